"""What a label of prose means: by itself, by the items around it, and by its value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract.header import TITLES
from pipelines.extract.labels import meaning_of
from pipelines.extract.lines import DAYS, PRICES
from pipelines.extract.prose.days import FULL_DAY, is_past
from pipelines.extract.prose.parted import labelled
from pipelines.extract.prose.values import names_firm, value_of
from pipelines.extract.prose.words import (
    is_of_purchase,
    is_of_step,
    is_only_when,
    prose_words,
    role_of,
    step_of,
)
from pipelines.lookups import fold
from pipelines.normalise.outcome_words import said

IGNORED = "ignored"
"""The meaning of a text that is kept and says nothing of the record."""

# Of a call for tenders nobody has won yet: 落札者, 契約金額 there are those of its rules.
_OF_OUTCOME = frozenset(
    (
        "bidder", "winner", "supplier", "awardPrice", "contractPrice", "bidPrice", "quotedPrice",
        "awardRate", "rank", "numberOfBids", "supplierAddress", "supplierNumber", "bidderAddress",
        "corporateNumber", "technicalScore", "evaluationScore", "priceScore", "rationale",
        "remark", "month", "fiscalYear", "plannedTiming",
    )
)  # fmt: skip
_PAID = frozenset(("awardPrice", "contractPrice"))
_SUM = re.compile(r"(?:金|¥|\\)?\d[\d,]{2,}円?(?:也|-)?(?:\([^()]{1,12}\))?")
"""落札金額：266,000,000円（税抜）"""
_NO_MEANING = frozenset(("results", "round", "roundNumber", "rowNumber", IGNORED))
_ENDS = frozenset(("unsuccessful", "cancelled"))
_LATER = frozenset(("signed", "awarded"))
_PLAIN = frozenset((*TITLES, *PRICES, "place", "description", "workType", "office", "category"))
_SURE_DAYS = DAYS - {"scheduleStep", "documentPeriod"}
_LONGEST_STEP = 80


def meaning_and_value(
    label: str, groups: tuple[str, ...], text: str, *, is_record: bool
) -> tuple[str | None, str | None]:
    """What a label means and the part of its text that says so; None where it says nothing.

    ``groups`` are the labels of the items around it, outermost first. ``is_record``: the notice
    tells how bidding went, so that it has bidders and a winner.
    """
    if not text or is_of_step(label, groups) or prose_words().other.search(fold(label)):
        return None, None
    for meaning in _meanings(label, groups, text, is_record=is_record):
        if kept := value_of(meaning, text):
            return meaning, kept
    return None, None


def names_winner(line: str) -> bool:
    """Whether a line says who won: ``契約候補者：有限会社青葉サービス``."""
    found = labelled(line)
    meaning = meaning_of(found[0]) if found else None
    is_winner = meaning is not None and meaning.name == "winner"
    return found is not None and is_winner and names_firm(found[1])


def is_new_step(label: str, groups: tuple[str, ...], text: str) -> bool:
    """Whether a label that nobody knows stands beside a day: ``公募開始　令和6年4月8日``."""
    if len(text) >= _LONGEST_STEP or not FULL_DAY.match(text) or is_past(text):
        return False
    return meaning_of(label, groups[-1:]) is None and not prose_words().other.search(fold(label))


def _meanings(label: str, groups: tuple[str, ...], text: str, *, is_record: bool) -> Iterator[str]:
    """What a label may mean, the likeliest first; beside a day it may be a step by its words."""
    is_dated = FULL_DAY.match(text) is not None
    role = role_of(label, groups) or (step_of(label) if is_dated else None)
    if is_only_when(label) and role:
        yield role
        return
    if is_outcome_of(label, text):
        yield "remark"
        return
    name = _name(label, groups) if is_record else _of_call(label, groups, text)
    is_vague = role is not None and name in ("scheduleStep", "plannedTiming")
    if name and not is_vague:
        yield name
    if role and (is_vague or (role != name and name not in _SURE_DAYS)):
        yield role


def is_outcome_of(label: str, text: str) -> bool:
    """Whether a text beside the label of a part says how bidding ended: ``入札結果：入札不調``."""
    found = meaning_of(label)
    return found is not None and found.name == "results" and bool(said(text) & _ENDS)


def _name(label: str, groups: tuple[str, ...]) -> str | None:
    """What a label means wherever it stands."""
    found = meaning_of(label, groups[-1:])
    if found is None or found.name in _NO_MEANING:
        return None
    is_of_mail = groups and prose_words().mail.search(fold(groups[-1]))
    return None if found.name in TITLES and is_of_mail else found.name


def _of_call(label: str, groups: tuple[str, ...], text: str) -> str | None:
    """What a label means in a call for tenders; plain ones (場所, 内容) under the right item."""
    name = _name(label, groups)
    if name == "winner" and names_firm(text):
        return name  # the page of a call says at last who was chosen
    if name in _PAID and _SUM.fullmatch(fold(text.split("\n")[0])):
        return name  # … and for how much; what a rule says of 落札金額 is no plain sum
    if name in _OF_OUTCOME:
        return None
    if name in _LATER:
        return "scheduleStep"
    is_plain = name in _PLAIN and prose_words().only_what.fullmatch(fold(label)) is not None
    if is_plain and (name in PRICES or not is_of_purchase(groups)):
        return None
    return name
