"""Lines of the gazette to a grid a notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.extract.gazette.awards import award_lines, facts_of
from pipelines.extract.gazette.heads import head_facts
from pipelines.extract.gazette.issue import Issue, issue_of
from pipelines.extract.gazette.lines import closed, filled
from pipelines.extract.gazette.notices import CODES, MASTHEAD, Notice, Part, notices
from pipelines.extract.gazette.places import grid_of
from pipelines.extract.gazette.tenders import tenders
from pipelines.extract.grid import Grid
from pipelines.extract.line import Line
from pipelines.extract.prose.layout import full_lines
from pipelines.lookups import fold
from pipelines.normalise.text import gazette_text
from pipelines.records import Fact


def is_gazette(parts: Sequence[Part]) -> bool:
    """Whether a document is the gazette: it has lines of codes, and its characters or its name.

    A notice that a ministry puts on its own site has the codes too.
    """
    texts = [part.text for part in parts if isinstance(part, Line)]
    if not any(CODES.search(fold(text)) for text in texts):
        return False
    return any(MASTHEAD.search(fold(text)) or gazette_text(text) != text for text in texts)


def grids(parts: Sequence[Part]) -> list[Grid]:
    """A grid a notice, and one for each line of awards; what stands before the first is left.

    Tables stay tables; those within a notice are read with it.
    """
    plain = [
        replace(part, text=closed(gazette_text(part.text))) if isinstance(part, Line) else part
        for part in parts
    ]
    lines = [part for part in plain if isinstance(part, Line)]
    full = full_lines(lines) | filled(lines)
    day = next((line for line in lines if MASTHEAD.search(fold(line.text))), None)
    issue = issue_of(lines)
    return [grid for notice in notices(plain) for grid in _read(notice, full, day, issue)]


def _read(
    notice: Notice, full: frozenset[int], day: Line | None, issue: Issue | None
) -> Iterator[Grid]:
    facts = list(head_facts(notice, day))
    lines = [part for part in notice.body if isinstance(part, Line)]
    awards = list(award_lines(lines)) if notice.is_of_awards else []
    published = next((fact.text for fact in facts if fact.meaning == "published"), "")
    for entry in awards:
        said = facts_of(entry, fold(published))
        yield grid_of(notice, [*entry, *notice.head], [*facts, *said, *_key(issue, entry[0])])
    if awards:
        yield from (part for part in notice.body if isinstance(part, Grid))
    else:
        yield from tenders(notice, [*facts, *_key(issue, notice.head[-1])], full)


def _key(issue: Issue | None, line: Line) -> Iterator[Fact]:
    """What tells a notice apart, by the line in which its codes, its number or its award stand."""
    if issue and (key := issue.key(line)):
        yield key
