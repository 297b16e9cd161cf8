"""CSV, TSV and their like to one grid, with quotes mended where publishers break them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from pipelines.errors import Unreadable
from pipelines.extract.grid import MAX_CELLS, MAX_COLUMNS, Grid, too_large

_LONGEST_CELL = 1_000_000
csv.field_size_limit(_LONGEST_CELL)

_DELIMITERS = "\t,;|"
_SAMPLE = 16_384
_LINE_END = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"[^"\r\n]*"')
_SAID = re.compile(r"sep=(.)(?:\r\n|\n|\r)", re.DOTALL)  # what Excel writes for Excel
_MOST_LINES = 30  # in one cell: an address has three, a reason may have ten
_FIRST = re.compile(r"[¥￥\\△▲-]?[1-9]\d{0,2}")
_THREE = re.compile(r"\d{3}(?:円|\.\d+)?")


def grids(text: str) -> list[Grid]:
    """One grid of a delimited text (``,`` tab ``;`` ``|``: whichever cuts its lines alike).

    Lines that break the rules of quotes are read one by one: a quote ends a cell only before a
    delimiter or the end of the line. A cell of several lines stays one. Amounts that lost their
    quotes (``1,980,000``) are one cell where only so a line is as long as the others.
    """
    said = _SAID.match(text)
    delimiter = said[1] if said else delimiter_of(text)
    if said:
        text = text[said.end(1) :]  # the line stays, empty: rows keep their numbers
    rows = _whole(text, delimiter)
    if rows is None:
        rows = _mended(text, delimiter)
    if delimiter == ",":
        rows = _with_amounts(rows)
    lengths = [len(row) for row in rows]
    width = max(lengths, default=0)
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return [Grid(None, rows, lengths=lengths)]


def delimiter_of(text: str) -> str:
    """The sign that cuts most lines into equally many cells, more cells before fewer.

    ``3,150,000`` stands between tabs or semicolons without quotes: there commas cut the lines
    unevenly.
    """
    sample = _QUOTED.sub("", text[:_SAMPLE])
    lines = [line for line in _LINE_END.split(sample) if line.strip()]
    if len(text) > _SAMPLE and len(lines) > 1:
        lines.pop()  # cut off
    best, most = ",", 0.0
    for delimiter in _DELIMITERS:
        counted = Counter(count for line in lines if (count := line.count(delimiter)))
        if not counted:
            continue
        (count, alike), *_ = sorted(counted.items(), key=lambda item: (-item[1], -item[0]))
        score = alike / len(lines) + min(count, 50) / 1000
        if score > most:
            best, most = delimiter, score
    return best


def _whole(text: str, delimiter: str) -> list[list[str]] | None:
    """The rows of a text that keeps the rules of quotes; None if it breaks them."""
    rows: list[list[str]] = []
    width = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            if len(row) > width:
                width = len(row)
            if width > MAX_COLUMNS or width * len(rows) > MAX_CELLS:
                raise too_large("a text")
    except csv.Error as error:
        if "field limit" in str(error):
            raise _no_end(len(rows) + 1) from error
        return None
    if '"' not in text:
        return rows
    # As many rows as lines: no cell holds the end of one.
    swallows = len(rows) != len(_LINE_END.findall(text)) and any(
        _swallows(row, delimiter, width) for row in rows
    )
    return None if swallows or f'{delimiter} "' in text else rows


def _swallows(row: list[str], delimiter: str, width: int) -> bool:
    """Whether a cell of a row holds whole rows: a quote was left open somewhere."""
    return any(
        "\n" in cell
        and any(line.count(delimiter) >= max(1, width - 2) for line in cell.split("\n")[1:])
        for cell in row
    )


def _mended(text: str, delimiter: str) -> list[list[str]]:
    """The rows of a text with broken quotes, line by line."""
    lines = _LINE_END.split(text)
    if lines and not lines[-1]:
        lines.pop()
    usual = _usual_width(lines, delimiter)
    rows: list[list[str]] = []
    cells = number = 0
    while number < len(lines):
        row, used = _row(lines, number, delimiter, usual)
        rows.append(row)
        number += used
        cells += len(row)
        if len(row) > MAX_COLUMNS or cells > MAX_CELLS or any(len(c) > _LONGEST_CELL for c in row):
            raise too_large("a text") if len(row) > 1 else _no_end(number)
    return rows


def _usual_width(lines: list[str], delimiter: str) -> int:
    """How many cells most lines have that keep the rules."""
    counted: Counter[int] = Counter()
    for line in lines:
        row, is_open = _cells(line, delimiter)
        if not is_open and len(row) > 1:
            counted[len(row)] += 1
    return counted.most_common(1)[0][0] if counted else 0


def _row(lines: list[str], number: int, delimiter: str, usual: int) -> tuple[list[str], int]:
    """The row that begins with a line, and the number of lines it takes.

    Lines are joined while a quote is open, but only if that gives a row as long as the others;
    else the quote is a sign like any other.
    """
    row, is_open = _cells(lines[number], delimiter)
    if len(row) < usual and '"' in lines[number]:
        wary, is_left_open = _cells(lines[number], delimiter, is_wary=True)
        if len(wary) == usual and not is_left_open:
            return wary, 1
    if not is_open:
        return row, 1
    whole = lines[number]
    for used, line in enumerate(lines[number + 1 : number + _MOST_LINES], 2):
        if _is_row(line, delimiter, usual):
            break
        whole = f"{whole}\n{line}"
        joined, is_open = _cells(whole, delimiter)
        if len(joined) > usual or len(whole) > _LONGEST_CELL:
            break
        if not is_open and len(joined) == usual:
            return joined, used
    return [cell.strip('"') for cell in lines[number].split(delimiter)], 1


def _is_row(line: str, delimiter: str, usual: int) -> bool:
    """Whether a line is a whole row: an open quote above it was a slip."""
    row, is_open = _cells(line, delimiter)
    return not is_open and len(row) == usual and not any(cell.endswith('"') for cell in row)


def _cells(line: str, delimiter: str, is_wary: bool = False) -> tuple[list[str], bool]:
    """The cells of a line, and whether its last quote is still open.

    ``"「"まちなか"創出業務」",1`` has two: only a quote before a delimiter ends a cell.
    ``is_wary``: a quote still open when the next one opens is a slip, so that ``"工事,甲,"1,000"``
    has three cells.
    """
    cells: list[str] = []
    place = 0
    while place >= 0:
        start = place
        while line.startswith(" ", start):
            start += 1
        if not line.startswith('"', start):
            place = _add(cells, line, place, delimiter)
            continue
        end = _closing(line, start + 1, delimiter)
        if is_wary and f'{delimiter}"' in line[start + 1 : end]:
            place = _add(cells, line, start + 1, delimiter)
        elif end < 0:
            return [*cells, line[start + 1 :].replace('""', '"')], True
        else:
            cells.append(line[start + 1 : end].replace('""', '"'))
            place = line.find(delimiter, end) + 1 or -1
    return cells, False


def _add(cells: list[str], line: str, place: int, delimiter: str) -> int:
    """Add the cell without quotes that begins at a place; gives where the next begins, else -1."""
    end = line.find(delimiter, place)
    cells.append(line[place:] if end < 0 else line[place:end])
    return end + 1 or -1


def _closing(line: str, start: int, delimiter: str) -> int:
    """Where the quote of a cell that begins at a place is closed, -1 if it isn't."""
    for found in _ends(line, start):
        after = line[found + 1 : found + 40].lstrip(" ")
        if not after or after.startswith(delimiter):
            return found
    return -1


def _ends(line: str, start: int) -> Iterator[int]:
    """The quotes of a line that are not doubled."""
    while (found := line.find('"', start)) >= 0:
        if line.startswith('""', found):
            start = found + 2
        else:
            yield found
            start = found + 1


def _with_amounts(rows: list[list[str]]) -> list[list[str]]:
    """Rows with ``1``, ``980``, ``000`` as one amount, where so they are as long as the header.

    Two amounts side by side can't be told apart: they make the row too short and it stays.
    """
    if len(set(map(len, rows))) < 2:
        return rows
    header = next((len(row) for row in rows if _may_be_header(row)), None)
    if header is None or max(map(len, rows)) <= header:
        return rows
    mended = []
    for row in rows:
        joined = _joined(row) if len(row) > header else row
        mended.append(joined if len(joined) == header else row)
    return mended


def _may_be_header(row: list[str]) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) > 2 and not any(cell[0].isdigit() for cell in filled)


def _joined(row: list[str]) -> list[str]:
    joined: list[str] = []
    is_amount = False
    for cell in row:
        if is_amount and _THREE.fullmatch(cell):
            joined[-1] += f",{cell}"
        else:
            joined.append(cell)
            is_amount = bool(_FIRST.fullmatch(cell))
    return joined


def _no_end(line: int) -> Unreadable:
    return Unreadable(
        "damaged",
        f"expected cells of at most {_LONGEST_CELL:,} signs, found a longer one in line {line}: "
        "ask the publisher, or fetch it again",
    )
