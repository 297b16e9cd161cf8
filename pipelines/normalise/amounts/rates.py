"""Rates: 95.3％, 九割五分, 10分の7.5, and bare numbers under a rate's header."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.normalise.amounts.bounds import bound_of, joint
from pipelines.normalise.amounts.figures import Figure
from pipelines.normalise.amounts.frame import Frame
from pipelines.normalise.amounts.result import Amount

_OF_TAX = re.compile(r"税(?:率|等|額)?[(:は]?$")
_A_SHARE = re.compile(r"(?:の|率|割合|補助|負担)$")
_SHARED = re.compile(r"以内|以上|以下|未満|相当|を乗|に相当|を限度|の額|を補助|補助|を上限")
_CHANGE = re.compile(r"の?([増減])(?!税)")
_MOST = Decimal(20)  # twenty times: no rate of a notice is above it


def rates_in(text: str, figures: list[Figure]) -> list[Figure]:
    """The rates of a text but those of tax (消費税10％); 2/3 where it is told to be a share."""
    found = []
    for figure in figures:
        before, after = text[max(0, figure.start - 8) : figure.start], text[figure.end :]
        share = figure.kind == "slashed" and (_A_SHARE.search(before) or _SHARED.match(after))
        if share or (figure.kind == "rate" and not _OF_TAX.search(before)):
            found.append(figure)
    return found


def rate_result(text: str, rates: list[Figure], printed: str) -> Amount:
    """The rate of a text; the first of several, or the two ends of a range."""
    first = rates[0]
    flags = first.flags
    if len(rates) > 1:
        ends = joint(text[first.end : rates[1].start])
        if ends:
            low, high = _signed(first), _signed(rates[1])
            open_end = ("exclusive",) if ends.exclusive else ()
            return Amount("rate", min=low, max=high, flags=(*flags, *open_end), text=printed)
        if len({figure.value for figure in rates}) > 1:
            flags = (*flags, "several_figures")
    bound = bound_of(text[: first.start], text[first.end :])
    if bound.end:
        flags = (*flags, "lower_bound" if bound.end == "low" else "upper_bound")
        flags = (*flags, "exclusive") if bound.exclusive else flags
    change = _CHANGE.match(text, first.end)
    if change:
        flags, first.negative = (*flags, "delta"), first.negative or change[1] == "減"
    if first.negative:
        flags = (*flags, "negative")
    return Amount("rate", rate=_signed(first), flags=flags, text=printed)


def bare_rate(
    value: Decimal, negative: bool, flags: tuple[str, ...], frame: Frame, printed: str
) -> Amount:
    """A bare number under a rate's header: ``0.953`` and ``95.3`` are both 0.953.

    Rates of awards lie near one, so a small number is a fraction; under another header that
    prints ％ it may be per cent: ambiguous.
    """
    size = abs(value)
    if frame.wins:
        fraction = size <= 2
        flags = (*flags, "ambiguous") if 1 < size < 20 else flags
    else:
        fraction = size <= 1 and not frame.percent
        flags = (*flags, "ambiguous") if size <= 2 and (frame.percent or size > 1) else flags
    value = value if fraction else value / 100
    if abs(value) > _MOST:
        return Amount("none", flags=(*flags, "not_a_rate"), text=printed)
    if negative:
        value, flags = -value, (*flags, "negative")
    if frame.percent and not fraction:
        flags = (*flags, "unit_from_header")
    return Amount("rate", rate=value, flags=flags, text=printed)


def _signed(figure: Figure) -> Decimal:
    return -figure.value if figure.negative else figure.value
