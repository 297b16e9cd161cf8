"""Lines and tables of a document to a grid a notice: its lines as rows, and what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES
from pipelines.extract.line import Line
from pipelines.extract.lines import DAYS, PRICES
from pipelines.extract.prose.contact import office_in
from pipelines.extract.prose.head import foot_of, head_of
from pipelines.extract.prose.headings import COMMON, NOTICE, Section, is_record, kind_of, sections
from pipelines.extract.prose.layout import full_lines
from pipelines.extract.prose.lots import lots_of
from pipelines.extract.prose.notes import with_hours
from pipelines.extract.prose.outline import Item, outline
from pipelines.extract.prose.said import IGNORED, Reader, Said
from pipelines.extract.prose.sentences import in_sentences
from pipelines.extract.prose.tabled import is_list, items_of, lines_of
from pipelines.extract.prose.words import is_of_purchase, is_only_when, prose_words, role_of
from pipelines.lookups import fold
from pipelines.normalise.amounts import tax_of
from pipelines.normalise.dates import parse_date
from pipelines.records import Box, Fact

_YEAR = re.compile(
    r"(?:令和|平成)\s*(?:[\d０-９]{1,2}|元)\s*年\s*[\d０-９]{1,2}\s*月\s*[\d０-９]{1,2}\s*日"
)
_HEAD = 8
"""Lines at the beginning of a notice among which its heading stands."""
_SEVERAL = frozenset(("scheduleStep", "documentPeriod", "opened", IGNORED))
_OF_ALL = DAYS - {"published", "scheduleStep"}
"""What a part that holds for all notices of a document may say of each."""
_TELLING = PRICES | DAYS | {"period", "place", "method"}


def grids(
    parts: Sequence[Line | Grid], title: str = "", full: frozenset[int] | None = None
) -> list[Grid]:
    """The grids of a document: its tables, and one for the prose of each notice.

    ``parts`` are its lines and tables in printed order. A notice has one column, a line a row, and
    ``facts`` where the lines say something of a purchase; tables of labels and values within it
    are of it. A list of bidders or of notices stays a table, behind the notice that it stands in.
    ``title`` is that of the document; ``full`` are the lines that run on into the next one
    (``full_lines``), where ``parts`` are too few to tell.
    """
    if full is None:
        full = full_lines(part for part in parts if isinstance(part, Line))
    read = [_read(section, full) for section in sections(parts)]
    common = [said for one in read if one.kind == COMMON for lot in one.lots for said in lot]
    common = [said for said in common if said.meaning in _OF_ALL and said.label]
    return [grid for one in read for grid in one.grids(common, title)]


@dataclass(frozen=True, slots=True)
class _Read:
    """One section: what its prose says of each purchase, and its tables; ``lists`` are no prose."""

    kind: str
    root: Item
    lines: list[Line]
    lots: list[list[Said]]
    tables: list[Grid]
    lists: list[Grid]

    def grids(self, common: Sequence[Said], title: str) -> list[Grid]:
        """A grid for each purchase, then the lists; of rules and forms only the lists.

        What a common part of the document dates holds where the notice itself doesn't.
        """
        if self.kind != NOTICE:
            return [grid for grid in self.lists if is_list(grid)]
        lots = [lot for lot in self.lots if _tells(lot)]
        if not lots:
            return self.tables
        found = []
        for lot in lots:
            told = {one.meaning for one in lot}
            more = [one for one in common if one.meaning not in told] if told & {*TITLES} else []
            lines = [*self.lines, *(one.line for one in more)]
            found.append(_grid(self.root, lines, [*lot, *more], title))
        return [*found, *self.lists]


def _read(section: Section, full: frozenset[int]) -> _Read:
    """The prose of a section with its tables of labels and values, and its other tables."""
    lists: list[Grid] = []
    inner: list[Line | list[Item]] = []
    tables: list[Grid] = []
    for part in section.parts:
        if isinstance(part, Line):
            inner.append(part)
            continue
        tables.append(part)
        items = None if is_list(part) else items_of(part)
        if items is None:
            lists.append(part)
        else:
            inner.append(items)
    lines = [
        line for part in inner for line in ([part] if isinstance(part, Line) else lines_of(part))
    ]
    root = outline(inner, full)
    return _Read(section.kind, root, lines, _said(root, lines, full), tables, lists)


def _tells(said: Sequence[Said]) -> bool:
    """Whether prose says enough of a purchase to be more than the heading of a table."""
    told = {one.meaning for one in said} - {IGNORED, None}
    return bool(told & {*TITLES}) or len(told & _TELLING) > 1


def _said(root: Item, lines: Sequence[Line], full: frozenset[int]) -> list[list[Said]]:
    """All that is said of each purchase of a notice, in printed order, each thing once."""
    tells_end = any(is_record(line.text) for line in root.lines[:_HEAD])
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
        elif meaning == "plannedPrice" and _is_net(seen[meaning], one):
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


def _grid(root: Item, lines: Sequence[Line], said: Sequence[Said], title: str) -> Grid:
    rows = {id(line): number for number, line in enumerate(lines)}
    before = [line for line in root.lines[: 2 * _HEAD] if _is_caption(line)]
    boxes = {(number, 0): line.box for number, line in enumerate(lines) if line.box}
    boxes |= {(-1, number): line.box for number, line in enumerate(before) if line.box}
    return Grid(
        None,
        [[line.text] for line in lines],
        boxes=boxes,
        facts=tuple(_fact(one, rows.get(id(one.line), 0)) for one in said),
        begins=True,
        before=tuple(line.text for line in before),
        page=title,
    )


def _is_caption(line: Line) -> bool:
    """Whether a line above the items is a heading that tells the stage: ``入札中止公告``."""
    is_told = bool(prose_words().stage.search(fold(line.text)))
    return is_told and kind_of(line.text) is not None


def _fact(said: Said, row: int) -> Fact:
    """A fact under its own label; one that says too little has the heading above it in front."""
    needs = (
        is_only_when(said.label) and not role_of(said.label)
    ) or prose_words().only_what.fullmatch(fold(said.label))
    is_text = said.meaning in (IGNORED, None) and not is_of_purchase(said.groups)
    groups = said.groups[-1:] if said.label and (needs or is_text) else ()
    label = "\n".join((*groups, said.label)) if said.label else ""
    return Fact(label, said.text, row, 0, _around(said.lines), said.meaning, said.printed)


def _around(lines: Sequence[Line]) -> Box | None:
    """The box around lines that stand on the page of the first."""
    boxes = [line.box for line in lines if line.box]
    boxes = [box for box in boxes if box.page == boxes[0].page]
    if not boxes:
        return None
    return Box(
        boxes[0].page,
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
        min((box.confidence for box in boxes if box.confidence is not None), default=None),
    )
