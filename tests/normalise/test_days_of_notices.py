"""The days of a notice, with what titles, groups and labels say of them."""

from __future__ import annotations

import pytest

from pipelines.normalise.notice import normalise
from pipelines.records import Column, Hints, Notice, RawNotice, RawTable


def one(
    *cells: tuple[str, str, str],
    captions: tuple[str, ...] = (),
    sheet: str | None = None,
    context: dict[str, str] | None = None,
) -> Notice:
    """The notice of one row, of (label, meaning, text) a cell, behind its title."""
    cells = (("件名", "title", "架空橋修繕工事"), *cells)
    columns = tuple(Column(i, label, meaning) for i, (label, meaning, _) in enumerate(cells))
    raw = RawNotice(rows=[[text for _, _, text in cells]], numbers=[2])
    table = RawTable(sheet, 1, columns, [raw], list(captions))
    return normalise(table, Hints(context=context or {}), "0" * 64)[0]


@pytest.mark.parametrize(
    ("text", "captions", "day"),
    [
        ("4月11日", ("令和6年度　工事入札結果",), "2024-04-11"),
        ("2月18日", ("令和6年度　工事入札結果",), "2025-02-18"),
        ("1月9日", ("令和7年1月分　入札結果",), "2025-01-09"),
        ("4月2日", ("令和7年3月分　入札結果",), "2025-04-02"),
        ("4月11日", ("入札結果", "更新日：2024年7月1日"), None),
        ("4月11日", ("※令和6年4月以降の案件は電子入札とする。",), None),
        ("4月11日", (), None),
    ],
)
def test_a_title_gives_the_year_that_a_day_leaves_out(
    text: str, captions: tuple[str, ...], day: str | None
) -> None:
    found = one(("開札日", "opened", text), captions=captions)
    assert found.opened == day
    assert [issue.code for issue in found.issues] == ([] if day else ["unclearDate"])


def test_the_list_page_gives_the_year_too() -> None:
    found = one(("開札日", "opened", "2月18日"), context={"年度": "令和6年度"})
    assert found.opened == "2025-02-18"


def test_a_day_with_its_time_and_place_in_one_cell() -> None:
    for text in (
        "令和6年5月23日　午前10時00分\n本庁３階入札室",
        "令和6年5月23日\n午前10時\n大会議室",
    ):
        assert one(("開札日時及び場所", "opened", text)).opened == "2024-05-23T10:00:00+09:00"


def test_the_day_of_opening_goes_before_the_day_of_bidding() -> None:
    days = (("入札日", "opened", "令和6年6月3日"), ("開札日", "opened", "令和6年6月4日"))
    found = one(*days)
    assert found.opened == "2024-06-04"
    assert [(step.label, step.start) for step in found.schedule] == [
        ("入札日", "2024-06-03"),
        ("開札日", "2024-06-04"),
    ]


def test_a_title_says_when_all_was_opened_or_published() -> None:
    assert one(captions=("令和6年11月7日執行　入札結果",)).opened == "2024-11-07"
    assert one(captions=("入札案件一覧（令和６年９月２日公告）",)).published == "2024-09-02"
    assert one(captions=("発注見通し（令和６年４月１日現在）",)).opened is None


def test_deadlines_and_steps() -> None:
    found = one(
        ("申請受付期間", "applicationDeadline", "令和6年9月2日～9月13日"),
        ("質問締切", "questionDeadline", "令和6年9月10日"),
        ("入札期間", "deadline", "令和6年9月24日午前9時～9月26日午後4時"),
        ("説明会", "scheduleStep", "実施しない"),
        ("回答日", "scheduleStep", "令和6年9月12日"),
    )
    assert found.deadline == "2024-09-26T16:00:00+09:00"
    assert [(step.label, step.start, step.end) for step in found.schedule] == [
        ("申請受付期間", "2024-09-02", "2024-09-13"),
        ("質問締切", None, "2024-09-10"),
        ("入札期間", "2024-09-24T09:00:00+09:00", "2024-09-26T16:00:00+09:00"),
        ("回答日", "2024-09-12", None),
    ]


def test_a_period_in_two_columns_and_without_its_era() -> None:
    found = one(("工期 自", "periodStart", "R6.4.1"), ("工期 至", "periodEnd", "R7.3.31")).period
    assert found
    assert (found.start, found.end) == ("2024-04-01", "2025-03-31")
    told = one(("契約期間", "period", "6.5.1～6.11.30"), captions=("令和6年度契約",)).period
    assert told
    assert (told.start, told.end) == ("2024-05-01", "2024-11-30")


def test_the_time_to_come_is_a_step() -> None:
    found = one(("入札予定時期", "plannedTiming", "第４四半期"), captions=("令和６年度発注見通し",))
    assert [(step.start, step.end) for step in found.schedule] == [("2025-01-01", "2025-03-31")]
