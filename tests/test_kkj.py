"""The KKJ API crawled: every notice once, in few answers, and what no search reaches told.

All against the practice site; ``kkj_search`` asks it without a network, the last tests with the
real engine.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from engine import Place, crawl
from kkj_search import lacking, record, searched

from crawlers.families.kkj_api import record_of
from crawlers.practice_site import Asked, Page, PracticeServer, Site
from crawlers.practice_sites.kkj import CAP, HOST, Habits, Item, invented, key_of, kkj
from pipelines.extract.kkj.answer import parse

SOME = invented(date(2026, 9, 1), 3, (300, 400))


def keys(items: Sequence[Item]) -> set[str]:
    return {item["Key"] for item in items}


def least(items: Sequence[Item]) -> int:
    """No crawl needs fewer requests: a thousand notices an answer, and one answer at least."""
    return max(1, -(-len(items) // CAP))


LONG = pytest.mark.slow


@pytest.mark.parametrize(
    ("days", "busy", "order", "more"),
    [
        # One answer holds all; those with a code are asked for too: it proves that NOT finds all.
        (2, 0, "new", 1),
        (2, 0, "mixed", 1),
        # Two answers hold all, but the parts with and without a code take one each.
        (7, 0, "new", 1),
        # In no order the first answer tells the number and no more: each notice in it comes again
        # with its day. And where few answers are needed one that isn't full weighs much: the last
        # with codes and the last without.
        (7, 0, "mixed", 2),
        (30, 0, "new", 1),
        (30, 1, "mixed", 2),
        (90, 1, "new", 0),
        (90, 1, "mixed", 2),
        pytest.param(180, 3, "new", 0, marks=LONG),
        (180, 3, "mixed", 1),
        pytest.param(365, 5, "new", 0, marks=LONG),
        pytest.param(365, 5, "mixed", 1, marks=LONG),
    ],
)
def test_few_more_requests_than_the_least_possible(
    days: int, busy: int, order: str, more: int
) -> None:
    """1.2 times the least possible, checks included; ``more`` for what a short period can't spread.

    300 to 400 notices a working day, ``busy`` days with 1,500.
    """
    first = date(2026, 9, 30) - timedelta(days)
    chance = random.Random(days)
    of_their_own = {first + timedelta(chance.randrange(days)): 1500 for _ in range(busy)}
    items = invented(first, days, (300, 400), busy=of_their_own)
    told = searched(items, Habits(order))
    assert told.keys == keys(items)
    assert told.spider.out_of_reach == []
    assert len(told.asked) <= 1.2 * least(items) + more
    assert len(told.asked) == len(set(told.asked)), "nothing is asked twice"


def test_without_a_number_of_all_the_wholes_are_taken_one_by_one() -> None:
    """That NOT may stand alone is not confirmed: where it isn't taken nothing is lost by it."""
    items = invented(date(2026, 8, 31), 30, (300, 400))
    told = searched(items, Habits("mixed", takes_not=False))
    assert {item["Key"] for item in items if item["Key"] not in told.keys} == set()
    assert [error for error in told.errors if "syntax error" in error]
    assert any("doesn't say how many" in sentence for sentence in told.spider.out_of_reach)


@pytest.mark.parametrize("days", [2, 10])
def test_a_number_that_is_not_that_of_all_proves_nothing(days: int) -> None:
    """Where NOT finds no notice without a name, those with a code are more than "all"."""
    names = ("ProjectName", "OrganizationName")
    items = [
        {name: text for name, text in item.items() if place % 3 or name not in names}
        for place, item in enumerate(invented(date(2026, 9, 17), days, (300, 400)))
        if "LgCode" in item
    ]
    told = searched(items)
    assert told.keys == keys(items)
    assert {"codes", "national", "others"} < set(told.spider.planner.wholes)


def test_what_the_planner_is_told_here_is_what_answers_say() -> None:
    items = [*SOME[:50], *lacking(1, 50, 9, {"CftIssueDate": 0.5, "LgCode": 0.5})]
    page = kkj(items)[HOST](
        Asked(path="/api/", query={"Query": ["NOT 皆無語句"], "Count": ["1000"]})
    )
    assert page is not None
    told = {record_of(result).id: record_of(result) for result in parse(page.body).results}
    assert told == {item["Key"]: record(item) for item in items}


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


def changed(items: Sequence[Item], old: bytes, new: bytes, habits: Habits | None = None) -> Site:
    """The practice site with its answers changed on the way."""
    whole = kkj(items, habits)[HOST]

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
        (b"</SearchResult>\n</SearchResults></Results>", b"", "short", "shows"),
    ],
)  # fmt: skip
def test_an_answer_that_contradicts_what_is_known_publishes_nothing(
    tmp_path: Path, old: bytes, new: bytes, verdict: str, says: str
) -> None:
    done, place, _ = run(tmp_path, changed(SOME[::12], old, new), since="2026-09-01")
    assert done["verdict"] in verdict.split(" or "), done["reason"]
    assert says in str(done["reason"])
    assert place.query("SELECT count(*) FROM notices WHERE first_seen IS NOT NULL") == [(0,)]


def test_a_code_that_was_not_asked_for_ends_the_run(tmp_path: Path) -> None:
    """Found where prefectures are asked for: not where one answer holds all."""
    assert len(SOME) > CAP
    site = changed(SOME, b"<LgCode>13<", b"<LgCode>48<", Habits("mixed"))
    done, _, _ = run(tmp_path, site, since="2026-09-01")
    assert (done["verdict"], "LG_Code" in str(done["reason"])) == ("broken", True)


def test_a_service_without_notices_is_not_ok(tmp_path: Path) -> None:
    done, _, _ = run(tmp_path, kkj([])[HOST])
    assert done["verdict"] == "empty"
