"""The facts about one source: what it is, where it is, what to expect of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

import msgspec
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from pipelines.errors import ArgumentError, SourceError
from pipelines.lookups import (
    STAGES,
    bodies_by_local_code,
    bodies_of_ministry_codes,
    real_bodies,
)
from pipelines.records import Notice
from pipelines.times import TOKYO

EVERY_BODY = tuple(real_bodies())
"""The ids of all bodies, for sites that show whatever any of them publishes."""

MINISTRIES = bodies_of_ministry_codes()
"""Ministries and agencies, courts and both houses: all that have a 府省コード."""

LARGE_BODIES = tuple(
    facts.id for facts in real_bodies().values() if facts.kind in ("prefecture", "designatedCity")
)
"""Prefectures and designated cities: the local bodies that the agreement on procurement binds."""

NOTICE_KEYS = frozenset(key.name for key in msgspec.structs.fields(Notice))

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")  # www.cbr.mlit.go.jp


@dataclass(frozen=True)
class Expect:
    """What a full crawl of a source should find; no run is called good without it.

    ``items`` is the range of notices that all its pages and files together hold. ``within_days``
    is how long it may publish nothing new. ``fields`` gives for keys of ``Notice`` the share of
    notices, from 0 to 1, in which each must be filled.
    """

    items: tuple[int, int]
    within_days: int
    fields: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        low, high = self.items
        _check(1 <= low <= high, "1 <= lowest <= highest", f"items={self.items}", "Expect")
        _check(self.within_days >= 1, "a day or more", f"within_days={self.within_days}", "Expect")
        for name, share in self.fields.items():
            _check(name in NOTICE_KEYS, "a key of Notice", f"fields[{name!r}]", "Expect")
            _check(0 < share <= 1, "a share of 1", f"fields[{name!r}]={share}", "Expect")


@dataclass(frozen=True)
class Hours:
    """When a site answers, in Japan: ``days`` of the week (Monday is 0), from ``opens`` on."""

    opens: time
    closes: time
    days: frozenset[int] = frozenset(range(5))

    def __post_init__(self) -> None:
        found = f"{self.opens} to {self.closes}"
        _check(self.opens < self.closes, "opening before closing", found, "Hours")
        _check(self.days <= set(range(7)), "days from 0 to 6", f"{set(self.days)}", "Hours")

    def open_at(self, now: datetime) -> bool:
        """Whether the site answers at this (aware) time."""
        there = now.astimezone(TOKYO)
        return there.weekday() in self.days and self.opens <= there.time() < self.closes


@dataclass(frozen=True)
class Witness:
    """Something said about a source, and where it was read: an address, a client's code, a day."""

    says: str
    read: str

    def __post_init__(self) -> None:
        _check(bool(self.says.strip() and self.read.strip()), "both texts", repr(self), "Witness")


@dataclass(frozen=True)
class Source:
    """One place on the web where bodies publish.

    ``bodies`` are ids of ``data/reference/bodies.csv``; ``home`` is the page to show to people;
    ``stages`` what is published there; ``since`` the oldest day on offer. ``lag_days``: how late
    notices may appear, ``cadence_days``: how often something new does, and so how often the source
    is due. ``terms`` are the terms of use (their address, or what they ask), ``robots`` what its
    robots.txt allows; None where nobody has read them. ``off`` is the reason why the source is
    crawled only when it is named, None for one that is crawled whenever it is due.
    ``hosts`` are the only ones that are ever asked. ``checked`` is the day when the source was
    last seen working against the live site. ``invented`` marks practice sites.
    """

    title: str
    bodies: tuple[str, ...]
    home: str
    stages: tuple[str, ...]
    since: date
    lag_days: int
    expect: Expect
    hosts: tuple[str, ...]
    terms: Witness | None = None
    robots: Witness | None = None
    off: str | None = None
    hours: Hours | None = None
    checked: date | None = None
    cadence_days: int | None = None
    invented: bool = False

    def __post_init__(self) -> None:
        where = f"Source {self.title!r}"
        _check(bool(self.title.strip()), "a title", repr(self.title), "Source")
        _check(bool(self.bodies), "the id of a body or more", "none", where)
        _check(bool(self.stages), "a stage or more", "none", where)
        for stage in self.stages:
            _check(stage in STAGES, f"one of {', '.join(STAGES)}", repr(stage), where)
        _check(bool(self.hosts), "a host or more", "none", where)
        for host in self.hosts:
            _check(bool(_HOST.fullmatch(host)), "a host in lower case", repr(host), where)
        home = urlsplit(self.home)
        _check(home.scheme in ("http", "https"), "a web address as home", self.home, where)
        _check(home.hostname in self.hosts, "a home on one of its hosts", self.home, where)
        _check(self.lag_days >= 0, "0 days of lag or more", str(self.lag_days), where)
        _check(
            self.cadence_days is None or self.cadence_days >= 1,
            "a cadence of a day or more",
            str(self.cadence_days),
            where,
        )

    def row(self, name: str) -> dict[str, Any]:
        """The facts that the store keeps, under the name of the spider."""
        return {
            "name": name,
            "title": self.title,
            "home": self.home,
            "bodies": list(self.bodies),
            "stages": list(self.stages),
            "terms": self.terms.says if self.terms else None,
        }


def local_codes(prefecture: str, numbers: str) -> tuple[str, ...]:
    """The codes of bodies of one prefecture by their last three digits, 000 for its own.

    ``("17", "000 206")`` → 17000 (石川県), 17206 (加賀市): 全国地方公共団体コード without its check
    digit.
    """
    return tuple(prefecture + number for number in numbers.split())


def local_bodies(*codes: str) -> tuple[str, ...]:
    """The ids of local governments by the five digits of their codes; SourceError for no code."""
    known = bodies_by_local_code()
    unknown = [code for code in codes if code not in known]
    _check(not unknown, "codes of local governments", ", ".join(unknown), "bodies")
    return tuple(known[code].id for code in codes)


def sources() -> dict[str, Source]:
    """The facts of every source by its name, in the order of names."""
    loader = get_spider_loader(Settings({"SPIDER_MODULES": ["spiders"]}))
    found = {name: getattr(loader.load(name), "source", None) for name in sorted(loader.list())}
    return {name: facts for name, facts in found.items() if isinstance(facts, Source)}


def source_facts(name: str) -> Source:
    """The facts of one source; ArgumentError if there is none of that name."""
    known = sources()
    if name not in known:
        raise ArgumentError(f"expected a source of {', '.join(known)}; found {name!r}")
    return known[name]


def _check(holds: bool, expected: str, found: str, where: str) -> None:
    if not holds:
        raise SourceError(f"expected {expected}, found {found} in {where}")
