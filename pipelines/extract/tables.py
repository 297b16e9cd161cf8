"""Grids to raw notices: the lists and blocks of a file, each with its rows, facts and captions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipelines.cells import cell_name
from pipelines.extract import awards
from pipelines.extract.beside import cut, table_beside
from pipelines.extract.bidders import Bidders, read_bidders
from pipelines.extract.blocks import Block, find_blocks
from pipelines.extract.grid import Grid, too_large
from pipelines.extract.groups import group_of
from pipelines.extract.header import DEEPEST, Header, find_header, misfits
from pipelines.extract.headless import without_header
from pipelines.extract.listed import Listed, headed_by, opening_facts
from pipelines.extract.marks import Marks, marks_of
from pipelines.extract.numbered import with_numbers
from pipelines.extract.rows import Rows, shown
from pipelines.extract.said import on_all_pages
from pipelines.extract.several_rows import several_rows
from pipelines.extract.subject import Subjects
from pipelines.extract.tenders import Tenders
from pipelines.extract.wide import run_off
from pipelines.extract.words import (
    is_example,
    is_example_sheet,
    is_footnote,
    says_empty,
    says_how,
)
from pipelines.records import Issue, RawTable

_MOST_MISFITS = 2
MAX_TABLES = 5_000
"""Headers in one grid: a year of tenders, each with its bidders below it, has some hundred."""
_MOST_LABELS = 100_000
"""In all headers of one grid: as many as so many headers of twenty columns have."""


@dataclass(slots=True)
class Found:
    """What a file's grids hold; ``empty`` if a list says itself that it has no entry.

    ``headers`` counts the headers of tables of notices, those with no rows included.
    """

    tables: list[RawTable] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    empty: bool = False
    headers: int = 0


def find_tables(grids: list[Grid]) -> Found:
    """Every table of notices in the grids, sheets of made-up examples and hidden ones left out.

    A hidden sheet with a table, and a file with none at all, give an issue.
    """
    found = Found()
    reader = _Reader(found)
    for grid in on_all_pages(grids):
        if is_example_sheet(grid.name):
            continue
        if grid.hidden:
            if find_header(grid, 0):
                found.issues.append(Issue(code="hiddenSheet", label=grid.name))
            continue
        reader.take(grid) if grid.tables or grid.issues else reader.read(grid)
    pages = {grid.page for grid in grids}
    page = pages.pop() if len(pages) == 1 else ""
    found.tables.extend(replace(table, page=page) if page else table for table in reader.tables())
    if not found.headers and sum(len(table.notices) for table in found.tables) == 1:
        # All of the page is about the one notice; a list of one row links rules and forms too.
        files = {file.url: file for grid in grids for file in grid.files}
        found.tables = [replace(table, files=tuple(files.values())) for table in found.tables]
    if not found.headers and not found.empty and not found.tables:
        sizes = ", ".join(f"{g.name or 'table'} ({len(g.rows)} x {g.width})" for g in grids[:5])
        found.issues.append(Issue(code="noTable", text=sizes or "no table at all"))
    return found


class _Reader:
    """Reads grid after grid; lists are finished at the end, since their tenders may go on."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self._tenders = Tenders()
        self._floor = 0
        self._marks: Marks | None = None
        self._sheet_says: list[str] = []
        self._done: list[Listed | RawTable] = []
        self._subjects = Subjects(self._done)
        self._loose: list[Block] = []

    def tables(self) -> list[RawTable]:
        """The tables of all grids read, in printed order."""
        self._subjects.flush()
        found = [one.table() if isinstance(one, Listed) else one for one in self._done]
        if not self._loose:
            return found
        given = awards.given_to(found, self._loose)
        if given is None:
            told = (" ".join(fact.text for fact in block.facts) for block in self._loose)
            self.found.issues.extend(Issue(code="biddersAlone", text=text[:200]) for text in told)
        return found if given is None else given

    def take(self, grid: Grid) -> None:
        """Take the notices that a reader of just this kind of page has read."""
        self._subjects.flush()
        self.found.headers += len(grid.tables)
        self.found.issues.extend(grid.issues)
        self._done.extend(grid.tables)

    def read(self, grid: Grid, number: int = 0) -> int:
        """Read one grid; gives the number of its last table, ``number`` those before it."""
        if found := without_header(grid, number + 1):
            return self._without_header(*found)
        header = find_header(grid, 0)
        if header and (start := table_beside(header)):
            for part in cut(grid, header.first, start):
                number = self.read(part, number)
            return number
        if header and self._is_example(grid, header):
            return number
        self._says_empty(grid, header)
        opening = _opening(grid, header.top if header else 0)
        self._marks = None
        at = self._floor = labels = 0
        while header is not None:
            number += 1
            labels += sum(1 for column in header.columns if column.label)
            if number > MAX_TABLES or labels > _MOST_LABELS:
                raise too_large(f"a sheet of more than {MAX_TABLES:,} tables or as many labels")
            blocks = find_blocks(grid, at, header.top - 1) if header.top or grid.before else []
            if header.of_bidders:
                at = self._bidders(grid, header, blocks, at, number)
                header = find_header(grid, at)
                continue
            number = self._subjects.apart(grid, [b for b in blocks if b.is_notice], number)
            loose = [block for block in blocks if not block.is_notice] + self._subjects.common()
            header = self._list(grid, header, opening, loose, number)
            at = header.first if header else len(grid.rows)
        if at < len(grid.rows) or not grid.rows:
            self._subjects.keep(grid, find_blocks(grid, at, len(grid.rows) - 1), number)
        return number

    def _without_header(self, table: RawTable, issues: list[Issue]) -> int:
        """Take a table whose labels are printed nowhere; gives its number."""
        self._subjects.flush()
        self.found.headers += 1
        self.found.issues.extend(issues)
        self._done.append(table)
        return table.number

    def _is_example(self, grid: Grid, header: Header) -> bool:
        """Whether what stands above the first header says that all below is made up."""
        above = grid.rows[: header.top]
        if not any(is_example(cell) for row in above for cell in row):
            return False
        self.found.headers += 1
        place = cell_name(grid.name, header.first, 0)
        text = next(shown(row) for row in above if any(is_example(cell) for cell in row))
        self.found.issues.append(Issue(code="exampleTable", text=text, cell=place))
        return True

    def _says_empty(self, grid: Grid, header: Header | None) -> None:
        rows = grid.rows[: header.top] if header else grid.rows[:DEEPEST]
        texts = (*grid.before, *grid.after)
        if says_empty(texts) or any(says_empty(row) for row in rows):
            self.found.empty = True

    def _bidders(
        self, grid: Grid, header: Header, blocks: list[Block], start: int, number: int
    ) -> int:
        """Read a list of bidders with what stands above it from a row; gives the row after it."""
        bidders = read_bidders(grid, header)
        if header.of_winners:
            if len(bidders.notice.rows) < 2:
                return self._winner(grid, header, blocks, bidders, number)
            header = awards.as_bids(header, bidders.notice)
        own = _alone(grid, start, header.top)
        # 単位：千円 above the first tender of a sheet holds for all of them.
        whole = [text for text in self._sheet_says if text not in own] if start else []
        if not start:
            self._sheet_says = [text for text in own if says_how(text)]
        captions = [*own, *whole]  # what stands nearer goes first
        end = self._subjects.with_bidders(grid, header, blocks, bidders, captions, number)
        if end is None:
            place = cell_name(grid.name, header.first, 0)
            self.found.issues.append(Issue(code="biddersAlone", cell=place))
        self.found.headers += 1
        return max(bidders.last + 1, header.last + 1, end or 0)

    def _winner(
        self, grid: Grid, header: Header, blocks: list[Block], bidders: Bidders, number: int
    ) -> int:
        """Take the one who won, of what stands above; gives the row after it.

        What names no purchase yet waits for the end: it may be that of the page.
        """
        self.found.headers += 1
        if bidders.notice.rows:
            won = awards.as_block(grid, header, bidders.notice)
            if not self._subjects.with_winner(grid, blocks, won, number):
                self._loose.append(won)
        return max(bidders.last, header.last) + 1

    def _list(
        self, grid: Grid, header: Header, opening: list[str], loose: list[Block], number: int
    ) -> Header | None:
        """Read the list under a header to its end; gives the next header if another follows."""
        self._subjects.flush()
        self.found.headers += 1
        if table := several_rows(grid, header, list(opening), number):
            self._done.append(table)
            return find_header(grid, max(n.numbers[-1] for n in table.notices))
        header = run_off(grid, header) or header
        checked = self._checked(grid, header)
        if checked is None:
            return None
        header = with_numbers(grid, checked)
        if header.by_data:
            at = next(c.index for c in header.columns if c.label == header.by_data)
            cell = cell_name(grid.name, header.last, at)
            self.found.issues.append(Issue(code="unknownLabel", label=header.by_data, cell=cell))
        if self._marks is None:
            self._marks = marks_of(grid, header)
        captions = self._captions(grid, header, opening)
        rows = Rows(grid, header, self._tenders, captions, self._marks)
        following = rows.read()
        self.found.issues.extend(rows.issues)
        self.found.empty = self.found.empty or rows.empty
        rows.captions.extend(grid.after)
        if rows.notices:
            facts = opening_facts(grid, header, loose, self._floor)
            headed = () if self._floor else headed_by(grid, header)
            self._done.append(Listed(grid.name, number, header, rows, facts, headed, grid.boxes))
        elif rows.nothing and not rows.empty and not rows.issues:
            place = cell_name(grid.name, header.first, 0)
            self.found.issues.append(Issue(code="noRows", cell=place))
        self._floor = rows.last + 1
        return following

    def _captions(self, grid: Grid, header: Header, opening: list[str]) -> list[str]:
        """What stands above the sheet's first header, and between the list above and this one.

        What headed only the list above (１．建設工事) isn't said of this one, nor is another unit
        or tax basis than its own.
        """
        if not self._floor:
            return list(opening)
        between = [shown(row) for row in grid.rows[self._floor : header.first] if any(row)]
        own = [text for text in between if not is_footnote(text)]
        how = any(says_how(text) for text in own)
        whole = (
            text for text in opening if not own or not (group_of(text) or (how and says_how(text)))
        )
        return [*whole, *own]

    def _checked(self, grid: Grid, header: Header) -> Header | None:
        """The header without the columns whose texts are of another kind than their labels name.

        None if so many are that the header seems shifted: then no value is believed.
        """
        wrong = misfits(grid, header)
        for column in wrong:
            cell = cell_name(grid.name, header.last, column.index)
            self.found.issues.append(Issue(code="columnMisfit", label=column.label, cell=cell))
        if not wrong:
            return header
        if len(wrong) > _MOST_MISFITS or any(c.meaning in ("title", "goodsTitle") for c in wrong):
            cell = cell_name(grid.name, header.first, 0)
            self.found.issues.append(Issue(code="headerShifted", cell=cell))
            return None
        columns = [replace(c, meaning=None) if c in wrong else c for c in header.columns]
        return replace(header, columns=tuple(columns))


def _alone(grid: Grid, start: int, end: int) -> list[str]:
    """Lines that stand alone in their rows: titles, days, units; no notes on the list above."""
    rows = ([text.strip() for text in row if text.strip()] for row in grid.rows[start:end])
    return [row[0] for row in rows if len(row) == 1 and not is_footnote(row[0])]


def _opening(grid: Grid, first: int) -> list[str]:
    """What stands above the first header (単位：千円): it holds for the whole sheet."""
    above = [shown(row) for row in grid.rows[:first] if any(cell.strip() for cell in row)]
    return [*grid.before, *above]
