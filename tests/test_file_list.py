"""What a list of files says about each file."""

from typing import Any

import pytest
from parsel import Selector
from scrapy.http import HtmlResponse, Request

from crawlers.families.file_list import FileListSpider, context_of, is_file
from crawlers.families.list_links import list_links, names_a_list, parts_of
from crawlers.html import maybe, one, pairs, some
from pipelines.errors import LayoutChanged
from spiders.practice_city import PracticeCity

ADDRESS = "https://www.city.kakuu.example.jp/nyusatsu/kekka/r07.html"
LIST = """
<title>入札結果</title><h1>令和7年度入札結果</h1><h2>工事</h2>
<ul><li><a href="a.XLSX">令和7年4月分（エクセル）</a></li>
<li><a href="get.php?file=b.xls&v=2">令和7年5月分</a></li></ul>
<h2>業務</h2>
<table><caption>月別</caption><tr><th>月</th><th>資料</th></tr>
<tr><th>令和7年8月・9月</th><td><a href="c.ods">保存</a>（3KB）</td></tr></table>
<map><area href="d.zip" alt="令和7年10月分"></map>
<a href="mikata.html">見方</a><a href="leaflet.pdf">PDF</a>
"""


def response(body: str) -> HtmlResponse:
    return HtmlResponse(ADDRESS, body=body.encode(), encoding="utf-8", request=Request(ADDRESS))


def links(body: str) -> list[Selector]:
    links = response(body).css("a[href], area[href]")
    return [link for link in links if is_file(link.attrib["href"])]


def test_each_file_comes_with_what_the_list_printed() -> None:
    assert [context_of(link) for link in links(LIST)] == [
        {"見出し": "工事", "リンク": "令和7年4月分（エクセル）"},
        {"見出し": "工事", "リンク": "令和7年5月分"},
        {"月": "令和7年8月・9月", "資料": "保存（3KB）", "見出し": "月別", "リンク": "保存"},
        {"見出し": "月別", "リンク": "令和7年10月分"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("href", "file"),
    [
        ("kekka.xls", True),
        ("KEKKA.XLSX", True),
        ("kekka.xlsm?20260401", True),
        ("download.php?name=kekka.csv", True),
        ("kekka.zip#top", True),
        ("kekka.pdf", False),
        ("xls/index.html", False),
        ("javascript:void(0)", False),
    ],
)
def test_links_to_files_are_told_from_others(href: str, file: bool) -> None:
    assert is_file(href) is file


@pytest.mark.parametrize(
    ("since", "until", "names"),
    [
        (None, None, ["a", "b", "c", "d"]),
        ("2025-05-10", None, ["b", "c", "d"]),
        (None, "2025-04-30", ["a", "c"]),  # c names no month in its link: always taken
        ("2025-04-01", "2025-05-01", ["a", "b", "c"]),
    ],
)
def test_a_period_passes_over_files_of_other_months(
    since: str | None, until: str | None, names: list[str]
) -> None:
    spider = PracticeCity(since=since, until=until)
    wanted = [link for link in links(LIST) if spider._wanted(link)]
    assert [link.attrib["href"][len("get.php?file=") :][:1] if "?" in link.attrib["href"]
            else link.attrib["href"][:1] for link in wanted] == names  # fmt: skip


def test_a_file_of_several_months_is_always_taken() -> None:
    spider = PracticeCity(since="2025-09-01")
    [link] = links('<a href="c.xlsx">令和7年8月・9月分</a>')
    assert spider._wanted(link)


class Lists(FileListSpider):
    """A list with further lists, at most two pages."""

    name = "lists"
    source = PracticeCity.source
    start_urls = [ADDRESS]  # noqa: RUF012
    pages = "nav a"
    pages_pattern = r"/r\d\d\.html"
    most_pages = 2


def test_a_list_that_has_nothing_must_say_so() -> None:
    assert list(Lists().parse(response("<p>令和7年度の該当はありません。</p>"))) == []
    with pytest.raises(LayoutChanged) as told:
        list(Lists().parse(response("<p>ようこそ</p>")))
    assert str(told.value) == (
        f"expected a link to a workbook or a word such as 該当なし, found neither at {ADDRESS}"
    )


def test_further_lists_are_followed_once_and_up_to_a_cap() -> None:
    def addresses(body: str) -> list[Any]:
        return [request.url for request in Lists().parse(response(body))]  # type: ignore[union-attr]

    two = '<nav><a href="r07.html">7</a><a href="r06.html#top">6</a><a href="/">home</a></nav>'
    assert addresses(two) == ["https://www.city.kakuu.example.jp/nyusatsu/kekka/r06.html"]
    with pytest.raises(LayoutChanged, match="at most 2 list pages"):
        addresses('<nav><a href="r06.html">6</a><a href="r05.html">5</a></nav>')


@pytest.mark.parametrize(
    "words",
    [
        "平成30年度", "令和元年度　入札結果", "Ｈ30年度分はこちら", "2018年度", "工事", "【工事】",
        "建設コンサルタント業務等", "工事・業務", "入札・契約結果一覧（令和2年度）",
        "測量・調査", "過去の入札結果",
    ],
)  # fmt: skip
def test_words_that_name_a_list_lead_on(words: str) -> None:
    assert names_a_list(words)


@pytest.mark.parametrize(
    "words",
    [
        "", "一覧", "ホーム", "入札・契約情報", "工事の実績", "工事事務所", "業務内容", "調査官",
        "平成30年7月豪雨", "令和元年度予算", "2018年度採用", "入札結果の見方", "設計図書",
    ],
)  # fmt: skip
def test_other_words_do_not(words: str) -> None:
    assert not names_a_list(words)


def test_only_pages_of_the_same_site_are_lists() -> None:
    page = """<a href="r06.html">ここ</a><a href="r06.html#top">令和6年度</a>
    <a href="kako/h29nendo/"><img src="b.gif" alt="ボタン"></a><a href="/koji/">工事</a>
    <a href="/saiyo/2018/">採用</a><a href="r06.pdf">令和6年度</a><a href="a.xlsx">工事</a>
    <a href="https://www.example.jp/r06.html">令和6年度</a><a href="mailto:a@b.jp">工事</a>
    <a href="javascript:go(2018)">令和5年度</a><a href="mikata.html">見方</a>"""
    site = "https://www.city.kakuu.example.jp"
    assert list_links(response(page), [ADDRESS]) == [
        f"{site}/nyusatsu/kekka/r06.html",
        f"{site}/nyusatsu/kekka/kako/h29nendo/",
        f"{site}/koji/",
    ]


def test_frames_and_the_page_it_sends_readers_on_to_are_parts_of_a_page() -> None:
    page = """<meta http-equiv="refresh" content="0;URL=new/"><frameset><frame src="menu.html">
    <frame src="https://www.example.jp/ad.html"></frameset>"""
    folder = ADDRESS.rpartition("/")[0]
    assert parts_of(response(page)) == [f"{folder}/menu.html", f"{folder}/new/"]
    assert parts_of(response('<meta http-equiv="refresh" content="300">')) == []


def test_selectors_say_how_much_they_expect() -> None:
    found = response(LIST)
    assert one(found, "h1").css("::text").get() == "令和7年度入札結果"
    assert maybe(found, "h6") is None
    assert len(some(found, "h2")) == 2
    assert pairs(Selector("<table><tr><td>a</td></tr></table>").css("tr")[0]) == {}
    for call in (lambda: one(found, "h2"), lambda: some(found, "h6"), lambda: maybe(found, "h2")):
        with pytest.raises(LayoutChanged, match=f"at {ADDRESS}"):
            call()
