"""Selectors that say how much they expect: a redesign becomes an error, not an empty field."""

from __future__ import annotations

from parsel import Selector, SelectorList
from scrapy.http import TextResponse

from pipelines.errors import LayoutChanged

Node = TextResponse | Selector


def one(node: Node, css: str) -> Selector:
    """The only element that matches."""
    found = node.css(css)
    if len(found) != 1:
        raise LayoutChanged(f"expected one {css}, found {len(found)} {_where(node)}")
    return found[0]


def some(node: Node, css: str) -> SelectorList[Selector]:
    """All elements that match, one or more."""
    found = node.css(css)
    if not found:
        raise LayoutChanged(f"expected at least one {css}, found 0 {_where(node)}")
    return found


def maybe(node: Node, css: str) -> Selector | None:
    """The element that matches, or None."""
    found = node.css(css)
    if len(found) > 1:
        raise LayoutChanged(f"expected one {css} or none, found {len(found)} {_where(node)}")
    return found[0] if found else None


def text(node: Selector) -> str:
    """The text that a reader sees in an element, white space folded."""
    parts = node.xpath(".//text()[not(ancestor::script or ancestor::style)]").getall()
    return " ".join("".join(parts).split())


def spaced(node: Selector) -> str:
    """The same with a space where a line ends: ``R08/09/03<BR>4:00 PM`` → R08/09/03 4:00 PM."""
    parts = node.xpath(".//text()[not(ancestor::script or ancestor::style)]|.//br")
    words = "".join(part.root if isinstance(part.root, str) else " " for part in parts)
    return " ".join(words.split())


def caption(link: Selector) -> str:
    """The words of a link: its text, else what stands for its picture or its area."""
    pictures = " ".join(" ".join(link.xpath(".//img/@alt|./@alt").getall()).split())
    return text(link) or pictures or link.attrib.get("title", "")


def pairs(row: Selector) -> dict[str, str]:
    """The published labels of a table's row with its texts: ``{"公告日": "令和7年4月1日"}``.

    The labels are those of the table's first row of header cells; a table without one, or a
    row that doesn't fit it, gives nothing.
    """
    header = row.xpath("ancestor::table[1]//tr[th and not(td)][1]/th")
    cells = row.xpath("./th|./td")
    if not header or len(header) != len(cells):
        return {}
    return {text(label): text(cell) for label, cell in zip(header, cells, strict=True)}


def _where(node: Node) -> str:
    if isinstance(node, TextResponse):
        return f"at {node.url}"
    return f"in <{node.root.tag}> {text(node)[:60]!r}"
