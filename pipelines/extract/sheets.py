"""Workbooks (.xls, .xlsx, .xlsm, .xlsb, .ods) to grids, with python-calamine."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pipelines.errors import Unreadable
from pipelines.extract import ods, xlsx
from pipelines.extract.formats import encrypted
from pipelines.extract.grid import MAX_CELLS, Grid, Merge, too_large
from pipelines.extract.hidden import Hidden, without_hidden


def grids(body: bytes) -> list[Grid]:
    """One grid a worksheet, in order, charts and macros left out.

    A date cell becomes ISO text by its number format, a number its digits (``45730000``); text
    stays as it is, its spaces too. What stands in hidden rows and columns is left out and told.
    Unreadable if the workbook is damaged, encrypted or too large.
    """
    is_zip = body.startswith(b"PK")
    shapes = ods.shapes(body) if is_zip else {}
    lines = {name: shape.hidden for name, shape in shapes.items()}
    if is_zip and not shapes:
        body, lines = xlsx.prepared(body)
    return [
        _with_shape(grid, shapes.get(grid.name or ""), lines.get(grid.name or ""))
        for grid in _grids(body)
    ]


def _with_shape(grid: Grid, shape: ods.Shape | None, hidden: Hidden | None) -> Grid:
    if shape is not None and shape.merges:
        grid = replace(grid, merges=_within(shape.merges, grid))
    return without_hidden(grid, hidden) if hidden else grid


def _within(merges: list[Merge], grid: Grid) -> tuple[Merge, ...]:
    """The merged ranges as far as the grid goes."""
    last, width = len(grid.rows) - 1, grid.width - 1
    return tuple(
        (first, (min(row, last), min(column, width)))
        for first, (row, column) in merges
        if first[0] <= last and first[1] <= width
    )


def _grids(body: bytes) -> list[Grid]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(body))
        found = []
        for number, sheet in enumerate(workbook.sheets_metadata):
            if sheet.typ == SheetTypeEnum.WorkSheet:
                hidden = sheet.visible != SheetVisibleEnum.Visible
                found.append(_grid(workbook, number, sheet.name, hidden))
    except PasswordError as error:
        raise encrypted() from error
    except CalamineError as error:
        raise Unreadable(
            "damaged",
            f"expected a whole workbook, found one of {len(body):,} bytes that can't be opened "
            f"({error}): ask the publisher, or fetch it again",
        ) from error
    return found


def _grid(workbook: CalamineWorkbook, number: int, name: str, hidden: bool) -> Grid:
    sheet = workbook.get_sheet_by_index(number)
    height, width = sheet.total_height, sheet.total_width
    if height * width > MAX_CELLS:
        raise too_large(f"a sheet {name} ({height:,} rows x {width:,} columns)")
    rows = _texts(sheet.to_python(skip_empty_area=False))
    return Grid(name, rows, tuple(sheet.merged_cell_ranges or ()), hidden)


def _texts(rows: list[list[Any]]) -> list[list[str]]:
    """The values of a sheet as texts, in the rows that hold them: new ones would take longer."""
    for row in rows:
        for column, cell in enumerate(row):
            if type(cell) is not str:
                row[column] = cell_text(cell)
    if "\0" in "".join(map("".join, rows)):  # no store and no reader of JSON can hold it
        return [[cell.replace("\0", "\ufffd") for cell in row] for row in rows]
    return rows


# Excel repeats every value on each bidder's row; True and 1.0 are equal, so types are told apart.
@lru_cache(maxsize=65536, typed=True)
def cell_text(value: Any) -> str:
    """The text of a cell that holds no text: ISO for dates, digits for numbers.

    Excel keeps every number as a float: 45730000.0 is the published 45730000. Noise of floats
    (129009999.99999999) stays here; normalising repairs it and says so.
    """
    kind = type(value)
    if kind is float:
        return str(int(value)) if value.is_integer() else _decimal(value)
    if kind is int:
        return str(value)
    if kind is bool:
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def _decimal(value: float) -> str:
    text = repr(value)
    return format(value, "f") if "e" in text else text
