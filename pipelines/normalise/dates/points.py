"""A date as printed, and the words between dates."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.normalise.dates.eras import Era


@dataclass(slots=True)
class Point:
    """A date as printed: what isn't printed is None. ``unit`` is what the year counts."""

    start: int
    stop: int
    era: Era | None = None
    number: int | None = None
    quoted: bool = False
    unit: str = "year"
    month: int | None = None
    day: int | None = None
    part: str | None = None
    weekday: str | None = None
    time: str | None = None
    end_time: str | None = None
    same: str | None = None
    shift: int = 0
    through: int | None = None
    dotted: bool = False
    law: bool = False
    case: bool = False
    broken: bool = False
    flags: list[str] = field(default_factory=list)

    @property
    def has_year(self) -> bool:
        """Whether a year is printed."""
        return self.number is not None


@dataclass(slots=True)
class Element:
    """A point, or one of the words between points: to, until, since, list, clock, duration."""

    kind: str
    start: int
    stop: int
    text: str = ""
    point: Point | None = None


def gregorian(point: Point) -> int | None:
    """The year that a point prints with an era or in four digits, None for others."""
    if point.number is None:
        return None
    if point.era:
        return point.era.year(point.number)
    if point.quoted:
        return 2000 + point.number if point.number < 70 else 1900 + point.number
    return point.number if point.number > 1000 else None


def is_count(point: Point) -> bool:
    """Whether a point is a bare number of years, such as 5年, which may be a length as well."""
    bare = point.era is None and not point.quoted and point.unit == "year"
    return bare and 0 < (point.number or 0) < 100 and not (point.month or point.day or point.part)
