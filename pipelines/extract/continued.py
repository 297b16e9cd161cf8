"""Texts that run on in a row of their own, as old programs print long titles and names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extract.fits import fits_firm
from pipelines.extract.header import TITLES
from pipelines.extract.words import is_footnote
from pipelines.records import Column, RawNotice

_TEXTS = frozenset(
    (*TITLES, "place", "winner", "supplier", "supplierAddress", "description", "rationale",
     "remark", "workType", "office", "period")
)  # fmt: skip
_KEYS = frozenset(("number", "rowNumber", "opened", "signed", "published", "awarded"))
MOST = 3
"""Cells of a row that only goes on with the one above, at most."""
# What begins a line of its own below a name: a number, an address, a person.
_STANDS_ALONE = re.compile(r"[(（〒]|法人番号|代表|.{1,8}?[都道府県市区町村郡].*[\d０-９]")


def runs_on(
    columns: Sequence[Column], row: Sequence[str], last: RawNotice | None, number: int
) -> bool:
    """Whether a row only goes on with texts of the tender right above it.

    All that it prints stands under texts of the row above, while what every tender begins with (a
    number, a day) is printed there and missing here. ``number`` is the row, from 0.
    """
    if last is None or last.numbers[-1] != number:
        return False
    above = last.rows[-1]
    filled = [place for place, text in enumerate(row) if text.strip()]
    if not 0 < len(filled) <= MOST or is_footnote(row[filled[0]]):
        return False
    if filled == [next((c.index for c in columns if c.label), 0)]:
        return False  # alone in the first column: the heading of a group
    keys = [column.index for column in columns if column.meaning in _KEYS]
    if not any(above[place].strip() for place in keys) or any(row[place].strip() for place in keys):
        return False
    return all(
        place < len(columns) and columns[place].meaning in _TEXTS and above[place].strip()
        for place in filled
    )


def join(last: RawNotice, row: Sequence[str]) -> None:
    """Add the texts of a row to those of the tender's last row: one text that was cut in two.

    An address, a number or another firm below a name stays on a line of its own.
    """
    above = last.rows[-1] = list(last.rows[-1])
    for place, text in enumerate(row):
        if text.strip():
            firms = fits_firm(text) and fits_firm(above[place])
            gap = "\n" if firms or _STANDS_ALONE.match(text.strip()) else ""
            above[place] = f"{above[place].rstrip()}{gap}{text.strip()}"
