"""Workbooks of results with one row a tender: captions, groups, totals and notes around it."""

from __future__ import annotations

from .grid import Sheet, grid, xlsx
from .layout import (
    DENKI,
    DOBOKU,
    KENSETSU,
    KOGYO,
    SEKKEI,
    SHOJI,
    SOGO,
    Layout,
    firm,
    layout,
    price,
    result,
)


@layout
def one_row_a_tender() -> Layout:
    """The plain list of results: merged title, era dates by number format, rate in percent."""
    rows = grid("""
        令和６年度　入札結果一覧 | < | < | < | < | < | < | < | < | <
        | | | | | | | | | 架空市総務部契約検査課
        No. | 開札日 | 工事名 | 工事場所 | 入札方法 | 予定価格⏎（税抜） | \
            最低制限価格⏎（税抜） | 落札業者 | 落札金額⏎（税抜） | 落札率
        #1 | @2024-04-18{wareki} | 市道架空１号線舗装補修工事 | 架空市本町地内 | \
            条件付一般競争入札 | #12_500_000{,} | #11_250_000{,} | 架空建設株式会社 | \
            #11_900_000{,} | #0.952{%}
        #2 | @2024-04-25{wareki} | 想像橋橋梁補修工事（その２） | 架空市想像町地内 | \
            指名競争入札 | #30_000_000{,} | #27_000_000{,} | 想像土木株式会社 | \
            #29_400_000{,} | #0.98{%}
    """)
    expected = [
        result(
            "市道架空１号線舗装補修工事",
            opened="2024-04-18",
            place="架空市本町地内",
            method="open",
            methodDetails="条件付一般競争入札",
            plannedPrice=price(12_500_000, "excluded"),
            floorPrice=[{"type": "minimumPrice", **price(11_250_000, "excluded")}],
            suppliers=[firm(KENSETSU)],
            awardPrice=price(11_900_000, "excluded"),
            awardRate="0.952",
        ),
        result(
            "想像橋橋梁補修工事（その２）",
            opened="2024-04-25",
            place="架空市想像町地内",
            method="selective",
            methodDetails="指名競争入札",
            plannedPrice=price(30_000_000, "excluded"),
            floorPrice=[{"type": "minimumPrice", **price(27_000_000, "excluded")}],
            suppliers=[firm(DOBOKU)],
            awardPrice=price(29_400_000, "excluded"),
            awardRate="0.98",
        ),
    ]
    return Layout(
        "r6kekka.xlsx", xlsx(Sheet("結果", rows)), expected, doubtful=("department", "buyer")
    )


@layout
def groups_of_department_and_month() -> Layout:
    """Rows of one merged cell carry the department and the month; days have no year."""
    rows = grid("""
        令和6年度　建設工事入札結果 | < | < | < | <
        入札日 | 件名 | 予定価格(税込) | 落札者 | 落札金額(税込)
        【建設部　道路課】 | < | < | < | <
        ４月 | < | < | < | <
        4月5日 | 側溝整備工事（第１工区） | #5_500_000 | 架空建設株式会社 | #5_280_000
        4月19日 | 区画線設置工事 | #2_200_000 | 株式会社幻工業 | #2_090_000
        １月 | < | < | < | <
        1月10日 | 交差点改良工事 | #8_800_000 | 想像土木株式会社 | #8_360_000
        【上下水道局　下水道課】 | < | < | < | <
        ５月 | < | < | < | <
        5月8日 | 汚水管布設替工事 | #16_500_000 | 想像土木株式会社 | #15_950_000
    """)
    road, sewer = "建設部　道路課", "上下水道局　下水道課"
    expected = [
        result(
            title,
            category="works",
            department=office,
            opened=day,
            plannedPrice=price(planned, "included"),
            suppliers=[firm(winner)],
            awardPrice=price(paid, "included"),
        )
        for office, day, title, planned, winner, paid in (
            (road, "2024-04-05", "側溝整備工事（第１工区）", 5_500_000, KENSETSU, 5_280_000),
            (road, "2024-04-19", "区画線設置工事", 2_200_000, KOGYO, 2_090_000),
            (road, "2025-01-10", "交差点改良工事", 8_800_000, DOBOKU, 8_360_000),
            (sewer, "2024-05-08", "汚水管布設替工事", 16_500_000, DOBOKU, 15_950_000),
        )
    ]
    return Layout("kouji.xlsx", xlsx(Sheet("Sheet1", rows)), expected)


@layout
def groups_of_kind() -> Layout:
    """Rows ○工事, ○業務委託 and ○物品購入 in the first cell carry the kind of purchase."""
    rows = grid("""
        令和６年６月　入札結果
        入札日 | 件名 | 落札業者名 | 落札額（円）税抜 | 備考
        ○工事
        R6.6.6 | 庁舎外壁改修工事 | 架空建設株式会社 | #24_000_000 |
        ○業務委託
        R6.6.6 | 庁舎清掃業務委託 | 合同会社虚構ビルサービス | #3_600_000 | くじ引き
        R6.6.13 | 地籍測量業務委託 | 絵空設計株式会社 | #7_250_000 |
        ○物品購入
        R6.6.20 | 事務用椅子購入 | 株式会社空想商事 | #980_000 |
    """)
    expected = [
        result(
            title,
            category=kind,
            opened=day,
            suppliers=[firm(winner)],
            awardPrice=price(paid, "excluded"),
        )
        for kind, day, title, winner, paid in (
            ("works", "2024-06-06", "庁舎外壁改修工事", KENSETSU, 24_000_000),
            ("services", "2024-06-06", "庁舎清掃業務委託", SOGO, 3_600_000),
            ("services", "2024-06-13", "地籍測量業務委託", SEKKEI, 7_250_000),
            ("goods", "2024-06-20", "事務用椅子購入", SHOJI, 980_000),
        )
    ]
    return Layout("0606.xlsx", xlsx(Sheet("6月", rows)), expected)


@layout
def thousand_yen() -> Layout:
    """Buyer, unit of money and tax stand in a caption between title and header."""
    rows = grid("""
        工事入札結果一覧 | < | < | < | < | <
        発注機関：架空広域水道企業団 | < | < | < | 単位：千円（税抜き） | <
        No. | 件名 | 開札日 | 予定価格 | 落札価格 | 落札者
        #1 | 配水池耐震補強工事 | @2024-07-02 | #185_400 | #170_568 | 架空建設株式会社
        #2 | 送水ポンプ更新工事 | @2024-07-09 | #42_350.5 | #39_800 | 株式会社幻工業
    """)
    expected = [
        result(
            title,
            buyer="架空広域水道企業団",
            category="works",
            opened=day,
            plannedPrice=price(planned, "excluded"),
            awardPrice=price(paid, "excluded"),
            suppliers=[firm(winner)],
        )
        for title, day, planned, paid, winner in (
            ("配水池耐震補強工事", "2024-07-02", 185_400_000, 170_568_000, KENSETSU),
            ("送水ポンプ更新工事", "2024-07-09", 42_350_500, 39_800_000, KOGYO),
        )
    ]
    return Layout("suido.xlsx", xlsx(Sheet("一覧", rows)), expected)


@layout
def totals_and_notes() -> Layout:
    """小計, 合計, counts and notes with ※ stand among and below the rows."""
    rows = grid("""
        工事入札結果一覧表
        工事番号 | 工事名 | 開札年月日 | 落札金額（税込） | 落札業者
        道維第1号 | 道路維持補修工事 | 令和6年4月11日 | #3_300_000 | 架空建設株式会社
        道維第2号 | 街路樹剪定工事 | 令和6年4月11日 | #1_980_000 | 想像土木株式会社
        小計 | 2件 | | #5_280_000 |
        河改第1号 | 準用河川改修工事 | 令和6年5月16日 | #22_000_000 | 想像土木株式会社
        小計 | 1件 | | #22_000_000 |
        合　　計 | 3件 | | #27_280_000 |

        ※落札金額には消費税及び地方消費税を含む。
        注）工事名に変更がある場合があります。
    """)
    expected = [
        result(
            title,
            number=number,
            opened=day,
            awardPrice=price(paid, "included"),
            suppliers=[firm(winner)],
        )
        for number, title, day, paid, winner in (
            ("道維第1号", "道路維持補修工事", "2024-04-11", 3_300_000, KENSETSU),
            ("道維第2号", "街路樹剪定工事", "2024-04-11", 1_980_000, DOBOKU),
            ("河改第1号", "準用河川改修工事", "2024-05-16", 22_000_000, DOBOKU),
        )
    ]
    return Layout("kekka.xlsx", xlsx(Sheet("Sheet1", rows)), expected)


@layout
def printed_pages() -> Layout:
    """A list printed on pages: title and header again every few rows, with page numbers."""
    rows = grid("""
        入札・契約結果一覧（令和６年４月分） | < | < | < | < | <
        No | 開札日 | 案件名 | 契約方法 | 落札者 | 落札金額
        #1 | @2024-04-04{dots} | 公園遊具更新工事 | 指名競争入札 | 架空建設株式会社 | #4_100_000
        #2 | @2024-04-04{dots} | 学校給食室改修工事 | 一般競争入札 | 有限会社夢野電気 | #18_600_000
        | | | | | 1 / 2 ページ

        入札・契約結果一覧（令和６年４月分） | < | < | < | < | <
        No | 開札日 | 案件名 | 契約方法 | 落札者 | 落札金額
        #3 | @2024-04-11{dots} | 消防団車庫新築工事 | 一般競争入札 | 架空建設株式会社 | #15_350_000
        #4 | @2024-04-18{dots} | 農道舗装工事 | 指名競争入札 | 想像土木株式会社 | #6_040_000
        | | | | | 2 / 2 ページ
    """)
    codes = {"指名競争入札": "selective", "一般競争入札": "open"}
    expected = [
        result(
            title,
            opened=day,
            method=codes[method],
            methodDetails=method,
            suppliers=[firm(winner)],
            awardPrice=price(paid),
        )
        for day, title, method, winner, paid in (
            ("2024-04-04", "公園遊具更新工事", "指名競争入札", KENSETSU, 4_100_000),
            ("2024-04-04", "学校給食室改修工事", "一般競争入札", DENKI, 18_600_000),
            ("2024-04-11", "消防団車庫新築工事", "一般競争入札", KENSETSU, 15_350_000),
            ("2024-04-18", "農道舗装工事", "指名競争入札", DOBOKU, 6_040_000),
        )
    ]
    return Layout("r0604.xlsx", xlsx(Sheet("印刷用", rows)), expected)


@layout
def failed_and_stopped() -> Layout:
    """不調, 不落, 中止 and 取りやめ stand where the winner should."""
    rows = grid("""
        入札結果（令和６年８月）
        入札日 | 件名 | 入札参加者数 | 予定価格 | 落札者 | 落札金額 | 備考
        R6.8.1 | 集会所改修工事 | 3者 | 9,900,000 | 有限会社夢野電気 | 9,570,000 |
        R6.8.1 | 山腹崩壊復旧工事 | 0者 | 14,300,000 | 不調 | － | 応札者なし
        R6.8.8 | 公用車購入 | 2者 | 2,420,000 | 不落 | - | 予定価格超過
        R6.8.8 | プール改修工事 | － | － | 中止 | － | 設計見直しのため
        R6.8.22 | 図書館空調機更新工事 | | | 取りやめ | |
    """)
    expected = [
        result(
            "集会所改修工事",
            opened="2024-08-01",
            numberOfBids=3,
            plannedPrice=price(9_900_000),
            suppliers=[firm(DENKI)],
            awardPrice=price(9_570_000),
        ),
        result(
            "山腹崩壊復旧工事",
            opened="2024-08-01",
            numberOfBids=0,
            plannedPrice=price(14_300_000),
            status="unsuccessful",
        ),
        result(
            "公用車購入",
            opened="2024-08-08",
            numberOfBids=2,
            plannedPrice=price(2_420_000),
            status="unsuccessful",
        ),
        result("プール改修工事", opened="2024-08-08", status="cancelled"),
        result("図書館空調機更新工事", opened="2024-08-22", status="cancelled"),
    ]
    return Layout("8gatsu.xlsx", xlsx(Sheet("8月", rows)), expected)


@layout
def two_level_header() -> Layout:
    """落札 over 業者名 and 金額, 価格 over two prices; days of which only month and day show."""
    rows = grid("""
        令和6年度　入札結果（上期）
        入札日 | 件名 | 価格（税抜・円） | < | 落札 | <
        ^ | ^ | 予定 | 最低制限 | 業者名 | 金額（税抜・円）
        @2024-05-09{md} | 水路改修工事 | #7_000_000 | #6_300_000 | 想像土木株式会社 | #6_650_000
        @2024-05-16{md} | 橋梁点検業務 | #5_000_000 | － | 絵空設計株式会社 | #4_500_000
    """)
    expected = [
        result(
            "水路改修工事",
            opened="2024-05-09",
            plannedPrice=price(7_000_000, "excluded"),
            floorPrice=[{"type": "minimumPrice", **price(6_300_000, "excluded")}],
            suppliers=[firm(DOBOKU)],
            awardPrice=price(6_650_000, "excluded"),
        ),
        result(
            "橋梁点検業務",
            opened="2024-05-16",
            plannedPrice=price(5_000_000, "excluded"),
            suppliers=[firm(SEKKEI)],
            awardPrice=price(4_500_000, "excluded"),
        ),
    ]
    return Layout("kamiki.xlsx", xlsx(Sheet("上期", rows)), expected)


@layout
def both_tax_bases() -> Layout:
    """Each price twice, without and with tax: the figure with tax is the amount."""
    rows = grid("""
        件名 | 入札執行日 | 予定価格（税抜） | 予定価格（税込） | 落札額（税抜） | \
            落札額（税込） | 落札者 | 応札者数
        公民館耐震補強工事 | @2024-11-07 | #20_000_000 | #22_000_000 | #19_000_000 | \
            #20_900_000 | 架空建設株式会社 | #1
    """)
    expected = [
        result(
            "公民館耐震補強工事",
            opened="2024-11-07",
            plannedPrice=price(22_000_000, "included", amountNet=20_000_000),
            awardPrice=price(20_900_000, "included", amountNet=19_000_000),
            suppliers=[firm(KENSETSU)],
            numberOfBids=1,
        )
    ]
    return Layout("zei.xlsx", xlsx(Sheet("Sheet1", rows)), expected)
