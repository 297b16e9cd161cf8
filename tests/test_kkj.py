"""The KKJ API crawled: every notice once, in few answers, and what no search reaches told.

All against the practice site; ``kkj_search`` asks it without a network, the last tests with the
real engine.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from engine import Place, crawl
from kkj_search import lacking, searched

from crawlers.practice_site import Asked, Page, PracticeServer, Site
from crawlers.practice_sites.kkj import CAP, HOST, Habits, Item, invented, key_of, kkj

SOME = invented(date(2026, 9, 1), 3, (300, 400))


def keys(items: Sequence[Item]) -> set[str]:
    return {item["Key"] for item in items}


def least(items: Sequence[Item]) -> int:
    """No crawl needs fewer: what has a prefecture's code, and what none finds, a thousand at once.

    That a window has whole days makes even this out of reach.
    """
    coded = sum("LgCode" in item for item in items)
    return -(-coded // CAP) + -(-(len(items) - coded) // CAP)


def by_days(items: Sequence[Item]) -> int:
    """The windows of whole days into which somebody would cut who knew the number of every day."""
    windows = 0
    for has_code in (True, False):
        of_day = Counter(i["CftIssueDate"] for i in items if ("LgCode" in i) == has_code)
        room = 0
        for day in sorted(of_day):
            if of_day[day] > room:
                needed = -(-of_day[day] // CAP)
                windows += needed
                room = needed * CAP
            room -= of_day[day]
    return windows


@pytest.mark.parametrize(
    ("days", "busy", "order", "most"),
    [
        (30, 0, "new", 1.5),
        pytest.param(180, 3, "new", 1.2, marks=pytest.mark.slow),
        pytest.param(365, 5, "new", 1.2, marks=pytest.mark.slow),
        (30, 1, "mixed", 1.9),
        pytest.param(365, 5, "mixed", 1.3, marks=pytest.mark.slow),
    ],
)
def test_few_more_requests_than_the_least_possible(
    days: int, busy: int, order: str, most: float
) -> None:
    first = date(2026, 9, 30) - timedelta(days)
    chance = random.Random(days)
    of_their_own = {first + timedelta(chance.randrange(days)): 1500 for _ in range(busy)}
    items = invented(first, days, (300, 400), busy=of_their_own)
    told = searched(items, Habits(order))
    assert told.keys == keys(items)
    assert told.spider.out_of_reach == []
    asked = len(told.asked)
    assert asked <= most * least(items)
    if days >= 180:
        assert asked <= 1.2 * by_days(items)


@pytest.mark.parametrize("seed", range(24))
def test_every_notice_is_found_or_told_of(seed: int) -> None:
    """Elements missing, days over the cap, unknown bodies, answers in any order."""
    chance = random.Random(seed)
    shares = {
        name: chance.choice((0, 0.01, 0.1, 0.5))
        for name in ("CftIssueDate", "LgCode", "Category", "ProcedureType", "OrganizationName")
    }
    number, days = chance.choice((300, 1500, 4000)), chance.choice((1, 3, 40, 400))
    habits = Habits(chance.choice(("new", "mixed", "old")), takes_not=chance.random() < 0.7)
    items = lacking(seed, number, days, shares)
    told = searched(items, habits)
    assert told.keys <= keys(items)
    wholes = told.spider.planner.wholes.values()
    if missing := number - len(told.keys):
        stated = sum(whole.missing + whole.cut for whole in wholes)
        assert stated >= missing or (told.spider.out_of_reach and not habits.takes_not)
    if habits.takes_not:
        assert len(told.keys) == max(whole.stated for whole in wholes) - sum(
            whole.missing for whole in wholes if whole is told.spider.planner.wholes["all"]
        )


def test_what_no_filter_parts_is_told_with_its_number() -> None:
    """2,500 notices of one day and nothing else in them: an answer gives 1,000 of them."""
    items = [{"Key": key_of(f"x/{n}"), "ProjectName": "甲", "CftIssueDate": "2026-09-01"}
             for n in range(2500)]  # fmt: skip
    told = searched(items)
    whole = told.spider.planner.wholes["all"]
    assert (whole.stated, whole.held) == (2500, 1000)
    assert whole.missing + whole.cut == 1500
    where = f"{told.spider.start_urls[0]} (all)"
    stated, found = told.spider.lists[where].stated, told.spider.lists[where].found
    assert told.spider.out_of_reach or found < (stated or 0)


def test_without_a_day_or_a_category_notices_are_found_by_other_ways() -> None:
    items = [
        *invented(date(2026, 9, 1), 8, (300, 400), busy={date(2026, 9, 3): 2600}),
        *lacking(1, 400, 3, {"CftIssueDate": 1}),
        *lacking(2, 400, 3, {"CftIssueDate": 1, "Category": 1, "LgCode": 1}),
        *lacking(3, 2500, 1, {"Category": 1, "ProcedureType": 1, "LgCode": 1}),
    ]
    told = searched(items)
    assert told.keys == keys(items)
    assert told.spider.out_of_reach == []


def test_a_service_that_takes_no_operators_is_asked_word_by_word() -> None:
    told = searched(SOME, Habits(joins=False))
    missing = [item for item in SOME if item["Key"] not in told.keys]
    assert not [item for item in missing if "LgCode" in item]
    assert any("doesn't say how many" in sentence for sentence in told.spider.out_of_reach)


def test_since_and_until_are_days_of_the_notice() -> None:
    items = invented(date(2026, 8, 1), 40, (300, 400))
    told = searched(items, since="2026-08-20", until="2026-08-31")
    assert told.keys == {
        item["Key"] for item in items if "2026-08-20" <= item["CftIssueDate"][:10] <= "2026-08-31"
    }
    assert all("CFT_Issue_Date" in url for url in told.asked)


def run(tmp_path: Path, site: Site, **asked: object) -> tuple[dict[str, object], Place, int]:
    """A crawl with the real engine: the run, the store, and how often the API was asked."""
    place = Place(tmp_path)
    with PracticeServer({HOST: site}) as server:
        done = crawl(place, server, {"names": ["kkj"], **asked})
    count = sum("/api" in path for _, path in server.seen.requests)
    return done["runs"]["kkj"], place, count


def changed(items: Sequence[Item], old: bytes, new: bytes) -> Site:
    """The practice site with its answers changed on the way."""
    whole = kkj(items)[HOST]

    def page(asked: Asked) -> Page | None:
        found = whole(asked)
        return found and Page(found.body.replace(old, new), found.type)

    return page


def test_a_crawl_keeps_every_notice_once(tmp_path: Path) -> None:
    more = [*SOME, {**SOME[0], "Key": key_of("x/1"), "ProjectName": "架空\ue000工事"}]
    done, place, count = run(tmp_path, kkj(more)[HOST])
    assert done["verdict"] == "ok"
    assert done["new"] == len(more)
    assert done["changed"] == 0
    assert place.query("SELECT count(*) FROM notices") == [(len(more),)]
    assert done["out_of_reach"] == []
    assert done["originals"] == count
    codes = {code for (code,) in place.query("SELECT DISTINCT code FROM issues")}
    assert {"undecodableBytes", "copyOfPortal"} <= codes


@pytest.mark.parametrize(
    ("old", "new", "verdict", "says"),
    [
        (b"<SearchHits>", b"<SearchHits>1", "short or broken", "expected"),
        (b"SearchHits", b"Hits", "broken", "SearchHits"),
        (b"Key>", b"Id>", "broken", "Key"),
        (b"<SearchResults>", b"<Error>search disabled</Error>", "blocked", "disabled"),
        (b"<SearchResults>", b"<Error>internal error</Error><SearchResults>", "broken", "internal"),
        (b"<Results>", b"<!DOCTYPE html><html><body>", "broken", "XML"),
        (b">2026-09-02T", b">2019-09-02T", "broken", "CFT_Issue_Date"),
        (b"<LgCode>13<", b"<LgCode>48<", "broken", "LG_Code"),
        (b"</SearchResult>\n</SearchResults></Results>", b"", "short", "shows"),
    ],
)  # fmt: skip
def test_an_answer_that_contradicts_what_is_known_publishes_nothing(
    tmp_path: Path, old: bytes, new: bytes, verdict: str, says: str
) -> None:
    done, place, _ = run(tmp_path, changed(SOME[:600], old, new), since="2026-09-01")
    assert done["verdict"] in verdict.split(" or "), done["reason"]
    assert says in str(done["reason"])
    assert place.query("SELECT count(*) FROM notices WHERE first_seen IS NOT NULL") == [(0,)]


def test_a_service_without_notices_is_not_ok(tmp_path: Path) -> None:
    done, _, _ = run(tmp_path, kkj([])[HOST])
    assert done["verdict"] == "empty"
