"""入札情報公開システム: the frame of a result list, and the page of a case with its bidders.

The frame has no headings: its cells are known by their classes (listCol1 …), and an amount stands
in a script (``sMoney='18800000'``). ``data/lookups/koukai.yml`` has what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element as Element

from pipelines.extract import html
from pipelines.extract.grid import Grid
from pipelines.extract.html import title_of
from pipelines.extract.html_cells import text_of
from pipelines.extract.labels import meaning_of, round_of
from pipelines.lookups import Meaning, compiled, fold, load
from pipelines.normalise.amounts import tax_of
from pipelines.normalise.outcome_words import said
from pipelines.records import Column, Issue, RawNotice, RawTable

_FILE = "koukai.yml"
KEY = "control_no"
_LIST = re.compile(r"listCol\d+.*?(?:sMoney|doEdit0[34]0)", re.DOTALL)
_CELL = re.compile(r"(?<![\w-])listCol(\d+)(?![\w-])")
_MONEY = re.compile(
    r"<script\b[^>]*>(?:(?!</script).)*?sMoney\s*=\s*['\"]([^'\"]*)['\"].*?</script\s*>",
    re.DOTALL | re.IGNORECASE,
)
"""``<script>var sMoney='18800000';document.write(tagFormatMoney(sMoney));</script>``: the script
writes an amount, or the word in its place, where readers see it."""
_EDIT = re.compile(r"doEdit\d*\(\s*['\"]([^'\"]+)['\"]")
_CASE = re.compile(r"class\s*=\s*['\"]?TableTitle", re.IGNORECASE)
_KIND = "表示種別"
_WON = "落札"
"""What the colour of the winner's row says."""
_DASHES = frozenset(("", "-", "－", "ー", "―", "‐"))
_NO_WINNER = frozenset(("unsuccessful", "cancelled"))
_PARTS = re.compile("[・/／、,]")
_MASK = re.compile(r"[*＊]{3,}")
"""``********``: what is not shown."""
_PRICES = frozenset(("plannedPrice", "awardPrice", "contractPrice", "floorMinimum"))
"""What a mask says is withheld."""
_BIDDER = frozenset(("bidder", "corporateNumber"))
_HEAD_OFFICE = re.compile(r"\s+本店$")
"""``株式会社青葉建設　本店``: through which of its offices a firm bids; the first is the firm."""


def grids(text: str) -> list[Grid]:
    """Such a list or page as one grid with its notices read; none if the text is neither.

    A page of a case without bidders is read as any page, with what its scripts write.
    """
    is_case = bool(_CASE.search(text))
    if not is_case and not _LIST.search(text):
        return []
    shown = _MONEY.sub(r"\1", text)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = etree.fromstring(shown.encode(errors="replace"), parser)
    if root is None:
        return []
    found = _case(root) if is_case else _list(root)
    return found or (html.grids(shown) if shown != text else [])


def _list(root: Element) -> list[Grid]:
    """The rows of a list, a notice each."""
    lines = [
        line for line in root.iter("tr") if any(_cell_number(cell) is not None for cell in line)
    ]
    rows = [[text_of(cell) for cell in line] for line in lines]
    width = max(map(len, rows), default=0)
    entries = [(_day_of(line), _entry(line, at)) for at, line in enumerate(lines)]
    tables: list[RawTable] = []
    for day in ("opened", "signed"):
        if notices := [one for of, one in entries if one is not None and of == day]:
            tables.append(RawTable(None, len(tables) + 1, tuple(_labels(day)), notices, []))
    if not tables:
        return []
    even = [[*row, *[""] * (width - len(row))] for row in rows]
    return [Grid(None, even, tables=tuple(tables))]


def _labels(day: str) -> Iterator[Column]:
    """The columns of a list whose 開札日／契約日 has a meaning, and the site's own number."""
    cells = load(_FILE)["cells"]
    for at, one in enumerate(cells.values()):
        yield Column(at, one["label"], day if one["meaning"] == "opened" else one["meaning"])
    yield Column(len(cells), KEY, "key")


def _day_of(line: Element) -> str:
    """What the day of a row is: that of the contract in 契約結果 (set 040), else of the opening."""
    (number,) = (number for number, one in load(_FILE)["cells"].items() if one["label"] == _KIND)
    kinds = [text_of(cell) for cell in line if _cell_number(cell) == number]
    of_contract = compiled(_FILE, "contract", load(_FILE)["contract"])
    said = (*map(fold, kinds), *_scripts(line))
    return "signed" if any(of_contract.search(one) for one in said) else "opened"


def _cell_number(cell: Element) -> int | None:
    """The number of a cell by its class, None where it has none: ``TableRow listCol7`` → 7."""
    known = _CELL.search(cell.get("class") or "")
    return int(known[1]) if known else None


def _entry(line: Element, row: int) -> RawNotice | None:
    """The notice of a row; None for one without a title, which holds none."""
    cells = load(_FILE)["cells"]
    order = {number: at for at, number in enumerate(cells)}
    values, printed = [""] * (len(cells) + 1), {}
    places: dict[tuple[int, int], tuple[int, int]] = {}
    for place, cell in enumerate(line):
        at = order.get(_cell_number(cell))
        if at is None:
            continue
        value = text_of(cell)
        if fold(value) in map(fold, load(_FILE)["elsewhere"]):
            printed[0, at], value = value, ""
        values[at], places[0, at] = value, (row, place)
    issues = _tell_end(values, printed)
    values[-1] = _key(line)
    if not values[list(cells.values()).index(_of(cells, "title"))]:
        return None
    return RawNotice([values], [row + 1], printed=printed, places=places, issues=issues)


def _tell_end(values: list[str], printed: dict[tuple[int, int], str]) -> tuple[Issue, ...]:
    """Where nobody won a dash stands for the winner, and why stands in the place of the amount.

    ``取止め・不調`` doesn't say which of both it was: that is an issue.
    """
    cells = list(load(_FILE)["cells"].values())
    winner, amount = (cells.index(_of(load(_FILE)["cells"], m)) for m in ("winner", "awardPrice"))
    word = values[amount]
    ends = {kind for part in _PARTS.split(word) for kind in said(part)} & _NO_WINNER
    if values[winner] not in _DASHES or not ends:
        return ()
    printed[0, amount], values[amount] = word, ""
    if len(ends) > 1:
        return (Issue(code="winnerUnclear", label=cells[amount]["label"], text=word),)
    printed[0, winner], values[winner] = values[winner], word
    return ()


def _of(cells: dict[int, dict[str, str]], meaning: str) -> dict[str, str]:
    return next(one for one in cells.values() if one["meaning"] == meaning)


def _key(line: Element) -> str:
    """The site's own number of a case, from the script of its link."""
    return next((found[1] for one in _scripts(line) if (found := _EDIT.search(one))), "")


def _scripts(line: Element) -> list[str]:
    """What the links of a row run: ``javascript:doEdit030('0012960102002501076')``."""
    return [str(one) for one in line.xpath(".//@href|.//@onclick")]


@dataclass(frozen=True)
class _Line:
    """A row of cells: their texts, which of them are titles, whether it is the winner's."""

    texts: Sequence[str]
    titles: Sequence[bool]
    won: bool
    row: int


def _case(root: Element) -> list[Grid]:
    """The page of a case whose bidders are listed; none without them: any reader can read it."""
    lines = list(_lines(root))
    head = next((one for one in lines if _is_head(one)), None)
    if head is None:
        return []
    pairs = [
        (label, text, line.row, place + 1)
        for line in lines
        for place, (label, text) in enumerate(zip(line.texts, line.texts[1:], strict=False))
        if line is not head and line.titles[place] and not line.titles[place + 1]
    ]
    below = lines[lines.index(head) + 1 :]
    bidders = [one for one in below if len(one.texts) == len(head.texts) and not any(one.titles)]
    width = max(len(one.texts) for one in lines)
    rows = [[*one.texts, *[""] * (width - len(one.texts))] for one in lines]
    captions = list(_notes(root))
    title = title_of(root)
    columns = tuple(_columns(pairs, head, bidders))
    table = RawTable(None, 1, columns, [_notice(pairs, head, bidders)], captions, title)
    return [Grid(None, rows, page=title, tables=(table,))]


def _notes(root: Element) -> Iterator[str]:
    """What stands beside the tables, in paragraphs or bare: ``金額は税抜きです。``"""
    beside = "not(ancestor::table or ancestor::script or ancestor::style or ancestor::head)"
    for words in root.xpath(f"//text()[normalize-space() and {beside}]"):
        yield str(words).strip()


def _lines(root: Element) -> Iterator[_Line]:
    colour = load(_FILE)["winner"].lower()
    plain = (line for line in root.iter("tr") if next(line.iterdescendants("tr"), None) is None)
    for row, line in enumerate(plain):
        cells = [cell for cell in line if cell.tag in ("td", "th")]
        if cells:
            colours = (str(one).lower() for one in line.xpath(".//@color|.//@style|./@style"))
            yield _Line(
                [text_of(cell) for cell in cells],
                [cell.tag == "th" or "tabletitle" in (cell.get("class") or "").lower()
                 for cell in cells],
                any(colour in one for one in colours),
                row,
            )  # fmt: skip


def _is_head(line: _Line) -> bool:
    """Whether a row is that of the headings of bidders."""
    return (len(line.texts) > 2 and bool(_meanings(line) & _BIDDER)) or _names_winners(line)


def _names_winners(line: _Line) -> bool:
    """Whether a row is that of the headings of winners alone: ``落札者｜摘要``.

    Each of its cells is a heading: ``落札者｜青葉建設｜落札金額｜…`` are labels with their texts.
    """
    known = _meanings(line)
    is_full = len(known) == len(line.texts) > 1 and len(set(line.titles)) == 1
    return is_full and "winner" in known and "bidder" not in known


def _meanings(line: _Line) -> set[str]:
    return {found.name for one in line.texts if (found := meaning_of(one))}


def _columns(
    pairs: Sequence[tuple[str, str, int, int]], head: _Line, bidders: Sequence[_Line]
) -> Iterator[Column]:
    """The labels of the case, the headings of its bidders, and who is coloured as the winner."""
    for at, (label, *_) in enumerate(pairs):
        # 結果: 落札 and 結果: 不調 are said of the case, and not of each of its bidders
        yield replace(_column(at, label, meaning_of(label)), outside=True)
    at = len(pairs)
    rounds = [round_of(label) for label in head.texts]
    for place, label in enumerate(head.texts):
        number, known = rounds[place], meaning_of(label)
        if known and known.name == "winner" and _names_winners(head):
            known = replace(known, name="bidder")
        if number:
            yield Column(at + place, label, "bidPrice", round=number, tax=tax_of(label))
        elif fold(label) == fold(load(_FILE)["last"]):
            before = [one for one, said in enumerate(rounds) if said]
            again = _repeats(bidders, place, before)
            last = max((said for said in rounds if said), default=0) + 1
            meaning = "ignored" if again else "bidPrice"
            yield Column(at + place, label, meaning, round=None if again else last)
        else:
            yield _column(at + place, label, known)
    yield Column(at + len(head.texts), load(_FILE)["colour"], "winner")


def _column(at: int, label: str, known: Meaning | None) -> Column:
    if known is None:
        return Column(at, label)
    return Column(at, label, known.name, known.category, tax=tax_of(label))


def _repeats(bidders: Sequence[_Line], place: int, before: Sequence[int]) -> bool:
    """Whether the last round's column only says again what the round before it says."""
    told = [one for one in bidders if one.texts[place].strip()]
    return all(
        one.texts[place] == next((one.texts[at] for at in reversed(before) if one.texts[at]), None)
        for one in told
    )


def _end(line: _Line, head: _Line) -> str:
    """What is said of a bidder: a winner by its colour or by standing under 落札者; 不調 there."""
    if not _names_winners(head) or not line.texts:
        return _WON if line.won else ""
    labels = [known and known.name for known in map(meaning_of, head.texts)]
    firm = line.texts[labels.index("winner")]
    return firm if firm in _DASHES or said(firm) & _NO_WINNER else _WON


def _notice(
    pairs: Sequence[tuple[str, str, int, int]], head: _Line, bidders: Sequence[_Line]
) -> RawNotice:
    """The case as one notice, a row a bidder."""
    name = len(pairs)
    found = RawNotice([], [])
    for line in bidders or [_Line([], [], False, pairs[0][2] if pairs else 0)]:
        at = len(found.rows)
        # a case that nobody bid for has headings and no bidders
        texts = line.texts or [""] * len(head.texts)
        firms = [_HEAD_OFFICE.sub("", text) for text in texts]
        found.rows.append([*(text for _, text, *_ in pairs), *firms, _end(line, head)])
        for place, text in enumerate(texts):
            if firms[place] != text:
                found.printed[at, name + place] = text
        if line.won:
            found.printed[at, len(found.rows[-1]) - 1] = load(_FILE)["winner"]
        found.numbers.append(line.row + 1)
        for column, (label, text, row, place) in enumerate(pairs):
            found.places[at, column] = row, place
            known = meaning_of(label)
            if _MASK.fullmatch(text) and not (known and known.name in _PRICES):
                found.rows[at][column], found.printed[at, column] = "", text
        for place in range(len(line.texts)):
            found.places[at, name + place] = line.row, place
    return found
