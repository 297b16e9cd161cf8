"""Tables as publishers lay them out that the samples don't have, each with where it was seen.

Names and sums are invented where the origin says only how a table is laid out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from reading_help import notices_of_body
from scoreboard import reading_of

from pipelines.normalise.body_names import body_and_office
from pipelines.normalise.kinds import _said
from pipelines.normalise.parties import parties_of
from pipelines.normalise.years import year_in


def notices(body: str, kind: str = "csv") -> list[dict[str, Any]]:
    """The notices of a text: the words of a page, or lines of cells between ``|``."""
    if kind == "html":
        return notices_of_body(f"<html><body>{body}</body></html>".encode(), "file.html")
    lines = (line.split("|") for line in body.strip().splitlines())
    rows = ["\t".join(cell.strip() for cell in line) for line in lines]
    return notices_of_body("\n".join(rows).encode(), "file.tsv")


def table(text: str, cell: str = "td") -> str:
    """A table of a page, drawn as lines of cells between ``|``."""
    rows = (line.split("|") for line in text.strip().splitlines())
    made = ("".join(f"<{cell}>{one.strip()}</{cell}>" for one in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in made) + "</table>"


def firms(notice: dict[str, Any]) -> list[str]:
    return [firm["name"] for firm in notice.get("suppliers", [])]


def bids(notice: dict[str, Any]) -> list[tuple[str, list[Any], Any]]:
    """Name, amounts or words, and whether it won, of each bid."""
    return [
        (
            bid["bidder"]["name"],
            [r.get("amount", r.get("mark")) for r in bid["rounds"]],
            bid.get("won"),
        )
        for bid in notice["bids"]
    ]


def amount(notice: dict[str, Any], key: str) -> int | None:
    price = notice.get(key)
    return price and price["amount"]


@dataclass(frozen=True)
class Row:
    """One row of a list under its labels, and what the notice says under some keys."""

    seen: str
    labels: str
    cells: str
    says: dict[str, Any]


ROWS = [
    Row(
        "result lists of Kobe, kept by a client, 2026",
        "工事名|開札日時|入札方式|参加数|決定金額|予定価格|最低制限価格|契約相手|工事種別",
        "中央幹線ライトアップ工事|2024/8/7|事後審査型制限付一般競争入札|8|26325000|28721000|25688000"
        "|（株）オールライト|電気一般",
        {"numberOfBids": 8, "suppliers": ["（株）オールライト"], "opened": "2024-08-07"},
    ),
    Row(
        "the national list of works (入札情報サービス), in a client's tests, 2026",
        "No|発注機関／担当部・事務所|業務名|入札契約方式|業務区分|公告日",
        "1|国土交通省東北地方整備局 ／ 仙台事務所|河川調査業務|一般競争入札|測量|2026/08/20",
        {"buyer": "東北地方整備局", "department": "仙台事務所", "published": "2026-08-20"},
    ),
    Row(
        "an agency's list of notices, in a client's tests, 2026",
        "案件番号|案件名称|発注機関|入札方式|公告日|締切日",
        "P-2025-001|情報システム運用保守業務|総務省|一般競争入札|2025-04-01|2025-04-30",
        {"deadline": "2025-04-30", "buyer": "総務省"},
    ),
    Row(
        "a city's list of notices: the day of opening in brackets",
        "公告日|件名|申請期限|入札（開札）日時|予定価格（税抜）",
        "令和6年5月10日|配水管布設替工事|令和6年5月17日|令和6年6月5日午前9時30分|18,200,000円",
        {"opened": "2024-06-05T09:30:00+09:00", "published": "2024-05-10"},
    ),
    Row(
        "a police force's open counter: nobody came",
        "公表日|件名|決定業者名|決定金額|参加業者数|備考",
        "令和6年7月3日|机・椅子|―|―|0者|不成立",
        {"status": "unsuccessful", "numberOfBids": 0},
    ),
    Row(
        "a city's results: negotiated after nobody won",
        "開札日|案件名称|落札者|落札金額|状況",
        "2024-06-04|架空センター清掃業務|例示ビルサービス(株)|2,400,000|不落随契",
        {"status": None, "suppliers": ["例示ビルサービス(株)"], "awardPrice": 2_400_000},
    ),
    Row(
        "a city's results: cancelled",
        "開札日|案件名称|落札者|落札金額|状況",
        "2024-06-04|見本公園遊具更新工事|||取止め",
        {"status": "cancelled"},
    ),
    Row(
        "a company's unit prices, with the unit in a column of its own",
        "契約締結日|契約の名称|契約の相手方|契約金額|単価|単位",
        "2024年4月1日|ガソリン購入（単価契約）|架空石油株式会社||165|円/L",
        {"contractPrice": 165, "per": "リットル"},
    ),
    Row(
        "a prefecture's works, the period in two columns headed once",
        "工事名|請負者|請負金額(千円)|契約日|工期 自|至",
        "見本川護岸工事|㈱見本組|45,650|R6.5.1|R6.5.8|R7.3.15",
        {"period": {"start": "2024-05-08", "end": "2025-03-15"}, "contractPrice": 45_650_000},
    ),
    Row(
        "a town's results: one price beside the winner",
        "件名|開札日|落札者|金額",
        "架空庁舎清掃業務|R6.4.1|見本ビル(株)|1,000,000",
        {"awardPrice": 1_000_000, "suppliers": ["見本ビル(株)"]},
    ),
    Row(
        "a city's contracts: one price beside the party",
        "件名|契約日|契約の相手方|金額（円）",
        "架空庁舎清掃業務|R6.4.1|見本ビル(株)|1,000,000",
        {"contractPrice": 1_000_000, "awardPrice": None, "stage": "contract"},
    ),
    Row(
        "an office's quotes: that of the firm that was chosen",
        "件名|見積日|決定業者|見積金額（税抜）",
        "トナー購入|R6.4.1|見本文具(株)|98,000",
        {"awardPrice": 98_000, "suppliers": ["見本文具(株)"]},
    ),
    Row(
        "a research institute's list with labels in two languages",
        "調達番号(ID)|件名(Title)|公告日(Date)|開札日時(Opening)|契約方式(Method)",
        "2024-001|液体窒素の購入|2024/02/01|2024/02/29 14:00|一般競争",
        {"title": "液体窒素の購入", "opened": "2024-02-29T14:00:00+09:00", "method": "open"},
    ),
    Row(
        "a port's contracts, each label once more in English below it",
        "件名 Title|契約日 Date|契約相手方 Contractor|契約金額 Amount (JPY)",
        "港湾荷役機械点検業務|2024-04-10|見本重機(株)|2750000",
        {"contractPrice": 2_750_000, "suppliers": ["見本重機(株)"]},
    ),
    Row(
        "a city's calls for works",
        "公告番号|工事名|場所|業種・ランク|公告日|入札日",
        "第1号|架空線道路改良工事|見本町|土木一式・A|令和7年5月1日|令和7年5月22日",
        {"workType": "土木一式・A", "number": "第1号"},
    ),
    Row(
        "a university's contracts: a firm with its address in a column named after it",
        "調達件名|入札（見積）日|契約先|契約先住所|契約額|契約日|発注年度",
        "液体窒素の購入|2024/04/15|見本ガス(株)|東京都港区1-1|1,100,000|2024/04/16|R6",
        {"opened": "2024-04-15", "contractPrice": 1_100_000},
    ),
    Row(
        "a workbook whose narrow columns break labels and names",
        "契約件名|契約年月日|契約金額（円）|契約相手方氏名（名称）|契約相手方住所",
        "架空業務委託|R6.4.1|1,234,567|見本株式会社|架空市見本1-2",
        {"suppliers": ["見本株式会社"], "contractPrice": 1_234_567},
    ),
    Row(
        "a town's call: a ceiling by another name",
        "公告日|業務名|上限金額（税込）|提出締切日",
        "令和6年5月10日|架空市観光計画策定業務|9,900,000円|令和6年6月10日",
        {"plannedPrice": 9_900_000, "ceiling": True, "deadline": "2024-06-10"},
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.seen)
def test_a_row_of_a_list(row: Row) -> None:
    (notice,) = notices(f"{row.labels}\n{row.cells}")
    found = {
        **{key: notice.get(key) for key in row.says},
        "suppliers": firms(notice),
        "buyer": notice.get("buyer", {}).get("name"),
        "per": notice.get("contractPrice", {}).get("per"),
        "ceiling": notice.get("plannedPrice", {}).get("ceiling"),
        **{key: amount(notice, key) for key in row.says if key.endswith("Price")},
    }
    assert {key: found[key] for key in row.says} == row.says
    assert not notice.get("issues")


# ── bidders ────────────────────────────────────────────────────────────────────────────────

TWO_TENDERS = """
    {first}
    入札者|入札金額（税抜）
    株式会社甲野組|11,900,000円
    乙山建設有限会社|12,100,000円
    落札者|株式会社甲野組
    落札金額（税抜）|11,900,000円
    {gap}{second}
    入札者|入札金額（税抜）
    乙山建設有限会社|6,200,000円
    丙田土木|6,250,000円
    落札者|乙山建設有限会社
    落札金額（税抜）|6,200,000円
"""


@pytest.mark.parametrize("gap", ["", "|\n    "], ids=["close", "apart"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("工事番号|町土第5号\n工事名|見本線側溝工事", "工事番号|町土第6号\n工事名|例示線舗装工事"),
        ("工事名|見本線側溝工事\n入札日|R6.5.21", "工事名|例示線舗装工事\n入札日|R6.5.22"),
    ],
    ids=["number first", "title first"],
)  # fmt: skip
def test_what_stands_below_the_bidders_is_of_their_tender(
    first: str, second: str, gap: str
) -> None:
    """Forms of towns one below the other, the winner last: no price goes to the next tender."""
    one, other = notices(TWO_TENDERS.format(first=first, second=second, gap=gap))
    assert (firms(one), amount(one, "awardPrice")) == (["株式会社甲野組"], 11_900_000)
    assert (firms(other), amount(other, "awardPrice")) == (["乙山建設有限会社"], 6_200_000)
    assert [bid["won"] for bid in one["bids"]] == [True, False]
    assert not one.get("issues")
    assert not other.get("issues")


def test_below_an_empty_row_the_next_tender_begins() -> None:
    """予定価格 printed first: it stands with the title below it, not with the bidders above."""
    one, other = notices("""
        工事名|見本線側溝工事
        入札日|R6.5.21
        入札者|入札金額
        甲野組|11,900,000
        |
        予定価格|6,300,000
        工事名|例示線舗装工事
        入札日|R6.5.21
        入札者|入札金額
        丙田土木|6,250,000
    """)
    assert amount(one, "plannedPrice") is None
    assert amount(other, "plannedPrice") == 6_300_000


def test_a_label_below_the_bidders_is_no_bidder() -> None:
    (notice,) = notices("""
        工事名|見本線側溝工事
        入札日|R6.5.21
        入札者|入札金額
        甲野組|11,900,000
        最低制限価格|11,000,000
        落札率|95.2%
    """)
    assert [bid["bidder"]["name"] for bid in notice["bids"]] == ["甲野組"]
    assert notice["floorPrice"][0]["amount"] == 11_000_000
    assert notice["awardRate"] == 0.952


PAGE = (
    "<h1>サーバー保守業務委託</h1>"
    + table("予定価格|20,000,000円\n入札参加者数|2社\n落札金額|15,000,000円\n落札率|75.00%")
    + table("応札者名|応札金額\n株式会社架空|15,000,000円\n見本株式会社|17,500,000円")
)


def test_a_page_with_its_title_in_the_heading_is_one_notice() -> None:
    """A detail page in a client's tests, 2026: facts and bidders below the same heading."""
    (notice,) = notices(PAGE, "html")
    assert notice["title"] == "サーバー保守業務委託"
    assert amount(notice, "awardPrice") == 15_000_000
    assert [name for name, _, _ in bids(notice)] == ["株式会社架空", "見本株式会社"]


def test_a_table_below_the_bidders_ends_their_tender() -> None:
    """Pages of towns: facts, bidders and the winner in a table each, tender after tender."""
    page = "".join(
        f"<h2>{title}</h2>"
        + table(f"入札日|令和6年5月21日\n工事場所|架空町\n予定価格|{price}円")
        + table(f"業者名|入札金額\n{won}|{bid}\n丙田土木|辞退")
        + table(f"落札者|{won}\n落札金額|{bid}円")
        for title, price, won, bid in [
            ("町道見本線側溝改修工事", "12,500,000", "株式会社甲野組", "11,900,000"),
            ("町道例示線舗装工事", "6,300,000", "乙山建設有限会社", "6,200,000"),
        ]
    )
    found = notices(page, "html")
    assert [(one["title"], firms(one), amount(one, "awardPrice")) for one in found] == [
        ("町道見本線側溝改修工事", ["株式会社甲野組"], 11_900_000),
        ("町道例示線舗装工事", ["乙山建設有限会社"], 6_200_000),
    ]


def test_record_of_a_bureau_with_points_and_a_round_left_blank() -> None:
    """入札調書（総合評価落札方式）of 九州地方整備局 as its pages print it, seen 2026."""
    page = (
        "<h2>入札調書(総合評価落札方式)</h2>"
        + table(
            "1.件名|架空海上保安署建築改修工事\n2.所属事務所|鹿児島営繕事務所\n"
            "3.入札日時|令和 7年10月17日 10時00分"
        )
        + "<p>(単位:千円)</p>"
        + table(
            "業者名|価格以外の入札項目|基礎点+加算点(A)|第1回入札金額(B)|評価値(A)/(B)|評価値≧基準評価値"
            "|第　回入札金額(C)|評価値(A)/(C)|評価値≧基準評価値|摘要\n"
            "(株)甲野組|30.0000|130.0000|36,500|356.1643|||||落 札\n"
            "乙山建設(株)|||辞 退||||||辞 退\n"
            "(株)丙田|||40,029.2|||39,500|||予定価格超過"
        )
        + "<h3>評価点内訳書</h3>"
        + table("予定価格(消費税を除く)|38,740,000円\n調査基準価格(消費税を除く)|35,350,000円")
    )  # fmt: skip
    (notice,) = notices(page, "html")
    assert bids(notice) == [
        ("(株)甲野組", [36_500_000], True),
        ("乙山建設(株)", ["辞 退"], False),
        ("(株)丙田", [40_029_200, 39_500_000], False),
    ]
    assert amount(notice, "plannedPrice") == 38_740_000
    assert notice["floorPrice"][0]["amount"] == 35_350_000
    assert notice["department"] == "鹿児島営繕事務所"


def test_quotes_are_the_bids_where_there_are_no_others() -> None:
    """見積合わせ of a waterworks: 見積金額 of each firm, and a mark for the one that won."""
    (notice,) = notices("""
        案件番号|品名|業者名|見積金額（円）|決定
        W6-001|ポリ塩化アルミニウム|見本化学(株)|5,940,000|○
        W6-001|ポリ塩化アルミニウム|例示薬品(株)|6,120,000|
    """)
    assert bids(notice) == [
        ("見本化学(株)", [5_940_000], True),
        ("例示薬品(株)", [6_120_000], False),
    ]
    assert "quote" not in notice["bids"][0]


def test_those_who_were_asked_in_columns_of_their_own() -> None:
    """指名業者1, 指名業者2 …: a bid each with no price, and no label twice."""
    (notice,) = notices("""
        入札日|件名|落札業者|落札額|指名業者1|指名業者2|指名業者3
        令和6年8月1日|学校給食用食器購入|見本商事|980,000|見本商事|例示商店|架空物産
    """)
    assert bids(notice) == [
        ("見本商事", [], True),
        ("例示商店", [], False),
        ("架空物産", [], False),
    ]
    assert not notice.get("issues")


def test_the_firm_of_the_contract_is_no_bidder() -> None:
    """入札 over the bidders, 契約 over 業者名 once more: the second is who got the contract."""
    page = """<table>
        <tr><th rowspan=2>件名</th><th colspan=3>入札</th><th colspan=3>契約</th></tr>
        <tr><th>執行日</th><th>業者名</th><th>金額</th><th>業者名</th><th>金額</th><th>契約日</th></tr>
        <tr><td rowspan=2>架空施設警備業務</td><td rowspan=2>R6.3.4</td>
        <td>見本警備</td><td>5,000</td>
        <td rowspan=2>見本警備</td><td rowspan=2>5,500</td><td rowspan=2>R6.4.1</td></tr>
        <tr><td>例示警備</td><td>5,200</td></tr></table>"""
    (notice,) = notices(page, "html")
    assert bids(notice) == [("見本警備", [5_000], True), ("例示警備", [5_200], False)]
    assert amount(notice, "contractPrice") == 5_500


def test_a_method_in_a_title_without_its_year() -> None:
    page = "<h2>令和6年度 指名競争入札結果</h2>" + table(
        "入札日|件名|落札者|落札額\n4/18|架空町広報紙印刷|見本印刷|320,000\n4/19|見本購入|例示|90,000"
    )
    assert {one["methodDetails"] for one in notices(page, "html")} == {"指名競争入札"}


def test_a_name_known_by_its_data_alone_is_told() -> None:
    """No label says that the second column names the purchase; its texts do."""
    body = "開札日,こうじ,予定価格,落札者,落札金額\n"
    body += "令和8年4月10日,架空橋補修工事,12000000,架空建設株式会社,11000000\n"
    reading = reading_of(body.encode(), "list.csv")
    assert [notice.title for notice in reading.notices] == ["架空橋補修工事"]
    assert [(one.code, one.label, one.cell) for one in reading.issues] == [
        ("unknownLabel", "こうじ", "B1")
    ]


def test_a_method_in_a_title_ends_at_a_gap() -> None:
    page = "<h2>物品購入 見積合わせ結果</h2>" + table(
        "見積番号|品名|見積日|決定業者|決定金額（税込）\n24-1|冷蔵庫|R6.5.15|㈱見本厨房|313,500円"
    )
    (notice,) = notices(page, "html")
    assert (notice["methodDetails"], notice["number"]) == ("見積合わせ", "24-1")


LINED = """件名,入札日,入札参加者,入札金額（円）,落札者
架空プール改修工事,令和6年10月1日,"見本建設(株)
例示工務店(株)
(有)架空組","{prices}",見本建設(株)
"""


def test_bidders_below_each_other_in_one_cell() -> None:
    """Sheets of towns: the names in one cell, their prices line by line in the next."""
    body = LINED.format(prices="12,000,000\n12,300,000\n辞退")
    (notice,) = notices_of_body(body.encode(), "file.csv")
    assert bids(notice) == [
        ("見本建設(株)", [12_000_000], True),
        ("例示工務店(株)", [12_300_000], False),
        ("(有)架空組", ["辞退"], False),
    ]


def test_names_and_prices_that_do_not_fit_give_no_bid() -> None:
    """Two prices beside three names: nobody can say whose they are."""
    body = LINED.format(prices="12,000,000\n12,300,000")
    (notice,) = notices_of_body(body.encode(), "file.csv")
    assert "bids" not in notice
    assert [issue["label"] for issue in notice["issues"]] == ["入札参加者", "入札金額（円）"]


@pytest.mark.parametrize("where", ["以下余白|", "|以下余白", "－以下余白－|"])
def test_a_rest_left_blank_is_no_bidder(where: str) -> None:
    (notice,) = notices(f"""
        工事名|見本線側溝工事
        入札日|R6.5.21
        入札者|入札金額
        甲野組|11,900,000
        {where}
        落札者|甲野組
    """)
    assert bids(notice) == [("甲野組", [11_900_000], True)]


def test_a_rest_left_blank_goes_on_with_no_name() -> None:
    """A ministry's page: 以下余白 below the last firm was added to its name."""
    (notice,) = notices("""
        契約日|工事名|契約者|契約金額
        R6.5.7|架空橋補修工事|見本組|10,000,000円
        ||以下余白|
    """)
    assert firms(notice) == ["見本組"]


def test_another_firm_below_goes_on_with_no_name() -> None:
    (notice,) = notices("""
        契約日|工事名|契約者|契約金額
        R6.5.7|架空橋補修工事|（株）見本組|10,000,000円
        ||例示建設（株）|
    """)
    assert firms(notice) == ["（株）見本組", "例示建設（株）"]


@pytest.mark.parametrize(
    ("cell", "names", "status"),
    [
        ("該当者なし", [], "unsuccessful"),
        ("取消", [], "cancelled"),
        ("再公告", [], None),
        ("審査中", [], None),
        ("株式会社見本 様", ["株式会社見本"], None),
        ("株式会社宝殿", ["株式会社宝殿"], None),
        ("落札<br>㈱緑", ["㈱緑"], None),
        ("㈱緑<br>（くじ）", ["㈱緑"], None),
        ("㈱緑（２回目）", ["㈱緑"], None),
        ("再入札<br>㈱緑", ["㈱緑"], None),
    ],
)
def test_words_in_place_of_a_firm(cell: str, names: list[str], status: str | None) -> None:
    row = f"件名|開札日|落札者|落札金額\n架空業務委託|R6.4.1|{cell}|"
    (notice,) = notices(table(row) if "<br>" in cell else row, "html" if "<br>" in cell else "csv")
    assert (firms(notice), notice.get("status")) == (names, status)


@pytest.mark.parametrize(
    ("cell", "count"),
    [("3者（うち無効1者）", 3), ("3名", 3), ("2JV", 2), ("3（2）", None), ("3／5", None)],
)
def test_how_many_bid(cell: str, count: int | None) -> None:
    (notice,) = notices(
        f"件名|開札日|落札者|落札金額|入札者数\n架空業務委託|R6.4.1|見本|1,000,000|{cell}"
    )
    assert notice.get("numberOfBids") == count
    assert [one["code"] for one in notice.get("issues", [])] == ([] if count else ["cellMisfit"])


def test_the_ends_of_a_period_in_columns_of_their_own() -> None:
    (notice,) = notices("""
        契約名|契約相手方|契約期間（開始）|契約期間（終了）|契約金額|契約年月日
        架空機器賃貸借|見本リース㈱|2024/4/1|2029/3/31|6,600,000|2024/3/15
    """)
    assert notice["period"] == {"start": "2024-04-01", "end": "2029-03-31"}


def test_a_day_with_a_time_that_only_begins() -> None:
    (notice,) = notices("件名|入札日時|予定価格\n架空業務|令和6年5月7日（火）10時00分～|1,000,000")
    assert notice["opened"] == "2024-05-07T10:00:00+09:00"


# ── what a list is of ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "案件名|公示日|募集期間|担当課\n緑の基本計画案|2024/5/1|2024/5/1～2024/5/31|みどり課",
        "名称|開催日|場所|申込期限|担当\n見本まつり|R6.5.3|中央公園|R6.4.20|観光課",
        "事業名|募集期間|対象|担当課\n見本補助|R6.5.1～R6.6.1|個人|商工課",
        "年度|入札件数|平均落札率|契約金額合計（千円）\n令和4年度|120|93.4%|1,234,567",
        "業者名|所在地|停止期間|理由\n株式会社架空土木|架空市|R6.4.1～R6.6.30|不正行為",
    ],
    ids=["opinions", "events", "subsidies", "figures", "suspended firms"],
)
def test_lists_of_other_affairs_hold_no_notice(text: str) -> None:
    assert notices(text) == []


def test_the_rows_may_say_that_a_list_is_of_purchases() -> None:
    (notice,) = notices("公開日|件名|担当課|締切\nR6.5.1|庁舎清掃業務委託|総務課|R6.5.20")
    assert notice["deadline"] == "2024-05-20"


def test_the_heading_may_say_that_a_list_is_of_purchases() -> None:
    page = "<h1>入札情報</h1>" + table("件名|公示日|申込期限\n見本計画策定|R6.5.1|R6.5.10")
    assert [one["title"] for one in notices(page, "html")] == ["見本計画策定"]


# ── words of a cell ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cell", "members", "group"),
    [
        (
            "代表者：甲建設㈱\n構成員：乙工務店㈱、㈱丙組\n特定建設工事共同企業体",
            ["甲建設㈱", "乙工務店㈱", "㈱丙組"],
            "特定建設工事共同企業体",
        ),
        (
            "甲・乙建設共同企業体\n代表者　甲建設㈱\n構成員　乙建設㈱",
            ["甲建設㈱", "乙建設㈱"],
            "甲・乙建設共同企業体",
        ),
        ("代表者：甲建設㈱　構成員：乙工務店㈱", ["甲建設㈱", "乙工務店㈱"], None),
        ("代表者　甲野太郎\n株式会社甲野組", ["株式会社甲野組"], None),
        ("代表企業：甲建設㈱\n代表者　甲野太郎\n構成員：乙㈱", ["甲建設㈱", "乙㈱"], None),
        ("株式会社見本総研（482点）", ["株式会社見本総研"], None),
    ],
)
def test_members_by_the_words_before_them(cell: str, members: list[str], group: str | None) -> None:
    found = parties_of(cell)
    assert ([firm.name for firm in found.firms], found.group) == (members, group)


@pytest.mark.parametrize(
    ("cell", "office"),
    [
        ("国土交通省東北地方整備局 ／ 仙台事務所", "仙台事務所"),
        ("札幌市/財政局", "財政局"),
        ("総務省（情報流通行政局）", "情報流通行政局"),
    ],
)
def test_an_office_without_the_sign_before_it(cell: str, office: str) -> None:
    assert body_and_office(cell)[2] == office


@pytest.mark.parametrize("title", ["物品・役務", "（物品・役務）", "【工事・委託】"])
def test_a_title_of_two_kinds_says_none(title: str) -> None:
    assert _said(title) is None


@pytest.mark.parametrize(
    ("caption", "fiscal"),
    [
        ("令和6年度　随意契約一覧（第1四半期：令和6年4月～6月）", 2024),
        ("令和６年度契約（4月1日～6月30日）", 2024),
        ("令和6年度と令和5年度の比較", None),
    ],
)
def test_the_one_fiscal_year_of_a_title(caption: str, fiscal: int | None) -> None:
    """Days without a year below it are in that year: 4/1 → 2024-04-01."""
    year = year_in(caption)
    assert (year and year.fiscal) == fiscal


def test_the_header_of_a_table_in_a_call_is_no_label_with_a_value() -> None:
    """業務区分 | 概要 | 人数 heads a table within a call for tenders, in a client's tests, 2026."""
    page = (
        "<h1>入札公告</h1><p>下記のとおり一般競争入札に付します。</p>"
        + table(
            "調達案件名称|情報システム運用支援業務\n発注機関|総務省\n開札日時|2026年3月25日14:00\n"
            "入札書提出期限|2026年3月20日12:00"
        )
        + table("業務区分|概要|人数", "th").removesuffix("</table>")
        + table("ヘルプデスク運用|問合せ|3名\nシステム監視|監視|2名").removeprefix("<table>")
    )
    (notice,) = notices(page, "html")
    assert "workType" not in notice


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "入札者|㈱青葉組|若葉建設㈱|㈱緑\n入札金額|9,800,000||9,900,000\n備考||辞退|",
            [("㈱青葉組", [9_800_000]), ("若葉建設㈱", []), ("㈱緑", [9_900_000])],
        ),
        (
            "業者名|㈱青葉組|若葉建設㈱|㈱緑\n第1回|9,950,000|10,900,000|辞退\n第2回|9,800,000|9,900,000|",
            [
                ("㈱青葉組", [9_950_000, 9_800_000]),
                ("若葉建設㈱", [10_900_000, 9_900_000]),
                ("㈱緑", ["辞退"]),
            ],
        ),
        # The office of a person beside the firm is no second bidder.
        (
            "入札者|㈱青葉組|代表取締役 青葉太郎\n入札金額|9,800,000",
            [("㈱青葉組 代表取締役 青葉太郎", [9_800_000])],
        ),
    ],
    ids=["a price each", "two rounds", "one bidder"],
)
@pytest.mark.parametrize("kind", ["html", "csv"])
def test_a_form_that_names_its_bidders_side_by_side(
    kind: str, rows: str, expected: list[tuple[str, list[Any]]]
) -> None:
    """Forms of small towns; names and sums are invented."""
    facts = "工事名|架空橋補修工事||\n開札日|令和8年7月10日||"
    won = "落札者|㈱青葉組||\n落札金額|9,800,000円||"
    text = f"{facts}\n{won}\n{rows}"
    (notice,) = notices(table(text) if kind == "html" else text, kind)
    assert [(name, rounds) for name, rounds, _ in bids(notice)] == expected
    assert (firms(notice), amount(notice, "awardPrice")) == (["㈱青葉組"], 9_800_000)
