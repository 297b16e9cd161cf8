"""Each real file with a golden record, changed on purpose: the notices stay the same."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from changed import CHANGES, as_csv, as_page, turned_about
from layouts import MAKERS, NotHere
from scoreboard import GOLDEN, SAMPLES, load, notices_of, reading_of

from pipelines.errors import Unreadable
from pipelines.extract.files import grids_of
from pipelines.extract.grid import Grid
from pipelines.extract.header import find_header
from pipelines.extract.tables import find_tables
from pipelines.normalise.notice import normalise
from pipelines.normalise.text import plain as plain_text
from pipelines.records import Hints, to_json

FILES = [
    golden["file"]
    for golden in load(GOLDEN)
    if golden["records"] and (SAMPLES / golden["file"]).exists()
]
MOST_ROWS = 800
# Row and place differ; labels differ in their gaps; an issue tells of what was put in.
_BESIDES = ("at", "raw", "issues")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FILES, reason="../shared/samples is missing"),
]


@lru_cache(maxsize=1)  # one file after the other, with all changes
def grids(file: str) -> list[Grid]:
    found, _ = grids_of((SAMPLES / file).read_bytes())
    return [beginning(grid) for grid in found if not grid.hidden]


def beginning(grid: Grid) -> Grid:
    """The first rows of a long list: ten thousand more say nothing else of a change."""
    return replace(
        grid,
        rows=grid.rows[:MOST_ROWS],
        merges=tuple(merge for merge in grid.merges if merge[1][0] < MOST_ROWS),
        lengths=grid.lengths and grid.lengths[:MOST_ROWS],
    )


def read(found: list[Grid]) -> list[dict[str, Any]]:
    """The notices of grids, without what a change of the table changes."""
    notices = [
        json.loads(to_json(notice))
        for table in find_tables(found).tables
        for notice in normalise(table, Hints(), "0" * 64)
    ]
    return [plain(notice) for notice in notices]


@lru_cache(maxsize=1)
def original(file: str) -> list[dict[str, Any]]:
    """The notices of a file as it is."""
    return read(grids(file))


def plain(notice: dict[str, Any]) -> dict[str, Any]:
    """What a notice says, texts without width and gaps, without the ids made from them."""
    said = {key: even(value) for key, value in notice.items() if key not in _BESIDES}
    if steps := said.get("schedule"):  # in printed order, which a change may turn about
        said["schedule"] = sorted(steps, key=str)
    return said


def even(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: even(one) for key, one in value.items() if key != "id"}
    if isinstance(value, list):
        return [even(one) for one in value]
    return "".join(plain_text(value).split()) if isinstance(value, str) else value


def without(notices: list[dict[str, Any]], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Body and office that have a column each are read from left to right, as they are printed."""
    return [{k: v for k, v in notice.items() if k not in keys} for notice in notices]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("file", FILES)
def test_a_changed_table_gives_the_same_notices(file: str, change: Any) -> None:
    changed = []
    for grid in grids(file):
        header = find_header(grid, 0)
        changed.append(change(grid, header.last) if header else grid)
    left_out = ("buyer", "department") if change is turned_about else ()
    assert without(read(changed), left_out) == without(original(file), left_out)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_changed_layout_gives_the_same_notices(make: Any, change: Any) -> None:
    if change is turned_about:
        pytest.skip("labels would stand at the right of their values, bidders in another order")
    try:
        found, _ = grids_of(make().body)
    except (NotHere, Unreadable) as error:
        pytest.skip(str(error))
    original = [grid for grid in found if not grid.hidden]
    headers = [find_header(grid, 0) for grid in original]
    changed = [
        change(grid, header.last) if header else grid
        for grid, header in zip(original, headers, strict=True)
    ]
    assert read(changed) == read(original)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("render", [as_page, as_csv], ids=["page", "csv"])
def test_a_sheet_as_page_or_text_gives_the_same_notices(file: str, render: Any) -> None:
    for grid in grids(file):
        if not find_header(grid, 0):  # a list without header is known as what it is: a CSV file
            continue
        expected = read([grid])
        found = [plain(notice) for notice in notices_of(reading_of(render(grid), "list"))]
        assert len(found) == len(expected)
        # The title of the page says whose site it is; a CSV file has none.
        left_out = ("buyer",) if grid.page and render is as_csv else ()
        assert without(found, left_out) == without(expected, left_out)
