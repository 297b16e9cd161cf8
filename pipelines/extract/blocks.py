"""Blocks of label and value: forms, detail pages, notices printed one below the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipelines.extract.above import NEAR, heading_above, is_form, pairs_before
from pipelines.extract.belief import may_mean, tells_award, tells_notice
from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES
from pipelines.extract.headings import title_in
from pipelines.extract.levels import columns_of
from pipelines.extract.lines import DAYS, PRICES, label_meaning, lines_of, uncounted
from pipelines.extract.numbered import named_by
from pipelines.extract.pairs import Pair, Pairs
from pipelines.extract.turned import bands, bidders_in_columns, turned
from pipelines.lookups import fold
from pipelines.records import Column, Fact, RawNotice, RawTable

DEEPEST = 1000
"""Rows without a label after which nobody looks further down for a block."""
_DAY = re.compile(r"(?:令和|平成|[RH]|\d)[\d元]*[年./-]\d{1,2}[月./-]\d{1,2}")


@dataclass(frozen=True, slots=True)
class Block:
    """Labels and values about one purchase in the rows ``first`` to ``last`` (from 0) of a grid.

    The label of a fact in a group has the group's above its own: ``落札者⏎名称``.
    A fact that stands before its table on the page has the row -1. A fact with no label is the
    title: the heading that the block stands under. ``is_notice`` is False where too little is said
    for a notice: then the block only goes with a list of bidders below it.
    """

    first: int
    last: int
    facts: tuple[Fact, ...]
    is_notice: bool = True

    @property
    def title(self) -> Fact | None:
        """The fact that names the purchase."""
        return next((fact for fact in self.facts if _is_title(fact)), None)


def find_blocks(grid: Grid, first: int, last: int) -> list[Block]:
    """The blocks in rows ``first`` to ``last`` of a grid, in printed order.

    Rows that a list's header or a list covers are not for here: give the rows between them. With
    ``first`` 0, what stands before the table on its page belongs to the first block. The heading
    of a purchase with nothing below it is a block of its title alone, and no notice.
    """
    if grid.facts:
        return [_of_prose(grid)]
    last = min(last, len(grid.rows) - 1)
    before = pairs_before(grid) if first == 0 else []
    labelled = _labelled(grid, first, last)
    if not before and labelled is None:
        heading = heading_above(grid, last + 1, first)
        return [Block(max(heading.row, 0), last, (heading,), is_notice=False)] if heading else []
    below = min(last, labelled + NEAR) if labelled is not None else first - 1
    blocks: list[Block] = []
    for band in bands([*before, *Pairs(grid, first, below).read()]):
        for part in _parts(grid, band):
            if columns := turned(grid, part):
                blocks.extend(_block(column, None, grid) for column in columns)
            else:
                top = min(pair.row for pair in part)
                heading = heading_above(grid, top, first, tells_award(part))
                blocks.append(_block(part, heading, grid))
    if is_form(grid, first, min((block.first for block in blocks), default=first)):
        blocks = [replace(block, is_notice=False) for block in blocks]
    if grid.boxes:
        blocks = [_placed(block, grid) for block in blocks]
    return sorted(_siblings(blocks), key=lambda block: block.first)


def _of_prose(grid: Grid) -> Block:
    """What prose says of one purchase: a notice, if it names it and says two more things of one.

    Under the heading of a notice it is enough that somebody signs it on a day.
    """
    told = {fact.meaning for fact in grid.facts if fact.meaning}
    others = told - {*TITLES, "number", "officer", "published"}
    is_signed = bool(grid.before) and grid.begins and {"officer", "published"} <= told
    tells = len(others) > 1 and bool(others & (DAYS | PRICES))
    is_notice = bool(told & {*TITLES}) and (is_signed or tells)
    return Block(0, len(grid.rows) - 1, grid.facts, is_notice)


def _placed(block: Block, grid: Grid) -> Block:
    """A block of a PDF: where each of its texts stands on the page."""
    facts = (replace(fact, box=grid.boxes.get((fact.row, fact.column))) for fact in block.facts)
    return replace(block, facts=tuple(facts))


def table_of(blocks: Iterable[Block], grid: Grid, number: int = 1) -> RawTable | None:
    """A table of the blocks that are notices, one a row; None if there is none.

    Its columns are the labels of all, in printed order; ``places`` says where each text stands.
    """
    kept = [block for block in blocks if block.is_notice]
    if not kept:
        return None
    order: dict[tuple[str, int], Fact] = {}
    found = [_numbered(block.facts) for block in kept]
    for facts in found:
        for key, fact in facts.items():
            order.setdefault(key, fact)
    keys = list(order)
    texts = [[facts[key].text for facts in found if key in facts] for key in keys]
    columns = named_by(_believed(_columns(list(order.values())), texts), texts)
    notices = [_notice(facts, keys, block) for facts, block in zip(found, kept, strict=True)]
    captions = [*grid.before, *_alone(grid, kept), *grid.after]
    return RawTable(grid.name, number, columns, notices, captions, boxes=grid.boxes)


def columns_for(facts: Sequence[Fact], start: int = 0) -> tuple[Column, ...]:
    """A column for each fact, counted from ``start``: what its label means.

    A fact with no label is a title, if its words name a purchase. One whose label nobody knows is
    a step of the procedure, if it is a day among others: ``審査（プレゼンテーション）``. One whose
    text can't be what its label means has no meaning.
    """
    return _believed(_columns(facts, start), [[fact.text] for fact in facts])


def _columns(facts: Sequence[Fact], start: int = 0) -> tuple[Column, ...]:
    """A column for each fact, by its label."""
    if not facts:
        return ()
    paths = [fact.label.split("\n") for fact in facts]
    deepest = max(len(path) for path in paths)
    # As a header has them: a label of one level stands in all of them.
    levels = [
        [uncounted(path[min(level, len(path) - 1)]) for path in paths] for level in range(deepest)
    ]
    found = columns_of(Grid(None, levels), 0, deepest - 1)
    is_dated = any(column.meaning in DAYS for column in found)
    return tuple(
        _column(column, fact, start + place, is_dated)
        for place, (column, fact) in enumerate(zip(found, facts, strict=True))
    )


def _believed(columns: Sequence[Column], texts: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns; those whose texts are of another kind than their labels name mean nothing.

    A sum under 落札者 would be a firm of that name: as an unknown label it is kept and reported.
    """
    return tuple(
        column if may_mean(column.meaning, below) else replace(column, meaning=None)
        for column, below in zip(columns, texts, strict=True)
    )


def _column(column: Column, fact: Fact, index: int, is_dated: bool) -> Column:
    """A column as the header has it, for a fact."""
    if fact.meaning:
        return replace(
            column, index=index, label=fact.label.replace("\n", " "), meaning=fact.meaning
        )
    if not fact.label:
        return Column(index, "", "title" if title_in(fact.text) else None)
    label = fact.label.replace("\n", " ")
    if column.meaning is None and is_dated and _DAY.match(fold(fact.text)):
        return Column(index, label, "scheduleStep")
    return replace(column, index=index, label=label)


def joined(blocks: Iterable[Block]) -> Block | None:
    """One block of several about the same purchase: a page with a table of facts and one of days.

    The first one gives the rows. None if there is nothing to join.
    """
    found = list(blocks)
    if not found:
        return None
    facts = tuple(fact for block in found for fact in block.facts)
    return replace(found[0], facts=facts, is_notice=any(block.is_notice for block in found))


def _is_title(fact: Fact) -> bool:
    if fact.meaning:
        return fact.meaning in TITLES
    if not fact.label:
        return title_in(fact.text) is not None
    return label_meaning(fact.label) in TITLES and bool(fact.text.strip())


def _labelled(grid: Grid, first: int, last: int) -> int | None:
    """The last row in which a label stands, None if none does; not beyond a thousand without."""
    found = None
    for number in range(first, last + 1):
        if number - (first if found is None else found) > DEEPEST:
            break
        filled = [text for text in grid.rows[number] if text.strip()][:3]
        if any(label_meaning(text) or lines_of(text) for text in filled):
            found = number
    return found


def _parts(grid: Grid, pairs: list[Pair]) -> list[list[Pair]]:
    """The pairs of each block: a new one begins where the first label, or the title's, returns."""
    parts: list[list[Pair]] = []
    for pair in pairs:
        part = parts[-1] if parts else []
        if not part or (pair.key == part[0].key and pair.row >= 0):
            parts.append([pair])
        elif pair.meaning in TITLES and any(pair.key == known.key for known in part):
            parts.append(_taken_back(grid, part, pair.row))
            parts[-1].append(pair)
        else:
            part.append(pair)
    return parts


def _taken_back(grid: Grid, part: list[Pair], row: int) -> list[Pair]:
    """What stands right above a title that begins a block, back to an empty row, if there is one.

    ``part`` loses what it gives.
    """
    gap = next((n for n in range(row - 1, part[0].row, -1) if not any(grid.rows[n])), None)
    title = max(pair.row for pair in part if pair.meaning in TITLES)
    if gap is None or gap < title:
        return []
    taken = [pair for pair in part if pair.row > gap]
    part[:] = [pair for pair in part if pair.row <= gap]
    return taken


def _block(part: list[Pair], heading: Fact | None, grid: Grid) -> Block:
    """The block of some pairs; the heading is its title where it prints none."""
    cells = bidders_in_columns(grid, part)
    facts = [
        Fact(
            "\n".join(pair.labels),
            pair.whole,
            pair.row,
            pair.column,
            cells=tuple(cells.get(place, {}).items()),
        )
        for place, pair in enumerate(part)
        if pair.text.strip()
    ]
    titled = any(pair.meaning in TITLES and pair.text.strip() for pair in part)
    named = heading if heading and not titled else None
    rows = [pair.row for pair in part if pair.row >= 0] or [0]
    return Block(
        first=min(rows) if not named or named.row < 0 else named.row,
        last=max(rows),
        facts=(*([named] if named else []), *facts),
        is_notice=tells_notice(part, named.text if named else ""),
    )


def _siblings(blocks: list[Block]) -> list[Block]:
    """A block that says little is a notice beside one that says enough under the same labels.

    ``案件名`` and ``結果：中止`` alone, below others with ``予定価格`` and bidders.
    """
    shapes = {fact.label for block in blocks if block.is_notice for fact in block.facts}
    return [
        replace(block, is_notice=True)
        if block.title and len(block.facts) > 1 and {f.label for f in block.facts} <= shapes
        else block
        for block in blocks
    ]


def _numbered(facts: Iterable[Fact]) -> dict[tuple[str, int], Fact]:
    """Facts by label, and by the how manieth of that label in its block: 備考, 備考."""
    count: Counter[str] = Counter()
    found = {}
    for fact in facts:
        count[fact.label] += 1
        found[fact.label, count[fact.label]] = fact
    return found


def _notice(
    facts: dict[tuple[str, int], Fact], keys: list[tuple[str, int]], block: Block
) -> RawNotice:
    """The row of a block, or one for each bidder that it has; every text with its place."""
    notice = RawNotice([], [])
    columns = next((fact.cells for fact in facts.values() if fact.cells), ((0, ""),))
    for at, (column, _) in enumerate(columns):
        row = []
        for index, key in enumerate(keys):
            fact = facts.get(key)
            row.append(dict(fact.cells).get(column, fact.text) if fact else "")
            if fact is None:
                continue
            notice.places[at, index] = fact.row, column if fact.cells else fact.column
            if fact.box is not None:
                notice.boxes[at, index] = fact.box
            if fact.printed is not None:
                notice.printed[at, index] = fact.printed
        notice.rows.append(row)
        notice.numbers.append(block.first + 1)
    return notice


def _alone(grid: Grid, blocks: list[Block]) -> list[str]:
    """Texts that stand alone in their rows, outside the blocks: titles above, notes below."""
    inside = {row for block in blocks for row in range(block.first, block.last + 1)}
    found = []
    for number, row in enumerate(grid.rows[: max(inside) + DEEPEST]):
        filled = [text.strip() for text in row if text.strip()] if number not in inside else []
        if len(filled) == 1:
            found.append(filled[0])
    return found
