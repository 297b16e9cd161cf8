"""Ordinary sites of cities that publish on their own pages, all of it invented, in five layouts.

加古川市 is made with SMART L-Gov (its categories answer ``index.tree.json``), 塩竈市 with the list
product, 熊本市 with that of the Kyushu line, つくば市 with the one of seven-digit ids, and 浜松市
links PDF files. Beside the notices stand what is none: forms, guides, applications.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from crawlers.practice_site import Asked, Page, Site, site_of_pages
from pipelines.lookups import data_path

KAKOGAWA, KAKOGAWA_TOP = "www.city.kakogawa.lg.jp", "/jigyoshanokatae/nyusatsukeiyaku/"
SHIOGAMA, SHIOGAMA_TOP = "www.city.shiogama.miyagi.jp", "/life/5/46/303/"
KUMAMOTO, KUMAMOTO_TOP = "www.city.kumamoto.jp", "/list04401.html"
TSUKUBA, TSUKUBA_TOP = "www.city.tsukuba.lg.jp", "/nusatsu/joho/"
HAMAMATSU, HAMAMATSU_TOP = "www.city.hamamatsu.shizuoka.jp", "/tyotatu/bid/consignment/ippan/"

YEARS = (7, 8)
"""The years of 令和 that the sites have pages for; a test adds the next."""

_RESULT_HEADS = (
    "工事名", "工事場所", "開札日", "予定価格（税抜）", "落札者", "落札金額（税抜）", "備考",
)  # fmt: skip
RESULTS: Mapping[int, Sequence[Sequence[str]]] = {
    4: (
        ("架空橋補修工事", "架空町", "令和8年4月10日", "12,000,000円", "架空建設株式会社",
         "11,000,000円", ""),
        ("架空川浚渫工事", "架空町", "令和8年4月10日", "9,800,000円", "不調", "－", "入札者なし"),
        ("架空公園便所改築工事", "見本町", "令和8年4月10日", "5,000,000円", "株式会社見本組",
         "4,600,000円", "落札（くじ）"),
        ("架空小学校屋根改修工事", "見本町", "令和8年4月24日", "88,000,000円",
         "架空・見本特定建設工事共同企業体", "80,100,000円", ""),
        ("架空通り舗装工事", "例示町", "令和8年4月24日", "*********", "例示工業株式会社",
         "7,200,000円", ""),
        ("架空測量単価契約", "架空町ほか", "令和8年4月24日", "非公表",
         "株式会社見本測量<br>例示測量株式会社", "1,200円", "2者と契約"),
        ("架空水路改修工事", "例示町", "令和8年4月24日", "3,000,000円", "取止め", "－", ""),
    ),
    5: (("架空橋補修工事", "架空町", "令和8年5月8日", "12,000,000円", "架空建設株式会社",
         "11,000,000円", ""),),
}  # fmt: skip
"""Months → results: the fifth has a case with the title and firm of another in the fourth."""


def list_pages(years: Sequence[int] = YEARS) -> dict[str, Site]:
    """The sites by host; ``years``: for which years of 令和 they have pages."""
    return {
        KAKOGAWA: _kakogawa(years),
        SHIOGAMA: _shiogama(),
        KUMAMOTO: site_of_pages(_kumamoto()),
        TSUKUBA: site_of_pages(_tsukuba(years)),
        HAMAMATSU: site_of_pages(_hamamatsu()),
    }


def _kakogawa(years: Sequence[int]) -> Site:
    root = f"https://{KAKOGAWA}{KAKOGAWA_TOP}"
    pages: dict[str, Page] = {}
    trees: dict[str, list[dict[str, Any]]] = {}

    def leaf(number: int, name: str, body: str, day: str, folder: str = "") -> dict[str, Any]:
        pages[f"{KAKOGAWA_TOP}{folder}{number}.html"] = _smart(name, body, day)
        return _entry(number, name, f"{root}{folder}{number}.html", f"{day} 09:00:00")

    def category(number: int, name: str, folder: str, below: list[Any], **more: Any) -> Any:
        entry = _entry(number, name, f"{root}{folder}index.html", "2020-04-01 00:00:00", True)
        trees[folder] = [{**entry, "child_pages": below}]
        return {**entry, "child_pages": below, **more}

    calls = []
    for year in years:
        folder, day = f"kokoku/r{year}/", f"{2018 + year}-05-01"
        title = f"架空庁舎清掃業務委託（令和{year}年度）"
        page = leaf(1000 + year, f"【入札公告】{title}", _call(title, year), day, folder)
        # The tree above names the year only: what is in it, its own tree says.
        calls.append(category(100 + year, f"令和{year}年度", folder, [page], child_pages=[]))
    months = [
        leaf(2000 + month, f"令和8年{month}月入札結果", _table(_RESULT_HEADS, rows), "2026-06-01",
             "kekka/")
        for month, rows in RESULTS.items()
    ]  # fmt: skip
    form = leaf(3001, "入札参加資格審査申請書（様式）", "<a href='y.docx'>様式</a>", "2026-01-05")
    plan = leaf(3002, "令和8年度発注見通し", f"<h2>4月公表</h2>{_plan()}", "2026-04-01", "mitoshi/")
    none = leaf(3003, "随意契約の結果", "<p>現在、該当する案件はありません。</p>", "2026-04-01")
    guide = leaf(3004, "入札・契約制度の概要", "<p>制度の説明です。</p>", "2020-04-01")
    category(1, "入札・契約", "", [
        category(2, "入札公告", "kokoku/", calls),
        category(3, "入札結果", "kekka/", months),
        category(4, "発注見通し", "mitoshi/", [plan]),
        category(5, "入札参加資格申請", "sikaku/", [form]),
        none, guide,
    ])  # fmt: skip
    pages[f"/material/files/group/40/koukoku{YEARS[-1]}.pdf"] = _file("koukoku_12.pdf")

    def site(asked: Asked) -> Page | None:
        folder, _, name = asked.path.removeprefix(KAKOGAWA_TOP).rpartition("/")
        if name == "index.tree.json" and (found := trees.get(folder and f"{folder}/")):
            return Page(json.dumps(found, ensure_ascii=False).encode(), "application/json")
        return pages.get(asked.path)

    return site


def _entry(
    number: int, name: str, url: str, published: str, is_category: bool = False
) -> dict[str, Any]:
    return {
        "page_no": number, "page_name": name, "url": url, "category_no": number // 100,
        "is_category_index": is_category, "publish_datetime": published, "child_pages": [],
    }  # fmt: skip


def _shiogama() -> Site:
    """A list that states three entries, on three pages: the last has none; one link is dead."""

    def item(number: int, day: str, words: str) -> str:
        link = f'<a href="/soshiki/7/{number}.html">{words}</a>'
        return f'<li><span class="date">{day}更新</span> {link}</li>'

    first = "".join(
        (
            item(4101, "2026年5月1日", "架空体育館照明改修工事に係る条件付一般競争入札"),
            item(4102, "2026年4月20日", "架空給食配送業務委託公募型プロポーザルの実施について"),
        )
    )
    second = item(4103, "2026年4月1日", "架空公用車の購入【中止】")
    guide = item(4104, "2024年4月1日", "電子入札システムの利用について")
    gone = '<h2>その他</h2><a href="/soshiki/7/4100.html">架空旧庁舎解体工事の入札結果</a>'
    pages = {
        SHIOGAMA_TOP: _html(
            "入札・契約", f'<p>全3件中1から2件</p><ul>{first}</ul><a href="?page=2">次へ</a>'
            '<h2>関連情報</h2><a href="/soshiki/7/99.html">入札参加資格審査申請の手引き</a>'
        ),
        f"{SHIOGAMA_TOP}?page=2": _html(
            "入札・契約", f'<p>全3件中3件目</p><ul>{second}</ul>{gone}<a href="?page=3">次へ</a>'
        ),
        f"{SHIOGAMA_TOP}?page=3": _html("入札・契約", f"<ul>{guide}</ul>"),
    }  # fmt: skip
    for number, title in (
        (4101, "架空体育館照明改修工事"),
        (4102, "架空給食配送業務委託"),
        (4103, "架空公用車の購入【中止】"),
    ):
        pages[f"/soshiki/7/{number}.html"] = _html(title, _call(title, 8, "/uploaded/attachment"))
    pages["/uploaded/attachment/koukoku8.pdf"] = _file("koukoku_12.pdf")

    def site(asked: Asked) -> Page | None:
        page = asked.value("page")
        return pages.get(f"{asked.path}?page={page}" if page else asked.path)

    return site


def _kumamoto() -> dict[str, Page]:
    """Lists by number, one of them empty; one link is struck through: called off."""
    blocks = "".join(
        f"<p>件名：{title}<br>開札日：令和8年5月20日<br>落札者：{firm}<br>落札金額：{paid}</p>"
        for title, firm, paid in (
            ("架空印刷業務", "有限会社例示印刷", "880,000円（税抜）"),
            ("架空警備業務", "株式会社見本警備、例示警備株式会社", "1,200,000円（税抜）"),
            ("架空測量業務", "株式会社見本測量", "640,000円（税抜）<br>備考：落札（くじ）"),
            ("架空受付業務", "例示警備株式会社", "*********"),
            ("架空橋梁点検業務", "架空・見本設計共同企業体", "7,300,000円（税抜）"),
        )
    )
    return {
        KUMAMOTO_TOP: _html(
            "入札・契約", '<ul><li><a href="/list04402.html">入札公告</a></li>'
            '<li><a href="/list04403.html">入札結果</a></li>'
            '<li><a href="/list04404.html">業者登録・指名停止</a></li>'
            '<li><a href="/list04405.html">随意契約の結果</a></li></ul>'
        ),
        "/list04402.html": _html(
            "入札公告", '<ul><li><a href="/kiji00034101/index.html">架空庁舎警備業務委託</a></li>'
            '<li><s><a href="/kiji00034102/index.html">架空ホール舞台設備改修工事</a></s></li></ul>'
        ),
        "/list04403.html": _html(
            "入札結果", '<a href="/kiji00034103/index.html">令和8年5月 入札結果</a>'
        ),
        "/list04405.html": _html("随意契約の結果", "<p>現在、該当する案件はありません。</p>"),
        "/kiji00034101/index.html": _html(
            "架空庁舎警備業務委託", _call("架空庁舎警備業務委託", 8, "3_1_up")
        ),
        "/kiji00034101/3_1_up/koukoku8.pdf": _file("koukoku_12.pdf"),
        "/kiji00034102/index.html": _html(
            "架空ホール舞台設備改修工事", _facts("架空ホール舞台設備改修工事")
        ),
        "/kiji00034103/index.html": _html("令和8年5月 入札結果", blocks),
    }  # fmt: skip


def _tsukuba(years: Sequence[int]) -> dict[str, Page]:
    """Years below a category, found by their words; each has a page a case and a table."""
    pages = {}
    links = ""
    for year in years:
        folder = f"{TSUKUBA_TOP}1005222/10{year:02}000/"
        links += f'<li><a href="{folder}index.html">令和{year}年度</a></li>'
        title = f"架空図書館システム賃貸借（令和{year}年度）"
        pages[f"{folder}index.html"] = _html(
            f"令和{year}年度", f'<ul><li><a href="{year}001.html">{title}</a></li></ul>'
            '<a href="/faq/1.html">よくある質問</a>'
        )  # fmt: skip
        pages[f"{folder}{year}001.html"] = _html(title, _facts(title))
    heads = ("件名", "契約日", "契約の相手方", "契約金額（税込）", "随意契約の理由")
    rows = [
        ("架空統計調査業務", "令和8年4月1日", "株式会社架空総研", "2,200,000円", "特殊な技術"),
        ("架空電算機保守業務", "令和8年4月1日", "見本電算株式会社", "非公表", "保守の継続"),
    ]
    pages[f"{TSUKUBA_TOP}1005222/index.html"] = _html("プロポーザル", f"<ul>{links}</ul>")
    pages[f"{TSUKUBA_TOP}1005333.html"] = _html("随意契約の公表", _table(heads, rows))
    pages[f"{TSUKUBA_TOP}index.html"] = _html(
        "入札・契約情報", f'<ul><li><a href="{TSUKUBA_TOP}1005222/index.html">プロポーザル</a></li>'
        f'<li><a href="{TSUKUBA_TOP}1005333.html">随意契約の公表</a></li></ul>'
    )  # fmt: skip
    return pages


def _hamamatsu() -> dict[str, Page]:
    path = f"{HAMAMATSU_TOP}index.html"
    body = (
        '<h2>指名競争入札結果</h2><ul><li><a href="shimei_r0804.pdf">令和8年4月1日（PDF：84KB）</a>'
        '</li></ul><h2>様式</h2><ul><li><a href="yoshiki.pdf">入札書（様式）</a></li></ul>'
    )
    return {
        path: _html("業務委託・一般競争入札", body),
        f"{HAMAMATSU_TOP}shimei_r0804.pdf": _file("shimei_r0804.pdf"),
    }


def _facts(title: str) -> str:
    rows = (
        ("件名", title), ("履行場所", "架空町1番地"), ("申請期限", "令和8年5月15日"),
        ("開札日時", "令和8年5月29日 午前10時"),
    )  # fmt: skip
    cells = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in rows)
    return f"<p>次のとおり公告します。</p><table>{cells}</table>"


def _call(
    title: str, year: int, files: str = "//www.city.kakogawa.lg.jp/material/files/group/40"
) -> str:
    if year != YEARS[-1]:
        return _facts(title)
    links = "".join(
        f'<p class="file-link-item"><a href="{files}/{name}">{words}</a></p>'
        for name, words in (
            (f"koukoku{year}.pdf", "公告 (PDFファイル: 84.2KB)"),
            ("shiyosho.pdf", "仕様書 (PDFファイル: 1.2MB)"),
            ("yoshiki.docx", "様式集 (Wordファイル: 30KB)"),
        )
    )
    return f"{_facts(title)}{links}"


def _plan() -> str:
    heads = ("工事名", "工事場所", "工期", "入札予定時期", "入札方法")
    return _table(heads, [("架空橋耐震補強工事", "架空町", "6か月", "第2四半期", "一般競争入札")])


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{one}</th>" for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _smart(title: str, body: str, day: str) -> Page:
    year, month, date = day.split("-")
    shown = f'<p class="update">更新日：{year}年{month}月{date}日</p>{body}'
    return _html(title, f'{shown}<div class="toiawase"><a href="/56">お問い合わせ</a></div>')


def _html(title: str, body: str) -> Page:
    text = (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title></head>'
        '<body><header><nav><a href="/index.html">ホーム</a><a href="/shisei/bid/">入札</a></nav>'
        f'</header><div id="contents"><h1>{title}</h1>{body}<p>練習用のページです。</p></div>'
        '<footer><a href="/sitemap.html">サイトマップ</a></footer></body></html>'
    )
    return Page(text.encode(), "text/html")


def _file(name: str) -> Page:
    return Page(data_path("practice_files", "list_pages", name).read_bytes(), "application/pdf")
