"""入札情報公開システム: reading its pages, and crawls against its practice sites. All is invented.

What the sites do is what clients' code and notes of 2026 tell of the real ones.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from engine import Place, crawl
from scrapy.http import HtmlResponse

from crawlers.families.koukai_hosts import entries_of
from crawlers.families.koukai_pages import in_session, is_before, is_retired, total_of
from crawlers.practice_site import PracticeServer, Site
from crawlers.practice_sites.koukai import EPI, IBARAKI, SAITAMA, Koukai
from crawlers.practice_sites.koukai_cases import all_cases
from pipelines.extract.koukai import grids
from pipelines.reading import read
from pipelines.records import Hints, Notice, Original
from pipelines.times import now

NAMES = {EPI: "miyagi_koukai", SAITAMA: "saitama_koukai", IBARAKI: "ibaraki_koukai"}
SENDAI = {"1042ZZZZZZ": "仙台市"}
OTHER = {"1044ZZZZZZ": "石巻市"}
"""Invented: whose number 1044 is, nobody has told. It publishes nothing here."""
KAWAGOE = {"1101ZZZZZZ": "川越市", "1102ZZZZZZ": "（旧）大里町"}
TSUKUBA = {"0220ZZZZZZ": "つくば市"}


def epi(**how: Any) -> Koukai:
    return Koukai("epi", SENDAI | how.pop("others", OTHER), all_cases(SENDAI), **how)


def saitama(**how: Any) -> Koukai:
    return Koukai("saitama", KAWAGOE, all_cases(KAWAGOE), by_path=False, **how)


def ibaraki(**how: Any) -> Koukai:
    return Koukai("ibaraki", TSUKUBA, all_cases(TSUKUBA), by_path=False, kinds=("00",), **how)


def run(place: Place, *hosts: Koukai) -> dict[str, Any]:
    """A crawl of these hosts: the run of each by its variant, requests, records by variant."""
    address = {"epi": EPI, "saitama": SAITAMA, "ibaraki": IBARAKI}
    sites: dict[str, Site] = {address[one.variant]: one.answer for one in hosts}
    with PracticeServer(sites) as server:
        done = crawl(place, server, {"names": [NAMES[host] for host in sites]})
        seen = list(server.seen.requests)
        headers = list(server.seen.headers)
    found: dict[str, Any] = {one.variant: done["runs"][NAMES[address[one.variant]]]
                             for one in hosts}  # fmt: skip
    return {**found, "seen": seen, "headers": headers}


def records(place: Place, name: str) -> list[dict[str, Any]]:
    rows = place.query(
        "SELECT record FROM notice_versions v JOIN notices n ON n.id = v.notice_id "
        f"WHERE n.source = '{name}'"
    )
    return [json.loads(record) for (record,) in rows]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, dict[str, Any]]:
    place = Place(tmp_path_factory.mktemp("koukai"))
    return place, run(place, epi(kinds=("00", "11")), saitama(), ibaraki())


def test_every_case_of_every_list_is_a_notice(crawled: tuple[Place, dict[str, Any]]) -> None:
    place, done = crawled
    # a row that sends people to its own page is there, and so is that page
    expected = {"epi": (12, 13), "saitama": (13, 13), "ibaraki": (11, 11)}
    for variant, (rows, count) in expected.items():
        ended = done[variant]
        assert (ended["verdict"], ended["notices"]) == ("ok", count), ended["reason"]
        assert ended["stated"] == ended["found"] == rows
    stages = Counter(one["stage"] for one in records(place, "miyagi_koukai"))
    assert stages == {"result": 10, "contract": 1, "award": 1, "tender": 1}


def test_what_a_search_asked_for_holds_for_all_that_it_found(
    crawled: tuple[Place, dict[str, Any]],
) -> None:
    """Kind of purchase and fiscal year stand in the choices of the search, and in no row."""
    place, _ = crawled
    told = {
        name: {(one["title"], one.get("category"), one.get("fiscalYear"))
               for one in records(place, name)}
        for name in ("miyagi_koukai", "saitama_koukai", "ibaraki_koukai")
    }  # fmt: skip
    assert told["miyagi_koukai"] >= {
        ("除雪業務委託", "works", 2025),
        ("公園整備工事", "works", 2026),
    }
    assert told["saitama_koukai"] >= {
        ("公園整備工事", "works", None),
        ("道路設計業務委託", "services", None),
        ("事務用品購入", None, None),  # 物品 of the site are as often services
    }
    assert told["ibaraki_koukai"] >= {("公園整備工事", "works", 2026)}
    offices = {one["department"] for name in told for one in records(place, name)}
    assert offices == {"建設部　土木課"}


def test_a_number_of_another_kind_is_another_case(crawled: tuple[Place, dict[str, Any]]) -> None:
    """Works and goods that a site numbers apart stay two, in lists and on their own pages."""
    for name, body in (("miyagi_koukai", "1042ZZZZZZ"), ("saitama_koukai", "1101ZZZZZZ")):
        keys = {one["key"]: one["title"] for one in records(crawled[0], name)}
        assert keys[f"{body} 00 0010003"] == "中央小学校改修工事"
        assert keys[f"{body} 11 0010003"] == "事務用品購入"


def test_each_notice_has_its_buyer(crawled: tuple[Place, dict[str, Any]]) -> None:
    place, _ = crawled
    for name, buyers in (
        ("miyagi_koukai", {"仙台市"}),
        ("saitama_koukai", {"川越市"}),
        ("ibaraki_koukai", {"つくば市"}),
    ):
        found = records(place, name)
        assert {one["buyer"]["name"] for one in found} == buyers
        assert all(one["buyer"]["id"].startswith("JP-JCN-") for one in found)


def test_the_session_is_carried_as_links_carry_it(crawled: tuple[Place, dict[str, Any]]) -> None:
    _, done = crawled
    for (host, path), headers in zip(done["seen"], done["headers"], strict=True):
        assert not (";jsessionid=" in path and "Cookie" in headers), path
        assert host == EPI or ";jsessionid=" not in path


def test_merged_bodies_are_left_out_and_said(crawled: tuple[Place, dict[str, Any]]) -> None:
    _, done = crawled
    assert done["saitama"]["out_of_reach"] == ["bodies that were merged: （旧）大里町"]


def test_an_amount_in_a_script_is_read_with_the_basis_of_its_heading(
    crawled: tuple[Place, dict[str, Any]],
) -> None:
    place, _ = crawled
    found = [one for one in records(place, "miyagi_koukai") if one["stage"] != "award"]
    by_key = {one["key"].removeprefix("1042ZZZZZZ 00 "): one for one in found}
    price = by_key["0010002"]["awardPrice"]
    assert price == {"amount": 18800000, "currency": "JPY", "tax": "excluded"}
    assert by_key["0010006"]["awardPrice"] == {"undisclosed": True}
    assert by_key["0010004"]["status"] == "unsuccessful"
    assert by_key["0010005"]["status"] == "cancelled"
    assert by_key["0010004"].keys().isdisjoint(("suppliers", "issues"))
    # one title, one day, no number: two rows on one page stay two
    assert by_key["0010000"]["title"] == by_key["0010001"]["title"]
    assert "suppliers" not in by_key["0010007"]
    assert by_key["0010007"]["raw"]["落札者／契約者"] == "※詳細参照"


def test_a_case_has_all_bidders_and_rounds(crawled: tuple[Place, dict[str, Any]]) -> None:
    place, _ = crawled
    by_key = {one["key"].removeprefix("1101ZZZZZZ 00 "): one
              for one in records(place, "saitama_koukai")}  # fmt: skip
    bids = by_key["0010002"]["bids"]
    assert [bid["rounds"] for bid in bids] == [
        [{"amount": 21000000}, {"amount": 18800000}],
        [{"amount": 22500000}, {"mark": "辞退"}],
    ]
    assert [bid["won"] for bid in bids] == [True, False]
    assert bids[0]["bidder"]["id"] == "JP-JCN-7000012050002"
    drawn = by_key["0010008"]["bids"]  # 落札（くじ）: both gave the same
    assert [(bid["rounds"][1], bid["won"]) for bid in drawn] == [
        ({"amount": 18800000}, True),
        ({"amount": 18800000}, False),
    ]
    assert by_key["0010004"]["status"] == "unsuccessful"
    several = [one["name"] for one in by_key["0010007"]["suppliers"]]
    assert several == ["株式会社架空建設", "株式会社見本工業"]


def test_a_lost_session_is_begun_once_more_where_it_was(tmp_path: Path) -> None:
    """Timeout in a list, in a case's own page; links that carry what only the cookie may.

    An entry that offers no body, and a menu that doesn't name goods, don't stop the others.
    """
    place = Place(tmp_path)
    hosts = (
        epi(others={}, loses={18}, kinds=("00",)),
        saitama(loses={22}, names_goods=False),
        ibaraki(shows_path=True),
    )
    done = run(place, *hosts)
    for host, count in zip(hosts, (12, 13, 11), strict=True):
        ended = done[host.variant]
        assert (ended["verdict"], ended["notices"]) == ("ok", count), ended["reason"]
        assert ended["stated"] == ended["found"]
    assert max(Counter(hosts[1].details).values()) == 1
    (shut,) = done["epi"]["out_of_reach"]
    assert shut.startswith("1044: ")
    assert "指定された調達機関は存在しません" in shut


def test_what_is_not_whole_is_not_published(tmp_path: Path) -> None:
    """A session that is lost for good, a list that states more than it has, night."""
    place = Place(tmp_path)
    done = run(place, epi(closed=True), saitama(loses=set(range(20, 900))), ibaraki(states=1))
    assert done["epi"]["verdict"] == "blocked", done["epi"]["reason"]
    assert done["saitama"]["verdict"] == "blocked", done["saitama"]["reason"]
    assert "タイムアウト" in done["saitama"]["reason"]
    assert done["ibaraki"]["verdict"] in ("short", "broken"), done["ibaraki"]["reason"]
    ((published,),) = place.query("SELECT count(*) FROM notices WHERE first_seen IS NOT NULL")
    assert published == 0


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("1032", "0620060006600640"),  # 盛岡市, linked by its own site
        ("3038", "0660060006600700"),  # 西和賀町
        ("1792", "062006E007200640"),  # 香芝市
        ("1295", "06200640072006A0"),  # 桜井市, samples/html/sakurai-koukoku.html
    ],
)
def test_a_tenant_s_address_follows_from_its_number(number: str, name: str) -> None:
    assert entries_of(number)[0].endswith(f"KF001ShowAction?name1={name}")


@pytest.mark.parametrize(
    ("body", "total"),
    [
        ("<input name=recCount value=120>全9件", 120),
        ("<script>var n = parseInt('1120');</script>", 1120),
        ("検索結果：<b>1,120</b> 件", 1120),
        ("<select><option>全10件</select>該当件数 <font color=red>120</font>件", 120),
        ("<input type=hidden name=recordNum value=120>", 120),
        ("<input type=hidden name=recordNum value=''>該当するデータはありません", 0),
    ],
)
def test_a_search_says_how_many_it_found(body: str, total: int) -> None:
    page = HtmlResponse("https://h.example/", body=f"<body>{body}</body>".encode("cp932"),
                        encoding="cp932")  # fmt: skip
    assert total_of(page) == total


def test_a_session_stands_in_the_path_or_nowhere() -> None:
    address = "https://h.example/koukai/do/KK401SearchAction;jsessionid=AA.b1?page=2"
    bare = "https://h.example/koukai/do/KK401SearchAction?page=2"
    assert in_session(address, "") == in_session(bare, "") == bare
    assert in_session(bare, ";jsessionid=AA.b1") == address


def test_a_row_is_settled_when_its_last_day_is_past() -> None:
    assert is_before("一般競争入札 2026/08/01 2026/08/20", now().date().replace(year=2027))
    assert not is_before("一般競争入札 2099/01/15 2026/08/20", now().date())
    assert not is_before("一般競争入札 *********", now().date())
    assert [is_retired(one) for one in ("（旧）大里町", "(旧)岩槻市", "川越市")] == [
        True,
        True,
        False,
    ]


ROW = (
    '<tr><td class="listData listCol1">入札結果</td><td class="listData listCol2">{day}</td>'
    '<td class="listData listCol3"><a href="javascript:doEdit030(\'0012960102002501076\')">'
    "五條市立小学校トイレ改修工事</a></td>"
    '<td class="listData listCol6">{winner}</td>'
    "<td class=\"listData listCol7\"><script>var sMoney='{money}';</script></td></tr>"
)
"""A row as a client's code reads it, with cells left out: labels decide, not places."""


@pytest.mark.parametrize(
    ("winner", "money", "read", "issues"),
    [
        ("有希建設（株）", "23970000", ("有希建設（株）", "23970000"), []),
        ("-", "不調", ("不調", ""), []),
        ("-", "取止め・不調", ("-", ""), ["winnerUnclear"]),
        ("※詳細参照", "-", ("", "-"), []),
        ("株式会社見本工業", "*********", ("株式会社見本工業", "*********"), []),
    ],
)
def test_a_row_of_a_list_is_read_by_its_classes(
    winner: str, money: str, read: tuple[str, str], issues: list[str]
) -> None:
    (grid,) = grids(f"<table>{ROW.format(day='2026/05/29', winner=winner, money=money)}</table>")
    (table,) = grid.tables
    meanings = {column.meaning: column.index for column in table.columns}
    (notice,) = table.notices
    row = notice.rows[0]
    assert (row[meanings["winner"]], row[meanings["awardPrice"]]) == read
    assert row[meanings["key"]] == "0012960102002501076"
    assert row[meanings["opened"]] == "2026/05/29"
    assert "signed" not in meanings
    assert [issue.code for issue in notice.issues] == issues


def test_a_row_of_a_contract_prints_the_day_of_the_contract() -> None:
    """開札日／契約日 is one column; which of both it is, the set of the list says."""
    row = ROW.format(day="2026/05/29", winner="有希建設（株）", money="23970000")
    days = [
        [(one.opened, one.signed) for one in notices_of(f"<table>{text}</table>")]
        for text in (row, row.replace("doEdit030", "doEdit040"))
    ]
    assert days == [[("2026-05-29", None)], [(None, "2026-05-29")]]


def notices_of(text: str, **context: str) -> list[Notice]:
    hints = Hints(stage="result", context=context)
    return list(read(Original("https://example.jp/", text.encode("cp932"), now(), hints)).notices)


@pytest.mark.parametrize(
    ("end", "status", "remarks"),
    [("不調", "unsuccessful", [None, "辞退届"]), ("取止め", "cancelled", [None, "辞退届"]),
     ("-", None, [None, "辞退届"])],
)  # fmt: skip
def test_how_a_case_ended_is_said_of_none_of_its_bidders(
    end: str, status: str | None, remarks: list[str | None]
) -> None:
    (notice,) = notices_of(
        f"{CASE}<TABLE><TR><TD class='TableTitle'>結果</TD><TD>{end}</TD></TR></TABLE>"
        "<TABLE><TR><TD>業者名</TD><TD>第1回</TD><TD>摘要</TD></TR>"
        "<TR><TD>株式会社架空建設</TD><TD>23,000,000</TD><TD></TD></TR>"
        "<TR><TD>架空土木株式会社</TD><TD></TD><TD>辞退届</TD></TR></TABLE>"
    )
    assert (notice.status, [bid.remark for bid in notice.bids]) == (status, remarks)


@pytest.mark.parametrize(
    ("printed", "other"),
    [("入札結果", "契約結果"), ("doEdit030", "doEdit040")],
    ids=["cell", "link"],
)
def test_the_day_of_a_contract_is_not_that_of_an_opening(printed: str, other: str) -> None:
    """開札日／契約日 heads both; rows of both kinds in one list are told apart."""
    row = ROW.format(day="2026/05/29", winner="有希建設（株）", money="23970000")
    (grid,) = grids(f"<table>{row}{row.replace(printed, other)}</table>")
    days = [next(one for one in table.columns if one.label == "開札日／契約日").meaning
            for table in grid.tables for _ in table.notices]  # fmt: skip
    assert days == ["opened", "signed"]


@pytest.mark.parametrize(
    ("last", "round_"),
    [("18,800,000", None), ("18,500,000", 3)],
    ids=["says the second round again", "is a third round"],
)
def test_the_last_round_is_no_round_of_its_own_where_it_repeats(
    last: str, round_: int | None
) -> None:
    text = (
        "<TABLE><TR><TD class='TableTitle'>調達案件名称</TD><TD>架空橋補修工事</TD></TR></TABLE>"
        "<TABLE><TR><TD>法人番号</TD><TD>業者名</TD><TD>第1回</TD><TD>第2回</TD><TD>最終回</TD>"
        "<TD>随意契約</TD></TR><TR><TD></TD><TD><FONT COLOR='#CC0033'>株式会社架空建設</FONT></TD>"
        f"<TD>21,000,000</TD><TD>18,800,000</TD><TD>{last}</TD><TD></TD></TR></TABLE>"
    )
    (grid,) = grids(text)
    (column,) = [one for one in grid.tables[0].columns if one.label == "最終回"]
    assert (column.meaning, column.round) == ("bidPrice" if round_ else "ignored", round_)


CASE = "<TABLE><TR><TD class='TableTitle'>案件名称</TD><TD>架空橋補修工事</TD></TR></TABLE>"
"""What stands above the bidders of a case; the pages are invented after clients' code of 2026."""


@pytest.mark.parametrize(
    ("bidders", "firms", "won"),
    [
        (
            "<TR><TD>業者名</TD><TD>第1回</TD><TD>摘要</TD></TR>"
            "<TR><TD><FONT COLOR='#CC0033'>架空建設㈱　本店</FONT></TD><TD>21</TD>"
            "<TD>落札</TD></TR>"
            "<TR><TD>山本店舗㈱　架空支店</TD><TD>22</TD><TD></TD></TR>",
            ["架空建設㈱", "山本店舗㈱　架空支店"],
            ["落札", ""],
        ),
        (
            "<TR><TD>落札者</TD><TD>摘要</TD></TR><TR><TD>架空建設㈱</TD><TD>落札</TD></TR>"
            "<TR><TD>見本工業㈱</TD><TD>落札</TD></TR>",
            ["架空建設㈱", "見本工業㈱"],
            ["落札", "落札"],
        ),
        (
            "<TR><TD>落札者</TD><TD>摘要</TD></TR><TR><TD>不調</TD><TD></TD></TR>",
            ["不調"],
            ["不調"],
        ),
        ("<TR><TH>法人番号</TH><TH>業者名</TH><TH>第1回</TH></TR>", [""], [""]),
    ],
    ids=["bidders of an office", "winners alone", "no winner", "nobody bid"],
)
def test_a_case_is_read_with_its_firms(bidders: str, firms: list[str], won: list[str]) -> None:
    (grid,) = grids(f"<BODY>{CASE}<TABLE>{bidders}</TABLE>金額は税抜きです。</BODY>")
    (table,) = grid.tables
    (notice,) = table.notices
    meanings = {column.meaning: column.index for column in table.columns}
    assert [row[meanings["bidder"]] for row in notice.rows] == firms
    assert [row[meanings["winner"]] for row in notice.rows] == won
    assert all(len(row) == len(table.columns) for row in notice.rows)
    assert table.captions == ["金額は税抜きです。"]


@pytest.mark.parametrize(
    ("printed", "title", "status"),
    [
        ("【※取止め】架空橋補修工事", "架空橋補修工事", "cancelled"),  # as 茨城県 has it (2026)
        ("【取りやめ】架空橋補修工事", "架空橋補修工事", "cancelled"),
        ("架空橋補修工事（※夜間）", "架空橋補修工事（※夜間）", None),
    ],
)
def test_a_title_may_say_that_a_case_was_called_off(
    printed: str, title: str, status: str | None
) -> None:
    pairs = {"工事名": printed, "工事番号": "1", "公開年月日": "2026/08/01"}
    rows = "".join(f"<tr><td class='TableTitle'>{k}</td><td>{v}</td></tr>"
                   for k, v in pairs.items())  # fmt: skip
    page = f"<table>{rows}</table>".encode("cp932")
    (notice,) = read(Original("https://h.example/", page, now(), Hints(stage="tender"))).notices
    assert (notice.title, notice.status) == (title, status)


MONEY = "<script>var sMoney='{}';document.write(tagFormatMoney(sMoney));</script>"
"""As a client's code of 2026 finds it in lists and on the pages of cases."""


def test_prices_that_scripts_write_on_the_page_of_a_case_are_read() -> None:
    label = "<TR><TD class='TableTitle'>"
    facts = (
        f"{label}開札日</TD><TD>2026/08/20</TD></TR>"
        f"{label}予定価格(税抜)</TD><TD>{MONEY.format(2000)}</TD></TR></TABLE>"
    )
    bidders = (
        "<TABLE><TR><TD>業者名</TD><TD>第1回</TD><TD>摘要</TD></TR><TR><TD>架空建設㈱</TD>"
        f"<TD>{MONEY.format(1800)}</TD><TD>落札</TD></TR></TABLE>"
    )
    for stage, below, paid in (("result", bidders, 1800), ("tender", "", None)):
        page = f"<BODY>{CASE.replace('</TABLE>', facts)}{below}</BODY>".encode("cp932")
        (notice,) = read(Original("https://h.example/", page, now(), Hints(stage=stage))).notices
        assert notice.title == "架空橋補修工事"
        assert notice.planned_price is not None
        assert (notice.planned_price.amount, notice.planned_price.tax) == (2000, "excluded")
        assert (notice.award_price.amount if notice.award_price else None) == paid


def test_any_other_page_is_left_to_other_readers() -> None:
    assert grids("<table><tr><th>工事名</th><th>落札者</th></tr></table>") == []
    assert grids("<TD class='TableTitle'>工事名</TD><TD>架空工事</TD>") == []
    title = "<TD class='TableTitle'>"
    pairs = f"{title}落札者</TD><TD>架空建設㈱</TD>{title}落札金額</TD><TD>21</TD>"
    assert grids(f"<TABLE><TR>{pairs}</TR></TABLE>") == []
