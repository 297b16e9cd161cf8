"""What makes a notice the same notice: offices that count their own notices don't share one."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.normalise.identity import notice_id
from pipelines.ocds.identity import process_key
from pipelines.records import Body, Notice, Price
from pipelines.store.corrected import Correction, corrections


def tender(number: str, department: str, day: str = "2025-07-14") -> Notice:
    buyer = Body(name="架空省", id="JP-NAME-1")
    return Notice(stage="tender", number=number, buyer=buyer, department=department, published=day)


@pytest.mark.parametrize("number", ["第５号", "第1158号", "No. 12", "公告第21号"])
def test_a_mere_count_is_that_of_its_office(number: str) -> None:
    one, other = tender(number, "架空地方整備局"), tender(number, "架空北地方整備局")
    assert notice_id("kanpo", one) != notice_id("kanpo", other)
    assert notice_id("kanpo", one) == notice_id("kanpo", tender(number, "架空地方整備局"))


@pytest.mark.parametrize("number", ["R6-土-017", "202400123", "建不第１０４号の１００"])
def test_a_number_of_its_own_holds_whatever_office_is_printed(number: str) -> None:
    one, other = tender(number, "架空課"), tender(number, "架空市　架空課")
    assert notice_id("city", one) == notice_id("city", other)


def test_counts_begin_anew_each_april() -> None:
    one, other = tender("第５号", "架空課", "2025-03-31"), tender("第５号", "架空課", "2025-04-01")
    assert notice_id("kanpo", one) != notice_id("kanpo", other)


@pytest.mark.parametrize(
    ("said", "are_two"),
    [
        ({}, True),
        # published together, or opened: an award day is corrected rather than bought twice
        ({"published": "2026-05-01"}, True),
        ({"opened": "2026-04-08"}, False),
        ({"signed": "2026-04-30"}, False),
        ({"number": "R8-土-017"}, False),
    ],
    ids=["no other day", "published together", "opened", "signed", "numbered"],
)
def test_results_under_one_title_are_told_apart_by_the_day_of_the_award(
    said: dict[str, Any], are_two: bool
) -> None:
    one, other = (
        Notice(stage="result", title="架空庁舎清掃業務", awarded=day, **said)
        for day in ("2026-04-10", "2026-04-24")
    )
    assert (notice_id("city", one) != notice_id("city", other)) is are_two
    keys = {process_key(notice, 2026).text for notice in (one, other)}
    assert (len(keys) == 2) is (said == {})


def test_a_corrected_day_of_the_award_makes_no_other_notice() -> None:
    price = Price(amount=1_000_000, currency="JPY", tax="excluded")
    before, after = (
        Notice(stage="result", title="架空庁舎清掃業務", awarded=day, award_price=price)
        for day in ("2026-04-10", "2026-04-12")
    )
    found = corrections({"new": after}, {"old": before}, {})
    assert found == {"new": Correction("old", "awarded", "2026-04-10 → 2026-04-12")}
