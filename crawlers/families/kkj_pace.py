"""How many notices a day brings: what was counted so far tells how long the next window may be."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

_DAY = timedelta(1)
_LOWEST_FILL, _FIRST_FILL, _HIGHEST_FILL = 0.80, 0.92, 0.95
_LEAST = 0.02
"""Notices expected on the quietest day: nothing is ever taken for sure to be empty."""
_ENOUGH = 50
"""Notices from which a window tells whether its prefectures have the share that they seemed to."""
_MOST_MORE = 1.1
"""More than that a part of the prefectures isn't busier than it seemed; a day of it is."""
_TRUST = 30.0
"""Notices by which a day is taken to be like others of its kind, beside those that came of it."""
_FAR_MORE = 4
"""By how many usual deviations a day must have more to be no day of its kind."""
_DAYS_OF_A_KIND = 4
"""Days of a kind, from which on they tell what is usual."""
_QUIET = 0.05
"""A day of the weekend beside a working day, before anything was counted."""


class Pace:
    """Expects of each day what was counted of it for other prefectures, else what days of its kind
    (Monday …) brought lately. A window that overflows tells its own number and corrects both.

    ``cap`` is what one answer holds; ``a_day`` a first guess at a working day's notices, ``first``
    and ``last`` the days between which nearly all lie.
    """

    def __init__(self, cap: int, a_day: float, first: date, last: date) -> None:
        self._cap, self._first, self._last = cap, first, last
        self._known: dict[date, float] = {}
        self._shares: dict[date, float] = {}
        self._kinds = [
            deque([a_day if kind < 5 else a_day * _QUIET], maxlen=6) for kind in range(7)
        ]
        self._seen: dict[date, float] = {}
        self._busy: dict[date, float] = {}
        self._factors: dict[date, float] = {}
        self._fill = _FIRST_FILL
        self._share = self._scale = 1.0

    def suppose(self, counts: Mapping[date | None, int], hits: int) -> None:
        """``counts`` is how many of each day came of ``hits`` in all, some of all days.

        They tell what days of a kind usually bring, and which days are far busier.
        """
        scale = hits / max(1, sum(counts.values()))
        days = list(_days(self._first, self._last))
        for kind, known in enumerate(self._kinds):
            own = sorted(counts.get(day, 0) for day in days if day.weekday() == kind)
            if len(own) < _DAYS_OF_A_KIND:
                continue
            usual = max(_LEAST, sum(own[:-1]) / (len(own) - 1))  # the largest may be out of line
            known.clear()
            known.append(usual * scale)
            for day in (day for day in days if day.weekday() == kind):
                count = counts.get(day, 0)
                if count > usual + _FAR_MORE * (usual**0.5 + 1):
                    self._busy[day] = count * scale
                else:
                    self._factors[day] = (_TRUST + count) / (_TRUST + usual)

    def begin(self, share: float) -> None:
        """Go through the days anew, for a part of the prefectures that has this share of all."""
        self._share, self._scale = share, 1.0
        self._seen.clear()

    def expected(self, day: date) -> float:
        """The notices expected of one day."""
        if day in self._seen:
            return self._seen[day]
        if day in self._known:
            whole = self._known[day] / self._shares[day] * self._scale
        elif day in self._busy:
            whole = self._busy[day]
        elif self._first <= day <= self._last:
            kind = self._kinds[day.weekday()]
            whole = sum(kind) / len(kind) * self._factors.get(day, 1.0)
        else:
            whole = 0.0
        return max(_LEAST, whole) * self._share

    def reach(self, last: date, first: date) -> date:
        """The first day of the window that ends on ``last`` and just fills an answer."""
        most, total, day = self._cap * self._fill, self.expected(last), last
        while day > first:
            total += self.expected(day - _DAY)
            if total > most:
                break
            day -= _DAY
        return day

    def nearest(self, last: date, first: date, size: float) -> date:
        """The first day of the days up to ``last`` that bring about as many notices as asked."""
        total, day = self.expected(last), last
        while day > first:
            more = self.expected(day - _DAY)
            if total + more / 2 > size:
                break
            total += more
            day -= _DAY
        return day

    def total(self, first: date, last: date) -> float:
        """The notices expected of some days."""
        return sum(self.expected(day) for day in _days(first, last))

    def learn(self, first: date, last: date, counts: Mapping[date | None, int]) -> None:
        """The notices of each day of a window that came whole."""
        self._fill = min(_HIGHEST_FILL, self._fill + 0.004)
        days = list(_days(first, last))
        known = [day for day in days if day in self._known]
        expected = sum(self.expected(day) for day in known)
        if expected > _ENOUGH:
            seen = sum(counts.get(day, 0) for day in known)
            self._scale *= 0.5 + 0.5 * max(0.2, min(5.0, seen / expected))
        for day in days:
            count = counts.get(day, 0)
            is_usual = self._first <= day <= self._last and day not in self._busy
            if is_usual and day not in self._known:
                usual = count / self._share / self._factors.get(day, 1.0)
                self._kinds[day.weekday()].append(usual)
            self._known[day] = self._known.get(day, 0.0) + count
            self._shares[day] = self._shares.get(day, 0.0) + self._share

    def over(self, first: date, last: date, hits: int, counts: Mapping[date | None, int]) -> None:
        """A window that holds more than an answer, and how many: its days are busier.

        ``counts`` is how many of each day came, if they are some of all days; else it is empty.
        """
        self._fill = max(_LOWEST_FILL, self._fill - 0.02)
        days = list(_days(first, last))
        if self.total(first, last) < hits / 10:
            self._first, self._last = date.min, date.max
        more = hits / self.total(first, last)
        came = sum(counts.values())
        if sum(day in self._known for day in days) > len(days) / 2:
            self._scale *= min(more, _MOST_MORE) if came else more
        elif not came:
            for kind in self._kinds:
                usual = max(_LEAST, sum(kind) / len(kind)) * more
                kind.clear()
                kind.append(usual)
        if came:
            self._seen |= {day: max(_LEAST, counts.get(day, 0) * hits / came) for day in days}


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(number)
