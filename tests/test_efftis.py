"""efftis PPUBC: tenants crawled with the real engine, against a practice site; its lists read."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from engine import Place, crawl
from scrapy.http import HtmlResponse

from crawlers.families import efftis_pages as pages
from crawlers.practice_site import PracticeServer
from crawlers.practice_sites.efftis import Tenant, sites
from crawlers.practice_sites.efftis_lists import RESULTS, Case
from pipelines.extract.efftis import Entry, entries
from pipelines.link import link
from pipelines.reading import read
from pipelines.records import Hints, Notice, Original
from pipelines.store.session import open_store
from pipelines.times import now

MANY = [
    Case(f"2026{n:06}", f"架空{n}号工事", screen=RESULTS, winner=f"架空{n}組",
         opened=f"令和8年8月{n // 20 + 1}日")
    for n in range(1, 108)
]  # fmt: skip
SAME = [
    Case("2026000001", "架空の調査", kind="01", screen=RESULTS, opened="令和8年8月1日"),
    Case("2026000001", "架空の設計", kind="01", screen=RESULTS, opened="取止め"),
    Case("2026000001", "去年の調査", kind="01", screen=RESULTS, year=2025, opened="取止め"),
]
"""Cases of another list than the first of ``MANY``, with its number."""
TURN = [
    Case("12", "架空の橋工事", year=2025, screen=RESULTS, winner="架空組", opened="令和8年4月7日"),
    Case("12", "架空の池工事", year=2026, screen=RESULTS, winner="架空組", opened="令和8年6月2日"),
    Case("13", "架空の堤工事", year=2026, screen=RESULTS, opened="取止め", state="取止め"),
    Case("13", "架空の堰工事", year=2025, screen=RESULTS, opened="取止め", state="取止め"),
]
"""Cases at the turn of a year: one was called in the old year and opened in the new one."""
Runs = dict[str, dict[str, Any]]


def run(place: Place, tenants: dict[str, Tenant]) -> tuple[Runs, Counter[str]]:
    """A crawl of the spiders of these hosts; what each run says, and the paths asked for."""
    hosts = {f"{name.removesuffix('_shared')}.efftis.jp": t.answer for name, t in tenants.items()}
    with PracticeServer(hosts) as server:
        done = crawl(place, server, {"names": list(tenants)})
        asked = Counter(path.partition("?")[0] for _, path in server.seen.requests)
    return done["runs"], asked


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Runs]:
    """The tenants of the practice site, all in one crawl."""
    place = Place(tmp_path_factory.mktemp("efftis"))
    names = ["kakogawa", "nara", "tawaramoto", "iwaki", "toyama_shared", "akita"]
    turn = {"akita.efftis.jp": Tenant(TURN, links=False).answer}
    with PracticeServer(sites() | turn) as server:
        done = crawl(place, server, {"names": names})
    return place, done["runs"]


def records(place: Place, source: str, stage: str) -> dict[str, dict[str, Any]]:
    rows = place.query(
        "SELECT v.record FROM notices n JOIN notice_versions v ON v.notice_id = n.id "
        f"WHERE n.source = '{source}' AND n.stage = '{stage}'"
    )
    return {record["title"]: record for record in (json.loads(row[0]) for row in rows)}


@pytest.mark.parametrize(
    ("name", "notices"),
    [("kakogawa", 17), ("nara", 17), ("tawaramoto", 5), ("iwaki", 17), ("toyama_shared", 2)],
)
def test_what_the_lists_state_is_kept(crawled: tuple[Place, Runs], name: str, notices: int) -> None:
    place, runs = crawled
    assert runs[name]["verdict"] == "ok", runs[name]["reason"]
    assert runs[name]["stated"] == runs[name]["found"] == notices
    ((kept,),) = place.query(f"SELECT count(*) FROM notices WHERE source = '{name}'")
    assert kept == notices


def test_a_screen_that_is_switched_off_is_told(crawled: tuple[Place, Runs]) -> None:
    told = crawled[1]["tawaramoto"]["out_of_reach"]
    assert [line.partition(":")[0] for line in told] == [
        "建設工事 入札・契約結果、業務委託 入札・契約結果、物品 入札・契約結果"
    ]


@pytest.mark.parametrize("name", ["kakogawa", "nara", "iwaki"])
def test_results_are_read_by_their_labels(crawled: tuple[Place, Runs], name: str) -> None:
    """The header says Shift_JIS at two of them, and the bytes are UTF-8 at all."""
    found = records(crawled[0], name, "result")
    assert found["架空橋補修工事"]["opened"] == "2026-08-03"
    assert found["架空橋補修工事"]["suppliers"][0]["name"] == "架空建設株式会社"
    assert found["架空川護岸工事"]["status"] == "unsuccessful"
    assert found["架空下水道管渠工事"]["status"] == "cancelled"  # 開札日: 取止め
    assert not found["架空公園整備工事"].keys() & {"suppliers", "status"}  # 未公開
    assert "suppliers" not in found["架空市営住宅解体工事"]  # *********
    several = [firm["name"] for firm in found["架空街路樹植栽工事"]["suppliers"]]
    assert several == ["架空造園㈱", "有限会社練習緑化"]
    assert [found[title]["category"] for title in ("庁舎清掃業務", "複写機用紙")] == [
        "services", "goods",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["kakogawa", "iwaki"])
def test_the_page_of_a_notice_is_read_with_its_row(crawled: tuple[Place, Runs], name: str) -> None:
    """At iwaki the script of the links stands in a file: the first page is tried."""
    notice = records(crawled[0], name, "tender")["架空市道1号線舗装工事"]
    price = {"amount": 12345000, "currency": "JPY", "tax": "excluded"}
    assert (notice["plannedPrice"], notice["deadline"]) == (price, "2026-09-24")
    masked = records(crawled[0], name, "tender")["架空市道4号線舗装工事"]
    assert masked["plannedPrice"] == {"undisclosed": True}  # *********
    assert (notice["published"], notice["key"]) == ("2026-09-01", "工事 0001-2026-2026000101")


@pytest.mark.parametrize("name", ["kakogawa", "iwaki"])
def test_the_page_behind_a_result_tells_its_price(crawled: tuple[Place, Runs], name: str) -> None:
    won = records(crawled[0], name, "result")["架空橋補修工事"]
    assert won["awardPrice"] == {"amount": 11000000, "currency": "JPY", "tax": "excluded"}


@pytest.mark.parametrize(
    ("printed", "body", "name", "department"),
    [
        ("いわき市水道局", "JP-JCN-9000020072044", "いわき市", "水道局"),
        ("いわき市", "JP-JCN-9000020072044", "いわき市", None),
        ("いわき市水道局", None, "いわき市水道局", None),  # nobody says whose list it is
        ("双葉地方水道企業団", "JP-JCN-9000020072044", "双葉地方水道企業団", None),
    ],
)
def test_an_office_of_the_city_whose_site_it_is(
    printed: str, body: str | None, name: str, department: str | None
) -> None:
    page = (
        "<script>PPUBC00800</script><table><tr><th>契約番号<th>件名<th>調達機関<th>開札日"
        f"<tr><td>1<td>甲工事<td>{printed}<td>令和8年8月3日</table>"
    )
    hints = Hints(stage="result", body=body)
    (notice,) = read(Original("https://example.jp/", page.encode(), now(), hints)).notices
    assert notice.buyer is not None
    assert (notice.buyer.name, notice.buyer.id) == (name, body if name == "いわき市" else None)
    assert notice.department == department


@pytest.mark.parametrize(
    ("label", "word", "status"),
    [
        ("開札日", "取止め", "cancelled"),
        ("落札者", "審査中", None),
        ("落札者", "不調", "unsuccessful"),
    ],
)
def test_how_a_case_stands_in_its_list_is_read_with_its_page(
    label: str, word: str, status: str | None
) -> None:
    """The page has a day all the same, and no word where the list has no firm."""
    heads, texts = ["契約番号", "件名", label], ["1", "甲工事", word]
    lines = ("".join(f"<{tag}>{one}" for one in row) for tag, row in (("th", heads), ("td", texts)))
    (entry,) = entries(f"<table><tr>{'<tr>'.join(lines)}</table>")
    pairs = {"契約番号": "1", "件名": "甲工事", "開札日": "令和8年8月3日"}
    rows = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in pairs.items())
    body = f"<script>PPUBC00900</script><table>{rows}</table>".encode()
    hints = Hints(stage="result", context={**entry.printed(), "keiyakuNo": "0001-2026-1"})
    (notice,) = read(Original("https://example.jp/", body, now(), hints)).notices
    assert (notice.opened, notice.suppliers, notice.status) == ("2026-08-03", [], status)


def test_a_list_that_comes_again_is_no_page_of_an_entry() -> None:
    head = "<tr><th>契約番号<th>件名<th>開札日"
    rows = [f"<tr><td>{n}<td>架空{n}号工事<td>令和8年8月3日" for n in (1, 2)]
    listed, own = (page(f"<table>{head}{body}</table>") for body in ("".join(rows), rows[0]))
    (first, *_) = entries(listed.text)
    assert not pages.tells_of(listed, first)
    assert pages.tells_of(own, first)


def test_the_year_of_a_list_is_that_of_its_numbers(crawled: tuple[Place, Runs]) -> None:
    """A cancelled case without a day has a year; one number of two years is two processes.

    Of 607 results of a tenant 18 were cancelled and had no day (2026).
    """
    place = crawled[0]
    found = records(place, "akita", "result")
    years = {title: one["fiscalYear"] for title, one in found.items()}
    assert years == {
        "架空の橋工事": 2025, "架空の池工事": 2026, "架空の堤工事": 2026, "架空の堰工事": 2025,
    }  # fmt: skip
    assert "opened" not in found["架空の堤工事"]  # no day is made up
    store = open_store(place.store)
    linked = link(store)
    store.close()
    assert (linked.failed, "no-fiscal-year" in linked.left_out) == ((), False)
    told = place.query(
        "SELECT p.title, p.fiscal_year, r.json FROM notices n JOIN links l ON l.notice_id = n.id "
        "JOIN processes p ON p.ocid = l.ocid JOIN releases r ON r.notice_id = n.id "
        "WHERE n.source = 'akita'"
    )
    assert {title: year for title, year, _ in told} == years
    releases = [json.loads(release) for _, _, release in told]
    assert len({release["ocid"] for release in releases}) == len(releases) == 4
    assert {release["tender"]["fiscalYear"] for release in releases} == {2025, 2026}
    # without a day, the release has that of the first sight
    basis = {one["title"]: one["sources"][0]["dateBasis"] for one in releases}
    assert (basis["架空の橋工事"], basis["架空の堤工事"]) == ("stated", "observed")


@pytest.mark.parametrize(
    ("form", "year", "printed"),
    [
        ("<select name=k.selNendo><option value=2026>令和8年度<option value=2025>令和7年度"
         "</select>", {"k.selNendo": "2025"}, "令和7年度"),
        ("<input type=radio name=nendo value=08 id=a><label for=a>令和8年度</label>"
         "<input type=radio name=nendo value=07 id=b><label for=b>令和7年度</label>",
         {"nendo": "07"}, "令和7年度"),
        ("<label><input type=radio name=nendo value=08>令和8年度</label>", {"nendo": "08"},
         "令和8年度"),
        ("<input type=radio name=nendo value=08>令和8年度<br>"
         "<input type=radio name=nendo value=07>令和7年度", {"nendo": "07"}, "令和7年度"),
        ("<input type=radio name=nendo value=08>", {"nendo": "08"}, "08"),
        ("<select name=selYear><option value=2026>2026</select>", {"selYear": "2026"}, ""),
        ("<input name=kenmei>", {}, ""),
    ],
)  # fmt: skip
def test_a_year_is_told_as_the_form_prints_it(
    form: str, year: dict[str, str], printed: str
) -> None:
    (found,) = page(f"<form>{form}</form>").css("form")
    assert pages.printed_year(found, year) == printed


def test_one_number_of_two_bodies_is_two_notices(crawled: tuple[Place, Runs]) -> None:
    rows = crawled[0].query(
        "SELECT v.record FROM notices n JOIN notice_versions v ON v.notice_id = n.id "
        "WHERE n.source = 'toyama_shared'"
    )
    assert {json.loads(row)["buyer"]["name"] for (row,) in rows} == {"富山市", "高岡市"}


def test_other_ways_of_a_tenant(tmp_path: Path) -> None:
    """Rows that change places, a list that hides some, no menu, no page behind a link; a session
    that is lost is begun once more, and then no more."""
    place = Place(tmp_path)
    runs, asked = run(
        place,
        {
            "kakogawa": Tenant(MANY, unstable=3, links=False),
            "akashi": Tenant(MANY[:60], hides=2),
            "ise": Tenant(MANY[:3] + SAME, bare=True, links=False),
            "iwaki": Tenant([Case("7", "架空の工事")], silent=True, gone=True),
            "akita": Tenant(MANY, loses=9),
            "toyama_shared": Tenant(
                [Case("1", "架空の工事", office="富山市")],
                "/ebid02/PPI/Public/",
                links=False,
                offices={"0201": "富山市", "0202": "高岡市"},
                closed=frozenset(["0202"]),
            ),
            "sakai": Tenant(MANY[:9], "/ebid01/PPI/Public/", loses=3),
        },
    )
    said = {name: one["verdict"] for name, one in runs.items()}
    assert said == {
        "kakogawa": "ok", "akashi": "short", "ise": "ok", "iwaki": "ok", "akita": "ok",
        "toyama_shared": "ok", "sakai": "blocked",
    }, {name: one["reason"] for name, one in runs.items()}  # fmt: skip
    assert runs["kakogawa"]["stated"] == runs["kakogawa"]["found"] == 107
    assert asked["/PPI/Public/PPUBC00800!next"] > 4
    assert (runs["akashi"]["stated"], runs["akashi"]["found"]) == (62, 60)
    assert runs["akita"]["stated"] == runs["akita"]["found"] == 107
    kept = place.query("SELECT id FROM notices WHERE source = 'ise'")
    assert runs["ise"]["found"] == len(kept) == 3 + len(SAME)
    store = open_store(place.store)
    link(store)
    store.close()
    of_ise = "SELECT l.ocid FROM links l JOIN notices n ON n.id = l.notice_id"
    ocids = {ocid for (ocid,) in place.query(f"{of_ise} WHERE n.source = 'ise'")}
    assert len(ocids) == len(kept)  # works and services with one number are not one purchase
    assert runs["toyama_shared"]["out_of_reach"] == [
        "could not be entered: 高岡市 (the site says 'status 404')"
    ]
    assert "no address is told" in runs["iwaki"]["out_of_reach"][0]


def test_a_second_crawl_changes_nothing(crawled: tuple[Place, Runs]) -> None:
    place = crawled[0]
    before = place.content()
    with PracticeServer(sites()) as server:
        again = crawl(place, server, {"names": ["kakogawa"]})["runs"]["kakogawa"]
    assert (again["verdict"], again["new"], again["changed"]) == ("quiet", 0, 0)
    assert place.content()["versions"] == before["versions"]


def notices(rows: list[list[str]], heads: int, head: str = "th") -> list[Notice]:
    """The notices of a list whose first rows are its header, nothing merged."""
    lines = "".join(
        "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in row) + "</tr>"
        for place, row in enumerate(rows)
        for tag in [head if place < heads else "td"]
    )
    page = f"<script>var screenid = 'PPUBC0080000'</script><table>{lines}</table>"
    original = Original("https://example.jp/", page.encode(), now(), Hints(stage="result"))
    return list(read(original).notices)


SEVEN = ["契約番号", "発注機関", "件名", "工種", "入札方式", "落札者", "詳細"]


@pytest.mark.parametrize(
    ("heads", "entry", "expected"),
    [
        (  # 奈良: the row of days has no place
            [SEVEN, ["電子/紙", "開札日"]],
            [["1", "契約課", "甲工事", "土木", "一般", "甲組", ""], ["電子", "令和8年8月3日"]],
            ("甲工事", "2026-08-03", ["甲組"], None, None),
        ),
        (  # 田原本: it has
            [SEVEN, ["工事場所", "電子/紙", "開札日", "状態"]],
            [["1", "", "甲工事", "土木", "一般", "", ""], ["町内", "紙", "令和8年8月3日", "不調"]],
            ("甲工事", "2026-08-03", [], "unsuccessful", None),
        ),
        (  # three rows, as notices have
            [SEVEN, ["提出期限"], ["工事場所", "調達手段", "公告日", "開札日"]],
            [["1", "", "甲工事", "土木", "一般", "入札中", ""], ["令和8年8月1日"],
             ["町内", "電子", "令和8年7月1日", "取止め"]],
            ("甲工事", None, [], "cancelled", "2026-08-01"),
        ),
        (  # 堺: one row
            [["契約番号", "件名", "工事場所", "工種(等級)", "入札方式", "状態", "詳細"]],
            [["1", "甲工事", "町内", "土木(A)", "一般", "落札（くじ）", ""]],
            ("甲工事", None, [], None, None),
        ),
    ],
    ids=["nara", "tawaramoto", "notices", "sakai"],
)  # fmt: skip
@pytest.mark.parametrize("head", ["th", "td"])
def test_labels_stand_where_their_values_do(
    heads: list[list[str]], entry: list[list[str]], expected: tuple[Any, ...], head: str
) -> None:
    found = notices([*heads, *entry, *entry], len(heads), head)
    assert len(found) == 2
    for one in found:
        firms = [firm.name for firm in one.suppliers]
        assert (one.title, one.opened, firms, one.status, one.deadline) == expected
        assert one.issues == []


def test_a_label_that_reaches_down_moves_no_other() -> None:
    """契約番号 covers two rows of the header, and one of each entry (加古川, a client's code)."""
    head = "".join(f"<th{' rowspan=2' if label == '契約番号' else ''}>{label}</th>"
                   for label in SEVEN)  # fmt: skip
    first = "".join(f"<td>{text}</td>" for text in ["1", "", "甲工事", "土木", "一般", "甲組", ""])
    entry = f"<tr>{first}</tr><tr><td>電子</td><td>令和8年8月3日</td></tr>"
    body = (
        f"<script>PPUBC00800</script><table><tr>{head}</tr><tr><th>電子</th><th>開札日</th></tr>"
        f"{entry * 2}</table>"
    )
    found = read(Original("https://example.jp/", body.encode(), now(), Hints(stage="result")))
    assert [one.opened for one in found.notices] == ["2026-08-03"] * 2


def page(body: str) -> HtmlResponse:
    return HtmlResponse("https://x.efftis.jp/PPI/Public/PPUBC00100", body=body.encode())


def test_a_menu_is_read_however_it_links() -> None:
    """奈良 writes the address, 堺 calls a function (clients' copies and code, 2026)."""
    menu = page(
        "<div class='submenu PPUBC0020000' onclick=\"location.href='PPUBC00100!link?screenId="
        "PPUBC00200&amp;chotatsu_kbn=00';\">発注見通し</div>"
        "<div class='submenu' onclick=\"location.href='PPUBC00100!link?screenId="
        "PPUBC00410&amp;chotatsu_kbn=11';\">入札公告情報</div>"
        "<a href='#' onclick=\"execLink('PPUBC00700','00')\">入札契約結果</a>"
        "<a href='#' onclick=\"execLink('PPUBC01200','00')\">公告</a>"
        "<div class='submenu-disable' onclick=\"execLink('PPUBC00700','01')\">入札・契約結果</div>"
    )
    found = {str(screen): screen.told for screen in pages.screens(menu)}
    assert found == {"tender PPUBC00410 11": True, "result PPUBC00700 00": True,
                     "tender PPUBC01200 00": False}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "since", "years"),
    [
        ("<select name=k.selNendo><option value=''><option value=2026><option value=2025>", None,
         [{"k.selNendo": "2026"}, {"k.selNendo": "2025"}]),
        ("<select name=k.selNendo><option value=2026><option value=2025></select>",
         date(2026, 4, 1), [{"k.selNendo": "2026"}]),
        ("<input type=radio name=nendo value=08><input type=radio name=nendo value=07>",
         date(2026, 4, 1), [{"nendo": "08"}, {"nendo": "07"}]),  # 田原本 has radio buttons
        ("<input name=kenmei>", None, [{}]),
    ],
)  # fmt: skip
def test_every_year_that_a_form_offers_is_asked_for(
    form: str, since: date | None, years: list[dict[str, str]]
) -> None:
    (found,) = page(f"<form>{form}</form>").css("form")
    assert pages.years(found, since) == years


@pytest.mark.parametrize(
    ("words", "total", "last"),
    [
        ("全57件中 51 - 57件目", 57, 57),
        ("全１，２３４件中 1 － 50件目", 1234, 50),
        ("全0件中", 0, 0),
    ],
)
def test_a_list_states_its_total(words: str, total: int, last: int) -> None:
    shown = pages.shown(page(f"<body>{words}</body>"), 0)
    assert (shown.total, shown.last) == (total, last)


def test_a_script_says_where_the_pages_of_entries_are() -> None:
    entry = Entry((), 0, 0, "link", ("0001", "2026", "77"))
    script = (
        "function link(a, b, c) { f('./PPUBC00500!kenmeiLink?o=' + a + '&n=' + b + '&k=' + c); }"
    )
    assert pages.address_of(page(f"<script>{script}</script>"), entry) == (
        "PPUBC00500!kenmeiLink?o=0001&n=2026&k=77"
    )
    assert pages.address_of(page("<script src=list.js></script>"), entry) is None
