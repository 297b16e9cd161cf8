"""What a request of the KKJ API asks for, and which of the notices held already fall under it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

CODES = tuple(f"{number:02}" for number in range(1, 48))
"""LG_Code of the 47 prefectures: two digits, a single one silently finds nothing."""


class Record(NamedTuple):
    """What tells a notice from others and under which filters it falls; "" and None: no element.

    ``id`` is its Key, numbered where one answer holds a Key more than once.
    """

    id: str
    day: date | None = None
    code: str = ""
    category: str = ""
    procedure: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Found:
    """An answer: how many notices it says there are, and those in it. ``error`` in their place."""

    hits: int
    records: Sequence[Record]
    error: str | None = None


@dataclass(frozen=True)
class Cell:
    """A search. ``name`` says which whole it is a part of, ``query`` what that whole is asked by.

    ``words`` are those of which the name of an organisation must hold one, ``without`` those of
    which it must hold none, as ``query`` says it in the service's words. ``codes`` are prefectures,
    empty for no filter; ``is_vague``: no element of a notice tells whether ``query`` finds it.
    ``since`` and ``until`` days, both None for no filter. ``more`` are filters
    whose notices can't be told from others: such a search is only ever asked as a whole.
    """

    name: str
    query: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    is_vague: bool = False
    codes: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    category: str = ""
    procedure: str = ""
    more: tuple[tuple[str, str], ...] = ()

    @property
    def is_dated(self) -> bool:
        """Whether only notices with a day (CftIssueDate) fall under it."""
        return bool(self.since or self.until)

    @property
    def is_one_day(self) -> bool:
        return self.since is not None and self.since == self.until

    def parameters(
        self, categories: Mapping[str, str], procedures: Mapping[str, str]
    ) -> dict[str, str]:
        """The fields of the request; labels as the codes that the service wants."""
        asked = dict(self.query)
        for name, text in self.more:
            asked[name] = f"({asked[name]}) AND ({text})" if name in asked else text
        if self.codes:
            asked["LG_Code"] = ",".join(self.codes)
        if self.is_one_day:
            asked["CFT_Issue_Date"] = str(self.since)
        elif self.is_dated:
            asked["CFT_Issue_Date"] = f"{self.since or ''}/{self.until or ''}"
        if self.category:
            asked["Category"] = _code(categories, self.category)
        if self.procedure:
            asked["Procedure_Type"] = _code(procedures, self.procedure)
        return asked

    def covers(self, record: Record) -> bool:
        """Whether a record falls under the filters that its elements can tell."""
        if self.is_dated and not (record.day and self.has_day(record.day)):
            return False
        if self.codes and record.code not in self.codes:
            return False
        if self.category and record.category != self.category:
            return False
        return not self.procedure or record.procedure == self.procedure

    def has_day(self, day: date) -> bool:
        """Whether a day is one of those asked for."""
        return (self.since or day) <= day <= (self.until or day)

    def names(self, record: Record) -> bool:
        """Whether the name of its organisation is one that ``query`` asks for."""
        if self.is_vague:
            return False
        return not (self.words or self.without) or _names(
            record.organisation, self.words, self.without
        )

    def during(self, since: date | None, until: date | None) -> Cell:
        """The same search of some days only."""
        return replace(self, since=since, until=until)


@lru_cache(maxsize=65536)  # the same few thousand names, again and again
def _names(name: str, words: tuple[str, ...], without: tuple[str, ...]) -> bool:
    if without and (not name or any(word in name for word in without)):
        return False
    return not words or any(word in name for word in words)


def _code(codes: Mapping[str, str], label: str) -> str:
    return next(code for code, known in codes.items() if known == label)


@dataclass
class Held:
    """The notices held, each once, found again by day, and by the whole that gave them."""

    by_day: dict[date | None, list[Record]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    of: dict[str, set[str]] = field(default_factory=dict)
    """By whole the ids that its answers gave although no element tells that they fall under it."""

    def add(self, cell: Cell, records: Sequence[Record]) -> int:
        """Take the records of an answer; how many of them are new."""
        count: Counter[str] = Counter()
        given = self.of.setdefault(cell.name, set())
        new = 0
        for record in records:
            count[record.id] += 1
            number = count[record.id]
            id = record.id if number == 1 else f"{record.id}#{number}"
            if not cell.names(record):
                given.add(id)
            if id not in self.ids:
                self.ids.add(id)
                kept = record._replace(
                    id=id,
                    code=sys.intern(record.code),
                    category=sys.intern(record.category),
                    procedure=sys.intern(record.procedure),
                    organisation=sys.intern(record.organisation),
                )
                self.by_day.setdefault(record.day, []).append(kept)
                new += 1
        return new

    def under(self, cell: Cell) -> Iterator[Record]:
        """The records held that fall under a search."""
        given = self.of.get(cell.name, set())
        for record in self._of_days(cell):
            if cell.covers(record) and (cell.names(record) or record.id in given):
                yield record

    def count(self, cell: Cell) -> int:
        """How many records held fall under a search."""
        return sum(1 for _ in self.under(cell))

    def _of_days(self, cell: Cell) -> Iterator[Record]:
        if not cell.is_dated:
            for records in self.by_day.values():
                yield from records
            return
        if cell.since and cell.until and (cell.until - cell.since).days < len(self.by_day):
            for number in range((cell.until - cell.since).days + 1):
                yield from self.by_day.get(cell.since + timedelta(number), ())
            return
        for day, records in self.by_day.items():
            if day is not None:
                yield from records
