"""Rows that head a group of a list, and lines above it: the office, month or kind that they say."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipelines.extract.grid import MAX_CELLS, too_large
from pipelines.lookups import fold, words
from pipelines.records import Column, Fact, RawNotice

_MARKS = re.compile(r"^[\s■□●○◆◇▼▲▽△・※★☆◎]+")
_IN_BRACKETS = re.compile(r"\s*[【\[(（〔〈《<＜](.*)[】\])）〕〉》>＞]\s*")
_COUNT = re.compile(r"^(?:第?[0-9０-９]{1,2}[.．、)）:：]|[(（][0-9０-９]{1,2}[)）]|[①-⑳])\s*")
_YEAR = re.compile(r"(?:令和|平成|[RrＲHhＨ])?\s*(?:[0-9０-９]{1,4}|元)\s*年度")
_MONTH = re.compile(
    r"(?:(?:令和|平成|[RrＲHhＨ])?\s*(?:[0-9０-９]{1,4}|元)\s*年)?\s*[0-9０-９]{1,2}\s*月(?:分|度|中)?"
)
_LONGEST_OFFICE = 30


@lru_cache(maxsize=4096)
def group_of(text: str) -> tuple[tuple[str, str], ...]:
    """What a text that stands alone in its row says of the rows below: meaning and words.

    ``【建設部　道路課】`` → office; ``４月`` → month; ``○工事`` → category; ``指名競争入札`` →
    method; ``令和06年度　架空市　建設部`` → fiscalYear and office. Empty for anything else.
    """
    rest = _COUNT.sub("", _MARKS.sub("", text)).strip()
    if whole := _IN_BRACKETS.fullmatch(rest):
        rest = whole[1].strip()
    found: list[tuple[str, str]] = []
    for meaning, pattern in (("fiscalYear", _YEAR), ("month", _MONTH)):
        if match := pattern.match(rest):
            found.append((meaning, match[0].strip()))
            rest = rest[match.end() :].strip()
    if not rest:
        return tuple(found)
    kind = _kind(fold(rest))
    return (*found, (kind, rest)) if kind else ()


def _kind(folded: str) -> str | None:
    known = words("sheets.yml")
    if folded in known["categoryGroup"]:
        return "category"
    if folded in known["methodGroup"]:
        return "method"
    ends = any(folded.endswith(word) for word in known["officeEnd"])
    return "office" if ends and 2 < len(folded) <= _LONGEST_OFFICE else None


def is_marked(text: str) -> bool:
    """Whether a text is set off as a heading: ``○工事``, ``【土木課】``."""
    return bool(_MARKS.match(text) or _IN_BRACKETS.fullmatch(text))


class Groups:
    """The facts of the group rows that hold at a place of a list.

    A group of the same kind ends the one before it, and those that began inside that one.
    """

    def __init__(self) -> None:
        self._held: dict[str, Fact] = {}

    def begins(self, text: str, row: int, column: int) -> bool:
        """Whether a text alone in its row heads a group; from here on it holds."""
        found = group_of(text)
        for meaning, part in found:
            if meaning in self._held:
                kinds = list(self._held)
                for inner in kinds[kinds.index(meaning) :]:
                    del self._held[inner]
            self._held[meaning] = Fact(meaning, part, row, column)
        return bool(found)

    def now(self) -> tuple[Fact, ...]:
        """The facts that hold now; ``label`` has the meaning here: none is printed."""
        return tuple(self._held.values())


def with_facts(
    columns: tuple[Column, ...],
    notices: list[RawNotice],
    facts: list[tuple[tuple[Column, Fact], ...]],
) -> tuple[Column, ...]:
    """The columns with one more for each fact that holds for some notice.

    ``facts`` are those of each notice, with the column that each would be; the text goes into
    every row of the notice, its place into ``places``. Unreadable if that makes a table larger
    than any may be.
    """
    if not any(facts):
        return columns
    width = len(columns)
    added: dict[tuple[str, str | None, int], Column] = {}
    kept: list[list[tuple[int, Fact]]] = []
    for held in facts:
        seen: dict[tuple[str, str | None], int] = {}
        places = []
        for column, fact in held:
            name = column.label, column.meaning
            seen[name] = seen.get(name, 0) + 1
            key = (*name, seen[name])
            if key not in added:
                index = width + len(added)
                added[key] = replace(column, index=index, outside=True)
            places.append((added[key].index, fact))
        kept.append(places)
    if len(added) * sum(len(notice.rows) for notice in notices) > MAX_CELLS:
        raise too_large("a list under facts that hold for each of its rows")
    for notice, places in zip(notices, kept, strict=True):
        for number, row in enumerate(notice.rows):
            made = [*row, *[""] * len(added)]
            for index, fact in places:
                made[index] = fact.text
                notice.places[number, index] = fact.row, fact.column
                if fact.box:
                    notice.boxes[number, index] = fact.box
            notice.rows[number] = made
    return (*columns, *added.values())
