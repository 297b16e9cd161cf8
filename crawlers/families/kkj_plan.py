"""The searches that reach every notice of the KKJ API that any search reaches, with few requests.

An answer holds at most 1,000 notices and there is no second page, so the whole is taken in parts.
Every answer says how many notices its search has; what is held already is counted under the same
search. Where the two agree the part is whole, where they don't something is missing: then it is
split on, in as many ways as the service has filters, and what no way reaches is told with its
number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crawlers.families.kkj_cells import Cell, Found
from crawlers.families.kkj_hunt import Asking, Hunter, Terms, Whole
from crawlers.families.kkj_pace import Pace

_DAY = timedelta(1)
_MONTH, _YEAR = timedelta(30), timedelta(366)
_FAR = date(2100, 1, 1)
_MOST_GROUPS = 10
_MOST_AGAIN = 20
"""Answers at most to go again through a whole of which nobody can tell how much is held."""


@dataclass(frozen=True)
class _End:
    """The oldest days of a group that were left: to which day, and how many notices they may be."""

    cell: Cell
    share: float
    last: date | None
    few: float


class Planner(Hunter):
    """Says what to ask next and takes the answers: a generator of searches, by ``send``.

    Pure: it knows nothing of the network.
    """

    def __init__(self, terms: Terms, first: date, today: date) -> None:
        super().__init__(terms, first, today)
        self._pace: Pace | None = None
        self._first_hits = 1
        self.left_alone: dict[str, int] = {}
        """Wholes that weren't gone through, since that would be all once more: name and size."""
        self._is_sorted = False

    def whole(self, cell: Cell) -> Asking:
        """Take all that falls under a search; nothing more is asked if the service refuses it."""
        found = yield from self._ask(cell)
        if found is None:
            return
        if cell.is_vague and found.hits > _MOST_AGAIN * self.terms.cap:
            self.left_alone[cell.name] = found.hits
            return
        whole = self.wholes[cell.name] = Whole(found.hits, 0)
        if found.hits > self.terms.cap:
            if self.held.count(cell) < 0.7 * found.hits:
                yield from self._tile(cell, found)
            if self.held.count(cell) < found.hits:
                self._left = self.terms.most_hunting
                yield from self._hunt(cell, found.hits)
        whole.held = self.held.count(cell)

    def _tile(self, cell: Cell, found: Found) -> Asking:
        """Take a whole in windows of days, prefectures in groups where it is large.

        A group has few notices a day, so that its windows nearly fill an answer. What one group
        brought a day tells what the next will, as one whole does for the next.
        """
        self._tiled.add(cell.name)
        self._is_sorted = _is_falling(found)
        groups = list(self._groups(cell, found.hits))
        if self._is_sorted and len(groups) == 1:
            yield from self._descend(cell, found)
            return
        while self._is_sorted and groups:
            yield from self._descend(groups.pop(0)[0])
        if self._pace is None:
            self._first_hits = found.hits
            self._pace = self._guess(cell, found)
        whole = found.hits / self._first_hits
        if groups == [(cell, 1.0)]:
            self._pace.begin(whole)
            yield from self._walk(cell, found.hits)
            return
        ends: list[_End] = []
        for group, share in groups:
            self._pace.begin(share * whole)
            ends.append(_End(group, share * whole, *(yield from self._walk(group, None))))
        for end in _together([end for end in ends if end.last], self.terms.cap):
            self._pace.begin(end.share)
            yield from self._walk(end.cell, None, is_end=True)

    def _guess(self, cell: Cell, found: Found) -> Pace:
        """What to expect, from the thousand of all days that came."""
        days = [record.day for record in found.records if record.day]
        first = cell.since or min(days, default=self.first)
        last = max(days, default=self.today) if cell.until is None else cell.until
        return Pace(self.terms.cap, found.hits / _working(first, last), first, last)

    def _descend(self, cell: Cell, found: Found | None = None) -> Asking:
        """A thousand after the other, from the newest day back, where answers come in this order.

        Each asks for the last day of the one before again, which may have been cut. How many the
        days between have follows from both numbers; where they aren't all held, the order was not
        what it seemed. ``found`` is the answer to all of the search, if there was one.
        """
        last = newest = cell.until or _FAR
        before: int | None = None
        while True:
            answer = found or (yield from self._ask(cell.during(cell.since, last)))
            if answer is None:
                return
            gone = cell.during(last + _DAY, newest)
            lacks = before is not None and self.held.count(gone) < before - answer.hits
            if last < newest and before is not None and lacks:
                self._is_sorted, self._left = False, self.terms.most_hunting
                yield from self._hunt(gone, before - answer.hits)
            if answer.hits <= self.terms.cap:
                return
            newest, before = last, answer.hits
            if found and not cell.is_dated:
                before = None  # those without a day are counted too
            found = None
            last = min((one.day for one in answer.records if one.day), default=last)
            if last == newest or last == cell.since:
                yield from self._busy(cell.during(last, last))
                if last == cell.since:
                    return
                last -= _DAY

    def _busy(self, day: Cell) -> Asking:
        """A day that has more than an answer."""
        found = yield from self._ask(day)
        if found is not None and found.hits > self.terms.cap:
            yield from self._day(day, found.hits)

    def _groups(self, cell: Cell, hits: int) -> Iterator[tuple[Cell, float]]:
        """Groups of prefectures of about the same weight, each with its share of the whole."""
        number = min(_MOST_GROUPS, len(cell.codes), hits // (3 * self.terms.cap))
        if number < 2:
            yield cell, 1.0
            return
        seen = Counter(record.code for record in self.held.under(cell))
        weights = {code: seen[code] + 1 for code in cell.codes}
        groups: list[list[str]] = [[] for _ in range(number)]
        for code in sorted(weights, key=lambda code: -weights[code]):
            min(groups, key=lambda group: sum(weights[one] for one in group)).append(code)
        for group in groups:
            share = sum(weights[code] for code in group) / sum(weights.values())
            yield replace(cell, codes=tuple(sorted(group))), share

    def _walk(
        self, cell: Cell, hits: int | None, *, is_end: bool = False
    ) -> Generator[Cell, Found, tuple[date | None, float]]:
        """Windows from the newest day back, each as long as an answer holds.

        Gives the last day and the number of the oldest notices, where they would not fill an answer
        and are left for one with those of other prefectures; ``is_end`` takes these too.
        """
        assert self._pace is not None
        cap = self.terms.cap
        last, floor = cell.until, cell.since or self.first
        over: list[tuple[Cell, int]] = []
        is_empty, low = False, date.min
        while True:
            end = last or self.today
            floor = floor if cell.since or floor < end else end - _YEAR
            start: date | None = self._pace.reach(end, max(floor, low))
            if is_empty or (hits is not None and hits - self._later(cell, last) <= cap):
                start = floor
            if start is not None and start <= floor:
                few = self._pace.total(floor, end)
                if hits is None and last and not is_end and few < 0.7 * cap:
                    return last, few
                start = cell.since
            window = cell.during(start, last)
            found = yield from self._ask(window)
            if found is None:
                return None, 0.0
            begin = start or min(self._oldest(window), floor, end - _MONTH)
            if found.hits > cap and begin < end:
                self._pace.over(begin, end, found.hits, _some_of_all(found))
                over.append((window, found.hits))
                low = begin + max(_DAY, (end - begin) / 16)
                floor, is_empty = (floor if start else begin), False
                continue
            if found.hits > cap:
                yield from self._day(window, found.hits)
            is_empty = found.hits < 0.5 * self._pace.total(begin, end)
            settled, low = self._settled(cell, start, over), date.min
            begin = begin if settled == start else settled or floor
            whole = cell.during(settled, last)
            self._pace.learn(begin, end, Counter(one.day for one in self.held.under(whole)))
            start = settled
            if start == cell.since or start is None:
                return None, 0.0
            last = start - _DAY

    def _later(self, cell: Cell, last: date | None) -> int:
        """How many are held of the days after one, which were gone through."""
        return self.held.count(cell.during(last + _DAY, cell.until)) if last else 0

    def _oldest(self, window: Cell) -> date:
        days = [record.day for record in self.held.under(window) if record.day]
        return min(days, default=window.until or self.today)

    def _settled(self, cell: Cell, start: date | None, over: list[tuple[Cell, int]]) -> date | None:
        """From which day on all is held, when the window from ``start`` on came whole.

        An answer that overflowed gave a thousand notices and the number of all: with the window
        they may be all.
        """
        for window, hits in over:
            if start is None or (window.since is not None and window.since >= start):
                continue
            if self.held.count(window) >= hits:
                start = window.since
        return start


def _working(first: date, last: date) -> float:
    """About how many working days there are from one day to another."""
    return max(1.0, ((last - first).days + 1) * 5 / 7)


def _together(ends: Sequence[_End], cap: int) -> list[_End]:
    """What groups have left, put together as far as an answer may hold it."""
    found: list[_End] = []
    for end in sorted(ends, key=lambda end: end.last or date.min):
        assert end.last
        before = found[-1] if found else None
        if before is None or before.few + end.few > 0.85 * cap:
            found.append(replace(end, cell=end.cell.during(end.cell.since, end.last)))
            continue
        codes = tuple(sorted((*before.cell.codes, *end.cell.codes)))
        cell = replace(before.cell, codes=codes, until=end.last)
        found[-1] = _End(cell, before.share + end.share, end.last, before.few + end.few)
    return found


def _some_of_all(found: Found) -> Counter[date | None]:
    """How many notices of each day came; none, if they came in the order of days."""
    days = [record.day for record in found.records if record.day]
    is_sorted = days in (sorted(days), sorted(days, reverse=True))
    return Counter() if is_sorted else Counter(days)


def _is_falling(found: Found) -> bool:
    """Whether an answer has its notices from the newest day to the oldest."""
    days = [record.day for record in found.records if record.day]
    return len(set(days)) > 1 and days == sorted(days, reverse=True)
