"""The known words of ``data/lookups/methods.yml``, checked when they are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeVar

import msgspec

from pipelines.errors import SetupError
from pipelines.lookups import load, words
from pipelines.normalise.outcome_words import said

_FILE = "methods.yml"
# A bracket that groups; in titles only an entry's own bracket may count.
_GROUP = re.compile(r"(?<!\\)\((?!\?)")
T = TypeVar("T")
_CODES: dict[str, frozenset[str]] = {
    "method": frozenset(("open", "selective", "limited", "direct")),
    "category": frozenset(("works", "goods", "services")),
    "level": frozenset(("tender", "award", "contract", "bid")),
    "criteria": frozenset(("overall_evaluation", "lowest_price", "highest_price")),
    "status": frozenset(
        (
            *("planned", "active", "cancelled", "unsuccessful", "complete", "pending"),
            *("terminated", "valid", "disqualified", "withdrawn", "invited", "absent", "won"),
        )
    ),
}


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry: the words it is known by, and what they say."""

    pattern: str = ""
    unless: str = ""
    bids: str = ""
    method: str | None = None
    detail: str | None = None
    status: str | None = None
    level: str | None = None
    category: str | None = None
    criteria: str | None = None
    flag: str | None = None
    flags: tuple[str, ...] = ()
    nothing: bool = False
    general: bool = False
    weak: bool = False
    skip: bool = False


Test = Callable[[str], bool]


@cache
def rules(name: str) -> tuple[tuple[Test, Rule], ...]:
    """The entries of a list (methods, status, criteria, flags, whole), in the file's order."""
    return tuple((_test(rule, name), rule) for rule in _entries(name))


def first(name: str, text: str) -> Rule | None:
    """The first entry of a list that a folded text fits."""
    return next((rule for test, rule in rules(name) if test(text)), None)


@cache
def title_rules() -> tuple[re.Pattern[str], tuple[Rule, ...]]:
    """One pattern of all words of titles, a group an entry, and the entries by group."""
    entries = _entries("titles")
    each = (_GROUP.sub("(?:", rule.pattern) for rule in entries)
    return _compiled("|".join(f"({words})" for words in each), "titles"), entries


@cache
def pattern(name: str) -> re.Pattern[str]:
    """An entry that is one pattern: conditional, handedIn, titleEnd, joins."""
    return _compiled(_mapped(name, str), name)


@cache
def texts(name: str) -> dict[str, str]:
    """An entry of text by text: typos, articles."""
    return _mapped(name, dict[str, str])


@cache
def terms() -> tuple[str, ...]:
    """The terms that are known by what is left of them."""
    return _mapped("terms", tuple[str, ...])


@cache
def laws() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The names of laws with their numbers."""
    entries = _mapped("laws", tuple[dict[str, str], ...])
    for entry in entries:
        if entry.keys() != {"pattern", "id"}:
            raise SetupError(f"{_FILE}: laws: expected pattern and id, found {entry}")
    return tuple((_compiled(entry["pattern"], "laws"), entry["id"]) for entry in entries)


@cache
def grounds() -> Mapping[str, Mapping[str, Rule]]:
    """What the provisions of each law say, by article-paragraph-item."""
    found = _mapped("grounds", dict[str, dict[str, Rule]])
    for rule in (rule for provisions in found.values() for rule in provisions.values()):
        _check(rule, "grounds")
    return found


def _entries(name: str) -> tuple[Rule, ...]:
    entries = _mapped(name, tuple[Rule, ...])
    for rule in entries:
        _check(rule, name)
        if not rule.pattern and not rule.bids:
            raise SetupError(f"{_FILE}: {name}: expected a pattern or bids, found {rule}")
        _compiled(rule.pattern, name)
    return entries


def _mapped(name: str, type_: type[T]) -> T:
    """An entry of the file as the type it must have."""
    content = load(_FILE)
    if name not in content:
        raise SetupError(f"{_FILE}: expected {name}, found {', '.join(content)}")
    try:
        return msgspec.convert(content[name], type_)
    except msgspec.ValidationError as error:
        raise SetupError(f"{_FILE}: {name}: {error}") from error


def _check(rule: Rule, name: str) -> None:
    for field, known in _CODES.items():
        code = getattr(rule, field)
        if code is not None and code not in known:
            raise SetupError(
                f"{_FILE}: {name}: expected a {field} of {', '.join(sorted(known))}, found {code}"
            )
    if rule.bids and rule.bids not in words("bids.yml"):
        raise SetupError(f"{_FILE}: {name}: expected a kind of bids.yml, found {rule.bids}")


def _test(rule: Rule, name: str) -> Test:
    """Whether a folded text fits an entry."""
    if rule.bids:
        return lambda text: rule.bids in said(text)
    found = _compiled(rule.pattern, name)
    fits = found.fullmatch if name == "whole" else found.search
    if not rule.unless:
        return lambda text: fits(text) is not None
    beside = _compiled(rule.unless, name)
    return lambda text: fits(text) is not None and not beside.search(text)


def _compiled(text: str, name: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise SetupError(f"{_FILE}: {name}: expected a pattern, found {text}: {error}") from error
