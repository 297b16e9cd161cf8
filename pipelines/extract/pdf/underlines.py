"""Lines drawn under words, links mostly: they part nothing, even where the words fill a cell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipelines.extract.pdf.letters import Piece
from pipelines.extract.pdf.rules import Rule

_NEAR = 1.0
"""Points between the end of a line and an upright rule that it meets."""
_LOWER, _HIGHER = 1, 3
"""Points by which a line may lie lower or higher than the foot of its letters."""


def without_underlines(across: list[Rule], down: list[Rule], pieces: Sequence[Piece]) -> list[Rule]:
    """Level rules without those that begin and end with words on them and meet no upright rule.

    ``down`` are the upright rules from left to right.
    """
    loose = {rule for rule in across if not _meets(rule, down)}
    if not loose:
        return across
    begins = {(round(piece.left), round(piece.bottom)) for piece in pieces}
    ends = {(round(piece.right), round(piece.bottom)) for piece in pieces}
    under = {
        (y, left, right)
        for y, left, right in loose
        if _is_at(left, y, begins) and _is_at(right, y, ends)
    }
    return [rule for rule in across if rule not in under] if under else across


def _meets(rule: Rule, down: list[Rule]) -> bool:
    y, left, right = rule
    for number in range(bisect_left(down, (left - _NEAR,)), len(down)):
        x, top, bottom = down[number]
        if x > right + _NEAR:
            return False
        if top - _NEAR <= y <= bottom + _NEAR:
            return True
    return False


def _is_at(x: float, y: float, places: set[tuple[int, int]]) -> bool:
    """Whether some words begin, or end, at a place; places are in whole points."""
    column, foot = round(x), round(y)
    return any(
        (column + aside, foot + lower) in places
        for aside in (-1, 0, 1)
        for lower in range(-_LOWER, _HIGHER + 1)
    )
