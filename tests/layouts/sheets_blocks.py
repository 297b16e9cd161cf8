"""Workbooks of labels and values: vertical tables, and forms repeated down a sheet."""

from __future__ import annotations

from .grid import Sheet, grid, xlsx
from .layout import (
    DENKI,
    DOBOKU,
    KENSETSU,
    KENSETSU_NO,
    KOGYO,
    SEKKEI,
    Json,
    Layout,
    at,
    bid,
    firm,
    layout,
    notice,
    period,
    price,
    result,
)


def _record(title: str, place: str, day: str, planned: str, *bidders: str) -> str:
    """A 入札調書: labels and values, then the bidders in a table of their own."""
    return "\n".join(
        (
            "入　札　調　書 | < | < | <",
            f"件　　　名 | {title} | < | <",
            f"場　　　所 | {place} | < | <",
            f"入 札 日 時 | {day} | 入 札 場 所 | 本庁舎第１会議室",
            f"予 定 価 格 | {planned} | 最低制限価格 | －",
            "入　札　者 | 第１回 | 第２回 | 摘　要",
            *bidders,
            "",
        )
    )


_RECORDS = (
    _record(
        "架空川河道掘削工事",
        "架空市川端町地内",
        "令和６年６月６日　午前９時３０分",
        "28,000,000円（税抜）",
        "架空建設株式会社 | 28,500,000 | 27,300,000 | 落札",
        "想像土木株式会社 | 29,000,000 | 27,900,000 |",
        "株式会社幻工業 | 辞退 | |",
    ),
    _record(
        "想像池堤体補強工事",
        "架空市池町地内",
        "令和６年６月６日　午前１０時００分",
        "9,500,000円（税抜）",
        "想像土木株式会社 | 9,200,000 | | 落札",
        "株式会社幻工業 | 9,310,000 | |",
    ),
)


def _records_expected() -> list[Json]:
    return [
        result(
            "架空川河道掘削工事",
            place="架空市川端町地内",
            opened=at("2024-06-06", "09:30"),
            plannedPrice=price(28_000_000, "excluded"),
            suppliers=[firm(KENSETSU)],
            awardPrice=price(27_300_000),
            bids=[
                bid(KENSETSU, 28_500_000, 27_300_000, won=True),
                bid(DOBOKU, 29_000_000, 27_900_000),
                bid(KOGYO, "辞退"),
            ],
        ),
        result(
            "想像池堤体補強工事",
            place="架空市池町地内",
            opened=at("2024-06-06", "10:00"),
            plannedPrice=price(9_500_000, "excluded"),
            suppliers=[firm(DOBOKU)],
            awardPrice=price(9_200_000),
            bids=[bid(DOBOKU, 9_200_000, won=True), bid(KOGYO, 9_310_000)],
        ),
    ]


@layout
def records_down_a_sheet() -> Layout:
    """入札調書 repeated down one sheet: labels and values, then a table of bidders with rounds."""
    rows = grid("\n".join(_RECORDS))
    return Layout("chosho.xlsx", xlsx(Sheet("調書", rows)), _records_expected())


@layout
def record_a_sheet() -> Layout:
    """The same records, each on a sheet of its own."""
    sheets = [Sheet(f"No.{n}", grid(text)) for n, text in enumerate(_RECORDS, 1)]
    return Layout("chosho2.xlsx", xlsx(*sheets), _records_expected())


@layout
def numbered_labels() -> Layout:
    """公表用開札録: numbered labels, both tax bases, the winner said apart from the bidders."""
    rows = grid("""
        開　札　録（公表用） | < | <
        １ | 案件名 | 架空市立保育所改修工事
        ２ | 場所 | 架空市保育町３番地
        ３ | 契約番号 | 6-0123
        ４ | 工期 | 契約日から令和7年2月28日まで
        ５ | 入札の種類 | 条件付一般競争入札
        ６ | 開札日 | 令和6年8月20日
        ７ | 予定価格（税込） | 44,000,000円
        ８ | 入札書比較価格（税抜） | 40,000,000円
        ９ | 最低制限価格（税込） | 39,600,000円
        １０ | 落札の有無 | 有
        １１ | 落札者氏名 | 架空建設株式会社
        １２ | 落札者所在地 | 架空市本町1-2-3
        １３ | 落札金額（税込） | 41,800,000円
        入札者氏名 | 第1回入札 | 結果
        架空建設株式会社 | 38,000,000 | 落札
        想像土木株式会社 | 35,500,000 | 失格
    """)
    expected = [
        result(
            "架空市立保育所改修工事",
            place="架空市保育町３番地",
            number="6-0123",
            period=period("", "2025-02-28"),
            method="open",
            methodDetails="条件付一般競争入札",
            opened="2024-08-20",
            plannedPrice=price(44_000_000, "included", amountNet=40_000_000),
            floorPrice=[{"type": "minimumPrice", **price(39_600_000, "included")}],
            suppliers=[firm(KENSETSU, "", "架空市本町1-2-3")],
            awardPrice=price(41_800_000, "included"),
            bids=[
                bid(KENSETSU, 38_000_000, won=True),
                bid(DOBOKU, 35_500_000, status="disqualified"),
            ],
        )
    ]
    return Layout("kaisatsuroku.xlsx", xlsx(Sheet("公表", rows)), expected)


@layout
def vertical_table() -> Layout:
    """A notice of tender as a table of two columns: label, value."""
    rows = grid("""
        入札公告（概要） | <
        公告日 | 令和6年7月1日
        工事番号 | 都計第7号
        工事名 | 架空駅前広場整備工事
        工事場所 | 架空市駅前一丁目地内
        工事概要 | 舗装工　A=1,200㎡、植栽工　一式
        工期 | 令和6年8月1日から令和7年3月14日まで
        予定価格（税抜） | 86,000,000円
        入札方式 | 条件付一般競争入札（事後審査型）
        参加申請期限 | 令和6年7月12日（金）午後5時
        入札書提出期限 | 令和6年7月23日（火）午後5時
        開札日時 | 令和6年7月24日（水）午前10時
        担当課 | 都市計画課
    """)
    expected = [
        notice(
            "tender",
            "架空駅前広場整備工事",
            published="2024-07-01",
            number="都計第7号",
            place="架空市駅前一丁目地内",
            description="舗装工　A=1,200㎡、植栽工　一式",
            period=period("2024-08-01", "2025-03-14"),
            plannedPrice=price(86_000_000, "excluded"),
            method="open",
            methodDetails="条件付一般競争入札（事後審査型）",
            deadline=at("2024-07-23", "17:00"),
            opened=at("2024-07-24", "10:00"),
            department="都市計画課",
        )
    ]
    return Layout("kokoku.xlsx", xlsx(Sheet("公告", rows)), expected)


@layout
def a_notice_a_column() -> Layout:
    """Labels in the first column, one tender in each further column."""
    rows = grid("""
        入札結果（６月１３日執行分）
        番号 | １ | ２ | ３
        件名 | 公園照明改修工事 | 道路設計業務委託 | 橋梁塗装工事
        入札方法 | 指名競争入札 | 指名競争入札 | 一般競争入札
        入札日 | 令和6年6月13日 | 令和6年6月13日 | 令和6年6月13日
        予定価格（税抜） | 4,200,000 | 7,700,000 | 18,300,000
        落札者 | 有限会社夢野電気 | 絵空設計株式会社 | 不調
        落札金額（税抜） | 4,000,000 | 7,100,000 | －
    """)
    common = {"opened": "2024-06-13"}
    invited = {"method": "selective", "methodDetails": "指名競争入札"}
    expected = [
        result(
            "公園照明改修工事",
            **common,
            **invited,
            plannedPrice=price(4_200_000, "excluded"),
            suppliers=[firm(DENKI)],
            awardPrice=price(4_000_000, "excluded"),
        ),
        result(
            "道路設計業務委託",
            **common,
            **invited,
            plannedPrice=price(7_700_000, "excluded"),
            suppliers=[firm(SEKKEI)],
            awardPrice=price(7_100_000, "excluded"),
        ),
        result(
            "橋梁塗装工事",
            **common,
            method="open",
            methodDetails="一般競争入札",
            plannedPrice=price(18_300_000, "excluded"),
            status="unsuccessful",
        ),
    ]
    made = xlsx(Sheet("0613", rows))
    return Layout("0613.xlsx", made, expected, doubtful=("number",))


@layout
def pairs_across() -> Layout:
    """Two or three label/value pairs in a row, repeated for each contract; labels are spaced."""
    rows = grid(f"""
        契　約　の　概　要
        契 約 番 号 | 第6-77号 | 契　約　日 | 令和6年5月30日
        件　　　名 | 防災行政無線更新工事 | < | <
        契約の相手方 | 架空建設株式会社 | 法 人 番 号 | {KENSETSU_NO}
        契 約 金 額 | 金 55,000,000円（税込） | 契約の方法 | 指名競争入札
        履 行 期 間 | 自　令和6年5月31日⏎至　令和7年2月28日 | 担　当　課 | 防災課

        契 約 番 号 | 第6-78号 | 契　約　日 | 令和6年6月3日
        件　　　名 | 水防倉庫修繕工事 | < | <
        契約の相手方 | 株式会社幻工業 | 法 人 番 号 | －
        契 約 金 額 | 金 1,430,000円（税込） | 契約の方法 | 随意契約
        履 行 期 間 | 自　令和6年6月4日⏎至　令和6年8月30日 | 担　当　課 | 防災課
    """)
    expected = [
        notice(
            "contract",
            "防災行政無線更新工事",
            number="第6-77号",
            signed="2024-05-30",
            suppliers=[firm(KENSETSU, KENSETSU_NO)],
            contractPrice=price(55_000_000, "included"),
            method="selective",
            methodDetails="指名競争入札",
            period=period("2024-05-31", "2025-02-28"),
            department="防災課",
        ),
        notice(
            "contract",
            "水防倉庫修繕工事",
            number="第6-78号",
            signed="2024-06-03",
            suppliers=[firm(KOGYO)],
            contractPrice=price(1_430_000, "included"),
            methodDetails="随意契約",
            period=period("2024-06-04", "2024-08-30"),
            department="防災課",
        ),
    ]
    made = xlsx(Sheet("契約", rows))
    return Layout("gaiyo.xlsx", made, expected, doubtful=("method",))


@layout
def blocks_with_bidders_only_below_some() -> Layout:
    """Blocks of 件名 … with a bidder table below; one block says 中止 and has none."""
    rows = grid("""
        令和6年11月7日執行　入札結果

        案件名：学校給食配送業務
        予定価格：非公表
        No | 業者名 | 入札金額（税抜） | 結果
        1 | 合同会社虚構ビルサービス | 18,000,000 | 落札
        2 | 想像土木株式会社 | 19,200,000 |

        案件名：学校用務員業務
        結果：中止
    """)
    sogo = "合同会社虚構ビルサービス"
    expected = [
        result(
            "学校給食配送業務",
            opened="2024-11-07",
            plannedPrice={"undisclosed": True},
            suppliers=[firm(sogo)],
            awardPrice=price(18_000_000, "excluded"),
            bids=[bid(sogo, 18_000_000, won=True), bid(DOBOKU, 19_200_000)],
        ),
        result("学校用務員業務", opened="2024-11-07", status="cancelled"),
    ]
    return Layout("1107.xlsx", xlsx(Sheet("結果", rows)), expected)
