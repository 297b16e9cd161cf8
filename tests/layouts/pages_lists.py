"""Town pages with lists: headings, captions and paragraphs that carry what the table leaves out."""

from __future__ import annotations

from .grid import grid, page, table
from .layout import (
    DENKI,
    DOBOKU,
    KENSETSU,
    KENSETSU_NO,
    KOGYO,
    SEKKEI,
    SOGO,
    Json,
    Layout,
    bid,
    firm,
    layout,
    notice,
    price,
    result,
)

# The site's own name stands in the title and the foot of every page.
SITE = ("buyer",)


@layout
def heading_a_month() -> Layout:
    """h2 令和6年4月, 5月 … with a table each; days without a year."""
    april = grid("""
        開札日 | 件名 | 落札業者 | 落札金額（税抜）
        4月11日 | 市営プール塗装工事 | 架空建設株式会社 | 3,150,000円
        4月25日 | 防災倉庫設置工事 | 株式会社幻工業 | 2,480,000円
    """)
    may = grid("""
        開札日 | 件名 | 落札業者 | 落札金額（税抜）
        5月9日 | 市道区画線工事 | 想像土木株式会社 | 1,990,000円
    """)
    body = page(
        "入札結果（工事）",
        "<p>落札金額は税抜きです。</p>",
        "<h2>令和6年4月</h2>",
        table(april),
        "<h2>令和6年5月</h2>",
        table(may),
        "<h2>令和6年6月</h2><p>該当する案件はありません。</p>",
    )
    expected = [
        result(
            title,
            opened=day,
            suppliers=[firm(name)],
            awardPrice=price(paid, "excluded"),
            category="works",
        )
        for day, title, name, paid in (
            ("2024-04-11", "市営プール塗装工事", KENSETSU, 3_150_000),
            ("2024-04-25", "防災倉庫設置工事", KOGYO, 2_480_000),
            ("2024-05-09", "市道区画線工事", DOBOKU, 1_990_000),
        )
    ]
    return Layout("kekka.html", body, expected, doubtful=SITE)


@layout
def heading_a_month_of_an_agency() -> Layout:
    """A ministry's page a year: h2 2024年4月の競争入札, spans in the header."""
    april = grid(f"""
        物品役務等の名称及び数量 | 契約を締結した日 | 契約の相手方 | < | 契約金額（円） | \
            予定価格（円） | 落札率（％）
        ^ | ^ | 商号又は名称 | 法人番号 | ^ | ^ | ^
        架空調査業務 | 2024年4月1日 | 絵空設計株式会社 | － | 7,700,000 | 非公表 | －
        庁内ネットワーク保守 | 2024年4月1日 | 架空建設株式会社 | {KENSETSU_NO} | \
            5,500,000 | 6,000,000 | 91.67
    """)
    body = page(
        "令和6年度 契約に係る情報の公表（競争入札）",
        "<h2>2024年4月の競争入札</h2>",
        table(april, head=2),
        "<h2>2024年5月の競争入札</h2><p>2024年5月の競争入札はございません。</p>",
    )
    expected = [
        notice(
            "contract",
            "架空調査業務",
            signed="2024-04-01",
            suppliers=[firm(SEKKEI)],
            contractPrice=price(7_700_000),
            plannedPrice={"undisclosed": True},
        ),
        notice(
            "contract",
            "庁内ネットワーク保守",
            signed="2024-04-01",
            suppliers=[firm(KENSETSU, KENSETSU_NO)],
            contractPrice=price(5_500_000),
            plannedPrice=price(6_000_000),
            awardRate="0.9167",
        ),
    ]
    return Layout("2024fy.html", body, expected, doubtful=(*SITE, "method", "methodDetails"))


@layout
def caption_and_bold_paragraph() -> Layout:
    """A caption element names the buyer's office, a bold paragraph the kind and the fiscal year."""
    rows = grid("""
        番号 | 業務名 | 入札日 | 落札者 | 落札額
        1 | 水質検査業務 | 6月3日 | 合同会社虚構ビルサービス | 1,870千円
        2 | 管路図作成業務 | 6月24日 | 絵空設計株式会社 | 8,140千円
    """)
    body = page(
        "入札結果のお知らせ",
        "<p><strong>令和6年度　業務委託入札結果（税込）</strong></p>",
        table(rows, head=0, caption="発注課：上下水道部経営課"),
    )
    expected = [
        result(
            title,
            department="上下水道部経営課",
            category="services",
            opened=day,
            suppliers=[firm(name)],
            awardPrice=price(paid, "included"),
        )
        for title, day, name, paid in (
            ("水質検査業務", "2024-06-03", SOGO, 1_870_000),
            ("管路図作成業務", "2024-06-24", SEKKEI, 8_140_000),
        )
    ]
    return Layout("itaku.html", body, expected, doubtful=(*SITE, "number"))


@layout
def header_by_colour_only() -> Layout:
    """No th at all: the header is a row of coloured td; each cell holds a paragraph."""
    cell = '<td style="background-color:rgb(255,204,153);text-align:center">{}</td>'
    head = "".join(
        cell.format(label) for label in ("区分", "工事（委託）名", "場所", "業種・ランク等")
    )
    rows = [
        ("工事", "架空市公共下水道外山枝線管渠築造工事", "外山 地内", "土木B"),
        ("委託", "架空市橋梁定期点検業務", "市内一円", "土木コンサル"),
    ]
    body = page(
        "入札公告",
        "<h3><span><span>事後審査型条件付一般競争入札（令和6年7月1日公告）</span></span></h3>",
        "<table border=1><caption>条件付一般競争入札案件</caption><tbody><tr>",
        head,
        "</tr>",
        *(
            "<tr>" + "".join(f"<td>\n<p>{text}</p>\n</td>" for text in row) + "</tr>"
            for row in rows
        ),
        "</tbody></table><p>&nbsp;</p>",
    )
    expected = [
        notice(
            "tender",
            title,
            category=kind,
            place=place,
            published="2024-07-01",
            method="open",
        )
        for kind, title, place in (
            ("works", rows[0][1], rows[0][2]),
            ("services", rows[1][1], rows[1][2]),
        )
    ]
    doubtful = (*SITE, "published", "method", "methodDetails", "workType")
    return Layout("koukoku.html", body, expected, doubtful=doubtful)


def _spans() -> tuple[str, list[Json]]:
    rows = grid("""
        入札日 | 工事名 | 予定価格 | 入札者 | 入札金額 | 備考
        令和6年8月8日 | 農業用水路改修工事 | 6,600,000円 | 想像土木株式会社 | 6,200,000円 | 落札
        ^ | ^ | ^ | 架空建設株式会社 | 6,450,000円 |
        ^ | 林道法面補修工事 | 9,900,000円 | 架空建設株式会社 | 9,500,000円 | 落札
        ^ | ^ | ^ | 想像土木株式会社 | 無効 |
    """)
    expected = [
        result(
            "農業用水路改修工事",
            opened="2024-08-08",
            plannedPrice=price(6_600_000),
            suppliers=[firm(DOBOKU)],
            awardPrice=price(6_200_000),
            bids=[bid(DOBOKU, 6_200_000, won=True), bid(KENSETSU, 6_450_000)],
        ),
        result(
            "林道法面補修工事",
            opened="2024-08-08",
            plannedPrice=price(9_900_000),
            suppliers=[firm(KENSETSU)],
            awardPrice=price(9_500_000),
            bids=[bid(KENSETSU, 9_500_000, won=True), bid(DOBOKU, "無効")],
        ),
    ]
    return table(rows), expected


@layout
def bidders_under_rowspans() -> Layout:
    """Spans of two depths: the day over both tenders, the tender over its bidders."""
    made, expected = _spans()
    return Layout("nogyo.html", page("入札結果", made), expected, doubtful=SITE)


@layout
def table_inside_layout_tables() -> Layout:
    """The list lies three layout tables deep, beside a menu made of a table."""
    made, expected = _spans()
    menu = (
        "<table><tr><td><a href='a.html'>入札公告</a></td></tr><tr><td>入札結果</td></tr></table>"
    )
    inner = f"<table width=100%><tr><td>入札結果</td></tr><tr><td>{made}</td></tr></table>"
    body = page("事業者の方へ", f"<table><tr><td>{menu}</td><td>{inner}</td></tr></table>")
    return Layout("index.html", body, expected, doubtful=SITE)


@layout
def html_called_xls() -> Layout:
    """A page in cp932 that a system offers for download as .xls, with x:num and styles."""
    made, expected = _spans()
    text = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        '<meta http-equiv="Content-Type" content="application/vnd.ms-excel; charset=Shift_JIS">'
        f"<style>td {{mso-number-format:'\\@';}}</style></head><body>{made}</body></html>"
    )
    return Layout("download.xls", text.encode("cp932"), expected)


@layout
def wide_table_of_links() -> Layout:
    """Titles are links to PDF files; a struck-out row is called off."""
    body = page(
        "物品購入の入札公告",
        """<table><tr><th>公告日</th><th>件名</th><th>入札日</th><th>仕様書</th></tr>
<tr><td>令和6年7月3日</td><td><a href="r6/0703-1.pdf">小学校給食用冷蔵庫購入</a></td>
<td>令和6年7月18日</td><td><a href="r6/0703-1s.pdf">仕様書 [PDF：120KB]</a></td></tr>
<tr><td>令和6年7月3日</td><td><del>消防用ホース購入</del>【中止】</td>
<td><del>令和6年7月18日</del></td><td></td></tr></table>""",
    )
    expected = [
        notice(
            "tender",
            "小学校給食用冷蔵庫購入",
            category="goods",
            published="2024-07-03",
            opened="2024-07-18",
        ),
        notice(
            "tender",
            "消防用ホース購入",
            category="goods",
            published="2024-07-03",
            status="cancelled",
        ),
    ]
    doubtful = (*SITE, "documents", "opened")
    return Layout("buppin.html", body, expected, doubtful=doubtful)


@layout
def month_table_with_numbers() -> Layout:
    """Chiba's monthly page: 契約の相手方 with 法人番号 below the name, 落札決定日, methods."""
    body = page(
        "入札結果（工事）令和6年7月分",
        f"""<h3>建設工事</h3><div class="scroll"><table class="datatable"><thead>
<tr><th>案件名</th><th>契約の相手方<br>（法人番号）</th><th>契約金額<br>（円・税込）</th>
<th>落札決定日</th><th>入札契約方式</th><th>入札担当課</th></tr></thead><tbody>
<tr><td>架空中学校給食室改修工事</td><td>{KENSETSU}<br>（{KENSETSU_NO}）</td>
<td align="right">82,500,000</td><td>令和6年7月2日</td><td>制限付一般競争入札</td>
<td>契約課</td></tr><tr><td>想像小学校空調設備工事</td><td>{DENKI}<br>（－）</td>
<td align="right">31,900,000</td>
<td>令和6年7月9日</td><td>制限付一般競争入札</td><td>契約課</td></tr>
</tbody></table></div>""",
    )
    expected = [
        result(
            title,
            category="works",
            suppliers=[supplier],
            contractPrice=price(paid, "included"),
            awarded=day,
            method="open",
            methodDetails="制限付一般競争入札",
            department="契約課",
        )
        for title, supplier, paid, day in (
            ("架空中学校給食室改修工事", firm(KENSETSU, KENSETSU_NO), 82_500_000, "2024-07-02"),
            ("想像小学校空調設備工事", firm(DENKI), 31_900_000, "2024-07-09"),
        )
    ]
    return Layout("koji-r607.html", body, expected, doubtful=SITE)
