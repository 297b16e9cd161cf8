"""The words of ``data/lookups/amounts.yml``: no amounts, counters, what unit prices are per."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from pipelines.errors import SetupError
from pipelines.lookups import load
from pipelines.normalise.text import squeezed

_FILE = "amounts.yml"
_GROUPS = {"noAmount": dict, "zero": dict, "alone": list, "counters": list, "notCounters": list}
_GROUPS |= {"per": dict, "names": dict}


@cache
def no_amount() -> dict[str, str]:
    """Words that print no amount, squeezed, with their flag: 非公表 → not_disclosed."""
    return _by_word("noAmount")


@cache
def zero() -> dict[str, str]:
    """Words for nothing to pay, squeezed, with their flag: 無償 → free."""
    return _by_word("zero")


@cache
def no_amount_within() -> re.Pattern[str]:
    """Finds a word that prints no amount within a longer text."""
    alone = _list("alone")
    for word in alone:
        if word not in no_amount():
            raise SetupError(f"{_FILE}: expected words of noAmount in alone, found {word}")
    return re.compile(_longest_first(word for word in no_amount() if word not in alone))


@cache
def zero_within() -> re.Pattern[str]:
    """Finds a word for nothing to pay within a longer text."""
    return re.compile(_longest_first(zero()))


@cache
def counter() -> re.Pattern[str]:
    """Matches what is counted right behind a number: ``件``, ``か月``, ``kWh``."""
    known, other = _list("counters"), _list("notCounters")
    latin = [word for word in known if word.isascii()]
    kanji = [word for word in known if not word.isascii()]
    letters = f"(?:{_longest_first(latin)})(?![A-Za-z])"
    return re.compile(f"(?!{_longest_first(other)})(?:{_longest_first(kanji)}|{letters})")


@cache
def per_names() -> dict[str, str]:
    """What a unit price is paid for, by its squeezed spelling: ``l`` → リットル."""
    return _by_word("per")


@cache
def per_spelling() -> str:
    """An alternative of a regular expression for every known spelling of what is paid for."""
    return _longest_first(per_names())


@cache
def price_name() -> tuple[re.Pattern[str], dict[str, str]]:
    """Finds the name of a price, and says which price it is: 契約額 → contract."""
    known = _by_word("names")
    return re.compile(_longest_first(known)), known


def _by_word(group: str) -> dict[str, str]:
    """The words of a group of lists, squeezed, each with the list it is in; each stands once."""
    found: dict[str, str] = {}
    for name, words in _entry(group).items():
        if not isinstance(words, list):
            raise SetupError(f"{_FILE}: expected a list of words in {group}.{name}, found {words}")
        for word in words:
            spelled = squeezed(_text(word, f"{group}.{name}"))
            if found.setdefault(spelled, name) != name:
                raise SetupError(
                    f"{_FILE}: expected {word} once in {group}, found {found[spelled]}, {name}"
                )
    return found


def _list(group: str) -> list[str]:
    return [squeezed(_text(word, group)) for word in _entry(group)]


def _entry(group: str) -> Any:
    entry = load(_FILE).get(group)
    if not isinstance(entry, _GROUPS[group]) or not entry:
        raise SetupError(
            f"{_FILE}: expected words in a {_GROUPS[group].__name__} {group}, found {entry}"
        )
    return entry


def _text(word: object, place: str) -> str:
    if not isinstance(word, str) or not word.strip():
        raise SetupError(f"{_FILE}: expected words in {place}, found {word!r} (quote it)")
    return word


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))
