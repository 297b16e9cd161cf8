"""Dates: every spelling of the table, any day in any spelling, and what no text may do."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spellings.dates import ROWS
from spellings.row import Row

from pipelines import lookups
from pipelines.errors import SetupError
from pipelines.normalise.dates import (
    ParsedDate,
    eras,
    month_of,
    parse_date,
    parse_day,
    parse_period,
    words,
)

GOLD = Path(__file__).parents[3] / "shared" / "gold"
_FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_ERAS = {era.name: era for era in eras.eras()}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text)
def test_a_spelling(row: Row) -> None:
    read = parse_date(row.text, row.context)
    assert {name: getattr(read, name) for name in row.expected} == row.expected
    for name in ("start", "end", "time", "end_time", "duration"):
        assert getattr(read, name) == row.expected.get(name)
    assert read.flags == row.expected.get("flags", ())
    assert read.text == row.text


def said(read: ParsedDate) -> tuple[object, ...]:
    """Everything but the text itself."""
    return tuple(getattr(read, name) for name in ParsedDate.__struct_fields__ if name != "text")


def between_letters(text: str, gap: str) -> str:
    """A text with a gap wherever it parts neither digits nor Latin letters."""
    parts = [text[:1]]
    for before, after in pairwise(text):
        joined = before.isascii() and after.isascii()
        parts.append(after if joined or before.isspace() or after.isspace() else gap + after)
    return "".join(parts)


@given(st.sampled_from(ROWS), st.sampled_from(["", " ", "　", "\n", "\u200b"]))
def test_width_and_gaps_never_change_an_answer(row: Row, gap: str) -> None:
    expected = said(parse_date(row.text, row.context))
    narrow = (
        unicodedata.normalize("NFKC", row.text) if "mojibake" not in str(expected) else row.text
    )
    for text in (narrow, narrow.translate(_FULL), gap + between_letters(narrow, gap) + gap):
        assert said(parse_date(text, row.context)) == expected


def in_era(day: date) -> tuple[str, str, int]:
    era = eras.era_of(day.isoformat())
    return era.name, era.letter, day.year - int(era.first[:4]) + 1


def kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{'一二三四五六七八九'[tens - 1]}十") + (
        "一二三四五六七八九"[ones - 1] if ones else ""
    )


SPELLINGS: list[Callable[[date], str]] = [
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}.{day.month:02}.{day.day:02}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{in_era(day)[0]}{in_era(day)[2]}年{day.month}月{day.day}日",
    lambda day: f"{in_era(day)[0]} {in_era(day)[2]} 年　{day.month} 月 {day.day} 日",
    lambda day: f"{in_era(day)[1]}{in_era(day)[2]}.{day.month}.{day.day}",
    lambda day: f"{in_era(day)[1]}{in_era(day)[2]:02}{day.month:02}{day.day:02}",
    lambda day: f"{in_era(day)[0]}{kanji(in_era(day)[2])}年{kanji(day.month)}月{kanji(day.day)}日",
    lambda day: (
        f"{in_era(day)[0]}{'元' if in_era(day)[2] == 1 else in_era(day)[2]}年"
        f"{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）"
    ),
    lambda day: (
        f"開札日：{day.year}年{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}曜日）"
    ),
]
DAYS = st.dates(date(1912, 7, 30), date(2099, 12, 31))


@given(DAYS, st.sampled_from(SPELLINGS))
def test_any_day_comes_back_from_any_spelling(day: date, spelling: Callable[[date], str]) -> None:
    for text in (spelling(day), spelling(day).translate(_FULL), f" {spelling(day)}　"):
        read = parse_date(text)
        assert (read.start, read.end, read.precision) == (day.isoformat(), None, "day")
        assert read.flags in ((), ("compact",))


@given(DAYS, st.integers(1, 4000), st.sampled_from(SPELLINGS[1:5] + SPELLINGS[6:]))
def test_any_range_comes_back(day: date, days: int, spelling: Callable[[date], str]) -> None:
    last = day + timedelta(days)
    if last.year > 2099:
        return
    for text in (
        f"{spelling(day)}から{spelling(last)}まで",
        f"{spelling(day)} ～ {spelling(last)}",
    ):
        read = parse_date(text)
        assert (read.start, read.end) == (day.isoformat(), last.isoformat())


@given(DAYS, st.integers(0, 23), st.integers(0, 59))
def test_any_time_comes_back(day: date, hour: int, minute: int) -> None:
    half = f"午前{hour}" if hour < 12 else f"午後{hour - 12}"
    printed = f"{day.year}年{day.month}月{day.day}日"
    for clock in (f"{hour}:{minute:02}", f"{hour}時{minute}分", f"{half}時{minute:02}分"):
        for text in (f"{printed} {clock}", f"{printed}　{clock}".translate(_FULL)):
            read = parse_date(text)
            assert (read.start, read.time) == (day.isoformat(), f"{hour:02}:{minute:02}")


@given(st.dates(date(1954, 10, 3), date(2091, 8, 22)))
def test_any_serial_is_the_day_that_excel_shows(day: date) -> None:
    read = parse_date(str((day - date(1899, 12, 30)).days))
    assert (read.start, read.flags) == (day.isoformat(), ("excel_serial",))


CONTEXTS = st.sampled_from(
    [{}, {"published": "2024-05-01"}, {"fiscal_year": 2024}, {"era": "平成"}, {"label": "工期"}]
)
PIECES = st.lists(
    st.sampled_from(
        [row.text for row in ROWS]
        + list("平成令和昭元年月日HRS./-0123456789 　午前後時分（火）~～、・同翌上旬末")
    ),
    max_size=8,
).map("".join)


@given(st.one_of(st.text(st.characters(codec="utf-8"), max_size=60), PIECES), CONTEXTS)
def test_no_text_raises_and_every_answer_is_a_day(text: str, context: dict[str, object]) -> None:
    read = parse_date(text, context)
    for day in (read.start, read.end):
        assert day is None or date.fromisoformat(day)
    assert read.flags or read.start or read.end
    parse_day(text), parse_period(text), month_of(text)


@given(st.text("平成令和昭元年月日HRS./-0123456789 　午前後時分（火）~～", max_size=24))
def test_a_day_without_a_flag_is_in_the_text(text: str) -> None:
    read = parse_date(text)
    if read.start and not read.flags and read.precision == "day":
        digits = "".join(letter for letter in text if letter.isdecimal())
        day = date.fromisoformat(read.start)
        assert str(day.month) in digits
        assert str(day.day) in digits or "末" in text


HOSTILE = [
    "9" * 10_000, "(" * 5_000, "(除" * 3_000, "令和" * 5_000, "1年" * 5_000, "1・" * 5_000,
    "令和6年4月1日から" * 500, "一" * 9_000, "○" * 9_000, "ただし" * 3_000, "a" * 1_000_000,
    "1/" * 4_000, "同日" * 4_000, "Jan " * 3_000, "㌀" * 1_000, "2024 13 45", "1 " * 5_000,
    "平成" + "1・" * 3_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_no_text_takes_long(text: str) -> None:
    parse_date("2024 4 1")  # the last resort's import is not the text's time
    times = []
    for _ in range(3):
        begun = time.process_time()
        parse_date(text, {"published": "2024-04-01"})
        times.append(time.process_time() - begun)
    assert min(times) < 0.01
    assert ("too_long" in parse_date(text).flags) == (len(text) > 500)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2018-04-02", "2018-04-02"),
        ("平成30年\n4月2日", "2018-04-02"),
        ("2018/04/02 0:00:00", "2018-04-02"),
        ("令和7年4月1日 午後1時30分", "2025-04-01T13:30:00+09:00"),
        ("令和7年4月1日 24時", "2025-04-02T00:00:00+09:00"),
        ("平成30年2月30日", None),
        ("20181301", None),
    ],
)
def test_a_cell_of_one_day(text: str, value: str | None) -> None:
    day = parse_day(text)
    assert day
    assert day.value == value


@pytest.mark.parametrize(
    "text",
    ["", "－", "未定", "30.4.2", "4月1日", "平成30年4月", "12345000", "45,730,000", "R7.7.28※",
     "平成28月1月18日", "令和7年4月1日又は2日", "令和3年3月29日変更契約"],
)  # fmt: skip
def test_what_is_no_day_is_not_made_one(text: str) -> None:
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2018/4/3～2019/3/31", ("2018-04-03", "2019-03-31", None)),
        ("平成30年4月3日から平成31年3月29日まで", ("2018-04-03", "2019-03-29", None)),
        ("平成31年3月29日", (None, "2019-03-29", None)),
        ("契約日から平成31年3月29日", (None, "2019-03-29", None)),
        ("120日間", (None, None, 120)),
        ("１２０日", (None, None, 120)),
        ("契約日の翌日から120日間", (None, None, 120)),
        ("別途指示", None),
    ],
)
def test_a_period(text: str, period: tuple[str | None, str | None, int | None] | None) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("平成３０年４月分", (2018, 4)),
        ("建設工事の入札結果（令和元年12月）", (2019, 12)),
        ("入札結果データ（平成３０年度１月分）", (2019, 1)),
        ("2018年10月", (2018, 10)),
        ("13月", None),
        ("43192", None),
        ("", None),
    ],
)
def test_a_month(text: str, month: tuple[int, int] | None) -> None:
    assert month_of(text) == month


@pytest.fixture
def mistaken(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    """The lookup of dates, to be spoilt."""
    content = dict(lookups.load("dates.yml"))
    for cached in (eras.eras, words.words):
        cached.cache_clear()
    for module in (eras, words):
        monkeypatch.setattr(module, "load", lambda _: content)
    yield content
    for cached in (eras.eras, words.words):
        cached.cache_clear()


def test_a_mistake_in_the_eras_names_the_entry(mistaken: dict[str, object]) -> None:
    mistaken["eras"] = [
        {"name": "令和", "short": "令", "letter": "R", "first": "2019", "last": None}
    ]
    with pytest.raises(SetupError, match=r"dates\.yml.*令和"):
        eras.eras()


def test_a_word_twice_is_named(mistaken: dict[str, object]) -> None:
    mistaken["until"] = ["まで", "まで"]
    with pytest.raises(SetupError, match=r"dates\.yml.*until.*まで"):
        words.one_of("until")


@pytest.mark.skipif(not GOLD.exists(), reason="../shared/gold is missing")
def test_the_gold_set(tmp_path: Path) -> None:
    out = tmp_path / "score.json"
    asked = ["--dates", "pipelines.normalise.dates:parse_date", "--json", str(out)]
    root = Path(__file__).parents[2]
    scorer = str(GOLD / "score_normalise.py")
    subprocess.run([sys.executable, scorer, *asked], check=True, cwd=root, capture_output=True)
    score = json.loads(out.read_text())["dates"]
    assert score["value+time"] >= 0.99
    assert score["silent"] <= 0.005
