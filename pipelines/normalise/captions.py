"""What the captions of a table say of its prices: without tax, in thousands of yen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

_T = TypeVar("_T")
_CLAUSE = re.compile(r"[、。,，;；\n]|及び|並びに")
# The prices that a caption may name; one that names none speaks of all.
_NAMES = {
    "plannedPrice": re.compile(r"予定価格"),
    "floorInvestigation": re.compile(r"基準(?:価格|額)"),
    "floorMinimum": re.compile(r"最低制限価格"),
    "floorRejection": re.compile(r"失格基準価格"),
    "bidPrice": re.compile(r"[入応]札(?:書記載)?(?:金額|価格|額)"),
    "quotedPrice": re.compile(r"見積(?:書記載)?(?:金額|価格|額)"),
    "awardPrice": re.compile(r"落札(?:決定)?(?:金額|価格|額)"),
    "contractPrice": re.compile(r"契約(?:金額|価格|額)"),
}


def told(captions: Iterable[str], reads: Callable[[str], _T | None]) -> dict[str | None, list[_T]]:
    """What ``reads`` finds in the captions, by the meaning of the price they speak of.

    None stands for all prices that no caption names: ``契約金額は税込み、その他は税抜き`` →
    {contractPrice: [included], None: [excluded]}, each value once and in printed order.
    """
    found: dict[str | None, list[_T]] = {}
    for caption in captions:
        named: set[str | None] = set()
        for clause in _CLAUSE.split(caption):
            named |= {meaning for meaning, name in _NAMES.items() if name.search(clause)}
            value = reads(clause)
            if value is not None:
                for meaning in named or {None}:
                    values = found.setdefault(meaning, [])
                    values.extend([value] if value not in values else [])
                named = set()
    return found
