"""News feeds: RSS 1.0 and 2.0 and Atom, as towns write them, to their entries."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from lxml import etree

from pipelines.errors import LayoutChanged
from pipelines.extract.encoding import declared_in, decode
from pipelines.times import TOKYO

_DATES = ("updated", "modified", "pubDate", "date", "published", "issued")
"""Elements that print a date: Atom 1.0 and 0.3, RSS 2.0, Dublin Core in RSS 1.0 (``dc:date``)."""
_ROOTS = {"rss": "item", "RDF": "item", "feed": "entry"}
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"

_ROOT = re.compile(r"<(?:\w+:)?(?:rss|RDF|feed)[\s>]")
_BEGINS = re.compile(rf"\s*(?:<[?!]|{_ROOT.pattern})")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DOCTYPE = re.compile(r"^\s*<!DOCTYPE[^>\[]*>", re.IGNORECASE)
_BARE = re.compile(r"&(?!#\d+;|#x[0-9a-fA-F]+;|[A-Za-z]\w*;)")  # A&B
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w*);")  # &nbsp;
_VOID = re.compile(r"<(?:br|hr|wbr|img)\b[^<>]*(?<!/)>", re.IGNORECASE)  # <br>, never closed
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_APART = {"<!--": "-->", "<![CDATA[": "]]>"}
"""What is no markup of the feed, though it may look like it: how it begins and how it ends."""
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


@dataclass(frozen=True)
class Entry:
    """One entry: its title, its link made whole, its key (guid, id), its dates as printed.

    ``day`` is the latest of its dates, None where it prints none that can be understood.
    """

    title: str
    link: str | None = None
    key: str | None = None
    categories: tuple[str, ...] = ()
    dates: dict[str, str] = field(default_factory=dict)
    day: datetime | None = None

    @property
    def printed(self) -> dict[str, str]:
        """What the feed prints of it, published label → text."""
        told = {"title": self.title, "link": self.link or "", **self.dates}
        told["category"] = " ".join(self.categories)
        return {label: text for label, text in told.items() if text}


@dataclass(frozen=True)
class Feed:
    """The entries of a feed in printed order; ``next`` is where an Atom feed goes on (RFC 5005)."""

    entries: tuple[Entry, ...]
    next: str | None = None


def read_feed(body: bytes, declared: str | None, url: str) -> Feed:
    """The feed in some bytes that came from an address; ``declared`` is the header's encoding.

    The encoding is that of the bytes, whatever header and declaration say. A feed that isn't well
    formed (a bare ``&``, ``&nbsp;``, a control character, a tag left open) is read as long as no
    entry of it is lost. LayoutChanged for what is no feed, for one that breaks off, and for one
    that defines entities: those are never expanded.
    """
    text, _ = decode(body, declared or declared_in(body))
    markup = _markup(text)
    if _ENTITY.search(markup):
        raise LayoutChanged(f"expected a feed, found one that defines entities at {url}")
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1), count=1)
    if not _BEGINS.match(text) and (begin := _ROOT.search(text)):
        text = text[begin.start() :]  # after the warnings of the program that writes it
    root = _root(text)
    kind = None if root is None else _name(root)
    if root is None or kind not in _ROOTS:
        raise LayoutChanged(
            f"expected a feed (rss, rdf:RDF or feed), found {kind or text[:60]!r} at {url}"
        )
    found = [one for one in root.iter(etree.Element) if _name(one) == _ROOTS[kind]]
    begun, ends = (
        _count(markup, rf"<{tag}[\s>]")
        for tag in (rf"(?:\w+:)?{_ROOTS[kind]}", rf"/(?:\w+:)?{kind}")
    )
    if len(found) != begun or not ends:
        raise LayoutChanged(
            f"expected a whole feed, found {len(found)} of {begun} entries before it breaks "
            f"at {url}"
        )
    onward = [link for link in _children(root, "link") if link.get("rel") == "next"]
    return Feed(
        entries=tuple(_entry(one, url) for one in found),
        next=_whole(onward[0], onward[0].get("href"), url) if onward else None,
    )


def moment(text: str) -> datetime | None:
    """The time that a feed prints, None if it can't be understood; without a zone it is Japan's.

    ``Tue, 01 Apr 2025 10:00:00 +0900`` · ``2025-04-01T01:00:00Z`` · ``2025-04-01`` (RFC 822, W3C).
    """
    folded = re.sub(r"\bJST\b", "+0900", text.strip())
    try:
        found = datetime.fromisoformat(folded.replace("/", "-"))
    except ValueError:
        try:
            found = parsedate_to_datetime(folded)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    try:
        return found.astimezone(TOKYO) if found.tzinfo else found.replace(tzinfo=TOKYO)
    except OverflowError:  # 9999-12-31T23:59:59-12:00
        return None


def _root(text: str) -> etree._Element | None:
    """The tree of a text: as XML where it is that, else with its mistakes mended or passed over."""
    clean = _ILLEGAL.sub("", text)
    mended = _NAMED.sub(_sign, _BARE.sub("&amp;", _VOID.sub("", clean)))
    for tried, recover in ((clean, False), (mended, False), (mended, True)):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=recover)
        try:
            root: etree._Element | None = etree.fromstring(tried.encode(), parser)
        except etree.XMLSyntaxError:
            continue
        if root is not None:
            return root
    return None


def _sign(found: re.Match[str]) -> str:
    """The sign that HTML means by a name XML doesn't know; a name of neither stays as text."""
    sign = html.unescape(found[0])
    return html.escape(sign) if sign != found[0] else f"&amp;{found[1]};"


def _markup(text: str) -> str:
    """A text without its comments and CDATA; what follows one that never ends isn't there."""
    parts: list[str] = []
    at = 0
    for found in re.finditer("|".join(map(re.escape, _APART)), text):
        if found.start() < at:
            continue
        parts.append(text[at : found.start()])
        end = text.find(_APART[found[0]], found.end())
        if end < 0:
            return "".join(parts)
        at = end + len(_APART[found[0]])
    return "".join((*parts, text[at:]))


def _count(markup: str, tag: str) -> int:
    return len(re.findall(tag, markup))


def _entry(node: etree._Element, url: str) -> Entry:
    dates = {
        label: printed
        for child in node.iterchildren(etree.Element)
        if (label := _name(child)) in _DATES and (printed := _text(child))
    }
    days = [day for text in dates.values() if (day := moment(text))]
    keys = [_text(one) for one in (*_children(node, "guid"), *_children(node, "id"))]
    categories = [
        one.get("label") or one.get("term") or _text(one)
        for one in node.iterchildren(etree.Element)
        if _name(one) in ("category", "subject")
    ]
    titles = [_text(one) for one in _children(node, "title")]
    return Entry(
        title=next(filter(None, titles), ""),
        link=_link(node, url),
        key=next(filter(None, keys), None) or node.get(_ABOUT),
        categories=tuple(filter(None, categories)),
        dates=dates,
        day=max(days, default=None),
    )


def _link(node: etree._Element, url: str) -> str | None:
    """The page of an entry: its link, else a key that is an address."""
    for link in _children(node, "link"):
        is_page = link.get("rel", "alternate") == "alternate"
        if is_page and (found := _whole(link, link.get("href") or _text(link), url)):
            return found
    for key in (*_children(node, "guid"), *_children(node, "id")):
        if key.get("isPermaLink") != "false" and _text(key).startswith(("http://", "https://")):
            return _whole(key, _text(key), url)
    return _whole(node, node.get(_ABOUT), url)


def _whole(node: etree._Element, address: str | None, url: str) -> str | None:
    """An address made whole by the bases around it and the feed's own; None if it is none."""
    if not address or not address.strip():
        return None
    bases = [one.get(_XML_BASE) for one in (node, *node.iterancestors()) if one.get(_XML_BASE)]
    try:
        for base in (*bases, url):
            address = urljoin(str(base), address.strip())
    except ValueError:  # http://[
        return None
    return address


def _children(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a name in the node's own namespace: ``media:title`` is no title."""
    own = str(node.tag).rpartition("}")[0]
    for child in node.iterchildren(etree.Element):
        if child.tag == (f"{own}}}{name}" if own else name):
            yield child


def _name(node: etree._Element) -> str:
    """The name of an element without its prefix, also one that the feed forgot to declare."""
    return str(node.tag).rpartition("}")[2].rpartition(":")[2]


def _text(node: etree._Element) -> str:
    """The words of an element; those of HTML without its tags."""
    words = "".join(str(part) for part in node.itertext())
    if _TAG.search(words) or "&" in words:
        words = html.unescape(_TAG.sub("", words))
    return " ".join(words.split())
