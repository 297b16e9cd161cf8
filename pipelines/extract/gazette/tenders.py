"""The items of a call for tenders, read as any prose, with what only the gazette prints.

A name in several parts (①…②…), the reason of a contract without competition, what a correction
puts in the place of what.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.extract import prose
from pipelines.extract.gazette.notices import COUNTED, FILE, MOST_LINES, Notice, Part
from pipelines.extract.gazette.places import IGNORED, fact_of, grid_of
from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES
from pipelines.extract.labels import meaning_of
from pipelines.extract.line import GAP, Line, around
from pipelines.extract.prose.days import FULL_DAY
from pipelines.lookups import fold, load
from pipelines.records import Fact

_LISTED = re.compile(r"[①-⑳][\s　]*")
_REPLACED = re.compile(r"「[^「」]*」(?:とある)?のを、?「([^「」]*)」(?:に|と)")
_TELLS_CHANGE = re.compile(r"とある|[にを](?:訂正|変更|改め)")
_NAMED_IN = re.compile(
    r"(?:[件品]名(?:及び数量)?|工事名|業務名)[\s　:：]+([^「」（）()。、]{4,80})"
    r"|「([^「」]{4,80})」(?:の|に係る|に関する)(?:入札)?公[告示]"
)


def tenders(notice: Notice, facts: Sequence[Fact], full: frozenset[int]) -> Iterator[Grid]:
    """A grid for each purchase of a call, then its lists; the head says who buys."""
    body = [part for part in notice.body if isinstance(part, Line)]
    names = list(_names(body))
    facts = [*facts, *(_name(label, lines) for label, lines in names)]
    told = {fact.meaning for fact in facts} - {IGNORED}
    found = prose.grids([Line("入札公告"), *_unlisted(notice.body, names)], full=full)
    said = [grid for grid in found if grid.facts] or [Grid(None, [])]
    for grid in said if all(map(_is_named, said)) else [_one(said)]:
        own = [fact for fact in grid.facts if fact.meaning not in told]
        own = [_aside(fact) if _is_of_head(fact) else fact for fact in own]
        yield grid_of(notice, [*notice.head, *body], _completed(notice, body, [*facts, *own], full))
    yield from (grid for grid in found if not grid.facts and grid.width > 1)


def _is_of_head(fact: Fact) -> bool:
    """Whether only the head says what an item seems to: who buys, and by which procedure.

    ``調達方法　購入等`` tells buying from renting.
    """
    if fact.meaning == "method":
        return not re.search("|".join(load(FILE)["methods"]), fold(fact.text))
    return fact.meaning in ("office", "officer")


def _aside(fact: Fact) -> Fact:
    return replace(fact, meaning=IGNORED)


_Names = tuple[str, Sequence[Line]]
"""The label of a purchase's name, and the lines below it that count off its parts."""


def _names(body: Sequence[Line]) -> Iterator[_Names]:
    """Names in several parts: ``⑵　購入等件名及び数量`` over ``①　架空業務`` over ``②　…``."""
    for at, line in enumerate(body[:-1]):
        mark = COUNTED.match(line.text)
        if not mark or not _LISTED.match(body[at + 1].text):
            continue
        label = line.text[mark.end() :]
        meaning = meaning_of(label)
        if meaning and meaning.name in TITLES:
            below = itertools.takewhile(lambda one: not COUNTED.match(one.text), body[at + 1 :])
            yield label, list(below)
            return


def _name(label: str, lines: Sequence[Line]) -> Fact:
    text = ""
    for line in lines:
        is_next = bool(text and _LISTED.match(line.text))
        text += GAP + line.text if is_next else line.text
    meaning = meaning_of(label)
    return Fact(label, text, 0, 0, around(lines), meaning.name if meaning else None)


def _unlisted(body: Sequence[Part], names: Sequence[_Names]) -> Iterator[Part]:
    """The body without the marks of such parts: prose then reads them as one name."""
    listed = {id(line) for _, lines in names for line in lines}
    for part in body:
        if isinstance(part, Line) and id(part) in listed:
            yield replace(part, text=_LISTED.sub("", part.text, count=1))
        else:
            yield part


def _is_named(grid: Grid) -> bool:
    return any(fact.meaning in TITLES for fact in grid.facts)


def _one(said: Sequence[Grid]) -> Grid:
    """What several parts of a notice say, as one: only one of them names the purchase."""
    return replace(said[0], facts=tuple(fact for grid in said for fact in grid.facts))


def _completed(
    notice: Notice, body: Sequence[Line], facts: Sequence[Fact], full: frozenset[int]
) -> Iterator[Fact]:
    """What a notice says, with what the gazette's own form tells.

    A day under a label that nobody knows is a step, and 開札 with a day is when bids are opened;
    the reason of a contract without competition is an item of its own.
    """
    told = {fact.meaning for fact in facts}
    for fact in map(_corrected, facts) if notice.is_change else facts:
        is_dated = bool(FULL_DAY.match(fact.text))
        if "opened" not in told and is_dated and "開札" in fact.label:
            yield replace(fact, meaning="opened")
        elif fact.meaning is None and is_dated:
            yield replace(fact, meaning="scheduleStep")
        else:
            yield fact
    if notice.is_change and not told & {*TITLES}:
        yield _changed(notice, body)
    if "rationale" not in told:
        yield from _reason(body, full)


def _corrected(fact: Fact) -> Fact:
    """What a correction says holds now: ``「7月1日」とあるのを「7月8日」に訂正`` → 7月8日.

    A text that tells of a change in any other way is no value.
    """
    whole = fact.printed or fact.text
    found = _REPLACED.findall(whole)
    if len(found) == 1:
        return replace(fact, text=found[0], printed=whole)
    return _aside(fact) if _TELLS_CHANGE.search(whole) else fact


def _changed(notice: Notice, body: Sequence[Line]) -> Fact:
    """The purchase that a correction names in its sentences; else its own heading."""
    lines = [line for line in (*notice.head, *body) if line not in notice.heading]
    for first in range(len(lines)):
        some = lines[first : first + MOST_LINES]
        text = "".join(line.text for line in some)
        if (found := _NAMED_IN.search(text)) and found.start() < len(some[0].text):
            named = next(filter(None, found.groups())).strip()
            return Fact("", named, 0, 0, some[0].box, "title")
    return fact_of("", notice.title, notice.heading[0], "title")


def _reason(body: Sequence[Line], full: frozenset[int]) -> Iterator[Fact]:
    """Why there is no competition: ``３　…「政府調達に関する協定」の規定上の理由　ｂ「…」``."""
    words = load(FILE)["reason"]
    for at, line in enumerate(body):
        lines, text = [line], line.text
        if not COUNTED.match(text):
            continue
        for below in body[at + 1 : at + MOST_LINES]:
            if id(lines[-1]) not in full or COUNTED.match(below.text):
                break
            lines.append(below)
            text += below.text
        label, found, reason = text.partition(words)
        if found and reason.strip():
            yield Fact(label + found, reason.strip(), 0, 0, around(lines), "rationale")
            return
