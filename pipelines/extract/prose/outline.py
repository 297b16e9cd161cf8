"""Lines to the outline of a notice: items counted off in any style, one inside the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.extract.line import Line
from pipelines.normalise.numerals import kanji_int
from pipelines.normalise.text import plain

_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノ"
_CIRCLED = re.compile(r"[①-⑳]")
_BLANK = r"[\s　]"
# In the order in which they are tried. After a bare number or letter must come a gap or a sign;
# 8年 and 10月 count nothing off.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("①", re.compile(r"([①-⑳])" + _BLANK + "*")),
    ("第1", re.compile(r"第([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[.、:]|" + _BLANK + ")+")),
    ("(1)", re.compile(r"\(([0-9]{1,2})\)" + _BLANK + "*")),
    ("1)", re.compile(r"([0-9]{1,2})\)" + _BLANK + "*")),
    ("1", re.compile(r"([0-9]{1,2})(?:[.、:](?![0-9])|" + _BLANK + ")+(?![年月日時分])")),
    ("一", re.compile(r"([一二三四五六七八九十]{1,3})(?:[.、]|" + _BLANK + ")+")),
    ("(ア)", re.compile(rf"\(([{_KANA}])\)" + _BLANK + "*")),
    ("ア", re.compile(rf"([{_KANA}])(?:[.、)]|" + _BLANK + ")+")),
    ("(a)", re.compile(r"\(([a-z])\)" + _BLANK + "*")),
    ("・", re.compile(r"[・○◯●◆◇▪▶＞>]" + _BLANK + "*")),
)


@dataclass(slots=True)
class Item:
    """One item: ``lines`` begin with what follows its number, those below go on with it.

    ``texts`` are the lines as they stand here, without the number; ``number`` counts from 1, 0 for
    a bullet and for what stands before the first item.
    """

    style: str
    number: int
    lines: list[Line] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def all(self) -> Iterator[Item]:
        """The item and all that stand in it, in printed order."""
        yield self
        for item in self.items:
            yield from item.all()


def outline(lines: Sequence[Line]) -> Item:
    """The outline of some lines: an item without a number that holds the others.

    ``１　件名`` … ``(1) …`` … ``ア …``: which style stands inside which is what the notice itself
    does; a number that doesn't follow the one before it counts nothing off.
    """
    root = Item("", 0)
    open_items = [root]
    for line in lines:
        style, number, text = counted(line)
        depth = _depth(open_items, style, number) if style else None
        if depth is None:
            open_items[-1].lines.append(line)
            open_items[-1].texts.append(line.text)
            continue
        item = Item(style, number, [line], [text])
        del open_items[depth:]
        open_items[-1].items.append(item)
        open_items.append(item)
    return root


def counted(line: Line) -> tuple[str, int, str]:
    """The style and number that a line begins with, and its text behind them; "" for none."""
    if found := _CIRCLED.match(line.text):
        return "①", ord(found[0]) - ord("①") + 1, line.text[1:].lstrip(" 　")
    folded = plain(line.text[:12])
    for style, pattern in _STYLES[1:]:
        if found := pattern.match(folded):
            number = _number(found[1]) if pattern.groups else 0
            return style, number, _rest(line.text, folded[found.end() :])
    return "", 0, line.text


def _number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    if text in _KANA:
        return _KANA.index(text) + 1
    if text.isascii():
        return ord(text) - ord("a") + 1
    return kanji_int(text) or 0


def _rest(text: str, behind: str) -> str:
    """The line as printed from where its first letters, made plain, go on."""
    for at in range(min(12, len(text)), -1, -1):
        if plain(text[at : min(12, len(text))]) == behind.rstrip():
            return text[at:].lstrip(" 　")
    return text[text.find(behind[:1]) if behind else len(text) :].lstrip(" 　")


def _depth(open_items: list[Item], style: str, number: int) -> int | None:
    """At which depth an item stands: beside the last one of its style, or inside the last item.

    None where its number is neither the first nor the next.
    """
    for depth in range(len(open_items) - 1, 0, -1):
        if open_items[depth].style == style:
            last = open_items[depth].number
            is_next = style == "・" or number == last + 1 or number == 1
            return depth if is_next else None
    for depth, item in enumerate(open_items):
        if depth and item.style == style:
            return depth
    return len(open_items) if style == "・" or number == 1 else None
