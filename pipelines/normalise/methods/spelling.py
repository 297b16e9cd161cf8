"""Printed words as the lists have them: width and gaps folded, slips repaired, cuts completed."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from pipelines.normalise.methods.rules import terms, texts
from pipelines.normalise.text import plain

LONGEST = 400
"""So much of a text is read, in characters without gaps: more than the longest titles have."""
_ENOUGH = 10 * LONGEST
_DASH = re.compile("(?<=[ァ-ヺ])-")  # プロポ‐ザル: 2012-2020 lists of ministries
_OPTIONAL = frozenset("型付わ式")
_SHORTEST = 6


class Spelled(msgspec.Struct, frozen=True):
    """A text as the lists have it, with what was done to it as flags."""

    text: str
    flags: tuple[str, ...] = ()


def spelled(text: str) -> Spelled:
    """A text folded and with its slips repaired.

    ``一般　競争入札（ｗｔｏ）`` → 一般競争入札(WTO); ``指競名争入札`` → 指名競争入札, ``typo``.
    """
    whole = "".join(plain(text[:_ENOUGH]).split())
    flags = ("too_long",) if len(text) > _ENOUGH or len(whole) > LONGEST else ()
    folded = _DASH.sub("ー", whole[:LONGEST]).upper()
    repaired = folded
    for wrong, right in texts("typos").items():
        repaired = repaired.replace(wrong, right)
    slips, meant = _slips()
    found = slips.search(repaired)
    if found and meant[found[0]] not in repaired:
        repaired = repaired.replace(found[0], meant[found[0]])
    return Spelled(repaired, flags if repaired == folded else ("typo", *flags))


def completed(text: str) -> str | None:
    """The shortest known term that a folded text is cut from: ``制限付一般競`` → …競争入札.

    None for a whole term, and for one that leaves 入札 unsaid (``一般競争``).
    """
    if len(text) < 3 or text in terms() or f"{text}入札" in terms():
        return None
    return min((term for term in terms() if term.startswith(text)), key=len, default=None)


@cache
def _slips() -> tuple[re.Pattern[str], dict[str, str]]:
    """Every known term with one character left out or two exchanged, and the term meant.

    A term without its first or last character is cut, not misspelt; without 型 or 付 it is good.
    """
    meant: dict[str, str] = {}
    for term in terms():
        if len(term) < _SHORTEST:
            continue
        for place in range(1, len(term) - 1):
            if term[place] not in _OPTIONAL:
                meant.setdefault(term[:place] + term[place + 1 :], term)
            if place < len(term) - 2:
                swapped = term[:place] + term[place + 1] + term[place] + term[place + 2 :]
                meant.setdefault(swapped, term)
    for term in terms():
        meant.pop(term, None)
    longest = sorted(meant, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), meant
