"""The fast road: cells that hold a number and nothing to weigh, read without folding."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.normalise.amounts.decimals import denoise, exact
from pipelines.normalise.amounts.frame import Frame
from pipelines.normalise.amounts.rates import bare_rate
from pipelines.normalise.amounts.result import Amount
from pipelines.normalise.amounts.sums import MOST
from pipelines.normalise.amounts.tax import tax_of

_SHORT = 60  # letters
# 12,345,000; １２，３４５円; 500千円(税込): nothing to weigh, so nothing is folded.
_FAST = re.compile(
    r"\s*[¥￥]?([0-9０-９]{1,3}(?:[,，][0-9０-９]{3}){1,4}|[0-9０-９]{1,15})"
    r"\s*(千円|百万円|円)?\s*(?:[（(]((?:消費)?税(?:込み?|抜き?|別|等|額|及び|地方消費税|相当|の|を|含む|除く|。){1,10})[)）])?\s*|[0-9]{1,15}\.[0-9]{1,20}"
).fullmatch
_FAST_UNITS = {"円": 1, "千円": 1000, "百万円": 10**6}
_SMALL = ("ambiguous",)
_NO_COMMAS = str.maketrans("", "", ",，")


def quick(text: str, frame: Frame) -> Amount | None:
    """The answer for digits alone, ``12,345円（税抜）`` and the like; None for any other text."""
    if text.isdecimal() and len(text) < 16 and text.isascii():
        return _digits(text, frame)
    if len(text) > _SHORT:
        return None
    found = _FAST(text)
    if not found:
        return None
    return _fast(found, frame, text) if found[1] else _decimal(text, frame)


def _digits(text: str, frame: Frame) -> Amount:
    """A cell of a workbook: digits alone, in the column's unit."""
    value = int(text)
    if frame.wants == "money" or frame.wants is None:
        unit = frame.unit
        if (unit is None or unit == 1) and value > 1 and not frame.unit_price:
            flags = _SMALL if value < 100 and frame.wants is None else ()
            basis = frame.basis or "total"
            return Amount(
                "money",
                value,
                "JPY",
                frame.tax or "unknown",
                basis,
                per=frame.per,
                flags=flags,
                text=text,
            )
        return _whole(value, None, None, frame, text)
    if frame.wants == "rate":
        return bare_rate(Decimal(value), False, (), frame, text)
    return Amount("none", flags=("not_money", frame.wants), text=text)


def _decimal(text: str, frame: Frame) -> Amount:
    """A cell of a workbook that holds a decimal, perhaps with the noise of a float."""
    if frame.wants in ("count", "score"):
        return Amount("none", flags=("not_money", frame.wants), text=text)
    clean = denoise(text)
    flags = ("float_noise",) if clean != text else ()
    value = Decimal(clean)
    if frame.wants == "rate":
        return bare_rate(value, False, flags, frame, text)
    unit = frame.unit or 1
    if unit != 1:
        flags = (*flags, "unit_from_header")
    elif (frame.wants is None and value < 100) or (
        not frame.basis and len(text.partition(".")[2]) == 3 and 0 < value < 1000
    ):
        flags = (*flags, "ambiguous")
    if value == 0:
        flags = (*flags, "zero_bid")
    return Amount(
        "money",
        exact(value * unit),
        "JPY",
        frame.tax or "unknown",
        frame.basis or ("unit" if frame.unit_price else "total"),
        per=frame.per,
        flags=(*flags, "unit_price_contract") if frame.unit_price else flags,
        text=text,
    )


def _fast(found: re.Match[str], frame: Frame, text: str) -> Amount | None:
    """A number with nothing but 円 and a note of tax."""
    number, unit, note = found.groups()
    tax = tax_of(note) if note else None
    if frame.wants not in (None, "money") or (note and not tax):
        return None
    if (frame.unit or 1) != 1 and ("¥" in text or "￥" in text):
        return None
    return _whole(int(number.translate(_NO_COMMAS)), unit, tax, frame, text)


def _whole(value: int, unit: str | None, tax: str | None, frame: Frame, text: str) -> Amount:
    """A whole number with its own unit and tax, or with those of the column."""
    flags: tuple[str, ...] = ()
    column = frame.unit or 1
    if unit:
        value *= _FAST_UNITS[unit]
        if unit == "円" and column != 1:
            flags = ("unit_conflict",)
    elif column != 1:
        value, flags = value * column, ("unit_from_header",)
    elif frame.wants is None and value < 100:
        flags = _SMALL
    basis = frame.basis or ("unit" if frame.unit_price else "total")
    if value == 0:
        flags = (*flags, "zero_bid")
    elif value == 1 and basis == "total":
        flags = (*flags, "one_yen_bid")
    if tax and frame.tax and tax != frame.tax:
        flags = (*flags, "tax_conflict")
    if frame.unit_price:
        flags = (*flags, "unit_price_contract")
    if value >= MOST:
        return Amount("none", flags=("too_large",), text=text)
    said_tax = tax or frame.tax or "unknown"
    return Amount("money", value, "JPY", said_tax, basis, per=frame.per, flags=flags, text=text)
