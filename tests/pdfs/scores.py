"""How much of what a file prints was found: cells, whole rows, fields of notices. All pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from golden.compare import Comparison, Difference, compare, same_step

Table = Sequence[Sequence[str | None]]

GRADED = frozenset(
    [
        "number", "title", "published", "deadline", "opened", "period", "plannedPrice",
        "floorPrice", "awardPrice", "contractPrice", "awardRate", "suppliers", "bids",
        "numberOfBids",
    ]
)  # fmt: skip
"""The keys that are compared: prices, dates, parties, bids, and what names the purchase."""


def plain(text: str | None) -> str:
    """A cell's text in NFKC, without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


def cells_of(tables: Iterable[Table]) -> Counter[str]:
    """How often each text stands in a cell, empty ones left out."""
    cells = Counter(plain(cell) for rows in tables for row in rows for cell in row)
    del cells[""]
    return cells


def cell_f1(found: Iterable[Table], truth: Table, again: Table = ()) -> float:
    """F1 of the cells with text, wherever they stand.

    ``again`` are rows of the truth that may be left out: headers that stand on later pages too.
    """
    got, wanted, may = cells_of(found), cells_of([truth]), cells_of([again])
    right = (got & wanted).total()
    left_out = ((wanted - got) & may).total()
    total = got.total() + wanted.total() - left_out
    return 2 * right / total if total else 1.0


def whole_rows(found: Iterable[Table], truth: Table, again: Table = ()) -> float:
    """The share of the truth's rows that are found with every cell right and in order.

    Empty cells don't count; ``again`` as for ``cell_f1``.
    """
    got = Counter(_row(row) for rows in found for row in rows)
    wanted = Counter(_row(row) for row in truth)
    may = Counter(_row(row) for row in again)
    for rows in (got, wanted, may):
        del rows[()]
    total = wanted.total() - ((wanted - got) & may).total()
    return (got & wanted).total() / total if total else 1.0


def _row(row: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(text for text in map(plain, row) if text)


def character_accuracy(printed: str, read: str) -> float:
    """1 less the edits that lead from what was read to what is printed, by printed letters."""
    printed, read = plain(printed), plain(read)
    row = list(range(len(read) + 1))
    for at, letter in enumerate(printed):
        above, row = row, [at + 1]
        for place, other in enumerate(read):
            row.append(min(above[place] + (letter != other), above[place + 1] + 1, row[-1] + 1))
    return 1 - row[-1] / max(len(printed), 1)


def notice_score(
    found: Sequence[Mapping[str, Any]], expected: Sequence[Mapping[str, Any]]
) -> Comparison:
    """The fields of the notices, in printed order; all of one that isn't there count.

    Where there are more or fewer than expected, their titles say which is which.
    """
    score = Comparison()
    for got, wanted in _paired(found, expected):
        if got is not None and wanted is not None:
            score.add(_compared(got, wanted))
        elif wanted is not None:
            score.missing += [Difference(key, value, None) for key, value in wanted.items()]
        elif got is not None:
            score.invented += [Difference(key, None, got[key]) for key in GRADED & got.keys()]
    return score


def _paired(
    found: Sequence[Mapping[str, Any]], expected: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]:
    """The notices that belong together, None where the other isn't there."""
    if len(found) == len(expected):
        yield from zip(found, expected, strict=True)
        return
    titles = [[plain(one.get("title")) for one in some] for some in (found, expected)]
    matcher = SequenceMatcher(None, *titles, autojunk=False)
    for _, begin, end, first, last in matcher.get_opcodes():
        yield from zip_longest(found[begin:end], expected[first:last])


def _compared(got: Mapping[str, Any], wanted: Mapping[str, Any]) -> Comparison:
    """All keys that are expected, and no graded one besides; of steps, those expected are there."""
    keys = (GRADED | wanted.keys()) - {"schedule"}
    score = compare(_kept(got, keys), {"expect": _kept(wanted, keys)})
    for step in wanted.get("schedule", ()):
        name = f"schedule {step['label']}"
        if any(same_step(step, one) for one in got.get("schedule", ())):
            score.right.append(name)
        else:
            score.missing.append(Difference(name, step, got.get("schedule")))
    return score


def _kept(notice: Mapping[str, Any], keys: Set[str]) -> dict[str, Any]:
    kept = {key: value for key, value in notice.items() if key in keys}
    if "bids" in kept:
        extra = ("quote", "remark", "rank", "technicalScore", "evaluationScore")
        bids = [{k: v for k, v in bid.items() if k not in extra} for bid in kept["bids"]]
        kept["bids"] = [{**bid, "rounds": _rounds(bid["rounds"])} for bid in bids]
    return kept


def _rounds(rounds: Sequence[Any]) -> list[Any]:
    """The rounds without empty ones at the end: a firm that went isn't asked again."""
    kept = list(rounds)
    while kept and not kept[-1]:
        kept.pop()
    return kept
