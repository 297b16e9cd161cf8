"""Days in prose: whether a text prints one, and the clause of a sentence that does."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.extract.prose.words import prose_words
from pipelines.lookups import fold
from pipelines.normalise.dates import parse_date

_N = r"[\d０-９]"
_DATE = (
    rf"(?:(?:令和|平成|昭和|[RHSＲＨＳ]\.?)\s*)?(?:{_N}{{1,4}}|元)\s*[年./．]\s*{_N}{{1,2}}\s*[月./．]"
    rf"\s*{_N}{{1,2}}"
    rf"|(?:令和|平成)\s*(?:{_N}{{1,2}}|元)-{_N}{{1,2}}-{_N}{{1,2}}"  # 令和8-04-01 (浜松市)
)
DAY = re.compile(
    rf"(?:{_DATE})\s*日?|(?<![\d０-９.．/])(?:同(?:年|月)?\s*)?(?:{_N}{{1,2}}\s*月\s*)?{_N}{{1,2}}\s*日"
    r"(?!間|以内|前|後|目)"
)
"""A day, also one that takes month or year from the day before it: ``同月24日``."""
FULL_DAY = re.compile(rf"(?:{_DATE})|{_N}{{1,2}}\s*月\s*{_N}{{1,2}}\s*日")
"""A day with its month: ``令和6年5月10日``, ``R6.5.10``, ``5月10日``."""

_WEEKDAY = r"(?:\s*[（(]\s*[月火水木金土日](?:曜日?)?(?:・祝|・休)?\s*[）)])?"
_TIME = (
    r"(?:[\s　]*の?(?:午前|午後|正午|AM|PM)?[\s　]*"
    rf"(?:{_N}{{1,2}}[\s　]*(?:時|[：:])(?:[\s　]*(?:{_N}{{1,2}}[\s　]*分?|半))?|正午))?"
)
_POINT = rf"(?:{DAY.pattern}){_WEEKDAY}{_TIME}"
_CLAUSE = re.compile(
    rf"({_POINT})(?:[\s　]*(?:から|より|~|〜|～|－|-|―)[\s　]*({_POINT}))?"
    r"[\s　]*(?:まで|必着|限り|以降)?"
)
SENTENCES = re.compile(r"(?<=。)(?![）)])|\n")
"""Where sentences end; 。 within brackets ends none."""
_DOUBTFUL = frozenset(("ambiguous", "order", "multiple", "invalid_date", "too_long", "dateparser"))


@lru_cache(maxsize=8192)
def dated(text: str) -> str | None:
    """The part of a text that is a day or a span: all of it, its first dated sentence or clause."""
    if not FULL_DAY.search(text) or is_past(text):
        return None
    if is_clear(text):
        return text
    for piece in SENTENCES.split(text):
        if FULL_DAY.search(piece):
            piece = piece.strip(" 　")
            if is_clear(piece):
                return piece
            clause = next((clause for clause, *_ in clauses(piece)), None)
            return clause if clause and is_clear(clause) else piece
    return None


def is_past(text: str) -> bool:
    """Whether the first day of a text is when a law was made, or since when a work counts.

    ``令和5年10月1日から施行された…``, ``平成26年4月1日以降に完成した…``.
    """
    for _, _, end in clauses(text)[:1]:
        before, behind = text[:end].rstrip(" 　"), fold(text[end:])
        behind = "以降" + behind if before.endswith("以降") else behind
        return bool(prose_words().past.search(behind))
    return False


def is_clear(text: str) -> bool:
    """Whether a text is one day or one span beyond doubt."""
    found = parse_date(text)
    known = bool(found.start or found.end) and found.precision == "day"
    return known and not _DOUBTFUL.intersection(found.flags)


def clauses(text: str) -> list[tuple[str, int, int]]:
    """Every day or span of a sentence with its place: (令和6年5月10日午後5時まで, 4, 20)."""
    return [
        (one[0].strip(" 　"), one.start(), one.end())
        for one in _CLAUSE.finditer(text)
        if FULL_DAY.search(one[0])
    ]
