"""A cell under a price's label, read strictly: one sum and nothing that could be another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipelines.normalise.amounts.frame import Frame
from pipelines.normalise.amounts.numbers import RUN
from pipelines.normalise.amounts.parse import parse_framed
from pipelines.normalise.amounts.result import Amount
from pipelines.normalise.amounts.sums import MOST
from pipelines.normalise.numerals import KANJI_DIGITS
from pipelines.normalise.text import squeezed

_NOTHING = frozenset(("blank", "dash", "nothing", "not_applicable"))
# A sum with one of these flags is sure; with any other it may be meant otherwise.
_SURE = frozenset(
    (
        *("float_noise", "negative", "footnote_mark", "trailing_dash", "backslash_yen"),
        *("zero_bid", "one_yen_bid", "tax_exempt", "unit_from_header", "unit_conflict"),
        *("award_mark", "disqualified", "withdrawn", "no_bid", "unsuccessful", "cancelled"),
    )
)
_NOTE = re.compile(r"\(([^()]*)\)")
_WORD = re.compile(rf"[^\W\d_{KANJI_DIGITS}円銭也整]")
_BEGIN = re.compile(r"^※?[-△▲]?金")
_FOOTNOTE = re.compile(r"[※*][0-9]{0,2}$")
_SPACED = re.compile(r"[^0-9\n]*[0-9]{1,3}(?:[^\S\n][0-9]{3})+[^0-9\n]*")


@dataclass(frozen=True, slots=True)
class ParsedAmount:
    """``kind``: money (``amount`` in yen, exact), none (nothing published), undisclosed, word.

    ``word`` is a printed word that stands where an amount would (無効), or in brackets behind one
    (``1,000（失格）``). ``tax`` is what the cell itself says. ``flags``: those of ``Amount``.
    """

    kind: str
    amount: int | Decimal | None = None
    word: str | None = None
    tax: str | None = None
    flags: tuple[str, ...] = ()


NONE = ParsedAmount("none")


@lru_cache(maxsize=262144)
def parse_price(text: str, unit: int = 1) -> ParsedAmount:
    """What a cell under a price's label says; ``unit`` is the yen in one of a bare number.

    As ``parse_amount``, but what may be meant otherwise is no price: ``12,345,000円（税抜）`` →
    money 12345000, excluded; ``129009999.99999999`` (Excel's float noise) → money 129010000;
    ``－`` and an empty cell → none; ``非公表`` → undisclosed; ``1,000円`` under 千円 → money 1000;
    two figures, ranges, unit prices, slips and anything else → word.
    """
    if text.isdecimal() and len(text) < 16 and text.isascii():
        amount = int(text) * unit
        return ParsedAmount("money", amount) if amount < MOST else ParsedAmount("word", word=text)
    found = parse_framed(text, Frame(wants="money", unit=unit))
    if found.kind == "money":
        return _money(found, text)
    flags = frozenset(found.flags)
    folded = squeezed(text)
    if flags & _NOTHING and (len(folded) < 9 or "blank" in flags):
        return NONE
    hidden = "not_disclosed" in flags or ("masked" in flags and "**" in folded)
    return ParsedAmount("undisclosed" if hidden else "word", word=text.strip())


def _money(found: Amount, text: str) -> ParsedAmount:
    folded = squeezed(text)
    notes = _NOTE.findall(folded)
    sure = _SURE.issuperset(found.flags) or (
        _SURE.issuperset(set(found.flags) - {"gap"}) and _SPACED.fullmatch(text.strip())
    )
    if (
        not sure
        or found.parts
        or found.tax_amount is not None
        or found.basis != "total"
        or found.currency != "JPY"
        or len(notes) > 1
        or not _is_one_number(_NOTE.sub("", folded))
        or "free" in found.flags
    ):
        return ParsedAmount("word", word=text.strip())
    tax = found.tax if found.tax != "unknown" else None
    note = notes[0] if notes and not tax and _WORD.search(notes[0]) else None
    flags = tuple(flag for flag in found.flags if flag == "float_noise")
    return ParsedAmount("money", found.amount, note, tax, flags)


def _is_one_number(folded: str) -> bool:
    """Whether a squeezed text without its notes is a number with its unit, and nothing else."""
    rest = _FOOTNOTE.sub("", _BEGIN.sub("", folded, count=1))
    return not _WORD.search(rest) and len(RUN.findall(rest)) == 1 + ("銭" in rest)
