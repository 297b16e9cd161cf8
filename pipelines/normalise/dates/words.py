"""The words around dates, from ``data/lookups/dates.yml``, as parts of regular expressions."""

from __future__ import annotations

import re
from functools import cache

from pipelines.errors import SetupError
from pipelines.lookups import fold, load
from pipelines.normalise.dates.eras import FILE

KINDS = (
    "until", "since", "to", "list", "planned", "approx", "recurring", "undetermined", "past",
    "eventTime", "laws",
)  # fmt: skip


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one kind, folded, longest first; a mistake in the file names the kind."""
    if unknown := set(load(FILE)) - {*KINDS, "eras"}:
        raise SetupError(f"{FILE}: expected only {', '.join(KINDS)} and eras, found {unknown}")
    entries = load(FILE).get(kind)
    if not isinstance(entries, list) or not entries or not all(map(str, entries)):
        raise SetupError(f"{FILE}: expected a list of words under {kind}, found {entries}")
    if twice := {word for word in entries if entries.count(word) > 1}:
        raise SetupError(f"{FILE}: expected each word of {kind} once, found {twice}")
    return tuple(sorted((fold(str(word)) for word in entries), key=len, reverse=True))


def one_of(kind: str) -> str:
    """An alternation of the words of a kind, to stand inside a regular expression."""
    return "(?:" + "|".join(map(re.escape, words(kind))) + ")"


@cache
def finder(kind: str) -> re.Pattern[str]:
    """A compiled search for any word of a kind."""
    return re.compile(one_of(kind))
