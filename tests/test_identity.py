"""What makes a notice the same notice: offices that count their own notices don't share one."""

from __future__ import annotations

import pytest

from pipelines.normalise.identity import notice_id
from pipelines.records import Body, Notice


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
