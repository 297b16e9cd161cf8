"""Two real issues of the gazette: a whole one of calls, and the text of pages of awards.

The text is that of another reader, which puts only some of its lines in the order of the page:
those are taken. What is expected is counted and summed from the text itself.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from scoreboard import notices_of, reading_of

from pipelines.extract import gazette
from pipelines.extract.line import GAP, Line
from pipelines.extract.pdf.read import parts_of
from pipelines.extract.tables import find_tables
from pipelines.lookups import fold
from pipelines.normalise.notice import normalise
from pipelines.normalise.text import gazette_text
from pipelines.records import Box, Hints, Reading, to_json

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
CALLS = SAMPLES / "pdf" / "kanpo-20250714-c00129.pdf"
AWARDS = SAMPLES / "central" / "kanpo" / "20250711c00128_p63-66_rakusatsu.pdftotext.txt"

needs_calls = pytest.mark.skipif(not CALLS.is_file(), reason="../shared/samples/pdf is missing")
needs_awards = pytest.mark.skipif(not AWARDS.is_file(), reason="../shared/samples is missing")

_IN_ORDER = (
    (0, "次のとおり", "\x0c"),
    (1, "〇分任支出負担行為担当官", "\ue7d171、27\n"),
    (1, "〇支出負担行為担当官 デジタル庁", "\ue7d3購入等\n\n"),
    (2, "〇支出負担行為担当官 出入国", "\ue7d171、27 \ue7d2旅券発給"),
)
"""Parts of the text that are in order: page, how each begins, what follows it."""


@cache
def _reading() -> Reading:
    return reading_of(CALLS.read_bytes(), "notice")


@cache
def _calls() -> list[dict[str, Any]]:
    return notices_of(_reading())


@cache
def _printed() -> str:
    """The lines of the issue of calls, with the characters that its pages show."""
    parts, _ = parts_of(CALLS.read_bytes())
    return "\n".join(gazette_text(part.text) for part in parts if isinstance(part, Line))


@needs_calls
def test_every_line_of_codes_belongs_to_a_notice() -> None:
    codes = re.findall(r"◎調達機関番号\s*(\d{3})", _printed())
    read = Counter(one["raw"]["調達機関番号"] for one in _calls())
    assert len(_calls()) == 43
    # 816 is that of a report, which calls for nothing; 431 heads two purchases.
    assert Counter(codes) - read == {"816": 1}
    assert read - Counter(codes) == {"431": 1}


@needs_calls
def test_notices_of_each_kind() -> None:
    assert Counter(one["stage"] for one in _calls()) == {"tender": 37, "plan": 6}
    assert Counter(one.get("method") for one in _calls())["direct"] == 4
    assert sum(1 for one in _calls() if one.get("category") == "works") == 3


@needs_calls
def test_every_notice_is_of_that_day_and_has_a_name_and_a_buyer() -> None:
    assert {one["published"] for one in _calls()} == {"2025-07-14"}
    assert all(one["title"] and one["buyer"]["name"] for one in _calls())
    pages = [one["at"]["page"] for one in _calls()]
    assert pages == sorted(pages)


@needs_calls
def test_numbers_are_those_below_the_codes() -> None:
    printed = [
        found.rstrip()
        for found in re.findall(r"^〇\s?(.*?号)(?:（.*）)?$", _printed(), re.M)
        if not found.startswith("支出")
    ]
    read = [one["number"] for one in _calls() if "number" in one]
    assert sorted(map(fold, read)) == sorted(map(fold, printed))


@needs_calls
def test_no_officer_is_exported_as_body_or_office() -> None:
    lines = _printed().splitlines()
    above = [lines[at - 1] for at, line in enumerate(lines) if line.startswith("◎調達機関番号")]
    words = [line.split() for line in above]
    persons = {one[-1] for one in words if len(one) > 2 and len(one[-1]) > 1}
    assert len(persons) > 20
    for one in _calls():
        shown = "".join((one["buyer"]["name"] + one.get("department", "")).split())
        assert not any(person in shown for person in persons)


@needs_calls
def test_private_use_characters_stand_in_no_value() -> None:
    for one in _calls():
        assert not re.search("[\ue000-\uf8ff]", str({**one, "raw": ""}))


def _lines() -> list[Line]:
    """The award lines that the text has in order, as a page would have them."""
    pages = AWARDS.read_text(encoding="utf-8").split("\x0c")
    found = [Line("落札者等の公示", Box(63, 50, 40, 400, 49))]
    for at, begin, end in _IN_ORDER:
        text = pages[at][pages[at].index(begin) :].split(end)[0]
        for row in filter(str.strip, text.splitlines()):
            line = re.sub(r"(?<![\d.]) | (?![\d])", GAP, row.strip())
            top = 50.0 + 12 * len(found)
            found.append(Line(line, Box(63 + at, 50, top, 400, top + 9)))
    return found


@cache
def _awards() -> list[dict[str, Any]]:
    tables = find_tables(gazette.grids(_lines())).tables
    return [
        json.loads(to_json(one)) for table in tables for one in normalise(table, Hints(), "0" * 64)
    ]


@cache
def _award_text() -> str:
    """All lines below the legend, without white space."""
    text = "".join(gazette_text(line.text) for line in _lines())
    return "".join(text.split()).split("予定価格", 1)[1]


@needs_awards
def test_every_award_is_a_notice() -> None:
    text = _award_text()
    assert len(_awards()) == len(re.findall(r"①[\d０-９]", text)) == 37
    assert {one["stage"] for one in _awards()} == {"award"}
    assert {one["published"] for one in _awards()} == {"2025-07-11"}
    assert not [one["issues"] for one in _awards() if "issues" in one]


@needs_awards
@pytest.mark.parametrize(("mark", "field"), [("⑦", "awardPrice"), ("⑿", "plannedPrice")])
def test_prices_are_those_behind_their_marks(mark: str, field: str) -> None:
    printed = [
        int(found.replace(",", "")) for found in re.findall(rf"{mark}([\d,]+)円", _award_text())
    ]
    assert [one[field]["amount"] for one in _awards() if field in one] == printed
    assert sum(printed) > 1_000_000_000


@needs_awards
def test_days_are_those_behind_their_marks() -> None:
    printed = [
        (kind, 2018 + int(year), int(month), int(day))
        for kind, year, month, day in re.findall(
            r"④(..)⑤(\d+)\.(\d+)\.(\d+)", "".join(_award_text().split())
        )
    ]
    direct = [one for one in _awards() if one["method"] == "direct"]
    assert [one.get("signed") or one["awarded"] for one in _awards()] == [
        f"{year}-{month:02}-{day:02}" for _, year, month, day in printed
    ]
    assert len(direct) == sum(1 for kind, *_ in printed if kind == "随意")
    assert all("signed" in one and "awarded" not in one for one in direct)
    assert all(one["rationale"].endswith("」") for one in direct)


@needs_awards
def test_officers_hold_for_the_lines_below_them() -> None:
    pieces = re.split(r"◎調達機関番号(?=\d)", _award_text())[1:]
    expected = [piece[:3] for piece in pieces for _ in re.findall(r"①[\d０-９]", piece)]
    assert [one["raw"]["調達機関番号"] for one in _awards()] == expected


@needs_awards
def test_firms_and_addresses_are_apart() -> None:
    for one in _awards():
        (firm,) = one["suppliers"]
        assert re.search(r"株式会社|㈱|合同会社", firm["name"])
        assert re.search("[都道府県]", firm["address"])
        printed = re.sub("[（）]", "", "".join((firm["name"] + firm["address"]).split()))
        assert printed in re.sub("[（）]", "", _award_text())


@needs_calls
def test_each_notice_has_a_key_of_its_own() -> None:
    """Its issue, its page and its place there; the page is the one that is printed."""
    keys = [notice.key or "" for notice in _reading().notices]
    assert len(set(keys)) == len(keys) == 43
    assert {key.split("頁")[0].rpartition(" ")[0] for key in keys} == {
        "令和7年7月14日 政府調達第129号"
    }
    assert keys[0] == "令和7年7月14日 政府調達第129号 1頁 左245 上224"
