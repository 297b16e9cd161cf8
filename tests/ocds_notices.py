"""Invented notices for the tests of OCDS.

Every firm, number and amount is made up; 架空市 is the invented city of the demo.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from pipelines.normalise.names import party_id
from pipelines.ocds.model import Value
from pipelines.ocds.release import Fetched
from pipelines.ocds.values import JST
from pipelines.records import (
    Bid,
    Body,
    Document,
    FloorPrice,
    Notice,
    Period,
    Price,
    Round,
    Supplier,
)

CHUBU = Body(id="JP-JCN-2000012100001-chubu", name="中部地方整備局")
CITY = Body(id="JP-JCN-5000020479993", name="架空市")
SEEN = datetime(2018, 7, 2, 9, 30, tzinfo=JST)


def firm(name: str, number: str | None = None) -> Body:
    return Body(name=name, id=party_id(name, number))


def supplier(name: str, number: str | None = None, address: str | None = None) -> Supplier:
    return Supplier(name=name, id=party_id(name, number), address=address)


def bid(name: str, *rounds: int | str | None, status: str | None = "valid", **more: object) -> Bid:
    """A bid by a firm that gave a price, a word, or nothing in each round."""
    given = [Round(amount=each) if isinstance(each, int) else Round(mark=each) for each in rounds]
    return Bid(bidder=firm(name), rounds=given, status=status, **more)  # type: ignore[arg-type]


def yen(amount: int | Decimal | None, tax: str | None = "excluded", **more: object) -> Price:
    return Price(amount=amount, currency="JPY", tax=tax, **more)  # type: ignore[arg-type]


def value(amount: int, net: int | None = None, gross: int | None = None) -> Value:
    return Value(amount=amount, currency="JPY", amount_net=net, amount_gross=gross)


def result(title: str = "庄内川堤防補修工事", **more: object) -> Notice:
    """A result as a bureau publishes it: every bidder, prices without tax."""
    facts: dict[str, object] = {
        "stage": "result",
        "title": title,
        "buyer": CHUBU,
        "department": "庄内川河川事務所",
        "category": "works",
        "method": "open",
        "method_details": "一般競争入札（標準型）",
        "award_criteria": "ratedCriteria",
        "opened": "2018-05-10",
        "signed": "2018-05-24",
        "planned_price": yen(120_000_000),
        "floor_price": [FloorPrice(type="investigationBase", amount=105_000_000, tax="excluded")],
        "award_price": yen(110_000_000),
        "suppliers": [supplier("架空建設株式会社")],
        "bids": [
            bid("架空建設株式会社", 110_000_000, won=True, remark="落札"),
            bid("見本土木株式会社", 113_000_000),
        ],
    }
    return Notice(**{**facts, **more})  # type: ignore[arg-type]


def shapes() -> dict[str, Notice]:
    """A notice of every shape that we know of, by name."""
    city = {"buyer": CITY, "department": "契約課", "floor_price": []}
    refused = bid("例示工業株式会社", "辞退", status="withdrawn")
    return {
        "plain": result(),
        "rounds": result(
            "二回目で決まった工事",
            bids=[
                bid("架空建設株式会社", 125_000_000, 110_000_000, won=True, remark="落札"),
                bid("見本土木株式会社", 126_000_000, "辞退"),
                bid("例示工業株式会社", "無効", status="disqualified"),
            ],
        ),
        "joint venture": result(
            "特定共同企業体の工事",
            supplier_group="架空・見本特定建設工事共同企業体",
            suppliers=[supplier("架空建設株式会社"), supplier("見本土木株式会社")],
            bids=[
                bid("架空・見本特定建設工事共同企業体", 110_000_000, won=True),
                bid("例示・試験特定建設工事共同企業体", 111_000_000),
            ],
        ),
        "refused, absent, silent": result(
            "ほとんど来なかった工事",
            bids=[
                bid("架空建設株式会社", 110_000_000, won=True),
                refused,
                bid("試験道路株式会社", "不参加", status="invited"),
                bid("標本建設株式会社", None, status=None),
            ],
        ),
        "nobody won": result(
            "不調の工事",
            status="unsuccessful",
            signed=None,
            award_price=None,
            suppliers=[],
            bids=[refused, bid("見本土木株式会社", 130_000_000, remark="予定価格超過")],
        ),
        "two winners": result(
            "二者が落札した業務",
            category="services",
            award_price=None,
            suppliers=[supplier("架空建設株式会社"), supplier("見本土木株式会社")],
            bids=[
                bid("架空建設株式会社", 10_000_000, won=True, remark="落札"),
                bid("見本土木株式会社", 11_000_000, won=True, remark="落札"),
            ],
        ),
        "agreed after failed rounds": result(
            "見積りで決まった工事",
            award_price=yen(118_000_000),
            bids=[bid("架空建設株式会社", 125_000_000, 123_000_000, won=True, quote=118_000_000)],
        ),
        "unit price": result(
            "単価契約の清掃",
            **city,
            category="services",
            award_price=yen(Decimal("1234.56"), pricing="unitPrice", per="m2"),
            planned_price=yen(1500, pricing="unitPrice", per="m2"),
            contract_price=yen(Decimal("1358.016"), "included", pricing="unitPrice", per="m2"),
        ),
        "estimated total": result(
            "予定総額のある単価契約",
            **city,
            award_price=yen(5_000_000, pricing="unitPriceWithEstimatedTotal"),
        ),
        "ceiling withheld": result("予定価格非公表", planned_price=Price(undisclosed=True)),
        "tax unknown": result(
            "税の別がない", planned_price=yen(1_000, None), award_price=yen(900, None)
        ),
        "both taxes": result(
            "税込と税抜", contract_price=yen(118_800_000, "included", amount_net=110_000_000)
        ),
        "only a count": result("数だけ", bids=[], number_of_bids=3, suppliers=[]),
        "no bids at all": Notice(
            stage="contract",
            title="随意契約の保守",
            number="第12-3号",
            buyer=CITY,
            category="services",
            method="direct",
            method_details="随意契約",
            rationale="他に履行できる者がいないため",
            signed="2018-04-02",
            published="2018-06-29",
            contract_price=yen(1_080_000, "included"),
            period=Period(start="2018-04-02", end="2019-03-31"),
            suppliers=[supplier("架空保守株式会社", "7999901000001", "架空市北一丁目2番3号")],
        ),
        "call for bids": Notice(
            stage="tender",
            title="市道1号線舗装補修工事",
            number="工－１２３",
            buyer=CITY,
            description="切削オーバーレイ工",
            place="架空市中央一丁目地内",
            category="works",
            method="open",
            method_details="制限付一般競争入札",
            published="2018-06-01",
            deadline="2018-06-20T17:00+09:00",
            opened="2018-06-24T10:00+09:00",
            planned_price=yen(50_000_000),
            period=Period(duration_in_days=120),
            documents=[Document(title="公告", url="https://www.city.kakuu.example.jp/公告 1.pdf")],
        ),
        "called off": Notice(
            stage="cancellation",
            title="中止した工事",
            number="9",
            buyer=CITY,
            published="2018-06-15",
        ),
        "consulting": result(
            "橋梁設計業務", category="services", work_type="土木コンサル", award_criteria="総合評価"
        ),
        "a day that can't be": result(
            "2049年の工事", opened="2049-05-10", awarded="平成30年5月99日"
        ),
    }


def fetched(at: datetime = SEEN, modified: datetime | None = None) -> Fetched:
    return Fetched(
        source="kakuu",
        title="架空市 入札・契約情報",
        url="https://www.city.kakuu.example.jp/結果.xlsx",
        sha256=sha256(b"kekka").hexdigest(),
        at=at,
        modified=modified,
        terms="https://www.city.kakuu.example.jp/terms",
    )
