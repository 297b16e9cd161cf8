"""Codes for a body or a method: ``S1`` → 国土交通省 (``data/lookups/portal_codes.yml``)."""

from __future__ import annotations

from pipelines.lookups import fold, load
from pipelines.normalise.tender import Tender

_FILE = "portal_codes.yml"


def words_of_code(tender: Tender, meaning: str) -> str | None:
    """The words of the code under a meaning (buyerCode, methodCode); an unknown one is an issue."""
    column, text = tender.found(meaning)
    if column is None or not text:
        return None
    words: str | None = load(_FILE)[meaning].get(fold(text))
    if words is None:
        tender.note("unknownCode", column, text)
    return words


def is_sale(tender: Tender) -> bool:
    """Whether the code of the method says that the body sells: 最高価格, the highest price wins."""
    _, text = tender.found("methodCode")
    return bool(text) and fold(text or "") in load(_FILE)["sales"]
