"""落札者等の公示: the gazette's lines of awards, ``①…②件名…⑤7. 4. 1⑥架空㈱…⑦37,701,400円``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.extract.line import Line
from pipelines.extract.lines import DAYS
from pipelines.normalise.dates import parse_day
from pipelines.normalise.text import plain

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
"""The items of an award in the order of the gazette (掲載順序), with their meanings."""

_KIND, _DAY = 4, 5
_DATE = r"\s*(?:\d{1,2}|元)\.\s*\d{1,2}\.\s*\d{1,2}"
_FORMS = {
    1: r"\s*\d{1,3}(?:[、,]\s*\d{1,3})*\s*②",
    2: r"",
    3: r"[^①-⑳]{1,10}[④⑤⑥]",
    4: r"\s*(?:一般|指名|随意|公募)",
    5: _DATE,
    6: r"",
    7: r"[^①-⑳]*\d",
    8: _DATE,
    9: r"\s*[a-z]?\s*「",
    10: r"",
    11: r"\s*[^①-⑳]{0,6}(?:価格|評価)",
    12: r"\s*[\d,.]+\s*円",
}
"""How the text of each item begins, made plain; a mark within a name (架空⑦号棟) has no such."""

_FIT = {number: re.compile(form) for number, form in _FORMS.items()}
_MARK = re.compile("[①-⑫⑾⑿]")
_LAST_SURE = 7
"""Items up to this one stand in every award: none of them is skipped."""

_SHORT_DAY = re.compile(r"(\d{1,2}|元)\.\s*(\d{1,2})\.\s*(\d{1,2})")
_OLDEST = 3
"""Years between an award, or its call, and its notice."""

_ERAS = (("令和", 2018), ("平成", 1988))


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an award: its label in the gazette's legend, its text, and what it means.

    ``printed`` is the text as it stands where ``text`` says more (令和 before a day).
    """

    label: str
    meaning: str | None
    text: str
    printed: str | None
    lines: tuple[Line, ...]


def awards(lines: Sequence[Line], published: str | None) -> Iterator[list[Item]]:
    """The awards below one officer, each by its items; those that it doesn't print are left out.

    ``published`` is the day of the notice as printed: a day of an award has the era in which it
    lies before that.
    """
    text = "".join(line.text for line in lines)
    starts: list[int] = []
    for at in range(len(lines)):
        starts.append(starts[-1] + len(lines[at - 1].text) if at else 0)
    begins = [mark.start() for mark in _MARK.finditer(text) if _fits(1, text, mark)]
    for begin, end in zip(begins, [*begins[1:], len(text)], strict=True):
        yield list(_items(text, begin, end, _Places(lines, starts), published))


@dataclass(frozen=True, slots=True)
class _Places:
    lines: Sequence[Line]
    starts: Sequence[int]

    def of(self, begin: int, end: int) -> tuple[Line, ...]:
        """The lines over which a stretch of the text runs."""
        ends = [*self.starts[1:], end]
        return tuple(
            line
            for line, start, stop in zip(self.lines, self.starts, ends, strict=True)
            if start < end and stop > begin
        )


def _items(
    text: str, begin: int, end: int, places: _Places, published: str | None
) -> Iterator[Item]:
    found = list(_marks(text, begin, end))
    stops = [at for _, at in found[1:]] + [end]
    texts = [(n, text[at + 1 : stop], at, stop) for (n, at), stop in zip(found, stops, strict=True)]
    kind = next((said for number, said, *_ in texts if number == _KIND), "")
    for number, printed, at, stop in texts:
        label, meaning = _ITEMS[number]
        if number == _DAY and "随意" in kind:
            meaning = "signed"
        printed = printed.strip(" 　")
        said = _with_era(printed, published) if meaning in DAYS else printed
        if printed:
            whole = printed if said != printed else None
            yield Item(label, meaning, said, whole, places.of(at, stop))


def _marks(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The marks that begin an item, with their places: in order, each before a text that fits."""
    last = 0
    for mark in _MARK.finditer(text, begin, end):
        number = _number(mark[0])
        is_next = number == last + 1 or (last >= _LAST_SURE and number > last)
        if is_next and _fits(number, text, mark):
            yield number, mark.start()
            last = number


def _fits(number: int, text: str, mark: re.Match[str]) -> bool:
    if number != _number(mark[0]):
        return False
    behind = text[mark.end() : mark.end() + 40]
    marked = "".join(sign if _MARK.match(sign) else plain(sign) for sign in behind)
    return _FIT[number].match(marked) is not None


def _number(mark: str) -> int:
    return int(plain(mark).strip("()"))


def _with_era(text: str, published: str | None) -> str:
    """A day with the era that the gazette leaves out: that in which it lies before the notice."""
    found = _SHORT_DAY.fullmatch(plain(text))
    day = parse_day(published) if published else None
    if not found or day is None or not day.value:
        return text
    year = 1 if found[1] == "元" else int(found[1])
    for era, first in _ERAS:
        value = f"{first + year:04}-{int(found[2]):02}-{int(found[3]):02}"
        if 0 <= int(day.value[:4]) - first - year <= _OLDEST and value <= day.value:
            return f"{era}{found[1]}.{found[2]}.{found[3]}"
    return text
