"""From tokens to points: what belongs to one date is put together, nothing is completed yet."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.normalise.dates.beside import read_masked, read_same, read_time, read_weekday
from pipelines.normalise.dates.elements import Elements
from pipelines.normalise.dates.figures import (
    read_english,
    read_halved,
    read_number,
    read_slashed,
    read_stamp,
)
from pipelines.normalise.dates.tokens import Token, scan
from pipelines.normalise.dates.units import (
    read_day,
    read_half,
    read_month,
    read_part,
    read_quarter,
    read_season,
)
from pipelines.normalise.dates.years import read_bare_era, read_dual, read_typo_year, read_year


def elements_of(text: str) -> Elements:
    """The points and words of a folded text, in order."""
    found = Elements(text)
    for token in scan(text):
        _READERS.get(token.kind, Elements.mark)(found, token)
    return found


# What reads each kind of token; all others are marks.
_READERS: dict[str, Callable[[Elements, Token], None]] = {
    "number": read_number, "year": read_year, "typo_year": read_typo_year,
    "dual": read_dual, "bare_era": read_bare_era, "stamp": read_stamp,
    "slashed": read_slashed, "halved": read_halved, "english": read_english,
    "month": read_month, "day": read_day, "part": read_part,
    "half": read_half, "quarter": read_quarter, "season": read_season,
    "same": read_same, "weekday": read_weekday, "clock": read_time,
    "masked": read_masked,
}  # fmt: skip
