"""How a purchase is made: the printed method to OCDS codes (``docs/ocds.md``)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Who could bid, in the order in which they must be tried: 公募型プロポーザル is a proposal
# first. Japanese statistics count open proposals as 随意契約; both views can be had, since the
# printed name is always kept.
_METHODS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"プロポーザル|企画競争|企画提案|技術提案"), "proposal"),
    (re.compile(r"オープンカウンター"), "open"),
    (re.compile(r"不落随意契約"), "unclear"),
    (re.compile(r"随意契約|特命|随契"), "direct"),
    (re.compile(r"見積合わ?せ|見積り?合"), "limited"),
    (re.compile(r"準じた方式"), "unclear"),
    (re.compile(r"指名|工事希望|公募型競争|希望型"), "selective"),
    (re.compile(r"一般競争|条件付競争|制限付競争"), "open"),
)
_OPEN_CALL = re.compile(r"公募|公開")
_CONSULTING = re.compile(r"コンサル|測量|地質|設計|調査|監理")


@lru_cache(maxsize=4096)
def method_code(text: str) -> str | None:
    """The OCDS procurement method of a printed one; None where the words don't say it.

    ``一般競争入札（拡大型）`` → open; ``通常の指名競争`` → selective; ``簡易公募型プロポーザル``
    → open; ``指名型プロポーザル`` → limited; ``随意契約`` → direct; ``不落随意契約`` → None (the
    code is that of the competition that failed).
    """
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    for pattern, code in _METHODS:
        if pattern.search(folded):
            if code == "proposal":
                return "open" if _OPEN_CALL.search(folded) else "limited"
            return None if code == "unclear" else code
    return None


@lru_cache(maxsize=4096)
def is_known_method(text: str) -> bool:
    """Whether the words name a method at all, even one without a code of its own."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return any(pattern.search(folded) for pattern, _ in _METHODS)


def award_criteria(evaluation: str, method: str, code: str | None) -> str | None:
    """The OCDS award criteria of 総合評価の有無; None where it isn't said.

    有 → ratedCriteria; 無 in a competition by price → priceOnly. A proposal or a negotiated
    contract with 無 says nothing of criteria.
    """
    folded = unicodedata.normalize("NFKC", evaluation).strip()
    if folded in ("有", "あり", "有り", "○") or "総合評価" in folded:
        return "ratedCriteria"
    competition = code in ("open", "selective") and not _METHODS[0][0].search(method)
    if folded in ("無", "なし", "無し") and competition:
        return "priceOnly"
    return None


def is_consulting(text: str) -> bool:
    """Whether a kind of work (業種区分) is consulting: ``土木コンサル``, ``測量`` → True."""
    return bool(_CONSULTING.search(text))
