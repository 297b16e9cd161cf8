"""How a tender ended: its bids, who won, and the status where nobody did."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipelines.lookups import fold
from pipelines.normalise.bids import read_bid
from pipelines.normalise.contractors import contractors
from pipelines.normalise.names import match_key, parse_organisation
from pipelines.normalise.outcome_words import ended_as, is_nothing, said
from pipelines.normalise.parties import names_nobody
from pipelines.normalise.tender import Tender
from pipelines.records import Bid, Issue, Supplier

_PLACES = ("remark", "bidder", "bidPrice", "quotedPrice")
_COUNT = re.compile(
    r"(\d{1,5})(?:者|社|人|名|件|J\.?V)?|(\d{1,5})(?:者|社|人|名)\([^()]*\)", re.ASCII
)
_NO_BIDDER = frozenset(("unsuccessful", "cancelled"))


def bids(tender: Tender) -> list[Bid]:
    """One bid a bidder row; where a winner is marked, the others are known to have lost."""
    columns = tender.plan.bids
    if columns is None:
        return []
    raw = tender.raw
    rows = [(at, row) for at, row in enumerate(raw.rows) if _is_bidder(row[columns.bidder])]
    alone = len(rows) == 1
    found = [
        read_bid(columns, row, tender.sheet_of(at), raw.numbers[at], tender.issues, alone=alone)
        for at, row in rows
    ]
    if any(bid.won for bid in found):
        for bid in found:
            bid.won = bool(bid.won)
    _check_bidders(tender, found)
    return found


def suppliers(tender: Tender, found: list[Bid]) -> tuple[list[Supplier], str | None]:
    """The firms that won with the address that is printed beside them, and their group's name.

    Who is named as the winner counts where no bidder is marked, and where the members of the joint
    venture that is marked stand there. ``found`` are the bids.
    """
    if not tender.plan.bids:
        return contractors(tender)
    winners = [bid for bid in found if bid.won]
    named, group = contractors(tender) if len(winners) < 2 else ([], None)
    addresses = _addresses(tender)
    if not winners:
        if not all(_is_firm(one.name) for one in named):
            return [], None
        return [_as_bid(one, found, addresses) for one in named], group
    if group and match_key(group) == match_key(winners[0].bidder.name):
        return named, group
    firms = [
        Supplier(name=bid.bidder.name, id=bid.bidder.id, address=addresses.get(bid.bidder.name))
        for bid in winners
    ]
    if len(firms) == 1 and firms[0].address is None:
        firms[0].address = tender.text("supplierAddress")
    return firms, None


def _as_bid(named: Supplier, found: list[Bid], addresses: Mapping[str, str]) -> Supplier:
    """A firm that is named as the winner with the 法人番号 and address that it bid with."""
    key = match_key(named.name)
    bidders = {bid.bidder.id: bid.bidder for bid in found if match_key(bid.bidder.name) == key}
    if len(bidders) != 1:
        return named
    [bidder] = bidders.values()
    has_number = (named.id or "").startswith("JP-JCN-")
    address = named.address or addresses.get(bidder.name)
    return Supplier(named.name, named.id if has_number else bidder.id, address)


def status(tender: Tender, found: list[Bid], winners: list[Bid]) -> str | None:
    """How the tender ended, where nobody won and the notice says so (不調, 中止)."""
    if winners:
        return None
    if not tender.plan.bids:
        return _said_in_place_of_a_firm(tender)
    printed = [text for name in _PLACES for text in tender.texts(name)]
    for text in printed:
        for kind in sorted(said(text) & _NO_BIDDER):
            return kind
    table = tender.plan.table
    for caption in table.captions if len(table.notices) == 1 else ():
        if ended := ended_as(caption):
            return min(said(ended[1]) & _NO_BIDDER)
    if ended_there := _said_in_place_of_a_firm(tender):
        return ended_there
    if found:
        remarks = " | ".join(dict.fromkeys(tender.texts("remark") + tender.texts("winner")))
        tender.issues.append(Issue(code="winnerUnclear", text=remarks[:200] or None))
    return None


def _said_in_place_of_a_firm(tender: Tender) -> str | None:
    """What a cell for the firm says where it names none: （不調）, 落札者なし, なし（取りやめ）."""
    for meaning in ("winner", "supplier"):
        texts = tender.texts(meaning)
        if texts and all(map(names_nobody, texts)):
            words = [part for text in texts for part in (text, *re.split("[(（)）]", text))]
            return next((kind for word in words for kind in sorted(said(word) & _NO_BIDDER)), None)
    return None


def number_of_bids(tender: Tender) -> int | None:
    """The printed number of bids: ``５者`` → 5, ``3者（うち無効1者）`` → 3; else an issue."""
    column, text = tender.found("numberOfBids")
    if column is None or not text or is_nothing(text):
        return None
    if found := _COUNT.fullmatch(fold(text)):
        return int(found[1] or found[2])
    tender.note("cellMisfit", column, text)
    return None


def _is_firm(name: str) -> bool:
    """Whether a name is plainly that of a firm or a joint venture, and no mark of a row (×)."""
    read = parse_organisation(name)
    return read.legal_form is not None or read.jv_type is not None


@lru_cache(maxsize=65536)
def _is_bidder(text: str) -> bool:
    """Whether a cell under a bidder's label names one: not ``－``, not ``応札者なし``."""
    return not is_nothing(text) and not said(text) & _NO_BIDDER


def _addresses(tender: Tender) -> dict[str, str]:
    """The printed address of every bidder that has one."""
    columns, address = tender.plan.bids, tender.plan.by_meaning.get("bidderAddress")
    if columns is None or not address:
        return {}
    return {
        row[columns.bidder].strip(): text
        for row in tender.raw.rows
        if (text := row[address[0].index].strip())
    }


def _check_bidders(tender: Tender, found: list[Bid]) -> None:
    """One firm bids once: twice, two tenders may stand under one name.

    Two columns of bidders that disagree are told too; the first one counts.
    """
    names = tender.plan.by_meaning.get("bidder", ())
    if len(names) > 1:
        first, second = names[0], names[1]
        if any(
            row[second.index].strip() and fold(row[first.index]) != fold(row[second.index])
            for row in tender.raw.rows
        ):
            tender.note("labelTwice", second, tender.raw.rows[0][second.index])
    seen: set[str | None] = set()
    for bid in found:
        if bid.bidder.id in seen:
            tender.issues.append(Issue(code="bidderTwice", text=bid.bidder.name))
        seen.add(bid.bidder.id)
