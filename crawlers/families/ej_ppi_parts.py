"""A search of SuperCALS and the parts that it can be taken apart into: years, days, choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise, product

from crawlers.families.ej_ppi_pages import Conditions, year_of

YEAR, BODY = "Nendo", "KikanNO"
_NEAREST = ("ChoutatsuCD", BODY)
"""Choices by which a long list is taken apart first: few options each, and every case has one."""

_FAR = 10
"""Years before and after its own in which a case may be opened: none is so far off."""


@dataclass(eq=False)
class Search:
    """One search: ``where`` names it, ``chosen`` are the options that it asks for.

    ``first`` and ``last`` are the days asked for, both None for any day. ``above`` is the search
    that it is a part of, ``parts`` how many parts it has itself, ``totals`` what those found
    that were asked for (None: too many). ``total`` is what its own page states, ``row`` the row at
    which it begins.
    """

    where: str
    chosen: dict[str, str] = field(default_factory=dict)
    body: str = ""
    year: int | None = None
    first: date | None = None
    last: date | None = None
    above: Search | None = None
    parts: int = 0
    total: int | None = None
    totals: list[int | None] = field(default_factory=list)
    row: int = 0

    def __str__(self) -> str:
        days = f" {self.first:%Y/%m/%d}～{self.last:%Y/%m/%d}" if self.first and self.last else ""
        return self.where + days

    @property
    def line(self) -> Iterator[Search]:
        """The search and those that it is a part of, up to the whole."""
        search: Search | None = self
        while search:
            yield search
            search = search.above

    @property
    def counted(self) -> Search | None:
        """The widest search with a total that holds this one: it is where entries are counted."""
        return next((one for one in reversed(list(self.line)) if one.total is not None), None)

    def is_deaf(self) -> bool:
        """Whether the days of its parts changed nothing: each found as much as the whole.

        Of a whole with too many to say how many: years before and after it can't have as many.
        """
        if not self.parts or len(self.totals) < self.parts:
            return False
        return set(self.totals) == {self.total} and (self.total is not None or self.parts > 2)


def searches(
    conditions: Conditions, where: str, since: date | None, until: date | None, oldest: date
) -> list[Search]:
    """The searches that together find all: one a fiscal year, and an option where one must be."""
    found = []
    years = conditions.to_choose(YEAR)
    must = [name for name in conditions.choices if name != YEAR and conditions.must_choose(name)]
    for (value, words), *options in product(
        years or [("", "")], *(conditions.to_choose(name) for name in must)
    ):
        year = year_of(value, words)
        search = Search(where, {YEAR: value} if value else {}, year=year)
        for name, (option, said) in zip(must, options, strict=True):
            search = _chosen(search, name, option, said)
        search.where = f"{search.where} {words}".strip()
        if since or until:
            first, last = _span(year, oldest)
            search.first, search.last = max(since or first, first), min(until or last, last)
            if search.first > search.last:
                continue
        found.append(search)
    return found


def parts_of(search: Search, conditions: Conditions, oldest: date) -> list[Search]:
    """The parts of a search that finds more than a page shows; none if it can't be narrowed."""
    found = list(_by_days(search, oldest)) if conditions.days else []
    found = found or list(_by_choice(search, conditions))
    search.parts = len(found)
    return found


def _by_days(search: Search, oldest: date) -> Iterator[Search]:
    """Parts by days: the fiscal year, what is before it and what is after it; then halves.

    What is bid for in March belongs to the next year: no year's cases are opened within it alone.
    """
    if search.first and search.last:
        if search.first == search.last:
            return
        middle = search.first + (search.last - search.first) // 2
        cuts = [search.first, middle + timedelta(days=1), search.last + timedelta(days=1)]
    elif search.year:
        begins, ends = _span(search.year, oldest)
        inner = [date(year, 4, 1) for year in (search.year, search.year + 1)]
        cuts = [begins, *inner, ends + timedelta(days=1)]
    else:
        first, last = _span(None, oldest)
        cuts = [first, date(last.year - 1, 4, 1), last + timedelta(days=1)]
    for first, after in pairwise(cuts):
        part = replace(search, first=first, last=after - timedelta(days=1), above=search)
        yield _fresh(part)


def _by_choice(search: Search, conditions: Conditions) -> Iterator[Search]:
    """Parts by the options of the first select that isn't chosen from yet."""
    names = sorted(conditions.choices, key=lambda name: name not in _NEAREST)
    for name in names:
        options = conditions.to_choose(name)
        if name not in search.chosen and name != YEAR and len(options) > 1:
            for option, said in options:
                part = _chosen(search, name, option, said)
                yield _fresh(replace(part, above=search))
            return


def _fresh(part: Search) -> Search:
    return replace(part, parts=0, total=None, totals=[])


def _chosen(search: Search, name: str, option: str, said: str) -> Search:
    body = said if name == BODY else search.body
    chosen = {**search.chosen, name: option}
    return replace(search, chosen=chosen, body=body, where=f"{search.where} {said}".strip())


def _span(year: int | None, oldest: date) -> tuple[date, date]:
    """The days on which the cases of a fiscal year may be opened, or those of any year."""
    if year:
        return date(year - _FAR, 4, 1), date(year + _FAR, 3, 31)
    return oldest, date(oldest.year + 20, 3, 31)
