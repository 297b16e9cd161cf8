"""The real workbooks of two bureaus, against figures that were counted apart from this project.

The samples lie beside the checkout and are not shipped; where they are absent the tests are
skipped. What the figures are and how they were counted: ``README.md`` of the samples, mlit.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.reading import read
from pipelines.records import (
    At,
    Bid,
    Body,
    FloorPrice,
    Hints,
    Notice,
    Original,
    Price,
    Reading,
    Round,
    Step,
    Supplier,
    from_json,
    to_json,
)

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples" / "mlit"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples of mlit at {SAMPLES}")
WHEN = datetime(2026, 11, 25, tzinfo=UTC)

FIGURES = {
    "chubu-2018": {
        "workbooks": 24,
        "tenders": 2_293,
        "bids": 12_060,
        "winners": 2_294,
        "awarded": 217_389_983_999,
        "planned": 237_055_569_142,
        "valid": 10_568,
        "disqualified": 1_140,
        "withdrawn": 326,
        "invited": 26,
        "one row": 660,
        "second round": 85,
    },
    "kyushu-2018": {
        "workbooks": 24,
        "tenders": 2_590,
        "bids": 16_232,
        "winners": 2_590,
        "awarded": 165_350_051_650,
        "planned": 182_346_817_390,
        "valid": 12_433,
        "disqualified": 2_322,
        "withdrawn": 1_435,
        "invited": 42,
        "one row": 597,
        "second round": 121,
    },
}


def reading(path: Path) -> Reading:
    return read(Original(path.as_uri(), path.read_bytes(), WHEN, Hints(name=path.name)))


@pytest.fixture(scope="module")
def readings() -> dict[str, list[Reading]]:
    return {
        folder: [reading(path) for path in sorted((SAMPLES / folder).iterdir())]
        for folder in FIGURES
    }


@pytest.mark.parametrize("folder", FIGURES)
def test_every_figure_of_a_bureau(folder: str, readings: dict[str, list[Reading]]) -> None:
    notices = [notice for reading_ in readings[folder] for notice in reading_.notices]
    bids = [bid for notice in notices for bid in notice.bids]
    statuses = Counter(bid.status for bid in bids)
    winners = [bid for bid in bids if bid.won]
    assert FIGURES[folder] == {
        "workbooks": len(readings[folder]),
        "tenders": len(notices),
        "bids": len(bids),
        "winners": len(winners),
        "awarded": sum(bid.award_price or 0 for bid in winners),
        "planned": sum(n.planned_price.amount or 0 for n in notices if n.planned_price),
        **{
            status: statuses[status] for status in ("valid", "disqualified", "withdrawn", "invited")
        },
        "one row": sum(1 for notice in notices if len(notice.bids) == 1),
        "second round": sum(1 for notice in notices if any(priced_twice(b) for b in notice.bids)),
    }


def priced_twice(bid: Bid) -> bool:
    return len(bid.rounds) > 1 and bid.rounds[1].amount is not None


def test_nothing_is_left_unread(readings: dict[str, list[Reading]]) -> None:
    """Every label is known; the few issues are true: one firm twice, days out of order."""
    every = [reading_ for folder in readings.values() for reading_ in folder]
    assert [issue for reading_ in every for issue in reading_.issues] == []
    codes = Counter(i.code for r in every for n in r.notices for i in n.issues)
    assert codes == {"bidderTwice": 16, "datesOutOfOrder": 1, "winnerUnclear": 1}


def test_every_notice_survives_the_way_through_json(readings: dict[str, list[Reading]]) -> None:
    for reading_ in readings["kyushu-2018"][:4]:
        for notice in reading_.notices:
            assert from_json(to_json(notice)) == notice


def party(written_out: str) -> str:
    return f"JP-NAME-{hashlib.sha256(written_out.encode()).hexdigest()[:12]}"


def yen(amount: int) -> Price:
    return Price(amount=amount, currency="JPY", tax="excluded")


KYUSHU = Body(name="九州地方整備局", id="JP-JCN-2000012100001-kyushu")
CHUBU = Body(name="中部地方整備局", id="JP-JCN-2000012100001-chubu")
MATSUURA = Body(name="（株）松浦組", id=party("株式会社松浦組"))
KUBOTA = Body(name="クボタ機工（株）", id=party("クボタ機工株式会社"))
CTI = Body(name="（株）建設技術研究所", id=party("株式会社建設技術研究所"))

# Written out by hand from the workbooks, opened in a spreadsheet.
PLAIN = Notice(
    stage="result",
    title="平成３０年度直方出張所管内維持工事",
    buyer=KYUSHU,
    department="遠賀川河川事務所",
    category="works",
    work_type="維持修繕工事",
    method="open",
    method_details="一般競争入札（拡大型）",
    award_criteria="ratedCriteria",
    opened="2018-03-16",
    signed="2018-04-02",
    schedule=[Step(label="入札日", start="2018-03-16"), Step(label="契約日", start="2018-04-02")],
    planned_price=yen(15_520_000),
    floor_price=[
        FloorPrice(type="investigationBase", amount=13_750_000, currency="JPY", tax="excluded")
    ],
    award_price=yen(14_000_000),
    suppliers=[Supplier(name=MATSUURA.name, id=MATSUURA.id)],
    bids=[
        Bid(
            bidder=Body(name="（有）泰成工務店", id=party("有限会社泰成工務店")),
            rounds=[Round(amount=13_790_000)],
            status="valid",
            won=False,
            technical_score=Decimal("151.67"),
            evaluation_score=Decimal("1099.8549"),
        ),
        Bid(
            bidder=Body(name="田丸造園建設（株）", id=party("田丸造園建設株式会社")),
            rounds=[Round(mark="無効")],
            status="disqualified",
            won=False,
            technical_score=Decimal("100"),
        ),
        Bid(
            bidder=MATSUURA,
            rounds=[Round(amount=14_000_000)],
            status="valid",
            won=True,
            technical_score=Decimal("158.34"),
            evaluation_score=Decimal("1131"),
            remark="落札",
        ),
    ],
    raw={
        "部局名": "九州地方整備局　遠賀川河川事務所",
        "工事名": "平成３０年度直方出張所管内維持工事",
        "入札日": "2018-03-16",
        "契約日": "2018-04-02",
        "工種区分": "維持修繕工事",
        "入札方式": "一般競争入札（拡大型）",
        "総合評価の有無": "有",
        "入札業者名": "（有）泰成工務店\n田丸造園建設（株）\n（株）松浦組",
        "予定価格（税抜き）": "15520000",
        "調査基準価格（税抜き）": "13750000",
        "基礎点＋加算点": "151.67\n100\n158.34",
        "入札結果 １回目 金額": "13790000\n無効\n14000000",
        "入札結果 １回目 評価値": "1099.8549\n\n1131",
        "備考": "\n\n落札",
    },
    at=At(original="", sheet="工事（４月）", table=1, rows=(6, 8)),
)

ROUNDS_AND_QUOTE = Notice(
    stage="result",
    title="筑後川江川排水機場ポンプ設備整備工事",
    buyer=KYUSHU,
    department="筑後川河川事務所",
    category="works",
    work_type="機械設備工事",
    method="direct",
    method_details="随意契約",
    opened="2018-04-17",
    signed="2018-04-18",
    schedule=[Step(label="入札日", start="2018-04-17"), Step(label="契約日", start="2018-04-18")],
    planned_price=yen(94_680_000),
    award_price=yen(94_500_000),
    suppliers=[Supplier(name=KUBOTA.name, id=KUBOTA.id)],
    bids=[
        Bid(
            bidder=KUBOTA,
            rounds=[Round(amount=95_400_000), Round(amount=95_000_000), Round(amount=94_500_000)],
            status="valid",
            won=True,
            quote=94_500_000,
            remark="落札",
        )
    ],
    raw={
        "部局名": "九州地方整備局　筑後川河川事務所",
        "工事名": "筑後川江川排水機場ポンプ設備整備工事",
        "入札日": "2018-04-17",
        "契約日": "2018-04-18",
        "工種区分": "機械設備工事",
        "入札方式": "随意契約",
        "総合評価の有無": "無",
        "入札業者名": "クボタ機工（株）",
        "予定価格（税抜き）": "94680000",
        "入札結果 １回目 金額": "95400000",
        "入札結果 ２回目 金額": "95000000",
        "入札結果 ３回目 金額": "94500000",
        "見積金額（税抜き）": "94500000",
        "備考": "落札",
    },
    at=At(original="", sheet="工事（４月）", table=1, rows=(319, 319)),
)

PROPOSAL = Notice(
    stage="result",
    title="平成３０年度　施工合理化調査解析業務",
    buyer=CHUBU,
    category="services",
    work_type="土木コンサル",
    method="open",
    method_details="簡易公募型プロポーザル方式",
    opened="2018-04-04",
    signed="2018-04-06",
    schedule=[Step(label="入札日", start="2018-04-04"), Step(label="契約日", start="2018-04-06")],
    planned_price=yen(30_990_000),
    award_price=yen(30_990_000),
    suppliers=[Supplier(name=CTI.name, id=CTI.id)],
    bids=[Bid(bidder=CTI, rounds=[], status="valid", won=True, quote=30_990_000, remark="決定")],
    raw={
        "部局名": "中部地方整備局",
        "業務名": "平成３０年度　施工合理化調査解析業務",
        "入札日": "2018-04-04",
        "契約日": "2018-04-06",
        "業種区分": "土木コンサル",
        "入札方式": "簡易公募型プロポーザル方式",
        "総合評価の有無": "無",
        "入札業者名": "（株）建設技術研究所" + " " * 50,
        "予定価格(税抜き)": "30990000",
        "入札結果 第１回 価格点": "-",
        "入札結果 第２回 価格点": "-",
        "入札結果 第３回 価格点": "-",
        "見積金額(税抜き)": "30990000",
        "備考": "決定",
    },
    at=At(original="", sheet="Sheet1", table=1, rows=(7, 7)),
)

GOLDEN = [
    ("kyushu-2018/kyushu_construction_201804.xlsx", PLAIN),
    ("kyushu-2018/kyushu_construction_201804.xlsx", ROUNDS_AND_QUOTE),
    ("chubu-2018/chubu_consulting_201804.xls", PROPOSAL),
]


@pytest.mark.parametrize(("file", "golden"), GOLDEN, ids=["plain", "rounds", "proposal"])
def test_a_notice_written_out_by_hand(file: str, golden: Notice) -> None:
    body = (SAMPLES / file).read_bytes()
    (notice,) = [n for n in reading(SAMPLES / file).notices if n.title == golden.title]
    assert golden.at
    golden.at.original = hashlib.sha256(body).hexdigest()
    assert from_json(to_json(notice)) == from_json(to_json(golden))
