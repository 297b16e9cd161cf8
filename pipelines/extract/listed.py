"""A list that was read, with what holds for all or some of its rows, to a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.extract import lined, rounds, wide
from pipelines.extract.below import filled_below
from pipelines.extract.blocks import Block, columns_for
from pipelines.extract.grid import Grid
from pipelines.extract.groups import group_of, with_facts
from pipelines.extract.header import TITLES, Header
from pipelines.extract.rows import Rows
from pipelines.records import Boxes, Column, Fact, RawNotice, RawTable

_OF_BIDS = {"bidPrice", "quotedPrice", "rank", "evaluationScore", "winner", "supplier"}
# Of all rows: no title, and 単位 above a list is that of its money.
_NO_FACTS = (*TITLES, "rowNumber", "remark", "ignored", "quantity", "unitOfQuantity")

Facts = tuple[tuple[Column, Fact], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows read under a header of the ``number``-th table of a sheet.

    ``facts`` are those of the lines above the header, each with the column that it would be;
    ``headed`` what the line right above it says of a group, which may be but the first of several;
    ``boxes`` the places of the cells on the pages of a PDF.
    """

    sheet: str | None
    number: int
    header: Header
    rows: Rows
    facts: Facts
    headed: tuple[Fact, ...] = ()
    boxes: Boxes = field(default_factory=dict)

    def table(self) -> RawTable:
        """The table: bidders a row each, facts as columns behind the grid's own."""
        notices = self.rows.notices
        columns = _winners(self.header.columns, notices)
        filled_below(columns, notices)
        columns = wide.turned(columns, notices, wide.groups_of(columns))
        columns = lined.apart(rounds.joined(columns, notices), notices)
        kinds = {fact.label for facts in self.rows.facts for fact in facts}
        first = tuple(fact for fact in self.headed if fact.label in kinds)
        held = [(*self.facts, *_of_groups(facts or first)) for facts in self.rows.facts]
        columns = with_facts(columns, notices, held)
        captions = self.rows.captions
        return RawTable(self.sheet, self.number, columns, notices, captions, boxes=self.boxes)


def _winners(columns: tuple[Column, ...], notices: Sequence[RawNotice]) -> tuple[Column, ...]:
    """The columns with 業者名 as the winner, where each tender has one firm and its final price."""
    meanings = {column.meaning for column in columns}
    is_final = meanings & {"awardPrice", "contractPrice"} and not meanings & _OF_BIDS
    if "bidder" not in meanings or not is_final or any(len(n.rows) > 1 for n in notices):
        return columns
    return tuple(replace(c, meaning="winner") if c.meaning == "bidder" else c for c in columns)


def headed_by(grid: Grid, header: Header) -> tuple[Fact, ...]:
    """What the line right above a header says of a group: its meaning as the label."""
    return tuple(
        Fact(meaning, part, row, column, grid.boxes.get((row, column)))
        for text, row, column in _lines(grid, header, 0)
        for meaning, part in group_of(text)
    )


def opening_facts(grid: Grid, header: Header, loose: Sequence[Block], floor: int) -> Facts:
    """What the lines above a list say of all its rows: labels with values, the kind of purchase.

    A label that the list has too is left to the list, a line that says more to its captions.
    ``floor`` is the first row after the list above, 0 for the first of a sheet: below it a month
    or an office alone in its row heads the list.
    """
    listed = {column.meaning for column in header.columns}
    found: list[tuple[Column, Fact]] = []
    for block in loose:
        for column, fact in zip(columns_for(block.facts), block.facts, strict=True):
            if column.meaning and column.meaning not in (*_NO_FACTS, *listed):
                found.append((column, fact))
    for text, row, column_at in _lines(grid, header, floor):
        for meaning, part in group_of(text):
            if meaning not in listed and (floor or meaning in ("category", "method")):
                found.append((Column(0, "", meaning), _said(grid, part, row, column_at)))
    return tuple(found)


def _said(grid: Grid, text: str, row: int, column: int) -> Fact:
    return Fact("", text, row, column, grid.boxes.get((row, column)))


def _lines(grid: Grid, header: Header, floor: int) -> list[tuple[str, int, int]]:
    """The texts alone in their rows above a header, and the heading before its table."""
    found = [(grid.before[-1], -1, grid.last_before)] if grid.before else []
    for number in range(max(floor, header.first - 5), header.first):
        filled = [(text, number, at) for at, text in enumerate(grid.rows[number]) if text.strip()]
        if len(filled) == 1:
            found.extend(filled)
    return found if floor else found[-1:]


def _of_groups(facts: Sequence[Fact]) -> list[tuple[Column, Fact]]:
    return [(Column(0, "", fact.label), replace(fact, label="")) for fact in facts]
