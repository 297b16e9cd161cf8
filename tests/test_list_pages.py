"""Ordinary pages of municipalities, crawled from practice sites with the real engine."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from engine import HERE, Place, crawl
from scrapy.http import HtmlResponse, Request, TextResponse

from crawlers.base import DETAIL
from crawlers.crawl import project_settings, spiders
from crawlers.families.content import address_of, own_links, prints_notices, words_of
from crawlers.families.list_page import ListPageSpider
from crawlers.families.list_words import (
    day_updated,
    is_notice_file,
    kind_of,
    leads_to_lists,
    total_in,
)
from crawlers.families.smart_lgov import SmartLGovSpider, day_shown, tree
from crawlers.practice_site import Page, PracticeServer, Site, site_of_pages
from crawlers.practice_sites.list_pages import KAKOGAWA, KAKOGAWA_TOP, list_pages
from pipelines.errors import LayoutChanged
from pipelines.extract.read import extract
from pipelines.lookups import data_path
from pipelines.normalise.notice import normalise
from pipelines.normalise.parties import parties_of
from pipelines.records import Hints

SPIDERS = {
    name: spider
    for name, spider in spiders(project_settings()).items()
    if issubclass(spider, ListPageSpider)
}
NAMES = ["kakogawa_pages", "shiogama_pages", "kumamoto_pages", "tsukuba_pages", "hamamatsu_pages"]
HTML = HERE.parent.parent / "shared" / "samples" / "html"
LONG_AGO = "2020-04-01 09:00:00"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Any, Any, list[str]]:
    """The sites crawled as they are in 令和8年, and again after the turn of the year."""
    place = Place(tmp_path_factory.mktemp("lists"))
    with PracticeServer(list_pages()) as server:
        first = crawl(place, server, {"names": NAMES})
        asked = [path for _, path in server.seen.requests]
        server.sites.update(list_pages((7, 8, 9)))
        second = crawl(place, server, {"names": ["kakogawa_pages", "tsukuba_pages"]})
    return place, first["runs"], second["runs"], asked


def records(place: Place, source: str) -> list[dict[str, Any]]:
    rows = place.query(
        "SELECT v.record FROM notice_versions v JOIN notices n ON n.id = v.notice_id "
        f"WHERE n.source = '{source}' ORDER BY v.record"
    )
    return [json.loads(record) for (record,) in rows]


def test_every_layout_gives_its_notices(crawled: tuple[Place, Any, Any, list[str]]) -> None:
    _, runs, _, asked = crawled
    assert {name: run["verdict"] for name, run in runs.items()} == dict.fromkeys(NAMES, "ok"), runs
    # 加古川: 8 results, 2 calls with one 公告 beside them, 1 plan; 塩竈: 3 pages and a 公告 that
    # they share; 熊本: 2 calls, a 公告, 2 results; つくば: 2 calls, 2 contracts; 浜松: 2 in a PDF.
    counts = {name: run["new"] for name, run in runs.items()}
    assert list(counts.values()) == [12, 4, 8, 4, 2], counts
    never = r"\.docx|shiyosho|yoshiki|sikaku|/99\.html|list04404|/faq/|bid/$|sitemap|300[14]\.html"
    assert [path for path in asked if re.search(never, path)] == []
    assert [run["passed_over"] for run in runs.values()] == [5, 4, 3, 1, 1]
    assert "a guess, isn't there" in runs["hamamatsu_pages"]["reason"]
    assert "dead link" in runs["shiogama_pages"]["reason"]
    assert "4100.html" in runs["shiogama_pages"]["reason"]


def test_what_a_page_says_is_kept(crawled: tuple[Place, Any, Any, list[str]]) -> None:
    place = crawled[0]
    results = [one for one in records(place, "kakogawa_pages") if one["stage"] == "result"]
    same = [one for one in results if one["title"] == "架空橋補修工事"]
    assert [one["opened"] for one in same] == ["2026-04-10", "2026-05-08"], "two cases, one title"
    by_title = {one["title"]: one for one in results}
    assert by_title["架空川浚渫工事"]["status"] == "unsuccessful"
    assert by_title["架空水路改修工事"]["status"] == "cancelled"
    assert by_title["架空公園便所改築工事"]["suppliers"][0]["name"] == "株式会社見本組"  # くじ
    assert by_title["架空通り舗装工事"]["plannedPrice"] == {"undisclosed": True}  # *********
    won = [firm["name"] for firm in by_title["架空測量単価契約"]["suppliers"]]
    assert won == ["株式会社見本測量", "例示測量株式会社"]
    struck = {one["title"]: one.get("status") for one in records(place, "kumamoto_pages")}
    assert struck["架空ホール舞台設備改修工事"] == "cancelled"
    assert struck["架空庁舎警備業務委託"] is None
    buyers = {one["buyer"]["name"] for one in records(place, "tsukuba_pages")}
    assert buyers == {"つくば市"}


def test_the_page_of_a_new_year_is_found(crawled: tuple[Place, Any, Any, list[str]]) -> None:
    place, _, runs, _ = crawled
    assert {name: run["verdict"] for name, run in runs.items()} == dict.fromkeys(runs, "ok"), runs
    assert [runs[name]["new"] for name in ("kakogawa_pages", "tsukuba_pages")] == [1, 1]
    for name in runs:
        assert any("令和9年度" in one["title"] for one in records(place, name)), name


@pytest.mark.skipif(not HTML.is_dir(), reason="../shared/samples is missing")
def test_real_pages() -> None:
    """大和郡山市 令和7年度: 33 links; 那覇市: 公告 and 審査結果 of seven files.

    One of the 33 says no more than a list would (令和7年役務業務委託について): it is read as one.
    """
    url = "https://www.city.yamatokoriyama.lg.jp/shigoto_sangyo/nyusatsu_keiyaku/nyusatsu/R7/index.html"
    start = "https://www.city.yamatokoriyama.lg.jp/shigoto_sangyo/nyusatsu_keiyaku/"
    page = real("yamatokoriyama-announce-r7.html", url)
    kinds: dict[str, set[str]] = {}
    for link in own_links(page):
        address = page.urljoin(link.attrib["href"])
        kinds.setdefault(kind_of(words_of(link), address, url, [start]), set()).add(address)
    assert len(kinds["case"]) == 32
    assert kinds["list"] == {f"{start}nyusatsu/R7/16103.html"}
    page = real("naha-page_proposal.html", "https://www.city.naha.okinawa.jp/business/1.html")
    files = [words_of(a) for a in own_links(page) if a.attrib["href"].endswith((".pdf", ".zip"))]
    assert len(files) == 7
    assert [words[:8] for words in files if is_notice_file(words, "プロポーザル")] == [
        "公告 （PDF ",
        "公募型プロポーザ",
    ]
    page = real("sakurai-koukoku.html", "https://www.city.sakurai.lg.jp/6596.html")
    assert prints_notices(page, set())


HEADS = "<tr><th>件名</th><th>開札日</th></tr>"
FACTS = "<tr><th>開札日</th><td>5月1日</td></tr><tr><th>落札者</th><td>架空建設</td></tr>"
LINKED = f"{HEADS}<tr><td><a href='/1.html'>架空橋補修工事</a></td><td>5月1日</td></tr>"


@pytest.mark.parametrize(
    ("body", "does"),
    [
        ("<p>件名：架空印刷業務<br>落札者：有限会社例示印刷</p>", True),
        ("<dl><dt>件名</dt><dt>契約金額</dt></dl>", True),
        ("<p>日時：5月1日<br>場所：架空会館</p>", False),
        # What is bought stands above.
        (f"<table><caption>架空業務</caption>{FACTS}</table>", True),
        ("<h3>架空業務</h3><dl><dt>公告日</dt><dt>予定価格（税抜）</dt></dl>", True),
        ("<h3>架空会館</h3><dl><dt>場所</dt><dt>担当課</dt></dl>", False),
        # Each row of purchases leads on; a row of one cell names their year.
        (f"<table>{LINKED}</table>", False),
        (f"<table>{LINKED}<tr><td colspan=2>8年度</td></tr></table>", False),
        (f"<table>{LINKED}<tr><td>架空業務</td><td>5月2日</td></tr></table>", True),
    ],
)
def test_which_pages_print_notices(body: str, does: bool) -> None:
    url = "https://www.city.kakuu.example.jp/kekka/index.html"
    page = HtmlResponse(url, body=body.encode(), encoding="utf-8")
    assert prints_notices(page, {"https://www.city.kakuu.example.jp/1.html"}) is does


def test_a_site_without_end_is_cut_and_told() -> None:
    class Short(SPIDERS["shiogama_pages"]):  # type: ignore[misc,name-defined]
        most_cases = 2

    spider = Short()
    links = "".join(
        f'<li><a href="/soshiki/7/{n}.html">架空工事{n}</a></li>' for n in range(4101, 4106)
    )
    [url] = spider.start_urls
    page = HtmlResponse(url, body=links.encode(), encoding="utf-8", request=Request(url))
    assert len(list(spider.parse(page))) == 2
    assert len(spider.out_of_reach) == 1


def test_an_entry_that_leads_nowhere_is_told() -> None:
    spider = SPIDERS["shiogama_pages"]()
    links = (
        '<ul><li><a href="/soshiki/7/4101.html">架空橋補修工事</a></li>'
        "<li><s>架空庁舎清掃業務</s>（中止）</li><li>担当：管財課</li>"
        "<li>物品購入：該当なし</li></ul><ul><li>架空工事を行っています</li></ul>"
        "<h2>5月</h2><ul><li><s>架空公園便所改修工事</s></li></ul>"
    )
    [url] = spider.start_urls
    page = HtmlResponse(url, body=links.encode(), encoding="utf-8", request=Request(url))
    assert len(list(spider.parse(page))) == 1
    [told] = spider.out_of_reach
    assert told == (
        f"2 entries of lists that lead nowhere, such as '架空庁舎清掃業務（中止）', {url}"
    )
    list(spider.parse(page))
    assert [one[:2] for one in spider.out_of_reach] == ["4 "]


@pytest.mark.parametrize(
    ("place", "is_own"), [("sidebar2", False), ("tmp_lnavi", False), ("main_body", True)]
)
def test_which_links_are_a_pages_own(place: str, is_own: bool) -> None:
    body = f'<div id="{place}"><a href="/1.html">架空工事の入札</a></div>'.encode()
    page = HtmlResponse("https://a.example.jp/", body=body, encoding="utf-8")
    assert bool(list(own_links(page))) is is_own


@pytest.mark.parametrize(
    ("href", "address"),
    [
        # as a servlet writes it where no cookie is sent
        ("/kiji1/index.html;jsessionid=0A1B?x=1#top", "https://a.example.jp/kiji1/index.html?x=1"),
        ("http://[", ""),
    ],
)
def test_an_address_is_the_same_in_each_session(href: str, address: str) -> None:
    page = HtmlResponse("https://a.example.jp/", body=f"<a href='{href}'>a</a>".encode())
    assert address_of(page, page.css("a")[0]) == address


def real(name: str, url: str) -> HtmlResponse:
    return HtmlResponse(url, body=(HTML / name).read_bytes(), encoding="utf-8")


HERE_IT_IS = "https://www.city.kakuu.example.jp/nyusatsu/kekka/index.html"


@pytest.mark.parametrize(
    ("words", "path", "kind"),
    [
        ("令和8年度", "/x/1.html", "list"),
        ("令和８年４月入札結果", "/x/2004.html", "list"),
        ("入札・契約情報", "/x/", "list"),
        ("条件付一般競争入札の結果（建設工事）", "/x/9.html", "list"),
        ("プロポーザル", "/www/genre/1/index.html", "list"),
        ("庁舎整備に係る入札結果のページ", "/list00313.html", "list"),
        ("子育て", "/list00314.html", "aside"),
        # 大和郡山市, 2025; 那覇市, 2026
        ("大和郡山市貸切バス賃貸借単価契約入札について", "/x/17083.html", "case"),
        ("令和8年度那覇市LRT需要予測検討業務", "/1012165.html", "case"),
        ("那覇市キッズ職業体験イベント事業", "/1011169.html", "aside"),
        ("那覇市キッズ職業体験イベント事業", "/nyusatsu/kekka/1011169.html", "case"),
        ("工事に伴う通行止めのお知らせ", "/soshiki/6/601.html", "aside"),
        ("通行止めに伴う交通誘導警備業務委託", "/soshiki/6/602.html", "case"),
        ("ごみの収集日カレンダー", "/nyusatsu/kekka/7.html", "aside"),
        ("プロポーザル方式による公募（過年度）", "/nyusatsu/kekka/kako.html", "list"),
        ("入札参加資格審査申請の手引き", "/nyusatsu/kekka/7.html", "aside"),
        ("入札参加資格審査システム構築業務委託", "/x/7.html", "case"),
        ("建設工事請負契約約款", "/x/8.html", "aside"),
        ("電子入札システムについて", "/x/8.html", "aside"),
        ("よくある質問", "/faq/1.html", "aside"),
        ("仕事・産業", "/nyusatsu/", "aside"),
        ("次へ", "/x/?page=2", "next"),
        ("次の20件", "/x/?page=2", "next"),
    ],
)
def test_what_a_link_is(words: str, path: str, kind: str) -> None:
    address = f"https://www.city.kakuu.example.jp{path}"
    assert kind_of(words, address, HERE_IT_IS, [HERE_IT_IS]) == kind


@pytest.mark.parametrize(
    ("words", "page", "is_one"),
    [
        ("公告（PDF：277.5KB）", "", True),
        ("入札結果表", "", True),
        ("仕様書", "入札結果", False),
        ("様式集", "入札結果", False),
        ("架空会館改修工事（PDF：84KB）", "7月の入札結果", True),
        ("架空会館改修工事（PDF：84KB）", "一般競争入札", False),
        ("募集要領", "プロポーザル", False),
    ],
)
def test_which_files_beside_a_case_are_notices(words: str, page: str, is_one: bool) -> None:
    assert is_notice_file(words, page) is is_one


def test_what_lists_print_of_themselves() -> None:
    assert total_in("全57件中 1 - 50件目") == 57
    assert total_in("57件中1から20件を表示") == 57
    assert total_in("3件の応募がありました") is None
    assert day_updated("2026年5月1日更新 架空工事") == "2026-05-01"
    assert day_updated("更新日：令和8年5月1日") == "2026-05-01"
    assert day_updated("令和8年5月1日に開札") is None
    assert leads_to_lists("事業者の方へ")
    assert leads_to_lists("産業・しごと")
    assert not leads_to_lists("架空産業祭の開催")


def tree_of(*pages: dict[str, Any]) -> TextResponse:
    url = f"https://{KAKOGAWA}{KAKOGAWA_TOP}index.tree.json"
    return TextResponse(url, body=json.dumps(pages).encode(), request=Request(url))


def test_a_tree_that_changed_says_so() -> None:
    with pytest.raises(LayoutChanged, match="page_name"):
        tree(tree_of({"title": "入札公告"}))
    with pytest.raises(LayoutChanged, match="url or page_no"):
        tree(tree_of({"page_name": "入札公告"}))
    with pytest.raises(LayoutChanged, match="in JSON"):
        tree(TextResponse("https://a.example.jp/index.tree.json", body=b"<html>"))
    [entry] = tree(tree_of({"page_no": 12, "page_name": "入札公告", "publish_datetime": None}))
    assert entry.url.endswith(f"{KAKOGAWA_TOP}12.html")


def test_a_settled_page_is_told_by_what_the_tree_says_of_it() -> None:
    """Old: settled, and the row holds name and day; of today: not yet; switched off: never."""
    spider = SPIDERS["kakogawa_pages"]()
    name = "架空庁舎清掃業務委託"
    old = {"page_no": 1, "page_name": name, "publish_datetime": LONG_AGO}
    new = {"page_no": 2, "page_name": name, "publish_datetime": "2999-04-01 09:00:00"}
    found = [request.meta[DETAIL] for request in spider.parse_tree(tree_of(old, new))]
    assert [(one.name, one.settled) for one in found] == [("page 1", True), ("page 2", False)]
    assert LONG_AGO in found[0].row
    assert name in found[0].row
    unsure = type("Unsure", (SPIDERS["kakogawa_pages"],), {"changes_shown": False})()
    [request] = unsure.parse_tree(tree_of(old))
    assert not request.meta[DETAIL].settled


def test_the_day_that_a_page_shows() -> None:
    """更新日 as 桜井市 prints it (2026); compared with the tree's day, which may be the first."""
    shown = "<p>更新日：2026年2月02日</p>".encode()
    page = HtmlResponse("https://a.example.jp/1.html", body=shown, encoding="utf-8")
    assert day_shown(page) == "2026-02-02"
    assert day_shown(page.replace(body=b"<p></p>")) == ""


def test_members_hold_facts_only() -> None:
    """At most 25 lines, no methods, and no page of one year or month to begin with."""
    assert len(SPIDERS) >= 41
    assert len({spider.source.bodies for spider in SPIDERS.values()}) == len(SPIDERS)
    for name, spider in SPIDERS.items():
        [path] = (HERE.parent / "spiders").glob(f"p*/{name}.py")
        assert len(path.read_text("utf-8").splitlines()) <= 25, name
        assert "def " not in path.read_text("utf-8")
        for url in (*spider.start_urls, *spider.guesses):
            assert urlsplit(url).hostname in spider.source.hosts
            assert not re.search(r"/(?:r|h|reiwa|heisei)\d+[^/]*/|/20\d\d/", url, re.IGNORECASE), (
                url
            )


CASE = (
    "<h1>架空庁舎清掃業務委託</h1><table><tr><th>件名</th><td>架空庁舎清掃業務委託</td></tr>"
    "<tr><th>履行場所</th><td>架空町1番地</td></tr><tr><th>申請期限</th><td>令和8年5月15日</td></tr>"
    "<tr><th>開札日時</th><td>令和8年5月29日 午前10時</td></tr></table>"
)
LIST = '<h1>入札公告</h1><ul><li><a href="/kouji/4101.html">架空庁舎清掃業務委託</a></li></ul>'
FRONT = '<h1>架空市</h1><nav><a href="/b/">事業者の方へ</a></nav>'


def rows_of(*rows: str) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


UNKNOWN = {
    "kumamoto_pages": rows_of(
        "こうじ|ばしょ|ひらく日|ねだん",
        "架空橋補修工事|架空町|令和8年4月10日|11,000,000円",
        "架空川浚渫工事|見本町|令和8年4月10日|不調",
    ),
    "yatsushiro_pages": rows_of("課|電話|内線", "契約課|0123-45-6789|11", "総務課|0123-45-6780|12"),
}
"""What stands on a page of a list that no label says anything of."""


def test_rows_that_no_label_names_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    """Below a good start page: purchases that nobody can read make the run short, numbers don't."""
    sites: dict[str, Site] = {}
    for name, table in UNKNOWN.items():
        begin = urlsplit(SPIDERS[name].start_urls[0])
        lists = f'{LIST}<ul><li><a href="/list04499.html">令和8年度 入札結果</a></li></ul>'
        pages = {"/kouji/4101.html": html(CASE), "/list04499.html": html(f"<h1>結果</h1>{table}")}
        sites[begin.netloc] = site_of_pages({**pages, begin.path: html(lists)})
    place = Place(tmp_path)
    with PracticeServer(sites) as server:
        runs = crawl(place, server, {"names": list(UNKNOWN)})["runs"]
    short, ok = (runs[name] for name in UNKNOWN)
    assert (short["verdict"], ok["verdict"]) == ("short", "ok"), (short["reason"], ok["reason"])
    told = r"expected the 2 notices that \S+/list04499.html shows, read 0"
    assert re.search(told, short["reason"])
    assert "1 hold no notice and don't say why" in ok["reason"]
    counts = dict(place.query("SELECT source, count(*) FROM notices GROUP BY 1"))
    assert counts == dict.fromkeys(UNKNOWN, 1)  # the case beside it is read all the same


@pytest.mark.slow
def test_every_member_finds_a_case_where_it_begins(tmp_path: Path) -> None:
    """The same invented case below each start page; guesses aren't there."""
    sites: dict[str, Site] = {}
    for spider in SPIDERS.values():
        host = spider.source.hosts[0]
        pages = {"/kouji/4101.html": html(CASE)}
        for url in spider.start_urls:
            path = urlsplit(url).path
            if issubclass(spider, SmartLGovSpider):
                entry = {"page_no": 4101, "page_name": "架空庁舎清掃業務委託"}
                told = json.dumps([{**entry, "url": f"https://{host}/kouji/4101.html"}])
                pages[f"{path}index.tree.json"] = Page(told.encode(), "application/json")
            else:
                pages[path] = html(FRONT if spider.ways else LIST)
        pages["/b/"] = html('<h1>事業者</h1><a href="/c/">入札・契約情報</a>')
        pages["/c/"] = html(LIST)
        sites[host] = site_of_pages(pages)
    place = Place(tmp_path)
    with PracticeServer(sites) as server:
        runs = crawl(place, server, {"names": list(SPIDERS)})["runs"]
    assert {n: r["reason"] for n, r in runs.items() if r["verdict"] != "ok"} == {}
    counts = dict(place.query("SELECT source, count(*) FROM notices GROUP BY 1"))
    assert counts == dict.fromkeys(SPIDERS, 1)


def html(body: str) -> Page:
    return Page(f'<html lang="ja"><meta charset="utf-8"><body>{body}</body>'.encode(), "text/html")


def test_records_of_several_purchases_stand_apart() -> None:
    """浜松市 指名競争入札結果 (drawn): the bidders of each under its own 案件名."""
    book = data_path("practice_files", "list_pages", "shimei_r0804.pdf").read_bytes()
    found = extract(book)
    read = [one for table in found.tables for one in normalise(table, Hints(), "0" * 64)]
    printed = [(one.title, one.method, len(one.bids), one.status) for one in read]
    assert printed == [
        ("架空水路改修工事（架空）", "selective", 4, None),
        ("架空公園便所修繕（架空）", "selective", 2, "unsuccessful"),
    ]
    paid = [one.award_price.amount if one.award_price else None for one in read]
    assert paid == [11_000_000, None]


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        ("株式会社見本警備\n例示警備株式会社", ["株式会社見本警備", "例示警備株式会社"]),
        ("株式会社見本警備、例示警備株式会社", ["株式会社見本警備", "例示警備株式会社"]),
        ("公益財団法人\n架空財団", ["公益財団法人架空財団"]),
        ("株式会社\n架空", ["株式会社架空"]),
        ("木村環境株式会社　港区芝1-2-3", ["木村環境株式会社"]),  # no village of 木
        ("中村道路事務所　　東京都港区芝１－２－３", ["中村道路事務所"]),
        ("港区芝1-2-3 架空ビル㈱内", []),
    ],
)
def test_firms_on_lines_of_their_own(text: str, firms: list[str]) -> None:
    assert [firm.name for firm in parties_of(text).firms] == firms
