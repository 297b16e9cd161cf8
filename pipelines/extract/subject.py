"""Which facts go with which list of bidders, over the tables of a page or down a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract import over_page, rounds, wide
from pipelines.extract.bidders import Bidders
from pipelines.extract.blocks import Block, columns_for, joined, table_of
from pipelines.extract.ending import OF_RESULT, facts_below
from pipelines.extract.grid import Grid
from pipelines.extract.groups import with_facts
from pipelines.extract.header import TITLES, Header
from pipelines.extract.lines import DAYS
from pipelines.extract.listed import Listed
from pipelines.extract.prose.headings import is_record
from pipelines.records import RawTable


class Subjects:
    """Blocks wait here for the list of bidders that may follow them; they go to ``done`` at last.

    A page prints the facts of a tender in one table and its bidders in the next.
    """

    def __init__(self, done: list[Listed | RawTable]) -> None:
        self._done = done
        self._waiting: list[Block] = []
        self._grid: Grid | None = None
        self._number = 0
        self._common: list[Block] = []
        self._header: Header | None = None
        self._told: RawTable | None = None  # the last list of bidders, with all that is known

    def common(self) -> list[Block]:
        """What the prose around the lists that follow says of all their rows; it names none."""
        return list(self._common)

    def keep(self, grid: Grid, blocks: Sequence[Block], number: int) -> None:
        """Keep the last blocks of a grid; what has no title goes on with those before it."""
        if not blocks:
            return
        if grid.begins:
            self.flush()
        if grid.facts:
            self._common = [block for block in blocks if not block.title]
        if grid.name is None and len(blocks) == 1 and self._ends(blocks[0]):
            return
        if self._waiting and grid.name is None and len(blocks) == 1:
            whole = self._whole(self._unheaded(blocks[0]), bool(grid.boxes))
            if whole:
                self._waiting[-1] = whole
                return
        self.flush()
        self._waiting, self._grid, self._number = list(blocks), grid, number + 1
        if grid.name is not None:
            self.flush()

    def apart(self, grid: Grid, blocks: Sequence[Block], number: int) -> int:
        """Blocks with no list of bidders below; gives the number of the next table."""
        self.flush()
        table = table_of(blocks, grid, number)
        if table is None:
            return number
        self._done.append(table)
        return number + 1

    def with_bidders(
        self,
        grid: Grid,
        header: Header,
        blocks: list[Block],
        bidders: Bidders,
        captions: list[str],
        number: int,
    ) -> int | None:
        """A list of bidders: the last block above it has its facts, in its own grid or before.

        ``captions`` are the lines above that stand alone (単位：千円). Gives the row after what
        stands below the bidders of the same tender; None if nothing above names a purchase.
        """
        above = self._above(grid, blocks, number)
        notice = bidders.notice
        if above is None or not notice.rows:
            theirs = over_page.goes_on(self._done[-1:], self._header, grid, header, notice)
            return bidders.last + 1 if theirs else None
        below, end = facts_below(grid, bidders.last + 1, above)
        above = replace(above, facts=(*above.facts, *below))
        columns = wide.turned(header.columns, [notice], wide.groups_of(header.columns))
        columns = rounds.joined(columns, [notice])
        facts = tuple(zip(columns_for(above.facts), above.facts, strict=True))
        columns = with_facts(columns, [notice], [facts])
        told = [*grid.before, *captions, *grid.after]
        self._told = RawTable(grid.name, number, columns, [notice], told, boxes=grid.boxes)
        self._done.append(self._told)
        self._header = header
        return end

    def with_winner(self, grid: Grid, blocks: Sequence[Block], won: Block, number: int) -> bool:
        """Who won the purchase that stands above; False if nothing above names one.

        On a page that is the one of the table before, with nothing but 入札結果 between them.
        """
        if blocks and blocks[-1].title:
            facts = (*blocks[-1].facts, *won.facts)
            whole = replace(blocks[-1], facts=facts, is_notice=True)
            self.apart(grid, [*(b for b in blocks[:-1] if b.is_notice), whole], number)
            return True
        if not blocks and self._ends(won):
            return True
        is_next = grid.name is None and (grid.follows or any(map(is_record, grid.before[-1:])))
        if not blocks and self._waiting and is_next and self._goes_on(won):
            self._waiting[-1] = joined([self._waiting[-1], won]) or won
            return True
        return False

    def _ends(self, block: Block) -> bool:
        """Whether a table below a list of bidders says how their tender ended, which then has it.

        It names no purchase, or heads itself as the bidders do, and says nothing said before.
        """
        told = self._told
        if told is None or self._waiting or not self._done or self._done[-1] is not told:
            return False
        title = block.title
        if title and title.label:
            return False
        if title and title.text not in _titles(told):
            return False
        facts = tuple(fact for fact in block.facts if fact is not title)
        columns = columns_for(facts)
        new = {column.meaning for column in columns} - {None, "ignored"}
        known = {column.meaning for column in told.columns}
        if not new or not new <= OF_RESULT or new & known:
            return False
        added = with_facts(told.columns, told.notices, [tuple(zip(columns, facts, strict=True))])
        self._told = self._done[-1] = replace(told, columns=added)
        return True

    def _unheaded(self, block: Block) -> Block:
        """A block without its heading, where what waits stands under the same one."""
        waiting, own = self._waiting[-1].title, block.title
        if waiting is None or own is None or own.label or own.text != waiting.text:
            return block
        return replace(block, facts=tuple(fact for fact in block.facts if fact is not own))

    def flush(self) -> None:
        """No list of bidders follows what waits: its notices are whole."""
        if self._waiting and self._grid is not None:
            table = table_of(self._waiting, self._grid, self._number)
            if table:
                self._done.append(table)
        self._waiting, self._grid = [], None

    def _whole(self, block: Block, is_printed: bool) -> Block | None:
        """What waits with what a further block says of it; None if that is another purchase.

        ``is_printed``: both stand on the pages of one document. There a notice goes on until
        another one is named; its heading may name what a table then names again, and what is said
        once holds.
        """
        waiting = self._waiting[-1]
        if self._goes_on(block):
            return joined([waiting, block])
        if not is_printed or (block.title and not _only_headed(waiting)):
            return None
        if block.title:
            facts = tuple(fact for fact in waiting.facts if fact.label or fact.meaning != "title")
            waiting = replace(waiting, facts=facts)
        known = {column.meaning for column in columns_for(waiting.facts)} - {None, *DAYS}
        columns = zip(columns_for(block.facts), block.facts, strict=True)
        new = tuple(fact for column, fact in columns if column.meaning not in known)
        return joined([waiting, replace(block, facts=new)])

    def _goes_on(self, block: Block) -> bool:
        """Whether a block without a title says more of the tender that waits."""
        known = {column.meaning for column in columns_for(self._waiting[-1].facts)}
        new = {column.meaning for column in columns_for(block.facts)}
        return block.title is None and not (known & new) - {None}

    def _above(self, grid: Grid, blocks: list[Block], number: int) -> Block | None:
        """The block that a list of bidders belongs to: it names a purchase."""
        if not blocks and self._waiting and grid.name is None:
            block = self._waiting.pop()
            self.flush()
            return block if block.title else None
        is_page = grid.name is None and bool(self._waiting)
        if is_page and len(blocks) == 1:
            blocks = [self._unheaded(blocks[0])]
        if is_page and len(blocks) == 1 and self._goes_on(blocks[0]):
            whole = joined([self._waiting.pop(), blocks[0]])
            self.flush()
            return whole
        self.apart(grid, [block for block in blocks[:-1] if block.is_notice], number)
        return blocks[-1] if blocks and blocks[-1].title else None


def _titles(table: RawTable) -> set[str]:
    """The texts that name the purchases of a table."""
    places = [column.index for column in table.columns if column.meaning in TITLES]
    rows = [row for notice in table.notices for row in notice.rows]
    return {row[place] for row in rows for place in places}


def _only_headed(block: Block) -> bool:
    """Whether a purchase is named only by the heading of its notice, or not yet at all."""
    named = [c for c in columns_for(block.facts) if c.meaning in TITLES]
    return all(not column.label for column in named)
