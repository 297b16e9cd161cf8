"""The sites of SuperCALS against their practice sites, with the real engine. All data is invented.

What the practice sites do is what clients' code and notes of 2026 tell of the real ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from engine import Place, crawl
from scrapy.http import HtmlResponse

from crawlers.families.ej_ppi_pages import Answer, answer
from crawlers.practice_site import PracticeServer
from crawlers.practice_sites import ej_ppi as site
from crawlers.practice_sites.ej_ppi import RESULTS, Case, Desk, many, of, special

TWO = {"1200000": "千葉県", "1220400": "船橋市"}
FUKUI = {"0001000": "福井県", "0002010": "福井市"}
SHIZUOKA = {"2213000": "浜松市", "2246100": "森町"}
NIIGATA, IGA = "www.ep-bis.pref.niigata.jp", "2421600"
ONE = frozenset((IGA,))


@dataclass(frozen=True)
class Done:
    """A crawl of several hosts: its runs by source, and where everything is."""

    runs: Mapping[str, Mapping[str, Any]]
    place: Place

    def count(self, source: str, **wanted: str) -> int:
        """How many notices of a source are stored with these values in their records."""
        tests = "".join(
            f" AND json_extract(v.record, '$.{k}') || '' = '{v}'" for k, v in wanted.items()
        )
        ((count,),) = self.place.query(
            "SELECT count(*) FROM notices n JOIN notice_versions v ON v.notice_id = n.id "
            f"WHERE n.source = '{source}'{tests}"
        )
        return int(count)


def run(folder: Path, desks: Mapping[str, Desk], names: list[str], **asked: Any) -> Done:
    place = Place(folder)
    with PracticeServer({host: desk.answer for host, desk in desks.items()}) as server:
        done = crawl(place, server, {"names": names, **asked})
    return Done(done["runs"], place)


def one_day(count: int, bodies: Mapping[str, str]) -> list[Case]:
    """So many cases on one day: no days take them apart."""
    return [replace(case, day=date(2026, 9, 1)) for case in many(count, bodies)]


def twins() -> list[Case]:
    """Five notices of one day; of the four works two and two are alike in all that is printed."""
    cases = one_day(4, {"0001000": "福井県"})
    return [*cases, cases[3]]


def one_number() -> list[Case]:
    """Three notices of one number, of which two are alike in all that is printed."""
    case = Case("3820100", "令和8年度　総務部", date(2026, 6, 1), "38201000020260000021 架空業務")
    return [case, case, replace(case, title="38201000020260000021 模擬業務")]


@pytest.fixture(scope="module")
def desks() -> dict[str, Desk]:
    tenant = special(IGA, "令和8年度　総務部　管財課")
    return {
        # More than 700, in seven halves of days; rows of 2026 that were opened in March before.
        site.CHIBA: Desk(many(2000, TWO), TWO, many(30, TWO)),
        # 90 on one day, 20 a page: by days, by kinds, then page by page.
        site.SHIZUOKA: Desk(one_day(90, SHIZUOKA), SHIZUOKA, extra="入札方法", size=20, most=99),
        # No labels, no numbers; no page leads to a form: three requests as clients make them.
        # The list of notices opens their pages, and nobody can tell its labels.
        site.MIYAZAKI: of("4520100", "宮崎市", labels=False, framed=False, numbers=False,
                          notices=many(4, {"4520100": "宮崎市"}), opens=True),
        # Days are accepted and change nothing.
        site.NAGANO: Desk(many(150, {"2020100": "長野市"}), {"2020100": "長野市"}, deaf=True,
                          size=120, most=120),
        # A kind must be chosen; 700 rows at once; no row above them says whose and of what year.
        NIIGATA: Desk([replace(case, group="") for case in many(650, {"1510000": "新潟市"})],
                      {"1510000": "新潟市"}, all_kinds=False, size=700),
        # The list opens the page of each notice; the session is lost before the third of them.
        # Three rows a page: of two rows that are alike one stands on the next page.
        site.FUKUI: Desk(special("0001000", "令和8年度　福井県　土木部"), {"0001000": "福井県"},
                         twins(), enter="TopMenu", opens=True, forgets_detail=3, size=3),
        # Two notices whose pages are the same to the last letter: their numbers are in the list.
        # Two others have one number, and two are alike in all.
        site.EHIME: Desk(site.numbered(), {}, [*site.numbered(), *one_number()], all_kinds=False,
                         opens=True),
        # The session is lost before the second list, once.
        site.SHARED: Desk(tenant, {}, tenant[:3], extra="更新日", shared=True, forgets_on=1),
    }  # fmt: skip


GOOD = ["chiba_ppi", "shizuoka_ppi", "miyazaki_ppi", "nagano_ppi", "niigata_ppi", "fukui_ppi",
        "ehime_ppi", "okinawa_ppi", "mie_ppi"]  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, desks: dict[str, Desk]) -> Done:
    return run(tmp_path_factory.mktemp("good"), desks, GOOD)


@pytest.mark.parametrize(
    ("source", "stored"),
    [
        ("chiba_ppi", 2030),
        ("shizuoka_ppi", 90),
        ("miyazaki_ppi", 16),
        ("nagano_ppi", 150),
        ("niigata_ppi", 650),
        ("fukui_ppi", 17),
        ("ehime_ppi", 9),
        ("mie_ppi", 15),
    ],
)
def test_every_row_of_every_list_is_a_notice(good: Done, source: str, stored: int) -> None:
    """Also the rows that are alike, in one list and in parts of it."""
    found = good.runs[source]
    assert (found["verdict"], found["notices"], good.count(source)) == ("ok", stored, stored), (
        found["reason"]
    )
    assert found["found"] == found["stated"] == stored


def test_a_long_list_is_halved_by_days_and_no_more_than_needed(
    good: Done, desks: dict[str, Desk]
) -> None:
    """The year, three parts (before, in, after), and what is too long of them: 2, then 4."""
    searches = [s for s in desks[site.CHIBA].searches if s["ejParameterID"] == RESULTS]
    assert [(s["BidStDate"], s["BidEnDate"]) for s in searches[:4]] == [
        ("", ""),
        ("2016/04/01", "2026/03/31"),
        ("2026/04/01", "2027/03/31"),
        ("2027/04/01", "2036/03/31"),
    ]
    assert len(searches) == 1 + 3 + 2 + 4
    assert good.runs["chiba_ppi"]["out_of_reach"] == [
        "cases without a day, in fiscal years of more cases than the site shows at once"
    ]
    assert not good.runs["shizuoka_ppi"]["out_of_reach"]  # the year's total was told
    assert {s["ejMaxDisplayRowCount"] for s in searches} == {"500"}


def test_a_list_with_nothing_is_no_trouble_where_the_site_says_so(good: Done) -> None:
    assert good.runs["okinawa_ppi"]["verdict"] in ("quiet", "empty")


@pytest.mark.parametrize(
    ("source", "wanted", "count"),
    [
        ("chiba_ppi", {"buyer.id": "JP-JCN-6000020122041", "stage": "result"}, 1000),
        ("chiba_ppi", {"stage": "tender"}, 30),
        ("chiba_ppi", {"stage": "tender", "fiscalYear": "2026"}, 30),
        # of the year that is printed, and that was asked for
        ("chiba_ppi", {"stage": "result", "opened": "2026-03-20", "fiscalYear": "2026"}, 50),
        ("niigata_ppi", {"opened": "2026-03-20", "fiscalYear": "2026"}, 17),
        # 森町 is in 北海道 too: the host says which prefecture it is of
        ("shizuoka_ppi", {"buyer.id": "JP-JCN-2000020224618"}, 45),
        ("fukui_ppi", {"stage": "tender", "deadline": "2026-09-01T09:00:00+09:00"}, 5),
        ("miyazaki_ppi", {"suppliers[0].id": "JP-JCN-7000012050002"}, 1),
        ("miyazaki_ppi", {"title": "清掃業務委託(単価契約)"}, 1),
        ("miyazaki_ppi", {"stage": "tender", "title": "架空市道0号線舗装工事"}, 3),
        ("ehime_ppi", {"buyer.name": "松山市", "number": "38201000020260000012"}, 1),
        ("ehime_ppi", {"buyer.id": "JP-JCN-7000020384011", "title": "模擬橋補修工事"}, 2),
        ("ehime_ppi", {"stage": "tender", "number": "38401000020260000013"}, 1),
        ("ehime_ppi", {"stage": "tender", "number": "38401000020260000014"}, 1),
        ("ehime_ppi", {"stage": "tender", "number": "38201000020260000021"}, 3),
        ("mie_ppi", {"buyer.name": "伊賀市", "department": "総務部　管財課"}, 15),
        ("mie_ppi", {"title": "災害復旧工事", "opened": "2026-06-06"}, 2),
        ("mie_ppi", {"status": "unsuccessful"}, 1),
        ("mie_ppi", {"status": "cancelled"}, 1),
        ("mie_ppi", {"awardPrice.amount": "98450000", "awardPrice.tax": "unknown"}, 1),
    ],
)
def test_what_the_rows_say(good: Done, source: str, wanted: dict[str, str], count: int) -> None:
    assert good.count(source, **wanted) == count


def test_a_tenant_whose_session_was_lost_is_asked_for_anew(
    good: Done, desks: dict[str, Desk]
) -> None:
    assert good.runs["mie_ppi"]["verdict"] == "ok"
    assert desks[site.SHARED].times == 0


def test_the_page_of_each_notice_is_asked_for_once(good: Done, desks: dict[str, Desk]) -> None:
    """But for that before which the session was lost: it is asked for again in a new one."""
    assert desks[site.FUKUI].details == 5 + 1
    originals = good.place.query(
        "SELECT count(*) FROM fetches WHERE source = 'fukui_ppi' "
        "AND json_extract(hints, '$.stage') = 'tender'"
    )
    assert originals == [(5,)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("条件に合致したものを1,234件見つけました", Answer(1234)),
        ("検索結果が多すぎます。700件以内になるように条件を設定して下さい", Answer(None, most=700)),
        ("検索結果が700件を超えました。条件を絞り込んでください", Answer(None, most=700)),
        ("6,257件ヒットしました。条件を設定してください", Answer(6257, most=0)),
        ("該当する案件はありません", Answer(0)),
    ],
)
def test_what_a_list_says_of_how_many_there_are(words: str, told: Answer) -> None:
    page = HtmlResponse("https://ppi.example.jp/", body=f"<P>{words}".encode("cp932"),
                        encoding="cp932")  # fmt: skip
    assert answer(page) == told


def test_a_later_crawl_asks_from_a_day_on(tmp_path: Path) -> None:
    """A result of twenty days before the last crawl comes with it, older ones are not asked for."""
    desk = Desk(many(400, TWO), TWO, many(10, TWO))
    done = run(tmp_path, {site.CHIBA: desk}, ["chiba_ppi"], since="2027-02-01")
    late = [case for case in desk.cases if case.day >= date(2027, 2, 1)]
    late += [case for case in desk.notices if case.day >= date(2027, 2, 1)]
    assert (done.runs["chiba_ppi"]["verdict"], done.count("chiba_ppi")) == ("ok", len(late))
    assert {search["BidStDate"] for search in desk.searches} == {"2027/02/01"}


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Done:
    ours = {"2213000": "浜松市"}
    desks = {
        site.CHIBA: Desk(many(9, TWO), TWO, closed=True),
        site.SHIZUOKA: of("2213000", "浜松市", forgets_on=1, times=99),
        # A shared host entered without a tenant: the error that 福井県 and 鹿児島県 answer too
        site.NAGANO: Desk(many(9, ours), {}, shared=True),
        # One day and one kind with more than any answer may have
        NIIGATA: Desk([replace(case, kind="00") for case in one_day(30, TWO)], {}, most=20),
        # The row of one case has a cell too many
        site.EHIME: of("", "松山市<TD>契約課", extra="更新日"),
        # No form: only the body is asked for whose number is known
        site.FUKUI: Desk(many(6, FUKUI), FUKUI, enter="TopMenu", framed=False),
        # One tenant of five is served here; that of 沖縄県 isn't
        site.SHARED: Desk(special(IGA, "令和8年度　総務部"), {}, shared=True, served=ONE),
    }
    case = special("", "")[0]
    desks[site.EHIME] = Desk([case, replace(case, title="道路<TD>舗装工事")], {})
    return run(
        tmp_path_factory.mktemp("bad"),
        desks,
        ["chiba_ppi", "shizuoka_ppi", "nagano_ppi", "niigata_ppi", "ehime_ppi",
         "mie_ppi", "okinawa_ppi", "fukui_ppi"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "verdict", "reason"),
    [
        ("chiba_ppi", "blocked", "運用時間外"),
        ("shizuoka_ppi", "blocked", "session is lost"),
        ("nagano_ppi", "broken", "ERR0001"),
        ("niigata_ppi", "short", "2026/09/01"),
        ("ehime_ppi", "short", "2 notices"),
        ("okinawa_ppi", "blocked", "セッションがタイムアウト"),
    ],
)
def test_nothing_is_published_of_what_is_not_whole(
    bad: Done, source: str, verdict: str, reason: str
) -> None:
    found = bad.runs[source]
    assert found["verdict"] == verdict, found["reason"]
    assert reason in found["reason"]
    ((published,),) = bad.place.query(
        "SELECT count(*) FROM notices WHERE first_seen IS NOT NULL "
        "AND source NOT IN ('mie_ppi', 'fukui_ppi')"
    )
    assert published == 0


def test_bodies_that_nobody_can_name_are_told(bad: Done) -> None:
    found = bad.runs["fukui_ppi"]
    assert (found["verdict"], bad.count("fukui_ppi")) == ("ok", 3)
    assert found["out_of_reach"] == [
        "bodies other than KikanNO 0001000: no form that offers them was found"
    ]


def test_a_tenant_that_is_not_served_is_told_and_the_others_are_published(bad: Done) -> None:
    """A sentence a list for all that say the same: what their page says, not the last of them."""
    found = bad.runs["mie_ppi"]
    assert (found["verdict"], found["notices"], bad.count("mie_ppi")) == ("ok", 12, 12)
    assert sorted(found["out_of_reach"]) == [
        f"{title} could not be entered: 名張市、大台町、松阪市、鈴鹿市 (the site says "
        "'エラーERR1003 指定された調達機関は存在しません。')"
        for title in ("入札予定", "入札結果")
    ]
