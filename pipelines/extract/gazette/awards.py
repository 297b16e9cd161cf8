"""The lines of awards of the gazette: ``①71 ②架空機器 ③購入等 ④一般 ⑤7. 4. 1 ⑥架空㈱ ⑦1,000円``.

Their items are those of the legend above them (掲載順序); one that isn't printed is skipped. A mark
that no item of its kind follows is part of a name.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.extract.gazette.notices import FILE
from pipelines.extract.gazette.places import IGNORED
from pipelines.extract.line import Line, around
from pipelines.extract.lines import DAYS
from pipelines.lookups import fold, load
from pipelines.normalise.text import plain
from pipelines.records import Fact

_MARK = re.compile("[①-⑫⑾⑿]")
"""Marks of items; the gazette has no ⑪ and ⑫ of its own and prints ⑾ and ⑿."""

_SHORT_DAY = re.compile(r"(\d{1,2}|元)\.(\d{1,2})\.(\d{1,2})")
"""``7. 4. 1``: the gazette leaves out the era."""

_ERAS = (("令和", 1), ("平成", 31), ("昭和", 64))
"""The eras from the newest on, with the last year that the one before each may still print."""

_KIND, _DECIDED = 4, 5
_LAST = 5
"""The item that an award has at least when another one begins."""

_MOST_LINES, _MOST_PIECES = 300, 200
"""An award that is longer than this is none."""


@dataclass(slots=True)
class _Item:
    """One item: its number, its text, and the lines on which it stands."""

    number: int
    text: str
    lines: list[Line] = field(default_factory=list)


def award_lines(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each award; a line that begins with ① in the midst of one begins none.

    The legend (①品目分類番号　②調達件名及び数量 …) is no award: it may stand below the codes.
    """
    return (entry for entry in _entries(lines) if not _is_legend(entry))


def _entries(lines: Sequence[Line]) -> Iterator[list[Line]]:
    entry: list[Line] = []
    for line in lines:
        begins = bool(_MARK.match(line.text)) and _count(line.text[0]) == 1
        if begins and (not entry or _reached(entry) >= _LAST):
            if entry:
                yield entry
            entry = [line]
        elif entry:
            entry.append(line)
    if entry:
        yield entry


def facts_of(lines: Sequence[Line], published: str) -> Iterator[Fact]:
    """The items of one award under the labels of the legend. ``published``: the day of the notice.

    Of a contract without competition the day is that of the contract.
    """
    items = _items(lines)
    kind = next((fold(item.text) for item in items if item.number == _KIND), "")
    for item in items:
        known = load(FILE)["items"].get(item.number)
        text = item.text.strip()
        if not known or not text:
            continue
        meaning = known.get("meaning", IGNORED)
        if item.number == _DECIDED and load(FILE)["direct"] in kind:
            meaning = "signed"
        day = _day(text, published) if meaning in DAYS else None
        box = around(item.lines)
        yield Fact(known["label"], day or text, 0, 0, box, meaning, text if day else None)


def _is_legend(entry: Sequence[Line]) -> bool:
    """Whether the first item is its own label."""
    first = next((text for _, text, _ in _pieces(entry)), "")
    return fold(first) == fold(load(FILE)["items"][1]["label"])


def _reached(lines: Sequence[Line]) -> int:
    items = _items(lines)
    return items[-1].number if items else 0


def _items(lines: Sequence[Line]) -> list[_Item]:
    """The items in order. Of all ways to count up, the one with most items is what was meant.

    ``②架空⑦号棟 ③購入等 ④一般 … ⑦1,000円``: the first ⑦ would leave out what follows it.
    """
    pieces = list(itertools.islice(_pieces(lines[:_MOST_LINES]), _MOST_PIECES))
    counted = set(_counting_up([_number(mark, text) for mark, text, _ in pieces]))
    numbers = {_count(mark) for at, (mark, _, _) in enumerate(pieces) if at in counted}
    found: list[_Item] = []
    for at, (mark, text, on) in enumerate(pieces):
        if at in counted:
            found.append(_Item(_count(mark), text, list(on)))
        elif found and found[-1].number + 1 not in numbers and _is_next(found[-1], mark, text):
            found.append(_Item(found[-1].number + 1, text, list(on)))
        elif found:
            found[-1].text += mark + text
            found[-1].lines += [line for line in on if line not in found[-1].lines]
    return found


def _number(mark: str, text: str) -> int:
    """The number of the item that a mark begins; 0 if no such item follows it."""
    number = _count(mark) if mark else 0
    return number if number and _is_like(number, text) else 0


def _counting_up(numbers: Sequence[int]) -> list[int]:
    """The places of the longest row of numbers that rise; of several, the one that begins first."""
    best: list[list[int]] = []
    for at, number in enumerate(numbers):
        before = [best[other] for other in range(at) if 0 < numbers[other] < number]
        best.append([*max(before, key=len, default=[]), at] if number else [])
    return max(best, key=len, default=[])


def _is_like(number: int, text: str) -> bool:
    """Whether a text is what an item of that number holds."""
    like = (load(FILE)["items"].get(number) or {}).get("like")
    return like is None or not fold(text) or bool(re.fullmatch(like, fold(text)))


def _is_next(item: _Item, mark: str, text: str) -> bool:
    """Whether a mark is printed twice and the second time begins the item after it.

    ``⑥架空㈱ ⑥1,000円`` (seen in a client's code, 2026): the price is no part of the address.
    """
    like = (load(FILE)["items"].get(item.number + 1) or {}).get("misnumbered")
    is_again = bool(mark) and _count(mark) == item.number
    return is_again and like is not None and bool(re.fullmatch(like, fold(text)))


def _pieces(lines: Sequence[Line]) -> Iterator[tuple[str, str, list[Line]]]:
    """The text of an award cut before each mark: the mark, what follows it, and its lines."""
    mark, text, on = "", "", list[Line]()
    for line in lines:
        places = [found.start() for found in _MARK.finditer(line.text)]
        ends = [*places, len(line.text)]
        if ends[0]:
            text, on = text + line.text[: ends[0]], [*on, line]
        for at, end in zip(places, ends[1:], strict=True):
            if mark or text:
                yield mark, text, on
            mark, text, on = line.text[at], line.text[at + 1 : end], [line]
    if mark or text:
        yield mark, text, on


def _count(mark: str) -> int:
    """The number of a mark: ⑦ and ⑺ → 7."""
    return int(plain(mark).strip("()") or 0)


def _day(text: str, published: str) -> str | None:
    """A day with its era: the newest one in which it isn't after the day of the notice.

    ``7. 4. 1`` → 令和7.4.1; ``31. 3.29`` in a notice of 令和元年 → 平成31.3.29; else None.
    """
    found = _SHORT_DAY.fullmatch("".join(plain(text).split()))
    if not found:
        return None
    era = re.match("令和|平成|昭和", published)
    year = re.match(r"(?:令和|平成|昭和)(\d+|元)年", published)
    if not era or not year:
        return None
    printed, now = (1 if one == "元" else int(one) for one in (found[1], year[1]))
    names = [name for name, _ in _ERAS]
    place = names.index(era[0])
    if printed > now + 1:
        place += 1
    is_known = place < len(names) and (place == names.index(era[0]) or printed <= _ERAS[place][1])
    return f"{names[place]}{found[0]}" if is_known else None
