"""Bidders printed in columns (業者名1 金額1 業者名2 金額2 …), turned into a row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.extract.fits import fits
from pipelines.extract.grid import MAX_CELLS, Grid, too_large
from pipelines.extract.header import Header
from pipelines.extract.lines import OF_BIDDER
from pipelines.records import Column, RawNotice


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one bidder: that of the name, and of each its first bidder's counterpart."""

    name: int
    homes: Mapping[int, int]


def groups_of(columns: Sequence[Column]) -> list[Group]:
    """The columns of each bidder of a wide list, those of the first one first; [] for others."""
    bidders = [column.index for column in columns if column.meaning == "bidder"]
    if len(bidders) < 2:
        return []
    prices = [column.index for column in columns if column.meaning == "bidPrice"]
    if bidders == list(range(bidders[0], bidders[0] + len(bidders))):
        if not prices:  # who was asked, and no more: 指名業者1 指名業者2 …
            return [Group(name, {name: bidders[0]}) for name in bidders]
        # All names, then all prices: 業者名1 業者名2 … 金額1 金額2 …
        if len(prices) != len(bidders):
            return []
        return [
            Group(name, {name: bidders[0], price: prices[0]})
            for name, price in zip(bidders, prices, strict=True)
        ]
    return _side_by_side(columns, bidders)


def _side_by_side(columns: Sequence[Column], bidders: list[int]) -> list[Group]:
    left = 0
    while (
        bidders[0] - left > 0
        and columns[bidders[0] - left - 1].meaning in OF_BIDDER
        and _kind(columns[bidders[0] - left - 1]) == _kind(columns[bidders[1] - left - 1])
        and bidders[1] - left - 1 > bidders[0]
    ):
        left += 1
    starts = [place - left for place in bidders]
    ends = [*starts[1:], min(starts[-1] + starts[1] - starts[0], len(columns))]
    first = {_kind(columns[place]): place for place in range(starts[0], ends[0])}
    if not any(name == "bidPrice" for name, _ in first):
        return []
    return [
        Group(
            name,
            {
                place: first[_kind(columns[place])]
                for place in range(start, end)
                if columns[place].meaning in OF_BIDDER and _kind(columns[place]) in first
            },
        )
        for name, start, end in zip(bidders, starts, ends, strict=True)
    ]


def _kind(column: Column) -> tuple[str | None, int | None]:
    return column.meaning, column.round


def run_off(grid: Grid, header: Header) -> Header | None:
    """The header of a list whose further bidders stand in columns without labels, else None.

    ``業者名, 入札金額`` once, then as many pairs as bidders: believed where the texts in each
    further column are names where names should be, and prices where prices should be.
    """
    columns = header.columns
    labelled = [column.index for column in columns if column.label]
    bidders = [column.index for column in columns if column.meaning == "bidder"]
    end = max(labelled, default=-1) + 1
    if len(bidders) != 1 or end >= grid.width:
        return None
    group = columns[bidders[0] : end]
    if len(group) < 2 or any(column.meaning not in OF_BIDDER for column in group):
        return None
    rows = [row for row in grid.rows[header.last + 1 :] if any(row)]
    for place, column in enumerate(group):
        texts = [
            text
            for row in rows
            for at in range(end + place, grid.width, len(group))
            if (text := row[at].strip())
        ]
        if not texts and column.meaning == "bidder":
            return None
        if not fits(column.meaning or "", texts):
            return None
    further = (
        replace(group[(place - end) % len(group)], index=place) for place in range(end, grid.width)
    )
    return replace(header, columns=(*columns[:end], *further))


def turned(
    columns: tuple[Column, ...], notices: Sequence[RawNotice], groups: Sequence[Group]
) -> tuple[Column, ...]:
    """Give every notice a row a bidder; the columns with those of the first bidder alone.

    ``places`` says where each text stands. A bidder with no name has no row. Unreadable if that
    makes a table larger than any may be.
    """
    if not groups:
        return columns
    moved = {place for group in groups[1:] for place in group.homes}
    named = sum(bool(row[g.name]) for notice in notices for row in notice.rows for g in groups)
    if named * len(columns) > MAX_CELLS:
        raise too_large("a list with its bidders in columns")
    for notice in notices:
        _turn(notice, groups, moved)
    kept = []
    for column in columns:
        if column.index in moved and column.index not in groups[0].homes:
            column = Column(column.index, "")
        kept.append(column)
    return tuple(kept)


def _turn(notice: RawNotice, groups: Sequence[Group], moved: set[int]) -> None:
    rows, numbers = list(notice.rows), list(notice.numbers)
    notice.rows.clear()
    notice.numbers.clear()
    first = groups[0]
    for row, number in zip(rows, numbers, strict=False):
        common = ["" if at in moved or at in first.homes else text for at, text in enumerate(row)]
        named = [group for group in groups if row[group.name].strip(" 　-－―")]
        for group in named or [first]:
            made = list(common)
            for place, home in group.homes.items():
                made[home] = row[place]
                if place != home and row[place]:
                    notice.places[len(notice.rows), home] = number - 1, place
            notice.rows.append(made)
            notice.numbers.append(number)
