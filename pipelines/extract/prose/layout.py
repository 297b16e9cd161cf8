"""Which printed lines only ran out of room, and go on in the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.extract.line import Line

_NEAR = 1.6
"""Letters: a line that ends as near as this to the right edge of its column has no room left."""
_LEAST = 3
"""Lines that end at an edge: fewer are but the longest ones of a page of short lines."""
_WIDE = 30
"""Letters to a line: in a wider column few lines of labels and values reach the edge."""
_OFTEN, _SOME = 0.35, 20
"""The share of lines, and how many at least, that reach the edge of a narrow column of prose."""
_STRAY = 50
"""One line of so many may stand out beyond the right edge."""
_SELDOM = 0.12
"""A share of lines that is no more than chance: the longest of a page of labels and values."""
_MOST_INDENTED = 0.5
"""The share of a column behind which a line that begins there is set at the right."""
_SAME = 4.0
"""Points by which columns on different pages may begin apart."""


def full_lines(lines: Iterable[Line]) -> frozenset[int]:
    """The ``id`` of every line that reaches the right edge of its column and ends no sentence.

    A line without a box is a paragraph of its own: it is never full.
    """
    pages: dict[tuple[int, int], list[Line]] = {}
    columns: dict[int, list[Line]] = {}
    for line in lines:
        if line.box:
            place = round((line.box.left - line.indent) / _SAME)
            columns.setdefault(place, []).append(line)
            pages.setdefault((line.box.page, place), []).append(line)
    found: set[int] = set()
    for column in (*pages.values(), *columns.values()):
        found |= _full(column)
    return frozenset(found)


def _full(lines: Sequence[Line]) -> set[int]:
    """The full lines of one column: of those that end where lines of it end most to the right."""
    rights = sorted((line.box.right for line in lines if line.box), reverse=True)
    edge = rights[len(rights) // _STRAY]
    size = max(line.size for line in lines)
    letters = min((edge - (line.box.left - line.indent)) / size for line in lines if line.box)
    full = [line for line in lines if _reaches(line, edge)]
    share = len(full) / len(lines)
    if len(full) < _LEAST or share < _SELDOM:
        return set()
    if letters < _WIDE and (share < _OFTEN or len(lines) < _SOME):
        return set()
    return {id(line) for line in full if not ends_sentence(line.text)}


def _reaches(line: Line, edge: float) -> bool:
    """Whether a line ends at the right edge, and is not merely set there."""
    if line.box is None or line.box.right < edge - _NEAR * line.size:
        return False
    width = edge - (line.box.left - line.indent)
    return line.indent < width * _MOST_INDENTED


def ends_sentence(text: str) -> bool:
    """Whether a text ends where a sentence may: nothing of it follows in the next line."""
    return text.rstrip().endswith(("。", "．", "：", ":"))


Piece = tuple[str, bool]
"""The text of a line, and whether it goes on in the next one."""


def joined(pieces: Iterable[Piece]) -> str:
    """The text of some lines, with a line break where a line ended of its own will."""
    text = ""
    runs_on = False
    for piece, is_full in pieces:
        text += piece if runs_on or not text else f"\n{piece}"
        runs_on = is_full or piece.rstrip().endswith("、")
    return text.strip("\n")
