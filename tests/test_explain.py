"""``read --explain``: every value leads to the cells that gave it, on screen and on the page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest
from drawn_pdf import Drawing
from layouts import Layout
from scoreboard import layouts, notices_of, reading_of

from pipelines.extract.files import grids_of
from pipelines.extract.tables import find_tables
from pipelines.normalise.origins import KEYS, origins
from pipelines.places import settled, stands

ROOT = Path(__file__).parent.parent
LAYOUTS = {layout.name: layout for layout in layouts() if layout.expected}
CITY = ROOT / "data" / "practice" / "www.city.kakuu.example.jp"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command itself, in a process of its own."""
    code = "import sys; from crawlers.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200", "CHOTATSU_LANG": "en", "PYTHONPATH": str(ROOT)},
        check=False,
    )


@pytest.fixture
def list_of(tmp_path: Path) -> Path:
    """A workbook of an invented city: one row a tender, a firm with a mark of HTML in its name."""
    layout = LAYOUTS["one_row_a_tender"]
    path = tmp_path / layout.file_name
    path.write_bytes(layout.body)
    return path


def test_the_screen_shows_labels_values_and_cells(list_of: Path) -> None:
    done = run("read", "--explain", "--notice", "2", str(list_of))
    assert done.returncode == 0, done.stderr
    title = LAYOUTS["one_row_a_tender"].expected[1]["title"]
    assert f"{list_of.name}: notice 2 of 2" in done.stdout
    assert str(title) in done.stdout
    assert re.search(r"![A-Z]+\d+", done.stdout), "no cell is named"
    assert "awardPrice" in done.stdout
    assert "told from: 落札" in done.stdout, "the stage has a ground"


def test_the_page_leads_from_each_value_to_its_cell_and_back(list_of: Path) -> None:
    out = list_of.with_suffix(".html")
    done = run("read", "--explain", "--html", str(out), str(list_of))
    assert done.returncode == 0, done.stderr
    page = lxml.html.fromstring(out.read_text(encoding="utf-8"))
    names = {element.get("id") for element in page.iter() if element.get("id")}
    links = [element.get("href") for element in page.iter("a")]
    assert len(links) > 10
    assert all(link.startswith("#") and link[1:] in names for link in links), links
    assert not list(page.iter("script", "img", "link", "iframe"))
    assert "://" not in out.read_text(encoding="utf-8")


def test_the_text_of_a_file_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "工事名,開札日,落札者,落札金額\n<script>alert(1)</script>[bold]橋[/bold]工事,2024-06-01,"
        '架空建設株式会社,"1,000,000"\n',
        encoding="utf-8",
    )
    out = tmp_path / "why.html"
    done = run("read", "--explain", "--html", str(out), str(path))
    assert done.returncode == 0, done.stderr
    assert "<script>" in done.stdout
    assert "[bold]" in done.stdout
    assert "<script>" not in out.read_text(encoding="utf-8")


def test_a_file_without_notices_says_what_was_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("町名,人口,世帯\n本町,100,40\n", encoding="utf-8")
    done = run("read", "--explain", str(path))
    assert done.returncode == 0
    assert "no notice in 1 sheets or tables" in done.stdout
    assert "町名 | 人口 | 世帯" in done.stdout


def test_a_number_that_no_notice_has_is_refused(list_of: Path) -> None:
    done = run("read", "--explain", "--notice", "9", str(list_of))
    assert done.returncode == 2
    assert "from 1 to 2" in done.stderr


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_every_text_stands_in_the_cell_that_is_named(layout: Layout) -> None:
    grids, _ = grids_of(layout.body)
    for table in find_tables(grids).tables:
        for raw in table.notices:
            grid, told = settled(origins(table, raw), grids)
            assert grid
            lost = [
                text
                for text in told
                if text.row >= 0 and not any(stands(text, other) for other in grids)
            ]
            assert not lost


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_every_printed_price_and_day_has_a_cell(layout: Layout) -> None:
    found = find_tables(grids_of(layout.body)[0])
    raws = [(table, raw) for table in found.tables for raw in table.notices]
    notices = notices_of(reading_of(layout.body, layout.file_name, dict(layout.hints)))
    for (table, raw), notice in zip(raws, notices, strict=True):
        told = {key for origin in origins(table, raw) for key in origin.keys}
        for key in ("title", "plannedPrice", "awardPrice", "contractPrice", "signed", "period"):
            assert key not in notice or key in told, key


def test_every_key_is_one_of_the_record() -> None:
    from pipelines.lookups import load

    known = set(load("record.yml")["notice"])
    assert {key for keys in KEYS.values() for key in keys} <= known


def test_the_page_of_a_pdf_marks_each_value_on_its_picture(tmp_path: Path) -> None:
    head = ["件名", "開札日", "予定価格（税抜）", "落札者", "落札金額（税抜）"]
    row = ["架空橋補修工事", "令和6年5月10日", "1,500,000円", "架空建設株式会社", "1,234,000円"]
    path, out = tmp_path / "list.pdf", tmp_path / "why.html"
    drawing = Drawing().text(200, 60, "入札結果一覧表")
    path.write_bytes(
        drawing.table((40, 160, 260, 360, 470, 570), (100, 120, 140), [head, row]).pdf()
    )
    done = run("read", "--explain", "--html", str(out), str(path))
    assert done.returncode == 0, done.stderr
    assert "page 1" in done.stdout
    page = lxml.html.fromstring(out.read_text(encoding="utf-8"))
    (picture,) = page.iter("img")
    assert picture.get("src").startswith("data:image/png;base64,")
    boxes = [one for one in page.iter("a") if one.get("class") == "box"]
    title = next(one for one in boxes if "架空橋補修工事" in one.get("title"))
    left = float(re.search(r"left:([\d.]+)%", title.get("style"))[1])
    assert abs(left - 100 * 40 / 595) < 0.5
    links = [one.get("href") for one in page.iter("a") if one.get("href")]
    names = {element.get("id") for element in page.iter() if element.get("id")}
    assert all(link[1:] in names for link in links), links
    assert title.get("href") == "#v-title"
