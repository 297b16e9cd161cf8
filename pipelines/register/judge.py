"""Which corporation of the register a party is, how surely, and why. Pure.

The score is never above what the evidence gives (``docs/registers.md`` has the table):

| name | address | score |
| --- | --- | --- |
| the same | same house | 1.0 |
| the same | same municipality | 0.95 |
| the same | same prefecture | 0.75 |
| the same, the only one in the register | none printed | 0.8 |
| the same, the only one in the register | elsewhere | 0.7 |
| the same but for the legal form | same house | 0.85 |
| the same but for the legal form | same municipality | 0.7 |
| alike | same house | 0.75 × how alike |

Where two corporations come equally close, or two addresses of a party lead to two of them, there
is no match.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from pipelines.register.addresses import Agreement, agreement
from pipelines.register.parties import Party, core, keys_of

Rule = Literal["exact", "score"]

_EXACT: dict[Agreement, float] = {"street": 1.0, "municipality": 0.95, "prefecture": 0.75}
_CORE: dict[Agreement, float] = {"street": 0.85, "municipality": 0.7}
_ONLY_ONE, _ELSEWHERE, _ALIKE = 0.8, 0.7, 0.75
_LEAST_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A corporation that may be a party; ``key`` is its name for comparing."""

    number: str
    name: str
    key: str
    prefecture: str
    city: str
    street: str
    closed: str
    successor: str


@dataclass(frozen=True)
class Match:
    """A party is taken to be this corporation."""

    number: str
    rule: Rule
    score: float
    evidence: dict[str, Any]


Verdict = Match | Literal["ambiguous", "none"]


def judge(party: Party, candidates: Sequence[Candidate]) -> Verdict:
    """The corporation that a party without a number is: by the same name first, then by a like one.

    Two firms of one name and no address → ambiguous. A name that the register doesn't have, nor
    one like it at that address → none.
    """
    keys = keys_of(party.names)
    same = [one for one in candidates if one.key in keys]
    if same:
        return _exact(party, same)
    cores = {core(key) for key in keys}
    found: dict[float, list[tuple[Candidate, Agreement, str]]] = {}
    for one in candidates:
        near = _nearest(one, party.addresses)
        score = _likeness(core(one.key), cores, near[0]) if near else 0.0
        if near and score:
            found.setdefault(score, []).append((one, *near))
    if not found:
        return "none"
    best = max(found)
    if len(found[best]) > 1:
        return "ambiguous"
    ((one, how, printed),) = found[best]
    return _match(one, "score", best, len(candidates), agrees=how, printed=printed)


def _exact(party: Party, same: Sequence[Candidate]) -> Verdict:
    """Of the corporations of the same name the one that an address leads to, or the only one."""
    led: dict[str, tuple[float, Candidate, Agreement, str]] = {}
    for printed in sorted(party.addresses):
        near = [(how, one) for one in same if (how := _agrees(one, printed))]
        best = max((_EXACT[how] for how, _ in near), default=0)
        closest = [(how, one) for how, one in near if _EXACT[how] == best]
        if len(closest) > 1:
            return "ambiguous"
        for how, one in closest:
            if one.number not in led or led[one.number][0] < best:
                led[one.number] = (best, one, how, printed)
    if len(led) > 1:
        return "ambiguous"
    if led:
        ((score, one, how, printed),) = led.values()
        return _match(one, "exact", score, len(same), agrees=how, printed=printed)
    if len(same) > 1:
        return "ambiguous"
    if party.addresses:
        elsewhere = min(party.addresses)
        return _match(same[0], "exact", _ELSEWHERE, 1, agrees="elsewhere", printed=elsewhere)
    return _match(same[0], "exact", _ONLY_ONE, 1)


def _nearest(one: Candidate, addresses: Iterable[str]) -> tuple[Agreement, str] | None:
    """The printed address that agrees most closely with a corporation's, and how."""
    near = [(_EXACT[how], how, text) for text in sorted(addresses) if (how := _agrees(one, text))]
    return max(near, key=lambda entry: entry[0])[1:] if near else None


def _agrees(one: Candidate, printed: str) -> Agreement | None:
    return agreement(printed, one.prefecture, one.city, one.street)


def _likeness(name: str, cores: Iterable[str], how: Agreement) -> float:
    """The score of a name that isn't the same, 0 where it isn't like enough."""
    if name in cores:
        return _CORE.get(how, 0.0)
    if how != "street":
        return 0.0
    alike = max((SequenceMatcher(None, name, other).ratio() for other in cores), default=0.0)
    return round(_ALIKE * alike, 2) if alike >= _LEAST_ALIKE else 0.0


def _match(one: Candidate, rule: Rule, score: float, candidates: int, **more: str) -> Match:
    evidence: dict[str, Any] = {
        "name": one.name,
        "address": one.prefecture + one.city + one.street,
        "candidates": candidates,
        **more,
    }
    if one.closed:
        evidence["closed"] = one.closed
    if one.successor:
        evidence["successor"] = one.successor
    return Match(one.number, rule, score, evidence)
