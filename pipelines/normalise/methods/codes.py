"""What OCDS publishes of a method: codes where the words leave one reading."""

from __future__ import annotations

import re

from pipelines.lookups import fold
from pipelines.normalise.methods.reading import parse_method
from pipelines.normalise.methods.result import Purchase
from pipelines.normalise.methods.rules import pattern

_CONSULTING = frozenset(("consulting", "survey", "design", "supervision"))
_YES = frozenset(("有", "あり", "有り", "○"))
_WITHOUT = re.compile(
    "総合評価(?:落札)?(?:方式)?(?:の(?:実施|適用|有無))?[:は]?(?:なし|無し?|以外)|価格評価方式|価格のみ"
)
_NO = frozenset(("無", "なし", "無し"))


def method_code(text: str) -> str | None:
    """The OCDS procurement method of a printed one; None where the words don't say it.

    ``一般競争入札（拡大型）`` → open; ``通常の指名競争`` → selective; ``簡易公募型プロポーザル``
    → open; ``指名型プロポーザル`` → limited; ``随意契約`` → direct; ``不落随意契約`` → None (the
    code is that of the competition that failed); an ambiguous one → None.
    """
    read = _read(text)
    after_failure = read.method_detail == "negotiated_after_failed_bidding"
    return None if after_failure or "ambiguous" in read.flags else read.method


def is_known_method(text: str) -> bool:
    """Whether the words name a method at all, even one without a code of its own."""
    return _read(text).method_detail is not None


def is_how_to_hand_in(text: str) -> bool:
    """Whether the words say only how bids are handed in: ``電子入札``, ``紙``, ``郵便入札``."""
    return bool(pattern("handedIn").fullmatch("".join(fold(text).split())))


def is_under_gpa(text: str) -> bool:
    """Whether a printed method says that the Agreement on Government Procurement applies.

    ``一般競争入札（ＷＴＯ対象）`` → True; ``一般競争入札（ＷＴＯ対象外）`` → False.
    """
    return "wto" in _read(text).flags


def award_criteria(evaluation: str, method: str, code: str | None) -> str | None:
    """The OCDS award criteria of 総合評価の有無; None where it isn't said.

    有 and 総合評価方式 → ratedCriteria; 無, 最低価格方式 and 総合評価なし in a competition by price
    → priceOnly. A proposal or a negotiated contract with 無 says nothing of criteria.
    """
    folded = "".join(evaluation.split())
    criteria = _read(evaluation).award_criteria
    without = bool(_WITHOUT.search(folded))
    if folded in _YES or (criteria == "overall_evaluation" and not without):
        return "ratedCriteria"
    proposal = (_read(method).method_detail or "").startswith("proposal")
    says_no = folded in _NO or without or criteria == "lowest_price"
    if says_no and code in ("open", "selective") and not proposal:
        return "priceOnly"
    return None


def is_consulting(text: str) -> bool:
    """Whether a kind of work (業種区分) is consulting: ``土木コンサル``, ``測量`` → True."""
    read = parse_method(text, {"kind": "category"})
    return read.category == "services" and read.category_detail in _CONSULTING


def _read(text: str) -> Purchase:
    return parse_method(text, {"kind": "method"})
