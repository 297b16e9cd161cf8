"""Words of a list that are no notice: totals, footnotes, ditto marks, 該当なし, examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.lookups import fold, words

_FOOTNOTE = re.compile(r"[※*注]|\(?注|\(※|備考[::]|・")
_TOTAL_TAIL = re.compile(r"(?:金額)?(?:\([^()]*\))?(?:\d+件)?[::]?")


def is_example_sheet(name: str | None) -> bool:
    """Whether a sheet by its name holds instructions or a made-up example: ``記入例``."""
    return _has_word(name or "", ("example", "instructions"))


@lru_cache(maxsize=4096)
def is_example(text: str) -> bool:
    """Whether a text says that what stands there is made up: ``【記入例】``."""
    return fold(text).strip("()【】<>《》※:") in words("sheets.yml")["example"]


def says_empty(row: Sequence[str]) -> bool:
    """Whether a row says that the list has no entry: ``該当なし``."""
    known = words("sheets.yml")["empty"]
    return any(fold(cell).strip("。()※") in known for cell in row if cell)


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Whether a row that begins so sums up others: ``合計``, ``計（12件）``."""
    folded = fold(text)
    if len(folded) > 20:
        return False
    return any(
        folded.startswith(word) and _TOTAL_TAIL.fullmatch(folded, len(word))
        for word in words("sheets.yml")["total"]
    )


def is_footnote(text: str) -> bool:
    """Whether a text is a note on the list: ``※予定価格は税抜き``, ``注）…``."""
    return bool(_FOOTNOTE.match(fold(text)))


def is_column_numbers(row: Sequence[str]) -> bool:
    """Whether a row only counts the columns, as forms do under their header: ① ② ③."""
    counted = [fold(cell).strip("()") for cell in row if cell.strip()]
    return len(counted) > 2 and counted == [str(n) for n in range(1, len(counted) + 1)]


def has_dittos(rows: Sequence[Sequence[str]]) -> bool:
    """Whether any cell may hold a mark for the cell above; one quick look at the whole sheet."""
    text = "".join(["".join(row) for row in rows])
    return any(mark in text for mark in words("sheets.yml")["ditto"].values())


def without_dittos(row: list[str], above: list[str]) -> tuple[list[str], dict[int, str]]:
    """A row with the text above for every mark, and the marks by column: 〃 → 中部地方整備局.

    A mark with nothing above it stays as it is.
    """
    known = words("sheets.yml")["ditto"]
    marks = {
        place: cell
        for place, cell in enumerate(row)
        if cell and len(cell) < 9 and fold(cell) in known
    }
    if not marks:
        return row, marks
    meant = list(row)
    for place in marks:
        if place < len(above) and above[place].strip():
            meant[place] = above[place]
    return meant, marks


def _has_word(text: str, kinds: tuple[str, ...]) -> bool:
    folded, known = fold(text), words("sheets.yml")
    return any(word in folded for kind in kinds for word in known[kind])
