"""Lines and tables of a document to a grid a notice: its lines as rows, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES
from pipelines.extract.line import Line, around
from pipelines.extract.lines import DAYS
from pipelines.extract.prose.headings import COMMON, NOTICE, Part, Section, kind_of, sections
from pipelines.extract.prose.layout import full_lines
from pipelines.extract.prose.meanings import IGNORED
from pipelines.extract.prose.outline import Item, outline
from pipelines.extract.prose.records import one_by_one
from pipelines.extract.prose.said import Said
from pipelines.extract.prose.tabled import is_list, items_of, lines_of
from pipelines.extract.prose.telling import HEAD, tells, told_in
from pipelines.extract.prose.words import is_of_purchase, is_only_when, prose_words, role_of
from pipelines.lookups import fold
from pipelines.normalise.outcome_words import ended_as
from pipelines.records import Fact

_OF_ALL = DAYS - {"published", "scheduleStep"}
"""What a part that holds for all notices of a document may say of each."""


def grids(
    parts: Sequence[Line | Grid],
    title: str = "",
    full: frozenset[int] | None = None,
    *,
    is_named: bool = False,
) -> list[Grid]:
    """The grids of a document: its tables, and one for the prose of each notice.

    ``parts`` are its lines and tables in printed order. A notice has one column, a line a row, and
    ``facts`` where the lines say something of a purchase; tables of labels and values within it
    are of it. A list of bidders or of notices stays a table, behind the notice that it stands in.
    ``title`` is that of the document; ``full`` are the lines that run on into the next one
    (``full_lines``), where ``parts`` are too few to tell. ``is_named``: the purchase is named
    elsewhere, so that whatever the prose says counts.
    """
    if full is None:
        full = full_lines(part for part in parts if isinstance(part, Line))
    read = [_read(section, full) for section in one_by_one(sections(parts))]
    common = [said for one in read if one.kind == COMMON for lot in one.lots for said in lot]
    common = [said for said in common if said.meaning in _OF_ALL and said.label]
    return [grid for one in read for grid in one.grids(common, title, is_named=is_named)]


@dataclass(frozen=True, slots=True)
class _Read:
    """One section: what its prose says of each purchase, and its tables; ``lists`` are no prose."""

    kind: str
    root: Item
    lines: list[Line]
    lots: list[list[Said]]
    tables: list[Grid]
    lists: list[Grid]

    def grids(self, common: Sequence[Said], title: str, *, is_named: bool) -> list[Grid]:
        """A grid for each purchase, then the lists; of rules and forms only the lists.

        What a common part of the document dates holds where the notice itself doesn't.
        """
        if self.kind != NOTICE:
            return [grid for grid in self.lists if is_list(grid)]
        lots = [lot for lot in self.lots if tells(lot) or (is_named and lot)]
        if not lots:
            return self.tables
        lines = [*self.lines, *(one.line for one in common)]
        whole = _grid(self.root, lines, title)
        rows = {id(line): number for number, line in enumerate(lines)}
        found = []
        for lot in lots:
            told = {one.meaning for one in lot}
            more = [one for one in common if one.meaning not in told] if told & {*TITLES} else []
            facts = tuple(_fact(one, rows.get(id(one.line), 0)) for one in (*lot, *more))
            found.append(replace(whole, facts=facts))
        return [*found, *self.lists]


def _read(section: Section, full: frozenset[int]) -> _Read:
    """The prose of a section with its tables of labels and values, and its other tables."""
    lists: list[Grid] = []
    inner: list[Line | list[Item]] = []
    tables: list[Grid] = []
    part_before: Part | None = None
    for part in section.parts:
        if isinstance(part, Line):
            if lists and part_before is lists[-1] and ended_as(part.text):
                lists[-1] = tables[-1] = replace(lists[-1], after=(*lists[-1].after, part.text))
                continue
            inner.append(part)
            part_before = part
            continue
        part_before = part
        tables.append(part)
        items = None if is_list(part) else items_of(part)
        if items is None:
            lists.append(part)
        else:
            inner.append(items)
    lines = [
        line for part in inner for line in ([part] if isinstance(part, Line) else lines_of(part))
    ]
    root = outline(inner, full)
    return _Read(section.kind, root, lines, told_in(root, lines, full), tables, lists)


def _grid(root: Item, lines: Sequence[Line], title: str) -> Grid:
    """The lines of a notice as a grid, without what they say."""
    before = [line for line in root.lines[: 2 * HEAD] if _is_caption(line)]
    boxes = {(number, 0): line.box for number, line in enumerate(lines) if line.box}
    boxes |= {(-1, number): line.box for number, line in enumerate(before) if line.box}
    return Grid(
        None,
        [[line.text] for line in lines],
        boxes=boxes,
        begins=True,
        before=tuple(line.text for line in before),
        page=title,
    )


def _is_caption(line: Line) -> bool:
    """Whether a line above the items is a heading that tells the stage: ``入札中止公告``."""
    is_told = bool(prose_words().stage.search(fold(line.text)))
    return is_told and kind_of(line.text) is not None


def _fact(said: Said, row: int) -> Fact:
    """A fact under its own label; one that says too little has the heading above it in front."""
    needs = (
        is_only_when(said.label) and not role_of(said.label)
    ) or prose_words().only_what.fullmatch(fold(said.label))
    is_text = said.meaning in (IGNORED, None) and not is_of_purchase(said.groups)
    groups = said.groups[-1:] if said.label and (needs or is_text) else ()
    label = "\n".join((*groups, said.label)) if said.label else ""
    return Fact(label, said.text, row, 0, around(said.lines), said.meaning, said.printed)
