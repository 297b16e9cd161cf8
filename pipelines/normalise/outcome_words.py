"""What a printed word says of a bid or of a tender: 無効, 辞退, 落札, 不調."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.lookups import fold, words

_ANYWHERE = ("disqualified", "withdrawn", "invited", "aside")
_FIRST = ("won", "unfinished", "unsuccessful", "cancelled")
_ROUND = re.compile(r"第?\d{1,2}回目?")
_NOBODY = frozenset(("unsuccessful", "cancelled"))
_ENDED = re.compile(r"(上記の(?:とおり|通り))[、\s　]*(\S.{0,20})")
# Kinds that a price cell may hold without being unclear.
_KNOWN = frozenset(("disqualified", "withdrawn", "invited", "priced", *_FIRST))


@lru_cache(maxsize=32_768)  # a year of awards: 20,000 titles that end in （その１２）
def said(text: str) -> frozenset[str]:
    """The kinds of ``data/lookups/bids.yml`` that a text says; empty for any other text.

    ``無効`` → disqualified; ``再度入札辞退`` → withdrawn; ``落札（くじ）`` → won; ``契約`` → won,
    but ``契約解除`` → nothing; ``落札者なし`` → unsuccessful. What else a winner's remark says of
    bids (``落札（２者辞退）``) is about others.
    """
    folded = fold(text)
    if folded in words("bids.yml")["wonAlone"]:
        return frozenset(("won",))
    first = _first_words().match(folded)
    kind = _kind(first[0]) if first else None
    if kind == "won":
        return frozenset(("won",))
    found = {_kind(word[0]) for word in _words_anywhere().finditer(folded)} - {"aside"}
    return frozenset(found | {kind} if kind else found)


@lru_cache(maxsize=8192)
def is_known_word(text: str) -> bool:
    """Whether a text in a price's place is one that the lookups explain."""
    folded, known = fold(text), words("bids.yml")
    return bool(said(text) & _KNOWN) or folded in known["priced"] or folded in known["drawn"]


def tells_of_winner(text: str) -> bool:
    """Whether a text beside a firm says that it won or how, and no more: ``落札``, ``2回目``."""
    folded, known = fold(text), words("bids.yml")
    is_how = folded in known["drawn"] or folded in known["chosen"] or _ROUND.fullmatch(folded)
    return bool(is_how) or said(text) == {"won"}


def ended_as(line: str) -> tuple[str, str] | None:
    """How bidding ended, in a line below its facts: ``上記のとおり入札中止``, both parts of it."""
    found = _ENDED.fullmatch(line.strip())
    return (found[1], found[2]) if found and said(found[2]) & _NOBODY else None


@lru_cache(maxsize=65536)
def is_nothing(text: str) -> bool:
    """Whether a cell says that nothing is published: empty, ``－``, ``該当なし``."""
    folded = fold(text)
    return not folded or folded in words("bids.yml")["nothing"]


@lru_cache(maxsize=8192)
def is_undecided(text: str) -> bool:
    """Whether a text in place of a firm says that nobody is chosen yet: ``審査中``, ``再公告``."""
    return fold(text).strip("()") in words("bids.yml")["undecided"]


@cache
def _words_anywhere() -> re.Pattern[str]:
    return _longest_first(_ANYWHERE)


@cache
def _first_words() -> re.Pattern[str]:
    return _longest_first(_FIRST)


def _longest_first(kinds: tuple[str, ...]) -> re.Pattern[str]:
    known = sorted((word for kind in kinds for word in words("bids.yml")[kind]), key=len)
    return re.compile("|".join(re.escape(word) for word in reversed(known)))


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, known in words("bids.yml").items() for word in known}


def _kind(word: str) -> str:
    return _kinds()[word]
