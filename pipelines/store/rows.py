"""A reading as rows of the tables: pure, made before the transaction begins.

Rows are plain tuples in the order of the columns, since they go to the driver as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pipelines.normalise.identity import fiscal_year
from pipelines.normalise.names import match_key, party_id
from pipelines.records import (
    REVENUE,
    Amount,
    Bid,
    Body,
    Issue,
    Notice,
    Price,
    Supplier,
)
from pipelines.store.columns import as_number, fits
from pipelines.store.identified import Read
from pipelines.store.statements import Row

_PLAIN = 10**16
"""Whole amounts below it are what they are in any column."""


def version_row(read: Read, number: int, plain: bool) -> Row:
    """The row of ``notice_versions``; ``plain`` when it goes to SQLite, the record in UTF-8."""
    notice = read.notice
    buyer = notice.buyer
    planned = notice.planned_price
    award = notice.award_price or notice.contract_price
    if notice.category == REVENUE:
        award = None  # income, which no sum over this column may take for spending
    return (
        read.id,
        number,
        read.hash,
        notice.title,
        buyer.id if buyer else None,
        buyer.name if buyer else None,
        notice.department,
        notice.category,
        notice.method,
        fiscal_year(notice),
        notice.opened,
        notice.signed,
        _price(planned, read.found, plain),
        planned.tax if planned else None,
        _price(award, read.found, plain),
        award.tax if award else None,
        notice.number_of_bids,
        read.record if plain else read.record.decode(),
    )


def bid_rows(read: Read, number: int, plain: bool) -> list[Row]:
    """The rows of ``bids``, in printed order from 1."""
    rows = []
    for position, bid in enumerate(read.notice.bids, 1):
        amount, last = _last_round(bid)
        if amount is not None and not (type(amount) is int and 0 <= amount < _PLAIN):
            amount = _amount(amount, read.found, plain)
        party = bid.bidder.id or party_id(bid.bidder.name)
        rows.append(
            (
                read.id,
                number,
                position,
                party,
                bid.bidder.name,
                bid.status,
                bid.won,
                bid.rank,
                amount,
                last,
            )
        )
    return rows


def party_rows(notices: Iterable[Notice]) -> list[Row]:
    """The rows of ``parties``: who bids and who is awarded, each once, in the order of ids.

    One order for all writers: two that write the same parties can't wait for each other. A
    party with several spellings is called by the one that sorts first.
    """
    named: dict[str, str] = {}
    for notice in notices:
        firms: list[Body | Supplier] = [bid.bidder for bid in notice.bids]
        for firm in (*firms, *notice.suppliers):
            id = firm.id or party_id(firm.name)
            if id not in named or firm.name < named[id]:
                named[id] = firm.name
    return [
        (id, name, match_key(name), id[7:] if id.startswith("JP-JCN-") else None)
        for id, name in sorted(named.items())
    ]


def issue_rows(
    sha256: str, issues: Sequence[Issue], reads: Sequence[Read], start: int
) -> list[Row]:
    """The rows of ``issues``: those of the file, then those of each notice, counted on."""
    every: list[tuple[str | None, Issue]] = [(None, issue) for issue in issues]
    every += [(read.id, issue) for read in reads for issue in (*read.notice.issues, *read.found)]
    return [
        (sha256, position, id, issue.code, _text(issue.label), _text(issue.text), issue.cell)
        for position, (id, issue) in enumerate(every, start)
    ]


def _text(text: str | None) -> str | None:
    return text.replace("\0", "\ufffd") if text else text


def _last_round(bid: Bid) -> tuple[Amount | None, int]:
    """The last price that a bidder gave, and the last round with a price or a word in it."""
    amount, last = None, 0
    for place, one in enumerate(bid.rounds, 1):
        if one.amount is not None:
            amount, last = one.amount, place
        elif one.mark is not None:
            last = place
    return amount, last


def _price(price: Price | None, found: list[Issue], plain: bool) -> Any:
    if price is None or price.amount is None:
        return None
    if type(price.amount) is int and 0 <= price.amount < _PLAIN:
        return price.amount
    return _amount(price.amount, found, plain)


def _amount(amount: Amount, found: list[Issue], plain: bool) -> Any:
    """An amount for its column; one that no column holds exactly stays in the record only."""
    if not fits(amount):
        found.append(Issue(code="amountOutOfRange", text=str(amount)))
        return None
    return as_number(amount) if plain else amount
