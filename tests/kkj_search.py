"""The spider of the KKJ API and its practice site without a network: search by search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from crawlers.families.kkj_api import record_of
from crawlers.families.kkj_cells import Found
from crawlers.practice_site import Asked
from crawlers.practice_sites.kkj import HOST, Habits, Item, kkj
from pipelines.extract.kkj import parse
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
