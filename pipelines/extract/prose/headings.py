"""Lines that begin a notice, a part of common rules, or a form: where another one ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES
from pipelines.extract.headings import heads_form
from pipelines.extract.line import Line
from pipelines.extract.lines import label_meaning
from pipelines.extract.prose.outline import BULLETS, counted
from pipelines.extract.prose.parted import labelled, parted
from pipelines.extract.prose.words import prose_words
from pipelines.lookups import fold

Part = Line | Grid

NOTICE, COMMON, FORM = "notice", "common", "form"
_RANK = (COMMON, NOTICE, FORM)
"""Of several headings of one head, the one that says what it is the head of."""
_LONGEST = 60
_NEAR = 8
"""Lines within which the headings of one head follow each other."""
_ABOVE = 4
"""Lines above a heading that may belong to it: number, day."""
_NUMBER_LINE = re.compile(r".{0,24}第[\d-]+号(?:の\d+)?")


@dataclass(frozen=True, slots=True)
class Section:
    """The parts of a document under one head; ``kind`` is that of its heading."""

    kind: str
    parts: Sequence[Part]


@lru_cache(maxsize=8192)
def kind_of(text: str) -> str | None:
    """What a line as a heading begins: a notice, common rules, a form; None for no heading."""
    folded = fold(text)
    known = prose_words()
    if not 2 <= len(folded) <= _LONGEST or known.no_heading.search(folded):
        return None
    if known.common.fullmatch(folded) and not known.individual.search(folded):
        return COMMON
    if known.heading.fullmatch(folded) or is_record(text):
        return NOTICE
    is_form = known.form.fullmatch(folded) or (heads_form(text) and len(folded) <= 16)
    return FORM if is_form else None


@lru_cache(maxsize=8192)
def is_record(text: str) -> bool:
    """Whether a line is the heading of a record of how bidding went: ``入札経過調書``."""
    folded = fold(text)
    return len(folded) <= 40 and "。" not in folded and bool(prose_words().record.fullmatch(folded))


@lru_cache(maxsize=8192)
def is_call(text: str) -> bool:
    """Whether a line is the heading of a notice that calls for bids, not of how bidding went."""
    return kind_of(text) == NOTICE and not is_record(text)


@lru_cache(maxsize=8192)
def is_heading(text: str) -> bool:
    """Whether a line is the heading of a notice: ``入　札　公　告``."""
    return kind_of(text) == NOTICE


def sections(parts: Sequence[Part]) -> list[Section]:
    """The sections of a document in printed order."""
    found: list[Section] = []
    start, kind = 0, NOTICE
    for at, next_kind in _begins(parts):
        if parts[start:at]:
            found.append(Section(kind, parts[start:at]))
        start, kind = at, next_kind
    if parts[start:]:
        found.append(Section(kind, parts[start:]))
    return found


@dataclass(frozen=True, slots=True)
class _Head:
    """Headings that follow each other, from the ``first`` part to the ``last``, and their kind."""

    first: int
    last: int
    kind: str


def _heads(parts: Sequence[Part]) -> list[_Head]:
    """The heads of a document: of several headings of one head, a common part's counts first."""
    found: list[_Head] = []
    for at, part in enumerate(parts):
        kind = _kind(part)
        if kind is None:
            continue
        before = found[-1] if found else None
        between = parts[before.last : at] if before else ()
        is_parted = _items_in(between) or any(isinstance(one, Grid) for one in between)
        if before and at - before.last <= _NEAR and not is_parted:
            found[-1] = _Head(before.first, at, min(kind, before.kind, key=_RANK.index))
        else:
            found.append(_Head(at, at, kind))
    return found


def _begins(parts: Sequence[Part]) -> list[tuple[int, str]]:
    """Where sections begin, and their kinds.

    A heading that a page only repeats (its items go on counting) begins nothing.
    """
    heads = _heads(parts)
    found: list[tuple[int, str]] = []
    open_kind = NOTICE
    top: tuple[str, Line] | None = None
    first_item = next((at for at, part in enumerate(parts) if _is_item(part)), len(parts))
    told: set[str] = set()
    for number, head in enumerate(heads):
        end = heads[number + 1].first if number + 1 < len(heads) else len(parts)
        below, is_repeated = parts[head.last : end], _text(parts[head.first]) in told
        is_other = head.kind != open_kind or _starts_anew(below, is_repeated, top)
        is_form = head.kind == FORM and open_kind == NOTICE
        if head.first <= first_item:
            found.append((0, head.kind))
        elif not is_other or (is_form and not _is_set_apart(parts, head.first)):
            continue
        else:
            found.append((_with_lines_above(parts, head.first, found), head.kind))
            told.clear()
        open_kind, top = head.kind, _first_counted(below)
        told.update(_text(part) for part in parts[head.first : head.last + 1])
    return found


def _text(part: Part) -> str:
    return fold(part.text) if isinstance(part, Line) else ""


def _is_item(part: Part) -> bool:
    """Whether a part is a table, or a line that is counted off or labelled."""
    if isinstance(part, Grid):
        return True
    return next(counted(part), None) is not None or _is_labelled(part)


def _kind(part: Part) -> str | None:
    """The kind of a line that is a heading; what is counted off, (2) 共通事項, is none."""
    if not isinstance(part, Line):
        return None
    kind = kind_of(part.text)
    if kind == COMMON and any(style not in BULLETS for style, _, _ in counted(part)):
        return None
    return kind


def _items_in(parts: Sequence[Part]) -> bool:
    """Whether anything is counted off or labelled in some parts, tables left out."""
    return any(_is_item(part) for part in parts if isinstance(part, Line))


def _is_labelled(line: Line) -> bool:
    found = labelled(line.text)
    return found is not None and bool(found[1])


def _starts_anew(parts: Sequence[Part], is_repeated: bool, top: tuple[str, Line] | None) -> bool:
    """Whether what follows a heading begins to count, or names a purchase.

    What a page only repeats of the head that is open begins to count where that did (``top``).
    """
    for part in parts if is_repeated else parts[: 3 * _NEAR]:
        if isinstance(part, Grid):
            cells = [text for row in part.rows[:3] for text in row[:2]]
            is_named = any(label_meaning(text) in TITLES for text in cells)
            if is_named or not (is_repeated and top):
                return is_named
            continue
        for style, number, _ in counted(part):
            if is_repeated and top:
                if style == top[0] and abs(part.indent - top[1].indent) < part.size:
                    return number == 1
            elif style not in BULLETS:
                return number == 1
        if top is None and (found := labelled(part.text)) and found[1]:
            return label_meaning(found[0]) in (*TITLES, "number", "published")
    return False


def _first_counted(parts: Sequence[Part]) -> tuple[str, Line] | None:
    """The style of the first item that is counted off in some parts, and its line."""
    for part in parts:
        if isinstance(part, Line):
            for style, _, _ in counted(part):
                if style not in BULLETS:
                    return style, part
    return None


def _is_set_apart(parts: Sequence[Part], at: int) -> bool:
    """Whether a heading begins a page, or is set in larger letters than the line before."""
    line, before = parts[at], parts[at - 1] if at else None
    if not isinstance(line, Line) or not isinstance(before, Line):
        return True
    if line.box and before.box:
        return line.box.page != before.box.page or line.size > before.size * 1.15
    return line.is_heading


def _with_lines_above(parts: Sequence[Part], at: int, found: Sequence[tuple[int, str]]) -> int:
    """Where the head of a heading begins: its number and its day may stand above it."""
    least = found[-1][0] + 1 if found else 0
    for above in range(at - 1, max(least, at - _ABOVE) - 1, -1):
        part = parts[above]
        if not isinstance(part, Line) or not _NUMBER_LINE.fullmatch(fold(part.text)):
            break
        if parted(part.text)[0] and label_meaning(parted(part.text)[0]):
            break
        at = above
    return at
