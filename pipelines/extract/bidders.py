"""A list of bidders alone, below the facts of its tender: ``入札者 | 第１回 | 摘要``."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract import words
from pipelines.extract.fits import fits_price
from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES, Header
from pipelines.extract.headings import title_in
from pipelines.extract.levels import name_of
from pipelines.extract.lines import lines_of
from pipelines.lookups import fold
from pipelines.normalise.outcome_words import is_known_word
from pipelines.records import RawNotice

# Words that a row of a bidder may begin with though they are labels too.
_VALUES = frozenset((None, "remark", "results", "rank", "method", "evaluation", "rowNumber"))
_FIRMS = ("bidder", "winner", "supplier")
_ENDS = frozenset(
    (
        *(*TITLES, "number", "opened", "plannedPrice", "winner", "awardPrice", "place"),
        *("supplier", "contractPrice", "awardRate", "awarded", "signed", "numberOfBids"),
        *("floorMinimum", "floorInvestigation", "floorRejection", "designPrice", "period"),
        *("office", "published", "rationale"),
    )
)


@dataclass(frozen=True, slots=True)
class Bidders:
    """The rows of the bidders of one tender, and the last row (from 0) that belongs to them."""

    notice: RawNotice
    last: int


def read_bidders(grid: Grid, header: Header) -> Bidders:
    """The bidders under a header, down to the row with which something else begins.

    An empty row, a label, a sentence in place of a firm; totals and notes are left out.
    """
    notice = RawNotice([], [])
    name = next(c.index for c in header.columns if c.meaning in _FIRMS)
    rounds = [c.index for c in header.columns if c.meaning == "roundNumber"]
    last = header.last
    for number in range(header.last + 1, len(grid.rows)):
        row = grid.rows[number]
        filled = [cell for cell in row if cell.strip()]
        if not filled:
            if notice.rows and not _resumes(grid, header, number):
                break
            continue
        if tuple(fold(cell) for cell in row) in header.rows or words.is_column_numbers(row):
            last = number
            continue
        if words.says_blank_below(filled) or _begins_other(grid, row, filled, number):
            break
        goes_on = bool(notice.rows) and any(row[place].strip() for place in rounds)
        if not row[name].strip() and not goes_on:
            if any(words.is_total(cell) for cell in filled):
                last = number
                continue
            break
        if not words.is_total(filled[0]) and not words.says_empty(row):
            notice.rows.append(list(row))
            notice.numbers.append(number + 1)
        last = number
    return Bidders(notice, last)


def _resumes(grid: Grid, header: Header, number: int) -> bool:
    """Whether bidders go on after an empty row: the next filled one has a name and a price."""
    following = next((row for row in grid.rows[number + 1 : number + 4] if any(row)), None)
    if following is None:
        return False
    filled = [cell for cell in following if cell.strip()]
    name = next(c.index for c in header.columns if c.meaning in _FIRMS)
    prices = [c.index for c in header.columns if c.meaning in ("bidPrice", "awardPrice")]
    priced = any(fits_price(following[at]) or is_known_word(following[at]) for at in prices)
    return bool(following[name].strip()) and priced and name_of(filled[0]) not in _ENDS


def _begins_other(grid: Grid, row: list[str], filled: list[str], number: int) -> bool:
    """Whether a row is no bidder's: a label with its value, a heading, a note."""
    first = filled[0]
    known = name_of(first)
    if (known not in _VALUES and known in _ENDS) or lines_of(first) or words.is_footnote(first):
        return True
    if len(filled) > 1:
        return False
    place = row.index(first)
    over = any(
        (top, left) == (number, place) and right - left + 1 > grid.width / 2
        for (top, left), (_, right) in grid.merges_from(number, number)
    )
    return over or title_in(first) is not None
