"""Rounds printed in rows (回 1, 2 …), joined to a row a bidder with a column a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.lookups import fold
from pipelines.records import Column, RawNotice

_MOST = 9


def joined(columns: tuple[Column, ...], notices: Sequence[RawNotice]) -> tuple[Column, ...]:
    """Give every notice a row a bidder; the columns with one more for each further round.

    The price of the first round stays where it is. Unchanged without a column of round numbers.
    """
    where = {column.meaning: column for column in reversed(columns)}
    number, bidder, price = (where.get(m) for m in ("roundNumber", "bidder", "bidPrice"))
    if number is None or bidder is None or price is None:
        return columns
    found = [_round(row[number.index]) for notice in notices for row in notice.rows]
    last = max((one for one in found if one), default=1)
    added = [replace(price, index=len(columns) + at, round=at + 2) for at in range(last - 1)]
    for notice in notices:
        _join(notice, number.index, bidder.index, price.index, len(columns), last)
    return (*columns, *added)


def _join(notice: RawNotice, number: int, bidder: int, price: int, width: int, last: int) -> None:
    rows, numbers = list(notice.rows), list(notice.numbers)
    notice.rows.clear()
    notice.numbers.clear()
    by_name: dict[str, list[int]] = {}
    for row, line in zip(rows, numbers, strict=False):
        at, name = _round(row[number]) or 1, fold(row[bidder])
        target = price if at == 1 else width + at - 2
        places = by_name.setdefault(name, []) if name else [len(notice.rows) - 1]
        same = (
            bool(notice.rows) and bool(places) and not (name and _is_taken(notice, places, target))
        )
        place = places[-1] if same else len(notice.rows)
        if not same:
            by_name.setdefault(name, []).append(place)
            notice.rows.append([*row, *[""] * (last - 1)])
            notice.numbers.append(line)
        kept = notice.rows[place]
        if not same and at > 1:
            kept[price] = ""
        kept[target] = row[price]
        if same or at > 1:
            notice.places[place, target] = line - 1, price
        for column, text in enumerate(row):
            if same and text.strip() and not kept[column].strip() and column != price:
                kept[column] = text
                notice.places[place, column] = line - 1, column


def _is_taken(notice: RawNotice, places: Sequence[int], target: int) -> bool:
    """Whether the last row of a bidder has a price of that round already."""
    return bool(notice.rows[places[-1]][target].strip())


def _round(text: str) -> int | None:
    """The number of a round as a cell of its own prints it: ``第２回`` → 2."""
    digits = fold(text).removeprefix("第").removesuffix("目").removesuffix("回")
    return (
        int(digits)
        if digits.isascii() and digits.isdigit() and 0 < int(digits[:4]) <= _MOST
        else None
    )
