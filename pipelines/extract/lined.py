"""Bidders printed below each other in one cell, their prices in the next: a row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.fits import fits_bid
from pipelines.extract.lines import BIDS, OF_BIDDER
from pipelines.normalise.outcome_words import said
from pipelines.records import Column, RawNotice


def apart(columns: tuple[Column, ...], notices: Sequence[RawNotice]) -> tuple[Column, ...]:
    """Give every bidder of such a cell a row of its own.

    Only where each price has as many lines as there are names. Where some notice has several of
    either and they don't fit, no bid of the table is believed: names and prices mean nothing then.
    """
    bidders = [column.index for column in columns if column.meaning == "bidder"]
    prices = [column.index for column in columns if column.meaning in BIDS]
    if len(bidders) != 1 or not prices:
        return columns
    of_bidder = [column.index for column in columns if column.meaning in OF_BIDDER]
    lined = [n for n in notices if any(_has_lines(row, prices) for row in n.rows)]
    if not all(_fits(notice, bidders[0], prices, of_bidder) for notice in lined):
        untold = (*BIDS, "bidder")
        return tuple(replace(c, meaning=None) if c.meaning in untold else c for c in columns)
    for notice in lined:
        _part(notice, bidders[0], of_bidder)
    return columns


def _has_lines(row: Sequence[str], prices: Sequence[int]) -> bool:
    """Whether one cell holds several prices: ``12,000,000⏎12,300,000⏎辞退``."""
    texts = (_lines(row[place]) for place in prices)
    return any(len(lines) > 1 and sum(map(fits_bid, lines)) > 1 for lines in texts)


def _fits(notice: RawNotice, bidder: int, prices: Sequence[int], of_bidder: Sequence[int]) -> bool:
    """Whether names and prices of a notice stand line by line beside each other."""
    if len(notice.rows) != 1:
        return False
    row = notice.rows[0]
    count = len(_lines(row[bidder]))
    given = [lines for place in prices if (lines := _lines(row[place]))]
    others = [_lines(row[place]) for place in of_bidder if _parted(row[place], count) is None]
    return (
        count > 1
        and all(len(lines) == count and all(map(fits_bid, lines)) for lines in given)
        and not any("won" in said(line) for lines in others for line in lines)
    )


def _part(notice: RawNotice, bidder: int, of_bidder: Sequence[int]) -> None:
    """The one row of a notice to a row a bidder; what isn't told apart stays in the first."""
    (row,), number = notice.rows, notice.numbers[0]
    count = len(_lines(row[bidder]))
    made = [list(row) for _ in range(count)]
    for place in of_bidder:
        parted = _parted(row[place], count) or [row[place], *[""] * (count - 1)]
        for one, text in zip(made, parted, strict=True):
            one[place] = text
    notice.rows[:] = made
    notice.numbers[:] = [number] * count


def _parted(text: str, count: int) -> list[str] | None:
    """The lines of a cell where it has one a bidder, empty ones counted where they are needed."""
    lines = _lines(text)
    if len(lines) != count:
        lines = [line.strip() for line in text.split("\n")]
    return lines if len(lines) == count else None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
