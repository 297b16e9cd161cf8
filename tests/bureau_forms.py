"""Invented tenders, laid out as regional bureaus lay out the ministry's form of bid results.

``TENDERS`` is plain data with the outcome written beside each bid. ``lay_out`` puts it on sheets as
a ``Layout`` says; ``xlsx``, ``html``, ``csv_text`` and ``ods`` make files of the sheets.
"""

from __future__ import annotations

import csv
import html as html_escape
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

import xlsxwriter

Cell = str | int | float | date | None


@dataclass(frozen=True)
class Bidder:
    """A bidder's row. ``status`` and ``won`` are what a reader must find."""

    name: str
    rounds: tuple[int | str | None, ...]
    status: str
    won: bool = False
    quote: int | None = None
    score: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Tender:
    """A tender; ``award`` is what a reader must find as the price of the award."""

    office: str
    title: str
    opened: date
    signed: date
    kind: str
    method: str
    evaluation: str
    planned: int
    floor: int
    award: int
    bidders: tuple[Bidder, ...]


TENDERS = (
    Tender(
        "東北地方整備局　架空河川国道事務所",
        "架空川　護岸補修工事",
        date(2018, 4, 2),
        date(2018, 4, 12),
        "一般土木",
        "一般競争入札",
        "有",
        129_010_000,
        116_109_000,
        117_300_000,
        (
            Bidder("（株）甲野建設", (117_300_000,), "valid", True, score="151.5", remark="落札"),
            Bidder("乙川土木（株）", (119_000_000,), "valid", score="140"),
            Bidder("丙山組（有）", (90_000_000,), "disqualified", score="160.25", remark="失格"),
            Bidder("丁田工業（株）", ("辞退",), "withdrawn"),
            Bidder("（株）戊井建設", ("不参加",), "invited"),
            Bidder("（株）己谷組", ("無効",), "disqualified"),
        ),
    ),
    Tender(
        "東北地方整備局　架空河川国道事務所",
        "架空道路　舗装修繕工事",
        date(2018, 4, 3),
        date(2018, 5, 1),
        "アスファルト舗装",
        "一般競争入札",
        "無",
        45_730_000,
        40_870_000,
        45_700_000,
        (
            Bidder("（株）甲野建設", (50_000_000, "辞退"), "valid"),
            Bidder(
                "乙川土木（株）",
                (49_000_000, 47_000_000),
                "valid",
                True,
                quote=45_700_000,
                remark="決定",
            ),
        ),
    ),
    Tender(
        "東北地方整備局　想像ダム管理所",
        "想像ダム　堆砂測量",
        date(2018, 4, 10),
        date(2018, 4, 20),
        "測量",
        "簡易公募型プロポーザル",
        "無",
        9_800_000,
        8_000_000,
        9_700_000,
        (Bidder("架空測量設計（株）", (), "valid", True, quote=9_700_000, remark="決定"),),
    ),
)

LABELS = {
    "office": "部局名",
    "title": "工事名",
    "opened": "入札日",
    "signed": "契約日",
    "kind": "工種区分",
    "method": "入札方式",
    "evaluation": "総合評価の有無",
    "bidder": "入札業者名",
    "planned": "予定価格（税抜き）",
    "floor": "調査基準価格（税抜き）",
    "score": "基礎点＋加算点",
    "results": "入札結果",
    "quote": "見積金額（税抜き）",
    "remark": "備考",
    "place": "施工場所",
    "period": "工期",
    "address": "住所（本社）",
}
USUAL = (
    "office",
    "title",
    "opened",
    "signed",
    "kind",
    "method",
    "evaluation",
    "bidder",
    "planned",
    "floor",
    "score",
    "results",
    "quote",
    "remark",
)
_TENDER_KEYS = (
    "office",
    "title",
    "opened",
    "signed",
    "kind",
    "method",
    "evaluation",
    "planned",
    "floor",
    "place",
    "period",
)
_EXTRA = {
    "place": "架空県想像市",
    "period": "2018/4/13～2019/3/20",
    "address": "架空県架空市１－１",
}


def as_is(value: Cell) -> Cell:
    """A cell that keeps its type."""
    return value


@dataclass(frozen=True)
class Layout:
    """How a sheet is laid out.

    ``levels`` of the header: 1 (``１回目 金額`` in one cell), 2 or 3 (入札結果, １回目, 金額).
    ``tender_cells``: every, first, merged or ditto. ``words``: price or remark, where 辞退 stands.
    """

    columns: tuple[str, ...] = USUAL
    labels: dict[str, str] = field(default_factory=dict)
    above: tuple[tuple[Cell, ...], ...] = ()
    left: int = 0
    levels: int = 3
    merged: bool = True
    round_label: Callable[[int], str] = lambda number: f"{'１２３'[number - 1]}回目"
    price_label: str = "金額"
    points: tuple[str, ...] = ("評価値",)
    tender_cells: str = "every"
    words: str = "price"
    day: Callable[[date], Cell] = as_is
    amount: Callable[[int], Cell] = as_is
    dash: Cell = None
    under_header: tuple[Cell, ...] = ()
    between: tuple[tuple[Cell, ...], ...] = ()
    below: tuple[tuple[Cell, ...], ...] = ()
    header_again: bool = False
    interleaved: bool = False


@dataclass
class Sheet:
    """A sheet's cells and its merged ranges (first row, first column, last row, last column)."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False


def lay_out(layout: Layout, tenders: tuple[Tender, ...] = TENDERS, name: str = "工事") -> Sheet:
    """The tenders on a sheet."""
    sheet = Sheet(name)
    for row in layout.above:
        sheet.rows.append(_shifted(layout, row))
    _header(sheet, layout)
    if layout.under_header:
        sheet.rows.append(_shifted(layout, layout.under_header))
    for number, group in enumerate(_groups(layout, tenders)):
        if number:
            for row in layout.between:
                sheet.rows.append(_shifted(layout, row))
            if layout.header_again:
                _header(sheet, layout)
        _rows(sheet, layout, group)
    for row in layout.below:
        sheet.rows.append(_shifted(layout, row))
    width = max(len(row) for row in sheet.rows)
    sheet.rows = [row + [None] * (width - len(row)) for row in sheet.rows]
    return sheet


def _groups(layout: Layout, tenders: tuple[Tender, ...]) -> list[list[tuple[Tender, Bidder]]]:
    groups = [[(tender, bidder) for bidder in tender.bidders] for tender in tenders]
    if not layout.interleaved:
        return groups
    longest = max(len(group) for group in groups)
    return [[group[place] for place in range(longest) for group in groups if place < len(group)]]


def _shifted(layout: Layout, row: tuple[Cell, ...]) -> list[Cell]:
    return [None] * layout.left + list(row)


def _label(layout: Layout, key: str) -> str:
    return layout.labels.get(key, LABELS[key])


def _header(sheet: Sheet, layout: Layout) -> None:
    top, at = len(sheet.rows), layout.left
    levels: list[list[Cell]] = [[None] * at for _ in range(layout.levels)]
    for key in layout.columns:
        if key == "results":
            at = _results(sheet, layout, levels, top, at)
            continue
        for level, cells in enumerate(levels):
            cells.append(_label(layout, key) if level == 0 else None)
        if layout.merged and layout.levels > 1:
            sheet.merges.append((top, at, top + layout.levels - 1, at))
        at += 1
    sheet.rows.extend(levels)


def _results(sheet: Sheet, layout: Layout, levels: list[list[Cell]], top: int, at: int) -> int:
    """The columns of three rounds; gives the next free column."""
    parts = (layout.price_label, *layout.points)
    for number in (1, 2, 3):
        for place, part in enumerate(parts):
            said = layout.round_label(number)
            if layout.levels == 1:
                levels[0].append(said if not part else f"{said} {part}")
                continue
            levels[-1].append(part)
            levels[-2].append(said if place == 0 else None)
            if layout.levels == 3:
                first = number == 1 and place == 0
                levels[0].append(_label(layout, "results") if first else None)
    if layout.merged and layout.levels > 1 and len(parts) > 1:
        for number in range(3):
            left = at + number * len(parts)
            row = top + layout.levels - 2
            sheet.merges.append((row, left, row, left + len(parts) - 1))
    if layout.merged and layout.levels == 3:
        sheet.merges.append((top, at, top, at + 3 * len(parts) - 1))
    return at + 3 * len(parts)


def _rows(sheet: Sheet, layout: Layout, group: list[tuple[Tender, Bidder]]) -> None:
    first = len(sheet.rows)
    for place, (tender, bidder) in enumerate(group):
        row: list[Cell] = [None] * layout.left
        for key in layout.columns:
            if key == "results":
                row.extend(_bids(layout, bidder))
            elif key in _TENDER_KEYS and place and layout.tender_cells != "every":
                row.append("〃" if layout.tender_cells == "ditto" else None)
            else:
                row.append(_value(layout, tender, bidder, key))
        sheet.rows.append(row)
    if layout.tender_cells == "merged" and len(group) > 1:
        at = layout.left
        for key in layout.columns:
            if key in _TENDER_KEYS:
                sheet.merges.append((first, at, first + len(group) - 1, at))
            at += 3 * (1 + len(layout.points)) if key == "results" else 1


def _bids(layout: Layout, bidder: Bidder) -> list[Cell]:
    cells: list[Cell] = []
    for number in range(3):
        bid = bidder.rounds[number] if number < len(bidder.rounds) else None
        if isinstance(bid, str):
            moved = layout.words == "remark" and number == 0
            cells.append(layout.dash if moved else bid)
        else:
            cells.append(layout.dash if bid is None else layout.amount(bid))
        cells.extend([layout.dash] * len(layout.points))
    return cells


def _value(layout: Layout, tender: Tender, bidder: Bidder, key: str) -> Cell:
    if key in _EXTRA:
        return _EXTRA[key]
    if key == "bidder":
        return bidder.name
    if key == "quote":
        return layout.dash if bidder.quote is None else layout.amount(bidder.quote)
    if key == "score":
        return bidder.score or layout.dash
    if key == "remark":
        first = bidder.rounds[0] if bidder.rounds else None
        said = first if layout.words == "remark" and isinstance(first, str) else ""
        return bidder.remark or said or None
    value = getattr(tender, key)
    if isinstance(value, date):
        return layout.day(value)
    return layout.amount(value) if isinstance(value, int) else value


def xlsx(*sheets: Sheet) -> bytes:
    """A workbook of the sheets."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    day = workbook.add_format({"num_format": "yyyy/m/d"})
    for sheet in sheets:
        page = workbook.add_worksheet(sheet.name)
        for top, left, bottom, right in sheet.merges:
            page.merge_range(top, left, bottom, right, "")
        for number, row in enumerate(sheet.rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(
                        number, place, datetime(cell.year, cell.month, cell.day), day
                    )
                elif isinstance(cell, str):
                    page.write_string(number, place, cell)
                elif cell is not None:
                    page.write_number(number, place, cell)
        if sheet.hidden:
            page.hide()
    workbook.close()
    return file.getvalue()


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell.year}/{cell.month}/{cell.day}" if isinstance(cell, date) else str(cell)


def html(*sheets: Sheet) -> bytes:
    """A page with a table a sheet, as a spreadsheet saves it: spans for merged cells."""
    parts = ["<html><head><meta charset=utf-8></head><body>"]
    for sheet in sheets:
        spans = {
            (top, left): (bottom - top + 1, right - left + 1)
            for top, left, bottom, right in sheet.merges
        }
        covered = {
            (row, column)
            for top, left, bottom, right in sheet.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        parts.append("<table border=1>")
        for number, row in enumerate(sheet.rows):
            parts.append("<tr>")
            for place, cell in enumerate(row):
                if (number, place) in spans:
                    down, right = spans[number, place]
                    parts.append(f"<td rowspan={down} colspan={right}>")
                elif (number, place) in covered:
                    continue
                else:
                    parts.append("<td>")
                parts.append(html_escape.escape(_shown(cell)).replace("\n", "<br>") + "</td>")
            parts.append("</tr>")
        parts.append("</table>")
    return "".join([*parts, "</body></html>"]).encode()


def csv_text(sheet: Sheet, encoding: str = "utf-8-sig") -> bytes:
    """The sheet as a delimited text; merged cells are empty but the first."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([[_shown(cell) for cell in row] for row in sheet.rows])
    return file.getvalue().encode(encoding)


def ods(*sheets: Sheet) -> bytes:
    """An OpenDocument workbook of the sheets; merged cells are covered by the first."""
    tables = []
    for sheet in sheets:
        rows = "".join(
            "<table:table-row>" + "".join(_ods_cell(cell) for cell in row) + "</table:table-row>"
            for row in sheet.rows
        )
        tables.append(f'<table:table table:name="{sheet.name}">{rows}</table:table>')
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
            'manifest:1.0"/>',
        )
    return file.getvalue()


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        value = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, str):
        value = 'office:value-type="string"'
    else:
        value = f'office:value-type="float" office:value="{cell}"'
    text = html_escape.escape(_shown(cell))
    return f"<table:table-cell {value}><text:p>{text}</text:p></table:table-cell>"
