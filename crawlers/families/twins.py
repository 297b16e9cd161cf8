"""Which PDF files of a page are the same lists as the workbooks beside them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from parsel import Selector

from crawlers.families.file_list import context_of, is_file
from crawlers.html import caption, text
from pipelines.lookups import fold, load

_SIZE = re.compile(r"[\d.,]+(?:K|M|キロ|メガ)?(?:B|バイト)", re.IGNORECASE)
"""120KB · 1.2MB · 84キロバイト"""
_MARKS = re.compile(r"[()\[\]<>【】「」:・/,、.~-]")
_PDF = re.compile(r"[(\[]PDF[^()\[\]]*[)\]]$", re.IGNORECASE)
_CELL = "ancestor::*[self::td or self::th or self::li or self::dd or self::p][1]"


def is_pdf(link: Selector) -> bool:
    """Whether a link leads to a PDF file: by its address, else by its words.

    ``UploadFileDsp.aspx?id=36012``, 入札結果調書（PDF：153キロバイト）
    """
    path = urlsplit(link.attrib["href"].strip()).path.lower()
    is_named = not path.endswith(("/", ".html", ".htm")) and not is_file(link.attrib["href"])
    return path.endswith(".pdf") or (is_named and bool(_PDF.search(fold(caption(link)))))


def without_twins(links: Sequence[Selector]) -> list[Selector]:
    """The links of a page but for the PDF files of which the page links the workbook too.

    Twins have one name (``r0704.pdf``, ``r0704.xlsx``), or stand in one place under the same words
    but for the kind of file (``4月分(PDF)``, ``4月分(Excel)``). Where a place has more PDF files
    than workbooks nobody can say which is whose: all are kept.
    """
    books = [link for link in links if not is_pdf(link)]
    stems = {_stem(link) for link in books}
    places = Counter(_place(link) for link in books)
    papers = Counter(_place(link) for link in links if is_pdf(link))
    return [
        link
        for link in links
        if not is_pdf(link)
        or not (_stem(link) in stems or papers[_place(link)] <= places[_place(link)])
    ]


def _stem(link: Selector) -> str:
    path = unquote(urlsplit(link.attrib["href"].strip()).path)
    return path.rpartition(".")[0].lower()


def _place(link: Selector) -> tuple[str, ...]:
    """Where a link stands, in words: heading, row, column, cell and its own, without the kind."""
    cell = link.xpath(_CELL)
    row = link.xpath("ancestor::tr[1]")
    first = text(row[0].xpath("./th|./td")[0]) if row else ""
    column = column_of(cell[0]) if cell and row else ""
    said = (context_of(link).get("見出し", ""), first, column, text(cell[0]) if cell else "")
    return tuple(_bare(words) for words in (*said, caption(link)))


def column_of(cell: Selector) -> str:
    """The header cell above a cell of a plain table; "" where the rows don't fit the header."""
    at = len(cell.xpath("preceding-sibling::*"))
    header = cell.xpath("ancestor::table[1]//tr[th and not(td)][1]/th")
    fits = len(header) == len(cell.xpath("../*"))
    return text(header[at]) if fits and at < len(header) else ""


def _bare(words: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", words).split())
    kind = re.compile(load("disclosure.yml")["format"], re.IGNORECASE)
    return _MARKS.sub("", kind.sub("", _SIZE.sub("", folded)))
