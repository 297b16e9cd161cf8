"""Facts of the gazette with their places, and the grid of a notice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.extract.gazette.notices import Notice
from pipelines.extract.grid import Grid
from pipelines.extract.line import Line
from pipelines.records import Fact

IGNORED = "ignored"


def fact_of(label: str, text: str, line: Line, meaning: str | None) -> Fact:
    """What a line says; without a meaning it is kept as text only."""
    return Fact(label, text, 0, 0, line.box, meaning or IGNORED)


def grid_of(notice: Notice, lines: Sequence[Line], facts: Iterable[Fact]) -> Grid:
    """The grid of a notice: its lines as rows, and what they say. It stands where they begin."""
    boxes = {(row, 0): line.box for row, line in enumerate(lines) if line.box}
    return Grid(
        None,
        [[line.text] for line in lines],
        boxes=boxes,
        facts=tuple(_placed(fact, lines) for fact in facts),
        before=(notice.title,) if notice.heading else (),
        begins=True,
    )


def _placed(fact: Fact, lines: Sequence[Line]) -> Fact:
    """A fact with the row of the line in whose place it begins."""
    for row, line in enumerate(lines):
        if fact.box and line.box and line.box.page == fact.box.page:
            is_there = abs(line.box.top - fact.box.top) <= 1 and line.box.right > fact.box.left
            if is_there and line.box.left >= fact.box.left - 1:
                return replace(fact, row=row)
    return fact
