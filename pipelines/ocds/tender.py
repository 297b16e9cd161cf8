"""The tender section of a notice: what is bought, how, and under which ceiling."""

from __future__ import annotations

import hashlib
from typing import cast, get_args

from pipelines.normalise.methods import is_consulting, is_under_gpa
from pipelines.ocds import model
from pipelines.ocds.bids import groups, rounds_held, unique
from pipelines.ocds.model import Reference
from pipelines.ocds.parties import is_bid
from pipelines.ocds.values import moment, period, total, unit_price, uri, value
from pipelines.records import Document, Notice

_CRITERIA: tuple[str, ...] = get_args(model.AwardCriteria)


def tender(
    notice: Notice,
    buyer: Reference,
    number: str,
    fiscal_year: int,
    entries: list[model.Bid],
    awarded: list[model.Award],
) -> model.Tender:
    """The tender; buyer, method and title belong here even where it is first seen awarded."""
    consulting = notice.category == "services" and is_consulting(notice.work_type or "")
    rated = notice.award_criteria in _CRITERIA
    opened = moment(notice.opened)
    counted = [entry for entry in entries if is_bid(entry)]
    return model.Tender(
        id=number,
        title=notice.title,
        description=notice.description,
        status=_status(notice, awarded),
        procuring_entity=buyer,
        items=_items(notice),
        value=total(notice.planned_price),
        reserve_price_disclosure=_disclosure(notice),
        bid_floors=_floors(notice),
        procurement_method=cast("model.Method | None", notice.method),
        procurement_method_details=notice.method_details,
        procurement_method_rationale=notice.rationale,
        main_procurement_category=cast("model.Category | None", notice.category),
        additional_procurement_categories=["consultingServices"] if consulting else [],
        award_criteria=cast("model.AwardCriteria", notice.award_criteria) if rated else None,
        award_criteria_details=None if rated else notice.award_criteria,
        covered_by=["GPA"] if is_under_gpa(notice.method_details or "") else [],
        fiscal_year=fiscal_year,
        tender_period=_tender_period(notice),
        award_period=model.Period(start_date=opened) if opened else None,
        bid_opening=model.BidOpening(date=opened) if opened else None,
        contract_period=None if awarded else period(notice.period),
        number_of_rounds=rounds_held(notice) or None,
        number_of_tenderers=groups(entries) if entries else notice.number_of_bids,
        tenderers=unique([party for entry in counted for party in entry.tenderers]),
        documents=_documents(notice),
    )


def is_withheld(notice: Notice) -> bool:
    """Whether a result says that its ceiling isn't published. Earlier it may still come."""
    price = notice.planned_price
    return bool(price and price.undisclosed and notice.stage != "tender")


def _status(notice: Notice, awarded: list[model.Award]) -> model.TenderStatus | None:
    """Complete once awarded; else as the notice says; a call for bids is active."""
    if any(award.status == "active" for award in awarded):
        return "complete"
    if notice.status:
        return cast("model.TenderStatus", notice.status)
    by_stage: dict[str, model.TenderStatus] = {"tender": "active", "cancellation": "cancelled"}
    return by_stage.get(notice.stage)


def _items(notice: Notice) -> list[model.Item]:
    """What is bought, where the notice prints a place or a ceiling a unit."""
    priced = unit_price(notice.planned_price, notice.title)
    if not (priced or notice.place):
        return []
    place = model.Location(description=notice.place) if notice.place else None
    unit = priced[0].unit if priced else None
    return [model.Item(id="1", description=notice.title, unit=unit, delivery_location=place)]


def _disclosure(notice: Notice) -> model.Disclosure | None:
    """When the ceiling is disclosed. A result doesn't say that it wasn't known beforehand."""
    if is_withheld(notice):
        return "undisclosed"
    if notice.stage == "tender" and total(notice.planned_price):
        return "beforeBidding"
    return None


def _floors(notice: Notice) -> list[model.BidFloor]:
    """The prices under bids; a share of the ceiling has no place in OCDS and stays in SQL."""
    disclosure: model.Disclosure = "beforeBidding" if notice.stage == "tender" else "afterOpening"
    kinds = get_args(model.FloorType)
    return [
        model.BidFloor(
            # By type, so that a floor keeps its id when another is published beside it.
            id=str(kinds.index(floor.type) + 1) if floor.type in kinds else floor.type,
            type=cast("model.FloorType", floor.type),
            value=value(floor.amount, floor.tax),
            disclosure=disclosure,
        )
        for floor in notice.floor_price
        if floor.amount is not None
    ]


def _tender_period(notice: Notice) -> model.Period | None:
    """From the day of the notice (公告日) to the last moment to hand in a bid.

    A result prints the day of the call for bids, or its own: that one isn't before the opening.
    """
    published, opened = moment(notice.published), moment(notice.opened)
    is_call = notice.stage == "tender" or (published and opened and published < opened)
    start = published if is_call else None
    end = moment(notice.deadline, closing=True)
    return model.Period(start_date=start, end_date=end) if start or end else None


def _documents(notice: Notice) -> list[model.Document]:
    """Named or linked documents; the id is made from the address, or else the title."""
    found: dict[str, model.Document] = {}
    for document in notice.documents:
        id = _document_id(document)
        found[id] = model.Document(
            id=id,
            document_type=document.type,
            title=document.title,
            url=uri(document.url) if document.url else None,
        )
    return list(found.values())


def _document_id(document: Document) -> str:
    name = document.url or document.title or document.type or ""
    return hashlib.sha256(name.encode()).hexdigest()[:12]
