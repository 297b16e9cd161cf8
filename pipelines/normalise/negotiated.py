"""The method of a table that has no column for it: 随意契約, as its title or its reasons say."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.lookups import fold
from pipelines.normalise.coded import words_of_code
from pipelines.normalise.contract_words import known
from pipelines.normalise.linked import method_linked
from pipelines.normalise.methods import is_how_to_hand_in, is_known_method, parse_method
from pipelines.normalise.outcome_words import is_nothing
from pipelines.normalise.tender import Tender
from pipelines.normalise.text import plain

_NEGOTIATED = "随意契約"
_ASK = {"kind": "method"}
_BRACKET = re.compile(r"[(（]([^()（）]{2,16})[)）]")
_CALL = re.compile("企画競争|公募|プロポーザル|企画提案|競争的")
_OPEN_CALL = "企画競争"
"""Stands for all words of an open call; 公募 alone would leave open what is called for."""
_LONGEST = 24
"""Letters of a remark that is a method and nothing else: 企画競争, 公募型随意契約."""

_TITLE = 60
_COMPETITION = re.compile(
    r"[^\s、。・()（）「」:：【】]{0,24}(?:競争入札|プロポーザル|企画競争|見積合わせ)(?=$|[^・及並又])"
)
"""A competition in a title; 一般競争入札・指名競争入札 names two, and so none."""
_GAP = re.compile(r"(?<=\S)\s(?=\S)")
# When, before the method in a title: 令和6年度 指名競争入札, 令和6年4月分 …
_WHEN = re.compile(r"^(?:(?:令和|平成|[RH])?(?:\d{1,4}|元)年度?)?(?:\d{1,2}月[分中]?)?(?:の)?")


def method_of(tender: Tender) -> tuple[str | None, str | None]:
    """The printed method, and the words that say who could take part (for its code).

    A table without a column for it is one of 随意契約 where a reason for that is printed, or its
    title names it and no competition; else of what its title names, or the link to it. Which kind
    it is (企画競争, 公募, 特命) stands in the remark or in a bracket of the reason; where only its
    prose speaks of a call, nobody can tell.
    """
    printed = _printed(tender)
    if printed and not is_nothing(printed):
        return printed, printed
    if coded := words_of_code(tender, "methodCode"):
        return coded, coded
    if "method" in tender.plan.by_meaning:
        return None, None
    if not _is_negotiated(tender):
        titled = _titled((*tender.plan.table.captions, tender.sheet or ""))
        named = titled or method_linked(tender)
        return named, named
    kinds = [text for text in tender.texts("remark") if _is_kind(text)]
    words = next((text for text in kinds if "随" in text), _NEGOTIATED)
    reason = tender.text("rationale") or ""
    brackets = [text for text in _BRACKET.findall(reason) if _is_call(text)]
    kind = next(iter([*kinds, *brackets]), None)
    if kind and _is_call(kind):
        return words, _OPEN_CALL
    if kind is None and _CALL.search(reason):
        return words, None
    return words, kind or _NEGOTIATED


def _printed(tender: Tender) -> str | None:
    """The text under the method's label; of 入札方式 and 入札方法 the one that says who may bid.

    電子入札 and 郵便入札 say only how. Where both say it, and the same, the first is the method.
    """
    columns = tender.plan.by_meaning.get("method", ())
    if len(columns) > 1:
        texts = [text for column in columns if (text := tender.of(column))]
        texts = [text for text in texts if not is_how_to_hand_in(text)] or texts
        sure = {text: code for text in texts if (code := parse_method(text, _ASK).method)}
        if sure and len(set(sure.values())) == 1:
            return next(iter(sure))
        if len(texts) == 1:
            return texts[0]
    return tender.text("method")


@lru_cache(maxsize=1024)  # all notices of a table ask the same
def _titled(texts: tuple[str, ...]) -> str | None:
    """The one kind of competition that the list's titles name: ``条件付一般競争入札（5月）``."""
    found = set()
    for text in texts:
        if len(text) > _TITLE:
            continue
        # A gap ends what is printed before it: 物品購入　見積合わせ
        for words in _COMPETITION.findall(_closed(text)) or _COMPETITION.findall(fold(text)):
            read = parse_method(words, _ASK)
            if not read.method or {"multiple", "ambiguous"}.intersection(read.flags):
                return None
            found.add(_WHEN.sub("", words))
    most = max(found, key=len, default="")
    return most if most and all(words in most for words in found) else None


def _closed(text: str) -> str:
    """A title without the gap after each letter, where it is spread out: ``物　品　　見　積``."""
    spread = all(len(word) == 1 for word in text.split())
    return _GAP.sub("", plain(text)) if spread else plain(text)


def _is_kind(text: str) -> bool:
    """Whether a text names the kind of 随意契約 and nothing else: 特命随意契約, 企画競争."""
    folded = fold(text)
    if not 2 < len(folded) <= _LONGEST or not is_known_method(text):
        return _is_call(text)
    return "随" in folded or parse_method(text, _ASK).method is not None


def _is_call(text: str) -> bool:
    """Whether a text is the word of an open call: 企画競争, 公募."""
    return fold(text) in known("openCalls")


def _is_negotiated(tender: Tender) -> bool:
    reasons = tender.plan.by_meaning.get("rationale", ())
    if any(_NEGOTIATED in fold(c.label) and not is_nothing(tender.of(c) or "") for c in reasons):
        return True
    captions = [fold(text) for text in (*tender.plan.table.captions, tender.sheet or "")]
    named = [text for text in captions if _NEGOTIATED in text]
    return bool(named) and not any("競争" in text or "入札" in text for text in captions)
