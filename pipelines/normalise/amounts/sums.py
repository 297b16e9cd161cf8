"""Sums of money of a cell, resolved with the unit and the tax of its header."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from pipelines.normalise.amounts.bounds import Bound, bound_of, joint, limit_flags
from pipelines.normalise.amounts.choose import Chosen, signed
from pipelines.normalise.amounts.decimals import exact
from pipelines.normalise.amounts.figures import Figure
from pipelines.normalise.amounts.frame import Frame
from pipelines.normalise.amounts.result import Amount, Number
from pipelines.normalise.amounts.tax import folded_tax, is_exempt, says_both
from pipelines.normalise.amounts.told import Told, tell

MOST = 10**15  # yen; the state's whole budget is a tenth of it
_TRAILING_DASH = re.compile(r"円?\.?-(?![0-9])")
# @1,500円ほか, 1,500円 外3件: the first of several prices.
_OTHERS = re.compile(r"(?:\([^()]*\))?(?:ほか|他(?!社)|外[0-9一二三四五六七八九]|等(?![級価分]))")
_TIMES = re.compile(r"(?:\([^()]*\))?[×*xX][0-9]")
_FOOTNOTE = re.compile(r"※|^\*|\*[0-9]{0,2}$|注[0-9]")
_INCLUSIVE = re.compile(r"^\)?(?:を|が)?含")
_TAX_RATES = (Decimal("0.10"), Decimal("0.08"), Decimal("0.05"), Decimal("0.03"))


def money_result(text: str, figures: list[Figure], frame: Frame, printed: str) -> Amount:
    """The one sum, or the range, that the sums of a squeezed text mean."""
    _share_scale(text, figures)
    told = tell(text, figures)
    values = [_yen(one.figure, frame) for one in told]
    if any(value >= MOST for value in values):
        return Amount("none", flags=("too_large",), text=printed)
    found = _range(text, told, values, frame, printed)
    if found is not None:
        return found
    chosen = Chosen(told, frame, values)
    one = chosen.one
    bound = bound_of(one.before, one.gap)
    if bound.end:
        return _half_open(text, chosen, bound, printed)
    return _sum(text, chosen, printed)


def _share_scale(text: str, figures: list[Figure]) -> None:
    """``30～80万円``: 万 counts for both ends, where the range then still rises."""
    for low, high in pairwise(figures):
        if low.own_unit or low.yen or not high.scale or not joint(text[low.end : high.start]):
            continue
        if low.value * high.scale <= high.value:
            low.value, low.own_unit = low.value * high.scale, True
    for low, high in pairwise(figures):
        if high.yen and not low.yen and joint(text[low.end : high.start]):
            low.yen = True


def _yen(figure: Figure, frame: Frame) -> Decimal:
    """The value in yen: the cell's own unit, else that of the column."""
    if figure.kind == "bare" and frame.unit:
        return figure.value if figure.own_unit or figure.yen else figure.value * frame.unit
    return figure.value


def _range(
    text: str, told: list[Told], values: list[Decimal], frame: Frame, printed: str
) -> Amount | None:
    """A range of two sums that stand beside each other."""
    for place, (low, high) in enumerate(pairwise(told)):
        ends = joint(low.gap) if low.role != "before" else None
        if ends is None or high.role in ("tax", "delta"):
            continue
        bottom, top = values[place], values[place + 1]
        bottom, top = signed(low, bottom), signed(high, top)
        flags = _flags(text, low, frame) + _flags(text, high, frame)
        if ends.end == "hyphen" or bottom > top:
            flags.append("ambiguous")
        if ends.exclusive or bound_of("", high.gap).exclusive:
            flags.append("exclusive")
        if len(told) > 2:
            flags.append("several_figures")
        tax = high.tax or low.tax or folded_tax(text) or frame.tax or "unknown"
        basis, per = _basis(low if low.basis else high, frame)
        return Amount(
            "range",
            tax=tax,
            basis=basis,
            per=per,
            min=exact(bottom),
            max=exact(top),
            currency=high.figure.currency,
            flags=_once(flags),
            text=printed,
        )
    return None


def _half_open(text: str, chosen: Chosen, bound: Bound, printed: str) -> Amount:
    """A range with one end: ``100万円以下``, ``62万円から``."""
    one, frame = chosen.one, chosen.frame
    value = exact(signed(one, chosen.value))
    tax, tax_flags = _tax(text, chosen)
    basis, per = _basis(one, frame)
    flags = [*_flags(text, one, frame), *chosen.flags, *tax_flags]
    flags.append("lower_bound" if bound.end == "low" else "upper_bound")
    if bound.exclusive:
        flags.append("exclusive")
    return Amount(
        "range",
        tax=tax,
        basis=basis,
        per=per,
        min=value if bound.end == "low" else None,
        max=value if bound.end == "high" else None,
        currency=one.figure.currency,
        parts=chosen.parts or None,
        flags=_once(flags),
        text=printed,
    )


def _sum(text: str, chosen: Chosen, printed: str) -> Amount:
    one, frame = chosen.one, chosen.frame
    value = signed(one, chosen.value)
    tax, tax_flags = _tax(text, chosen)
    tax_amount = _tax_amount(chosen)
    basis, per = _basis(one, frame)
    flags = [*_flags(text, one, frame), *chosen.flags, *tax_flags]
    flags += [flag for flag, fits in _bids(value, basis) if fits]
    return Amount(
        "money",
        amount=exact(value),
        currency=one.figure.currency,
        tax=tax,
        basis=basis,
        per=per,
        tax_amount=tax_amount,
        amount_excluding_tax=_excluding(chosen, value, tax, tax_amount),
        parts=chosen.parts or None,
        flags=_once(flags),
        text=printed,
    )


def _bids(value: Decimal, basis: str) -> tuple[tuple[str, bool], ...]:
    return ("zero_bid", value == 0), ("one_yen_bid", value == 1 and basis == "total")


def _flags(text: str, one: Told, frame: Frame) -> list[str]:
    """What is odd about one sum, and what is told of it."""
    figure = one.figure
    flags = [flag for flag in figure.flags if flag != "sen"]
    flags += limit_flags(one.before, one.gap)
    if figure.negative:
        flags.append("negative")
    if figure.currency != "JPY":
        flags.append("foreign_currency")
    if figure.kind == "bare" and not figure.own_unit and not figure.yen and (frame.unit or 1) != 1:
        flags.append("unit_from_header")
    elif figure.kind == "money" and not figure.own_unit and (frame.unit or 1) != 1:
        flags += ["unit_conflict"] if figure.yen else ["unit_conflict", "ambiguous"]
    if _is_comma_or_point(text, figure, frame, one):
        flags.append("ambiguous")
    if _OTHERS.match(text, figure.end):
        flags.append("and_others")
    if _TIMES.match(text, figure.end) and one.role != "total":
        flags.append("ambiguous")
    if _TRAILING_DASH.match(text, figure.end):
        flags.append("trailing_dash")
    if _FOOTNOTE.search(text):
        flags.append("footnote_mark")
    if frame.unit_price or "単価契約" in text:
        flags.append("unit_price_contract")
    return flags


def _is_comma_or_point(text: str, figure: Figure, frame: Frame, one: Told) -> bool:
    """``12.345`` may be meant for 12,345, unless it is a unit price or in thousands."""
    digits = text[figure.place : figure.place + 9].split("円")[0]
    short = re.match(r"[0-9]{1,3}\.[0-9]{3}(?![0-9.,兆億万千])", digits)
    return bool(short) and not (one.basis or frame.basis) and (frame.unit or 1) == 1


def _basis(one: Told, frame: Frame) -> tuple[str, str | None]:
    if one.basis:
        return one.basis, one.per or (frame.per if one.basis == frame.basis else None)
    if one.role == "total":
        return "total", None
    if frame.basis:
        return frame.basis, frame.per
    return ("unit", None) if frame.unit_price else ("total", None)


def _tax(text: str, chosen: Chosen) -> tuple[str, tuple[str, ...]]:
    """The tax basis of the sum that is meant, with flags."""
    one, frame = chosen.one, chosen.frame
    told = _by_tax_amount(chosen) or one.tax or (None if says_both(text) else folded_tax(text))
    flags: tuple[str, ...] = ()
    others = {each.tax for each in chosen.told if each is not one and each.role != "tax"}
    if told is None or (told != one.tax and told in others and not _by_tax_amount(chosen)):
        told = one.tax
    if told is None and chosen.told[0].role != "tax":
        told, flags = _by_figures(chosen)
    if is_exempt(text):
        flags = (*flags, "tax_exempt")
    if told and frame.tax and told != frame.tax:
        flags = (*flags, "tax_conflict")
    return told or frame.tax or "unknown", flags


def _by_tax_amount(chosen: Chosen) -> str | None:
    """``（うち消費税 1,000円）`` → included; ``（消費税 1,000円を除く）`` → excluded."""
    for one in chosen.told:
        if one.role == "tax" and one is not chosen.one:
            apart = "除" in one.after[:6] or "別" in one.after[:4]
            if apart or "別途" in one.before or "+" in one.before:
                return "excluded"
            if "うち" in one.before or "内" in one.before or _INCLUSIVE.match(one.after):
                return "included"
    return None


def _by_figures(chosen: Chosen) -> tuple[str | None, tuple[str, ...]]:
    """Which basis the figures themselves show: a printed tax is a tenth of what it is put on."""
    tax = _tax_amount(chosen)
    value = chosen.value
    if not tax or value <= 0:
        return None, ()
    others = {chosen.value_of(one) for one in chosen.told if one is not chosen.one}
    if value - tax in others:
        return "included", ("tax_from_figures",)
    if value + tax in others:
        return "excluded", ("tax_from_figures",)
    for rate in _TAX_RATES:
        if abs(value * rate - tax) < 1:
            return "excluded", ("tax_from_figures",)
        if abs(value * rate / (1 + rate) - tax) < 1:
            return "included", ("tax_from_figures",)
    return None, ()


def _tax_amount(chosen: Chosen) -> Number | None:
    taxes = [one for one in chosen.told if one.role == "tax" and one is not chosen.one]
    if not taxes:
        return None
    return exact(signed(taxes[0], chosen.value_of(taxes[0])))


def _excluding(
    chosen: Chosen, value: Decimal, tax: str, tax_amount: Number | None
) -> Number | None:
    """The same sum without tax: as printed, else with the printed tax taken off."""
    if tax != "included":
        return None
    printed = chosen.parts.pop("tax_excluded", None)
    if printed is not None or tax_amount is None:
        return printed
    return exact(value - tax_amount)


def _once(flags: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(flags))
