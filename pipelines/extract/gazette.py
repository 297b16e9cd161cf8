"""官報 政府調達公告版: its notices one after the other, and its lines of awards.

Every notice has a line of codes (``◎調達機関番号 013 ◎所在地番号 13``) below its officer, which
nobody else prints. Where a notice begins is told by it, by the heading above it, and by a number
(``〇第２号``) where several purchases share one head. What the items say is read as any prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.extract import prose
from pipelines.extract.gazette_awards import Item, awards
from pipelines.extract.grid import Grid
from pipelines.extract.labels import meaning_of
from pipelines.extract.line import GAP, Line
from pipelines.extract.prose.layout import ends_sentence
from pipelines.lookups import fold, load
from pipelines.normalise.text import gazette_text
from pipelines.records import Box, Fact

_CODES = re.compile(r"調達機関番号:?(\d{3})◎?所在地番号:?(\d{1,2})")
_HEADING = re.compile(r"(公告|公示|公表|招請)(\([^()]*\))?$")
_LONG_HEADING = re.compile(r"[^。]{2,24}(に係る手続開始の公示|に関する公示|に関する公表)(\(|$)")
_DAY = re.compile(r"(?:令和|平成)(\d{1,2}|元)年\d{1,2}月\d{1,2}日")
_NUMBER = re.compile(r"[〇○◯](\S.*?号)(?:\(.*\))?")
_FIRST_ITEM = re.compile(r"1[\s　]\S")
_HIGHEST = 14
"""Lines above the line of codes in which a notice's heading, day and officer stand."""

_METHODS = re.compile(
    r"(一般競争入札|指名競争入札|公募型競争入札|公募型プロポーザル|企画競争|随意契約)"
)
_AWARDS = re.compile(r"落札者等の公示")
_OWN = re.compile("[\ue7b2-\ue7bd\ue7d1-\ue7da\ue88a-\ue893\uea74\uea75\ue0a8]")
"""Characters of its own fonts."""

_ISSUE = re.compile(r"官報|号外政府調達第")
_CHANGES = re.compile(r"「([^「」]+)」とあるのを「([^「」]+)」に")
_NEAR = 1.6
_PART = re.compile(r"(入札|落札|招請|随意契約|報告|公示|公告){1,2}")
"""What heads a part of an issue, above the heading of its first notice."""

_SPREAD = 6
"""Pieces of a line, most of them single letters, that were set apart to fill it."""


def is_gazette(parts: Sequence[Grid | Line]) -> bool:
    """Whether the lines of a document are those of the gazette.

    A ministry prints the codes on its own site too; the gazette has a head, or its own characters.
    """
    texts = [part.text for part in parts if isinstance(part, Line)]
    if not any(_CODES.search(fold(gazette_text(text))) for text in texts):
        return False
    return any(_OWN.search(text) or _ISSUE.search(fold(text)) for text in texts)


def grids(parts: Sequence[Grid | Line]) -> list[Grid]:
    """A grid a notice, and one for each line of awards; what stands before the first is left."""
    lines = [
        replace(part, text=_together(gazette_text(part.text)))
        for part in parts
        if isinstance(part, Line)
    ]
    full = _full(lines)
    issued = next((found[0] for line in lines if (found := _issue_day(line))), None)
    return [grid for head, body in _notices(lines) for grid in _read(head, body, full, issued)]


def _full(lines: Sequence[Line]) -> frozenset[int]:
    """The ``id`` of the lines that run on: the gazette sets its columns to one right edge."""
    edges: dict[int, float] = {}
    placed = [
        (line, line.box, round((line.box.left - line.indent) / 8)) for line in lines if line.box
    ]
    for _, box, column in placed:
        edges[column] = max(edges.get(column, 0.0), box.right)
    return frozenset(
        id(line)
        for line, box, column in placed
        if box.right >= edges[column] - _NEAR * line.size and not ends_sentence(line.text)
    )


def _together(text: str) -> str:
    """A line whose letters are spread over its column, without the gaps between them."""
    pieces = text.replace(GAP, " ").split(" ")
    single = sum(1 for piece in pieces if len(piece) == 1)
    return "".join(pieces) if len(pieces) >= _SPREAD and single * 5 >= len(pieces) * 3 else text


def _issue_day(line: Line) -> re.Match[str] | None:
    """The day of the issue in the head of a page."""
    folded = fold(line.text)
    return _DAY.search(folded) if _ISSUE.search(folded) else None


def _notices(lines: Sequence[Line]) -> Iterator[tuple[Sequence[Line], Sequence[Line]]]:
    """Head and items of each notice."""
    starts = [(_start(lines, at), at) for at, line in enumerate(lines) if _is_codes(line)]
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    shared: list[Line] = []
    for (start, codes), end in zip(starts, ends, strict=True):
        body, head = codes + 1, list(lines[start : codes + 1])
        if any(_is_heading(line) or _is_heading_over(text) for line, text in _with_next(head)):
            shared = [line for line in head if _is_heading(line) or _DAY.fullmatch(fold(line.text))]
        else:  # awards: one heading and one day for the lines of many officers
            head = [*shared, *head]
        numbers = [at for at in range(body, end) if _NUMBER.fullmatch(fold(lines[at].text))]
        if len(numbers) < 2:
            number = [lines[at] for at in numbers]
            yield [*head, *number], lines[body:end]
            continue
        for at, until in zip(numbers, [*numbers[1:], end], strict=True):
            yield [*head, lines[at]], lines[at + 1 : until]


def _is_codes(line: Line) -> bool:
    return bool(_CODES.search(fold(line.text)))


def _start(lines: Sequence[Line], codes: int) -> int:
    """Where the head above a line of codes begins: the first of the headings right above it."""
    start = officer = codes
    for at in range(codes - 1, max(codes - _HIGHEST, -1), -1):
        folded = fold(lines[at].text)
        if _is_codes(lines[at]):
            break
        if _is_heading(lines[at]) or _is_heading_over(lines[at].text + lines[at + 1].text):
            start = at
        elif start < codes and "。" in folded:
            break
        elif folded.startswith(("〇", "○", "◯")) and officer == codes:
            officer = at
    if start == codes:
        return officer
    while start and _PART.fullmatch(fold(lines[start - 1].text)):
        start -= 1
    return start


def _with_next(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Each line with its text and that of the next one behind it, for a heading over two lines."""
    for at, line in enumerate(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        yield line, line.text if _is_heading(line) else line.text + following


def _is_heading_over(text: str) -> bool:
    """Whether two lines are a heading that took both: ``公募型…に係る手続開始の / 公示（…``."""
    return bool(_LONG_HEADING.match(fold(text)))


def _is_heading(line: Line) -> bool:
    folded = fold(line.text)
    return bool(_HEADING.search(folded)) and len(folded) <= 40 and "。" not in folded


def _read(
    head: Sequence[Line], body: Sequence[Line], full: frozenset[int], issued: str | None
) -> Iterator[Grid]:
    facts = list(_head_facts(head, full))
    headings = tuple(
        text for line, text in _with_next(head) if _is_heading(line) or _is_heading_over(text)
    )
    days = [fact.text for fact in facts if fact.meaning == "published"]
    if not days and issued:
        facts.append(Fact("", issued, 0, 0, head[0].box, "published"))
    if any(_AWARDS.search(fold(text)) for text in headings):
        for items in awards(body, next(iter(days), issued)):
            said = [_of_item(item) for item in items]
            on = {id(line): line for item in items for line in item.lines}
            known = [fact for fact in facts if fact.meaning != "method"]  # that of the legend
            yield _grid([*on.values(), *head], [*known, *said], headings)
        return
    yield _grid([*head, *body], [*facts, *_of_prose(head, body, facts, full)], headings)


def _of_item(item: Item) -> Fact:
    meaning = item.meaning or "ignored"
    return Fact(item.label, item.text, 0, 0, _around(item.lines), meaning, item.printed)


def _of_prose(
    head: Sequence[Line], body: Sequence[Line], facts: Sequence[Fact], full: frozenset[int]
) -> Iterator[Fact]:
    """What the items of a notice say that its head doesn't."""
    told = {fact.meaning for fact in facts}
    days = [line for line in head if _DAY.fullmatch(fold(line.text))][:1]  # years are told by it
    for grid in prose.grids([Line("入札公告"), *days, *body], full=full):
        for fact in map(_with_reason, grid.facts):
            is_new = fact.meaning not in told and fact.meaning != "officer"
            if is_new or fact.meaning == "ignored":
                yield _as_changed(fact)


def _as_changed(fact: Fact) -> Fact:
    """What holds now: 「旧」とあるのを「新」に訂正する."""
    whole = fact.printed or fact.text
    found = _CHANGES.search(whole)
    return replace(fact, text=found[2], printed=whole) if found else fact


def _with_reason(fact: Fact) -> Fact:
    """Why nobody competes stands in the notice of a contract that is only meant, too."""
    known = meaning_of(fact.label) if fact.meaning == "ignored" else None
    return replace(fact, meaning="rationale") if known and known.name == "rationale" else fact


def _head_facts(head: Sequence[Line], full: frozenset[int]) -> Iterator[Fact]:
    """Day, officer, codes, number and kind of procedure, as the head prints them."""
    signed: list[Line] = []
    is_signature = False
    for at, line in enumerate(head):
        folded = fold(line.text)
        if codes := _CODES.search(folded):
            is_signature = False
            known = codes[1] in load("portal_codes.yml")["buyerCode"]
            yield _fact("調達機関番号", codes[1], line, "buyerCode" if known else None)
            yield _fact("所在地番号", codes[2], line, None)
        elif _DAY.fullmatch(folded):
            is_signature = True
            yield _fact("", line.text, line, "published")
        elif number := _NUMBER.fullmatch(folded):
            yield _fact("", _number(line.text, number[1]), line, "number")
        elif folded.startswith(("〇", "○", "◯")):  # an officer of awards; a legend stands above
            is_signature, signed = True, [line]
        elif is_signature and not _is_heading(line):
            signed.append(line)
        if (method := _METHODS.search(folded)) and not _METHODS.search(
            "".join(fold(other.text) for other in head[:at])
        ):
            yield _fact("", method[1], line, "method")
    if signed:
        text = "".join(line.text + ("" if id(line) in full else GAP) for line in signed).strip(GAP)
        yield Fact("", text, 0, 0, _around(signed), "officer")


def _number(text: str, folded: str) -> str:
    """The number as printed, without the mark before it and a second one in brackets."""
    bare = text.lstrip("〇○◯ 　")
    return next((bare[:end] for end in range(1, len(bare)) if fold(bare[:end]) == folded), bare)


def _grid(lines: Sequence[Line], facts: Sequence[Fact], headings: tuple[str, ...]) -> Grid:
    boxes = {(row, 0): line.box for row, line in enumerate(lines) if line.box}
    placed = [_placed(fact, lines) for fact in facts]
    return Grid(
        None,
        [[line.text] for line in lines],
        boxes=boxes,
        facts=tuple(placed),
        before=headings,
        begins=True,
    )


def _placed(fact: Fact, lines: Sequence[Line]) -> Fact:
    """A fact with the row of the line in whose place it begins."""
    for row, line in enumerate(lines):
        if fact.box and line.box and (line.box.page, line.box.left, line.box.top) >= (
            fact.box.page, fact.box.left, fact.box.top,
        ) and line.box.top <= fact.box.top + 1:  # fmt: skip
            return replace(fact, row=row)
    return fact


def _fact(label: str, text: str, line: Line, meaning: str | None) -> Fact:
    return Fact(label, text, 0, 0, line.box, meaning or "ignored")


def _around(lines: Sequence[Line]) -> Box | None:
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
    )
