"""All that the prose of one section says of each purchase that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.header import TITLES
from pipelines.extract.line import Line
from pipelines.extract.lines import DAYS, PRICES
from pipelines.extract.prose.contact import office_in
from pipelines.extract.prose.head import foot_of, head_of
from pipelines.extract.prose.headings import is_record
from pipelines.extract.prose.lots import lots_of
from pipelines.extract.prose.meanings import IGNORED
from pipelines.extract.prose.notes import with_hours
from pipelines.extract.prose.outline import Item
from pipelines.extract.prose.said import Reader, Said
from pipelines.extract.prose.sentences import in_sentences
from pipelines.lookups import fold
from pipelines.normalise.amounts import tax_of
from pipelines.normalise.dates import parse_date

HEAD = 8
"""Lines at the beginning of a notice among which its heading stands."""
_YEAR = re.compile(
    r"(?:令和|平成)\s*(?:[\d０-９]{1,2}|元)\s*年\s*[\d０-９]{1,2}\s*月\s*[\d０-９]{1,2}\s*日"
)
_SEVERAL = frozenset(("scheduleStep", "documentPeriod", "opened", IGNORED))
_TELLING = PRICES | DAYS | {"period", "place", "method"}


def tells(said: Sequence[Said]) -> bool:
    """Whether prose says enough of a purchase to be more than the heading of a table."""
    told = {one.meaning for one in said} - {IGNORED, None}
    return bool(told & {*TITLES}) or len(told & _TELLING) > 1


def told_in(root: Item, lines: Sequence[Line], full: frozenset[int]) -> list[list[Said]]:
    """All that is said of each purchase of a notice, in printed order, each thing once."""
    tells_end = any(is_record(line.text) for line in root.lines[:HEAD])
    reader = Reader(full, tells_end)
    said = list(reader.said(root))
    head = head_of(root.lines, full, is_record=tells_end)
    if not any(one.meaning == "published" for one in (*head, *said)):
        told = {one.meaning for one in head}
        head += [one for one in foot_of(root) if one.meaning not in told]
    year = _year(head, lines)
    said = [_in_its_time(one, year) for one in with_hours(said, lines)]
    said += in_sentences(reader, root, [*head, *said], year)
    if office := office_in(reader, root, [*head, *said]):
        said.append(office)
    lots = lots_of(said)
    return [_in_order(_once(head, lot), lines) for lot in lots]


def _in_its_time(said: Said, year: int | None) -> Said:
    """What is said, with no step on a day years before the notice: that is one of works done."""
    if year is None or not (said.meaning is None or said.meaning in DAYS):
        return said
    found = parse_date(said.text)
    day = found.end or found.start
    is_past = day is not None and int(day[:4]) < year - 1
    return replace(said, meaning=IGNORED) if is_past else said


def _year(head: Sequence[Said], lines: Sequence[Line]) -> int | None:
    """The year of a notice: that of its own day, else the one in which most days lie."""
    for one in head:
        if one.meaning == "published" and (day := parse_date(one.text).start):
            return int(day[:4])
    years: Counter[int] = Counter()
    for line in lines:
        for found in _YEAR.findall(line.text):
            if day := parse_date(found).start:
                years[int(day[:4])] += 1
    return years.most_common(1)[0][0] if years else None


def _once(head: Sequence[Said], said: Sequence[Said]) -> list[Said]:
    """What is said, each meaning once: what has a label before what the head prints.

    A second text of a meaning is kept as text only; of two deadlines that for the bid counts.
    """
    labelled = {one.meaning for one in said if one.label}
    kept = [one for one in head if one.meaning not in labelled or one.meaning == "number"]
    found: list[Said] = []
    best = _best_deadline(said)
    seen: dict[str, Said] = {}
    for one in (*kept, *said):
        meaning = one.meaning
        if meaning == "deadline" and best and one is not best:
            found.append(replace(one, meaning="scheduleStep"))
        elif meaning is None or meaning in _SEVERAL or meaning not in seen:
            found.append(one)
            seen.setdefault(meaning or "", one)
        elif meaning in PRICES and _is_net(seen[meaning], one):
            found.append(one)
        elif not _same(seen[meaning], one):
            again = "scheduleStep" if meaning in DAYS else IGNORED
            found.append(replace(one, meaning=again))
    return found


def _same(one: Said, other: Said) -> bool:
    """Whether two texts of a meaning say the same: the same words, or the same day."""
    if fold(one.text) == fold(other.text):
        return True
    if one.meaning not in DAYS:
        return False
    first, second = parse_date(one.text), parse_date(other.text)
    return first.start is not None and (first.start, first.end) == (second.start, second.end)


def _is_net(one: Said, other: Said) -> bool:
    """Whether two labels name one price with and without tax."""
    return {tax_of(one.label), tax_of(other.label)} == {"included", "excluded"}


def _best_deadline(said: Sequence[Said]) -> Said | None:
    ends = [one for one in said if one.meaning == "deadline"]
    for pattern in (r"入札書|応札", r"提案書|企画書|見積書", r"入札|見積|提案", r""):
        for one in ends:
            if re.search(pattern, fold("".join((*one.groups, one.label)))):
                return one
    return None


def _in_order(said: Sequence[Said], lines: Sequence[Line]) -> list[Said]:
    rows = {id(line): number for number, line in enumerate(lines)}
    return sorted(said, key=lambda one: rows.get(id(one.line), 0))
