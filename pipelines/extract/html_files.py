"""The files that a page links: the documents of the one notice that stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml.etree import _Element as Element

from pipelines.extract.html_cells import hrefs_of, text_of
from pipelines.records import Document

ASIDE = frozenset(("nav", "footer", "aside"))
"""Parts of a page that lead elsewhere: nothing there says what a table is about."""

_FILE = re.compile(
    r"\.(?:pdf|docx?|docm|xlsx?|xlsm|pptx?|rtf|jtdc?|csv|txt|zip|lzh|dwg|dxf)(?:[?#]|$)",
    re.IGNORECASE,
)

_MOST = 300
"""Files of one page: the call for proposals of 那覇市 links seven."""


def files_of(root: Element) -> tuple[Document, ...]:
    """The files that a page links outside of its menus, each once, under the text of its link.

    Addresses stay as printed: ``../_res/01_koukoku.pdf``. None of a page with more than any notice
    has: it is a list of files.
    """
    links = (link for link in root.iter("a") if _FILE.search(link.get("href") or ""))
    own = (link for link in links if not _is_aside(link))
    found = tuple(islice(_documents(own), _MOST + 1))
    return found if len(found) <= _MOST else ()


def _is_aside(link: Element) -> bool:
    """Whether a link is of the site, and not of the page: in a menu, or above the page's heading.

    The header of an article, or one that holds the heading, is of the page.
    """
    for part in link.iterancestors(*ASIDE, "header"):
        inside = part.iterancestors("article", "main")
        if part.tag in ASIDE or (part.find(".//h1") is None and next(inside, None) is None):
            return True
    return False


def _documents(links: Iterable[Element]) -> Iterable[Document]:
    known: set[str] = set()
    for link in links:
        for href in hrefs_of(link):
            if href not in known:
                known.add(href)
                yield Document(title=text_of(link).replace("\n", " ") or None, url=href)
