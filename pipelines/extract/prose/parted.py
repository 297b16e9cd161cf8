"""A line of prose to its label and what follows it: ``件　名　架空橋補修工事``, ``工期：…``."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.extract.lines import label_meaning
from pipelines.extract.prose.words import prose_words, role_of
from pipelines.lookups import fold

LONGEST_LABEL = 40
_COLON = re.compile(r"[：:]")
_GAP = re.compile(r"[　\t]+|\s{2,}")
_SPACE = re.compile(r"[\s　]+")
_BRACKETED = re.compile(r"[【［\[〔〈《]([^】］\]〕〉》]{1,30})[】］\]〕〉》][\s　]*[：:]?[\s　]*")
_ENDS_LABEL = re.compile(r"[ぁ-んァ-ヶ一-鿿々)）】a-zA-Z※１-９1-9][\s　]*$")
_NAMES = re.compile(r"[ぁ-んァ-ヶ一-鿿]")
_SENTENCE = re.compile(
    r"[。｡、，]|(?:は|が|を|に|で|と|の|する|した|こと|及び|又は|場合|ない|もの|いう|ある)$"
)
_DAY_OR_TIME = re.compile(r"(?:令和|平成|午前|午後)|\d+[年月日時]")
# What may follow a label with nothing between: 工期令和6年…, 予定価格12,345円; not 工期は.
_GOES_ON = re.compile(r"[ぁ-ん等書者率名日・、。）)]")
_MOST_PIECES = 8


@lru_cache(maxsize=8192)
def is_known(label: str) -> bool:
    """Whether a label is one that notices of purchases have."""
    return label_meaning(label) is not None or role_of(label) is not None


def parted(text: str) -> tuple[str, str]:
    """The label that a line begins with, and the rest; no label where it is a sentence.

    ``工事場所　架空市本町`` → (工事場所, 架空市本町); a short line alone is a label without value.
    """
    text = text.strip(" 　")
    if bracketed := _BRACKETED.match(text):
        if is_known(bracketed[1]) or len(text) > bracketed.end():
            return bracketed[1].strip(" 　"), text[bracketed.end() :]
    if found := _at_colon(text) or _at_gap(text) or _at_space(text) or _touching(text):
        return found
    return (text, "") if _is_label_alone(text) else ("", text)


def labelled(text: str) -> tuple[str, str] | None:
    """Label and value of a line that nothing counts off: only where the label is beyond doubt."""
    text = text.strip(" 　")
    if bracketed := _BRACKETED.match(text):
        known = is_known(bracketed[1])
        return (bracketed[1].strip(" 　"), text[bracketed.end() :]) if known else None
    if found := _at_colon(text):
        short = len(fold(found[0])) <= 20
        return found if is_known(found[0]) or (short and found[1]) else None
    found = _at_gap(text) or _at_space(text)
    if found and found[1] and is_known(found[0]):
        return found
    return (text, "") if label_meaning(text) and len(fold(text)) > 1 else None


def _at_colon(text: str) -> tuple[str, str] | None:
    colon = _COLON.search(text[: LONGEST_LABEL + 8])
    if not colon:
        return None
    label = text[: colon.start()]
    if _SENTENCE.search(label.strip()) or not _ENDS_LABEL.search(label) or _holds_day(label):
        return None
    return (label.strip(" 　"), text[colon.end() :].strip(" 　")) if _NAMES.search(label) else None


def _holds_day(label: str) -> bool:
    return bool(_DAY_OR_TIME.search(fold(label)))


def _at_gap(text: str) -> tuple[str, str] | None:
    """Label and value with a wide gap between; the letters of a label may be spread."""
    pieces = [(gap.start(), gap.end()) for gap in _GAP.finditer(text)][:_MOST_PIECES]
    for start, end in reversed(pieces):
        if len(fold(text[:start])) <= LONGEST_LABEL and is_known(text[:start]):
            return text[:start].strip(" 　"), text[end:].strip(" 　")
    for start, end in pieces:
        label = text[:start]
        if len(fold(label)) < 2:
            continue
        if len(fold(label)) > LONGEST_LABEL or _SENTENCE.search(label.strip()):
            return None
        if _holds_day(label) or not _NAMES.search(label):
            return None
        return label.strip(" 　"), text[end:].strip(" 　")
    return None


def _at_space(text: str) -> tuple[str, str] | None:
    """Label and value with a narrow gap between: the label must be a known one."""
    gaps = [(gap.start(), gap.end()) for gap in _SPACE.finditer(text)][:_MOST_PIECES]
    for start, end in reversed(gaps):
        if len(fold(text[:start])) <= LONGEST_LABEL and is_known(text[:start]):
            return text[:start].strip(" 　"), text[end:].strip(" 　")
    return None


def _touching(text: str) -> tuple[str, str] | None:
    """Label and value with nothing between: ``工事名架空橋補修工事``."""
    for word in prose_words().touching:
        if text.startswith(word) and len(text) > len(word) + 1:
            rest = text[len(word) :]
            if not _GOES_ON.match(rest) and not _SENTENCE.search(rest[:-1]):
                return word, rest
    return None


def _is_label_alone(text: str) -> bool:
    folded = fold(text)
    return len(folded) <= LONGEST_LABEL and (
        is_known(text) or not (_SENTENCE.search(folded) or prose_words().no_label.search(folded))
    )
