"""The one parser of dates."""

from __future__ import annotations

from functools import lru_cache

from pipelines.normalise.dates.fast import fast_road
from pipelines.normalise.dates.parsed import Context, ParsedDate
from pipelines.normalise.dates.reading import read

_NO_CONTEXT: Context = {}


def parse_date(text: str, context: Context | None = None) -> ParsedDate:
    """What a text says about a date.

    ``令和６年４月１日(月)午前８時３０分から令和６年４月12日まで`` → start 2024-04-01 08:30,
    end 2024-04-12; ``7月上旬`` with ``{"fiscal_year": 2024}`` → 2024-07-01 to 2024-07-10;
    ``契約締結の日から30日以内`` → duration P30D, ``relative_start``. Times are as printed, Japan's.

    Nothing is guessed: what is left out comes from the text or the context, with a flag; what
    can't be read is None with a flag that says why. Never raises. ``ParsedDate`` lists the flags.
    """
    return fast_road(text) or (read(text, context) if context else _read(text))


@lru_cache(maxsize=16384)  # a list repeats most of its texts
def _read(text: str) -> ParsedDate:
    """The date of a text beside which nothing is known."""
    return read(text, _NO_CONTEXT)
