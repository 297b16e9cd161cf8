"""What a table's header means for all of its rows, worked out once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.cells import column_letters
from pipelines.lookups import fold
from pipelines.normalise.amounts import tax_of, unit_of
from pipelines.normalise.bids import MARKED, BidColumns, PriceColumns
from pipelines.normalise.captions import told
from pipelines.normalise.dates import parse_day
from pipelines.normalise.methods import parse_method
from pipelines.records import Column, RawTable

_CHANGE = re.compile(r"変更(前|後)")
DAYS = ("published", "opened", "awarded", "signed")
MAX_YEARS = 3
"""A contract follows its bids within weeks, and a list covers a year: a day that lies more years
apart from all others is a slip."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of a table by meaning, their labels for ``raw``, and what its captions say.

    ``bids`` is None for a table without bidders. ``category`` is what the sheet's name says
    (工事, 業務). ``years`` are those of all days in the table, sorted. ``changed`` is the first
    label of a figure before or after a change (変更後), "" without one.
    """

    table: RawTable
    by_meaning: dict[str, list[Column]]
    meanings: frozenset[str]
    labels: list[str]
    bids: BidColumns | None
    taxes: dict[str | None, str]
    units: dict[str | None, int]
    category: str | None
    years: list[int]
    changed: str

    def tax(self, meaning: str) -> str | None:
        """What the captions say of tax, for the prices of a meaning."""
        return self.taxes.get(meaning) or self.taxes.get(None)

    def unit(self, meaning: str) -> int:
        """The yen in one, as the captions say, for the prices of a meaning."""
        return _unit(self.units, meaning)


def plan_of(table: RawTable) -> Plan:
    """The plan of a table of raw notices."""
    by_meaning: dict[str, list[Column]] = {}
    for column in table.columns:
        if column.meaning:
            by_meaning.setdefault(column.meaning, []).append(column)
    # A note below (円未満切捨て) doesn't undo the unit above. Of two tax bases neither holds.
    units = {price: said[0] for price, said in told(table.captions, unit_of).items()}
    taxes = told(table.captions, tax_of)
    return Plan(
        table=table,
        by_meaning=by_meaning,
        meanings=frozenset(by_meaning),
        labels=_labels(table.columns),
        bids=_bid_columns(by_meaning, units),
        taxes={price: said[0] for price, said in taxes.items() if len(said) == 1},
        units=units,
        category=parse_method(table.sheet or "", {"kind": "category"}).category,
        years=_years(table, [c.index for name in DAYS for c in by_meaning.get(name, ())]),
        changed=next((c.label for c in table.columns if _CHANGE.search(fold(c.label))), ""),
    )


def _unit(units: dict[str | None, int], meaning: str) -> int:
    return units.get(meaning) or units.get(None) or 1


def _labels(columns: Iterable[Column]) -> list[str]:
    """The label of each column for ``raw``: as printed, told apart where two are the same."""
    seen: dict[str, int] = {}
    found = []
    for column in columns:
        label = column.label or f"({column_letters(column.index)})"
        seen[label] = seen.get(label, 0) + 1
        found.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return found


def _years(table: RawTable, columns: list[int]) -> list[int]:
    """The year of every day that the first rows of the notices print."""
    printed = Counter(raw.rows[0][index] for raw in table.notices for index in columns)
    years: Counter[int] = Counter()
    for text, count in printed.items():
        if (day := parse_day(text)) and day.value:
            years[int(day.value[:4])] += count
    return sorted(years.elements())


def _bid_columns(
    by_meaning: dict[str, list[Column]], units: dict[str | None, int]
) -> BidColumns | None:
    if "bidder" not in by_meaning:
        return None

    def places(*names: str) -> tuple[int, ...]:
        return tuple(column.index for name in names for column in by_meaning.get(name, ()))

    def priced(name: str) -> list[tuple[Column, int]]:
        return [(c, c.unit or _unit(units, name)) for c in by_meaning.get(name, ())]

    rounds: dict[int, list[tuple[Column, int]]] = {}
    for column, unit in priced("bidPrice"):
        rounds.setdefault(column.round or 1, []).append((column, unit))
    technical = places("technicalScore")
    return BidColumns(
        bidder=by_meaning["bidder"][0].index,
        prices=tuple(PriceColumns(number, tuple(rounds[number])) for number in sorted(rounds)),
        quotes=tuple(priced("quotedPrice")),
        remarks=tuple(c.index for c in by_meaning.get("remark", ()) if not c.outside),
        outcomes=tuple(c.index for c in by_meaning.get("remark", ()) if c.outside),
        winner=next(iter(places("winner")), None),
        # Two technical scores side by side (基礎点 | 加算点) are parts of one: neither is it.
        technical=technical[0] if len(technical) == 1 else None,
        evaluations=places("evaluationScore"),
        points=places("priceScore") + (technical if len(technical) > 1 else ()),
        corporate_number=next(iter(places("corporateNumber")), None),
        rank=next(iter(places("rank")), None),
        marks=tuple(c.index for c in by_meaning.get("remark", ()) if MARKED.search(fold(c.label))),
    )
