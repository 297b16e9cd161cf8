"""What a search lacks, found by parts: halves of its prefectures and days, labels, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crawlers.families.kkj_cells import Cell, Found, Held

Asking = Generator[Cell, Found, None]
_DAY = timedelta(1)
_LONG_AGO = date(1900, 1, 1)
_MOST_NAMES = 12
_OF_A_DAY = 80
"""Requests at most to take a single day apart that holds more than an answer."""


@dataclass(frozen=True)
class Terms:
    """What the service takes and how the planner may use it.

    ``categories`` and ``procedures``: code → label, as results print it. ``days``: its further
    filters on days. ``words``: words by which notices are told apart. ``most_hunting``: requests at
    most to find what a whole lacks.
    """

    cap: int
    categories: Mapping[str, str]
    procedures: Mapping[str, str]
    days: Sequence[str]
    words: Sequence[str]
    most_hunting: int


@dataclass
class Whole:
    """What a whole states, how much of it is held, and how much is cut off within single days."""

    stated: int
    held: int
    cut: int = 0

    @property
    def missing(self) -> int:
        """What no search reached, days that were cut off left aside."""
        return max(0, self.stated - self.held - self.cut)


class Hunter:
    """Holds the notices that came, and asks for those that the numbers say are missing.

    ``first`` is a day before which little is expected, ``today`` the newest on which something may
    have been published.
    """

    def __init__(self, terms: Terms, first: date, today: date) -> None:
        self.terms, self.first, self.today = terms, first, today
        self.held = Held()
        self.wholes: dict[str, Whole] = {}
        self.refused: list[Cell] = []
        """Searches that the service answered with an error."""
        self._left = 0
        self._tiled: set[str] = set()
        self._over: dict[Cell, int] = {}
        """Days that hold more than an answer, and how many they hold."""

    def _ask(self, cell: Cell) -> Generator[Cell, Found, Found | None]:
        found = yield cell
        self._left -= 1
        if found.error is not None:
            self.refused.append(cell)
            return None
        self.held.add(cell, found.records)
        return found

    def _day(self, window: Cell, hits: int) -> Asking:
        """Take a single day apart that holds more than an answer; what stays away is noted.

        The newest window has today and what is dated after it.
        """
        self._left = _OF_A_DAY
        day = window.during(window.since, window.since)
        if window != day:
            later = window.during(self.today + _DAY, None)
            found = yield from self._ask(later)
            hits -= found.hits if found else 0
            if found and found.hits > self.terms.cap:
                yield from self._hunt(later, found.hits)
        yield from self._hunt(day, hits)
        self._over[day] = hits

    def _cut(self, cell: Cell) -> int:
        """What is missing of the days of a whole that hold more than an answer."""
        days = [(day, hits) for day, hits in self._over.items() if day.name == cell.name]
        return sum(max(0, hits - self.held.count(day)) for day, hits in days)

    def _hunt(self, cell: Cell, hits: int) -> Asking:
        """Ask for parts of a search until all of it is held, by its number, or no way is left."""
        if self._is_held(cell, hits):
            return
        if hits <= self.terms.cap and self._left > 0:
            yield from self._ask(cell)
            return
        if len(cell.codes) > 1:
            yield from self._halves(cell, hits, *self._of_codes(cell))
            return
        if cell.is_dated and not cell.is_one_day:
            if halves := self._of_days(cell):
                yield from self._halves(cell, hits, *halves)
            return
        for way in (self._dated, self._by_label, self._by_other_days, self._by_words):
            yield from way(cell, hits)

    def _is_held(self, cell: Cell, hits: int) -> bool:
        return self._left <= 0 or self.held.count(cell) >= hits

    def _halves(self, cell: Cell, hits: int, one: Cell, other: Cell) -> Asking:
        """Two parts that together are the whole: the number of one tells that of the other."""
        found = yield from self._ask(one)
        if found is None:
            return
        if found.hits > self.terms.cap:
            yield from self._hunt(one, found.hits)
        yield from self._hunt(other, hits - found.hits)

    def _of_codes(self, cell: Cell) -> tuple[Cell, Cell]:
        """Two parts by prefecture, about as heavy as what is held of them."""
        seen = Counter(record.code for record in self.held.under(cell))
        weights = [seen[code] + 1 for code in cell.codes]
        at, total = 1, weights[0]
        while at < len(weights) - 1 and total + weights[at] / 2 < sum(weights) / 2:
            total += weights[at]
            at += 1
        one, other = cell.codes[:at], cell.codes[at:]
        return replace(cell, codes=one), replace(cell, codes=other)

    def _of_days(self, cell: Cell) -> tuple[Cell, Cell] | None:
        """Two parts by day, about as heavy as what is held of them."""
        days = sorted(record.day for record in self.held.under(cell) if record.day)
        low = cell.since or min(days[0] if days else self.first, self.first)
        high = cell.until or max(days[-1] if days else self.today, self.today)
        if low >= high:
            return None
        middle = days[len(days) // 2] if days else low + (high - low) / 2
        middle = min(max(middle, low + _DAY), high)
        return cell.during(middle, cell.until), cell.during(cell.since, middle - _DAY)

    def _dated(self, cell: Cell, hits: int) -> Asking:
        """Those with a day, of a search without one whose days were never gone through."""
        if not cell.is_dated and cell.name not in self._tiled:
            yield from self._part(cell.during(_LONG_AGO, None), cell, hits)

    def _by_label(self, cell: Cell, hits: int) -> Asking:
        """Those of each category, then of each procedure."""
        if not cell.category and not cell.procedure:
            for label in self.terms.categories.values():
                yield from self._part(replace(cell, category=label), cell, hits)
        if not cell.procedure:
            for label in self.terms.procedures.values():
                yield from self._part(replace(cell, procedure=label), cell, hits)

    def _by_other_days(self, cell: Cell, hits: int) -> Asking:
        """Those that have another day, of any date: few have."""
        for name in self.terms.days:
            more = ((name, f"{_LONG_AGO}/"),)
            yield from self._part(replace(cell, more=more), cell, hits)

    def _by_words(self, cell: Cell, hits: int) -> Asking:
        """Those of the organisations that are held most, of all others; those with some words."""
        names = Counter(record.organisation for record in self.held.under(cell))
        known = [name for name, _ in names.most_common(_MOST_NAMES) if name.isalnum()]
        searches = [("Organization_Name", f"NOT ({' OR '.join(known)})")] if known else []
        searches += [("Organization_Name", name) for name in known]
        searches += [("Query", f"NOT ({' OR '.join(self.terms.words)})")]
        searches += [("Query", word) for word in self.terms.words]
        for search in searches:
            yield from self._part(replace(cell, more=(search,)), cell, hits)

    def _part(self, part: Cell, whole: Cell, hits: int) -> Asking:
        """Ask for a part while its whole lacks something, and take it apart if it is too large."""
        if self._is_held(whole, hits):
            return
        found = yield from self._ask(part)
        if found is not None and found.hits > self.terms.cap and not part.more:
            yield from self._hunt(part, found.hits)
