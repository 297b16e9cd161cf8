"""A Word file to the grids that it prints: its tables, and those of its prose."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract import prose
from pipelines.extract.grid import Grid
from pipelines.extract.line import Line
from pipelines.extract.word.body import parts_of
from pipelines.extract.words import is_footnote
from pipelines.records import Issue

_NEAREST = 12
"""Lines before a table that are kept, the nearest ones."""


def grids(body: bytes) -> tuple[list[Grid], list[Issue]]:
    """The grids of a Word file (.docx) in printed order, and what must be said of them.

    Unreadable if the file can't be opened.
    """
    parts, issues = parts_of(body)
    return prose.grids(_with_lines_around(parts)), issues


def _with_lines_around(parts: list[Grid | Line]) -> list[Grid | Line]:
    """Each table with the lines that lead to it and the notes below it; the lines as they are."""
    found: list[Grid | Line] = []
    lines: list[str] = []
    for at, part in enumerate(parts):
        if isinstance(part, Line):
            lines.append(part.text)
            found.append(part)
            continue
        before = tuple(lines[-_NEAREST:])
        follows = at > 0 and not before
        found.append(replace(part, before=before, after=_notes(parts, at), follows=follows))
        lines = []
    return found


def _notes(parts: list[Grid | Line], at: int) -> tuple[str, ...]:
    """The notes that follow a table at once."""
    notes: list[str] = []
    for part in parts[at + 1 :]:
        if isinstance(part, Grid) or not is_footnote(part.text):
            break
        notes.append(part.text)
    return tuple(notes)
