"""Which public body a text names at its beginning, and the office of it that follows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from pipelines.lookups import BodyFacts, bodies_by_name, fold, offices, wards
from pipelines.normalise.contract_words import any_of

_STATE = frozenset(("ministry", "agency", "bureau", "other"))
_IN_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]")
_COUNTY = re.compile(r"\s*[^\s郡]{1,5}郡")


@lru_cache(maxsize=16384)
def body_and_office(text: str) -> tuple[BodyFacts | None, str, str | None]:
    """The known body that a text begins with, its name, and the office that follows.

    ``中部地方整備局　多治見砂防国道事務所`` → the body 中部地方整備局 and the office; so does
    ``国土交通省中部地方整備局…``. A body that nobody knows: None, the words up to the first wide
    gap, and the rest. An office whose body is known by it alone (札幌開発建設部) stays whole as the
    office.
    """
    if office := _offices().longest(fold(text)):
        facts = offices()[office]
        return facts, facts.name, text.strip()
    if found := _begins_with(text):
        facts, rest = found
        within = _set_off(rest)  # 国家公安委員会（警察庁）
        inner = body_and_office(within) if within else None
        if inner and inner[0] and inner[0].parent == facts.id:
            return inner
        return facts, facts.name, _set_off(rest) or None
    first, *after = text.split(maxsplit=1) or [""]
    return None, first, after[0].strip() if after else None


def office_within(body: str, office: str) -> str | None:
    """An office without the name of its body before it, None where it is but that name.

    ``仙台市　建設部　土木課`` of 仙台市 → 建設部　土木課; 仙台市立病院 and an office of another
    body stay whole.
    """
    facts, _, rest = body_and_office(office)
    if facts:
        return rest if facts == body_and_office(body)[0] else office
    if not fold(office).startswith(fold(body)):
        return office
    rest = _after(office, len(fold(body)))
    is_office = rest[:1].isspace() or (rest[:1] != "立" and _local_office().search(fold(rest)))
    return _set_off(rest.strip()) if is_office else (office if rest else None)


def _set_off(office: str) -> str:
    """An office without the sign between it and its body: ``／ 仙台事務所``, ``（総務課）``."""
    bare = office.lstrip("／/｜|　 ")
    whole = _IN_BRACKETS.fullmatch(bare)
    return whole[1].strip() if whole else bare


def _begins_with(text: str) -> tuple[BodyFacts, str] | None:
    """The body with the longest name at the beginning, where the rest can be an office of it."""
    name = _bodies().longest(fold(text))
    if name is None:
        return None
    facts, rest = bodies_by_name()[name], _after(text, len(name))
    county = _COUNTY.match(rest) if facts.kind == "prefecture" else None
    if county:  # 愛知県海部郡蟹江町: no office of the prefecture
        inner = rest[county.end() :]
        town = _bodies().longest(fold(facts.name + inner))
        if town and town != fold(facts.name):
            rest = _after(inner, len(town) - len(fold(facts.name)))
            facts = bodies_by_name()[town]
    return (facts, rest.strip()) if _is_office_of(facts, rest) else None


def _is_office_of(facts: BodyFacts, rest: str) -> bool:
    """Whether what follows a body's name is an office of it, and not more of another name.

    横浜市水道局 is; 福岡県南広域水道企業団, 北海道財務局 and 横浜市立大学 are bodies of their own
    or offices of ministries. What follows a ministry is its office unless it ends as other
    persons do: 国土交通省共済組合.
    """
    office = fold(rest)
    if not office:
        return True
    other = _other_person().search(office)
    if facts.kind in _STATE:
        return not other or other.end() < len(office)
    if other or (facts.local_code and _of_the_state().search(office)):
        return False
    if rest[0].isspace():
        return True
    if facts.local_code is None:
        return bool(_corporate_office().search(office))
    if _wards().longest(fold(facts.name) + office):
        return True
    return office[0] != "立" and bool(_local_office().search(office))


class _Names:
    """Names to look for at the beginning of a text."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)

    def longest(self, text: str) -> str | None:
        """The longest name that a text begins with."""
        beginnings = (text[:length] for length in self._lengths if length <= len(text))
        return next((beginning for beginning in beginnings if beginning in self._names), None)


@cache
def _bodies() -> _Names:
    return _Names(bodies_by_name())


@cache
def _offices() -> _Names:
    return _Names(offices())


@cache
def _wards() -> _Names:
    return _Names(wards().values())


@cache
def _other_person() -> re.Pattern[str]:
    return re.compile(any_of("otherPersons"))


@cache
def _of_the_state() -> re.Pattern[str]:
    return re.compile("^" + any_of("stateOffices"))


@cache
def _local_office() -> re.Pattern[str]:
    return re.compile(any_of("localOffices") + "$")


@cache
def _corporate_office() -> re.Pattern[str]:
    return re.compile(any_of("offices") + "$")


def _after(text: str, letters: int) -> str:
    """What follows the first letters of a text, white space not counted."""
    for place, letter in enumerate(text):
        if letters == 0:
            return text[place:]
        letters -= len(fold(letter))
    return ""
