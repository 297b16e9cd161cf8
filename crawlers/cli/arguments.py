"""What people type, to values: days and yen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from pipelines.errors import ArgumentError
from pipelines.normalise.amounts import exact
from pipelines.records import Amount


def day(option: str, text: str | None) -> date | None:
    """A day in ISO, None if the option wasn't given; ArgumentError names the option."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentError(f"{option}: expected a day like 2018-04-01, found {text!r}") from None


def amount(option: str, text: str | None) -> Amount | None:
    """Yen as people type them, ``100000000`` or ``100,000,000``; None if not given."""
    if text is None:
        return None
    try:
        return exact(Decimal(text.replace(",", "")))
    except InvalidOperation:
        raise ArgumentError(f"{option}: expected yen like 100,000,000, found {text!r}") from None
