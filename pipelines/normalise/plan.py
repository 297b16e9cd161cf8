"""What a table's header means for all of its rows, worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.cells import column_letters
from pipelines.lookups import fold
from pipelines.normalise.amounts import tax_of, unit_of
from pipelines.normalise.bids import BidColumns, PriceColumns
from pipelines.normalise.dates import parse_day
from pipelines.records import Column, RawTable

DAYS = ("published", "opened", "awarded", "signed")
MAX_YEARS = 3
"""A contract follows its bids within weeks, and a list covers a year: a day that lies more years
apart from all others is a slip."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of a table by meaning, their labels for ``raw``, and what its captions say.

    ``bids`` is None for a table without bidders. ``category`` is what the sheet's name says
    (工事, 業務). ``years`` are those of all days in the table, sorted.
    """

    table: RawTable
    by_meaning: dict[str, list[Column]]
    labels: list[str]
    bids: BidColumns | None
    tax: str | None
    unit: int
    category: str | None
    years: list[int]


def plan_of(table: RawTable) -> Plan:
    """The plan of a table of raw notices."""
    by_meaning: dict[str, list[Column]] = {}
    for column in table.columns:
        if column.meaning:
            by_meaning.setdefault(column.meaning, []).append(column)
    captions = " ".join(table.captions)
    unit = unit_of(captions) or 1
    return Plan(
        table=table,
        by_meaning=by_meaning,
        labels=_labels(table.columns),
        bids=_bid_columns(by_meaning, unit),
        tax=tax_of(captions),
        unit=unit,
        category=_category(fold(table.sheet or "")),
        years=_years(table, [c.index for name in DAYS for c in by_meaning.get(name, ())]),
    )


def _labels(columns: Iterable[Column]) -> list[str]:
    """The label of each column for ``raw``: as printed, told apart where two are the same."""
    seen: dict[str, int] = {}
    found = []
    for column in columns:
        label = column.label or f"({column_letters(column.index)})"
        seen[label] = seen.get(label, 0) + 1
        found.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return found


def _category(sheet: str) -> str | None:
    """Works or services by a sheet's name (``工事（４月）``), None if it says both or none."""
    works = "工事" in sheet
    services = any(word in sheet for word in ("業務", "コンサル", "測量"))
    return None if works == services else "works" if works else "services"


def _years(table: RawTable, columns: list[int]) -> list[int]:
    """The year of every day that the first rows of the notices print."""
    days = (parse_day(raw.rows[0][index]) for raw in table.notices for index in columns)
    return sorted(int(day.value[:4]) for day in days if day and day.value)


def _bid_columns(by_meaning: dict[str, list[Column]], unit: int) -> BidColumns | None:
    if "bidder" not in by_meaning:
        return None

    def places(*names: str) -> tuple[int, ...]:
        return tuple(column.index for name in names for column in by_meaning.get(name, ()))

    rounds: dict[int, list[tuple[Column, int]]] = {}
    for column in by_meaning.get("bidPrice", ()):
        rounds.setdefault(column.round or 1, []).append((column, column.unit or unit))
    technical = places("technicalScore")
    return BidColumns(
        bidder=by_meaning["bidder"][0].index,
        prices=tuple(PriceColumns(number, tuple(rounds[number])) for number in sorted(rounds)),
        quotes=tuple((column, column.unit or unit) for column in by_meaning.get("quotedPrice", ())),
        remarks=places("remark"),
        winner=next(iter(places("winner")), None),
        # Two technical scores side by side (基礎点 | 加算点) are parts of one: neither is it.
        technical=technical[0] if len(technical) == 1 else None,
        evaluations=places("evaluationScore"),
        points=places("priceScore") + (technical if len(technical) > 1 else ()),
        corporate_number=next(iter(places("corporateNumber")), None),
    )
