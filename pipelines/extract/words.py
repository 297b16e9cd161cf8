"""Words of a list that are no notice: totals, footnotes, ditto marks, 該当なし, examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipelines.lookups import fold, words
from pipelines.normalise.amounts import tax_of, unit_of

_FOOTNOTE = re.compile(r"[※*注]|\(?注|\(※|備考[::]|・")
_LONGEST_SENTENCE = 80
_TOTAL_TAIL = re.compile(r"(?:金額)?(?:\([^()]*\))?(?:\d+件)?[::]?")


def is_example_sheet(name: str | None) -> bool:
    """Whether a sheet by its name holds instructions or a made-up example: ``記入例``."""
    return _has_word(name or "", ("example", "instructions"))


@lru_cache(maxsize=4096)
def is_example(text: str) -> bool:
    """Whether a text says that what stands there is made up: ``【記入例】``."""
    if len(text) > _LONGEST_SENTENCE or _begins("example").isdisjoint(text):
        return False
    folded, known = fold(text).strip("()【】<>《》※:"), words("sheets.yml")["example"]
    return folded in known or any(folded.startswith((f"{word}(", f"{word}:")) for word in known)


def says_empty(row: Sequence[str]) -> bool:
    """Whether a row says that the list has no entry: ``該当なし``, ``4月の入札はございません。``"""
    filled = [cell for cell in row if cell and not cell.isspace()]
    if len(filled) == 1 and len(filled[0]) < _LONGEST_SENTENCE:
        alone, known = fold(filled[0]), words("sheets.yml")
        if alone in known["emptyAlone"] or alone in known["emptyEnd"]:
            return True
    return any(_is_empty(cell) for cell in filled)


@lru_cache(maxsize=4096)
def _is_empty(cell: str) -> bool:
    if len(cell) > _LONGEST_SENTENCE:
        return False
    folded, known = fold(cell).strip("。.()※-"), words("sheets.yml")
    if folded in known["empty"]:
        return True
    ends = folded.endswith(tuple(known["emptyEnd"]))
    return ends and any(word in folded for word in known["emptyOf"])


def says_how(text: str) -> bool:
    """Whether a title or line gives the unit of prices or their tax basis: ``（単位：千円）``."""
    return unit_of(text) is not None or tax_of(text) is not None


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Whether a row that begins so sums up others: ``合計``, ``計（12件）``."""
    if _begins("total").isdisjoint(text):
        return False
    folded = fold(text)
    if len(folded) > 20:
        return False
    return any(
        folded.startswith(word) and _TOTAL_TAIL.fullmatch(folded, len(word))
        for word in words("sheets.yml")["total"]
    )


def says_blank_below(filled: Sequence[str]) -> bool:
    """Whether the one text of a row says that the list ends here: ``以下余白``, ``以上``."""
    if len(filled) != 1 or len(filled[0]) > _LONGEST_SENTENCE:
        return False
    return fold(filled[0]).strip("()【】<>《》-‐－―ー~～*※") in words("sheets.yml")["blankBelow"]


def is_footnote(text: str) -> bool:
    """Whether a text is a note on the list: ``※予定価格は税抜き``, ``注）…``."""
    return bool(_FOOTNOTE.match(fold(text)))


def is_column_numbers(row: Sequence[str]) -> bool:
    """Whether a row only counts the columns, as forms do under their header: ① ② ③."""
    counted = [fold(cell).strip("()") for cell in row if cell.strip()]
    return len(counted) > 2 and counted == [str(n) for n in range(1, len(counted) + 1)]


def has_dittos(rows: Sequence[Sequence[str]]) -> bool:
    """Whether any cell may hold a mark for another cell; one quick look at the whole sheet."""
    text = "".join(["".join(row) for row in rows])
    known = words("sheets.yml")
    return any(mark in text for kind in ("ditto", "dittoLeft") for mark in known[kind].values())


def without_dittos(row: list[str], above: list[str]) -> tuple[list[str], dict[int, str]]:
    """A row with the text meant for every mark, and the marks by column: 〃 → 中部地方整備局.

    〃 and 同上 stand for the cell above, 同左 for that at the left. A mark with nothing there stays
    as it is.
    """
    known = words("sheets.yml")
    marks = {
        place: cell for place, cell in enumerate(row) if cell and len(cell) < 9 and _is_mark(cell)
    }
    if not marks:
        return row, marks
    meant = list(row)
    for place, mark in marks.items():
        if fold(mark) in known["dittoLeft"]:
            meant[place] = meant[place - 1] if place and meant[place - 1].strip() else mark
        elif place < len(above) and above[place].strip():
            meant[place] = above[place]
    return meant, marks


def _is_mark(cell: str) -> bool:
    folded, known = fold(cell), words("sheets.yml")
    return folded in known["ditto"] or folded in known["dittoLeft"]


def _has_word(text: str, kinds: tuple[str, ...]) -> bool:
    folded, known = fold(text), words("sheets.yml")
    return any(word in folded for kind in kinds for word in known[kind])


@cache
def _begins(kind: str) -> frozenset[str]:
    """The first signs of the words of a kind: a text without any of them needs no closer look."""
    return frozenset(word[0] for word in words("sheets.yml")[kind])
