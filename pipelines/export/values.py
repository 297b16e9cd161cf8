"""The values of cells that are more than a field of the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from pipelines.export.cells import WITHHELD, digits, names_person, without_person
from pipelines.export.codes import issue_codes
from pipelines.export.entries import BidEntry, IssueEntry, Place
from pipelines.normalise.dates import era_year
from pipelines.records import REVENUE, Amount, At, Notice, Price

# Issues whose text is all cells of a row: nobody knows which of them name a person.
_WHOLE_ROWS = ("rowUnclear", "rowWider")


def era(day: str | None) -> str | None:
    """An ISO day in the Japanese calendar: ``2019-05-01`` → 令和元年5月1日."""
    try:
        value = date.fromisoformat((day or "")[:10])
    except ValueError:
        return None
    year = era_year(value)
    return f"{year}{value.month}月{value.day}日" if year else None


def moment(time: datetime | None) -> str | None:
    """A time in ISO with its zone, to the second."""
    return None if time is None else time.isoformat(timespec="seconds")


def number(value: Amount | None) -> float | None:
    """A score or a share: not money, so a float will do."""
    return None if value is None else float(value)


def joined(parts: Sequence[str | None]) -> str | None:
    """Several texts in one cell, None if there is none."""
    return "; ".join(part for part in parts if part) or None


def at(place: Place) -> At:
    """The place in the original; empty where it isn't known."""
    return place.at or At(original=place.sha256)


def price_kind(price: Price | None, notice: Notice) -> str | None:
    """What makes a price of a notice other than a plain total that is spent."""
    if price is None:
        return None
    if notice.category == REVENUE and not price.undisclosed:
        return REVENUE
    if price.undisclosed:
        return "undisclosed"
    return price.pricing or ("ceiling" if price.ceiling else None)


def floor_price(notice: Notice, type: str) -> Amount | None:
    """The amount of one of the prices under which bids are excluded or examined."""
    return next((one.amount for one in notice.floor_price if one.type == type), None)


def valid_bids(notice: Notice) -> int | None:
    """How many bids are valid; None where the notice lists no bidders."""
    return sum(bid.status == "valid" for bid in notice.bids) if notice.bids else None


def round_price(entry: BidEntry, number: int) -> Amount | None:
    """The price that a bidder gave in a round, from 1."""
    rounds = entry.bid.rounds
    return rounds[number - 1].amount if number <= len(rounds) else None


def round_word(entry: BidEntry, number: int) -> str | None:
    """The word that stands for the price in a round, from 1."""
    rounds = entry.bid.rounds
    return rounds[number - 1].mark if number <= len(rounds) else None


def later_rounds(entry: BidEntry) -> str | None:
    """The rounds after the third in one cell: ``4: 1230000; 5: 辞退``."""
    said = (
        (place, one.mark if one.amount is None else digits(one.amount))
        for place, one in enumerate(entry.bid.rounds, 1)
        if place > 3
    )
    return joined([f"{place}: {text}" for place, text in said if text])


def issue_text(entry: IssueEntry) -> str | None:
    """The text that an issue is about, without names of persons."""
    issue = entry.issue
    if issue.text is None:
        return None
    if issue.code in _WHOLE_ROWS or names_person(issue.label or ""):
        return WITHHELD
    return without_person(issue.text)


def meaning(code: str, language: Literal["en", "ja", "who"]) -> str | None:
    """What an issue of a code says, or who can act on it."""
    known = issue_codes().get(code)
    return getattr(known, language) if known else None
