"""The front door: an amount from the text of a cell and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from pipelines.normalise.amounts.figures import Figure, scan
from pipelines.normalise.amounts.frame import ANY, Frame, frame_of
from pipelines.normalise.amounts.quick import quick
from pipelines.normalise.amounts.rates import bare_rate, rate_result, rates_in
from pipelines.normalise.amounts.result import Amount
from pipelines.normalise.amounts.sums import money_result
from pipelines.normalise.amounts.tax import folded_tax
from pipelines.normalise.amounts.unpriced import BLANK, free, of_words, outcome_flags, whole_word
from pipelines.normalise.amounts.words import no_amount, price_name, zero
from pipelines.normalise.outcome_words import is_known_word
from pipelines.normalise.text import plain, private_use, squeezed

LONGEST = 1000
"""Letters: a longer text is not read (``too_long``)."""

_MOST_FIGURES = 60

_NO_QUOTES = str.maketrans("", "", "「」『』“”")
# The mark of a long vowel, typed for a minus or a dash.
_LONG_MARK = re.compile(r"(?:^|(?<=[0-9円(¥]))ー(?=[0-9¥円(~]|$)")
_LINE = re.compile(r"(?<=[0-9])[^\S\n]*\n\s*(?=[0-9])")
_BRACKETED = re.compile(r"[¥金]?\((.*)\)(?:円|¥)?(?:也)?")
_LETTERS = re.compile(r"[^\W\d_]")
_MONEY_LABEL = re.compile(r"(?:額|価格|単価|料金?|費用?|金|代金?|価|税込|税抜)[:は、(】\]]{0,2}$")
_ASIDE = re.compile(
    r"\([^()]*\)|[※*注]+[0-9]{0,2}|落札|予定|税込み?|税抜き?|消費税|第[0-9]+回|[0-9]+回目"
    r"|以上|以下|未満|以内|を?超え?|から|まで|程度|約|前後|円|金|也"
)


def parse_amount(text: str, context: Mapping[str, object] | None = None) -> Amount:
    """The amount that a text prints, with its tax basis and what it is paid for.

    ``context``: ``header`` (the label of the column, which may name unit, tax and basis) and
    ``unit`` (of bare numbers: ``千円``). No text raises. ``２億3,100万円（税込）`` → money
    231000000, included; ``125,210`` under 千円 → 125210000; ``100万円以下`` → range, max 1000000;
    ``予定価格の８０％`` → rate 0.8; ``△5,000円`` → -5000; ``非公表`` → none, not_disclosed;
    ``11,000,000円（うち消費税 1,000,000円）`` → 11000000, included, tax_amount 1000000.
    """
    return parse_framed(text, frame_of(context) if context else ANY)


def parse_framed(text: str, frame: Frame) -> Amount:
    """As ``parse_amount``, for a frame that is known already."""
    found = quick(text, frame)
    if found is not None:
        return found
    if len(text) > LONGEST:
        return Amount("none", flags=("too_long",), text=text[:LONGEST])
    flag = no_amount().get(text)
    return Amount("none", flags=(flag,), text=text) if flag else _slow(text, frame)


@lru_cache(maxsize=16384)  # a list repeats most of its texts
def _slow(printed: str, frame: Frame) -> Amount:
    text = squeezed(_LINE.sub(";", plain(printed))).translate(_NO_QUOTES)
    if "ー" in text:
        text = _LONG_MARK.sub("-", text)
    if private_use(text):
        return Amount("none", flags=("private_use",), text=printed)
    word = whole_word(text)
    if word is not None:
        return Amount("none", flags=(word,), text=printed)
    if text in zero():
        return free(text, printed, frame)
    figures = scan(text)
    if len(figures) > _MOST_FIGURES:
        return Amount("none", flags=("several_figures",), text=printed)
    answer = _of_figures(text, figures, frame, printed)
    if answer is not None:
        return answer
    return of_words(text, figures, frame, printed)


def _of_figures(text: str, figures: list[Figure], frame: Frame, printed: str) -> Amount | None:
    """The answer by the numbers of a text; None where none of them is an amount or a rate."""
    rates = rates_in(text, figures)
    bare = [figure for figure in figures if figure.kind == "bare"]
    if frame.wants == "rate":
        if rates:
            return rate_result(text, rates, printed)
        slashed = [figure for figure in figures if figure.kind == "slashed"]
        if slashed:
            return rate_result(text, slashed, printed)
        if len(bare) == 1 and not any(figure.kind == "money" for figure in figures):
            return bare_rate(bare[0].value, bare[0].negative, bare[0].flags, frame, printed)
    if any(figure.kind == "unreadable" for figure in figures):
        strange = next(figure for figure in figures if figure.kind == "unreadable")
        return Amount("none", flags=strange.flags[-1:] or ("unreadable",), text=printed)
    sums = _sums(text, figures, frame, rates)
    if sums:
        return _with_words(text, sums, money_result(text, sums, frame, printed), frame)
    return rate_result(text, rates, printed) if rates else None


def _sums(text: str, figures: list[Figure], frame: Frame, rates: list[Figure]) -> list[Figure]:
    """The numbers that are money: those that say so, else bare ones where money is asked for."""
    marked = [figure for figure in figures if figure.kind == "money"]
    if not marked:
        bare = [figure for figure in figures if figure.kind == "bare"]
        asked = frame.wants == "money" or (frame.wants is None and not rates)
        if not bare or not asked:
            return []
        _negative_in_brackets(text, bare)
        return bare if frame.wants or _stands_alone(text, bare[0]) else []
    _negative_in_brackets(text, marked)
    return [
        figure
        for figure in figures
        if figure.kind == "money"
        or (figure.kind == "bare" and _counts_beside(text, figure, figures))
    ]


def _counts_beside(text: str, figure: Figure, figures: list[Figure]) -> bool:
    """Whether a bare number beside marked sums is a sum, too: 30 in 30～80万円, or 12,345."""
    if "," in text[figure.place : figure.end]:
        return True
    place = figures.index(figure)
    behind = figures[place + 1] if place + 1 < len(figures) else None
    return behind is not None and text[figure.end : behind.start] in ("~", "-", "から", "→", "~約")


def _negative_in_brackets(text: str, sums: list[Figure]) -> None:
    """``（1,234,567）`` is negative, as in accounts."""
    found = _BRACKETED.fullmatch(text)
    if found and len(sums) == 1 and BLANK.fullmatch(text[: sums[0].place] + text[sums[0].end :]):
        sums[0].negative = True


def _stands_alone(text: str, figure: Figure) -> bool:
    """Whether a bare number without a header is money: alone, or behind 契約金額."""
    if _MONEY_LABEL.search(text[: figure.start]):
        return True
    rest = _ASIDE.sub("", text[: figure.start] + "#" + text[figure.end :])
    return not _LETTERS.search(rest)


def _with_words(text: str, sums: list[Figure], answer: Amount, frame: Frame) -> Amount:
    """The answer with flags for the words beside a sum."""
    if len(text) < 4 or answer.kind == "none" or not _LETTERS.search(text):
        return answer
    rest = text
    for figure in reversed(sums):
        rest = rest[: figure.start] + " " + rest[figure.end :]
    heads = [part.strip("()[] 、。:;") for part in rest.split()]
    flags = [flag for part in heads if part for flag in outcome_flags(part)]
    if not flags and all(figure.kind == "bare" for figure in sums) and _is_strange(rest):
        flags.append("words_beside")
    if not flags:
        return answer
    flags = [flag for flag in dict.fromkeys(flags) if flag not in answer.flags]
    return msgspec.structs.replace(answer, flags=(*answer.flags, *flags))


def _is_strange(rest: str) -> bool:
    """Whether words beside bare numbers are none that go with prices."""
    for part in rest.split():
        known = price_name()[0].sub("", _ASIDE.sub("", part))
        if _LETTERS.search(known) and not (
            is_known_word(part) or folded_tax(part) or _MONEY_LABEL.search(part)
        ):
            return True
    return False
