"""落札率: a fraction of one, however it is printed, held against contract and planned price."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.normalise.amounts import denoise, parse_amount
from pipelines.normalise.outcome_words import is_nothing
from pipelines.normalise.tender import Tender
from pipelines.normalise.text import plain, squeezed
from pipelines.records import Column, Price

_NUMBER = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,20})?")
_NEAR = Decimal("0.02")
_PERCENT_LINE = re.compile(
    r"(?m)^\s*[(]?\s*(?:落札率[:は]?)?\s*([0-9]{1,3}(?:\.[0-9]{1,10})?)\s*%\s*[)]?\s*$"
)


def award_rate(tender: Tender, planned: Price | None, paid: Price | None) -> Decimal | None:
    """The printed award rate as a fraction: ``95.3％``, ``95.3`` and ``0.953`` are 0.953.

    A bare number may be either; where both prices are printed, the reading that they bear out is
    taken. A rate that can't be true is an issue.
    """
    column, text = tender.found("awardRate")
    if column is None or not text:
        return _beside_price(tender)
    if is_nothing(text):
        return None
    rate = _rate(text, column, _ratio(planned, paid))
    if rate is None and not _says_none(text):
        tender.note("unclearAmount", column, text)
    return rate


def without_rate(text: str) -> str:
    """The text of a price without a line that is a rate: ``47,500,000円\\n95.0％``."""
    folded = plain(text)
    if "%" not in folded or not _PERCENT_LINE.search(folded):
        return text
    return _PERCENT_LINE.sub("", folded).strip()


def _rate(text: str, column: Column, ratio: Decimal | None) -> Decimal | None:
    folded = squeezed(text).strip("()")
    if not _NUMBER.fullmatch(folded):
        found = parse_amount(text, {"header": column.label or "落札率"})
        sure = found.kind == "rate" and set(found.flags) <= {"float_noise", "unit_from_header"}
        return found.rate if sure else None
    value = Decimal(denoise(folded))
    readings = (value, value / 100)
    if ratio is not None:
        near = [reading for reading in readings if abs(reading - ratio) <= _NEAR]
        if len(near) == 1:
            return near[0]
    percent = "%" in plain(column.label) and value > Decimal("1.5")
    reading = value / 100 if percent or value > 2 else value
    return reading if reading <= Decimal("1.5") else None


def _ratio(planned: Price | None, paid: Price | None) -> Decimal | None:
    """What part of the planned price is paid; None where both aren't totals on one basis."""
    if not planned or not paid or not planned.amount or paid.amount is None:
        return None
    if planned.tax != paid.tax or planned.pricing or paid.pricing:
        return None
    return Decimal(paid.amount) / Decimal(planned.amount)


def _says_none(text: str) -> bool:
    found = parse_amount(text, {"header": "落札率"})
    return found.kind == "none" and bool(
        {"dash", "not_disclosed", "blank", "nothing", "not_applicable", "masked"} & set(found.flags)
    )


def _beside_price(tender: Tender) -> Decimal | None:
    """A rate that has a line of its own in the cell of the price."""
    for column in tender.plan.by_meaning.get("awardPrice", ()):
        found = _PERCENT_LINE.search(plain(tender.of(column) or ""))
        if found and "率" in column.label:
            return Decimal(found[1]) / 100
    return None
