"""Scans: what is read of them is right by letter, has its place, and says how sure it is."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from drawn_scans import DPI, LEFT, TOP, WIDTH, lines, scanned, table
from pdfs.scores import character_accuracy, plain
from PIL import Image

from pipelines.extract.grid import Grid
from pipelines.extract.line import Line
from pipelines.extract.ocr import NeedsOcr, OcrPage, Scans, engine, page, read_page, scans
from pipelines.extract.ocr.spotted import Spotted, letters_of, tidied
from pipelines.extract.ocr.tesseract import pieces_in, spotted
from pipelines.extract.pdf.cells import grid_of
from pipelines.extract.pdf.lattice import tables_of
from pipelines.extract.pdf.printed import lines_of
from pipelines.extract.pdf.rules import Rules
from pipelines.records import Box

needs_extra = pytest.mark.skipif(
    not engine.has_rapid(), reason="the extra ocr isn't installed (pip install 'chotatsu[ocr]')"
)
needs_numpy = pytest.mark.skipif(
    not importlib.util.find_spec("numpy"), reason="numpy isn't installed (the extra ocr)"
)

ROWS = [
    ["番号", "件名", "予定価格（円）", "落札金額（円）", "落札率", "落札者"],
    ["1", "架空橋補修工事", "19,034,063", "17,285,760", "90.8%", "（株）甲野建設"],
    ["2", "公園樹木剪定業務", "4,820,000", "4,100,000", "85.1%", "乙川造園（有）"],
    ["3", "学校給食用備品購入", "1,234,567", "1,198,000", "97.0%", "丙山商事"],
    ["4", "下水道管渠布設替工事", "88,000,000", "81,500,000", "92.6%", "（株）甲野建設"],
]
WIDTHS = [90, 370, 250, 250, 120, 260]

PROSE = [
    "入　札　公　告",
    "次のとおり一般競争入札に付します。",
    "令和７年５月１２日",
    "１　入札に付する事項",
    "（１）件名　　架空市立図書館空調設備更新工事",
    "（２）工期　　契約締結の日から令和８年２月２７日まで",
    "（３）予定価格　　４８，２９０，０００円（消費税及び地方消費税を含まない。）",
    "２　入札日程",
    "（１）申請書受付期間　　令和７年５月１２日（月）から同月２３日（金）午後５時まで",
    "（２）開札日時　　令和７年６月１１日（水）午前１０時３０分",
]


def grid_on(read: OcrPage) -> Grid:
    (found,) = tables_of(read.rules)
    return grid_of(found, read.pieces, read.letters, read.number)


@needs_extra
def test_signs_that_are_hardly_ink() -> None:
    rows = [["業者", "金額", "結果"], ["甲野建設", "1,100", "〃"], ["乙川造園", "－", "11"]]
    grid = grid_on(read_page(scanned(table(rows, [250, 250, 250])), 1, DPI))
    assert [row[2] for row in grid.rows] == ["結果", "〃", "11"]
    assert grid.rows[2][1] in tuple("－-―ー一")


@needs_extra
def test_a_ruled_table_with_tilt_and_noise() -> None:
    read = read_page(scanned(table(ROWS, WIDTHS), tilt=1.5), 3, DPI)
    grid = grid_on(read)
    assert (len(grid.rows), grid.width) == (5, 6)
    assert character_accuracy("".join(map("".join, ROWS)), "".join(map("".join, grid.rows))) >= 0.98
    money = [[plain(text) for text in row[2:4]] for row in grid.rows[1:]]
    assert money == [row[2:4] for row in ROWS[1:]]
    assert abs(read.tilt + 1.5) < 0.1
    flagged = [read.flagged(box) for box in grid.boxes.values()]
    assert all(box.page == 3 and 0.5 < (box.confidence or 0) <= 1 for box in flagged)
    assert 0.9 < read.confidence <= 1


@needs_extra
def test_prose() -> None:
    read = read_page(scanned(lines(PROSE), tilt=-0.8, seed=2), 1, DPI)
    found = [text.line.text for text in lines_of(read.pieces, 1)]
    assert character_accuracy("".join(PROSE), "".join(found)) >= 0.98
    assert len(found) == len(PROSE)
    assert any("件名　架空市立" in text for text in found)  # a wide blank parts label and value


@pytest.mark.slow
@needs_extra
def test_a_page_scanned_sideways_and_on_its_head() -> None:
    drawn = scanned(table(ROWS[:2], WIDTHS))
    turned = drawn.transpose(Image.Transpose.ROTATE_90)
    read = read_page(turned, 1, DPI)
    assert read.turns == 1
    grid = grid_on(read)
    assert plain(grid.rows[1][2]) == "19,034,063"
    box = read.flagged(grid.boxes[0, 0])  # 番号 is at the bottom left of the picture
    scale = 72 / DPI
    assert box.left == pytest.approx(TOP * scale, abs=3)
    assert box.bottom == pytest.approx((WIDTH - LEFT) * scale, abs=3)
    assert read_page(drawn.transpose(Image.Transpose.ROTATE_180), 1, DPI).turns == 2


@needs_numpy
@pytest.mark.parametrize("tilt", [-2.0, -0.3, 0.0, 1.1])
def test_the_tilt_of_a_page(tilt: float) -> None:
    from pipelines.extract.ocr.dots import ruled, straightened

    scan = straightened(scanned(table(ROWS, WIDTHS), tilt=tilt), DPI)
    assert scan.tilt == pytest.approx(-tilt, abs=0.08)
    found = ruled(scan)
    scale = 72 / DPI
    rules = Rules(
        [(at * scale, start * scale, end * scale) for at, start, end in found.across],
        [(at * scale, start * scale, end * scale) for at, start, end in found.down],
    )
    assert [(one.height, one.width) for one in tables_of(rules)] == [(5, 6)]


def dark() -> Image.Image:
    return Image.new("L", (100, 140), 0)


def test_pages_that_nothing_can_read_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "has_rapid", lambda: False)
    monkeypatch.setattr(page, "tesseract_program", lambda: None)
    with pytest.raises(NeedsOcr, match="operator"):
        read_page(dark(), 1, DPI)
    monkeypatch.setattr(scans, "can_read", lambda: False)
    found = Scans()
    for number in (1, 2, 4):
        assert found.read(number, dark, 50) is None
    (issue,) = found.issues()
    assert (issue.code, issue.label, issue.text) == ("needsOcr", "p1-2, p4", "3")


def read_as(text: str) -> Callable[[Image.Image, int, float], OcrPage]:
    def read(image: Image.Image, number: int, dpi: float) -> OcrPage:
        seen = [Spotted(text, (10, 10, 40, 20), 0.93)]
        return OcrPage(number, 50, 70, *letters_of(seen), Rules(), seen)

    return read


def test_only_so_many_pages_of_a_file_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "MOST_PAGES", 2)
    monkeypatch.setattr(scans, "can_read", lambda: True)
    monkeypatch.setattr(scans, "read_page", read_as("公告"))
    found = Scans()
    assert found.read(4, lambda: Image.new("L", (100, 140), 255), 50) is None  # blank
    assert [bool(found.read(number, dark, 50)) for number in (1, 2, 3)] == [True, True, False]
    assert [(one.code, one.label) for one in found.issues()] == [("scansLeft", "p3")]


def test_places_on_scanned_pages_say_how_sure_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "can_read", lambda: True)
    monkeypatch.setattr(scans, "read_page", read_as("公告"))
    found = Scans()
    found.read(2, dark, 50)
    boxes = {
        (0, 0): Box(2, 5, 5, 45, 25),
        (0, 1): Box(2, 45, 5, 50, 25),
        (1, 0): Box(1, 5, 5, 45, 25),
    }
    grid, line = found.flagged([Grid(None, [["公告", ""], ["", ""]], boxes=boxes), Line("公告")])
    assert isinstance(grid, Grid)
    assert {at: box.confidence for at, box in grid.boxes.items()} == {
        (0, 0): 0.93,
        (0, 1): None,
        (1, 0): None,
    }
    assert line == Line("公告")


def test_letters_are_spread_over_their_place() -> None:
    letters, pieces = letters_of([Spotted("令7", (10.0, 0.0, 40.0, 12.0), 0.9)])
    assert letters.boxes(0, 2) == [(10.0, 0.0, 30.0, 12.0), (30.0, 0.0, 40.0, 12.0)]
    assert [(one.text, one.first, one.end) for one in pieces] == [("令7", 0, 2)]


@pytest.mark.parametrize(
    ("seen", "kept"),
    [
        ("令和 7 年", "令和7年"),
        ("LED lamp", "LED lamp"),
        ("1 000", "1000"),
        ("甲　乙", "甲乙"),
        ("消費稅", "消費税"),
    ],
)
def test_blanks_that_nobody_printed(seen: str, kept: str) -> None:
    assert tidied(seen) == kept


def test_words_of_tesseract_close_in_a_line_are_one_piece() -> None:
    head = "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext\n"
    rows = [(100, 40, 96, "予定"), (142, 40, 80, "価格"), (300, 80, 91, "1,000円")]
    body = "".join(
        f"5\t1\t1\t1\t1\t{n}\t{x}\t10\t{w}\t20\t{c}\t{t}\n" for n, (x, w, c, t) in enumerate(rows)
    )
    found = pieces_in(head + "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n" + body, 0.5)
    assert [(one.text, one.confidence) for one in found] == [("予定価格", 0.8), ("1,000円", 0.91)]
    assert found[0].corners == (50.0, 5.0, 91.0, 15.0)


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract isn't installed")
def test_tesseract_reads_lines() -> None:
    program = str(shutil.which("tesseract"))
    found = spotted(scanned(lines(PROSE[1:3])), program, DPI)
    assert character_accuracy("".join(PROSE[1:3]), "".join(one.text for one in found)) >= 0.8


def test_nothing_of_the_extra_is_loaded_before_it_is_needed() -> None:
    code = "import sys, pipelines.reading; print({'numpy', 'rapidocr'} & set(sys.modules))"
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert told.stdout.strip() == "set()", told.stderr
