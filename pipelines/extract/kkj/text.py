"""The full text of a notice (``ProjectDescription``) through the reader of prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract import prose
from pipelines.extract.blocks import Block, table_of
from pipelines.extract.header import TITLES
from pipelines.extract.line import GAP, Line
from pipelines.lookups import compiled, load
from pipelines.records import Fact, Issue, RawTable

MOST_READ = 20_000
"""Letters of a text that are read for facts: a notice tells them at its head, its terms follow."""
MOST_OF_ALL = 4_000_000
"""Letters of all texts of an answer that are read: a thousand dense ones would take minutes."""
_GAP = re.compile(r"[ \t　]*(?:\t|　| {2})[ \t　]*")
_INDENT = 10.0


def room(lengths: Sequence[int]) -> int:
    """How much of each text is read, so that all of them together stay within the bound."""
    left, most = MOST_OF_ALL, MOST_READ
    for count, length in enumerate(sorted(lengths)):
        share = left // (len(lengths) - count)
        if length > share:
            return min(most, share)
        left -= length
    return most


def facts_in(text: str, title: str) -> tuple[tuple[RawTable, ...], list[Issue]]:
    """What a text says of its one purchase, as a table of one row; nothing if it names several."""
    lines = _lines(without_debris(text))
    grids = [grid for grid in prose.grids(lines, is_named=bool(title)) if grid.facts]
    if len(grids) > 1:
        return (), [Issue(code="severalInText", text=str(len(grids)))]
    if not grids:
        return (), []
    (grid,) = grids
    facts = grid.facts
    if title and not any(fact.meaning in TITLES for fact in facts):
        facts = (Fact("ProjectName", title, 0, 0, meaning="title"), *facts)
    block = Block(0, len(grid.rows) - 1, facts)
    table = table_of([block], replace(grid, facts=facts))
    return ((table,) if table else ()), []


def without_debris(text: str) -> str:
    """A text without the rest of a broken tag at its beginning: ``id="page" role="main">``."""
    pattern = compiled("kkj.yml", "text_debris", load("kkj.yml")["text_debris"])
    return pattern.sub("", text, count=1)


def _lines(text: str) -> list[Line]:
    found = []
    for line in text.split("\n"):
        if bare := line.strip():
            indent = len(line) - len(line.lstrip(" 　\t"))
            found.append(Line(_GAP.sub(GAP, bare), indent=_INDENT * indent))
    return found
