"""Where the values of a notice come from: for each key of the record, the cells that gave it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.normalise.amounts import parse_amount
from pipelines.normalise.dates import parse_date
from pipelines.records import Box, Column, RawNotice, RawTable

_PRICES = {
    "plannedPrice": ("plannedPrice",),
    "estimatedPrice": ("plannedPrice",),
    "designPrice": ("plannedPrice",),
    "floorInvestigation": ("floorPrice",),
    "floorMinimum": ("floorPrice",),
    "floorRejection": ("floorPrice",),
    "awardPrice": ("awardPrice",),
    "contractPrice": ("contractPrice",),
    "bidPrice": ("bids", "awardPrice", "status"),
    "quotedPrice": ("bids", "awardPrice"),
    "awardRate": ("awardRate",),
}
_DAYS = {
    "published": ("published", "schedule"),
    "deadline": ("deadline", "schedule"),
    "opened": ("opened", "schedule"),
    "awarded": ("awarded", "schedule"),
    "signed": ("signed", "schedule"),
    "applicationDeadline": ("schedule",),
    "questionDeadline": ("schedule",),
    "documentPeriod": ("schedule",),
    "scheduleStep": ("schedule",),
    "plannedTiming": ("schedule", "published"),
    "period": ("period",),
    "periodStart": ("period",),
    "periodEnd": ("period",),
    "month": ("opened", "published"),
    "fiscalYear": ("opened", "published"),
    "listYear": ("fiscalYear",),
}
_WORDS = {
    "title": ("title", "category"),
    "goodsTitle": ("title", "category", "place", "period"),
    "worksTitle": ("title", "category", "place", "period", "workType"),
    "key": ("key",),
    "number": ("number",),
    "office": ("buyer", "department"),
    "buyer": ("buyer",),
    "buyerNumber": ("buyer",),
    "buyerCode": ("buyer",),
    "buyerLocalCode": ("buyer",),
    "officer": ("department", "buyer"),
    "place": ("place",),
    "workType": ("workType", "category"),
    "category": ("category", "workType"),
    "description": ("description",),
    "method": ("method", "methodDetails", "awardCriteria"),
    "methodCode": ("method", "methodDetails", "awardCriteria"),
    "evaluation": ("awardCriteria",),
    "rationale": ("rationale", "method", "methodDetails"),
    "bidder": ("bids", "suppliers", "status", "supplierGroup"),
    "bidderAddress": ("suppliers",),
    "corporateNumber": ("bids", "suppliers"),
    "winner": ("suppliers", "supplierGroup", "bids", "status"),
    "supplier": ("suppliers", "supplierGroup"),
    "supplierAddress": ("suppliers",),
    "supplierNumber": ("suppliers",),
    "remark": ("bids", "status", "awardPrice", "contractPrice", "plannedPrice"),
    "rank": ("bids",),
    "technicalScore": ("bids",),
    "evaluationScore": ("bids",),
    "priceScore": ("bids",),
    "numberOfBids": ("numberOfBids",),
}
KEYS: dict[str, tuple[str, ...]] = _PRICES | _DAYS | _WORDS
"""The keys of the record that a label's meaning may give, the first one before the others."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One published text of a notice: its label, what that means, and where it stands.

    ``keys`` are those of the record that it may have given; ``row`` and ``column`` count from 0, a
    row of -1 is a text before the table; ``sheet`` is None for a page. ``flags`` are what the
    parser of days or amounts says of the text; ``box`` is its place on the page of a PDF.
    """

    label: str
    meaning: str | None
    keys: tuple[str, ...]
    text: str
    sheet: str | None
    row: int
    column: int
    flags: tuple[str, ...] = ()
    box: Box | None = None


def origins(table: RawTable, raw: RawNotice) -> list[Origin]:
    """Every text of a notice in printed order, each once under its label."""
    found: dict[tuple[object, ...], Origin] = {}
    for number, row in enumerate(raw.rows):
        sheet = raw.elsewhere.get(number, table.sheet)
        for column in table.columns:
            text = raw.printed.get((number, column.index), row[column.index])
            if text.strip():
                at = raw.place(number, column.index)
                key = (sheet, at, column.index, text)
                origin = _origin(column, text, sheet, at)
                if box := table.box(raw, number, column.index):
                    origin = replace(origin, box=box)
                found.setdefault(key, origin)
    return list(found.values())


def _origin(column: Column, text: str, sheet: str | None, at: tuple[int, int]) -> Origin:
    keys = KEYS.get(column.meaning or "", ())
    flags = _flags(column, text.strip())
    return Origin(column.label, column.meaning, keys, text, sheet, at[0], at[1], flags)


def _flags(column: Column, text: str) -> tuple[str, ...]:
    """What reading the text as the label asks flags: ``H31.5.1`` → era_overflow."""
    if column.meaning in _DAYS:
        return parse_date(text, {"label": column.label}).flags
    if column.meaning in _PRICES:
        return parse_amount(text, {"header": column.label}).flags
    return ()
