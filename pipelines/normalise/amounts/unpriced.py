"""What a cell says that prints no amount: a word for it, a mark, or a form left open."""

from __future__ import annotations

import re

from pipelines.normalise.amounts.figures import Figure
from pipelines.normalise.amounts.frame import Frame
from pipelines.normalise.amounts.result import Amount
from pipelines.normalise.amounts.words import no_amount, no_amount_within, zero, zero_within
from pipelines.normalise.outcome_words import is_nothing, said
from pipelines.normalise.text import is_mojibake

_DASH = re.compile(r"[-ー~・･.]+|[-ー]+円?")
_MASKED = re.compile(r"[*×xX○●◯〇■□◆◇?#_…‥.,]{2,}円?|[*×○●◯■□◆]円?")
BLANK = re.compile(r"[¥\\金円也整\s_:().,・-]*")
# 契約金額 金　　円, ￥（うち消費税 ￥　）: a form that is not filled in.
_FINAL = ("exempt", "nothing", "not_applicable")  # 免除（100万円以下）: the sum is a reason
_UNFILLED = re.compile(r"^[¥\\]|(?:^金?|[額金:はの)])円(?:$|[(也])|^金[(]")
_OUTCOMES = {
    "won": "award_mark",
    "disqualified": "disqualified",
    "withdrawn": "withdrawn",
    "invited": "no_bid",
    "unsuccessful": "unsuccessful",
    "cancelled": "cancelled",
}


def whole_word(text: str) -> str | None:
    """The flag of a text that is one word for no amount, or a mark."""
    bare = text.strip("()[]【】。、")
    if not text or BLANK.fullmatch(text):
        return "dash" if "-" in text else "blank"
    if text in no_amount() or bare in no_amount():
        return no_amount().get(text) or no_amount()[bare]
    head, bracket, _ = text.partition("(")
    if bracket and no_amount().get(head) in _FINAL:
        return no_amount()[head]
    if _DASH.fullmatch(bare):
        return "dash"
    if _MASKED.fullmatch(bare):
        return "masked"
    return "nothing" if is_nothing(text) else None


def outcome_flags(text: str) -> list[str]:
    """The flags of the words of ``bids.yml`` in a text: 辞退 → withdrawn."""
    return [_OUTCOMES[kind] for kind in sorted(said(text)) if kind in _OUTCOMES]


def free(text: str, printed: str, frame: Frame) -> Amount:
    """An amount of zero, as 無償 says."""
    found = zero_within().search(text)
    flag = zero()[found[0]] if found else "free"
    tax, basis = frame.tax or "unknown", frame.basis or "total"
    return Amount("money", 0, tax=tax, basis=basis, per=frame.per, flags=(flag,), text=printed)


def of_words(text: str, figures: list[Figure], frame: Frame, printed: str) -> Amount:
    """Why a text prints no amount."""
    flags = outcome_flags(text)
    found = no_amount_within().search(text)
    if found and no_amount()[found[0]] not in flags:
        flags.append(no_amount()[found[0]])
    nothing_to_pay = zero_within().search(text)
    if nothing_to_pay and not flags and not figures and frame.wants in (None, "money"):
        return free(text, printed, frame)
    if not flags and figures:
        kinds = {figure.kind for figure in figures}
        flags = ["not_money"]
        flags += ["score"] if "score" in kinds or frame.wants == "score" else []
        flags += ["count"] if "count" in kinds or frame.wants == "count" else []
    if not flags and is_mojibake(text):
        flags = ["mojibake"]
    if not flags:
        flags = ["blank"] if _UNFILLED.search(text) else ["no_figure"]
    return Amount("none", flags=tuple(flags), text=printed)
