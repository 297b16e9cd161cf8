"""SuperCALS, koukai and efftis, as municipal.md describes them."""

from __future__ import annotations

from .grid import frame, grid, table
from .layout import (
    DENKI,
    DOBOKU,
    DOBOKU_NO,
    HIDDEN,
    KENSETSU,
    KENSETSU_NO,
    KOGYO,
    KOGYO_NO,
    SEKKEI,
    SHOJI,
    Layout,
    at,
    bid,
    firm,
    layout,
    notice,
    price,
    result,
)


@layout
def supercals_results() -> Layout:
    """SuperCALS: group rows 「令和N年度 部局」, padding, 法人番号 behind the name, ※添付有, -."""
    rows = grid(f"""
        No | 開札日 | 案件名称 | 調達区分 | 入札方式 | 落札者名 | 落札決定金額
        令和06年度　架空市　建設部 | < | < | < | < | < | <
        1 | 令和06年05月09日 | 橋梁補修工事&#40;架空橋&#41;※添付有 | 工事 | 制限付一般競争入札 | \
            架空建設株式会社　　　　　　　　⏎法人番号 {KENSETSU_NO} | 45,650,000円
        2 | 令和06年05月16日 | 道路台帳整備業務委託 | 測量・コンサル | 指名競争入札 | \
            絵空設計株式会社　　　　　　　　⏎法人番号 － | 6,380,000円
        令和06年度　架空市　教育委員会 | < | < | < | < | < | <
        3 | 令和06年05月23日 | 校務用端末購入 | 物品 | 一般競争入札 | - | -
    """)
    bar = "<table><tr><td>検索結果一覧</td><td>全3件 1-3件目</td></tr></table>"
    expected = [
        result(
            "橋梁補修工事(架空橋)",
            buyer="架空市",
            department="建設部",
            opened="2024-05-09",
            category="works",
            method="open",
            methodDetails="制限付一般競争入札",
            suppliers=[firm(KENSETSU, KENSETSU_NO)],
            awardPrice=price(45_650_000),
        ),
        result(
            "道路台帳整備業務委託",
            buyer="架空市",
            department="建設部",
            opened="2024-05-16",
            category="services",
            method="selective",
            methodDetails="指名競争入札",
            suppliers=[firm(SEKKEI)],
            awardPrice=price(6_380_000),
        ),
        result(
            "校務用端末購入",
            buyer="架空市",
            department="教育委員会",
            opened="2024-05-23",
            category="goods",
            method="open",
            methodDetails="一般競争入札",
        ),
    ]
    return Layout("EjPPIj.html", frame(bar, table(rows, head=0)), expected)


@layout
def supercals_results_without_header() -> Layout:
    """SuperCALS of Shizuoka: nine columns, the header in a table of its own above the rows."""
    head = grid(
        "No | 開札日 | 案件名称 | 調達区分 | 入札方式 | 入札方法 | 落札者名 | 落札決定金額 | 更新日"
    )
    rows = grid(f"""
        1 | 令和06年06月04日 | 市道想像線歩道整備工事 | 工事 | 制限付一般競争入札 | 電子入札 | \
            想像土木株式会社⏎法人番号 {DOBOKU_NO} | 22,330,000円 | 令和06年06月10日
        2 | 令和06年06月04日 | 市道架空線舗装工事 | 工事 | 制限付一般競争入札 | 電子入札 | \
            株式会社幻工業⏎法人番号 {KOGYO_NO} | 10,120,000円 | 令和06年06月10日
    """)
    expected = [
        result(
            title,
            opened="2024-06-04",
            category="works",
            method="open",
            methodDetails="制限付一般競争入札",
            suppliers=[supplier],
            awardPrice=price(paid),
        )
        for title, supplier, paid in (
            ("市道想像線歩道整備工事", firm(DOBOKU, DOBOKU_NO), 22_330_000),
            ("市道架空線舗装工事", firm(KOGYO, KOGYO_NO), 10_120_000),
        )
    ]
    body = frame(table(head, head=0), table(rows, head=0))
    return Layout("list.html", body, expected)


@layout
def koukai_result_detail() -> Layout:
    """koukai of Saitama, detail: labels and values, then every bidder and round, winner in red."""
    facts = grid("""
        結果 | 落札 | 業種／業務 | 土木工事業
        入札方式 | 一般競争入札（事後審査型） | 案件番号 | 26100012345
        調達案件名称 | 架空沼排水路整備工事（２工区） | < | <
        課所名 | 架空市 建設部 河川課 | 開札日 | 2024/06/18 13:30
    """)
    bidders = f"""<table border=1><tr><th>業者名</th><th>法人番号</th><th>第1回</th><th>第2回</th>
<th>最終回</th><th>随意契約</th></tr>
<tr style="color:#CC0033"><td>{DOBOKU}</td><td>{DOBOKU_NO}</td><td align=right>9,800,000</td>
<td align=right>9,450,000</td><td></td><td></td></tr>
<tr><td>{KENSETSU}</td><td>{KENSETSU_NO}</td><td align=right>9,900,000</td>
<td>辞退</td><td></td><td></td></tr>
<tr><td>{KOGYO}</td><td></td><td>失格</td><td></td><td></td><td></td></tr></table>"""
    expected = [
        result(
            "架空沼排水路整備工事（２工区）",
            number="26100012345",
            method="open",
            methodDetails="一般競争入札（事後審査型）",
            opened=at("2024-06-18", "13:30"),
            buyer="架空市",
            department="建設部 河川課",
            workType="土木工事業",
            bids=[
                bid(DOBOKU, 9_800_000, 9_450_000, number=DOBOKU_NO),
                bid(KENSETSU, 9_900_000, "辞退", number=KENSETSU_NO),
                bid(KOGYO, "失格"),
            ],
        )
    ]
    # The colour is the only mark of the winner: with it a reader may say who won.
    doubtful = ("suppliers", "awardPrice", "won", "workType")
    body = frame(table(facts, head=0), bidders)
    return Layout("KK402.html", body, expected, doubtful=doubtful)


@layout
def koukai_result_list() -> Layout:
    """koukai on epi-cloud: cells of classes, the amount inside a script, masks, 取止め."""

    def row(*cells: str) -> str:
        shown = (*cells, "架空市水道局")
        return "".join(f'<td class="listCol{n}">{text}</td>' for n, text in enumerate(shown, 1))

    money = "<script>var sMoney='18800000'; document.write(addFigure(sMoney));</script>"
    first = ("架空浄水場電気設備工事", "0612300045", "一般競争入札", DENKI, money)
    second = ("量水器購入", "0612300046", "指名競争入札", SHOJI, "*********")
    third = ("漏水修繕工事", "0612300047", "指名競争入札", "-", "-")
    rows = (
        row("入札", "R06/07/04", *first),
        row("入札", "R06/07/04", *second),
        row("取止め", "R06/07/11", *third),
    )
    labels = (
        "表示種別 開札日／契約日 工事名 契約管理番号 入札方式 落札者／契約者 落札金額(税抜) 課所名"
    )
    head = "".join(f"<th>{label}</th>" for label in labels.split())
    common = {"department": "架空市水道局"}
    selective = {"method": "selective", "methodDetails": "指名競争入札"}
    expected = [
        result(
            "架空浄水場電気設備工事",
            **common,
            number="0612300045",
            opened="2024-07-04",
            method="open",
            methodDetails="一般競争入札",
            suppliers=[firm(DENKI)],
            awardPrice=price(18_800_000, "excluded"),
        ),
        result(
            "量水器購入",
            **common,
            **selective,
            number="0612300046",
            opened="2024-07-04",
            suppliers=[firm(SHOJI)],
            awardPrice=HIDDEN,
        ),
        result(
            "漏水修繕工事",
            **common,
            **selective,
            number="0612300047",
            opened="2024-07-11",
            status="cancelled",
        ),
    ]
    body = "".join(f"<tr>{line}</tr>" for line in rows)
    made = frame(f"<table><tr>{head}</tr>{body}</table>")
    return Layout("KFK401.html", made, expected, doubtful=("buyer", "department"))


@layout
def efftis_results() -> Layout:
    """efftis: a case spans two rows; the second holds 電子 and 開札日 below other cells."""
    made = """<table class="list"><tr><th rowspan="2">契約番号</th><th rowspan="2">件名</th>
<th rowspan="2">工種</th><th rowspan="2">落札者</th><th>電子</th></tr><tr><th>開札日</th></tr>
<tr><td rowspan="2">2024000101</td>
<td rowspan="2"><a href="javaScript:void(0)">架空公園便所建築工事</a></td>
<td rowspan="2">建築一式</td><td rowspan="2">架空建設株式会社</td><td>電子</td></tr>
<tr><td>令和6年7月18日</td></tr>
<tr><td rowspan="2">2024000102</td>
<td rowspan="2"><a href="javaScript:void(0)">架空公園園路工事</a></td>
<td rowspan="2">土木一式</td><td rowspan="2">&nbsp;</td><td>電子</td></tr>
<tr><td>取止め</td></tr></table>"""
    expected = [
        result(
            "架空公園便所建築工事",
            number="2024000101",
            workType="建築一式",
            suppliers=[firm(KENSETSU)],
            opened="2024-07-18",
        ),
        result(
            "架空公園園路工事",
            number="2024000102",
            workType="土木一式",
            status="cancelled",
        ),
    ]
    body = frame(made, charset="utf-8").replace(b"charset=utf-8", b"charset=Shift_JIS")
    doubtful = ("methodDetails", "method", "documents")
    return Layout("PPUBC00700.html", body, expected, doubtful=doubtful)


@layout
def efftis_notices() -> Layout:
    """efftis: a call for tenders spans three rows: the case, 提出期限, then 公告日 and 開札日."""
    made = """<table class="list">
<tr><th rowspan="3">契約番号</th><th rowspan="3">件名</th><th rowspan="3">工種</th></tr>
<tr><th colspan="3">提出期限</th></tr><tr><th>電子</th><th>公告日</th><th>開札日</th></tr>
<tr><td rowspan="3">2024000201</td><td rowspan="3">架空川樋門改修工事</td>
<td rowspan="3">機械器具設置</td></tr><tr><td colspan="3">令和6年8月20日 16時00分</td></tr>
<tr><td>電子</td><td>令和6年8月1日</td><td>令和6年8月21日</td></tr></table>"""
    expected = [
        notice(
            "tender",
            "架空川樋門改修工事",
            number="2024000201",
            workType="機械器具設置",
            deadline=at("2024-08-20", "16:00"),
            published="2024-08-01",
            opened="2024-08-21",
        )
    ]
    doubtful = ("methodDetails", "method", "deadline")
    return Layout("PPUBC00400.html", frame(made, charset="utf-8"), expected, doubtful=doubtful)
