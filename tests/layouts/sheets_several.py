"""Workbooks with several tables or sheets, some of which are hidden or empty."""

from __future__ import annotations

from .grid import Row, Sheet, grid, ods, xls, xlsx
from .layout import (
    DENKI,
    DOBOKU,
    KENSETSU,
    KOGYO,
    SHOJI,
    SOGO,
    Json,
    Layout,
    firm,
    layout,
    period,
    price,
    result,
)


def _month(name: str, *lines: str) -> list[Row]:
    """One month's short list; no line at all says 該当なし."""
    rows = grid(f"{name}分　入札結果\n開札日 | 件名 | 落札者 | 落札金額（税込）")
    return rows + grid("\n".join(lines or ["該当なし"]))


_APRIL = _month(
    "令和６年４月", "4月9日 | 公園トイレ清掃業務 | 合同会社虚構ビルサービス | #1_320_000"
)
_MAY = _month("令和６年５月")
_JUNE = _month(
    "令和６年６月",
    "6月11日 | 体育館床改修工事 | 架空建設株式会社 | #12_650_000",
    "6月18日 | 給食用食器購入 | 株式会社空想商事 | #2_530_000",
)


def _months_expected() -> list[Json]:
    return [
        result(title, opened=day, suppliers=[firm(winner)], awardPrice=price(paid, "included"))
        for day, title, winner, paid in (
            ("2024-04-09", "公園トイレ清掃業務", SOGO, 1_320_000),
            ("2024-06-11", "体育館床改修工事", KENSETSU, 12_650_000),
            ("2024-06-18", "給食用食器購入", SHOJI, 2_530_000),
        )
    ]


@layout
def sheets_a_month() -> Layout:
    """A year in one workbook, a sheet a month; the year stands above, one month has nothing."""
    sheets = (Sheet("4月", _APRIL), Sheet("5月", _MAY), Sheet("6月", _JUNE))
    return Layout("r06.xlsx", xlsx(*sheets), _months_expected())


@layout
def sheets_a_month_ods() -> Layout:
    """The year of sheets as an OpenDocument workbook."""
    sheets = (Sheet("4月", _APRIL), Sheet("5月", _MAY), Sheet("6月", _JUNE))
    return Layout("r06.ods", ods(*sheets), _months_expected())


@layout
def sheets_a_month_xls() -> Layout:
    """The year of sheets as an old binary workbook."""
    sheets = (Sheet("4月", _APRIL), Sheet("5月", _MAY), Sheet("6月", _JUNE))
    return Layout("r06.xls", xls(*sheets), _months_expected())


@layout
def hidden_sheet() -> Layout:
    """A hidden sheet of drafts and one of choices for a list; only the shown one is published."""
    draft = _month("令和６年７月", "7月2日 | 未公表の工事 | 架空建設株式会社 | #9_999_999")
    choices = grid("工事\n委託\n物品\n一般競争入札\n指名競争入札")
    sheets = (
        Sheet("4月", _APRIL),
        Sheet("作業用", draft, hidden=True),
        Sheet("リスト", choices),
    )
    return Layout("r06_04.xlsx", xlsx(*sheets), _months_expected()[:1])


@layout
def hidden_column() -> Layout:
    """A hidden column of the office's own notes between the published ones."""
    rows = grid("""
        入札結果
        開札日 | 件名 | 内部メモ | 落札者 | 落札金額
        R6.7.2 | 街路灯更新工事 | 要確認 | 有限会社夢野電気 | #3_080_000
    """)
    expected = [
        result(
            "街路灯更新工事",
            opened="2024-07-02",
            suppliers=[firm(DENKI)],
            awardPrice=price(3_080_000),
        )
    ]
    return Layout("gairoto.xlsx", xlsx(Sheet("7月", rows, hidden_columns=(2,))), expected)


@layout
def cover_and_instructions() -> Layout:
    """A cover sheet and a sheet of explanations with a filled-in example before the data."""
    cover = grid("令和６年度\n入札結果\n架空市総務部")
    example = grid("""
        記入例（架空の内容です）
        入札日 | 工事名 | 落札者 | 落札金額
        R○.○.○ | ○○工事 | 株式会社○○ | #1_000_000
        項目 | 条件
        入札日 | 和暦で記入すること
        落札金額 | 税抜で記入すること
    """)
    data = grid("""
        入札日 | 工事名 | 落札者 | 落札金額
        R6.7.4 | 街区公園整備工事 | 想像土木株式会社 | #7_040_000
    """)
    expected = [
        result(
            "街区公園整備工事",
            opened="2024-07-04",
            suppliers=[firm(DOBOKU)],
            awardPrice=price(7_040_000),
        )
    ]
    sheets = (Sheet("表紙", cover), Sheet("記入例", example), Sheet("工事", data))
    return Layout("r6.xlsx", xlsx(*sheets), expected, doubtful=("buyer", "department"))


@layout
def two_tables_below() -> Layout:
    """工事 above and 物品 below on one sheet, each with a header of its own."""
    rows = grid("""
        令和6年7月　入札結果
        １．建設工事
        入札日 | 工事名 | 工期 | 落札者 | 落札金額（税抜）
        7月9日 | 道路反射鏡設置工事 | 令和6年7月20日～令和6年9月30日 | 想像土木株式会社 | #1_450_000

        ２．物品
        件名 | 数量 | 納期 | 落札金額（税抜） | 落札者 | 入札日
        タブレット端末 | 40台 | 令和6年10月31日 | #2_360_000 | 株式会社空想商事 | 7月16日
    """)
    expected = [
        result(
            "道路反射鏡設置工事",
            category="works",
            opened="2024-07-09",
            period=period("2024-07-20", "2024-09-30"),
            suppliers=[firm(DOBOKU)],
            awardPrice=price(1_450_000, "excluded"),
        ),
        result(
            "タブレット端末",
            category="goods",
            opened="2024-07-16",
            period=period("", "2024-10-31"),
            suppliers=[firm(SHOJI)],
            awardPrice=price(2_360_000, "excluded"),
        ),
    ]
    return Layout("7gatsu.xlsx", xlsx(Sheet("7月", rows)), expected)


@layout
def two_tables_side_by_side() -> Layout:
    """Two lists beside each other with an empty column between them."""
    rows = grid("""
        工事 | | | | 業務委託 | |
        開札日 | 件名 | 落札者 | | 開札日 | 件名 | 落札者
        R6.8.6 | 遊歩道整備工事 | 想像土木株式会社 | | R6.8.6 | 樹木管理業務 | 架空建設株式会社
        R6.8.20 | 防球ネット工事 | 株式会社幻工業 | | | |
    """)
    expected = [
        result(title, category=kind, opened=day, suppliers=[firm(winner)])
        for kind, day, title, winner in (
            ("works", "2024-08-06", "遊歩道整備工事", DOBOKU),
            ("works", "2024-08-20", "防球ネット工事", KOGYO),
            ("services", "2024-08-06", "樹木管理業務", KENSETSU),
        )
    ]
    return Layout("8.xlsx", xlsx(Sheet("8月", rows)), expected)


@layout
def offset_table() -> Layout:
    """The table begins at D9: a letter's head, empty rows and columns stand before it."""
    rows = grid("""
        | | | | | | 総契第45号
        | | | | | | 令和6年8月30日
        | 報道機関各位
        | | | | 架空市長　架空　太郎（公印省略）

        | | 入札結果の公表について
        | | 下記のとおり入札を執行しましたので公表します。

        | | | 件名 | 開札日 | 落札業者 | 落札金額
        | | | 観光案内板設置工事 | 令和6年8月27日 | 株式会社幻工業 | 4,620,000円
    """)
    expected = [
        result(
            "観光案内板設置工事",
            opened="2024-08-27",
            suppliers=[firm(KOGYO)],
            awardPrice=price(4_620_000),
        )
    ]
    made = xlsx(Sheet("公表", rows))
    return Layout("kohyo.xlsx", made, expected, doubtful=("published", "buyer", "number"))


@layout
def hidden_rows() -> Layout:
    """Two rows of the list are hidden; like a hidden sheet they were not published."""
    rows = grid("""
        入札結果
        開札日 | 件名 | 落札者 | 落札金額（税抜）
        R6.9.10 | 児童館空調更新工事 | 有限会社夢野電気 | #2_750_000
        R6.9.10 | 児童館空調更新工事（下書き） | 有限会社夢野電気 | #2_700_000
        R6.9.10 | （作業中） | |
        R6.9.17 | 児童館外構工事 | 想像土木株式会社 | #1_120_000
    """)
    expected = [
        result(
            title,
            opened=day,
            suppliers=[firm(name)],
            awardPrice=price(paid, "excluded"),
        )
        for day, title, name, paid in (
            ("2024-09-10", "児童館空調更新工事", DENKI, 2_750_000),
            ("2024-09-17", "児童館外構工事", DOBOKU, 1_120_000),
        )
    ]
    return Layout("jidokan.xlsx", xlsx(Sheet("9月", rows, hidden_rows=(3, 4))), expected)


@layout
def told_by_the_list_page() -> Layout:
    """Neither year nor buyer stands in the file: the page that linked it said both."""
    rows = grid("""
        開札日 | 件名 | 落札者 | 落札金額
        4月16日 | 堤防除草工事 | 想像土木株式会社 | #5_830_000
        2月18日 | 樋管補修工事 | 株式会社幻工業 | #3_190_000
    """)
    expected = [
        result(
            title,
            buyer="架空県",
            opened=day,
            suppliers=[firm(name)],
            awardPrice=price(paid),
        )
        for day, title, name, paid in (
            ("2024-04-16", "堤防除草工事", DOBOKU, 5_830_000),
            ("2025-02-18", "樋管補修工事", KOGYO, 3_190_000),
        )
    ]
    hints = {"発注機関": "架空県", "年度": "令和6年度"}
    return Layout("0001.xlsx", xlsx(Sheet("Sheet1", rows)), expected, hints=hints)
