"""Awards and contracts of a notice: one of each for every winner."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from pipelines.ocds import model
from pipelines.ocds.bids import unique
from pipelines.ocds.history import Said, award_known_by
from pipelines.ocds.model import Reference
from pipelines.ocds.parties import reference
from pipelines.ocds.values import moment, period, total, unit_price
from pipelines.records import Amount, Notice, Price


def awards(notice: Notice, entries: list[model.Bid], said: Said) -> list[model.Award]:
    """An award for each winner; those that the notice gave before and gives no more go."""
    winners = _winners(notice, entries)
    ids = said.keep([award_known_by(each.suppliers, each.bid_id) for each in winners])
    active = [
        _award(notice, id, winner, alone=len(winners) == 1)
        for id, winner in zip(ids, winners, strict=True)
    ]
    return [*active, *(model.Award(id=id, status="cancelled") for id in said.gone(ids))]


def contracts(
    notice: Notice, awarded: list[model.Award], earlier: Collection[str]
) -> list[model.Contract]:
    """A contract for each award, under the award's id; those of cancelled awards go too."""
    active = [award for award in awarded if award.status == "active"]
    found: list[model.Contract] = []
    if _has_contract(notice):
        found = [_contract(notice, award, alone=len(active) == 1) for award in active]
    gone = [
        model.Contract(id=award.id, award_id=award.id, status="cancelled")
        for award in awarded
        if award.status == "cancelled" and award.id in earlier
    ]
    return [*found, *gone]


@dataclass(frozen=True)
class _Winner:
    """Who won: with which bid where one is known, and at what price of its own."""

    suppliers: list[Reference]
    bid_id: str | None = None
    price: Amount | None = None


def _winners(notice: Notice, entries: list[model.Bid]) -> list[_Winner]:
    """Each bid that is marked; the suppliers together where none is."""
    found = [
        _Winner(entry.tenderers, entry.id, bid.award_price)
        for bid, entry in zip(notice.bids, entries, strict=True)
        if bid.won
    ]
    if found or not notice.suppliers:
        return found
    suppliers = unique([reference(supplier) for supplier in notice.suppliers])
    ids = {one.id for one in suppliers}
    theirs = [entry.id for entry in entries if ids & {one.id for one in entry.tenderers}]
    return [_Winner(suppliers, theirs[0] if len(theirs) == 1 else None)]


def _award(notice: Notice, id: str, winner: _Winner, alone: bool) -> model.Award:
    """One award. A price of the notice is that of a single winner; several have their own."""
    price = notice.award_price
    if not alone and winner.price is not None:
        price = Price(amount=winner.price, tax=notice.bid_tax, pricing=_pricing(notice))
    elif not alone:
        price = None
    return model.Award(
        id=id,
        title=notice.title,
        status="active",
        date=moment(notice.awarded),
        value=total(price),
        suppliers=winner.suppliers,
        items=unit_price(price, notice.title),
        contract_period=None if _has_contract(notice) else period(notice.period),
        related_bid=winner.bid_id,
        supplier_group_name=notice.supplier_group if alone else None,
        published_bid_rate=notice.award_rate if alone else None,
    )


def _pricing(notice: Notice) -> str | None:
    """How the notice's prices are meant: in total where nothing is said."""
    prices = (notice.contract_price, notice.award_price, notice.planned_price)
    return next((price.pricing for price in prices if price and price.pricing), None)


def _contract(notice: Notice, award: model.Award, alone: bool) -> model.Contract:
    """One contract; its value only where a price of the contract itself is printed."""
    signed = moment(notice.signed)
    return model.Contract(
        id=award.id,
        award_id=award.id,
        title=notice.title,
        status="active" if signed else None,
        period=period(notice.period),
        value=total(notice.contract_price) if alone else None,
        items=unit_price(notice.contract_price, notice.title) if alone else [],
        date_signed=signed,
        suppliers=award.suppliers,
        pricing_type=cast("model.Pricing | None", _pricing(notice)),
    )


def _has_contract(notice: Notice) -> bool:
    """Whether the notice tells of a contract: by what it is, its day, or its price."""
    return bool(notice.stage == "contract" or moment(notice.signed) or notice.contract_price)
