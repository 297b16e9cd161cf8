"""A notice read from a scan says how sure each value is, and which contradict each other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.normalise.amounts import parse_price
from pipelines.normalise.notice import normalise
from pipelines.normalise.scans import mismatches
from pipelines.records import (
    Bid,
    Body,
    Box,
    Column,
    Hints,
    Notice,
    Price,
    RawNotice,
    RawTable,
    Round,
)

COLUMNS = (
    Column(0, "件名", "title"),
    Column(1, "予定価格（税抜）", "plannedPrice", tax="excluded"),
    Column(2, "落札金額（税抜）", "awardPrice", tax="excluded"),
    Column(3, "落札率", "awardRate"),
)


def notice(*texts: str, confidence: float | None = 0.93) -> Notice:
    boxes = {(1, column): Box(1, 0, 0, 9, 9, confidence) for column in range(len(COLUMNS))}
    table = RawTable(None, 1, COLUMNS, [RawNotice([list(texts)], [2])], [], boxes=boxes)
    (found,) = normalise(table, Hints(), "0" * 64)
    return found


def told(found: Notice) -> list[tuple[str, str | None, str | None]]:
    return [(issue.code, issue.label, issue.text) for issue in found.issues]


def test_each_value_of_a_scan_says_how_sure_it_is() -> None:
    found = notice("架空橋補修工事", "10,000,000", "9,080,000", "90.8%")
    assert told(found) == [("ocr", column.label, "0.93") for column in COLUMNS]


def test_a_text_of_the_file_itself_has_no_such_issue() -> None:
    assert told(notice("架空橋補修工事", "10,000,000", "9,000,000", "90.8%", confidence=None)) == []


def test_a_misread_digit_shows_in_the_rate_and_the_value_stays() -> None:
    found = notice("架空橋補修工事", "10,000,000", "9,680,000", "90.8%")
    assert told(found)[-1] == ("ocrMismatch", "awardRate", "0.908 ≠ 9680000 / 10000000")
    assert found.award_price
    assert found.award_price.amount == 9_680_000


def price(amount: int, tax: str = "excluded", net: int | None = None) -> Price:
    return Price(amount=amount, currency="JPY", tax=tax, amount_net=net)


def bid(amount: int) -> Bid:
    return Bid(bidder=Body(name="（株）甲野建設"), rounds=[Round(amount=amount)], won=True)


CASES: dict[str, tuple[Notice, list[str]]] = {
    "a rate cut off": (
        Notice(
            stage="result", planned_price=price(3), award_price=price(2), award_rate=Decimal("0.66")
        ),
        [],
    ),
    "a rate of prices on different bases": (
        Notice(
            stage="result",
            planned_price=price(1_100_000, "included"),
            award_price=price(900_000),
            award_rate=Decimal("0.90"),
        ),
        [],
    ),
    "tax that is right, its fraction cut off": (
        Notice(stage="result", contract_price=price(1_357, "included", 1_234)),
        [],
    ),
    "tax of other years": (
        Notice(
            stage="result",
            award_price=price(1_000_000),
            contract_price=price(1_080_000, "included"),
        ),
        [],
    ),
    "tax that is wrong": (
        Notice(
            stage="result",
            award_price=price(1_000_000),
            contract_price=price(1_700_000, "included"),
        ),
        ["contractPrice"],
    ),
    "above the ceiling": (
        Notice(stage="result", planned_price=price(1_000_000), award_price=price(7_000_000)),
        ["awardPrice"],
    ),
    "another bid than the award": (
        Notice(stage="result", award_price=price(1_000_000), bids=[bid(1_060_000)]),
        ["awardPrice"],
    ),
    "the bid without tax": (
        Notice(stage="result", award_price=price(1_100_000, "unknown"), bids=[bid(1_000_000)]),
        [],
    ),
    "nothing to compare": (Notice(stage="tender", planned_price=price(1)), []),
}


@pytest.mark.parametrize("case", CASES)
def test_values_against_each_other(case: str) -> None:
    found, labels = CASES[case]
    assert [issue.label for issue in mismatches(found)] == labels


@pytest.mark.parametrize(
    "text",
    [
        "48,290,00O円", "l,000,000円", "I,000,000", "4B,290,000円", "S,000,000円", "48、290、000円",
        "48.290,000円", "48,2.90,000円", "48,29 0,000", "12,3456円", "1,23,456円", "〇,000円",
    ],
)  # fmt: skip
def test_digits_that_a_reader_of_scans_confuses_give_no_amount(text: str) -> None:
    found = parse_price(text, 1)
    assert (found.kind, found.amount) == ("word", None)
    column = notice("架空橋補修工事", text, "9,000,000", "")
    assert ("unclearAmount", "予定価格（税抜）", text) in told(column)
