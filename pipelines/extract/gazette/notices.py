"""The notices of the gazette: where each begins, under which heading, and where it ends.

Every notice has a line of codes (``◎調達機関番号 013 ◎所在地番号 13``) below its officer. Where it
begins is told by it, by the heading above it, and by a number (``〇第２号``) where several
purchases share one head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.extract.grid import Grid
from pipelines.extract.line import Line
from pipelines.lookups import fold, load

Part = Line | Grid

FILE = "gazette.yml"
CODES = re.compile(r"調達機関番号:?(\d{3})◎?所在地番号:?(\d{1,2})")
MASTHEAD = re.compile(r"((?:令和|平成)(?:\d{1,2}|元)年\d{1,2}月\d{1,2}日).{0,8}\(?号外政府調達第")
DAY = re.compile(r"(?:令和|平成)(\d{1,2}|元)年\d{1,2}月\d{1,2}日")
BULLETS = "〇○◯"
NUMBER = re.compile(rf"[{BULLETS}](\S.*?号)(?:\(.*\))?")
COUNTED = re.compile(r"(?:[⑴-⒇◎]|[0-9０-９]+[\s　])[\s　]*")
_LISTED = re.compile(r"[①-⑳]")
_ENTRY = re.compile(r"①[\s　]*[0-9０-９]")
_SENTENCE = re.compile("[。、]")
_LATIN = re.compile(r"[0-9A-Za-z]")
_LONGEST, MOST_LINES = 80, 4
"""Letters and lines of a heading."""
_ALIKE = 0.5
"""Points by which the letters of one heading differ in height."""
_SECTION = 3.0
"""Points by which the title of a section (落　札) is larger than its headings."""
_LARGER = 0.4
"""Points by which they are larger than those of the text below it."""
_HIGHEST = 30
"""Lines above the line of codes in which a notice's heading, legend, day and officer stand."""


@dataclass(frozen=True, slots=True)
class Notice:
    """``heading`` are the lines of its heading, ``head`` those from there to its codes or number.

    ``body`` are its items.
    """

    heading: Sequence[Line]
    head: Sequence[Line]
    body: Sequence[Part]

    @property
    def title(self) -> str:
        """The heading in one line, for comparing."""
        return fold("".join(line.text for line in self.heading))

    @property
    def is_of_awards(self) -> bool:
        """Whether its body are lines of awards."""
        return load(FILE)["awards"] in self.title

    @property
    def is_change(self) -> bool:
        """Whether it changes another notice: 入札公告の訂正."""
        return bool(self.title) and self.title.endswith(tuple(load(FILE)["changes"]))


def notices(parts: Sequence[Part]) -> Iterator[Notice]:
    """The notices in printed order.

    Awards have one heading and one day for the lines of many officers; a head of several purchases
    holds for each of their numbers.
    """
    codes = [at for at, part in enumerate(parts) if isinstance(part, Line) and is_codes(part)]
    heads = [_head(parts, at) for at in codes]
    ends = [start for _, start in heads[1:]] + [len(parts)]
    shared: Sequence[Line] = ()
    heading: Sequence[Line] = ()
    for (own, start), at, end in zip(heads, codes, ends, strict=True):
        head = [part for part in parts[start : at + 1] if isinstance(part, Line)]
        if own:
            heading = own
            days = [line for line in head if DAY.fullmatch(fold(line.text))]
            is_of_awards = Notice(own, (), ()).is_of_awards
            shared = [*own, *days] if is_of_awards else ()
        elif shared and head[0].text.startswith(tuple(BULLETS)):
            head = [*shared, *head]
        else:
            heading = shared = ()
        yield from _numbered(heading, head, parts[at + 1 : end])


def _numbered(
    heading: Sequence[Line], head: Sequence[Line], body: Sequence[Part]
) -> Iterator[Notice]:
    """A notice for each number under one head; one without, or with a single one."""
    numbers = [at for at, part in enumerate(body) if isinstance(part, Line) and _is_number(part)]
    if len(numbers) < 2:
        inner = [part for at, part in enumerate(body) if at not in numbers]
        more = [part for at in numbers if isinstance(part := body[at], Line)]
        yield Notice(heading, [*head, *more], inner)
        return
    for at, end in zip(numbers, [*numbers[1:], len(body)], strict=True):
        number = [part for part in body[at : at + 1] if isinstance(part, Line)]
        yield Notice(heading, [*head, *number], body[at + 1 : end])


def is_codes(line: Line) -> bool:
    """Whether a line is that of the codes: ``◎調達機関番号　013　◎所在地番号　13``."""
    return bool(CODES.search(fold(line.text)))


def _is_number(line: Line) -> bool:
    return bool(NUMBER.fullmatch(fold(line.text)))


def _head(parts: Sequence[Part], codes: int) -> tuple[Sequence[Line], int]:
    """The lines of the heading above a line of codes, and where the head begins.

    Without a heading it begins with the officer (of awards), or with the day.
    """
    officer = day = None
    for at in range(codes - 1, max(codes - _HIGHEST, -1), -1):
        part = parts[at]
        if not isinstance(part, Line) or is_codes(part):
            break
        if officer is not None and _ENTRY.match(part.text):
            break  # no heading stands between two officers of one list
        if heading := heading_to(parts, at):
            return heading, _begin(parts, at + 1 - len(heading), heading[0].size)
        if officer is None and part.text.startswith(tuple(BULLETS)) and not _is_number(part):
            officer = at
        if day is None and DAY.fullmatch(fold(part.text)):
            day = at
    starts = [at for at in (officer, day) if at is not None]
    return (), starts[0] if starts else codes


def _begin(parts: Sequence[Part], start: int, size: float) -> int:
    """Where a head begins whose heading does at a place: the title of its section is above."""
    while start:
        above = heading_to(parts, start - 1)
        part = parts[start - 1]
        if not above and not (isinstance(part, Line) and part.size >= size + _SECTION):
            break
        start -= len(above) or 1
    return start


def heading_to(parts: Sequence[Part], last: int) -> Sequence[Line]:
    """The lines of the heading that ends with a line; none if none does.

    ``公募型…手続開始の`` over ``公示（建築のためのサービス`` over ``（建設工事を除く））`` is one.
    """
    for first in range(last, max(last - MOST_LINES, -1), -1):
        lines = [part for part in parts[first : last + 1] if isinstance(part, Line)]
        if len(lines) <= last - first or not _may_head(lines[0], lines[-1]):
            break
        text = fold("".join(line.text for line in lines))
        if len(text) > _LONGEST:
            break
        if _heading().fullmatch(text) and text.count("(") == text.count(")"):
            return [*_begun_above(parts, first, last), *lines]
    return ()


def _may_head(line: Line, last: Line) -> bool:
    """Whether a line may be of the heading of which another one is the last."""
    if _LATIN.search(line.text) or COUNTED.match(line.text) or _LISTED.match(line.text):
        return False
    return abs(line.size - last.size) <= _ALIKE and not _SENTENCE.search(line.text)


def _begun_above(parts: Sequence[Part], first: int, last: int) -> Sequence[Line]:
    """The lines with which a heading begins that reads as one without them.

    They are told by the size of their letters: it is that of the heading, not that of the text.
    """
    heading = parts[last]
    below = parts[last + 1] if last + 1 < len(parts) else None
    if not isinstance(below, Line) or not isinstance(heading, Line):
        return ()
    found: list[Line] = []
    for at in range(first - 1, max(last - MOST_LINES, -1), -1):
        part = parts[at]
        is_large = isinstance(part, Line) and part.size >= below.size + _LARGER
        if not isinstance(part, Line) or not is_large or not _may_head(part, heading):
            break
        if _heading().fullmatch(fold(part.text)):
            break
        found.insert(0, part)
    return found


@cache
def _heading() -> re.Pattern[str]:
    """入札公告, 入札公告(建設工事)の訂正, 随意契約に関する公示; of no other line of a page."""
    known = load(FILE)
    kinds, changes = "|".join(known["kinds"]), "|".join(known["changes"])
    return re.compile(rf"(?![のにをがはへとすし])[^()。]{{2,}}({kinds})(\(.*\))?(の({changes}))?")
