"""Tables as an Excel workbook: a sheet a table, the codebook, and what is to be known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from pipelines.export.cells import digits, plain
from pipelines.export.codes import issue_codes
from pipelines.export.columns import Kind, Table, Value
from pipelines.export.schema import TABLES
from pipelines.export.writing import About, Written

ROWS = 1_048_576
"""Rows of a sheet, the header included."""
LETTERS = 32_767
"""Letters of a cell, counted as UTF-16 does."""
EXACT = 15
"""Digits of a number that Excel keeps; longer ones go in as text rather than wrong."""
CUT = " […cut / 以下省略]"

_WIDTHS: dict[Kind, int] = {
    "text": 18,
    "date": 12,
    "time": 25,
    "integer": 8,
    "yen": 16,
    "decimal": 10,
    "boolean": 7,
}
_WIDE = {
    "title": 48,
    "buyer": 22,
    "department": 26,
    "bidder": 28,
    "supplier": 28,
    "suppliers": 28,
    "method_details": 26,
    "work_type": 30,
}


@dataclass
class _Sheets:
    """The sheets of one table; a further one is begun when the last is full."""

    table: Table[Any]
    sheets: list[Any] = field(default_factory=list)
    row: int = 0
    rows: int = 0
    cut: int = 0


class Workbook:
    """Writes one workbook; rows go to disk as they come, so that memory stays flat."""

    def __init__(self, folder: Path, name: str, rows: int = ROWS) -> None:
        self._path = folder / name
        self._rows = rows
        self._book = xlsxwriter.Workbook(
            str(self._path), {"constant_memory": True, "tmpdir": str(folder)}
        )
        self._book.use_zip64()
        self._bold = self._book.add_format({"bold": True, "bg_color": "#DDE6F0", "bottom": 1})
        self._wrap = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._whole = self._book.add_format({"num_format": "#,##0"})
        self._broken = self._book.add_format({"num_format": "#,##0.00##"})
        self._tables = {table.name: _Sheets(table) for table in TABLES}
        for sheets in self._tables.values():
            self._begin(sheets)

    def close(self) -> None:
        """Nothing to close: what an abandoned workbook has on disk goes with its folder."""

    def write(self, table: Table[Any], row: Sequence[Value]) -> None:
        """One row of a table, its values in the order of the columns."""
        sheets = self._tables[table.name]
        if sheets.row == self._rows:
            self._end(sheets)
            self._begin(sheets)
        sheet = sheets.sheets[-1]
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if value is not None:
                sheets.cut += self._cell(sheet, sheets.row, place, column.kind, value)
        sheets.row += 1
        sheets.rows += 1

    def finish(self, about: About) -> list[Written]:
        """Complete the workbook; one entry a table."""
        for sheets in self._tables.values():
            self._end(sheets)
        self._text_sheet("codebook", _codebook(), (12, 24, 10, 30, 70, 50))
        self._text_sheet("about", about.lines, (28, 110))
        created = about.time or datetime(2000, 1, 1)
        self._book.set_properties(
            {"title": "chotatsu", "created": created.replace(tzinfo=None, microsecond=0)}
        )
        self._book.close()
        return [
            Written(
                name,
                self._path,
                sheets.rows,
                tuple(sheet.get_name() for sheet in sheets.sheets),
                sheets.cut,
            )
            for name, sheets in self._tables.items()
        ]

    def _begin(self, sheets: _Sheets) -> None:
        """A sheet with its header: ``bids``, then ``bids_2`` when it is full."""
        number = len(sheets.sheets) + 1
        name = sheets.table.name if number == 1 else f"{sheets.table.name}_{number}"
        sheet = self._book.add_worksheet(name)
        for place, column in enumerate(sheets.table.columns):
            sheet.set_column(place, place, _WIDE.get(column.name, _WIDTHS[column.kind]))
            sheet.write_string(0, place, column.name, self._bold)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheets.sheets.append(sheet)
        sheets.row = 1

    def _end(self, sheets: _Sheets) -> None:
        last = len(sheets.table.columns) - 1
        sheets.sheets[-1].autofilter(0, 0, max(sheets.row - 1, 1), last)

    def _cell(self, sheet: Any, row: int, place: int, kind: Kind, value: Value) -> int:
        """Write one cell; 1 if its text had to be cut. Text is never taken for a formula."""
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value)
        elif isinstance(value, str):
            text = plain(value)
            short = _short(text)
            sheet.write_string(row, place, short)
            return int(short != text)
        elif isinstance(value, (int, Decimal)) and _digits(value) > EXACT:
            sheet.write_string(row, place, digits(value))
        elif kind == "yen":
            whole = isinstance(value, int) or value == int(value or 0)
            sheet.write_number(row, place, value, self._whole if whole else self._broken)
        elif value is not None:
            sheet.write_number(row, place, value)
        return 0

    def _text_sheet(self, name: str, rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
        sheet = self._book.add_worksheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width, self._wrap)
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                style = self._bold if number == 0 else self._wrap
                sheet.write_string(number, place, _short(plain(text)), style)
        sheet.freeze_panes(1, 0)


def _codebook() -> Iterable[Sequence[str]]:
    """The columns of all tables, then the codes of issues."""
    yield ("table", "column", "type", "unit, tax", "meaning", "説明")
    for table in TABLES:
        for column in table.columns:
            yield (table.name, column.name, column.kind, column.unit, column.en, column.ja)
    for code, said in issue_codes().items():
        yield ("issue code", code, "", f"can act: {said.who}", said.en, said.ja)


def _digits(value: int | Decimal) -> int:
    """How many digits a number needs, zeros at its end left out."""
    return len(Decimal(value).normalize().as_tuple().digits)


def _short(text: str) -> str:
    """The text as far as a cell holds it; a mark says where it was cut."""
    if len(text) <= LETTERS // 2 or len(text.encode("utf-16-le")) // 2 <= LETTERS:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LETTERS - len(CUT))]
    return kept.decode("utf-16-le", errors="ignore") + CUT
