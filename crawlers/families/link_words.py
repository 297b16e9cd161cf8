"""Words of links, compared by the patterns of a lookup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

LONGEST = 60
"""Letters of the longest link that names a list; no pattern is tried on longer ones."""


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that fits where any of some does."""
    return _joined(tuple(patterns))


def only_of(words: str, names: Iterable[str], fillers: Iterable[str]) -> bool:
    """Whether folded words are nothing but names and fillers, one name at least."""
    name, filler = any_of(names).pattern, any_of(fillers).pattern
    whole = f"(?:{filler})*(?:{name})(?:{name}|{filler})*"
    return len(words) <= LONGEST and bool(re.fullmatch(whole, words))


@cache
def _joined(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns))
