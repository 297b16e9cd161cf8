"""A large whole with prefectures taken in rows: some days, the prefectures parted among answers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from crawlers.families.kkj_cells import Cell, Found
from crawlers.families.kkj_hunt import Asking, Hunter
from crawlers.families.kkj_pace import Pace

_DAY = timedelta(1)
_MOST = 10
"""Groups at most of the prefectures in a row."""
_EACH = 300
"""Notices held for each group but one: their prefectures tell what a group would have."""
_CAUTION = 2.0
"""By how often the usual error an answer is planned to be less than full."""
_LITTLE = 0.3
"""The part of an answer by which those of a row may be fuller, before there is one more."""
_HIGHEST_FILL = 0.945
"""How full an answer of a row may be planned at most."""
_FULL = 0.985
"""How full it may be planned by what an answer told that overflowed."""
_FAR_MORE, _TRIES = 1.4, 3
"""Beyond which share of an answer the days of a row were far busier; how often it is made anew."""
_BY_THE_PACE = 700
"""Notices by which the pace is believed beside those that the groups of a row brought so far."""


class Rows(Hunter):
    """Takes prefectures together as far as an answer holds them.

    Prefectures are small beside an answer, days are not: so an answer is filled by prefectures.
    What the answers of a row brought tells how many prefectures the next can hold, and what they
    all brought tells the weight of each prefecture.
    """

    def _rows(self, cell: Cell, size: float, pace: Pace) -> Asking:
        """Go through a search from the newest day back. ``size``: about how many notices it has."""
        last, first = cell.until, cell.since or self.first
        tries = 0
        while True:
            weights = self._weights(cell)
            held = self.held.count(cell.during(last + _DAY, cell.until)) if last else 0
            known = self.held.count(cell)
            most = max(1, min(_MOST, int(1 / max(weights.values())), 1 + int(known / _EACH)))
            full = self._fill(cell, most) * self.terms.cap
            answers = max(1, math.ceil(max(0.0, size - held) / full - _LITTLE))
            number = math.ceil(answers / math.ceil(answers / most))
            end = last or self.today
            start = pace.nearest(end, first, number * full) if answers > number else None
            row = cell.during(start, last) if start or last else cell
            total = pace.total(start or first, end)
            many = yield from self._row(row, total, weights, may_end=tries < _TRIES)
            counts = Counter(one.day for one in self.held.under(row))
            begin = start or min((day for day in counts if day), default=end)
            if many:
                pace.over(begin, end, many.hits, some_of_all(many))
                tries += 1
                continue
            tries = 0
            pace.learn(begin, end, counts)
            if start is None or start <= first:
                return
            last = start - _DAY

    def _fill(self, cell: Cell, groups: int) -> float:
        """How full an answer may be planned: the fewer notices are held, the less one can tell."""
        known = self.held.count(cell) / groups
        doubt = math.sqrt(1 / max(1.0, known) + 1 / self.terms.cap)
        return 1 / (1 + _CAUTION * doubt)

    def _weights(self, cell: Cell) -> dict[str, float]:
        """The share that each prefecture has of what is held."""
        seen = Counter(record.code for record in self.held.under(cell))
        whole = seen.total() + len(cell.codes)
        return {code: (seen[code] + 1) / whole for code in cell.codes}

    def _row(
        self, row: Cell, total: float, weights: Mapping[str, float], *, may_end: bool
    ) -> Generator[Cell, Found, Found | None]:
        """All prefectures of some days, of which ``total`` notices are expected.

        ``may_end``: where there are far more the answer is given back, with what all of the row
        would have by it.
        """
        left = dict(weights)
        came = expected = 0.0
        while left:
            scale = (came + _BY_THE_PACE) / (expected + _BY_THE_PACE)
            rest = scale * total * sum(left.values())
            answers = max(1, math.ceil(rest / (_HIGHEST_FILL * self.terms.cap)))
            group: Sequence[str] = parted(left, min(answers, len(left)))[0]
            asked = replace(row, codes=tuple(sorted(group)))
            found = yield from self._ask(asked)
            if found is None:
                return None
            if may_end and found.hits > _FAR_MORE * self.terms.cap and not row.is_one_day:
                share = sum(weights[code] for code in group)
                return replace(found, hits=round(found.hits / share))
            if found.hits > self.terms.cap:
                group = yield from self._fewer(asked, found)
                if not group:
                    return None
            share = sum(left.pop(code) for code in group)
            expected += share * total
            came += self.held.count(replace(row, codes=tuple(sorted(group))))
        return None

    def _fewer(self, cell: Cell, found: Found) -> Generator[Cell, Found, tuple[str, ...]]:
        """The prefectures that were taken when they were too many for an answer.

        The answer holds nearly all, and so says well what each has.
        """
        seen = Counter(record.code for record in found.records)
        scale = found.hits / max(1, len(found.records))
        size = float(found.hits)
        codes = sorted(cell.codes, key=lambda code: -seen[code])
        while len(codes) > 1 and size > _FULL * self.terms.cap:
            size -= seen[codes.pop()] * scale
        part = replace(cell, codes=tuple(sorted(codes)))
        if part == cell:
            self._left = self.terms.most_hunting
            yield from self._hunt(cell, found.hits)
            return cell.codes
        again = yield from self._ask(part)
        if again is None:
            return ()
        if again.hits > self.terms.cap:
            return (yield from self._fewer(part, again))
        return part.codes


def parted(weights: Mapping[str, float], number: int) -> list[list[str]]:
    """Groups of about the same weight, each with heavy ones and light ones."""
    groups: list[list[str]] = [[] for _ in range(number)]
    sums = [0.0] * number
    for code in sorted(weights, key=lambda code: -weights[code]):
        at = sums.index(min(sums))
        groups[at].append(code)
        sums[at] += weights[code]
    return groups


def some_of_all(found: Found) -> Counter[date | None]:
    """How many notices of each day came; none, if they came in the order of days."""
    days = [record.day for record in found.records if record.day]
    is_sorted = days in (sorted(days), sorted(days, reverse=True))
    return Counter() if is_sorted else Counter(days)
