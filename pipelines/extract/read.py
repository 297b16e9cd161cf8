"""Bytes to tables of raw notices: the default reader, which needs no configuration."""

from __future__ import annotations

from pipelines.extract.files import grids_of
from pipelines.extract.formats import Format, sniff
from pipelines.extract.kkj import read as kkj
from pipelines.extract.tables import Found, find_tables


def extract(body: bytes, encoding: str | None = None) -> Found:
    """The tables of notices in a file, whatever its name says it is.

    ``encoding`` is the declared one of a text, None if unknown. Unreadable if it can't be opened.
    Bytes that the encoding doesn't have become \\ufffd, with an issue; so do hidden rows and
    columns that hold text, and members of a zip that can't be read.
    """
    if sniff(body) is Format.KKJ:
        return kkj.read(body, encoding)
    grids, issues = grids_of(body, encoding)
    found = find_tables(grids)
    found.issues.extend(issues)
    return found
