"""What a row of a table is made from: a notice with its place, one of its bids, an award."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pipelines.normalise.names import party_id
from pipelines.records import At, Bid, Issue, Notice, Price


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was published: the original, its first good fetch, the place in it."""

    source: str
    url: str
    sha256: str
    fetched_at: datetime
    at: At | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice as newest published, its version, and since and until when it was seen.

    ``ocid`` is the process that it was linked to, None before linking.
    """

    id: str
    version: int
    ocid: str | None
    notice: Notice
    place: Place
    first_seen: datetime | None
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class BidEntry(Entry):
    """One bidder of a notice, in printed order from 1."""

    position: int
    bid: Bid


@dataclass(frozen=True, slots=True)
class Award:
    """A winner: a firm, or a joint venture with its members as (name, id).

    ``price_from`` says where the price stands: award, contract or bid.
    """

    name: str
    id: str
    members: tuple[tuple[str, str], ...]
    price: Price | None
    price_from: str | None


@dataclass(frozen=True, slots=True)
class AwardEntry(Entry):
    """One winner of a notice, from 1, of so many."""

    position: int
    award: Award
    winners: int


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """An issue with the notice it is about; without one it is about the whole file."""

    place: Place
    issue: Issue
    entry: Entry | None


def bid_entries(entry: Entry) -> Iterator[BidEntry]:
    """The bids of a notice, in printed order."""
    for position, bid in enumerate(entry.notice.bids, 1):
        yield BidEntry(*_parts(entry), position, bid)


def award_entries(entry: Entry) -> Iterator[AwardEntry]:
    """The winners of a notice, in printed order."""
    found = list(awards(entry.notice))
    for position, award in enumerate(found, 1):
        yield AwardEntry(*_parts(entry), position, award, len(found))


def awards(notice: Notice) -> Iterator[Award]:
    """Who was awarded, and at what price.

    A single winner has the price of the award, else of the contract, else of its own bid.
    Several winning bidders have each their own: the agreed one, else the last given. Where no bid
    is marked, all suppliers are one award, so that its price isn't counted twice.
    """
    won = [bid for bid in notice.bids if bid.won]
    members = tuple((one.name, one.id or party_id(one.name)) for one in notice.suppliers)
    for bid in won:
        alone = len(won) == 1
        price, price_from = _price(notice) if alone else (None, None)
        if price is None and (amount := bid.award_price) is not None:
            price, price_from = Price(amount=amount, tax=notice.bid_tax), "bid"
        group = members if alone and notice.supplier_group else ()
        name = bid.bidder.name
        yield Award(name, bid.bidder.id or party_id(name), group, price, price_from)
    if members and not won:
        group = members if len(members) > 1 or notice.supplier_group else ()
        name = notice.supplier_group or "; ".join(name for name, _ in members)
        id = party_id(name) if notice.supplier_group else "; ".join(id for _, id in members)
        yield Award(name, id, group, *_price(notice))


def _price(notice: Notice) -> tuple[Price | None, str | None]:
    for price, name in ((notice.award_price, "award"), (notice.contract_price, "contract")):
        if price is not None and (price.amount is not None or price.undisclosed):
            return price, name
    return None, None


def _parts(
    entry: Entry,
) -> tuple[str, int, str | None, Notice, Place, datetime | None, datetime | None]:
    return (
        entry.id,
        entry.version,
        entry.ocid,
        entry.notice,
        entry.place,
        entry.first_seen,
        entry.last_seen,
    )
