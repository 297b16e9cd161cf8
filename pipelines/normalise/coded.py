"""Codes for a body or a method: ``S1`` → 国土交通省 (``data/lookups/portal_codes.yml``)."""

from __future__ import annotations

from pipelines.lookups import bodies_by_name, fold, load
from pipelines.normalise.tender import Tender

_FILE = "portal_codes.yml"
_MINISTRY = 2  # letters of 府省コード; 調達機関番号 has three


def words_of_code(tender: Tender, meaning: str) -> str | None:
    """The words of the code under a meaning (buyerCode, methodCode); an unknown one is an issue."""
    column, text = tender.found(meaning)
    if column is None or not text:
        return None
    words: str | None = load(_FILE)[meaning].get(fold(text))
    if words is None:
        tender.note("unknownCode", column, text)
    return words


def bodies_of_ministry_codes() -> tuple[str, ...]:
    """The ids of the bodies that 府省コード (A1, S1 …) name, in the order of the table."""
    known = bodies_by_name()
    found = (
        known.get(fold(words))
        for code, words in load(_FILE)["buyerCode"].items()
        if len(code) == _MINISTRY
    )
    return tuple(dict.fromkeys(facts.id for facts in found if facts))


def is_sale(tender: Tender) -> bool:
    """Whether the code of the method says that the body sells: 最高価格, the highest price wins."""
    _, text = tender.found("methodCode")
    return bool(text) and fold(text or "") in load(_FILE)["sales"]
