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
from crawlers.families.kkj_hunt import Asking, Terms, Whole
from crawlers.families.kkj_pace import Pace
from crawlers.families.kkj_rows import Rows, parted, some_of_all

_DAY = timedelta(1)
_MONTH, _YEAR = timedelta(30), timedelta(366)
_FAR = date(2100, 1, 1)
_GROUPS = 2.0
_LEFT = 0.85
"""The share of an answer below which the last notices of a part are left for one with others."""
_MOST_AGAIN = 20
"""Answers at most to go again through a whole of which nobody can tell how much is held."""


@dataclass(frozen=True)
class _End:
    """The oldest notices of a part that were left: up to which day, and how many are missing."""

    part: Cell
    last: date
    few: int


class Planner(Rows):
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

    def whole(self, cell: Cell, parts: Sequence[Cell] = ()) -> Asking:
        """Take all that falls under a search; nothing more is asked if the service refuses it.

        ``parts`` are searches that together should find the same: then it is taken by these, and
        what they lack is not looked for. The first of them is asked at any rate: what it finds and
        the whole doesn't shows that the whole is none.
        """
        found = yield from self._ask(cell)
        if found is None:
            return
        if cell.is_vague and found.hits > _MOST_AGAIN * self.terms.cap:
            self.left_alone[cell.name] = found.hits
            return
        whole = self.wholes[cell.name] = Whole(found.hits, 0)
        if found.hits > self.terms.cap:
            if self.held.count(cell) < 0.7 * found.hits:
                yield from self._tile(cell, found, parts or (cell,))
            if not parts and self.held.count(cell) < found.hits:
                self._left = self.terms.most_hunting
                yield from self._hunt(cell, found.hits)
        elif parts:
            yield from self._ask(parts[0])
        whole.held, whole.cut = self.held.count(cell), self._cut(cell)

    def has_all(self, name: str) -> bool:
        """Whether all of a whole is held, and nothing that should be of it and isn't."""
        whole = self.wholes.get(name)
        return whole is not None and 0 < whole.stated == whole.held

    def _tile(self, cell: Cell, found: Found, parts: Sequence[Cell]) -> Asking:
        """Take a whole in windows of days, prefectures in groups where it is large.

        A group has few notices a day, so that its windows nearly fill an answer. What one group
        brought a day tells what the next will, as one whole does for the next.
        """
        self._tiled |= {part.name for part in parts}
        self._is_sorted = _is_falling(found)
        if self._pace is None:
            self._first_hits = found.hits
            self._pace = self._guess(cell, found)
        if self._is_sorted:
            yield from self._fall(cell, found, parts)
            return
        for part in parts:
            size = found.hits * (1.0 if part == cell else self._share(part, found))
            if part == parts[-1]:  # all the rest should be of the last one
                size = found.hits - self.held.count(cell) + self.held.count(part)
            self._pace.begin(max(1.0, size) / self._first_hits)
            if part.codes:
                yield from self._rows(part, size, self._pace)
            else:
                yield from self._walk(part, round(size))

    def _share(self, part: Cell, found: Found) -> float:
        """The share that a part has of an answer."""
        return (self.held.count(part) + 1) / (len(found.records) + 1)

    def _fall(self, cell: Cell, found: Found, parts: Sequence[Cell]) -> Asking:
        """Take a whole whose answers come from the newest day back, from the first answer on.

        What the parts have left in the end is put together.
        """
        days = [one.day for one in found.records if one.day]
        rate = len(days) / _working(min(days), max(days))
        strips: list[Cell] = []
        for part in parts:
            share = 1.0 if part == cell else self._share(part, found)
            # More groups lose less at the edges of days, and more in their last answers.
            number = _GROUPS * share * (found.hits * rate) ** 0.5 / self.terms.cap
            strips += self._groups(part, round(number))
        if len(strips) == 1:
            yield from self._descend(cell, found)
            return
        ends: list[_End] = []
        for strip in strips:
            end = yield from self._descend(strip.during(strip.since, min(days)), leaves=True)
            ends += [end] if end else []
        for left in self._together(cell, ends):
            yield from self._descend(left)

    def _groups(self, part: Cell, number: int) -> list[Cell]:
        """Groups of the prefectures of a part, of about the same weight."""
        if number < 2 or len(part.codes) < number:
            return [part]
        groups = parted(self._weights(part), number)
        return [replace(part, codes=tuple(sorted(group))) for group in groups]

    def _guess(self, cell: Cell, found: Found) -> Pace:
        """What to expect, from the thousand of all days that came."""
        days = [record.day for record in found.records if record.day]
        first = cell.since or min(days, default=self.first)
        last = max(days, default=self.today) if cell.until is None else cell.until
        pace = Pace(self.terms.cap, found.hits / _working(first, last), first, last)
        if not self._is_sorted:
            pace.suppose(Counter(days), found.hits)
        return pace

    def _descend(
        self, cell: Cell, found: Found | None = None, *, leaves: bool = False
    ) -> Generator[Cell, Found, _End | None]:
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
                return None
            gone = cell.during(last + _DAY, newest)
            lacks = before is not None and self.held.count(gone) < before - answer.hits
            if last < newest and before is not None and lacks:
                self._is_sorted, self._left = False, self.terms.most_hunting
                yield from self._hunt(gone, before - answer.hits)
            if answer.hits <= self.terms.cap:
                return None
            newest, before = last, answer.hits
            if found and not cell.is_dated:
                before = None  # those without a day are counted too
            found = None
            last = min((one.day for one in answer.records if one.day), default=last)
            if last == newest or last == cell.since:
                yield from self._busy(cell.during(last, last))
                if last == cell.since:
                    return None
                last -= _DAY
            elif leaves and answer.hits < (1 + _LEFT) * self.terms.cap:
                return _End(cell, last, answer.hits - self.terms.cap)

    def _busy(self, day: Cell) -> Asking:
        """A day that has more than an answer."""
        found = yield from self._ask(day)
        if found is not None and found.hits > self.terms.cap:
            yield from self._day(day, found.hits)

    def _walk(self, cell: Cell, hits: int) -> Asking:
        """Windows from the newest day back, each as long as an answer holds."""
        assert self._pace is not None
        cap = self.terms.cap
        last, floor = cell.until, cell.since or self.first
        over: list[tuple[Cell, int]] = []
        is_empty, low = False, date.min
        while True:
            end = last or self.today
            floor = floor if cell.since or floor < end else end - _YEAR
            start: date | None = self._pace.reach(end, max(floor, low))
            if is_empty or hits - self._later(cell, last) <= cap:
                start = floor
            if start is not None and start <= floor:
                start = cell.since
            window = cell.during(start, last)
            found = yield from self._ask(window)
            if found is None:
                return
            begin = start or min(self._oldest(window), floor, end - _MONTH)
            if found.hits > cap and begin < end:
                self._pace.over(begin, end, found.hits, some_of_all(found))
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
                return
            last = start - _DAY

    def _together(self, cell: Cell, ends: Sequence[_End]) -> Iterator[Cell]:
        """What parts have left, put together as far as an answer holds it."""
        group: list[_End] = []
        for end in sorted(ends, key=lambda end: end.last):
            if group and self._size(cell, [*group, end]) > self.terms.cap:
                yield _one(cell, group)
                group = []
            group.append(end)
        if group:
            yield _one(cell, group)

    def _size(self, cell: Cell, ends: Sequence[_End]) -> int:
        """How many notices one search for some ends has: those missing and those held."""
        return self.held.count(_one(cell, ends)) + sum(end.few for end in ends)

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


def _one(cell: Cell, ends: Sequence[_End]) -> Cell:
    """The smallest search that finds what several parts of a whole have left."""
    part, last = ends[0].part, max(end.last for end in ends)
    codes = {code for end in ends for code in end.part.codes}
    if any(end.part.name != part.name for end in ends):
        return cell.during(cell.since, last)
    return replace(part, codes=tuple(sorted(codes))).during(cell.since, last)


def _working(first: date, last: date) -> float:
    """About how many working days there are from one day to another."""
    return max(1.0, ((last - first).days + 1) * 5 / 7)


def _is_falling(found: Found) -> bool:
    """Whether an answer has its notices from the newest day to the oldest."""
    days = [record.day for record in found.records if record.day]
    return len(set(days)) > 1 and days == sorted(days, reverse=True)
