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
from pipelines.extract.grid import Grid
from pipelines.extract.labels import meaning_of
from pipelines.extract.line import GAP, Line
from pipelines.extract.lines import DAYS
from pipelines.extract.prose.layout import full_lines
from pipelines.lookups import fold, load
from pipelines.normalise.text import gazette_text, plain
from pipelines.records import Box, Fact

_CODES = re.compile(r"調達機関番号:?(\d{3})◎?所在地番号:?(\d{1,2})")
_HEADING = re.compile(r"(公告|公示|公表|招請)(\([^()]*\))?$")
_LONG_HEADING = re.compile(r"[^。]{2,24}(に係る手続開始の公示|に関する公示|に関する公表)(\(|$)")
_DAY = re.compile(r"令和(\d{1,2}|元)年\d{1,2}月\d{1,2}日")
_NUMBER = re.compile(r"[〇○◯](\S.*?号)(?:\(.*\))?")
_FIRST_ITEM = re.compile(r"1[\s　]\S")
_HIGHEST = 14
"""Lines above the line of codes in which a notice's heading, day and officer stand."""

_METHODS = re.compile(
    r"(一般競争入札|指名競争入札|公募型競争入札|公募型プロポーザル|企画競争|随意契約)"
)
_AWARDS = re.compile(r"落札者等の公示")
_MARK = re.compile("[①-⑫⑾⑿]")
"""Marks of items; the gazette has no ⑪ and ⑫ of its own and prints ⑾ and ⑿."""
_SHORT_DAY = re.compile(r"\d{1,2}\.\s*\d{1,2}\.\s*\d{1,2}")
"""``7. 4. 1``: the gazette leaves out the era, which is 令和 as long as it has this form."""

_ITEMS = {
    1: ("品目分類番号", None),
    2: ("調達件名及び数量", "title"),
    3: ("調達方法", None),
    4: ("契約方式", "method"),
    5: ("落札決定日（随意契約の場合は契約日）", "awarded"),
    6: ("落札者の氏名及び住所", "supplier"),
    7: ("落札価格", "awardPrice"),
    8: ("入札公告日又は公示日", "scheduleStep"),
    9: ("随意契約の理由", "rationale"),
    10: ("指名業者名", None),
    11: ("落札方式", "evaluation"),
    12: ("予定価格", "plannedPrice"),
}
"""The items of an award line in the order of the gazette (掲載順序), with their meanings."""

_KIND_ITEM, _DAY_ITEM = 4, 5


def is_gazette(parts: Sequence[Grid | Line]) -> bool:
    """Whether the lines of a document are those of the gazette."""
    return any(isinstance(part, Line) and _CODES.search(fold(part.text)) for part in parts)


def grids(parts: Sequence[Grid | Line]) -> list[Grid]:
    """A grid a notice, and one for each line of awards; what stands before the first is left."""
    lines = [
        replace(part, text=gazette_text(part.text)) for part in parts if isinstance(part, Line)
    ]
    full = full_lines(lines)
    return [grid for head, body in _notices(lines) for grid in _read(head, body, full)]


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
    return start if start < codes else officer


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


def _read(head: Sequence[Line], body: Sequence[Line], full: frozenset[int]) -> Iterator[Grid]:
    facts = list(_head_facts(head))
    headings = tuple(
        text for line, text in _with_next(head) if _is_heading(line) or _is_heading_over(text)
    )
    if any(_AWARDS.search(fold(text)) for text in headings):
        yield from _awards(head, body, facts, headings)
        return
    lines = [*head, *body]
    told = {fact.meaning for fact in facts}
    said = [
        fact
        for grid in prose.grids([Line("入札公告"), *body], full=full)
        for fact in map(_with_reason, grid.facts)
        if fact.meaning not in told and fact.meaning != "officer"
    ]
    yield _grid(lines, [*facts, *said], headings)


def _with_reason(fact: Fact) -> Fact:
    """Why nobody competes stands in the notice of a contract that is only meant, too."""
    known = meaning_of(fact.label) if fact.meaning == "ignored" else None
    return replace(fact, meaning="rationale") if known and known.name == "rationale" else fact


def _head_facts(head: Sequence[Line]) -> Iterator[Fact]:
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
        elif is_signature and not _is_heading(line):
            signed.append(line)
        if (method := _METHODS.search(folded)) and not _METHODS.search(
            "".join(fold(other.text) for other in head[:at])
        ):
            yield _fact("", method[1], line, "method")
    if signed:
        text = GAP.join(line.text for line in signed)
        yield Fact("", text, 0, 0, _around(signed), "officer")


def _number(text: str, folded: str) -> str:
    """The number as printed, without the mark before it and a second one in brackets."""
    bare = text.lstrip("〇○◯ 　")
    return next((bare[:end] for end in range(1, len(bare)) if fold(bare[:end]) == folded), bare)


def _awards(
    head: Sequence[Line], body: Sequence[Line], facts: Sequence[Fact], headings: tuple[str, ...]
) -> Iterator[Grid]:
    """A grid for each award: its items ①…⑫, those that it doesn't print left out."""
    entry: list[Line] = []
    for line in [*body, None]:
        begins = line is None or bool(_MARK.match(line.text) and _count(line.text[0]) == 1)
        if begins and entry:
            yield _grid([*head, *entry], [*facts, *_award(entry)], headings)
            entry = []
        if line is not None and (entry or begins):
            entry.append(line)


def _award(lines: Sequence[Line]) -> Iterator[Fact]:
    """The items of one award: ``①…②件名…⑤7. 4. 1⑥架空株式会社（東京都…）⑦37,701,400円``."""
    texts: list[tuple[int, str, list[Line]]] = []
    for line in lines:
        for mark, piece in _pieces(line.text):
            if mark and (not texts or _count(mark) > texts[-1][0]):
                texts.append((_count(mark), piece, [line]))
            elif texts:  # a line that goes on, or a mark within a name
                number, text, on = texts[-1]
                texts[-1] = number, text + mark + piece, on if on[-1] is line else [*on, line]
    kind = next((text for number, text, _ in texts if number == _KIND_ITEM), "")
    for number, text, on in texts:
        if number in _ITEMS and text.strip():
            label, meaning = _ITEMS[number]
            if number == _DAY_ITEM and "随意" in kind:
                meaning = "signed"
            printed = text.strip()
            is_day = meaning in DAYS and _SHORT_DAY.fullmatch(printed)
            said = f"令和{printed.replace(' ', '')}" if is_day else printed
            yield Fact(
                label, said, 0, 0, _around(on), meaning or "ignored", printed if is_day else None
            )


def _pieces(text: str) -> list[tuple[str, str]]:
    """A line cut before each mark: the mark ("" before the first one) and what follows it."""
    places = [found.start() for found in _MARK.finditer(text)]
    pieces = [("", text[: places[0]] if places else text)]
    ends = [*places[1:], len(text)]
    pieces += [(text[at], text[at + 1 : end]) for at, end in zip(places, ends, strict=False)]
    return [(mark, piece) for mark, piece in pieces if mark or piece]


def _count(mark: str) -> int:
    """The number of a mark: ⑦ → 7, in Unicode or in the gazette's own characters."""
    return int(plain(mark).strip("()") or 0)


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
