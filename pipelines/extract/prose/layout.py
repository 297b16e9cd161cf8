"""Which printed lines only ran out of room, and go on in the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipelines.extract.line import Line

_NEAR = 1.6
"""Letters: a line that ends as near as this to the right edge of its column has no room left."""
_LEAST = 3
"""Lines that end at an edge: fewer are but the longest ones of a page of short lines."""
_SAME = 4.0
"""Points by which columns on different pages may begin apart."""


def full_lines(lines: Iterable[Line]) -> frozenset[int]:
    """The ``id`` of every line that reaches the right edge of its column and ends no sentence.

    A line without a box is a paragraph of its own: it is never full.
    """
    columns: dict[int, list[Line]] = {}
    for line in lines:
        if line.box:
            columns.setdefault(round((line.box.left - line.indent) / _SAME), []).append(line)
    found: set[int] = set()
    for column in columns.values():
        found |= _full(column)
    return frozenset(found)


def _full(lines: Sequence[Line]) -> set[int]:
    """The full lines of one column: of those that end where lines of it end most to the right."""
    rights = [line.box.right for line in lines if line.box]
    ends = Counter(round(right / 10) for right in rights)
    edges = [end for end, _ in ends.items() if sum(ends[end + by] for by in (-1, 0, 1)) >= _LEAST]
    if not edges:
        return set()
    edge = max(edges) * 10
    return {
        id(line)
        for line in lines
        if line.box and line.box.right >= edge - _NEAR * line.size and not ends_sentence(line.text)
    }


def ends_sentence(text: str) -> bool:
    """Whether a text ends where a sentence may: nothing of it follows in the next line."""
    return text.rstrip().endswith(("。", "．", "：", ":"))


def joined(lines: Sequence[Line], full: frozenset[int]) -> str:
    """The text of some lines, with a line break where a line ended of its own will."""
    text = ""
    before: Line | None = None
    for line in lines:
        if before is not None and text:
            runs_on = id(before) in full or before.text.rstrip().endswith("、")
            text += "" if runs_on else "\n"
        text += line.text
        before = line
    return text.strip("\n")
