"""Rows of cells with spans, written as xlsx, ods, HTML or delimited text."""

from __future__ import annotations

import html
import io
import shutil
import subprocess
import tempfile
import textwrap
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from .layout import NotHere

Plain = str | int | float | date | None


@dataclass(frozen=True)
class Box:
    """A cell that spans rows or columns, or has a number format of its own."""

    value: Plain
    rows: int = 1
    columns: int = 1
    format: str = ""


Cell = Plain | Box
Row = Sequence[Cell]

WAREKI = '[$-ja-JP-x-gannen]ggge"年"m"月"d"日"'
WAREKI_DOTS = "[$-411]ge.m.d"
MONTH_DAY = 'm"月"d"日"'
PERCENT = "0.0%"
THOUSANDS = "#,##0"
YEN = '#,##0"円"'


_FORMATS = {
    "wareki": WAREKI,
    "dots": WAREKI_DOTS,
    "md": MONTH_DAY,
    "%": PERCENT,
    ",": THOUSANDS,
    "yen": YEN,
}


def _cell(text: str) -> Cell:
    text, _, style = text.partition("{")
    number_format = _FORMATS[style.rstrip("}")] if style else ""
    value: Plain
    if text.startswith("#"):
        digits = text[1:]
        value = float(digits) if "." in digits else int(digits)
    elif text.startswith("@"):
        value = datetime.fromisoformat(text[1:]) if ":" in text else date.fromisoformat(text[1:])
    else:
        value = text.replace("⏎", "\n") or None
    return Box(value, format=number_format) if number_format else value


def grid(text: str) -> list[Row]:
    """Rows drawn as text, a line each, cells between ``|``.

    ``#1_200`` is a number, ``@2024-04-18`` a day, with ``{wareki}``, ``{dots}``, ``{md}``, ``{%}``,
    ``{,}`` or ``{yen}`` behind it for the number format. ``⏎`` is a line break. ``^`` belongs to
    the cell above, ``<`` to the cell at the left: they are merged.
    """
    lines = [
        [part.strip(" ") for part in line.split("|")] if line.strip() else []
        for line in textwrap.dedent(text).strip("\n").split("\n")
    ]
    rows: list[Row] = []
    for y, line in enumerate(lines):
        row: list[Cell] = []
        for x, part in enumerate(line):
            if part in ("^", "<"):
                continue
            columns = 1
            while x + columns < len(line) and line[x + columns] == "<":
                columns += 1
            height = 1
            while (
                y + height < len(lines)
                and x < len(lines[y + height])
                and lines[y + height][x] == "^"
            ):
                height += 1
            cell = _cell(part)
            if columns > 1 or height > 1:
                box = cell if isinstance(cell, Box) else Box(cell)
                cell = Box(box.value, height, columns, box.format)
            row.append(cell)
        rows.append(row)
    return rows


def placed(rows: Sequence[Row]) -> Iterator[tuple[int, int, Box]]:
    """Every cell with its row and column; as in HTML, spans from above push cells to the right."""
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            box = cell if isinstance(cell, Box) else Box(cell)
            for dy in range(box.rows):
                taken |= {(y + dy, x + dx) for dx in range(box.columns)}
            yield y, x, box
            x += box.columns


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook; hidden rows and columns count from 0."""

    name: str
    rows: Sequence[Row]
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


def xlsx(*sheets: Sheet) -> bytes:
    """A workbook of the sheets."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    formats: dict[str, Any] = {}
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for y, x, box in placed(sheet.rows):
            number_format = box.format or ("yyyy/m/d" if isinstance(box.value, date) else "")
            if number_format not in formats:
                wrap = {"text_wrap": True, "border": 1}
                formats[number_format] = book.add_format(
                    wrap | ({"num_format": number_format} if number_format else {})
                )
            style = formats[number_format]
            if box.rows > 1 or box.columns > 1:
                page.merge_range(y, x, y + box.rows - 1, x + box.columns - 1, "", style)
            if box.value is None:
                continue
            if isinstance(box.value, date):
                page.write_datetime(y, x, box.value, style)
            elif isinstance(box.value, str):
                page.write_string(y, x, box.value, style)
            else:
                page.write_number(y, x, box.value, style)
        for y in sheet.hidden_rows:
            page.set_row(y, None, None, {"hidden": True})
        for x in sheet.hidden_columns:
            page.set_column(x, x, None, None, {"hidden": True})
        if sheet.hidden:
            page.hide()
    book.close()
    return target.getvalue()


def _ods_cell(box: Box) -> str:
    spans = ""
    if box.rows > 1 or box.columns > 1:
        spans = (
            f' table:number-rows-spanned="{box.rows}" table:number-columns-spanned="{box.columns}"'
        )
    value = box.value
    if value is None:
        return f"<table:table-cell{spans}/>"
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, str):
        kind = 'office:value-type="string"'
    else:
        kind = f'office:value-type="float" office:value="{value}"'
    paragraphs = "".join(
        f"<text:p>{html.escape(line)}</text:p>" for line in shown(value).split("\n")
    )
    return f"<table:table-cell{spans} {kind}>{paragraphs}</table:table-cell>"


def ods(*sheets: Sheet) -> bytes:
    """An OpenDocument workbook of the sheets, as much of it as readers need."""
    tables = []
    for sheet in sheets:
        cells = {(y, x): box for y, x, box in placed(sheet.rows)}
        hidden_under = {
            (y + dy, x + dx)
            for (y, x), box in cells.items()
            for dy in range(box.rows)
            for dx in range(box.columns)
        } - set(cells)
        width = 1 + max(x for _, x in set(cells) | hidden_under)
        lines = []
        for y in range(len(sheet.rows)):
            line = "".join(
                _ods_cell(cells[y, x])
                if (y, x) in cells
                else "<table:covered-table-cell/>"
                if (y, x) in hidden_under
                else "<table:table-cell/>"
                for x in range(width)
            )
            lines.append(f"<table:table-row>{line}</table:table-row>")
        tables.append(
            f'<table:table table:name="{html.escape(sheet.name)}">'
            f'<table:table-column table:number-columns-repeated="{width}"/>'
            f"{''.join(lines)}</table:table>"
        )
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    spaces = " ".join(f'xmlns:{name}="{value}"' for name, value in names.items())
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} '
        f'office:version="1.2"><office:body><office:spreadsheet>{"".join(tables)}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def xls(*sheets: Sheet) -> bytes:
    """The old binary workbook, made by LibreOffice; NotHere without that."""
    office = shutil.which("soffice")
    if office is None:
        raise NotHere("soffice")
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "given.xlsx")
        given.write_bytes(xlsx(*sheets))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [
            office,
            profile,
            "--headless",
            "--convert-to",
            "xls",
            "--outdir",
            folder,
            str(given),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Path(folder, "given.xls").read_bytes()


def shown(value: Plain) -> str:
    """A value as pages print it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y/%m/%d %H:%M}"
    if isinstance(value, date):
        return f"令和{value.year - 2018}年{value.month}月{value.day}日"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def table(
    rows: Sequence[Row], head: int = 1, attributes: str = 'border="1"', caption: str = ""
) -> str:
    """An HTML table whose first ``head`` rows are header cells. Text may hold tags."""
    lines: list[list[str]] = [[] for _ in rows]
    for y, _, box in placed(rows):
        tag = "th" if y < head else "td"
        spans = (f' rowspan="{box.rows}"' if box.rows > 1 else "") + (
            f' colspan="{box.columns}"' if box.columns > 1 else ""
        )
        text = shown(box.value).replace("\n", "<br>") or "&nbsp;"
        lines[y].append(f"<{tag}{spans}>{text}</{tag}>")
    body = "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in lines)
    title = f"<caption>{caption}</caption>" if caption else ""
    return f"<table {attributes}>{title}\n{body}\n</table>"


def page(title: str, *parts: str, charset: str = "utf-8") -> bytes:
    """A page of a town's site: navigation above, the parts, the address below."""
    body = "\n".join(parts)
    text = f"""<!DOCTYPE html>
<html lang="ja"><head><meta charset="{charset}"><title>{title}｜架空市公式サイト</title></head>
<body><header><ul class="nav"><li><a href="/">ホーム</a></li><li><a href="/kurashi/">くらし</a></li>
<li><a href="/jigyosha/">事業者の方へ</a></li></ul></header>
<main><h1>{title}</h1><p class="update">更新日：2024年7月1日　ページID：0012345</p>
{body}
</main><footer><h2>お問い合わせ</h2><p>架空市役所　総務部　契約検査課<br>
〒000-0000　架空市役所通1番地<br>電話：0000-00-0000（内線123）</p></footer></body></html>
"""
    return text.encode({"shift_jis": "cp932"}.get(charset, charset))


def frame(*parts: str, charset: str = "shift_jis", title: str = "入札情報公開システム") -> bytes:
    """A bare page inside a frame of a bidding system, in cp932 as most of them are."""
    body = "\n".join(parts)
    text = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"<title>{title}</title></head><body bgcolor=#FFFFFF>\n{body}\n</body></html>"
    )
    return text.encode({"shift_jis": "cp932"}.get(charset, charset))


def joined(rows: Sequence[Row], comma: str = ",", quote: bool = False, end: str = "\r\n") -> str:
    """Delimited text; spans become empty cells, quotes stand where a cell needs them."""
    cells = {(y, x): box for y, x, box in placed(rows)}
    lines = []
    for y in range(len(rows)):
        last = max((x for row, x in cells if row == y), default=-1)
        texts = []
        for x in range(last + 1):
            value = cells[y, x].value if (y, x) in cells else None
            text = str(value) if isinstance(value, int | float) else shown(value)
            needed = quote or any(sign in text for sign in (comma, '"', "\n"))
            texts.append('"' + text.replace('"', '""') + '"' if needed else text)
        lines.append(comma.join(texts))
    return end.join(lines) + end
