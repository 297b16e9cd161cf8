"""How people name a cell of a sheet: by column letters and row, ``工事!C7``."""

from __future__ import annotations


def column_letters(index: int) -> str:
    """The letters of a column, as a spreadsheet shows them: 0 → A, 27 → AB."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(sheet: str | None, row: int, column: int) -> str:
    """A cell as people write it, row and column from 0: ``工事!C7``, or ``C7`` with no sheet."""
    place = f"{column_letters(column)}{row + 1}"
    return f"{sheet}!{place}" if sheet else place
