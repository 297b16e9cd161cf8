"""Eras: which year a numbered year is, and whether a day lies in its era."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from pipelines.errors import SetupError
from pipelines.lookups import load

FILE = "dates.yml"


class Era(NamedTuple):
    """An era with its first and last day in ISO; the running one ends in 9999."""

    name: str
    short: str
    letter: str
    first: str
    last: str

    def year(self, number: int) -> int:
        """The Gregorian year of a numbered one, counted on behind its end. 平成32 → 2020"""
        return int(self.first[:4]) + number - 1

    def flags(self, start: str, end: str) -> tuple[str, ...]:
        """Whether days lie outside of the era: 平成31年5月1日 → era_overflow."""
        if start > self.last:
            return ("era_overflow",)
        return ("era_underflow",) if end < self.first else ()


@cache
def eras() -> tuple[Era, ...]:
    """The eras of ``data/lookups/dates.yml``, latest first; each ends where the next begins."""
    found: list[Era] = []
    for entry in load(FILE)["eras"]:
        try:
            first, last = entry["first"], entry["last"] or date.max
            era = Era(entry["name"], entry["short"], entry["letter"], str(first), str(last))
            known = isinstance(first, date) and isinstance(last, date) and first < last
        except (KeyError, TypeError) as error:
            raise SetupError(f"{FILE}: expected an era with its days, found {entry}") from error
        if not known or (found and (date.fromisoformat(found[-1].first) - last).days != 1):
            raise SetupError(
                f"{FILE}: expected eras from the latest back, each ending the day before the "
                f"next, found {entry}"
            )
        found.append(era)
    return tuple(found)


@cache
def by_mark() -> dict[str, Era]:
    """Each era by its name, its short name and its letter."""
    return {
        mark: era
        for era in eras()
        for mark in (era.name, era.short, era.letter, era.letter.lower())
    }


def era_of(day: str) -> Era:
    """The era of a day in ISO; the earliest known for days before it. 2018-04-01 → 平成"""
    return next((era for era in eras() if era.first <= day), eras()[-1])


def era_year(day: date) -> str | None:
    """The year of a day as its era counts it, None before 明治. 2019-05-01 → 令和元年"""
    iso = day.isoformat()
    for era in eras():
        if era.first <= iso <= era.last:
            number = day.year - int(era.first[:4]) + 1
            return f"{era.name}{'元' if number == 1 else number}年"
    return None
