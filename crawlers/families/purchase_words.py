"""Which words name a purchase: titles of entries and of datasets, by ``lookups/purchases.yml``."""

from __future__ import annotations

import re

from crawlers.families.link_words import any_of
from pipelines.lookups import fold, load

_LONGEST = 500
"""Letters of a title that are looked at: no pattern is tried on more."""


def names_purchase(*texts: str) -> bool:
    """Whether a title, or the words beside it (categories, tags), name a purchase.

    ``【入札公告】庁舎清掃業務`` → True; ``市有地の売却``, ``契約社員募集`` → False, and so is
    ``入札参加資格審査の申請`` though filed under 入札・契約: the title's own words come first.
    """
    title, *beside = (fold(text)[:_LONGEST] for text in texts)
    if names_sale(title):
        return False
    if _words("surely").search(title):
        return True
    if _words("others").search(title):
        return False
    return any(_words("maybe").search(words) for words in (title, *beside))


def names_sale(words: str) -> bool:
    """Whether a title names what the body sells or lets: its price would be read as one paid."""
    return bool(_words("never").search(fold(words)[:_LONGEST]))


def says_a_purchase(words: str) -> bool:
    """Whether a page prints a purchase itself: words of two kinds, such as 件名 and 開札日時."""
    folded = fold(words)
    return sum(bool(re.search(kind, folded)) for kind in load("purchases.yml")["onPage"]) >= 2


def is_paper(words: str) -> bool:
    """Whether a link's words name a paper that tells of a purchase: 入札公告（PDF）; no forms."""
    known, folded = load("purchases.yml"), fold(words)
    is_none = re.search(known["noPapers"], folded) or names_sale(words)
    return bool(re.search(known["papers"], folded)) and not is_none


def _words(kind: str) -> re.Pattern[str]:
    """The pattern of one list of the lookup."""
    return any_of(load("purchases.yml")[kind])
