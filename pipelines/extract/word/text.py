"""The text of a paragraph as it is shown: insertions kept, deletions and hidden text left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from pipelines.extract.word.package import R, W, is_on, number, value
from pipelines.extract.word.styles import Styles

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
# No text of the paragraph: properties, commands of fields, readings over kanji.
_NO_TEXT = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt")
)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
# Signs of the fonts Wingdings and Symbol that stand in notices, by their lower byte.
_PICTURES = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0xA1: "○", 0xA8: "□", 0xFB: "☒", 0xFC: "✓",
        0xFD: "☒", 0xFE: "☑",
    },
    "symbol": {0xB7: "・", 0xA0: "€"},
}  # fmt: skip
_UNKNOWN = "\ufffd"
_TICKED, _OPEN = "☑", "□"
_LONGEST = 200


@dataclass(slots=True)
class Told:
    """What is left out of a text: ``hidden`` and ``deleted`` texts, ``objects`` that have none.

    ``unknown`` are kinds of list numbers, and signs of fonts, that nobody knows here.
    """

    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    objects: int = 0

    def excerpt(self, texts: list[str]) -> str:
        """The beginning of texts that were left out, as one."""
        whole = " | ".join(text.strip() for text in texts)
        return whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]}…"


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a paragraph; ``boxes`` hold the text boxes tied to it, ``links`` the ids of
    its links. ``is_joined``: its end was deleted, so that the next paragraph goes on.
    """

    shown: str
    boxes: list[Element]
    links: list[str]
    is_joined: bool


def text_of(paragraph: Element, styles: Styles, told: Told) -> Text:
    """What a paragraph shows; what it doesn't is added to ``told``."""
    boxes: list[Element] = []
    links: list[str] = []
    shown = "".join(_Walk(paragraph, styles, told, boxes, links).inside(paragraph))
    is_joined = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
    return Text(shown, boxes, links, is_joined)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through one paragraph, not into its text boxes."""

    paragraph: Element
    styles: Styles
    told: Told
    boxes: list[Element]
    links: list[str]

    def inside(self, element: Element) -> Iterator[str]:
        """The shown texts in an element, in order."""
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _NO_TEXT:
                continue
            if tag in _DELETED:
                _keep(self.told.deleted, _all_text(child))
            elif tag == f"{W}r" and self.styles.is_hidden(child, self.paragraph):
                _keep(self.told.hidden, _all_text(child))
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{_COMPATIBLE}AlternateContent":
                choice = child.find(f"{_COMPATIBLE}Choice")
                yield from self.inside(child if choice is None else choice)
            else:
                yield from self._said(child, tag)

    def _said(self, child: Element, tag: str) -> Iterator[str]:
        if tag == f"{W}t" or tag == f"{_MATH}t":
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == f"{W}sym":
            yield self._sign(child)
        elif tag == f"{W}checkBox":
            state = child.find(f"{W}checked")
            yield _TICKED if is_on(state if state is not None else _default(child)) else _OPEN
        else:
            if tag == f"{W}object":
                self.told.objects += 1
            if tag == f"{W}hyperlink" and (link := child.get(f"{R}id")):
                self.links.append(link)
            yield from self.inside(child)

    def _sign(self, element: Element) -> str:
        """A sign by its number in a font of signs."""
        font, code = (value(element, "font") or "").lower(), value(element, "char") or ""
        try:
            found = _PICTURES.get(font, {}).get(int(code, 16) & 0xFF)
        except ValueError:
            found = None
        if found is None:
            self.told.unknown.append(f"{font} {code}")
        return found or _UNKNOWN


def _default(box: Element) -> Element | None:
    """The state of a check box at the start, where nobody changed it."""
    default = box.find(f"{W}default")
    return default if number(default) != 0 else None


def _keep(texts: list[str], text: str) -> None:
    if text.strip():
        texts.append(text)


def _all_text(element: Element) -> str:
    """Every text in an element, shown or not."""
    tags = (f"{W}t", f"{W}delText")
    return "".join(found.text or "" for found in element.iter(*tags))
