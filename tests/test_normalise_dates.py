"""Dates as clerks print them; the origin stands beside each string."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalise.dates import ERAS, month_of, parse_day, parse_period

DAYS = [
    # 入札結果データ of the bureaus (date cells, by their number format)
    ("2018-04-02", "2018-04-02", ()),
    # the ministries' yearly compilations of contracts, dirt of their date column
    ("令和元年7月10日", "2019-07-10", ()),
    ("平成23年4月1日", "2011-04-01", ()),
    ("令和２年２月１８日", "2020-02-18", ()),
    ("平成30年\n4月2日", "2018-04-02", ()),
    ("41712", "2014-03-14", ("excel_serial",)),
    # notices of prefectures and cities
    ("令和７年４月１日（火）", "2025-04-01", ()),
    ("令和７年４月１日（水）", "2025-04-01", ("weekday_mismatch",)),
    ("H30.4.2", "2018-04-02", ()),
    ("Ｒ７．４．１", "2025-04-01", ()),
    ("2018/4/2", "2018-04-02", ()),
    ("2018年4月2日", "2018-04-02", ()),
    ("20180402", "2018-04-02", ()),
    ("2018/04/02 0:00:00", "2018-04-02", ()),
    ("令和7年4月1日 午後1時30分", "2025-04-01T13:30:00+09:00", ()),
    ("令和7年4月1日 正午", "2025-04-01T12:00:00+09:00", ()),
    # edges of eras
    ("平成31年4月30日", "2019-04-30", ()),
    ("平成32年3月31日", "2020-03-31", ("era_overflow",)),
    ("令和元年4月1日", "2019-04-01", ("era_underflow",)),
    ("昭和64年1月7日", "1989-01-07", ()),
    # days that aren't
    ("平成30年2月30日", None, ("invalid_date",)),
    ("2018/13/1", None, ("invalid_date",)),
    ("20181301", None, ("invalid_date",)),
]


@pytest.mark.parametrize(("text", "value", "flags"), DAYS)
def test_a_day(text: str, value: str | None, flags: tuple[str, ...]) -> None:
    parsed = parse_day(text)
    assert parsed
    assert (parsed.value, parsed.flags) == (value, flags)


NOT_DAYS = [
    "",
    "－",
    "未定",
    "30.4.2",
    "4月1日",
    "平成30年4月",
    "12345000",
    "45,730,000",
    "R7.7.28※",
    "平成28月1月18日",
    "令和7年4月1日又は2日",
]


@pytest.mark.parametrize("text", NOT_DAYS)
def test_what_is_no_day_is_not_made_one(text: str) -> None:
    assert parse_day(text) is None


SPELLINGS: list[Callable[[date], str]] = [
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}.{day.month:02}.{day.day:02}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.isoformat()}T00:00:00",
    lambda day: f"{era(day)[0]}{era(day)[2]}年{day.month}月{day.day}日",
    lambda day: f"{era(day)[0]} {era(day)[2]} 年　{day.month} 月 {day.day} 日",
    lambda day: f"{era(day)[1]}{era(day)[2]}.{day.month}.{day.day}",
    lambda day: (
        f"{era(day)[0]}{era(day)[2] if era(day)[2] > 1 else '元'}年{day.month}月{day.day}日"
        f"（{'月火水木金土日'[day.weekday()]}）"
    ),
]
FULL_WIDTH = str.maketrans("0123456789./()", "０１２３４５６７８９．／（）")


def era(day: date) -> tuple[str, str, int]:
    for name, (first, last, letter) in ERAS.items():
        if first <= day <= last:
            return name, letter, day.year - first.year + 1
    raise AssertionError(day)


@given(st.dates(date(1912, 7, 30), date(2099, 12, 31)), st.sampled_from(SPELLINGS))
def test_any_day_comes_back_from_any_spelling(day: date, spelling: Callable[[date], str]) -> None:
    for text in (spelling(day), spelling(day).translate(FULL_WIDTH), f" {spelling(day)}　"):
        parsed = parse_day(text)
        assert parsed
        assert (parsed.value, parsed.flags) == (day.isoformat(), ())


@given(st.dates(date(1954, 10, 3), date(2091, 8, 22)))
def test_any_serial_is_the_day_that_excel_shows(day: date) -> None:
    parsed = parse_day(str((day - date(1899, 12, 30)).days))
    assert parsed
    assert parsed.value == day.isoformat()


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_no_text_raises(text: str) -> None:
    parse_day(text)
    parse_period(text)
    month_of(text)


@given(st.text("平成令和昭元年月日HRS./-0123456789 　午前後時分（火）~～", max_size=24))
def test_a_day_holds_nothing_that_is_not_in_the_text(text: str) -> None:
    parsed = parse_day(text)
    if parsed and parsed.value and not parsed.flags:
        day = date.fromisoformat(parsed.value[:10])
        digits = "".join(str(int(letter)) if letter.isdecimal() else " " for letter in text)
        joined = digits.replace(" ", "")
        assert str(day.day) in joined
        assert str(day.month) in joined


PERIODS = [
    ("2018/4/3～2019/3/31", ("2018-04-03", "2019-03-31", None)),
    ("平成30年4月3日から平成31年3月29日まで", ("2018-04-03", "2019-03-29", None)),
    ("平成31年3月29日", (None, "2019-03-29", None)),
    ("契約日から平成31年3月29日", (None, "2019-03-29", None)),
    ("120日間", (None, None, 120)),
    ("１２０日", (None, None, 120)),
    ("別途指示", None),
]


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_a_period(text: str, period: tuple[str | None, str | None, int | None] | None) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("平成３０年４月分", (2018, 4)),
        ("建設工事の入札結果（令和元年12月）", (2019, 12)),
        ("2018年10月", (2018, 10)),
        ("13月", None),
        ("", None),
    ],
)
def test_a_month(text: str, month: tuple[int, int] | None) -> None:
    assert month_of(text) == month


def test_serials_of_a_leap_day_that_never_was() -> None:
    """Excel's 1900 has a 29 February; counting from 1899-12-30 makes later days right."""
    parsed = parse_day("43192")
    assert parsed
    assert parsed.value == (date(1899, 12, 30) + timedelta(43192)).isoformat() == "2018-04-02"
