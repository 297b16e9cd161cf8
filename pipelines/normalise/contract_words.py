"""The words of contract forms, as regular expressions: ``data/lookups/contracts.yml``."""

from __future__ import annotations

import re
from functools import cache

from pipelines.errors import SetupError
from pipelines.lookups import fold, load

_FILE = "contracts.yml"


def any_of(*entries: str) -> str:
    """A group that matches any word of some entries, the longest first."""
    found = {word for entry in entries for word in known(entry)}
    return "(?:" + "|".join(map(re.escape, sorted(found, key=lambda w: (-len(w), w)))) + ")"


@cache
def known(entry: str) -> frozenset[str]:
    """The folded words of an entry; SetupError where it is missing or says a word twice."""
    words = [fold(str(word)) for word in load(_FILE).get(entry) or ()]
    twice = {word for word in words if words.count(word) > 1}
    if not words or twice:
        raise SetupError(f"{_FILE}: expected words in {entry}, each once, found {twice or words}")
    return frozenset(words)
