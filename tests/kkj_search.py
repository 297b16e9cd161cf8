"""The spider of the KKJ API and its practice site without a network: search by search."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from crawlers.families.kkj_api import record_of
from crawlers.families.kkj_cells import Found
from crawlers.practice_site import Asked
from crawlers.practice_sites.kkj import HOST, Habits, Item, key_of, kkj
from pipelines.extract.kkj.answer import parse
from spiders.national.kkj import Kkj


@dataclass
class Searched:
    """What a spider asked and found: the addresses, the Keys, and the spider."""

    spider: Kkj
    asked: list[str]
    keys: set[str]
    errors: list[str]


def searched(items: Sequence[Item], habits: Habits | None = None, **arguments: Any) -> Searched:
    """All searches of a crawl, with the answers of the practice site."""
    site = kkj(items, habits)[HOST]
    spider = Kkj(**arguments)
    spider.planner.today = date(2026, 9, 30)
    told = Searched(spider, [], set(), [])
    cell = next(spider._asking)
    while True:
        url = spider._request(cell).url
        told.asked.append(url)
        query = parse_qs(urlsplit(url).query)
        page = site(Asked(path=urlsplit(url).path, query=query))
        assert page is not None
        answer = parse(page.body)
        if answer.error:
            told.errors.append(answer.error)
        told.keys |= {result.text("Key") for result in answer.results}
        records = [record_of(result) for result in answer.results]
        following = spider._next(Found(answer.hits or 0, records, answer.error))
        if following is None:
            spider._tell()
            return told
        cell = following


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
