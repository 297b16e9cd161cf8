"""Hostile files: none hangs, crashes, follows a link or gives what isn't in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.errors import Unreadable
from pipelines.extract.files import grids_of
from pipelines.extract.grid import MAX_CELLS, Grid
from pipelines.extract.tables import find_tables
from pipelines.records import Hints, Original, to_json
from pipelines.worker import UNREADABLE, Worker

FOLDER = Path(__file__).parent / "hostile"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".md")
# The one issue of a file that can't be read; all others are read.
FAILS = {"index.xls": "tooLarge", "laughs.xls": "damaged"}
# How many rows of the list (工事名, 入札日, 落札者, 落札金額) are read, where that is sure.
NOTICES = {
    "links.html": 1,
    "list.html": 1,
    "list.xlsx": 1,
    "quotes.csv": 3,
    "empty.mht": 0,
    "columns.csv": 0,
}


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(time_limit=20, memory_limit=1024**3) as running:
        yield running


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_made_to_break_a_reader(path: Path, worker: Worker) -> None:
    hints = Hints(name=path.name)
    original = Original(
        f"file:///{path.name}", path.read_bytes(), datetime(2026, 11, 25, tzinfo=UTC), hints
    )
    reading = worker.read(original)
    codes = {issue.code for issue in reading.issues}
    assert codes & UNREADABLE == ({FAILS[path.name]} if path.name in FAILS else set())
    told = b"".join([to_json(reading.issues), *map(to_json, reading.notices)])
    assert b"root:" not in told
    assert b"\\u0000" not in told
    assert b"lollol" not in told
    if path.name in NOTICES:
        assert len(reading.notices) == NOTICES[path.name]


def test_every_file_is_told_of() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in FILES if f"`{path.name}`" not in readme] == []


def assert_sound(grid: Grid) -> None:
    """What holds of every grid, whatever file it comes from."""
    width = grid.width
    assert all(len(row) == width for row in grid.rows)
    assert width * len(grid.rows) <= MAX_CELLS
    assert not any("\0" in cell for row in grid.rows for cell in row)
    for (top, left), (bottom, right) in grid.merges:
        assert 0 <= top <= bottom < len(grid.rows)
        assert 0 <= left <= right < width
    for row, column in (*grid.links, *grid.heads):
        assert 0 <= row < len(grid.rows)
        assert 0 <= column < width
    for text in (
        grid.name or "",
        *grid.before,
        *grid.after,
        *(cell for row in grid.rows for cell in row),
    ):
        text.encode()


def assert_read_or_refused(body: bytes) -> None:
    """A file gives sound grids, or says why it can't be read; nothing else."""
    code = ""
    try:
        for grid in grids_of(body)[0]:
            assert_sound(grid)
    except Unreadable as refused:
        code = refused.code
    assert not code or code in UNREADABLE


TAGS = [
    "table",
    "tr",
    "td",
    "th",
    "dl",
    "dt",
    "dd",
    "p",
    "h2",
    "div",
    "caption",
    "br",
    "form",
    "a",
    "nav",
]
SPANS = st.sampled_from(["0", "1", "2", "-1", "1000000000", "", "x", "２", "1.5", " 2 "])
TEXT = st.text(max_size=8) | st.sampled_from(["工事名", "落札者", "&#0;", "&#xD800;", "&nbsp;"])
OPEN = st.builds("<{} rowspan='{}' colspan={}>".format, st.sampled_from(TAGS), SPANS, SPANS)
PLAIN = st.sampled_from(TAGS).map("<{}>".format)
CLOSE = st.sampled_from(TAGS).map("</{}>".format)
PAGES = st.lists(OPEN | PLAIN | CLOSE | TEXT, max_size=60).map(
    lambda parts: ("<html>" + "".join(parts)).encode("utf-8", "replace")
)
CELLS = st.text(alphabet='",;\t|\r\n 1０a工\0', max_size=12)
TEXTS = st.builds(
    lambda lines, codec: "\n".join(lines).encode(codec, "replace"),
    st.lists(CELLS, max_size=20),
    st.sampled_from(["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "utf-16-le"]),
)


def as_zip(members: list[tuple[str, bytes]]) -> bytes:
    """A zip of files, names as they come, also twice."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, body in dict(members).items():
            archive.writestr(name, body)
    return file.getvalue()


NAMES = st.text(alphabet="a/.\\工ガ:* ", min_size=1, max_size=8)
ZIPS = st.lists(st.tuples(NAMES, PAGES | TEXTS | st.binary(max_size=40)), max_size=4).map(as_zip)
XML_PARTS = st.lists(
    st.sampled_from(
        [
            "<Row>",
            "</Row>",
            '<Row ss:Index="7">',
            '<Row ss:Index="0" ss:Hidden="1">',
            "<Cell>",
            '<Cell ss:Index="3" ss:MergeAcross="9">',
            '<Cell ss:MergeDown="99999999">',
            "</Cell>",
            '<Data ss:Type="DateTime">2024-04-01T00:00:00.000</Data>',
            '<Data ss:Type="String">工事&#10;&x;</Data>',
        ]
    ),
    max_size=30,
)
SHEETS = XML_PARTS.map(
    lambda parts: (
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
        + "".join(parts)
    ).encode()
)
FEW = settings(max_examples=150, deadline=5000, suppress_health_check=list(HealthCheck))


@FEW
@given(PAGES | TEXTS | ZIPS | SHEETS | st.binary(max_size=200))
def test_whatever_comes_is_read_or_refused(body: bytes) -> None:
    assert_read_or_refused(body)


@FEW
@given(st.lists(st.lists(st.text(alphabet='"", 工1a', max_size=6), min_size=3, max_size=3)))
def test_nothing_is_lost_of_a_broken_text(lines: list[list[str]]) -> None:
    text = "\n".join(",".join(line) for line in [["甲", "乙", "丙"], *lines])
    (grid,) = grids_of(text.encode())[0]
    kept = "".join("".join(row) for row in grid.rows)
    for sign in "工1a":
        assert kept.count(sign) == text.count(sign)


def test_a_sheet_of_headers_is_bounded() -> None:
    row = ["件名", "契約日", "契約金額", "落札者"]
    wide = [[*row, *(f"落札者{number}" for number in range(at, at + 2_000))] for at in range(200)]
    with pytest.raises(Unreadable, match="labels"):
        find_tables([Grid("見本", wide)])
    rows = [[*row[:3], f"欄{number}"] for number in range(20_000)]
    merges = tuple(((number, 0), (number, 0)) for number in range(20_000))
    with pytest.raises(Unreadable, match="tables"):
        find_tables([Grid("見本", rows, merges)])
