"""Method, status and category of a text, put together from the lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pipelines.normalise.methods.grounds import legal_basis, said_by
from pipelines.normalise.methods.result import Purchase
from pipelines.normalise.methods.rules import Rule, first, pattern, rules
from pipelines.normalise.methods.spelling import completed, spelled
from pipelines.normalise.methods.title import category

_KINDS = ("method", "status", "category")
_OPEN_TO_LAW = frozenset((None, "negotiated", "public_call", "competition"))


def parse_method(text: str, context: Mapping[str, object] | None = None) -> Purchase:
    """What a printed text says of a purchase; nothing raises, what isn't said is None.

    ``context["kind"]`` asks for method, status or category; without it everything that the text
    says is given. ``条件付一般競争入札（総合評価）`` → open, general_conditional,
    overall_evaluation; ``不調`` → tender unsuccessful; ``庁舎清掃業務委託`` → services, cleaning.
    Codes as ``docs/ocds.md`` has them: who could bid decides, so that an open call for proposals
    is open, though Japanese statistics count it as 随意契約.
    """
    kind = (context or {}).get("kind")
    return _read(text, kind if isinstance(kind, str) and kind in _KINDS else None)


@lru_cache(maxsize=8192)
def _read(text: str, kind: str | None) -> Purchase:
    """The reading of a text for one kind, or for all."""
    folded = spelled(text)
    read = {
        each: answer
        for each in ((kind,) if kind else _KINDS)
        if (answer := _READERS[each](folded.text)) is not None
    }
    answers: dict[str, object] = {}
    flags: list[str] = list(folded.flags) if read else [f for f in folded.flags if f != "typo"]
    for found, said in read.values():
        answers |= found
        flags += said
    first_kind = kind or next(iter(read), None)
    return Purchase(
        text=text,
        kind=first_kind,
        flags=tuple(dict.fromkeys(flags)),
        **answers,  # type: ignore[arg-type]
    )


_Answer = tuple[dict[str, object], tuple[str, ...]]


def _method(text: str) -> _Answer | None:
    """Method, criteria and grounds, with flags."""
    rule, flags = _method_rule(text)
    basis, item_alone = legal_basis(text)
    if basis and (rule is None or rule.detail in _OPEN_TO_LAW):
        by_law = said_by(basis)
        if by_law and (rule is None or by_law.detail != "negotiated"):
            rule, flags = by_law, ()
    criteria = first("criteria", text)
    if rule is None and criteria is None and not basis:
        return None
    flags += tuple(r.flag for test, r in rules("flags") if r.flag and test(text))
    flags += ("law_reference",) if basis else ()
    flags += ("abbreviated",) if item_alone else ()
    return {
        "method": rule.method if rule else None,
        "method_detail": rule.detail if rule else None,
        "award_criteria": criteria.criteria if criteria else None,
        "legal_basis": basis,
    }, flags


def _method_rule(text: str) -> tuple[Rule | None, tuple[str, ...]]:
    """The entry that a text fits; a cut one as what it was cut from."""
    whole = completed(text)
    rule = first("methods", text) or (first("methods", whole) if whole else None)
    if rule is None:
        return None, ()
    return rule, ("abbreviated", *rule.flags) if whole else rule.flags


def _status(text: str) -> _Answer | None:
    """Status with its level; of a rule the level alone."""
    rule = first("status", text)
    if pattern("conditional").search(text):
        lottery = rule is not None and rule.detail == "lottery"
        return {
            "level": (rule.level if rule else None) or "tender",
            "status_detail": "lottery" if lottery else "conditional",
        }, ("conditional",)
    if rule is None or rule.nothing:
        return None
    return {
        "status": rule.status,
        "level": rule.level,
        "status_detail": rule.detail,
    }, rule.flags


def _category(text: str) -> _Answer | None:
    """Category with its detail."""
    found = category(text)
    if found is None:
        return None
    return {"category": found.code, "category_detail": found.detail}, found.flags


_READERS = {"method": _method, "status": _status, "category": _category}
