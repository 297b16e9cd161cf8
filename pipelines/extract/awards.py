"""Tables of who won alone, beside what names the purchase: ``ロット | 落札者 | 落札金額``."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.blocks import Block, columns_for
from pipelines.extract.grid import Grid
from pipelines.extract.groups import with_facts
from pipelines.extract.header import Header
from pipelines.records import Column, Fact, RawNotice, RawTable

_AS_BID = {"winner": "bidder", "supplier": "bidder", "awardPrice": "bidPrice"}


def as_block(grid: Grid, header: Header, notice: RawNotice) -> Block:
    """The one row of such a table as facts of the purchase."""
    row, number = notice.rows[0], notice.numbers[0] - 1
    facts = tuple(
        Fact(column.label, text, number, column.index, grid.boxes.get((number, column.index)))
        for column in header.columns
        if column.label and (text := row[column.index]).strip()
    )
    return Block(number, number, facts, is_notice=False)


def as_bids(header: Header, notice: RawNotice) -> Header:
    """The header for several winners: each is a bidder that won with what it is paid.

    ``notice`` gets one more cell a row, by which the bidder is known to have won.
    """
    place = winner_in(header)
    columns = [replace(c, meaning=_AS_BID.get(c.meaning or "", c.meaning)) for c in header.columns]
    columns.append(Column(len(columns), "", "winner"))
    notice.rows[:] = [[*row, row[place]] for row in notice.rows]
    return replace(header, columns=tuple(columns))


def winner_in(header: Header) -> int:
    """The place of the column of the winner."""
    return next(c.index for c in header.columns if c.meaning in ("winner", "supplier"))


def given_to(tables: list[RawTable], loose: list[Block]) -> list[RawTable] | None:
    """The tables of a page with what a table above its one notice says of who won.

    None where it can't be of that notice alone: there are several, or it says so itself.
    """
    holders = [table for table in tables if table.notices]
    if len(loose) != 1 or len(holders) != 1 or len(holders[0].notices) != 1:
        return None
    (table,) = holders
    facts = tuple(zip(columns_for(loose[0].facts), loose[0].facts, strict=True))
    if {c.meaning for c, _ in facts} & {c.meaning for c in table.columns if c.meaning}:
        return None
    columns = with_facts(table.columns, table.notices, [facts])
    return [replace(one, columns=columns) if one is table else one for one in tables]
