"""A workbook is the same, however its sheet is put in order before it is read."""

from __future__ import annotations

import io
import zipfile

import pytest
from bad_files import inline, workbook
from python_calamine import CalamineWorkbook

from pipelines.extract import xlsx

PART = "xl/worksheets/sheet1.xml"
MERGES = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
HIDDEN = '<row r="3" hidden="1"><c r="A3"><v>3</v></c></row>'


def made(behind: str, more: str = "") -> bytes:
    """A workbook whose sheet has something behind its cells."""
    body = workbook(inline({"A1": "工事名", "C1": "予定価格"}, 1) + more)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts[PART] = parts[PART].replace("</worksheet>", f"{behind}</worksheet>")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def sheet_of(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return archive.read(PART).decode()


def read(body: bytes) -> tuple[object, object]:
    """The cells and the merged ranges, as the reader of workbooks alone finds them."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0)
    return sheet.to_python(), sheet.merged_cell_ranges


@pytest.mark.parametrize(
    "behind",
    [
        "",
        MERGES,
        f'<autoFilter ref="A1:C1"/>{MERGES}<pageMargins left="1"/>',
        f"<!--{MERGES}-->",
        f"{MERGES}<!-- </sheetData> -->",
        f"{MERGES}<![CDATA[</sheetData>]]>",
        '<mergeCells count="0"/>',
    ],
)
def test_merged_ranges_may_stand_anywhere(behind: str) -> None:
    body = made(behind)
    changed, hidden = xlsx.prepared(body)
    assert read(changed) == read(body)
    assert hidden == {}


def test_merged_ranges_go_before_the_cells() -> None:
    sheet = sheet_of(xlsx.prepared(made(MERGES))[0])
    assert 0 < sheet.index(MERGES) < sheet.index("<sheetData>")
    assert sheet.count("mergeCells") == 2


def test_a_sheet_with_a_comment_stays_as_it_is() -> None:
    body = made(f"<!--{MERGES}-->")
    assert sheet_of(xlsx.prepared(body)[0]) == sheet_of(body)


def test_large_workbooks_are_read_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_MOST", 100)
    body = made(MERGES, HIDDEN)
    changed, hidden = xlsx.prepared(body)
    assert changed == body
    assert hidden["工事"].rows == {2}


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", made(MERGES)[:900]])
def test_what_is_no_workbook_stays_as_it_is(body: bytes) -> None:
    assert xlsx.prepared(body) == (body, {})
