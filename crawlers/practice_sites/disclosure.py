"""Sites on which ministries disclose their contracts, all of it invented, in three layouts.

財務省 has years below its page, a workbook and its PDF twin in each cell, and an older year in PDF
files only; the pages of 中小企業庁 print the contracts themselves; the front page of 環境省 leads
to them by 調達情報. Beside the lists stand files that are none: a form, a circular, grants.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import xlsxwriter

from crawlers.practice_site import Asked, Page, Site, site_of_pages, type_of
from pipelines.lookups import data_path

MOF, MOF_PATH = "www.mof.go.jp", "/application-contact/procurement/approach/tekiseika/"
CHUSHO, CHUSHO_PATH = "www.chusho.meti.go.jp", "/koukai/nyusatsu/"
ENV = "www.env.go.jp"

_HEADINGS = (
    "物品役務等の名称及び数量", "契約担当官等の氏名並びにその所属する部局の名称及び所在地",
    "契約を締結した日", "契約の相手方の商号又は名称及び住所", "法人番号",
    "一般競争入札・指名競争入札の別（総合評価の実施）", "予定価格（円）", "契約金額（円）",
    "落札率", "備考",
)  # fmt: skip
_DIRECT = "随意契約によることとした会計法令の根拠条文及び理由（企画競争又は公募）"
_REASON = "会計法第29条の3第4項（競争を許さないとき）"
_OFFICER = "支出負担行為担当官　架空　太郎\n架空省大臣官房会計課\n架空県架空市本町１－１"

Contract = tuple[str, str, str, str, str, str]
"""Purchase, day, firm and address, 法人番号, planned price, contract price: as printed."""

COMPETITIVE: Mapping[str, Sequence[Contract]] = {
    "04": (
        ("架空統計端末の借入れ　一式", "令和7年4月1日", "架空電算株式会社\n架空県架空市本町2", "",
         "13,200,000", "12,100,000"),
        ("架空庁舎の清掃業務　一式", "令和7年4月1日", "株式会社見本清掃\n架空県架空市本町3", "",
         "非公表", "3,300,000"),
    ),
    "05": (
        ("架空用紙（再生紙）の購入", "令和7年5月9日", "有限会社例示紙業\n架空県架空市本町4", "",
         "－", "@1,500円ほか"),
    ),
}  # fmt: skip
DIRECT: Mapping[str, Sequence[Contract]] = {
    "04": (
        ("架空調査の委託　一式", "令和7年4月10日", "架空総合研究所株式会社\n架空県架空市本町5", "",
         "－", "8,800,000"),
    ),
}  # fmt: skip


def disclosure(books: Path | None = None) -> dict[str, Site]:
    """The sites by host; ``books``: a folder of workbooks that 財務省's page lists as well."""
    return {MOF: _mof(books), CHUSHO: site_of_pages(_chusho()), ENV: site_of_pages(_env())}


def disclosure_at(paths: Sequence[str], by_way: bool) -> Site:
    """A site that discloses at some paths, whichever ministry's they are: a year, a workbook below.

    ``by_way``: the paths are those of a front page, from which 調達情報 leads on.
    """
    made: dict[str, Page] = {}
    for path in paths:
        start = "/keiyaku/" if by_way else path
        folder = start.rpartition("/")[0]
        if by_way:
            made[path] = _html("架空省", '<a href="/chotatsu/">調達情報</a>')
            listed = f'<a href="{start}">契約に係る情報の公表</a>'
            made["/chotatsu/"] = _html("調達情報", listed)
        made[start] = _html("契約に係る情報の公表", f'<a href="{folder}/r07/a.html">令和7年度</a>')
        made[f"{folder}/r07/a.html"] = _html("令和7年度", '<a href="04.xlsx">4月分</a>')
        made[f"{folder}/r07/04.xlsx"] = _book(COMPETITIVE["04"], _HEADINGS)
    return site_of_pages(made)


def _mof(books: Path | None) -> Site:
    files = {path.name: path for path in sorted(books.glob("*.xlsx"))} if books else {}
    pages = {MOF_PATH + name: page for name, page in _mof_pages(list(files)).items()}

    def site(asked: Asked) -> Page | None:
        file = files.get(asked.path.rpartition("/")[2])
        return Page(file.read_bytes(), type_of(file.name)) if file else pages.get(asked.path)

    return site


def _mof_pages(books: Sequence[str]) -> dict[str, Page]:
    twin = '<a href="r7/{0}.pdf">PDF（84KB）</a> <a href="r7/{0}.xlsx">Excel（31KB）</a>'
    rows = "".join(
        f"<tr><th>{int(month)}月</th><td>{twin.format('kyoso' + month)}</td>"
        f"<td>{twin.format('zuikei' + month) if month in DIRECT else '該当なし'}</td></tr>"
        for month in COMPETITIVE
    )
    more = "".join(f'<li><a href="{quote(book)}">{book}（Excel）</a></li>' for book in books)
    paper = _paper("r6_zuikei_04.pdf")
    made = {
        "index.htm": _html(
            "公共調達の適正化に係る情報の公表",
            '<ul><li><a href="r7.htm">令和7年度</a></li><li><a href="r6.htm">令和6年度</a></li>'
            '<li><a href="/news/r7.htm">令和7年度の税制改正</a></li></ul>'
            f'<a href="tsuuchi.pdf">公共調達の適正化について（通知）（PDF）</a><ul>{more}</ul>',
        ),
        "r7.htm": _html(
            "令和7年度",
            "<table><tr><th>月</th><th>競争入札（物品役務等）</th><th>随意契約（物品役務等）</th></tr>"
            f"{rows}</table><h2>補助金等の交付決定</h2><a href='r7/hojo.xlsx'>4月～9月</a>",
        ),
        "r6.htm": _html("令和6年度", '<a href="r6_zuikei_04.pdf">随意契約　4月分（PDF）</a>'),
        "r6_zuikei_04.pdf": paper,
    }
    for month, contracts in COMPETITIVE.items():
        made[f"r7/kyoso{month}.xlsx"] = _book(contracts, _HEADINGS)
        made[f"r7/kyoso{month}.pdf"] = paper
    for month, contracts in DIRECT.items():
        headings = [_DIRECT if "競争入札" in heading else heading for heading in _HEADINGS]
        made[f"r7/zuikei{month}.xlsx"] = _book(contracts, headings)
        made[f"r7/zuikei{month}.pdf"] = paper
    return made


def _chusho() -> dict[str, Page]:
    table = "".join(_table(month, contracts) for month, contracts in COMPETITIVE.items())
    pages = {
        "index.html": _html(
            "調達情報",
            '<a href="koukoku.html">入札公告</a><h2>契約に係る情報の公表</h2>'
            '<a href="zuikei/nyuusatu_2025.html">令和7年度　競争入札（庁費の類）</a>'
            '<a href="zuikei/hojo_2025.html">令和7年度　補助金等の交付決定</a>'
            '<h3>補助金等の交付決定</h3><a href="zuikei/hojo_2024.html">令和6年度</a>',
        ),
        "zuikei/nyuusatu_2025.html": _html(
            "競争入札（庁費の類）令和7年度", f"{table}<h2>2025年6月の競争入札はございません</h2>"
        ),
    }
    return {CHUSHO_PATH + name: page for name, page in pages.items()}


def _table(month: str, contracts: Sequence[Contract]) -> str:
    """A table with headings on two rows, as 中小企業庁 prints them: 公益法人の場合 over three."""
    *heads, remarks = _HEADINGS
    first = "".join(f'<th rowspan="2">{heading}</th>' for heading in heads)
    first += f'<th colspan="3">公益法人の場合</th><th rowspan="2">{remarks}</th>'
    second = "<th>公益法人の区分</th><th>国認定、都道府県認定の区分</th><th>応札・応募者数</th>"
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell.replace(chr(10), '<br>')}</td>" for cell in row) + "</tr>"
        for row in ([*cells, "", "", "", remark] for *cells, remark in map(_row, contracts))
    )
    table = f"<table><tr>{first}</tr><tr>{second}</tr>{rows}</table>"
    return f"<h2>2025年{int(month)}月の競争入札</h2>{table}"


def _env() -> dict[str, Page]:
    return {
        "/": _html(
            "架空の環境省",
            '<a href="/press/1.html">報道発表</a><a href="/supply/">調達情報</a>'
            '<a href="/supply/kasou.html">仮想システムの調達に関する意見招請</a>',
        ),
        "/supply/": _html(
            "調達情報",
            '<a href="form.xlsx">入札書（様式）</a><a href="koukoku/">入札公告</a>'
            '<a href="tekisei/">公共調達の適正化について（平成18年8月25日財計第2017号）</a>',
        ),
        "/supply/tekisei/": _html(
            "公共調達の適正化について",
            "<h2>令和7年度</h2>"
            '<p><a href="a.xlsx">競争入札（物品役務等）4月分［Excel 31KB］</a></p>'
            '<p><a href="a.pdf">競争入札（物品役務等）4月分［PDF 84KB］</a></p>',
        ),
        "/supply/tekisei/a.xlsx": _book(COMPETITIVE["04"], _HEADINGS),
    }


def _html(title: str, body: str) -> Page:
    head = (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title></head>'
    )
    text = f"{head}<body><h1>{title}</h1><p>練習用のページです。</p>{body}</body></html>"
    return Page(text.encode(), "text/html")


def _paper(name: str) -> Page:
    return Page(data_path("practice_files", "disclosure", name).read_bytes(), "application/pdf")


def _row(contract: Contract, method: str = "一般競争入札") -> list[str]:
    title, day, firm, number, planned, paid = contract
    return [title, _OFFICER, day, firm, number, method, planned, paid, "", ""]


def _book(contracts: Sequence[Contract], headings: Sequence[str]) -> Page:
    """A workbook in the form of 財計第2017号: a title, the headings on row 3, a row a contract."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2025, 6, 1)})  # the same bytes each time
        sheet = book.add_worksheet("公表")
        title = (
            "公共調達の適正化について（平成18年8月25日付財計第2017号）に基づく契約に係る情報の公表"
        )
        sheet.write(0, 0, title)
        sheet.write_row(2, 0, headings)
        for at, contract in enumerate(contracts, start=3):
            sheet.write_row(
                at, 0, _row(contract, _REASON if _DIRECT in headings else "一般競争入札")
            )
    return Page(made.getvalue(), type_of("a.xlsx"))
