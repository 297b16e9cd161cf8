"""Lines to the outline of a notice: items counted off in any style, one inside the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipelines.extract.line import Line
from pipelines.extract.prose.parted import is_labelled, labelled
from pipelines.normalise.numerals import kanji_int
from pipelines.normalise.text import plain

_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"
_KANJI = "一二三四五六七八九十"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_SMALL = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"
_GAP = r"[\s　]"
_NO_DAY = r"(?![年月日時分](?![時程期間度任担額月]))"
_NO_UNIT = r"(?![年月日時分回階号条項円人社者名点か箇ヶ個番級種枚台基棟戸件本万億千割通部丁週度歳])"
# In the order in which they are tried. After a bare number or letter must come a gap, a sign or a
# word; 8年, 10月 and 3階 count nothing off.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("条", re.compile(r"第([0-9]{1,3})条")),
    ("第1", re.compile(rf"第([0-9]{{1,2}}|[{_KANJI}]{{1,3}})(?:[.、:]|{_GAP})+")),
    ("(1)", re.compile(rf"[(\[<〔〈【]([0-9]{{1,2}})[)\]>〕〉】]{_GAP}*")),
    ("1)", re.compile(rf"([0-9]{{1,2}})\){_GAP}*")),
    ("1-1", re.compile(rf"[0-9]{{1,2}}[.\-]([0-9]{{1,2}})(?:[.、:)]{_GAP}*|{_GAP}+){_NO_DAY}")),
    ("1", re.compile(rf"([0-9]{{1,2}})(?:[.、:,](?![0-9]){_GAP}*|{_GAP}+){_NO_DAY}")),
    ("1", re.compile(rf"([0-9]{{1,2}}){_NO_UNIT}(?=[一-鿿ァ-ヶ「])")),
    ("(一)", re.compile(rf"\(([{_KANJI}]{{1,3}})\){_GAP}*")),
    ("一", re.compile(rf"([{_KANJI}]{{1,3}})(?:[.、]{_GAP}*|{_GAP}+)")),
    ("(ア)", re.compile(rf"\(([{_KANA}{_IROHA}])\){_GAP}*")),
    ("ア", re.compile(rf"([{_KANA}{_IROHA}])(?:[.、):]{_GAP}*|{_GAP}+)")),
    ("(a)", re.compile(rf"\(([a-zA-Z])\){_GAP}*")),
    ("a", re.compile(rf"([a-zA-Z])(?:[.、)]{_GAP}*|{_GAP}+)(?![a-zA-Z0-9])")),
    ("・", re.compile(rf"[・○◯〇●◆◇▪▶◎★☆*]{_GAP}*(?=[^0-9\s])")),
)
BULLETS = frozenset("・○◯〇●■◆◇▪▶◎★☆*＊")
_MOST_SKIPPED = 2
_DEEPEST = 12
_LAST = 20
_STEP = 1.2
"""Letters by which the same level may begin further left or right."""


@dataclass(slots=True)
class Item:
    """One item: ``lines`` begin with what follows its number, those below go on with it.

    ``number`` counts from 1, 0 for a bullet, for a label with no number and for what stands before
    the first item. ``said`` are label and value of an item that a table prints. ``first`` is its
    first line as printed, with the number.
    """

    style: str
    number: int
    first: Line | None = None
    lines: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    said: tuple[str, str] | None = None

    def all(self) -> Iterator[Item]:
        """The item and all that stand in it, in printed order."""
        yield self
        for item in self.items:
            yield from item.all()


def outline(parts: Sequence[Line | list[Item]], full: frozenset[int] = frozenset()) -> Item:
    """The outline of some lines: an item without a number that holds the others.

    ``１　件名`` … ``(1) …`` … ``ア …``: which style stands inside which is what the notice itself
    does; a number that doesn't follow the one before it counts nothing off. ``full`` are the lines
    that go on in the next (by ``id``). The items of a table stand in the one that is open there.
    """
    root = Item("", 0)
    open_items = [root]
    before: Line | None = None
    # ■ is a box that is ticked where □ stands too, else a bullet.
    has_boxes = any(isinstance(part, Line) and re.search("[□☐]", part.text) for part in parts)
    for part in parts:
        if isinstance(part, list):
            open_items[-1].items.extend(part)
            before = None
            continue
        runs_on = before is not None and id(before) in full
        if not _begin(open_items, part, runs_on, has_boxes=has_boxes):
            if not runs_on:
                _outdent(open_items, part)
            open_items[-1].lines.append(part)
        before = part
    return root


def _begin(open_items: list[Item], line: Line, runs_on: bool, *, has_boxes: bool) -> bool:
    """Begin the item that a line counts off, or whose label it prints; False if it does neither."""
    for style, number, text in counted(line, has_boxes=has_boxes):
        depth = _depth(open_items, style, number, line, runs_on and not is_labelled(text))
        if depth is not None:
            _put(open_items, depth, Item(style, number, line, [_cut(line, text)]))
            return True
    if labelled(line.text) and (not runs_on or is_labelled(line.text)):
        depth = _label_depth(open_items, line)
        _put(open_items, depth, Item("label", 0, line, [line]))
        return True
    return False


def _put(open_items: list[Item], depth: int, item: Item) -> None:
    del open_items[depth:]
    open_items[-1].items.append(item)
    open_items.append(item)


def _cut(line: Line, text: str) -> Line:
    """A line without its number, at its place."""
    return replace(line, text=text)


def _label_depth(open_items: list[Item], line: Line) -> int:
    """Where a label without a number stands: beside another one, else inside what is counted."""
    for depth in range(1, len(open_items)):
        item = open_items[depth]
        if item.style == "label" and _is_beside(item, line):
            return depth
        is_bullet = item.style == "label" or item.style in BULLETS
        if item.first and is_bullet and line.indent <= item.first.indent + line.size * 0.3:
            return depth
    _outdent(open_items, line)
    while len(open_items) > 1 and open_items[-1].style == "label":
        inner = open_items[-1].first
        if inner and line.indent > inner.indent + line.size:
            break
        open_items.pop()
    return min(len(open_items), _DEEPEST)


def _outdent(open_items: list[Item], line: Line) -> None:
    """Close the items that begin further right than a line that is a paragraph of its own."""
    while len(open_items) > 1:
        first = open_items[-1].first
        if first is None or line.indent >= first.indent - line.size * 0.8:
            break
        if first.box and line.box and first.box.page != line.box.page:
            break
        open_items.pop()


def counted(line: Line, *, has_boxes: bool = True) -> Iterator[tuple[str, int, str]]:
    """The styles and numbers that a line may begin with, and its text behind them."""
    first = line.text[:1]
    if first == "■" and not has_boxes:
        yield first, 0, _rest(line.text[1:])
        return
    if "①" <= first <= "⑳":
        yield "①", ord(first) - ord("①") + 1, _rest(line.text[1:])
        return
    for style, signs in (("Ⅰ", _ROMAN), ("ⅰ", _SMALL)):
        if first and first in signs:
            yield style, signs.index(first) + 1, _rest(line.text[1:].lstrip(".．、"))
            return
    if "\ue7d1" <= first <= "\ue7da":  # ① of the official gazette, which plain() makes (1)
        yield "①", ord(first) - 0xE7D0, _rest(line.text[1:])
        return
    head = line.text[:14]
    folded = plain(head)
    for style, pattern in _STYLES:
        if found := pattern.match(folded):
            text = _behind(line.text, folded, found.end())
            if style == "・":
                yield first, 0, text
                continue
            for number in _numbers(style, found[1]):
                yield (style if number >= 0 else f"い{style}"), abs(number), text


def _numbers(style: str, text: str) -> Iterator[int]:
    """What a sign may count as; a negative number is that of a letter in the order of いろは."""
    if text.isdigit():
        yield int(text)
    elif text.isascii():
        yield ord(text.lower()) - ord("a") + 1
    elif style in ("ア", "(ア)"):
        if text in _KANA:
            yield _KANA.index(text) + 1
        if text in _IROHA:
            yield -(_IROHA.index(text) + 1)
    else:
        yield kanji_int(text) or 0


def _behind(text: str, folded: str, end: int) -> str:
    """A line as printed from where its first letters, made plain, go on."""
    rest = folded[end:]
    for at in range(min(14, len(text)) + 1):
        if plain(text[at:14]).lstrip() == rest.lstrip() and plain(text[:at]).strip():
            return _rest(text[at:])
    return _rest(text[end:])


def _rest(text: str) -> str:
    return text.lstrip(" 　\t")


def _depth(
    open_items: list[Item], style: str, number: int, line: Line, runs_on: bool
) -> int | None:
    """At which depth an item stands: beside the last one of its style, or inside the last item.

    None where its number is neither the first nor the next. Within a paragraph that runs on, only
    what stands where its like stands counts.
    """
    alike = [depth for depth, item in enumerate(open_items) if depth and item.style == style]
    for depth in reversed(alike):
        item = open_items[depth]
        is_next = style in BULLETS or number == item.number + 1
        if is_next and not (runs_on and not _is_beside(item, line)):
            return depth
    for depth in reversed(alike):
        item = open_items[depth]
        if runs_on or not _is_beside(item, line):
            continue
        skips = 1 < number - item.number <= 1 + (_MOST_SKIPPED if style != "1" else 2 * _LAST)
        if number == 1 or skips:
            return depth
    if alike and number != 1:
        return None
    if runs_on and (style in ("1", "一", "a", "ア", "1)", "1-1") or style in BULLETS):
        return None
    is_first = not open_items[0].items and style in ("1", "(1)", "第1")
    if style not in BULLETS and number != 1 and not is_first:
        return None
    return _inside(open_items, style)


def _inside(open_items: list[Item], style: str) -> int:
    """The depth inside the last counted item; a label without a number holds none but bullets."""
    depth = min(len(open_items), _DEEPEST)
    while depth > 1 and open_items[depth - 1].style == "label" and style in ("1", "第1", "一"):
        depth -= 1
    return depth


def _is_beside(item: Item, line: Line) -> bool:
    """Whether a line begins where an item does; on another page nobody knows."""
    first = item.first
    if first is None:
        return True
    if first.box and line.box and first.box.page != line.box.page:
        return abs(first.indent - line.indent) < _STEP * 2 * line.size
    return abs(first.indent - line.indent) < _STEP * line.size
