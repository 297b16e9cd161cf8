"""Workbooks that print every bidder: in rows, in columns, with the rounds either way."""

from __future__ import annotations

from .grid import Sheet, grid, ods, xls, xlsx
from .layout import (
    DENKI,
    DOBOKU,
    KENSETSU,
    KENSETSU_NO,
    KOGYO,
    KUMI,
    SEKKEI,
    Json,
    Layout,
    bid,
    firm,
    layout,
    price,
    result,
)


def _rows_a_bidder(below: str) -> str:
    """Two tenders, a row a bidder; ``below`` stands in a tender's cells under the first row."""
    first = "令和6年5月16日 | 市道想像線改良工事 | 指名競争入札 | 9,000,000"
    second = "令和6年5月16日 | 架空公園整備工事 | 指名競争入札 | 15,000,000"
    under = " | ".join([below] * 4)
    return f"""
        入札結果一覧表（工事）
        入札日 | 工事名 | 入札方式 | 予定価格（税抜） | 入札者 | 入札金額（税抜） | 結果
        {first} | 架空建設株式会社 | 8,820,000 |
        {under} | 想像土木株式会社 | 8,550,000 | 落札
        {under} | 株式会社幻工業 | 辞退 |
        {second} | 株式会社幻工業 | 14,400,000 | 落札
        {under} | 架空建設株式会社 | 15,600,000 | 予定価格超過
    """


def _rows_a_bidder_expected() -> list[Json]:
    common: Json = {
        "category": "works",
        "opened": "2024-05-16",
        "method": "selective",
        "methodDetails": "指名競争入札",
    }
    return [
        result(
            "市道想像線改良工事",
            **common,
            plannedPrice=price(9_000_000, "excluded"),
            suppliers=[firm(DOBOKU)],
            awardPrice=price(8_550_000, "excluded"),
            bids=[bid(KENSETSU, 8_820_000), bid(DOBOKU, 8_550_000, won=True), bid(KOGYO, "辞退")],
        ),
        result(
            "架空公園整備工事",
            **common,
            plannedPrice=price(15_000_000, "excluded"),
            suppliers=[firm(KOGYO)],
            awardPrice=price(14_400_000, "excluded"),
            bids=[bid(KOGYO, 14_400_000, won=True), bid(KENSETSU, 15_600_000)],
        ),
    ]


@layout
def bidder_rows_merged() -> Layout:
    """One row a bidder; the cells of the tender are merged downwards."""
    made = xlsx(Sheet("工事", grid(_rows_a_bidder("^"))))
    return Layout("koji.xlsx", made, _rows_a_bidder_expected())


@layout
def bidder_rows_blank_below() -> Layout:
    """One row a bidder; the cells of the tender stand in its first row only, not merged."""
    made = xlsx(Sheet("工事", grid(_rows_a_bidder(""))))
    return Layout("koji.xlsx", made, _rows_a_bidder_expected())


@layout
def bidder_rows_ditto() -> Layout:
    """One row a bidder; 〃 stands in the tender's cells of every further row."""
    made = xlsx(Sheet("工事", grid(_rows_a_bidder("〃"))))
    return Layout("koji.xlsx", made, _rows_a_bidder_expected())


@layout
def bidder_rows_ods() -> Layout:
    """The merged list as an OpenDocument workbook."""
    made = ods(Sheet("工事", grid(_rows_a_bidder("^"))))
    return Layout("koji.ods", made, _rows_a_bidder_expected())


@layout
def bidder_rows_xls() -> Layout:
    """The merged list as an old binary workbook."""
    made = xls(Sheet("工事", grid(_rows_a_bidder("^"))))
    return Layout("koji.xls", made, _rows_a_bidder_expected())


@layout
def bidder_rows_repeated() -> Layout:
    """One row a bidder; every row repeats the tender, with the firm's 法人番号 as a number."""
    rows = grid(f"""
        調達案件番号 | 件名 | 開札日 | 業者名 | 法人番号 | 入札金額（円） | 順位 | 落札区分
        2024-0101 | 公用車賃貸借 | @2024-07-08 | 架空建設株式会社 | \
            #{KENSETSU_NO} | #1_200_000 | #1 | 落札
        2024-0101 | 公用車賃貸借 | @2024-07-08 | 想像土木株式会社 | | #1_310_000 | #2 |
        2024-0102 | 公用車点検業務 | @2024-07-08 | 想像土木株式会社 | | #455_000 | #1 | 落札
    """)
    expected = [
        result(
            "公用車賃貸借",
            number="2024-0101",
            opened="2024-07-08",
            suppliers=[firm(KENSETSU, KENSETSU_NO)],
            awardPrice=price(1_200_000),
            bids=[
                bid(KENSETSU, 1_200_000, won=True, rank=1, number=KENSETSU_NO),
                bid(DOBOKU, 1_310_000, rank=2),
            ],
        ),
        result(
            "公用車点検業務",
            number="2024-0102",
            opened="2024-07-08",
            suppliers=[firm(DOBOKU)],
            awardPrice=price(455_000),
            bids=[bid(DOBOKU, 455_000, won=True, rank=1)],
        ),
    ]
    return Layout("0708.xlsx", xlsx(Sheet("Sheet1", rows)), expected)


@layout
def bidders_as_columns() -> Layout:
    """業者名1 金額1 業者名2 金額2 …: as many columns as bidders, the winner said apart."""
    rows = grid("""
        入札結果（工事）
        開札日 | 工事名 | 落札者 | 落札金額 | 業者名1 | 金額1 | 業者名2 | 金額2 | 業者名3 | 金額3
        R6.6.20 | 架空川護岸工事 | 想像土木株式会社 | 6,500,000 | 架空建設株式会社 | 6,800,000 | \
            想像土木株式会社 | 6,500,000 | 株式会社幻工業 | 辞退
        R6.6.27 | 想像沼浚渫工事 | 株式会社幻工業 | 3,900,000 | 株式会社幻工業 | 3,900,000 | | | |
    """)
    expected = [
        result(
            "架空川護岸工事",
            opened="2024-06-20",
            suppliers=[firm(DOBOKU)],
            awardPrice=price(6_500_000),
            bids=[bid(KENSETSU, 6_800_000), bid(DOBOKU, 6_500_000, won=True), bid(KOGYO, "辞退")],
        ),
        result(
            "想像沼浚渫工事",
            opened="2024-06-27",
            suppliers=[firm(KOGYO)],
            awardPrice=price(3_900_000),
            bids=[bid(KOGYO, 3_900_000, won=True)],
        ),
    ]
    return Layout("gyosha.xlsx", xlsx(Sheet("一覧", rows)), expected)


@layout
def bidders_as_columns_in_levels() -> Layout:
    """入札参加者 over A社, B社 …, and these over 業者名 and 入札額."""
    rows = grid("""
        入札経過一覧
        No. | 件名 | 入札日 | 予定価格（税抜） | 入札参加者（入札額は税抜） | < | < | < | 落札業者
        ^ | ^ | ^ | ^ | ① | < | ② | < | ^
        ^ | ^ | ^ | ^ | 業者名 | 入札額 | 業者名 | 入札額 | ^
        #1 | 配水管布設替工事 | @2024-08-06 | #21_000_000 | 架空建設株式会社 | #19_950_000 | \
            想像土木株式会社 | #20_500_000 | 架空建設株式会社
        #2 | 給水管取替工事 | @2024-08-06 | #5_000_000 | 想像土木株式会社 | #4_800_000 | \
            株式会社霧島組架空支店 | 失格 | 想像土木株式会社
    """)
    expected = [
        result(
            "配水管布設替工事",
            opened="2024-08-06",
            plannedPrice=price(21_000_000, "excluded"),
            suppliers=[firm(KENSETSU)],
            awardPrice=price(19_950_000, "excluded"),
            bids=[bid(KENSETSU, 19_950_000, won=True), bid(DOBOKU, 20_500_000)],
        ),
        result(
            "給水管取替工事",
            opened="2024-08-06",
            plannedPrice=price(5_000_000, "excluded"),
            suppliers=[firm(DOBOKU)],
            awardPrice=price(4_800_000, "excluded"),
            bids=[bid(DOBOKU, 4_800_000, won=True), bid(KUMI, "失格")],
        ),
    ]
    return Layout("keika.xlsx", xlsx(Sheet("経過", rows)), expected, doubtful=("awardPrice",))


@layout
def rounds_as_columns() -> Layout:
    """第１回, 第２回 and 見積 as columns: the price agreed at the end is the award, no round."""
    rows = grid("""
        入札結果表
        開札日 | 件名 | 業者名 | 入札金額（税抜） | < | 見積金額（税抜） | 摘要
        ^ | ^ | ^ | 第１回 | 第２回 | ^ | ^
        令和6年9月5日 | 浄水場ろ過池改修工事 | 架空建設株式会社 | 52,000,000 | 50,500,000 | \
            49,800,000 | 決定
        ^ | ^ | 想像土木株式会社 | 53,000,000 | 辞退 | |
        ^ | ^ | 株式会社幻工業 | 不参加 | | |
        令和6年9月5日 | 配水池清掃業務 | 絵空設計株式会社 | 1,900,000 | | | 落札
        ^ | ^ | 有限会社夢野電気 | 2,050,000 | | |
    """)
    expected = [
        result(
            "浄水場ろ過池改修工事",
            opened="2024-09-05",
            suppliers=[firm(KENSETSU)],
            awardPrice=price(49_800_000, "excluded"),
            bids=[
                bid(KENSETSU, 52_000_000, 50_500_000, won=True),
                bid(DOBOKU, 53_000_000, "辞退"),
                bid(KOGYO, "不参加"),
            ],
        ),
        result(
            "配水池清掃業務",
            opened="2024-09-05",
            suppliers=[firm(SEKKEI)],
            awardPrice=price(1_900_000, "excluded"),
            bids=[bid(SEKKEI, 1_900_000, won=True), bid(DENKI, 2_050_000)],
        ),
    ]
    return Layout("r6_9_5.xlsx", xlsx(Sheet("結果", rows)), expected)


@layout
def rounds_as_rows() -> Layout:
    """One row a round of each bidder; 回 says which."""
    rows = grid("""
        工事名 | 入札日 | 入札者名 | 回 | 入札額 | 備考
        架空港浮桟橋補修工事 | R6.10.10 | 架空建設株式会社 | 1 | 12,100,000 |
        | | | 2 | 11,800,000 |
        | | 想像土木株式会社 | 1 | 12,000,000 |
        | | | 2 | 11,500,000 | 落札
        架空港照明灯更新工事 | R6.10.10 | 有限会社夢野電気 | 1 | 2,700,000 | 落札
    """)
    expected = [
        result(
            "架空港浮桟橋補修工事",
            opened="2024-10-10",
            suppliers=[firm(DOBOKU)],
            awardPrice=price(11_500_000),
            bids=[
                bid(KENSETSU, 12_100_000, 11_800_000),
                bid(DOBOKU, 12_000_000, 11_500_000, won=True),
            ],
        ),
        result(
            "架空港照明灯更新工事",
            opened="2024-10-10",
            suppliers=[firm(DENKI)],
            awardPrice=price(2_700_000),
            bids=[bid(DENKI, 2_700_000, won=True)],
        ),
    ]
    return Layout("kai.xlsx", xlsx(Sheet("港湾", rows)), expected)


@layout
def four_level_header() -> Layout:
    """A header of four rows; the winner is marked ○ in a narrow column."""
    rows = grid("""
        入札執行結果 | < | < | < | < | < | < | <
        案件 | < | < | 入札 | < | < | < | <
        番号 | 名称 | 開札日 | 参加者 | < | 金額（税抜・円） | < | <
        ^ | ^ | ^ | 落札 | 商号又は名称 | 入札回数 | < | 見積
        ^ | ^ | ^ | ^ | ^ | １回目 | ２回目 | ^
        第12号 | 消防水利整備工事 | @2024-11-14 | | 架空建設株式会社 | #8_300_000 | #8_100_000 |
        ^ | ^ | ^ | ○ | 想像土木株式会社 | #8_250_000 | #7_950_000 |
        第13号 | 消防庁舎改修工事 | @2024-11-14 | ○ | 株式会社幻工業 | #5_600_000 | |
    """)
    expected = [
        result(
            "消防水利整備工事",
            number="第12号",
            opened="2024-11-14",
            suppliers=[firm(DOBOKU)],
            awardPrice=price(7_950_000, "excluded"),
            bids=[
                bid(KENSETSU, 8_300_000, 8_100_000),
                bid(DOBOKU, 8_250_000, 7_950_000, won=True),
            ],
        ),
        result(
            "消防庁舎改修工事",
            number="第13号",
            opened="2024-11-14",
            suppliers=[firm(KOGYO)],
            awardPrice=price(5_600_000, "excluded"),
            bids=[bid(KOGYO, 5_600_000, won=True)],
        ),
    ]
    return Layout("shikko.xlsx", xlsx(Sheet("執行", rows)), expected)


@layout
def scores_beside_bids() -> Layout:
    """総合評価: scores stand beside each bid; a disqualified bidder keeps its price."""
    rows = grid("""
        総合評価落札方式（特別簡易型）　入札結果 | < | < | < | < | < | < | < | <
        工事名 | 開札日 | 予定価格（税抜き） | 入札者 | 入札価格（税抜き） | 技術評価点 | 評価値 | \
            順位 | 結果
        架空トンネル補修工事 | @2024-12-05 | #64_000_000 | 架空建設株式会社 | #60_800_000 | \
            #112.5 | #18.503 | #1 | 落札
        ^ | ^ | ^ | 想像土木株式会社 | #60_100_000 | #108 | #17.97 | #2 |
        ^ | ^ | ^ | 株式会社幻工業 | #57_000_000 | | | | 失格
    """)
    winner = bid(
        KENSETSU, 60_800_000, won=True, rank=1, technicalScore="112.5", evaluationScore="18.503"
    )
    expected = [
        result(
            "架空トンネル補修工事",
            opened="2024-12-05",
            plannedPrice=price(64_000_000, "excluded"),
            awardCriteria="ratedCriteria",
            suppliers=[firm(KENSETSU)],
            awardPrice=price(60_800_000, "excluded"),
            bids=[
                winner,
                bid(DOBOKU, 60_100_000, rank=2, technicalScore="108", evaluationScore="17.97"),
                bid(KOGYO, 57_000_000, status="disqualified"),
            ],
        )
    ]
    made = xlsx(Sheet("総合評価", rows))
    return Layout("sogo.xlsx", made, expected, doubtful=("methodDetails",))


@layout
def nobody_won() -> Layout:
    """All bids above the ceiling, then refusals: 不調 said in the last column of the first row."""
    rows = grid("""
        件名 | 執行日 | 予定価格 | 業者名 | 1回目 | 2回目 | 結果
        旧庁舎解体工事 | 令和6年12月12日 | 33,000,000 | 架空建設株式会社 | 39,800,000 | 辞退 | 不調
        | | | 想像土木株式会社 | 41,000,000 | 38,500,000 |
        | | | 株式会社霧島組架空支店 | 欠席 | |
    """)
    expected = [
        result(
            "旧庁舎解体工事",
            opened="2024-12-12",
            plannedPrice=price(33_000_000),
            status="unsuccessful",
            bids=[
                bid(KENSETSU, 39_800_000, "辞退"),
                bid(DOBOKU, 41_000_000, 38_500_000),
                bid(KUMI, "欠席"),
            ],
        )
    ]
    return Layout("kaitai.xlsx", xlsx(Sheet("Sheet1", rows)), expected)
