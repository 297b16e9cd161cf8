"""What a text says about a date."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

Context = Mapping[str, object]
"""What is known beside the text: ``published`` (ISO day), ``fiscal_year`` (2024), ``era`` (平成),
``label`` (工期), ``previous`` (ISO day that 同日 points to). All may be left out."""


class ParsedDate(msgspec.Struct, frozen=True, gc=False):
    """A point in time, an interval or a duration, as far as the text says it; Japan's time.

    ``start``, ``end``: ISO days. A point has no ``end``; a deadline (…まで) has no ``start``; a
    month, quarter or fiscal year is the interval it covers. ``time``, ``end_time``: ``HH:MM`` or
    ``HH:MM:SS`` of the start and the end; 24時 stays 24:00. ``duration``: ISO 8601 (P30D).
    ``precision``: day, tenday, month, quarter, half_year, season, fiscal_year, year, or none.
    ``text``: what it came from.

    Flags, in the order of how much they ask of the reader:

    - refused, so no value: ``invalid_date`` (2月30日), ``invalid_time``, ``typo`` with
      ``ambiguous`` (a letter for a digit), ``ocr_garbage``, ``masked`` (●月), ``mojibake``,
      ``private_use`` (a character only its publisher can read), ``undetermined`` (未定),
      ``recurring`` (every year), ``time_only``, ``no_date`` (nothing about time in the text)
    - doubtful: ``ambiguous`` (another reading is possible), ``typo`` (one reading is left),
      ``approx`` (頃, 上旬), ``weekday_mismatch``, ``calendar_mismatch`` (two calendars disagree),
      ``order`` (the end lies before the start), ``multiple`` (several dates; the first or the
      whole), ``dateparser`` (read by the general library), ``too_long`` (the rest was not read)
    - counted on: ``era_overflow`` (平成32年), ``era_underflow`` (令和元年4月), ``computed_end``,
      ``excel_serial``, ``two_digit_year``, ``compact`` (20180402), ``title_code`` (Ｒ６国補)
    - completed from the range or the context: ``era_omitted``, ``year_omitted``,
      ``year_omitted_end``, ``month_omitted_end``, ``era_omitted_end``, ``same_year``,
      ``same_month``, ``same_day``, ``relative`` (翌日, 本年度)
    - open: ``relative_start``, ``relative_end`` (an event), ``open_end`` (から, 以降),
      ``deadline`` (まで), ``event_time_end`` (the hour of an event)
    - said besides: ``dual_calendar``, ``planned``, ``law_reference``, ``duration``,
      ``business_days``, ``daily_hours`` (the hours of each day), ``excludes_holidays``,
      ``time_24``, ``utc_offset`` (a time zone other than Japan's is printed), ``english``
    """

    start: str | None = None
    end: str | None = None
    time: str | None = None
    end_time: str | None = None
    duration: str | None = None
    precision: str = "none"
    flags: tuple[str, ...] = ()
    text: str = ""
