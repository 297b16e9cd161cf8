"""JETRO's lists and articles: against its practice site with the real engine; all data is invented.

What the practice site does is what clients' code of 2026 tells of the real one.
"""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from engine import Place, crawl

from crawlers.practice_site import PracticeServer
from crawlers.practice_sites.jetro import HOST, LIST, Database, awards, calls, line
from pipelines.normalise.identity import notice_id
from pipelines.reading import read
from pipelines.records import Hints, Notice, Original
from pipelines.times import now

DAYS = [date(2026, 9, day) for day in (1, 2, 3)]
PERIOD = {"since": "2026-09-01", "until": "2026-09-03"}


def run(place: Place, site: Database, name: str = "jetro_national", **asked: Any) -> dict[str, Any]:
    with PracticeServer({HOST: site.answer}) as server:
        done = crawl(place, server, {"names": [name], **PERIOD, **asked})
        paths = [path for _, path in server.seen.requests]
    return {**done["runs"][name], "paths": paths}


def titles(place: Place) -> Counter[str]:
    return Counter(title for (title,) in place.query("SELECT title FROM notice_versions"))


def published(place: Place) -> int:
    ((count,),) = place.query("SELECT count(*) FROM notices WHERE first_seen IS NOT NULL")
    return int(count)


def every_day(count: int = 35) -> list[Any]:
    return [item for at, day in enumerate(DAYS) for item in calls(day, 1000 * (at + 1), count)]


BEFORE = calls(date(2026, 8, 1), 500, 2)


def test_every_entry_of_every_day_is_a_notice(tmp_path: Path) -> None:
    place, items = Place(tmp_path), every_day()
    done = run(place, Database(items))
    assert (done["verdict"], done["notices"]) == ("ok", 105), done["reason"]
    assert (done["stated"], done["found"], done["files"]) == (105, 105, 105)
    # The whole title is that of the article, where the list cuts it.
    assert titles(place) == Counter(item.title for item in items)
    keys = place.query("SELECT json_extract(record, '$.key') FROM notice_versions")
    assert {key for (key,) in keys} == {item.aid for item in items}
    assert len([path for path in done["paths"] if path.startswith(LIST)]) == 4


def test_the_local_list_has_its_own_fields(tmp_path: Path) -> None:
    place, items = Place(tmp_path), calls(DAYS[1], 5000, 12, is_local=True)
    done = run(place, Database(local=items), "jetro_local")
    assert (done["verdict"], done["notices"]) == ("ok", 12), done["reason"]
    assert titles(place) == Counter(item.title for item in items)


def test_lines_of_awards_are_counted_once_though_each_article_shows_all(tmp_path: Path) -> None:
    """Twelve articles of twelve lines are twelve notices: two of them print the same and stay."""
    lines = [line(number, 1_000_000) for number in range(11)]
    lines.insert(5, lines[4])
    place = Place(tmp_path)
    done = run(place, Database([*awards(DAYS[0], 9000, lines), *calls(DAYS[0], 100, 3)]))
    assert done["verdict"] == "ok", done["reason"]
    found = dict(place.query("SELECT stage, count(*) FROM notices GROUP BY stage"))
    assert found == {"award": 12, "tender": 3}
    assert place.query("SELECT count(*) FROM notice_versions") == [(15,)]
    sums = place.query(
        "SELECT sum(json_extract(record, '$.awardPrice.amount')) FROM notice_versions"
    )
    assert sums == [(12_000_000,)]


X, Y, Z = line(1, 100), line(2, 200), line(3, 300)


def test_the_same_line_in_another_notice_is_another(tmp_path: Path) -> None:
    """Of one officer, on one day or another; in whatever order they come, now and again."""
    articles = [
        *awards(DAYS[0], 9000, [X, Y]),
        *awards(DAYS[0], 9100, [Z, X, X]),
        *awards(DAYS[0], 9200, [X]),
        *awards(DAYS[0], 9300, [X]),
        *awards(DAYS[1], 9400, [X]),
    ]
    place = Place(tmp_path)
    done = run(place, Database(articles))
    found = place.query("SELECT award_amount, count(*) FROM notice_versions GROUP BY 1")
    assert (done["verdict"], found) == ("ok", [(100, 6), (200, 1), (300, 1)]), done["reason"]
    before = place.content()
    done = run(place, Database(articles[::-1]))
    after = place.content()
    assert (done["new"], done["changed"]) == (0, 0)
    assert (after["notices"], after["versions"]) == (before["notices"], before["versions"])


def test_a_corrected_line_leaves_the_others_of_its_notice_what_they_were(tmp_path: Path) -> None:
    place = Place(tmp_path)
    run(place, Database(awards(DAYS[0], 9000, [X, Y, Z])))
    done = run(place, Database(awards(DAYS[0], 9000, [X, line(2, 222), Z])))
    assert (done["verdict"], place.query("SELECT count(*) FROM notices")) == ("ok", [(4,)])
    assert done["new"] == 1  # the line as it is now; what it said before stays as published


def test_entries_that_come_while_a_list_is_paged_are_found(tmp_path: Path) -> None:
    """The new one pushes another over the edge of a page: it comes again, and one is missing."""
    items = calls(DAYS[0], 1000, 65)
    (new,) = calls(DAYS[0], 9999, 1)
    place = Place(tmp_path)
    done = run(place, Database(items, grows={60: new}))
    assert (done["verdict"], len(titles(place))) == ("ok", 66), done["reason"]
    assert titles(place)[new.title] == 1


@pytest.mark.parametrize(
    ("site", "verdict", "said"),
    [
        (Database(every_day(), walled=frozenset((30,))), "blocked", "firewall"),
        (Database(every_day(), deaf=True), "broken", "current=30"),
        (Database(BEFORE + every_day(), timeless=True), "broken", "from and to"),
        (Database(every_day(3), lost=frozenset(("2026090100001001",))), "short", "article"),
        (Database([]), "empty", ""),
    ],
    ids=["wall", "offset", "days", "article", "nothing"],
)
def test_what_goes_wrong_is_told_and_nothing_is_published(
    tmp_path: Path, site: Database, verdict: str, said: str
) -> None:
    place = Place(tmp_path)
    done = run(place, site)
    assert done["verdict"] == verdict, done["reason"]
    assert said in done["reason"]
    assert published(place) == 0


def test_a_firewall_that_refuses_now_and_then_is_asked_again(tmp_path: Path) -> None:
    """One client meets status 403, another a page with status 200; both go on a moment later."""
    place = Place(tmp_path)
    done = run(place, Database(calls(DAYS[0], 1000, 40), moods=2))
    assert (done["verdict"], len(titles(place))) == ("ok", 40), done["reason"]


def test_a_second_crawl_changes_nothing(tmp_path: Path) -> None:
    lines = [line(number, 1_000_000) for number in range(4)]
    place, site = Place(tmp_path), Database([*awards(DAYS[0], 9000, lines), *every_day(4)])
    run(place, site)
    before = place.content()
    done = run(place, site)
    assert (done["new"], done["changed"]) == (0, 0)
    after = place.content()
    assert (after["notices"], after["versions"]) == (before["notices"], before["versions"])


def notices(page: str, context: dict[str, str] | None = None) -> list[Notice]:
    original = Original("https://example.jp/", page.encode(), now(), Hints(context=context or {}))
    return list(read(original).notices)


LIST_ITEM = {
    "xid": 401998,
    "aid": "20260831a0903001",
    "title": "汎用超音波画像診断装置一式の調達(中央検査室)",
    "date": "2026年08月31日",
    "agency": "独立行政法人地域医療機能推進機構",
    "paKind": "入札公告<br />\r\n（物品・サービス一般）",
}
"""An entry as a public collection of such lists keeps it (2026-09-01)."""


@pytest.mark.parametrize(
    ("kind", "stage", "category"),
    [
        ("入札公告<br />\r\n（物品・サービス一般）", "tender", None),
        ("入札公告<br />\r\n（建設工事）", "tender", "works"),
        ("資料提供招請に関する公表", "plan", None),
        ("意見招請に関する公示", "plan", None),
        ("落札者等の公示", "award", None),
    ],
)
def test_an_answer_of_the_list_is_read_by_itself(
    kind: str, stage: str, category: str | None
) -> None:
    item = {**LIST_ITEM, "paKind": kind, "title": "架空の件名"}
    answer = {"pagination": {"total": 1, "perPage": 30, "current": 0}, "items": [item]}
    (notice,) = notices(json.dumps(answer, ensure_ascii=False))
    assert (notice.stage, notice.category, notice.key) == (stage, category, "20260831a0903001")
    assert (notice.published, notice.raw["paKind"]) == ("2026-08-31", kind)


@pytest.mark.parametrize("broken", ['{"pagination": 1', '{"pagination": {}, "items": 3}'])
def test_what_only_looks_like_an_answer_is_none(broken: str) -> None:
    assert notices(broken) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        # An article of the line itself, and that of another line of its notice.
        (([X, Y], 0), ([X, Y], 1), True),
        # Another line before it, another notice with it, another officer's, another day's.
        (([X, Y], 0), ([Z, X], 1), False),
        (([X, Y], 0), ([X, Z], 0), False),
        (([X], 0), ([X, Y], 0), False),
    ],
)
def test_a_line_is_told_apart_by_its_notice_and_its_words(
    one: tuple[list[str], int], other: tuple[list[str], int], alike: bool
) -> None:
    ids = []
    for at, (lines, place) in enumerate((one, other)):
        item = awards(DAYS[0], 9000 + 100 * at, lines)[place]
        found = notices(item.page().body.decode(), {"aid": item.aid})
        ids += [notice_id("jetro", n) for n in found if n.title == "架空業務第1号　一式"]
    assert (ids[0] == ids[1], len(ids)) == (alike, 2)


def test_the_only_line_of_a_notice_has_the_key_of_its_article() -> None:
    """Two articles that say the same are two notices; not if the article is of another line."""
    items = [*awards(DAYS[0], 9000, [X]), *awards(DAYS[0], 9100, [X])]
    found = [notices(item.page().body.decode(), {"aid": item.aid}) for item in items]
    assert [[n.key for n in of] for of in found] == [[items[0].aid], [items[1].aid]]
    page = items[0].page().body.decode().replace("<h2>架空業務第1号", "<h2>架空業務第2号")
    (notice,) = notices(page, {"aid": items[0].aid})
    assert (notice.key or "").startswith("2026年09月01日 架空省 ")


def test_an_article_whose_line_breaks_are_lost_is_read_the_same() -> None:
    """Copies of old articles hold their lines in one run (seen in a client's code, 2026)."""
    (item, _) = awards(DAYS[0], 9000, [line(1, 12_345_000), line(2, 678)])
    page = item.page().body.decode()
    found = [notices(page), notices(page.replace("<br>", " "))]
    for one in found:
        assert [(n.title, n.awarded) for n in one] == [
            ("架空業務第1号　一式", "2026-07-01"),
            ("架空業務第2号　一式", "2026-07-01"),
        ]
        assert [n.award_price and n.award_price.amount for n in one] == [12_345_000, 678]
        assert {n.stage for n in one} == {"award"}
    assert [n.key for n in found[0]] == [n.key for n in found[1]]


def test_an_article_without_a_line_of_codes_still_has_its_lines() -> None:
    (item, _) = awards(DAYS[0], 9000, [line(1, 100), line(2, 200)])
    page = item.page().body.decode().replace("◎調達機関番号　020　◎所在地番号　13<br>", "")
    page = page.replace("令和８年９月１日<br>", "")
    assert [(n.stage, n.awarded) for n in notices(page)] == [("award", "2026-07-01")] * 2


def test_an_article_that_says_little_is_a_notice_by_its_labels() -> None:
    (item,) = calls(DAYS[0], 11, 1)
    page = item.page().body.decode()
    page = page[: page.index("次のとおり")] + "本文は別に掲載する。</td></tr></table></body></html>"
    (notice,) = notices(page, {"aid": "2026090100000011", "件名": "架空における次世代型の観測..."})
    assert (notice.title, notice.key) == (item.title, "2026090100000011")
    assert notice.buyer is not None
    assert (notice.published, notice.buyer.name) == ("2026-09-01", "架空省")


@pytest.mark.parametrize(
    ("listed", "title"),
    [("架空の件名", "架空の件名"), ("架空の長い件…", None), ("架空の...", None)],
)
def test_the_title_of_the_list_stands_in_only_where_it_is_whole(
    listed: str, title: str | None
) -> None:
    (item,) = calls(DAYS[0], 11, 1)
    page = item.page().body.decode().replace(item.title, "")
    page = page[: page.index("次のとおり")] + "本文は別に掲載する。</td></tr></table></body></html>"
    (notice,) = notices(page, {"件名": listed})
    assert notice.title == title


def test_a_long_list_is_halved_by_days(tmp_path: Path) -> None:
    """Each entry has one day, so the parts must give what the whole states."""
    place = Place(tmp_path)
    items = every_day(11)  # more than the spider takes as one list
    done = run(place, Database(items), "jetro_short_lists", modules=["short_lists"])
    assert (done["verdict"], done["notices"]) == ("ok", 33), done["reason"]
    assert done["stated"] == done["found"] == 2 * 33  # the whole, and its parts


@pytest.mark.parametrize(("count", "found"), [(3, 9), (400, 0)])
def test_without_days_a_small_source_is_taken_whole_and_a_large_one_in_its_last_days(
    tmp_path: Path, count: int, found: int
) -> None:
    """What is left out is told: the entries are older than the month before the clock's day."""
    with PracticeServer({HOST: Database(every_day(count)).answer}) as server:
        done = crawl(Place(tmp_path), server, {"names": ["jetro_national"]})
    run_of = done["runs"]["jetro_national"]
    assert run_of["notices"] == found
    assert bool(run_of["out_of_reach"]) == (found == 0)
