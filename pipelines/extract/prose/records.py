"""Records of several purchases under one heading: facts and bidders of one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES
from pipelines.extract.lines import label_meaning
from pipelines.extract.prose.headings import NOTICE, Part, Section, is_heading
from pipelines.extract.prose.parted import labelled
from pipelines.extract.prose.tabled import is_list

_ABOVE = 4
"""Parts of a section among which its heading stands."""


def one_by_one(found: Sequence[Section]) -> list[Section]:
    """Sections, those of notices parted where facts of another purchase follow a list of bidders.

    浜松市 指名競争入札結果 prints 開札執行日時, 案件名 … 業者一覧 of each purchase in turn: taken
    together, the bidders of the first would stand under the name of the last.
    """
    return [part for section in found for part in _parted(section)]


def _parted(section: Section) -> Iterator[Section]:
    start, named = 0, False
    head: tuple[Part, ...] = ()
    for at, part in enumerate(section.parts):
        if section.kind != NOTICE or not (isinstance(part, Grid) and is_list(part)):
            named = named or _names_purchase(part)
            continue
        rest = section.parts[at + 1 :]
        end = next((n for n, p in enumerate(rest) if isinstance(p, Grid) and is_list(p)), len(rest))
        if named and any(_names_purchase(one) for one in rest[:end]):
            yield replace(section, parts=[*head, *section.parts[start : at + 1]])
            head = head or tuple(filter(_is_heading, section.parts[:_ABOVE]))
            start, named = at + 1, False
    yield replace(section, parts=[*head, *section.parts[start:]])


def _is_heading(part: Part) -> bool:
    """Whether a line above the first purchase is a heading, which holds for the others too."""
    return not isinstance(part, Grid) and is_heading(part.text)


def _names_purchase(part: Part) -> bool:
    """Whether a line or a table of labels and values says what is bought: ``案件名 …``."""
    if isinstance(part, Grid):
        labels = [cell for row in part.rows for cell in row[:2]]  # 1 | 工事名 | 架空橋補修工事
    else:
        found = labelled(part.text)
        labels = [found[0]] if found else []
    return any(label_meaning(label) in TITLES for label in labels)
