"""Rules to tables: rules that touch make one, its cells are what no rule parts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.extract.pdf.letters import Piece
from pipelines.extract.pdf.rules import Rule, Rules
from pipelines.extract.pdf.shown import Corners
from pipelines.extract.pdf.underlines import without_underlines

_SNAP = 2.5
"""Points: rules as near as this are one; a double line is 1.5 wide, the lowest row seen 8 high."""

_NARROWEST = 4.5
"""Points: no letter is as small as a row or column of this size; what bounds it is one rule."""

_TOUCH = 3.0
"""Points between the end of a rule and the one that it was meant to reach."""

_SHORTEST = 3.0
MOST_PARTS = 250_000
"""Rows times columns of a table; the largest real page has 3,000."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its rules: ``xs`` and ``ys`` bound its columns and rows.

    ``owners`` is for each part of a row in a column (row by row) the part that begins its cell:
    itself, or the one at the left or above that it is merged with.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[int, ...]

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.xs) - 1

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.ys) - 1

    @property
    def corners(self) -> Corners:
        """The whole of it on the page."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def part_at(self, x: float, y: float) -> int | None:
        """The part in which a point lies, counted row by row; None outside of the table."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < self.width and 0 <= row < self.height:
            return row * self.width + column
        return None


def tables_of(rules: Rules, pieces: Sequence[Piece] = ()) -> list[Table]:
    """The tables that the rules of a page make, from top to bottom.

    ``pieces`` are the words on it: a line under some is no rule. A frame around lines, and stripes
    of colour behind them, part no columns: they are none.
    """
    down = _joined(rules.down)
    across = without_underlines(_joined(rules.across), down, pieces)
    found = []
    for lines, posts in _touching(across, down):
        table = _table(lines, posts)
        if table is not None and len(set(table.owners)) > 1 and table.width > 1:
            found.append(table)
    return sorted(_outermost(found), key=lambda table: (table.ys[0], table.xs[0]))


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that stand as good as in one line are set there; those that touch become one."""
    ordered = sorted(rules)
    lines: list[Rule] = []
    start = 0
    for at in range(1, len(ordered) + 1):
        if (
            at < len(ordered)
            and ordered[at][0] - ordered[at - 1][0] <= _SNAP * 0.6
            and ordered[at][0] - ordered[start][0] <= _SNAP
        ):
            continue
        if at > start:
            lines += _in_line(ordered[start:at])
            start = at
    return lines


def _in_line(group: list[Rule]) -> list[Rule]:
    """The rules of one line, joined where they meet."""
    place = sum(at for at, _, _ in group) / len(group)
    parts = sorted((start, end) for _, start, end in group)
    joined: list[Rule] = []
    begin, stop = parts[0]
    for start, end in parts[1:]:
        if start <= stop + _TOUCH:
            stop = max(stop, end)
            continue
        joined.append((place, begin, stop))
        begin, stop = start, end
    joined.append((place, begin, stop))
    return [rule for rule in joined if rule[2] - rule[1] >= _SHORTEST]


def _touching(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules in groups: those that cross or reach each other."""
    places = [y for y, _, _ in across]
    group = list(range(len(across) + len(down)))

    def leader(one: int) -> int:
        while group[one] != one:
            group[one] = group[group[one]]
            one = group[one]
        return one

    for number, (x, top, bottom) in enumerate(down, start=len(across)):
        first = bisect_left(places, top - _TOUCH)
        for at in range(first, bisect_right(places, bottom + _TOUCH)):
            if across[at][1] - _TOUCH <= x <= across[at][2] + _TOUCH:
                group[leader(number)] = leader(at)
    found: defaultdict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for at, rule in enumerate(across):
        found[leader(at)][0].append(rule)
    for number, rule in enumerate(down, start=len(across)):
        found[leader(number)][1].append(rule)
    return [(lines, posts) for lines, posts in found.values() if lines and posts]


def _table(lines: list[Rule], posts: list[Rule]) -> Table | None:
    """The table of rules that touch; its outer borders may be missing."""
    xs = _bounds([x for x, _, _ in posts], [end for _, a, b in lines for end in (a, b)])
    ys = _bounds([y for y, _, _ in lines], [end for _, a, b in posts for end in (a, b)])
    width, height = len(xs) - 1, len(ys) - 1
    if width < 1 or height < 1 or width * height > MOST_PARTS:
        return None
    # Is there a rule above this part, at the left of this part?
    above, before = bytearray(width * height), bytearray(width * height)
    for y, left, right in lines:
        row = _nearest(ys, y)
        if row < height:
            for column in _covered(xs, left, right):
                above[row * width + column] = 1
    for x, top, bottom in posts:
        column = _nearest(xs, x)
        if column < width:
            for row in _covered(ys, top, bottom):
                before[row * width + column] = 1
    owners = _owners(width, height, above, before)
    return Table(tuple(xs), tuple(ys), owners)


def _bounds(rules: list[float], ends: list[float]) -> list[float]:
    """Where the rules stand, with the outermost ends of those across them: a border left out."""
    places = sorted(set(rules))
    if min(ends) < places[0] - 2 * _TOUCH:
        places.insert(0, min(ends))
    if max(ends) > places[-1] + 2 * _TOUCH:
        places.append(max(ends))
    apart = [places[0]]
    for place in places[1:]:
        if place - apart[-1] > _NARROWEST:
            apart.append(place)
    return apart


def _nearest(places: Sequence[float], place: float) -> int:
    at = bisect_left(places, place)
    if at and (at == len(places) or place - places[at - 1] <= places[at] - place):
        return at - 1
    return at


def _covered(places: Sequence[float], start: float, end: float) -> range:
    """The columns, or rows, along which a rule runs."""
    return range(bisect_left(places, start - _TOUCH), bisect_right(places, end + _TOUCH) - 1)


def _owners(width: int, height: int, above: bytearray, before: bytearray) -> tuple[int, ...]:
    """The cell that each part belongs to; one that is no rectangle is cut into some."""
    owner = list(range(width * height))

    def leader(part: int) -> int:
        while owner[part] != part:
            owner[part] = owner[owner[part]]
            part = owner[part]
        return part

    for part in range(width * height):
        if part % width and not before[part]:
            one, other = leader(part), leader(part - 1)
            owner[max(one, other)] = min(one, other)
        if part >= width and not above[part]:
            one, other = leader(part), leader(part - width)
            owner[max(one, other)] = min(one, other)
    return _rectangles(width, [leader(part) for part in range(width * height)])


def _rectangles(width: int, owners: list[int]) -> tuple[int, ...]:
    """Cells as rectangles: the stretches of each in a row, put together where one stands on another
    just as wide. A box within a form leaves a cell around it that is none.
    """
    stretches: dict[tuple[int, int, int], int] = {}
    found: list[int] = []
    for start in range(0, len(owners), width):
        current: dict[tuple[int, int, int], int] = {}
        first = start
        for part in range(start, start + width):
            if part + 1 == start + width or owners[part + 1] != owners[part]:
                shape = (owners[part], first - start, part - start)
                current[shape] = stretches.get(shape, first)
                found += [current[shape]] * (part + 1 - first)
                first = part + 1
        stretches = current
    return tuple(found)


def _outermost(tables: list[Table]) -> list[Table]:
    """Without those that lie in a cell of another one: boxes for a tick, frames of a word."""
    return [one for one in tables if not any(_holds(other, one) for other in tables)]


def _holds(outer: Table, inner: Table) -> bool:
    if outer is inner:
        return False
    left, top, right, bottom = inner.corners
    x0, y0, x1, y1 = outer.corners
    if not (x0 <= left and y0 <= top and right <= x1 and bottom <= y1):
        return False
    return len(outer.owners) > 1 and outer.corners != inner.corners
