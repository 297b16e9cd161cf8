"""A line of prose to its label and what follows it: ``件　名　架空橋補修工事``, ``工期：…``."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.extract.lines import label_meaning
from pipelines.extract.prose.days import FULL_DAY
from pipelines.extract.prose.words import is_only_when, prose_words, role_of, step_of
from pipelines.lookups import fold
from pipelines.normalise.outcome_words import ended_as

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
_VERB = re.compile(r"[。｡]|(?:は|が|を|に|で|する|した|ない|いう|ある|こと)$")
_DAY_OR_TIME = re.compile(r"(?:令和|平成|午前|午後)|\d+[年月日時]")
# What may follow a label with nothing between: 工期令和6年…, 予定価格12,345円; not 工期は.
_GOES_ON = re.compile(r"[ぁ-ん等書者率名日称及又並・、。）)]")
_MOST_PIECES = 8
_SHORT = 14
_ADDRESSED = re.compile(r"(?:各位|御中|様|殿)$")  # 入札参加者　各位: no bidder
_SPREAD = re.compile(r"(?:\S[\s　]+){2,}\S")  # a heading: 入　札　公　告
_OPENING, _CLOSING = "（(「『“[【〔", "）)」』”]】〕"


@lru_cache(maxsize=8192)
def is_known(label: str) -> bool:
    """Whether a label is one that notices of purchases have."""
    if _holds_day(label):
        return False
    if label_meaning(label) is not None:
        return True
    return role_of(label) is not None and not _VERB.search(fold(label))


def parted(text: str) -> tuple[str, str]:
    """The label that a line begins with, and the rest; no label where it is a sentence.

    ``工事場所　架空市本町`` → (工事場所, 架空市本町); a short line alone is a label without value.
    """
    text = text.strip(" 　")
    bracketed = _BRACKETED.match(text)
    if bracketed and (is_known(bracketed[1]) or len(text) > bracketed.end()):
        return bracketed[1].strip(" 　"), text[bracketed.end() :]
    if found := ended_as(text) or _at_colon(text) or _at_gap(text) or _at_space(text):
        return found
    if found := _touching(text):
        return found
    return (text, "") if _is_label_alone(text) else ("", text)


def labelled(text: str) -> tuple[str, str] | None:
    """Label and value of a line that nothing counts off: only where the label is beyond doubt."""
    text = text.strip(" 　")
    if _SPREAD.fullmatch(text) or _ADDRESSED.search(text):
        return None
    if bracketed := _BRACKETED.match(text):
        known = is_known(bracketed[1])
        return (bracketed[1].strip(" 　"), text[bracketed.end() :]) if known else None
    if found := _at_colon(text):
        short = len(fold(found[0])) <= 20
        return found if is_known(found[0]) or (short and found[1]) else None
    if ended := ended_as(text):
        return ended
    found = _at_gap(text) or _at_space(text)
    if found and found[1] and (is_known(found[0]) or _is_dated(*found)):
        return found
    return (text, "") if label_meaning(text) and len(fold(text)) > 1 else None


@lru_cache(maxsize=8192)
def is_labelled(text: str) -> bool:
    """Whether a line begins with a known label and has something behind it."""
    label, value = parted(text)
    return bool(value) and bool(label) and (is_known(label) or _is_dated(label, value))


def _at_colon(text: str) -> tuple[str, str] | None:
    colon = _COLON.search(text[: LONGEST_LABEL + 8])
    if not colon:
        return None
    label = text[: colon.start()]
    if not _is_whole(label):
        return None
    if _SENTENCE.search(label.strip()) or not _ENDS_LABEL.search(label) or _holds_day(label):
        return None
    return (label.strip(" 　"), text[colon.end() :].strip(" 　")) if _NAMES.search(label) else None


def _is_whole(label: str) -> bool:
    """Whether a label closes the brackets that it opens, and no others."""
    return sum(map(label.count, _OPENING)) == sum(map(label.count, _CLOSING))


def _holds_day(label: str) -> bool:
    return bool(_DAY_OR_TIME.search(fold(label)))


def _at_gap(text: str) -> tuple[str, str] | None:
    """Label and value with a wide gap between; the letters of a label may be spread."""
    gaps = [(gap.start(), gap.end()) for gap in _GAP.finditer(text)][:_MOST_PIECES]
    if found := _known_at(text, gaps):
        return found
    for start, end in gaps:
        label = text[:start]
        if len(fold(label)) < 2:
            continue
        if len(fold(label)) > LONGEST_LABEL or _SENTENCE.search(label.strip()):
            return None
        if _holds_day(label) or not _NAMES.search(label) or not _is_whole(label):
            return None
        return label.strip(" 　"), text[end:].strip(" 　")
    return None


def _at_space(text: str) -> tuple[str, str] | None:
    """Label and value with a narrow gap between: the label must be a known one."""
    return _known_at(text, [(gap.start(), gap.end()) for gap in _SPACE.finditer(text)])


def _known_at(text: str, gaps: list[tuple[int, int]]) -> tuple[str, str] | None:
    """The known label that ends at one of some gaps, and the rest.

    The shortest one behind which no single letter of a spread label follows: ``入　札　方　式　…``.
    """
    for start, end in gaps[:_MOST_PIECES]:
        label, rest = text[:start].strip(" 　"), text[end:].strip(" 　")
        if not 1 < len(fold(label)) <= LONGEST_LABEL or len(_SPACE.split(rest)[0]) < 2:
            continue
        if is_known(label) or (_dates(rest) and is_step(label)):
            return label, rest
    return None


def is_step(label: str) -> bool:
    """Whether a label beside a day says of which step it is: ``質問の受付``, ``日時``."""
    return not _SENTENCE.search(label) and (step_of(label) is not None or is_only_when(label))


def _is_dated(label: str, value: str) -> bool:
    """Whether a short label stands beside a day: ``公募開始　令和６年４月８日``."""
    return _dates(value) and (is_step(label) or len(fold(label)) <= _SHORT)


def _dates(text: str) -> bool:
    return bool(FULL_DAY.match(text))


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
