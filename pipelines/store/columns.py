"""Column types that give back what was put in, the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Dialect, Numeric
from sqlalchemy.types import TypeDecorator, TypeEngine

from pipelines.records import Amount

JAPAN = timezone(timedelta(hours=9), "JST")
"""The zone of all times that come out of the store. Japan has no summer time."""


class Moment(TypeDecorator[datetime]):
    """An aware time, stored in UTC. SQLite has no zones, so we take it off and put it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"expected a time with its zone, found {value}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value
        return aware.astimezone(JAPAN)


class _PlainNumeric(Numeric[Any]):
    """A numeric column of SQLite that leaves numbers as they are.

    SQLAlchemy's own turns every number into a float and back, which loses whole numbers beyond
    2**53. SQLite itself keeps whole numbers exactly, and 15 digits of others.
    """

    def bind_processor(self, dialect: Dialect) -> None:
        return None

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        return None


class Yen(TypeDecorator[Amount]):
    """An amount that ``fits``. Comes back as int where it is whole, else as Decimal."""

    impl = Numeric(20, 4)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        column = _PlainNumeric(20, 4) if dialect.name == "sqlite" else Numeric(20, 4)
        return dialect.type_descriptor(column)

    def process_bind_param(self, value: Amount | None, dialect: Dialect) -> Any:
        return as_number(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Amount | None:
        if value is None or isinstance(value, int):
            return value
        # repr of a float is the shortest text that means it: exact for 15 digits.
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        return int(exact) if exact == exact.to_integral_value() else exact.normalize()


def as_number(value: Amount | None) -> int | float | None:
    """An amount as SQLite takes it: a whole number as such, else a float of 15 digits or fewer."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def fits(value: Amount) -> bool:
    """Whether both databases keep an amount exactly.

    Whole yen of up to 16 digits; with decimals up to 15 digits, four of them after the point.
    """
    if isinstance(value, Decimal):
        if not value.is_finite():
            return False
        if value != value.to_integral_value():
            _, digits, exponent = value.normalize().as_tuple()
            return len(digits) <= 15 and isinstance(exponent, int) and exponent >= -4
    return -(10**16) < value < 10**16
