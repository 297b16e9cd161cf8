"""Notices that stand side by side: one in each column, or one form beside the other."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.fits import fits_bid
from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES
from pipelines.extract.labels import meaning_of
from pipelines.extract.lines import BIDS, OF_BIDDER
from pipelines.extract.pairs import Pair

_LEAST = 3


def turned(grid: Grid, pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs of each notice of a table that is turned round; none if it isn't.

    It is one where the row of the title and most other rows fill the same columns, two or more,
    beside one column of labels: ``件名 | A工事 | B工事``, ``入札日 | 6月13日 | 6月13日``.
    """
    beside = [pair for pair in pairs if pair.label_column >= 0]
    titles = [pair for pair in beside if pair.meaning in TITLES and pair.more]
    if len(titles) != 1 or len({pair.label_column for pair in beside}) != 1:
        return []
    columns = [titles[0].column, *(column for column, _ in titles[0].more)]
    rows = [_spread(grid, pair, columns) for pair in beside]
    full = Counter(sum(1 for text in row if text) == len(columns) for row in rows)
    texts = [text.strip() for _, text in titles[0].more]
    is_named = titles[0].text.strip() not in texts and len(set(texts)) == len(texts)
    if not is_named or full[True] < max(_LEAST, full[False]):
        return []
    return [
        [
            replace(pair, text=row[place], column=column, more=[])
            for pair, row in zip(beside, rows, strict=True)
        ]
        for place, column in enumerate(columns)
    ]


def bands(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs of each of several forms that stand side by side, all of them where none do.

    ``件名 | A | 件名 | B``: a label of the title twice in a row begins a form each.
    """
    starts: dict[int, list[int]] = {}
    for pair in pairs:
        if pair.meaning in TITLES and pair.label_column >= 0:
            starts.setdefault(pair.row, []).append(pair.label_column)
    places = max(starts.values(), key=len, default=[])
    if len(places) < 2:
        return [list(pairs)] if pairs else []
    found: list[list[Pair]] = [[] for _ in places]
    for pair in pairs:
        column = pair.label_column if pair.label_column >= 0 else pair.column
        found[max(bisect_right(places, column) - 1, 0)].append(pair)
    return [band for band in found if band]


def bidders_in_columns(grid: Grid, pairs: Sequence[Pair]) -> dict[int, dict[int, str]]:
    """The texts of the bidders that a form names side by side, by place in ``pairs`` and column.

    ``入札者 | 青葉組 | 若葉建設``, ``入札金額 | 980,000 | 辞退``: one row names them, and below
    the names stand the prices. Empty where it has no such rows.
    """
    named = [pair for pair in pairs if pair.meaning == "bidder" and pair.more]
    if len(named) != 1 or named[0].label_column < 0:
        return {}
    columns = {column: "" for column, _ in _cells(named[0])}
    found = {
        place: columns | dict(_cells(pair))
        for place, pair in enumerate(pairs)
        if (pair.meaning in OF_BIDDER or _is_round(pair)) and pair.label_column >= 0
        if all(column in columns for column, _ in _cells(pair)) and not _is_wide(grid, pair)
    }
    bids = [found[at] for at in found if pairs[at].meaning in BIDS or _is_round(pairs[at])]
    told = [text for texts in bids for text in texts.values() if text]
    return found if len(told) > 1 and all(map(fits_bid, told)) else {}


def _cells(pair: Pair) -> list[tuple[int, str]]:
    return [(pair.column, pair.text.strip()), *((at, text.strip()) for at, text in pair.more)]


def _is_round(pair: Pair) -> bool:
    """Whether a row says what was bid in a round, without a word for prices: ``第１回``."""
    found = meaning_of(pair.labels[-1])
    return pair.meaning is None and found is not None and found.name == "round"


def _is_wide(grid: Grid, pair: Pair) -> bool:
    """Whether the cell of a value is merged over further columns: it is said of all bidders."""
    return any(
        left == pair.column and right > left
        for (_, left), (_, right) in grid.merges_from(pair.row, pair.row)
    )


def _spread(grid: Grid, pair: Pair, columns: Sequence[int]) -> list[str]:
    """The text of a row in each column, that of a cell merged over several in each of them."""
    row = grid.rows[pair.row]
    texts = {column: row[column] for column in columns}
    for (top, left), (_, right) in grid.merges_from(pair.row, pair.row):
        if pair.label_column < left < min(right, grid.width):
            texts |= {column: grid.rows[top][left] for column in columns if left <= column <= right}
    return [texts[column].strip() for column in columns]
