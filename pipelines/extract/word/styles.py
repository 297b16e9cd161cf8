"""Styles of a Word file: what a paragraph or a run has because of the style that it bears."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from pipelines.extract.word.package import W, is_on, number, value

_HEADING = re.compile(r"(?:heading [1-9]|title|見出し ?[1-9１-９]|表題)", re.IGNORECASE)
_BODY_TEXT = 9
"""The outline level that says: no heading."""


class Styles:
    """The styles of a file by their ids; a style has what it doesn't say from another one."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._usual: str | None = None
        for style in root.iterchildren(f"{W}style") if root is not None else ():
            name = value(style, "styleId")
            if name is None:
                continue
            self._by_id[name] = style
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                self._usual = name

    def properties(self, paragraph: Element, tag: str) -> Iterator[tuple[str | None, Element]]:
        """What a paragraph says of itself under a tag (``w:ind``), then its styles, nearest first.

        With each the id of its style, None where the paragraph itself says it.
        """
        own = paragraph.find(f"{W}pPr/{W}{tag}")
        if own is not None:
            yield None, own
        for name, style in self._chain(self._style_of(paragraph)):
            found = style.find(f"{W}pPr/{W}{tag}")
            if found is not None:
                yield name, found

    def is_heading(self, paragraph: Element) -> bool:
        """Whether the file marks a paragraph as a heading: by an outline level or a style."""
        for _, level in self.properties(paragraph, "outlineLvl"):
            return (number(level) or 0) < _BODY_TEXT
        return any(
            _HEADING.fullmatch(value(style.find(f"{W}name")) or "")
            for _, style in self._chain(self._style_of(paragraph))
        )

    def is_hidden(self, run: Element, paragraph: Element) -> bool:
        """Whether the text of a run isn't shown: its own word, else that of its styles."""
        own = run.find(f"{W}rPr/{W}vanish")
        if own is not None:
            return is_on(own)
        names = (value(run.find(f"{W}rPr/{W}rStyle")), self._style_of(paragraph))
        for name in names:
            for _, style in self._chain(name):
                found = style.find(f"{W}rPr/{W}vanish")
                if found is not None:
                    return is_on(found)
        return False

    def _style_of(self, paragraph: Element) -> str | None:
        return value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._usual

    def _chain(self, name: str | None) -> Iterator[tuple[str, Element]]:
        """A style, the one that it is based on, and so on; a circle ends."""
        seen: set[str] = set()
        while name is not None and name in self._by_id and name not in seen:
            seen.add(name)
            style = self._by_id[name]
            yield name, style
            name = value(style.find(f"{W}basedOn"))
