"""What the items of a notice say: labels with their values, each with what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.extract.header import TITLES
from pipelines.extract.labels import meaning_of
from pipelines.extract.line import Line
from pipelines.extract.prose.days import DAY
from pipelines.extract.prose.layout import Piece, joined
from pipelines.extract.prose.meanings import IGNORED, is_new_step, meaning_and_value
from pipelines.extract.prose.outline import Item
from pipelines.extract.prose.parted import LONGEST_LABEL, parted
from pipelines.extract.prose.values import value_of
from pipelines.extract.prose.words import is_rule, prose_words, role_of
from pipelines.lookups import fold

_LONGEST_DATED = 80


@dataclass(frozen=True, slots=True)
class Said:
    """A label as printed under the headings of its item (outermost first), and what it means.

    ``line`` is the first line of its value; ``meaning`` is None for a label that nobody knows.
    ``printed`` is all of the value where ``text`` is but what counts of it; ``top`` is which of the
    outermost items it stands in, from 0.
    """

    groups: tuple[str, ...]
    label: str
    text: str
    meaning: str | None
    line: Line
    lines: tuple[Line, ...]
    printed: str | None = None
    top: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the outline of one notice. ``full`` are the lines that go on in the next.

    ``is_record``: it tells how bidding went, so that it has bidders and a winner.
    """

    full: frozenset[int]
    is_record: bool = False

    def said(self, root: Item) -> Iterator[Said]:
        """What an outline says, in printed order."""
        for top, item in enumerate(root.items):
            for said in self._item(item, ()):
                yield replace(said, top=top)

    def label_and_value(self, item: Item) -> tuple[str, str]:
        """The label and the value of an item; the value is what follows on its line and below it.

        ``(1) 件名　架空橋補修工事`` → (件名, 架空橋補修工事); a label alone has its value below.
        """
        if item.said:
            return item.said
        (first, is_full), *rest = self.pieces(item)
        label, value = parted(first)
        if label and not value and is_full and rest:
            first, is_full, rest = first + rest[0][0], rest[0][1], rest[1:]
            label, value = parted(first)  # a label may run out of room too
        if not label:
            return "", joined([(first, is_full), *rest])
        return label, joined([(value, is_full), *rest] if value else rest)

    def pieces(self, item: Item) -> list[Piece]:
        """The lines of an item without its number, and whether each goes on in the next."""
        first, *rest = item.lines
        runs_on = id(item.first) in self.full or id(first) in self.full
        return [(first.text, runs_on), *((line.text, id(line) in self.full) for line in rest)]

    def whole(self, item: Item) -> str:
        """All that an item prints below its label."""
        _, value = self.label_and_value(item)
        return "\n".join(filter(None, (value, *map(self.printed, item.items))))

    def printed(self, item: Item) -> str:
        """All that an item prints, with its number."""
        first, *rest = self.pieces(item)
        text = item.first.text if item.first else first[0]
        return "\n".join((joined([(text, first[1]), *rest]), *map(self.printed, item.items)))

    def _item(self, item: Item, groups: tuple[str, ...]) -> Iterator[Said]:
        label, value = self.label_and_value(item)
        heading = label or _short(value)
        if item.style == "条" or (label and is_rule(label) and not self._is_fact(label, value)):
            if text := self.whole(item):
                yield _told(groups, label or heading, text, IGNORED, item)
            return
        # What is bought may be counted off below its label: ①　架空システム保守　一式
        is_named = not value and _is_title(label)
        loose = [one for one in item.items if is_named or not self._has_label(one)]
        if label:
            below = "\n".join(filter(None, (value, *map(self.printed, loose))))
            yield from self._labelled(item, groups, label, value, below)
        elif not any(one not in loose for one in item.items):
            return
        inner = (*groups, label) if label else groups
        for one in item.items:
            if one not in loose or (not label and one.items):
                yield from self._item(one, inner)

    def _has_label(self, item: Item) -> bool:
        label, _ = self.label_and_value(item)
        return bool(label) or any(self._has_label(one) for one in item.items)

    def _names_inner(self, item: Item) -> bool:
        return any(self._has_label(one) for one in item.items)

    def _is_fact(self, label: str, value: str) -> bool:
        if role_of(label) and len(value) < _LONGEST_DATED and DAY.search(value):
            return True
        found = meaning_of(label)
        return found is not None and found.name != IGNORED and bool(value_of(found.name, value))

    def _labelled(
        self, item: Item, groups: tuple[str, ...], label: str, value: str, below: str
    ) -> Iterator[Said]:
        """An item with a label: what it means, if its value can be that."""
        text = value or ("" if self._names_inner(item) and not _is_title(label) else below)
        meaning, kept = meaning_and_value(label, groups, text, is_record=self.is_record)
        if meaning and kept:
            yield replace(
                _told(groups, label, kept, meaning, item),
                printed=below if below != kept else None,
            )
        elif below and not prose_words().elsewhere.search(fold(below)):
            is_new = is_new_step(label, groups, below)
            yield _told(groups, label, below, None if is_new else IGNORED, item)


def _is_title(label: str) -> bool:
    found = meaning_of(label) if label else None
    return found is not None and found.name in TITLES


def _short(text: str) -> str:
    return re.split(r"[。\n]", text)[0][:LONGEST_LABEL]


def _told(groups: tuple[str, ...], label: str, text: str, meaning: str | None, item: Item) -> Said:
    line = item.first or item.lines[0]
    lines = tuple(item.lines[1:])
    return Said(groups, label, text, meaning, line, (line, *lines))
