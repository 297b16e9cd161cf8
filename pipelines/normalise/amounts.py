"""Amounts as notices print them, to exact yen; a word that is no amount is told from zero."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipelines.normalise.outcome_words import is_nothing

_PLAIN = re.compile(r"[0-9]{1,15}")
# 12,345,000円, ¥1,000, 12,345,000※, 1234.5千円, △5,000, 12345000円(税抜)
_PRINTED = re.compile(
    r"※?(?P<sign>[-△▲])?金?(?P<yen>[¥\\])?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?P<sen>\.[0-9]{1,20})?"
    r"(?P<unit>億|百万|千万|万|千)?(?P<en>円)?(?:也)?(?:\.?-)?(?:\((?P<note>[^()]*)\))?"
    r"(?:※[0-9]{0,2}|\*)?"
)
_MOST = 10**15  # yen; the state's whole budget is a tenth of it
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_UNITS = {"億": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3}
_UNIT = re.compile(r"(?:単位[::は・]?|[(【〔\[,、・])(百万|千万|万|千|億)?円(?=[)】〕\],、・/※]|$)")
_TAX = r"税(?:額|等)?(?:及び地方消費税(?:額)?)?"
_WITHOUT_TAX = re.compile(rf"{_TAX}(?:相当額)?(?:抜|別|を?含ま(?:ない|ず)|を?除)|(?:抜|除)税")
_WITH_TAX = re.compile(rf"{_TAX}(?:相当額)?(?:込|を?含(?:む|み|めた|んだ))")
# White space within digits: 12 345 000 is one number, 980 above 990 are two.
_GAP = re.compile(r"[0-9]\s+[0-9]")
_GROUPED = re.compile(r"[^0-9\n]*[0-9]{1,3}(?:[^\S\n][0-9]{3})+[^0-9\n]*")
_FIGURE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{4,}")
_UNDISCLOSED = re.compile(r"非公表|非公開|公表しない|\*{2,}")


@dataclass(frozen=True, slots=True)
class ParsedAmount:
    """``kind``: money (``amount`` in yen, exact), none (nothing published), undisclosed, word.

    ``word`` is a printed word that stands where an amount would (無効), or in brackets behind one
    (``1,000（失格）``). ``tax`` is what the cell itself says. ``flags``: float_noise.
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

    ``12,345,000円（税抜）`` → money 12345000, excluded; ``129009999.99999999`` (Excel's float
    noise) → money 129010000; ``－`` and an empty cell → none; ``非公表`` → undisclosed;
    ``1,000円`` under 千円 → money 1000; anything else, two figures too → word.
    """
    if _PLAIN.fullmatch(text):
        amount = int(text) * unit
        return ParsedAmount("money", amount) if amount < _MOST else ParsedAmount("word", word=text)
    wide = unicodedata.normalize("NFKC", text)
    folded = "".join(wide.split())
    if not folded or is_nothing(folded):
        return NONE
    if _GAP.search(wide) and not _GROUPED.fullmatch(wide.strip()):
        return ParsedAmount("word", word=text.strip())
    found = _PRINTED.fullmatch(folded)
    if found:
        return _money(found, unit)
    kind = "undisclosed" if _UNDISCLOSED.search(folded) else "word"
    return ParsedAmount(kind, word=text.strip())


@lru_cache(maxsize=8192)
def tax_of(text: str) -> str | None:
    """What a text says of tax: ``（税抜き）`` → excluded, ``消費税込み`` → included, else None.

    None too where it says both: then it speaks of more than one price.
    """
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    excluded, included = _WITHOUT_TAX.search(folded), _WITH_TAX.search(folded)
    if excluded and included:
        return None
    return "excluded" if excluded else "included" if included else None


@lru_cache(maxsize=8192)
def unit_of(text: str) -> int | None:
    """The yen in one of a caption or label: ``（単位：千円）`` → 1000, ``（円）`` → 1, else None.

    ``（千円未満切捨て）`` names no unit.
    """
    found = _UNIT.search("".join(unicodedata.normalize("NFKC", text).split()))
    return None if not found else _UNITS.get(found[1] or "", 1)


def denoise(number: str) -> str:
    """A printed decimal without the noise of binary floats, only where it is noise.

    A float carries 15 good digits, a sum of floats a few less: a longer number that lies within
    2e-13 of a whole one, or of one with at most 9 digits, is that with noise.
    ``129009999.99999999`` → 129010000, ``60.049000000000007`` → 60.049, while
    ``33.333333333333336`` stays.
    """
    whole, _, decimals = number.lstrip("-").partition(".")
    if len(whole) + len(decimals) < 15 or not _DECIMAL.fullmatch(number):
        return number
    value = Decimal(number)
    rounded = round(value, max(0, 12 - len(whole))).normalize()
    close = abs(value - rounded) <= abs(value) * Decimal("2e-13")
    short = rounded == rounded.to_integral_value() or len(rounded.as_tuple().digits) <= 9
    return format(rounded, "f") if close and short else number


def exact(number: Decimal) -> int | Decimal:
    """A whole number as int, any other as it is."""
    return int(number) if number == number.to_integral_value() else number


def _is_doubtful(found: re.Match[str], unit: int) -> bool:
    """Whether a number may be another one: ``¥1,000`` under 千円, or ``12.345`` for 12,345."""
    if found["yen"] and not found["unit"] and unit != 1:
        return True
    return unit == 1 and len(found["digits"]) < 4 and len(found["sen"] or "") == 4


def _money(found: re.Match[str], unit: int) -> ParsedAmount:
    printed = found["digits"].replace(",", "") + (found["sen"] or "")
    clean = denoise(printed)
    note = found["note"] or ""
    own_unit = _UNITS[found["unit"]] if found["unit"] else 1 if found["en"] else unit
    amount = Decimal(clean) * own_unit
    if amount >= _MOST or _FIGURE.search(note) or _is_doubtful(found, own_unit):
        return ParsedAmount("word", word=found[0])
    if found["sign"]:
        amount = -amount
    flags = ("float_noise",) if clean != printed else ()
    tax = tax_of(note)
    word = note if note and not tax else None
    return ParsedAmount("money", exact(amount), word, tax, flags)
