"""Notices of awards of local governments: items under numbers of their own, not those of 官報.

What one must say is the same everywhere, by the rules to the 特例政令: what was bought (落札に係る
物品等の名称及び数量), 落札者を決定した日, 落札者の氏名及び住所, 落札金額, how, and the day of
its call. How it is set isn't: lines with numbers and labels, or a legend (掲載順序) with marks and
lines of marks below it. Nobody's copy of one was at hand: the labels are those of the rules and of
官報 [unverified].
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipelines.extract.gazette.places import IGNORED
from pipelines.extract.grid import Grid
from pipelines.extract.jetro.listing import FILE
from pipelines.lookups import fold, load
from pipelines.records import Fact

_LEGEND = "掲載順序"
_NUMBERED = re.compile(
    r"[\s　]*(?:[(（]?[0-9０-９]{1,2}[)）]?[\s　.．、]*|[⑴-⒇①-⑳][\s　]*)"
    r"(?=[^\s　0-9０-９.．、円年月日])"
)
_GAP = re.compile(r"[\s　]+|[:：]")
_FIRST, _MARK = "①", re.compile("[①-⑳]")
_ONE = ("title", "supplier", "awardPrice", "awarded")
"""What a notice says once; one that says it twice is of several purchases."""


def decided(lines: Sequence[str], heading: str) -> list[Grid]:
    """The notices in the lines of an award's text; none if it isn't set in one of these ways.

    ``落札金額　1,000円`` under a number, or ``⑤1,000円`` below ``⑤落札価格``.
    """
    entries = list(_below_legend(lines)) or [list(_numbered(lines))]
    found = [facts for facts in entries if {"title", "supplier"} <= {f.meaning for f in facts}]
    counts = (Counter(fact.meaning for fact in facts) for facts in found)
    if len(found) < len(entries) or any(count[one] > 1 for count in counts for one in _ONE):
        return []
    rows = [[line] for line in lines]
    return [
        Grid(None, rows, facts=tuple(_settled(facts)), before=(heading,), begins=True)
        for facts in found
    ]


def _numbered(lines: Sequence[str]) -> Iterator[Fact]:
    """Items under numbers; lines without one go on with the item above them."""
    items: list[tuple[int, list[str]]] = []
    for row, line in enumerate(lines):
        if number := _NUMBERED.match(line):
            items.append((row, [line[number.end() :]]))
        elif items:
            items[-1][1].append(line)
    for row, (first, *more) in items:
        label, text = _parted(first)
        meaning = _meaning(label)
        if meaning and (said := "\n".join(filter(None, [text, *more])).strip()):
            yield Fact(label, said, row, 0, meaning=meaning)


def _parted(line: str) -> tuple[str, str]:
    """A label and what stands behind the first gap that ends one: ``落札金額　1,000円``."""
    for gap in _GAP.finditer(line):
        if _meaning(line[: gap.start()]):
            return line[: gap.start()], line[gap.end() :]
    return line.strip(), ""


def _below_legend(lines: Sequence[str]) -> Iterator[list[Fact]]:
    """The entries of a text whose legend says what its marks mean."""
    legend: Mapping[str, str] = {}
    for row, line in enumerate(lines):
        if line[:1] != _FIRST and _MARK.match(line):
            continue  # it goes on with the line above it
        more = itertools.takewhile(
            lambda one: one[:1] != _FIRST and _MARK.match(one), lines[row + 1 :]
        )
        pieces = _marked("".join([line, *more]))
        told = {mark: text for mark, text in pieces if _meaning(text)}
        if not legend:
            is_legend = any(_LEGEND in one for one in lines[max(row - 1, 0) : row + 1])
            legend = dict(pieces) if is_legend and len(told) > 2 else {}
        elif pieces and pieces[0][0] == _FIRST:
            yield [
                Fact(legend[mark], text, row, 0, meaning=_meaning(legend[mark]) or IGNORED)
                for mark, text in pieces
                if mark in legend and text
            ]


def _marked(line: str) -> list[tuple[str, str]]:
    """The marks of a line with what follows each, where they rise."""
    places = [found.start() for found in _MARK.finditer(line)]
    ends = [*places[1:], len(line)][: len(places)]
    pieces = [
        (line[at], line[at + 1 : end].strip(" 　")) for at, end in zip(places, ends, strict=True)
    ]
    marks = [mark for mark, _ in pieces]
    return pieces if marks == sorted(set(marks)) else []


def _settled(facts: Sequence[Fact]) -> Iterator[Fact]:
    """The facts; the day of 落札決定日（随意契約の場合は契約日） is what the procedure makes it."""
    is_direct = any(fact.meaning == "method" and "随意" in fact.text for fact in facts)
    for fact in facts:
        is_signed = is_direct and fact.meaning == "awarded" and "契約日" in fact.label
        yield Fact(
            fact.label, fact.text, fact.row, 0, meaning="signed" if is_signed else fact.meaning
        )


@cache
def _meaning(label: str) -> str | None:
    """What a label of such a notice means; None if it is none."""
    folded = fold(label).strip()
    for meaning, pattern in load(FILE)["decided"].items():
        if folded and re.fullmatch(pattern, folded):
            return str(meaning)
    return None
