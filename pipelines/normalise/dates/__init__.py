"""Dates, times and durations as Japanese notices print them."""

from pipelines.normalise.dates.eras import era_year
from pipelines.normalise.dates.parse import parse_date
from pipelines.normalise.dates.parsed import ParsedDate
from pipelines.normalise.dates.views import PrintedDay, moment, month_of, parse_day, parse_period

__all__ = [
    "ParsedDate",
    "PrintedDay",
    "era_year",
    "moment",
    "month_of",
    "parse_date",
    "parse_day",
    "parse_period",
]
