"""Which notices an export takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipelines.export.entries import AwardEntry, BidEntry
from pipelines.lookups import fold
from pipelines.records import Amount, Notice, Price

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Filter:
    """Which notices to take; what is None takes all.

    ``buyer`` is a part of the body's name or id. ``since`` and ``until`` are days, both
    included: of the opening, else of contract, award or publication. Amounts are yen as printed:
    the award price, else the contract's, else the planned price; unit prices are no totals and
    match no amount. ``supplier`` is a part of the name or id of a firm that bids or wins: the
    bids of its rivals are taken too, the awards of others are not. ``winners`` takes only
    notices with a winner, and of the bids only those that won.
    """

    source: str | None = None
    buyer: str | None = None
    since: date | None = None
    until: date | None = None
    min_amount: Amount | None = None
    max_amount: Amount | None = None
    category: str | None = None
    supplier: str | None = None
    winners: bool = False

    @property
    def by_notice(self) -> bool:
        """Whether it asks for more than a source: then issues of whole files are left out."""
        return self != Filter(source=self.source)

    def takes(self, notice: Notice) -> bool:
        """Whether a notice of the right source matches all the rest."""
        return (
            self._takes_buyer(notice)
            and self.category in (None, notice.category)
            and self._takes_day(notice)
            and self._takes_amount(notice)
            and self._takes_firms(notice)
        )

    def takes_bid(self, entry: BidEntry) -> bool:
        """Whether a bid of a notice that was taken is taken."""
        return not self.winners or bool(entry.bid.won)

    def takes_award(self, entry: AwardEntry) -> bool:
        """Whether an award of a notice that was taken is taken."""
        award = entry.award
        firms = ((award.name, award.id), *award.members)
        return any(self._is_supplier(name, id) for name, id in firms)

    def _takes_buyer(self, notice: Notice) -> bool:
        if self.buyer is None:
            return True
        buyer = notice.buyer
        return buyer is not None and (
            fold(self.buyer) in fold(buyer.name) or self.buyer in (buyer.id or "")
        )

    def _takes_day(self, notice: Notice) -> bool:
        if self.since is None and self.until is None:
            return True
        day = (day_of(notice) or "")[:10]
        if not _ISO_DAY.fullmatch(day):
            return False
        first, last = self.since or date.min, self.until or date.max
        return first.isoformat() <= day <= last.isoformat()

    def _takes_amount(self, notice: Notice) -> bool:
        if self.min_amount is None and self.max_amount is None:
            return True
        price = _total(notice)
        if price is None or price.amount is None or price.pricing == "unitPrice":
            return False
        over = self.min_amount is None or price.amount >= self.min_amount
        return over and (self.max_amount is None or price.amount <= self.max_amount)

    def _takes_firms(self, notice: Notice) -> bool:
        won = [bid.bidder for bid in notice.bids if bid.won]
        if self.winners and not won and not notice.suppliers:
            return False
        if self.supplier is None:
            return True
        bidders = won if self.winners else [bid.bidder for bid in notice.bids]
        return (
            any(self._is_supplier(one.name, one.id) for one in bidders)
            or any(self._is_supplier(one.name, one.id) for one in notice.suppliers)
            or self._is_supplier(notice.supplier_group or "", None)
        )

    def _is_supplier(self, name: str, id: str | None) -> bool:
        if self.supplier is None:
            return True
        return fold(self.supplier) in fold(name) or self.supplier in (id or "")


def day_of(notice: Notice) -> str | None:
    """The day by which notices are filtered: of the opening, contract, award or publication."""
    return notice.opened or notice.signed or notice.awarded or notice.published


def _total(notice: Notice) -> Price | None:
    for price in (notice.award_price, notice.contract_price, notice.planned_price):
        if price is not None and price.amount is not None:
            return price
    return None
