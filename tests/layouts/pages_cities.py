"""DENTYO, PPI, G-CALS, Akita and the own systems of large cities, as municipal.md has them."""

from __future__ import annotations

from .grid import frame, grid, table
from .layout import (
    DENKI,
    DOBOKU,
    DOBOKU_NO,
    KENSETSU,
    KENSETSU_NO,
    KOGYO,
    KOGYO_NO,
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
def dentyo_list() -> Layout:
    """DENTYO of Kanagawa: the body and its office in columns, cells with class names, UTF-8."""
    rows = grid("""
        調達案件番号 | 団体名 | 部局 | 入札方式 | 工種 | 開札日 | 案件名 | 完成期限 | \
            落札金額（税抜き）
        202400110011 | 架空市 | 都市整備部 | 条件付一般競争入札 | 舗装 | 令和6年6月11日 | \
            市道架空３号線舗装打換工事 | 令和6年10月31日 | 17,600,000円
        202400110012 | 想像町 | 総務課 | 指名競争入札 | 建築 | 令和6年6月12日 | \
            想像町役場屋根改修工事 | 令和6年11月29日 | －
    """)
    expected = [
        result(
            "市道架空３号線舗装打換工事",
            number="202400110011",
            buyer="架空市",
            department="都市整備部",
            method="open",
            methodDetails="条件付一般競争入札",
            workType="舗装",
            opened="2024-06-11",
            period={"end": "2024-10-31"},
            awardPrice=price(17_600_000, "excluded"),
        ),
        result(
            "想像町役場屋根改修工事",
            number="202400110012",
            buyer="想像町",
            department="総務課",
            method="selective",
            methodDetails="指名競争入札",
            workType="建築",
            opened="2024-06-12",
            period={"end": "2024-11-29"},
        ),
    ]
    return Layout("P5515_15.html", frame(table(rows), charset="utf-8"), expected)


@layout
def dentyo_detail() -> Layout:
    """DENTYO, detail: ceilings without and with tax, bidders with 摘要 and 結果."""
    facts = grid("""
        案件名 | 架空市民会館耐震補強工事
        開札日時 | 令和6年6月25日 10時00分
        予定価格（税抜き） | 98,000,000円
        予定価格（税込み） | 107,800,000円
        最低制限価格（税抜き） | 90,160,000円
        最低制限価格（税込み） | 99,176,000円
        落札金額（税抜き） | 90,200,000円
    """)
    bidders = grid(f"""
        入札参加業者 | 法人番号 | 第１回 | 摘要 | 結果
        株式会社幻工業 | {KOGYO_NO} | 90,100,000 | 最低制限価格未満 | 失格
        架空建設株式会社 | {KENSETSU_NO} | 90,200,000 | | 落札（くじ）
        想像土木株式会社 | {DOBOKU_NO} | 90,200,000 | |
    """)
    floor = price(99_176_000, "included", amountNet=90_160_000)
    expected = [
        result(
            "架空市民会館耐震補強工事",
            opened=at("2024-06-25", "10:00"),
            plannedPrice=price(107_800_000, "included", amountNet=98_000_000),
            floorPrice=[{"type": "minimumPrice", **floor}],
            awardPrice=price(90_200_000, "excluded"),
            suppliers=[firm(KENSETSU, KENSETSU_NO)],
            bids=[
                bid(KOGYO, 90_100_000, status="disqualified", number=KOGYO_NO),
                bid(KENSETSU, 90_200_000, won=True, number=KENSETSU_NO),
                bid(DOBOKU, 90_200_000, number=DOBOKU_NO),
            ],
        )
    ]
    made = frame(table(facts, head=0), table(bidders))
    return Layout("detail.html", made, expected, doubtful=("floorPrice",))


@layout
def ppi_notices() -> Layout:
    """PPI: labels of two lines without a sign between them, 電子／紙, 添付書類 as pictures."""
    head = "".join(
        f"<td bgcolor=#99CCFF><b>{label}</b></td>"
        for label in (
            "No.",
            "添付書類",
            "発注部局名<br>発注所属名",
            "電子／紙",
            "入札方式",
            "業種",
            "開札日時",
            "工事名",
            "工事場所",
        )
    )
    cells = (
        "1",
        "<img src=clip.gif alt=''>",
        "架空県土整備部<br>架空土木事務所",
        "電子",
        "一般競争入札",
        "土木一式工事",
        "R06.08.22 09:30",
        "県道架空線災害復旧工事",
        "架空市山手地内",
    )
    row = "".join(f"<td>{text}</td>" for text in cells)
    expected = [
        notice(
            "tender",
            "県道架空線災害復旧工事",
            department="架空県土整備部　架空土木事務所",
            method="open",
            methodDetails="一般競争入札",
            workType="土木一式工事",
            opened=at("2024-08-22", "09:30"),
            place="架空市山手地内",
        )
    ]
    made = frame(f"<table border=1><tr>{head}</tr><tr>{row}</tr></table>")
    return Layout("results_frame.html", made, expected, doubtful=("stage",))


@layout
def nec_ppi_results() -> Layout:
    """PPI_P of Hiroshima: R8.08.25 days, 添付 and 詳細 as buttons at the end of the row."""
    made = """<table border="1"><tr><th>No.</th><th>契約担当課</th><th>開札日</th><th>工事名</th>
<th>工事場所</th><th>落札業者名</th><th>落札金額</th><th>添付</th><th>詳細</th></tr>
<tr><td>1</td><td>工事契約課</td><td>R6.08.27</td><td>架空区役所外壁改修工事</td><td>架空区役所町一丁目</td>
<td>架空建設(株)</td><td align="right">33,770,000</td><td>&nbsp;</td>
<td><input type="button" value="詳細"></td></tr>
<tr><td>2</td><td>工事契約課</td><td>R6.08.27</td><td>想像小学校門扉改修工事</td><td>想像町三丁目</td>
<td>（不調）</td><td align="right"></td><td><input type="button" value="添付"></td>
<td><input type="button" value="詳細"></td></tr></table>"""
    expected = [
        result(
            "架空区役所外壁改修工事",
            department="工事契約課",
            opened="2024-08-27",
            place="架空区役所町一丁目",
            suppliers=[firm("架空建設(株)")],
            awardPrice=price(33_770_000),
        ),
        result(
            "想像小学校門扉改修工事",
            department="工事契約課",
            opened="2024-08-27",
            place="想像町三丁目",
            status="unsuccessful",
        ),
    ]
    return Layout("PiCtBr.html", frame(made), expected, doubtful=("documents",))


@layout
def gcals_detail() -> Layout:
    """G-CALS, detail: full-width digits, name and 法人番号 in one cell, *** not yet published."""
    facts = grid("""
        調達案件番号 | ２０２４０００７７７
        件名 | 架空駅前自転車駐車場改修工事
        開札日 | 令和６年９月１０日
        課所名 | 架空市建設部建築課
        入札方式 | 一般競争入札
        予定価格 | ４，１００，０００円（税抜き）
        調査基準価格/最低制限価格 | ***
        契約金額 | ３，８００，０００円（税抜き）
    """)
    bidders = grid(f"""
        商号又は名称／法人番号 | 第1回 | 第2回 | 第3回 | 随意契約 | 結果
        株式会社幻工業⏎{KOGYO_NO} | ３，８００，０００円 | | | | 落札
        有限会社夢野電気⏎－ | ３，９５０，０００円 | | | |
    """)
    expected = [
        result(
            "架空駅前自転車駐車場改修工事",
            number="２０２４０００７７７",
            opened="2024-09-10",
            method="open",
            methodDetails="一般競争入札",
            plannedPrice=price(4_100_000, "excluded"),
            contractPrice=price(3_800_000, "excluded"),
            suppliers=[firm(KOGYO, KOGYO_NO)],
            bids=[bid(KOGYO, 3_800_000, won=True, number=KOGYO_NO), bid(DENKI, 3_950_000)],
        )
    ]
    doubtful = ("buyer", "department", "floorPrice", "awardPrice")
    made = frame(table(facts, head=0), table(bidders))
    return Layout("KekkaKDetail.html", made, expected, doubtful=doubtful)


@layout
def kobe_broken_rows() -> Layout:
    """Kobe: rows whose </tr> is missing or doubled, amounts with tax."""
    made = """<table border=1><tr><th>契約日<th>件名<th>契約の相手方<th>契約金額(税込)
<th>予定価格(税込)<th>契約種別<th>契約方法</tr>
<tr><td>2024/04/15</td><td>架空埠頭清掃業務</td><td>合同会社虚構ビルサービス</td><td>2,420,000</td>
<td>2,860,000</td><td>委託</td><td>一般競争入札</td>
<tr><td>2024/04/22</td><td>架空埠頭上屋修繕</td><td>株式会社幻工業</td><td>1,595,000</td>
<td>-</td><td>工事</td><td>指名競争入札</td></tr></tr>
</table>"""
    expected = [
        notice(
            "contract",
            "架空埠頭清掃業務",
            signed="2024-04-15",
            suppliers=[firm("合同会社虚構ビルサービス")],
            contractPrice=price(2_420_000, "included"),
            plannedPrice=price(2_860_000, "included"),
            category="services",
            method="open",
            methodDetails="一般競争入札",
        ),
        notice(
            "contract",
            "架空埠頭上屋修繕",
            signed="2024-04-22",
            suppliers=[firm(KOGYO)],
            contractPrice=price(1_595_000, "included"),
            category="works",
            method="selective",
            methodDetails="指名競争入札",
        ),
    ]
    body = frame(made, title="契約結果")
    return Layout("resultsk.html", body, expected)


@layout
def kyoto_notices() -> Layout:
    """Kyoto's static cp932 page of calls: 要求課, 種目, conditions as text."""
    rows = grid("""
        公告日 | 入札番号 | 案件名称 | 予定価格（税抜き） | 開札日 | 種目 | 内容 | 要求課 | \
            入札参加資格(その他)
        令和6年7月8日 | 610123 | 図書館用書架 | 3,200,000円 | 令和6年7月25日 | 什器類 | \
            複式書架１２連 | 中央図書館 | なし
    """)
    expected = [
        notice(
            "tender",
            "図書館用書架",
            published="2024-07-08",
            number="610123",
            plannedPrice=price(3_200_000, "excluded"),
            opened="2024-07-25",
            description="複式書架１２連",
            department="中央図書館",
        )
    ]
    made = frame(table(rows), title="物品公告一覧")
    return Layout("kokoku.htm", made, expected, doubtful=("workType",))


@layout
def akita_contracts() -> Layout:
    """Akita: 請負者名 and 契約金額 beside 開札日 and 契約日; the last column names the town."""
    rows = grid("""
        入札方式 | 工事・委託名称 | 工事・委託場所 | 調達区分 | 請負者名 | 契約金額 | 開札日 | \
            契約日 | 課所名
        条件付き一般競争入札 | 架空地区ほ場整備工事 | 架空町字野原 | 工事 | 想像土木(株) | \
            71,500,000 | 2024/05/21 | 2024/05/28 | 架空地域振興局
        指名競争入札 | 想像橋点検委託 | 想像村字橋場 | 委託 | 絵空設計(株) | 3,520,000 | \
            2024/05/22 | 2024/05/29 | 想像村
    """)
    expected = [
        notice(
            "contract",
            "架空地区ほ場整備工事",
            method="open",
            methodDetails="条件付き一般競争入札",
            place="架空町字野原",
            category="works",
            suppliers=[firm("想像土木(株)")],
            contractPrice=price(71_500_000),
            opened="2024-05-21",
            signed="2024-05-28",
            department="架空地域振興局",
        ),
        notice(
            "contract",
            "想像橋点検委託",
            method="selective",
            methodDetails="指名競争入札",
            place="想像村字橋場",
            category="services",
            suppliers=[firm("絵空設計(株)")],
            contractPrice=price(3_520_000),
            opened="2024-05-22",
            signed="2024-05-29",
            department="想像村",
        ),
    ]
    made = frame(table(rows), title="契約結果")
    return Layout("ppi.html", made, expected, doubtful=("stage", "buyer", "department"))
