"""Japan's time, and the one place where the clock is read."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

TOKYO = timezone(timedelta(hours=9), "JST")
"""Japan has had no summer time since 1951: a fixed offset needs no time zone files."""


def now() -> datetime:
    """This moment in Japan; only edges (commands, spiders) ask for it."""
    return datetime.now(TOKYO)
