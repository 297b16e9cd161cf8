"""The header of a table without rules: its labels, on one line or on several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipelines.extract.labels import meaning_of
from pipelines.extract.pdf.cells import joined
from pipelines.extract.pdf.letters import Piece
from pipelines.extract.pdf.printed import Text
from pipelines.records import Box

_APART = 0.9
"""Pieces of a header further apart than this share of their height are two labels."""

_FEWEST_LABELS, _MOST_LABELS = 3, 200
_FEWEST_KNOWN = 2
_DEEPEST = 6
_NOTE = re.compile(r"[(（【\[][^()（）]{1,14}[)）】\]]|[0-9０-９]回目?")
CLOSE = 1.7
"""Line heights between two lines of one header, or of one cell."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a header prints between two edges; ``level`` is its row in the header, from 0.

    ``box`` is its place on the page.
    """

    left: float
    right: float
    text: str
    level: int
    box: Box

    @property
    def centre(self) -> float:
        """Halfway between its edges."""
        return (self.left + self.right) / 2


class Head(NamedTuple):
    """The header that begins at ``first`` and has so many ``lines``.

    ``columns`` are the labels that have a column of their own, from left to right; ``groups`` those
    above some of them.
    """

    first: Text
    lines: int
    columns: list[Label]
    groups: list[Label]

    @property
    def labels(self) -> list[Label]:
        """All of them."""
        return [*self.columns, *self.groups]

    @property
    def depth(self) -> int:
        """The rows that it makes."""
        return 1 + max(label.level for label in self.labels)


def head_at(parts: Sequence[object], at: int) -> Head | None:
    """The header that begins at a part of a page; None if none does.

    Labels may stand on several lines, beside each other half a line apart.
    """
    lines: list[list[Label]] = []
    texts: list[Text] = []
    known = 0
    for part in parts[at : at + _DEEPEST]:
        if not isinstance(part, Text) or (texts and not _is_close(texts[-1], part)):
            break
        found = _labels(part.pieces, part.page)
        meant = sum(1 for label in found if meaning_of(label.text))
        notes = sum(1 for label in found if _NOTE.fullmatch(label.text))
        if not found or meant * 2 + notes < len(found) or (not texts and not meant):
            break
        texts.append(part)
        lines.append(found)
        known += meant
    if known < _FEWEST_KNOWN:
        return None
    columns, groups = _levels(lines)
    return Head(texts[0], len(texts), columns, groups) if len(columns) >= _FEWEST_LABELS else None


def _levels(lines: list[list[Label]]) -> tuple[list[Label], list[Label]]:
    """The labels with a column of their own, and those above several of these.

    Labels one below the other are one: ``予定価格`` over ``（税抜）``.
    """
    columns: list[Label] = []
    groups: list[Label] = []
    for stack in _stacks(lines):
        most = max(range(len(stack)), key=lambda line: (len(stack[line]), line))
        above = [label for line in stack[:most] for label in line]
        own = sorted(stack[most], key=lambda label: label.left)
        if len(own) == 1:
            columns.append(_one([label for line in stack for label in line], 0))
            continue
        over = [label for label in above if sum(_overlap(label, o) for o in own) > 1]
        groups += [replace(label, level=0) for label in over]
        rest = [label for line in stack for label in line if label not in over and label not in own]
        for label in own:
            parts = [label, *(other for other in rest if _overlap(label, other))]
            parts.sort(key=lambda part: part.box.top)
            columns.append(_one(parts, 1 if over else 0))
    return sorted(columns, key=lambda label: label.left), groups


def _stacks(lines: list[list[Label]]) -> list[list[list[Label]]]:
    """Labels of several lines that stand above each other, line by line."""
    stacks: list[list[list[Label]]] = []
    for number, line in enumerate(lines):
        for label in line:
            over = [s for s in stacks if any(_overlap(label, o) for some in s for o in some)]
            merged: list[list[Label]] = [[] for _ in lines]
            for stack in over:
                for into, some in zip(merged, stack, strict=True):
                    into += some
                stacks.remove(stack)
            merged[number].append(label)
            stacks.append(merged)
    return stacks


def _one(labels: Sequence[Label], level: int) -> Label:
    """Labels below each other as one."""
    first = labels[0].box
    return Label(
        min(label.left for label in labels),
        max(label.right for label in labels),
        "\n".join(label.text for label in labels),
        level,
        Box(
            first.page,
            min(label.left for label in labels),
            min(label.box.top for label in labels),
            max(label.right for label in labels),
            max(label.box.bottom for label in labels),
        ),
    )


def _labels(pieces: Sequence[Piece], page: int) -> list[Label]:
    """What a line of a header prints, label by label; the letters of a label may be spread."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and piece.left - groups[-1][-1].right < _APART * piece.size:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    if len(groups) > _MOST_LABELS:
        return []
    is_single = [len(group) == 1 and len(group[0].text) == 1 for group in groups]
    found: list[Label] = []
    at = 0
    while at < len(groups):
        end = at + 1
        while end < len(groups) and is_single[end - 1] and is_single[end]:
            end += 1
        spread = [piece for group in groups[at:end] for piece in group]
        if end - at > 1 and not meaning_of("".join(piece.text for piece in spread)):
            spread, end = groups[at], at + 1
        text = "".join(piece.text for piece in spread) if end - at > 1 else joined(spread)
        found.append(Label(spread[0].left, spread[-1].right, text, 0, box_of(spread, page)))
        at = end
    return found


def _is_close(above: Text, below: Text) -> bool:
    return below.middle - above.middle <= CLOSE * max(above.line.size, below.line.size)


def _overlap(one: Label, other: Label) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > 1.0


def box_of(pieces: Sequence[Piece], page: int) -> Box:
    """The box around some pieces on a page."""
    return Box(
        page,
        min(piece.left for piece in pieces),
        min(piece.top for piece in pieces),
        max(piece.right for piece in pieces),
        max(piece.bottom for piece in pieces),
    )
