"""The spider of the KKJ API and its practice site without a network: search by search."""

from __future__ import annotations

import heapq
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from crawlers.families.kkj_cells import Cell, Found, Record
from crawlers.practice_site import Asked
from crawlers.practice_sites.kkj import (
    CAP,
    Habits,
    Item,
    Refused,
    in_order,
    key_of,
    period,
    search,
)
from spiders.national.kkj import Kkj


@dataclass
class Searched:
    """What a spider asked and found: the addresses, the Keys, and the spider."""

    spider: Kkj
    asked: list[str]
    keys: set[str]
    errors: list[str]


class Answers:
    """The practice site asked for what the planner must know of an answer, without its XML.

    Notices are looked up by their days first: a year of them is searched a hundred times.
    """

    def __init__(self, items: Sequence[Item], habits: Habits) -> None:
        self.habits = habits
        self.known = in_order(items, habits)
        self.places = {id(item): place for place, item in enumerate(self.known)}
        self.records = {id(item): record(item) for item in self.known}
        self.of_day: dict[str, list[Item]] = {}
        for item in self.known:
            self.of_day.setdefault(item.get("CftIssueDate", "")[:10], []).append(item)

    def to(self, url: str) -> Found:
        asked = Asked(path="/api/", query=parse_qs(urlsplit(url).query))
        items = self.known
        if days := asked.value("CFT_Issue_Date"):
            first, last = period(days)
            items = [i for day, of in self.of_day.items() if first <= day <= last for i in of]
        try:
            hits = search(items, asked, self.habits)
        except Refused as refused:
            return Found(0, [], str(refused))
        given = heapq.nsmallest(CAP, hits, key=lambda item: self.places[id(item)])
        return Found(len(hits), [self.records[id(item)] for item in given])


def record(item: Item) -> Record:
    """A notice as ``record_of`` knows it from an answer."""
    day = item.get("CftIssueDate", "")[:10]
    others = (item.get(name, "") for name in ("LgCode", "Category", "ProcedureType"))
    organisation = item.get("OrganizationName", "")
    return Record(item["Key"], date.fromisoformat(day) if day else None, *others, organisation)


def searched(items: Sequence[Item], habits: Habits | None = None, **arguments: Any) -> Searched:
    """All searches of a crawl, with the answers of the practice site."""
    answers = Answers(items, habits or Habits())
    spider = Kkj(**arguments)
    spider.planner.today = date(2026, 9, 30)
    told = Searched(spider, [], set(), [])
    cell: Cell | None = next(spider._asking)
    while cell:
        told.asked.append(spider._request(cell).url)
        found = answers.to(told.asked[-1])
        told.errors += [found.error] if found.error else []
        told.keys |= {one.id for one in found.records}
        cell = spider._next(found)
    spider._tell()
    return told


def lacking(seed: int, number: int, days: int, lacks: Mapping[str, float]) -> list[Item]:
    """Notices at random days, each element of ``lacks`` missing in that share of them."""
    chance = random.Random(seed)
    first = date(2026, 9, 1) - timedelta(days)
    found: list[Item] = []
    for count in range(number):
        day = first + timedelta(int(days * chance.random() ** chance.choice((1, 3))))
        kind = chance.choice(("工事", "業務委託", "購入", ""))
        names = ("架空県", "架空市", "架空省", "架空放送", "架空機構", "架空博物館")
        item = {
            "Key": key_of(f"x/{seed}/{count}"),
            "ProjectName": f"架空{kind}{count}",
            "CftIssueDate": f"{day}T00:00:00+09:00",
            "LgCode": f"{min(47, 1 + int(chance.expovariate(0.1))):02}",
            "Category": chance.choice(("物品", "工事", "役務")),
            "ProcedureType": chance.choice(("一般競争入札", "簡易公募型競争入札")),
            "OrganizationName": chance.choice(names),
        }
        for name, share in lacks.items():
            if chance.random() < share:
                del item[name]
        found.append(item)
    return found
