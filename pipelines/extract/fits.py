"""Whether the texts of a column are of the kind that its label names, by majority."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.lookups import fold
from pipelines.normalise.outcome_words import is_known_word, is_nothing

_MONEY = frozenset(
    (
        "plannedPrice",
        "awardPrice",
        "contractPrice",
        "bidPrice",
        "quotedPrice",
        "designPrice",
        "floorMinimum",
        "floorInvestigation",
        "floorRejection",
    )
)
_DAYS = frozenset(("opened", "published", "awarded", "signed"))
_NAMES = frozenset(("bidder", "winner", "supplier", "office", "title", "goodsTitle", "worksTitle"))
_DAY = re.compile(
    r"(?:(?:明治|大正|昭和|平成|令和|[MTSHR])?(?:\d{1,4}|元)[年./-]\d{1,2}[月./-]\d{1,2}日?"
    r"|\d{1,2}月\d{1,2}日)(?:\(.\))?(?:T?(?:午前|午後)?\d{1,2}[時:].*)?"
)
_AMOUNT = re.compile(r"[\\¥￥△▲-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:千円|万円|円)?-?")
_SERIAL = re.compile(r"[2-5]\d{4}(?:\.\d+)?")  # a day as Excel counts them
_LEGAL = re.compile(r"(?:株式|有限|合同|合資|合名)会社|\((?:株|有|同)\)|(?:社団|財団)法人")


@lru_cache(maxsize=65536)
def _kind(text: str) -> str:
    """What a text looks like: day, amount, firm, or other."""
    folded = fold(text[:80])
    if _DAY.fullmatch(folded):
        return "day"
    if _AMOUNT.fullmatch(folded):
        return "amount"
    return "firm" if _LEGAL.search(folded) else "other"


def is_checked(meaning: str) -> bool:
    """Whether anything is asked of the texts under a label of a meaning."""
    return meaning in _MONEY or meaning in _DAYS or meaning in _NAMES


def fits(meaning: str, texts: Sequence[str]) -> bool:
    """Whether most of the texts under a label can be what it means.

    Days, firms and amounts are told apart; words (非公表, 辞退, 不調) and dashes fit everywhere.
    ``fits("awardPrice", ["令和6年4月1日"])`` is False. Only a majority speaks: one slip is a
    matter of its cell.
    """
    if not is_checked(meaning):
        return True
    kinds = [_kind(text) for text in texts if text.strip()]
    if not kinds:
        return True
    if meaning in _MONEY:
        wrong = kinds.count("day") + kinds.count("firm")
    elif meaning in _DAYS:
        serials = sum(1 for text in texts if _SERIAL.fullmatch(text))
        dotless = sum(1 for text in texts if re.fullmatch(r"(?:19|20)\d{6}", text))
        wrong = kinds.count("amount") - serials - dotless + kinds.count("firm")
    else:
        wrong = kinds.count("day") + kinds.count("amount")
    return wrong <= len(kinds) / 2


def fits_title(texts: Sequence[str]) -> bool:
    """Whether texts may name purchases: words, most of them long, and no two alike by rule."""
    if not texts or sum(1 for text in texts if _kind(text) == "other") < len(texts) * 0.8:
        return False
    long = sum(1 for text in texts if len(fold(text)) >= 6)
    return long >= len(texts) * 0.7 and len(set(texts)) >= len(texts) * 0.6


def fits_price(text: str) -> bool:
    """Whether one text is an amount: ``27,300,000円``."""
    return _kind(text) == "amount"


def fits_bid(text: str) -> bool:
    """Whether a text can stand for what a bidder gave: a price, a word (辞退), a dash."""
    return fits_price(text) or is_known_word(text) or is_nothing(text)


def fits_firm(text: str) -> bool:
    """Whether one text is a firm by its legal form: ``（株）架空組``."""
    return _kind(text) == "firm"
