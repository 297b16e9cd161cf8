"""The levels of a header to columns: labels spread over what they cover, and their meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from pipelines.extract.grid import Grid
from pipelines.extract.labels import meaning_of, plain_label, round_of
from pipelines.lookups import Meaning, fold, words
from pipelines.normalise.amounts import tax_of, unit_of
from pipelines.records import Column

_T = TypeVar("_T")
# What stands in the columns under 入札結果: prices and points, a round each.
BY_ROUND = ("bidPrice", "priceScore", "technicalScore", "evaluationScore", "quotedPrice")
GROUPS = ("results", "round", *BY_ROUND)
# What counts the bidders of a wide list, and nothing else: ①, 2, A社, 第３位
_ORDINAL = re.compile(r"\(?(?:第?\d{1,2}(?:社|者|位|番)?目?|[A-Z](?:社|者)?)\)?")
_PARTIES = ("winner", "supplier")
_OF_PARTY = {
    "bidder": "winner",
    "bidderAddress": "supplierAddress",
    "corporateNumber": "supplierNumber",
}
_BIDS = ("bidPrice", "quotedPrice")
_BARE_PRICES = ("金額", "価格")
_SHARED = 3
_SHORTEST_NOTE = 6
_SPANS = ("deadline", "applicationDeadline", "questionDeadline", "documentPeriod")


def columns_of(grid: Grid, first: int, last: int) -> tuple[Column, ...]:
    """The columns of a grid under the header in some of its rows."""
    levels = _spread(grid, first, last)
    shared = shared_note(levels[-1])
    paths = [_path(level[index] for level in levels) for index in range(grid.width)]
    found = [_column(index, path, shared) for index, path in enumerate(paths)]
    return tuple(_one_title(_price_of_party(_of_winner(_after_left(found)))))


def shared_note(cells: Sequence[str]) -> str:
    """The note in brackets that three labels of a header or more end with, "" if there is none.

    It says of the whole table what it is about: ``契約額（国庫債務負担行為等による契約）``.
    """
    noted = [text for cell in cells if (text := cell.strip()).endswith(("）", ")"))]
    if len(noted) < _SHARED:
        return ""
    notes = Counter(text[max(text.rfind("（"), text.rfind("(")) :] for text in noted)
    note, times = notes.most_common(1)[0]
    return note if times >= _SHARED and len(note) > _SHORTEST_NOTE else ""


def name_of(cell: str) -> str | None:
    """The name of what a label means by itself, None if nobody knows it."""
    meaning = meaning_of(cell)
    return meaning.name if meaning else None


def _one_title(columns: list[Column]) -> list[Column]:
    """The columns with one title: 事業名 beside 契約名 is what the purchase is for."""
    titles = [c for c in columns if c.meaning in ("title", "goodsTitle", "worksTitle")]
    weak = words("sheets.yml")["weakTitle"]
    vague = {c.index for c in titles if fold(plain_label(c.label.split(" ")[-1])) in weak}
    if not vague or len(vague) == len(titles):
        return columns
    return [replace(c, meaning="ignored") if c.index in vague else c for c in columns]


def _after_left(columns: list[Column]) -> list[Column]:
    """The columns that say what they are only beside the one at their left.

    ``工期 自`` then ``至``; ``第1回入札金額`` then ``第　回入札金額``, its number left blank.
    """
    until = words("sheets.yml")["until"]
    found: list[Column] = []
    rounds = 0
    for column in columns:
        left = found[-1].meaning if found else None
        if left == "periodStart" and column.meaning is None and fold(column.label) in until:
            column = replace(column, meaning="periodEnd")
        elif column.meaning == "bidPrice":
            blank = rounds and fold(column.label).startswith("第回")
            column = replace(column, round=rounds + 1) if blank else column
            rounds = column.round or rounds
        found.append(column)
    return found


def _of_winner(columns: list[Column]) -> list[Column]:
    """住所 and 法人番号 in a list without bidders are those of its one party."""
    meanings = {column.meaning for column in columns}
    if "bidder" in meanings or not meanings.intersection(_PARTIES):
        return columns
    return [replace(c, meaning=_OF_PARTY.get(c.meaning or "", c.meaning)) for c in columns]


def _price_of_party(columns: list[Column]) -> list[Column]:
    """The columns where the one price of a list without bidders is what its party is paid.

    ``件名 | 開札日 | 落札者 | 金額`` is the award price, ``件名 | 契約日 | 契約先 | 金額`` that of
    the contract. Of the prices of several rounds nobody can tell.
    """
    meanings = {column.meaning for column in columns}
    prices = [column for column in columns if column.meaning in _BIDS]
    is_told = meanings & {"bidder", "awardPrice", "contractPrice"}
    if is_told or len(prices) != 1 or not meanings.intersection(_PARTIES):
        return columns
    (price,) = prices
    parties = "".join(fold(c.label) for c in columns if c.meaning in _PARTIES)
    is_bare = fold(plain_label(price.label.split(" ")[-1])) in _BARE_PRICES
    is_contract = is_bare and ("契約" in parties or "signed" in meanings)
    meaning = "contractPrice" if is_contract else "awardPrice"
    return [replace(c, meaning=meaning, round=None) if c is price else c for c in columns]


def _spread(grid: Grid, first: int, last: int) -> list[list[str]]:
    """The header's rows with each label written into every cell that it covers.

    By merged ranges; where there are none (CSV, ods), an empty cell with a label below it takes
    the group label at its left.
    """
    levels = [list(grid.rows[row]) for row in range(first, last + 1)]
    covered = set()
    for (top, left), (bottom, right) in grid.merges_from(first, last):
        for row in range(top, min(bottom, last) + 1):
            for column in range(left, min(right, grid.width - 1) + 1):
                levels[row - first][column] = grid.rows[top][left]
                covered.add((row - first, column))
    for number, level in enumerate(levels[:-1]):
        below = levels[number + 1 :]
        for column in range(1, grid.width):
            if not level[column].strip() and (number, column) not in covered:
                ends = (number, column - 1) in covered and len(covered) > 1
                if not ends and _under_one(level, below, column):
                    level[column] = level[column - 1]
    return levels


def _under_one(level: list[str], below: list[list[str]], column: int) -> bool:
    """Whether an empty cell is in the group at its left: both have labels of their own below."""
    left = level[column - 1]
    return any(row[column].strip() for row in below) and any(
        row[column - 1].strip() and row[column - 1] != left for row in below
    )


def _path(cells: Iterable[str]) -> list[str]:
    """The labels over a column from the first level down, each once."""
    path: list[str] = []
    for cell in cells:
        text = "".join(cell.splitlines()).strip()
        if text and (not path or path[-1] != text):
            path.append(text)
    return path


def _column(index: int, path: list[str], shared: str) -> Column:
    if not path:
        return Column(index, "")
    meaning = _meaning(path)
    if meaning is None and shared:
        meaning = _meaning([part.removesuffix(shared) for part in path])
    name = meaning.name if meaning else None
    number = _first_known(round_of(part) for part in reversed(path))
    return Column(
        index=index,
        label=" ".join(path),
        meaning=name,
        category=meaning.category if meaning else None,
        round=number or (1 if name == "bidPrice" else None),
        tax=_first_known(tax_of(part) for part in reversed(path)),
        unit=_first_known(unit_of(part) for part in reversed(path)),
    )


def _meaning(path: list[str]) -> Meaning | None:
    """What the last label of a path means, with those above it.

    ``入札金額 １回目`` → bidPrice, ``評価値 １回目`` → evaluationScore: a round alone is what its
    group is. ``入札結果`` without columns of its own is a remark. ``金額`` under a group that
    nobody knows is not known to be a bid. A label may be cut in two: ``工種`` over ``区分``.
    """
    *groups, leaf = [part for part in path if not is_ordinal(part)] or path
    meaning = meaning_of(leaf, tuple(groups))
    above = [name_of(group) for group in groups]
    if meaning is None:
        return _completed(groups, leaf, above) if groups else None
    if meaning.name == "round":
        if not above and round_of(leaf) is None:
            return Meaning("roundNumber")  # 回: the cells say which
        return Meaning(next((name for name in reversed(above) if name in BY_ROUND), "bidPrice"))
    if meaning.name == "results":
        return Meaning("remark")
    if meaning.name in _OF_PARTY and above and above[-1] in _PARTIES:
        return Meaning(_OF_PARTY[meaning.name])
    unsure = meaning.name == "bidPrice" and not any(round_of(part) for part in path)
    if unsure and any(name not in (*GROUPS, "bidder") for name in above):
        return meaning_of("".join(path))  # 調査基準 over 価格
    return meaning


def meaning_below(group: str, cell: str) -> Meaning | None:
    """What a label means below another one, which may be empty."""
    if is_ordinal(cell):
        return None  # 5 below 第1回 is a price
    return _meaning([group, cell] if group.strip() else [cell])


def _completed(groups: list[str], leaf: str, above: list[str | None]) -> Meaning | None:
    """A label that says only which part of its group it is: 変更後, 開始, or half a label."""
    known, part, group = words("sheets.yml"), fold(leaf), above[-1]
    if group == "period" and part in known["from"]:
        return Meaning("periodStart")
    if group == "period" and part in known["until"]:
        return Meaning("periodEnd")
    if group in _SPANS and part in known["from"]:
        return Meaning("scheduleStep")
    if group and part in known["before"]:
        return Meaning("ignored")
    if group and (part in known["after"] or (group in _SPANS and part in known["until"])):
        return Meaning(group)
    return meaning_of("".join((*groups, leaf)))


def is_ordinal(label: str) -> bool:
    """Whether a label only counts the bidders of a wide list: ``①``, ``Ａ社``."""
    return bool(_ORDINAL.fullmatch(fold(label)))


def meanings_of(cells: Sequence[str]) -> set[str]:
    """The names of what the labels in some cells mean."""
    return {name for cell in cells if (name := name_of(cell))}


def _first_known(found: Iterator[_T | None]) -> _T | None:
    return next((item for item in found if item is not None), None)
