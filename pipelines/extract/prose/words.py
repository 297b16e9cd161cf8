"""``data/lookups/prose.yml``: the words by which prose says what its dates and items are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.errors import SetupError
from pipelines.lookups import fold, load

_FILE = "prose.yml"
_PATTERNS = ("when", "only_when", "only_where", "heading", "law", "about", "rules", "method")


@dataclass(frozen=True, slots=True)
class Words:
    """``roles`` are tried in order: the step of the procedure that a text speaks of."""

    roles: tuple[tuple[str, re.Pattern[str]], ...]
    when: re.Pattern[str]
    only_when: re.Pattern[str]
    only_where: re.Pattern[str]
    heading: re.Pattern[str]
    law: re.Pattern[str]
    about: re.Pattern[str]
    rules: re.Pattern[str]
    method: re.Pattern[str]


@cache
def prose_words() -> Words:
    """The words, as patterns over text without white space. SetupError where one is missing."""
    entries = load(_FILE)
    try:
        roles = tuple((one["meaning"], re.compile(one["words"])) for one in entries["roles"])
        patterns = {
            name: re.compile(entries[name])
            for name in (
                "when",
                "only_when",
                "only_where",
                "heading",
                "law",
                "about",
                "rules",
                "method",
            )
        }
    except (KeyError, TypeError, re.error) as error:
        raise SetupError(f"{_FILE}: expected roles and patterns, found {error!r}") from error
    return Words(roles, **patterns)


@lru_cache(maxsize=8192)
def role_of(label: str, groups: tuple[str, ...] = ()) -> str | None:
    """Which step a label of prose dates, None if none: ``入札書の受領期限`` → deadline.

    ``期間`` alone is what the item around it says: under ``設計図書の閲覧`` it is documentPeriod.
    """
    known, text = prose_words(), fold(label)
    if known.only_when.fullmatch(text):
        for group in reversed(groups):
            if role := _role(fold(group)):
                return role
        return None
    return _role(text) if known.when.search(text) else None


def _role(text: str) -> str | None:
    return next((role for role, words in prose_words().roles if words.search(text)), None)


@lru_cache(maxsize=8192)
def is_place_of_step(label: str, groups: tuple[str, ...]) -> bool:
    """Whether a label names where a step takes place, not where the purchase is performed."""
    if not prose_words().only_where.fullmatch(fold(label)):
        return False
    return any(_role(fold(group)) not in (None, "period") for group in groups)
