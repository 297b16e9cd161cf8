"""The bids of a notice: one entry a bidding group, with its rounds, and the figures about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast, get_args

from pipelines.ocds import model
from pipelines.ocds.history import Said, bid_known_by
from pipelines.ocds.model import Reference
from pipelines.ocds.parties import is_bid, reference
from pipelines.ocds.values import value
from pipelines.records import Bid, Notice


def details(notice: Notice, said: Said) -> list[model.Bid]:
    """One entry a bidding group; its id is its place in the printed order."""
    groups = [_tenderers(notice, bid) for bid in notice.bids]
    ids = said.keep([bid_known_by(group) for group in groups])
    several = rounds_held(notice) > 1
    return [
        _bid(notice, bid, id, group, several)
        for bid, id, group in zip(notice.bids, ids, groups, strict=True)
    ]


def bids(notice: Notice, entries: list[model.Bid]) -> model.Bids | None:
    """The entries and figures about them; where only a number of bids is printed, only that."""
    if not entries:
        if notice.number_of_bids is None:
            return None
        return model.Bids(statistics=[_statistic("bids", notice.number_of_bids)])
    valid = [entry for entry in entries if entry.status == "valid"]
    figures = [
        _statistic("bids", sum(map(is_bid, entries))),
        _statistic("validBids", len(valid)),
        _statistic("bidders", groups(entries)),
    ]
    prices = [entry.value.amount for entry in valid if entry.value]
    if prices:
        figures.append(_statistic("lowestValidBidValue", min(prices), "JPY"))
        figures.append(_statistic("highestValidBidValue", max(prices), "JPY"))
    return model.Bids(statistics=figures, details=entries)


def groups(entries: Sequence[model.Bid]) -> int:
    """How many bidding groups gave a bid: a joint venture is one, and so is who is listed twice."""
    return len({bid_known_by(entry.tenderers) for entry in entries if is_bid(entry)})


def rounds_held(notice: Notice) -> int:
    """The highest round in which anyone gave a price or a word; 0 without bids."""
    held = (
        place
        for bid in notice.bids
        for place, given in enumerate(bid.rounds, 1)
        if given.amount is not None or given.mark
    )
    return max(held, default=0)


def unique(parties: Sequence[Reference]) -> list[Reference]:
    """Each party once, in printed order: the entries of an array differ in their id."""
    found: dict[str, Reference] = {}
    for party in parties:
        found.setdefault(party.id, party)
    return list(found.values())


def _tenderers(notice: Notice, bid: Bid) -> list[Reference]:
    """The members of a joint venture where the notice names them, else the bidder as printed."""
    alone = sum(bool(other.won) for other in notice.bids) == 1
    if bid.won and alone and notice.supplier_group and notice.suppliers:
        return unique([reference(member) for member in notice.suppliers])
    return [reference(bid.bidder)]


def _bid(notice: Notice, bid: Bid, id: str, group: list[Reference], several: bool) -> model.Bid:
    """One entry; its value is the last price given, in a round or else by quotation."""
    last = bid.quote if bid.last_price is None else bid.last_price
    tax = notice.bid_tax
    is_venture = group != [reference(bid.bidder)]
    return model.Bid(
        id=id,
        status=cast("model.BidStatus | None", bid.status),
        tenderers=group,
        value=None if last is None else value(last, tax),
        price_rounds=_price_rounds(bid, tax) if several else [],
        rank=bid.rank,
        status_details=_outcome(bid, several),
        tenderer_group_name=notice.supplier_group if is_venture else None,
        technical_score=bid.technical_score,
        evaluation_score=bid.evaluation_score,
    )


def _outcome(bid: Bid, several: bool) -> str | None:
    """The outcome in the words of the source: 落札, 無効, 辞退.

    A refusal in a later round belongs to that round; the bid stays valid.
    """
    marks = [given.mark for given in bid.rounds if given.mark]
    mark = marks[-1] if marks else None
    if bid.status == "valid":
        return bid.remark or (None if several else mark)
    return mark or bid.remark


def _price_rounds(bid: Bid, tax: str) -> list[model.PriceRound]:
    return [
        model.PriceRound(
            id=str(place),
            value=None if given.amount is None else value(given.amount, tax),
            status_details=given.mark,
        )
        for place, given in enumerate(bid.rounds, 1)
        if given.amount is not None or given.mark
    ]


def _statistic(
    measure: model.Measure, figure: model.Number, currency: Literal["JPY"] | None = None
) -> model.Statistic:
    """A figure under an id that stays the same whichever others are given."""
    place = get_args(model.Measure).index(measure) + 1
    return model.Statistic(id=str(place), measure=measure, value=figure, currency=currency)
