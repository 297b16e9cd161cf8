"""A file of any kind to grids, by its bytes: workbook, page, text, or a zip of these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipelines.errors import Unreadable
from pipelines.extract import (
    delimited,
    html,
    pdf,
    portals,
    prose,
    sheet_xml,
    sheets,
    stacked,
    word,
    zip,
)
from pipelines.extract.encoding import declared_in, decode
from pipelines.extract.formats import Format, sniff, unknown
from pipelines.extract.grid import Grid
from pipelines.extract.line import Line
from pipelines.extract.tables import find_tables
from pipelines.records import Issue

_MOST_ROWS = 2_000
"""Rows of a page's tables: one with more is a list, whatever stands around it."""

_DEEPEST = 3
"""Zips in zips that are opened: a year, its months, a month's files."""


def grids_of(
    body: bytes, encoding: str | None = None, depth: int = 0
) -> tuple[list[Grid], list[Issue]]:
    """The grids of a file, in order, and what must be said of them.

    ``encoding`` is the declared one of a text; ``depth`` how many zips it lies in. Unreadable if it
    can't be opened.
    """
    kind = sniff(body)
    if kind is Format.ZIP:
        return _members(body, depth)
    if kind is Format.WORKBOOK or kind is Format.SHEET_XML:
        grids = sheets.grids(body) if kind is Format.WORKBOOK else sheet_xml.grids(body)
        return grids, [
            Issue(code="hiddenLines", label=grid.name, text="; ".join(grid.hidden_lines))
            for grid in grids
            if grid.hidden_lines and not grid.hidden
        ]
    if kind is Format.PDF:
        return pdf.grids(body)
    if kind is Format.DOCX or kind is Format.DOC:
        return word.grids(body if kind is Format.DOCX else word.as_docx(body))
    if kind is Format.WEB_ARCHIVE:
        parts = [_text(*page, Format.HTML) for page in sheet_xml.pages(body)]
        return [g for grids, _ in parts for g in grids], [i for _, told in parts for i in told]
    return _text(body, encoding, kind)


def _text(body: bytes, encoding: str | None, kind: Format) -> tuple[list[Grid], list[Issue]]:
    text, codec = decode(body, encoding or declared_in(body))
    is_page = kind is Format.HTML
    grids = portals.grids(text, is_page=is_page)
    grids = grids or (_of_page(text) if is_page else delimited.grids(text))
    bad = text.count("\ufffd")
    said = f"{bad} bytes or more that {codec} doesn't have"
    return grids, [Issue(code="undecodableBytes", text=said)] if bad else []


def _of_page(text: str) -> list[Grid]:
    """The tables or the prose of a page, with the files that it links."""
    grids = html.grids(text)
    files = grids[0].files if grids else ()
    return [replace(grid, files=files) for grid in _best_of_page(text, stacked.joined(grids))]


def _best_of_page(text: str, grids: list[Grid]) -> list[Grid]:
    """The tables of a page; where none of them gives a notice, what its prose says.

    The table of labels in a call for tenders is read with the prose around it, and so is one beside
    which a line says who won.
    """
    if sum(len(grid.rows) for grid in grids) > _MOST_ROWS:
        return grids
    of_tables = _notices(grid for grid in grids if grid.width > 1)
    if of_tables > 1:
        return grids
    parts, title = html.parts(text)
    lines = [part.text for part in parts if isinstance(part, Line)]
    calls = any(map(prose.is_call, lines))
    if of_tables and not (calls or any(map(prose.names_winner, lines))):
        return grids
    said = [grid for grid in prose.grids(parts, title) if grid.facts or grid.width > 1]
    found, own = _notices(said), _notices(grids)
    # What stands above several outcomes holds for all of them: （金額は税抜き）.
    is_better = found > own or (found == own and (calls or own == 1))
    return said if found and is_better else grids


def _notices(grids: Iterable[Grid]) -> int:
    """How many notices some grids hold."""
    return sum(len(table.notices) for table in find_tables(list(grids)).tables)


def _members(body: bytes, depth: int) -> tuple[list[Grid], list[Issue]]:
    """The grids of the files in a zip, named after them.

    A file in it that can't be read is an issue of its own code, since the zip itself was read; a
    zip with nothing that can be is unreadable.
    """
    grids: list[Grid] = []
    issues: list[Issue] = []
    failures: list[Unreadable] = []
    is_read = False
    for member in zip.members(body):
        try:
            if member.failure is not None:
                raise member.failure
            if depth >= _DEEPEST:
                raise unknown("a zip in a zip in a zip")
            found, told = grids_of(member.body, None, depth + 1)
        except Unreadable as error:
            failures.append(error)
            issues.append(Issue(code="memberNotRead", label=member.name, text=str(error)))
            continue
        is_read = True
        grids.extend(_named(member.name, grid) for grid in found)
        issues.extend(_told(member.name, issue) for issue in told)
    if not is_read:
        raise _worst(failures)
    return grids, issues


def _named(name: str, grid: Grid) -> Grid:
    return replace(grid, name=f"{name}/{grid.name}" if grid.name else name)


def _told(name: str, issue: Issue) -> Issue:
    label = f"{name}/{issue.label}" if issue.label else name
    return Issue(code=issue.code, label=label, text=issue.text, cell=issue.cell)


def _worst(failures: list[Unreadable]) -> Unreadable:
    """The failure that stands for a zip with nothing to read: a PDF counts less than a password."""
    known = [failure for failure in failures if failure.code != "unknownFormat"]
    return known[0] if known else unknown("a zip file without any")
