"""What the items of a notice say: labels with their values, each with what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.extract.header import TITLES
from pipelines.extract.labels import meaning_of
from pipelines.extract.line import Line
from pipelines.extract.lines import DAYS, PRICES
from pipelines.extract.prose.days import DAY, FULL_DAY
from pipelines.extract.prose.layout import Piece, joined
from pipelines.extract.prose.outline import Item
from pipelines.extract.prose.parted import LONGEST_LABEL, parted
from pipelines.extract.prose.values import value_of
from pipelines.extract.prose.words import (
    is_of_purchase,
    is_of_step,
    is_only_when,
    is_rule,
    prose_words,
    role_of,
    step_of,
)
from pipelines.lookups import fold

IGNORED = "ignored"
# Of a call for tenders nobody has won yet: 落札者, 契約金額 there are those of its rules.
_OF_OUTCOME = frozenset(
    (
        "bidder", "winner", "supplier", "awardPrice", "contractPrice", "bidPrice", "quotedPrice",
        "awardRate", "rank", "numberOfBids", "supplierAddress", "supplierNumber", "bidderAddress",
        "corporateNumber", "technicalScore", "evaluationScore", "priceScore", "rationale",
        "results", "round", "roundNumber", "remark", "month", "fiscalYear", "rowNumber",
        "plannedTiming",
    )
)  # fmt: skip
_NO_MEANING = frozenset(("results", "round", "roundNumber", "rowNumber", IGNORED))
_LATER = frozenset(("signed", "awarded"))
_LONGEST_DATED = 80
_PLAIN_WHAT = frozenset((*TITLES, "place", "description", "workType", "office", "category"))


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
        loose = [one for one in item.items if not self._has_label(one)]
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
        text = value or ("" if self._names_inner(item) else below)
        meaning, kept = self.meaning(label, groups, text)
        if meaning and kept:
            yield replace(
                _told(groups, label, kept, meaning, item),
                printed=below if below != kept else None,
            )
        elif below and not prose_words().elsewhere.search(fold(below)):
            known = meaning_of(label, groups[-1:])
            is_new = known is None and len(below) < 80 and bool(FULL_DAY.match(below))
            is_new = is_new and not prose_words().other.search(fold(label))
            yield _told(groups, label, below, None if is_new else IGNORED, item)

    def meaning(
        self, label: str, groups: tuple[str, ...], value: str
    ) -> tuple[str | None, str | None]:
        """What a label of prose means, and its value; None where that is of another kind."""
        if not value or is_of_step(label, groups) or prose_words().other.search(fold(label)):
            return None, None
        for meaning in self._meanings(label, groups, bool(FULL_DAY.match(value))):
            if kept := value_of(meaning, value):
                return meaning, kept
        return None, None

    def _meanings(self, label: str, groups: tuple[str, ...], is_dated: bool) -> Iterator[str]:
        """What a label may mean, the likeliest first. ``is_dated``: its value begins with a day."""
        found = meaning_of(label, groups[-1:])
        name = found.name if found and found.name not in _NO_MEANING else None
        role = role_of(label, groups) or (step_of(label) if is_dated else None)
        text = fold(label)
        if not self.is_record and name in _LATER:
            name = "scheduleStep"
        if not self.is_record and name in _OF_OUTCOME:
            name = None
        if is_only_when(label) and role:
            yield role
            return
        plain = bool(prose_words().only_what.fullmatch(text))
        if plain and name in _PLAIN_WHAT and not is_of_purchase(groups) and not self.is_record:
            name = None
        if plain and name in PRICES and not self.is_record:
            name = None
        if name and not (role and name in ("scheduleStep", "plannedTiming")):
            yield name
        if (role and role != name and name not in (DAYS - {"scheduleStep", "documentPeriod"})) or (
            role and role == "scheduleStep" == name
        ):
            yield role


def _short(text: str) -> str:
    return re.split(r"[。\n]", text)[0][:LONGEST_LABEL]


def _told(groups: tuple[str, ...], label: str, text: str, meaning: str | None, item: Item) -> Said:
    line = item.first or item.lines[0]
    lines = tuple(item.lines[1:])
    return Said(groups, label, text, meaning, line, (line, *lines))
