"""Single values of a notice as OCDS writes them: amounts, moments, addresses of the web."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from urllib.parse import quote

from pipelines.ocds.model import Item, Period, Unit, Value
from pipelines.records import Amount, Price
from pipelines.records import Period as PrintedPeriod

JST = timezone(timedelta(hours=9))
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def value(amount: Amount, tax: str | None, net: Amount | None = None) -> Value:
    """An amount as printed; the counterpart with or without tax is never computed."""
    return Value(
        amount=amount,
        currency="JPY",
        amount_net=amount if tax == "excluded" else net,
        amount_gross=amount if tax == "included" else None,
    )


def total(price: Price | None) -> Value | None:
    """The value of a price that is a total; None for a unit price or one not disclosed."""
    if price is None or price.amount is None or price.pricing == "unitPrice":
        return None
    return value(price.amount, price.tax, price.amount_net)


def unit_price(price: Price | None, description: str | None) -> list[Item]:
    """The item that a unit price is for; empty for a total."""
    if price is None or price.amount is None or price.pricing != "unitPrice":
        return []
    unit = Unit(name=price.per, value=value(price.amount, price.tax, price.amount_net))
    return [Item(id="1", description=description, unit=unit)]


def moment(printed: str | None, closing: bool = False) -> str | None:
    """A day or a time in Japan; None for one that stays as printed (``令和7年13月``).

    ``2018-04-02`` → ``2018-04-02T00:00:00+09:00``, a closing day ends at 23:59:59.
    """
    if not printed:
        return None
    try:
        if len(printed) == len("2018-04-02"):
            day = date.fromisoformat(printed)
            hour = time(23, 59, 59) if closing else time()
            return jst(datetime.combine(day, hour, JST))
        found = datetime.fromisoformat(printed)
    except ValueError:
        return None
    return jst(found if found.tzinfo else found.replace(tzinfo=JST))


def jst(when: datetime) -> str:
    """An aware time as a time in Japan, to the second."""
    return when.astimezone(JST).isoformat(timespec="seconds")


def period(printed: PrintedPeriod | None) -> Period | None:
    """A period of performance; the days only where no end is printed."""
    if printed is None:
        return None
    start, end = moment(printed.start), moment(printed.end, closing=True)
    days = None if end else printed.duration_in_days
    if not (start or end or days):
        return None
    return Period(start_date=start, end_date=end, duration_in_days=days)


def uri(address: str) -> str:
    """An address as a URI: ``file:///結果.xls`` is percent-encoded, what is encoded stays."""
    return quote(_BAD_PERCENT.sub("%25", address), safe="%/:?#@!$&'()*+,;=~")
