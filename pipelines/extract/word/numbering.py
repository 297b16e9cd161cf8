"""Numbers that Word writes itself: no text holds them, so that they are counted again here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element as Element

from pipelines.extract.word.numerals import figure
from pipelines.extract.word.package import W, is_on, number, value
from pipelines.extract.word.styles import Styles

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BULLET = "・"
"""Stands for a bullet that is a picture in a font of signs."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: ``text`` is ``（%1）``, ``kind`` the kind of its figures.

    ``restart``: the level (from 1) after which it begins again; 0 for never, None for any above.
    ``indent`` is the element with its indents.
    """

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    is_legal: bool = False
    style: str | None = None
    indent: Element | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of a paragraph with what parts it from the text; the element of its indents.

    ``unknown`` is the kind of figures that nobody knows here, None where all are known.
    """

    text: str
    indent: Element | None
    unknown: str | None = None


class Numbering:
    """The lists of a file; ``next_of`` counts, so that paragraphs come in printed order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, Element] = {}
        self._uses: dict[str, Element] = {}
        self._levels: dict[str, tuple[str, list[Level]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        self._lists = {
            value(one, "abstractNumId") or "": one for one in root.iter(f"{W}abstractNum")
        }
        self._uses = {value(one, "numId") or "": one for one in root.iter(f"{W}num")}

    def next_of(self, paragraph: Element) -> Numbered | None:
        """The number of the next paragraph; None if it has none."""
        use, place = self._use_of(paragraph)
        if use is None or use not in self._uses:
            return None
        name, levels = self._levels_of(use)
        level = levels[place]
        self._count(name, use, place, levels)
        if level.kind == "bullet":
            said, unknown = _PRIVATE.sub(_BULLET, level.text), None
        else:
            said, unknown = self._said(name, place, levels)
        gap = "" if level.suffix == "nothing" or not said else " "
        return Numbered(said + gap, level.indent, unknown)

    def _use_of(self, paragraph: Element) -> tuple[str | None, int]:
        """Which list a paragraph is in, by itself or by its style, and the level from 0."""
        use: str | None = None
        place: int | None = None
        for style, found in self._styles.properties(paragraph, "numPr"):
            place = number(found.find(f"{W}ilvl")) if place is None else place
            use = value(found.find(f"{W}numId"))
            if use is None:
                continue
            if place is None and style is not None and use in self._uses:
                levels = self._levels_of(use)[1]
                place = next((at for at, one in enumerate(levels) if one.style == style), 0)
            break
        return use, min(max(place or 0, 0), LEVELS - 1)

    def _levels_of(self, use: str) -> tuple[str, list[Level]]:
        """The list behind a use of it, and its levels with what the use changes."""
        if use not in self._levels:
            one = self._uses[use]
            name = self._linked(value(one.find(f"{W}abstractNumId")) or "")
            levels = [Level() for _ in range(LEVELS)]
            changes = [change.find(f"{W}lvl") for change in one.iterchildren(f"{W}lvlOverride")]
            own = self._lists[name].iterchildren(f"{W}lvl") if name in self._lists else ()
            for found in [*own, *(change for change in changes if change is not None)]:
                levels[min(max(number(found, "ilvl") or 0, 0), LEVELS - 1)] = _level(found)
            self._levels[use] = name, levels
        return self._levels[use]

    def _linked(self, name: str) -> str:
        """The list itself, where one only refers to it by the name of a style."""
        one = self._lists.get(name)
        link = value(one.find(f"{W}numStyleLink")) if one is not None else None
        if link is not None:
            for other, found in self._lists.items():
                if value(found.find(f"{W}styleLink")) == link:
                    return other
        return name

    def _count(self, name: str, use: str, place: int, levels: list[Level]) -> None:
        counts = self._counts.setdefault(name, [None] * LEVELS)
        if (use, place) not in self._begun:
            self._begun.add((use, place))
            for change in self._uses[use].iterchildren(f"{W}lvlOverride"):
                start = number(change.find(f"{W}startOverride"))
                if number(change, "ilvl") == place and start is not None:
                    counts[place] = start - 1
        before = counts[place]
        counts[place] = levels[place].start if before is None else before + 1
        for deeper in range(place + 1, LEVELS):
            restart = levels[deeper].restart
            if restart is None or place < restart:
                counts[deeper] = None

    def _said(self, name: str, place: int, levels: list[Level]) -> tuple[str, str | None]:
        """The text of a number, and a kind of figures in it that nobody knows."""
        counts = self._counts[name]
        text = levels[place].text
        for digit in set(_PLACE.findall(text)):
            at = int(digit) - 1
            count = counts[at]
            kind = "decimal" if levels[place].is_legal else levels[at].kind
            said = figure(levels[at].start if count is None else count, kind)
            if said is None:
                return "", kind
            text = text.replace(f"%{digit}", said)
        return text.strip(), None


def _level(found: Element) -> Level:
    kinds = list(found.iter(f"{W}numFmt"))  # the last one is what older programs understand
    start, text = number(found.find(f"{W}start")), value(found.find(f"{W}lvlText"))
    return Level(
        start=0 if start is None else start,
        kind=(value(kinds[-1]) if kinds else None) or "decimal",
        text=text or "",
        suffix=value(found.find(f"{W}suff")) or "tab",
        restart=number(found.find(f"{W}lvlRestart")),
        is_legal=is_on(found.find(f"{W}isLgl")),
        style=value(found.find(f"{W}pStyle")),
        indent=found.find(f"{W}pPr/{W}ind"),
    )
