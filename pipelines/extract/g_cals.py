"""G-CALS (群馬県): the page of one case, with its bidders below it.

The general reader takes it apart; here is added what only its pages have: a winner told by colour,
the partner of a negotiated contract under a bidder's label, prices without tax by a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import msgspec
from lxml import etree

from pipelines.extract import html, stacked
from pipelines.extract.grid import Grid
from pipelines.extract.tables import find_tables
from pipelines.lookups import compiled, fold, load
from pipelines.records import Column, RawNotice, RawTable

_FILE = "g_cals.yml"
_BIDDERS = "nyusatsu-keika-table"
_GAP = r"(?:\s|<[^<>]*>)*"
_MARKS = re.compile(rf"{_BIDDERS}|AcKekka|商号又は名称{_GAP}[／/]{_GAP}法人番号")
"""Of the page of a case: the table of its bidders, its job, or the partner of a contract."""
_BID = frozenset(("bidPrice", "quotedPrice", "awardPrice", "contractPrice"))
_ROUNDS = frozenset(("bidPrice", "quotedPrice"))
_FIRMS = frozenset(("bidder", "supplier"))
_PRICES = _BID | {"plannedPrice", "floorMinimum", "floorInvestigation"} | _FIRMS
_WON = re.compile(r"([\d,.，．０-９]+円?)\s*[（(]?落\s*札.*", re.DOTALL)
_NUMBER = re.compile(r"[ 　]+([0-9０-９]{13})\s*$")
_PAINTED = "赤字の業者"
"""The label of what colour or the round says; no page prints it."""


def grids(text: str) -> list[Grid]:
    """The case as grids, the first with its notice; none if the text is no page of a case."""
    if not _MARKS.search(text):
        return []
    plain = [grid for grid in stacked.joined(html.grids(text)) if not _is_header(grid)]
    plain.sort(key=_is_list)  # what stands below the bidders (契約金額) is of the case too
    tables = find_tables(plain).tables
    if sum(len(table.notices) for table in tables) != 1:
        return []
    (table,) = (table for table in tables if table.notices)
    whole = table.notices[0].rows
    is_net = _pattern("without_tax").search(fold(text)) is not None
    columns = _net(table.columns) if is_net else table.columns
    own = next((grid.width for grid in plain if _is_list(grid)), None)
    columns = tuple(_partner(columns, whole, own is not None))
    columns = tuple(_ended(column, whole) for column in columns)
    table = _unmasked(_painted(replace(table, columns=columns), text, own))
    # The others are read with it, and shown beside it: their texts are in the notice.
    beside = replace(table, notices=[])
    return [replace(grid, tables=(beside if at else table,)) for at, grid in enumerate(plain)]


def _is_header(grid: Grid) -> bool:
    """Whether a table has labels and nothing below them: nobody bid for a negotiated contract."""
    return len(grid.rows) == 1 and grid.width > 2 and len(grid.heads) == grid.width


def _is_list(grid: Grid) -> bool:
    """Whether a table is that of the bidders: a row of labels above them."""
    return grid.width > 2 and all((0, column) in grid.heads for column in range(grid.width))


def _pattern(entry: str) -> re.Pattern[str]:
    return compiled(_FILE, entry, load(_FILE)[entry])


def _net(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The prices that the note speaks of: they exclude tax."""
    return tuple(
        replace(column, tax="excluded") if column.meaning in _BID else column for column in columns
    )


def _partner(
    columns: tuple[Column, ...], rows: list[list[str]], has_bidders: bool
) -> Iterator[Column]:
    """The columns, with the firm that stands beside the bidders, or without any, as the partner.

    The bidders' own columns come first, what stands above or below them after. Dashes are no
    bidders. The only firm of a page with bidders is one of these: it may have withdrawn (辞退).
    """
    places = [column.index for column in columns if column.meaning == "bidder"]
    of_bids = [c.index for c in columns if c.meaning in _ROUNDS] + places[:-1]
    is_alone = not any(re.search(r"\w", row[place]) for row in rows for place in of_bids)
    is_partner = len(places) > 1 or (len(places) == 1 and is_alone and not has_bidders)
    partner = places[-1] if is_partner else None
    for column in columns:
        if column.index == partner:
            yield replace(column, meaning="supplier")
        elif partner is not None and is_alone and column.index in of_bids:
            yield replace(column, meaning="ignored")
        else:
            yield column


def _ended(column: Column, rows: list[list[str]]) -> Column:
    """A column of the day of opening that tells in a word how the case ended: 中止."""
    words = fold(rows[0][column.index])
    is_word = column.meaning == "opened" and words and not re.search(r"[\d*]", words)
    return replace(column, meaning="remark") if is_word else column


def _parted(table: RawTable) -> tuple[RawTable, list[bool]]:
    """The table with a firm's number below its name and no word in its prices, and who won by it.

    ``3,500,000 落札`` stands in the round in which a firm won; a number may stand behind its name.
    """
    raw = table.notices[0]
    rows, printed, won = [], dict(raw.printed), []
    for place, row in enumerate(raw.rows):
        cells = list(row)
        won.append(False)
        for column in table.columns:
            text = row[column.index]
            if column.meaning in _ROUNDS and (priced := _WON.fullmatch(text.strip())):
                won[-1], cells[column.index] = True, priced[1]
            elif column.meaning in _FIRMS:
                cells[column.index] = _NUMBER.sub(r"\n\1", text)
            if cells[column.index] != text:
                printed.setdefault((place, column.index), text)
        rows.append(cells)
    whole = msgspec.structs.replace(raw, rows=rows, printed=printed)
    return _with(table, whole, table.columns), won


def _painted(table: RawTable, text: str, own: int | None) -> RawTable:
    """The table with what its colour says: the firm in red won, unless a word says otherwise.

    The words are those of the bidders' ``own`` columns, the first ones (None: all are): 結果 落札
    beside them is said of the case. Where neither tells, the bidder won that is named as the
    partner of the contract.
    """
    table, won = _parted(table)
    raw = table.notices[0]
    said = [fold(" ".join(row[:own])) for row in raw.rows]
    if not any(won) and not any(re.search("落札(?!のため)", words) for words in said):
        red = _red(text)
        is_red = [number in red for number in raw.numbers]
        won = is_red if any(is_red) else _partners(table)
        won = [one and "無効" not in words for one, words in zip(won, said, strict=True)]
    if not any(won):
        return table
    at = len(table.columns)
    rows = [[*row, "落札" if is_won else ""] for row, is_won in zip(raw.rows, won, strict=True)]
    printed = raw.printed | {(place, at): "" for place in range(len(rows))}
    column = Column(at, _PAINTED, "remark")
    whole = msgspec.structs.replace(raw, rows=rows, printed=printed)
    return _with(table, whole, (*table.columns, column))


def _partners(table: RawTable) -> list[bool]:
    """Which rows name the firm that is the partner of the contract."""
    firms = {c.meaning: c.index for c in table.columns if c.meaning in _FIRMS}
    rows = table.notices[0].rows
    if len(firms) < 2:
        return [False] * len(rows)
    names = [[fold(row[firms[name]].partition("\n")[0]) for name in firms] for row in rows]
    return [bool(one) and one == other for one, other in names]


def _red(text: str) -> set[int]:
    """The rows of the bidders' table, from 1, whose firm is painted as the winner."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = etree.fromstring(text.encode(errors="replace"), parser)
    lines = root.xpath(f"//table[@id='{_BIDDERS}']//tr")
    return {
        number
        for number, line in enumerate(lines, 1)
        for cell in line.xpath("./td[1]")
        if _pattern("winner").search(etree.tostring(cell, encoding="unicode", with_tail=False))
    }


def _unmasked(table: RawTable) -> RawTable:
    """The table with nothing where ``***`` stands for a text; a masked price stays one."""
    raw = table.notices[0]
    rows, printed = [list(row) for row in raw.rows], dict(raw.printed)
    for place, row in enumerate(rows):
        for column in table.columns:
            text = row[column.index]
            if column.meaning not in _PRICES and _pattern("masked").fullmatch(fold(text)):
                printed[place, column.index] = text
                row[column.index] = ""
    whole = msgspec.structs.replace(raw, rows=rows, printed=printed)
    return _with(table, whole, table.columns)


def _with(table: RawTable, raw: RawNotice, columns: tuple[Column, ...]) -> RawTable:
    return replace(table, notices=[raw], columns=columns)
