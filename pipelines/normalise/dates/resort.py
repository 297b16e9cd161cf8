"""The last resort: dateparser, for a short text that holds a whole date our scanner can't see."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache, lru_cache
from typing import Protocol

from pipelines.normalise.dates.parsed import ParsedDate

_LONGEST = 24
"""dateparser takes up to some milliseconds a text, growing with its length."""
_MAYBE = re.compile(
    r"(?=[^,円]*$)(?=.*(?<!\d)(?:19|20)\d\d(?!\d))\D*\d{1,4}\D+\d{1,4}\D+\d{1,4}\D*", re.ASCII
)
_NUMBERS = re.compile(r"\d+", re.ASCII)


class _Parser(Protocol):
    def get_date_data(self, text: str) -> object: ...


def last_resort(even: str, text: str) -> ParsedDate | None:
    """The day that dateparser reads, flagged ``dateparser``; None if it or its answer won't do.

    ``even`` is the folded text. The answer must have year, month and day in the text's own
    numbers, each once: ``2024 4 1`` → 2024-04-01. Its order of day and month is a guess where
    both could be either, so that is refused.
    """
    if len(even) > _LONGEST or not _MAYBE.fullmatch(even):
        return None
    numbers = sorted(map(int, _NUMBERS.findall(even)))
    if numbers[0] != numbers[1] and numbers[1] <= 12 and not even.strip()[:4].isdigit():
        return ParsedDate(flags=("ambiguous",), text=text)
    day = _parsed(even)
    if day is None or sorted((day.year, day.month, day.day)) != numbers:
        return None
    return ParsedDate(day.date().isoformat(), precision="day", flags=("dateparser",), text=text)


@lru_cache(maxsize=1024)
def _parsed(even: str) -> datetime | None:
    try:
        found = getattr(_parser().get_date_data(even), "date_obj", None)
    except Exception:  # whatever a general library trips over is no date to us
        return None
    return found if isinstance(found, datetime) else None


@cache
def _parser() -> _Parser:
    """Imported only here: it takes a third of a second and most runs never need it."""
    from dateparser.date import DateDataParser

    parser: _Parser = DateDataParser(
        languages=["ja"],
        settings={"REQUIRE_PARTS": ["year", "month", "day"], "STRICT_PARSING": True},
    )
    return parser
