"""Bytes to tables of raw notices: the default reader, which needs no configuration."""

from __future__ import annotations

from pipelines.extract import delimited, html, sheets
from pipelines.extract.encoding import decide
from pipelines.extract.formats import Format, sniff
from pipelines.extract.tables import Found, find_tables
from pipelines.records import Issue

_UTF16 = (b"\xff\xfe", b"\xfe\xff")  # byte order marks: Excel's "Unicode text"


def extract(body: bytes, encoding: str | None = None) -> Found:
    """The tables of notices in a file, whatever its name says it is.

    ``encoding`` is the declared one of a text, None if unknown. Unreadable if it can't be opened.
    Bytes that the encoding doesn't have become \ufffd, with an issue.
    """
    kind = sniff(body)
    if kind is Format.WORKBOOK:
        return find_tables(sheets.grids(body))
    codec = "utf-16" if body.startswith(_UTF16) else decide(body, encoding)
    text = body.decode(codec, errors="replace").removeprefix("\ufeff").replace("\0", "\ufffd")
    found = find_tables(html.grids(text) if kind is Format.HTML else delimited.grids(text))
    if bad := text.count("\ufffd"):
        said = f"{bad} bytes or more that {codec} doesn't have"
        found.issues.append(Issue(code="undecodableBytes", text=said))
    return found
