"""A reading as rows of the tables: pure, made before the transaction begins.

Rows are plain tuples in the order of the columns, since they go to the driver as they are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence, Set
from typing import Any

import msgspec

from pipelines.normalise.identity import fiscal_year, notice_id
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
    from_json,
    to_json,
)
from pipelines.store.columns import as_number, fits

Row = tuple[Any, ...]

# The JSON of the character NUL; an even number of backslashes before it belongs to the text.
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")

_PLAIN = 10**16
"""Whole amounts below it are what they are in any column."""


class Read(msgspec.Struct, gc=False):
    """A notice of a reading, with its id and its record as it is stored.

    ``record`` is the notice as JSON without its place; ``hash`` is over that, but not over the
    issue that it has twins (which of them is the second may change), nor over the cells that its
    issues name: a list with one row more is no news of those below. ``at`` is its place as JSON.
    ``found`` are the issues that storing it adds to those it came with. ``first`` is the id that
    its identity gives, which is its own unless it has twins.
    """

    id: str
    notice: Notice
    record: bytes
    hash: str
    at: str
    found: list[Issue]
    first: str


def identify(source: str, notices: Iterable[Notice]) -> list[Read]:
    """The notices of a reading, each with an id of its own.

    A second notice with the same identity is never merged with the first: its id is made from
    that of the first and its place in the count (``twin_id``).
    """
    counts: dict[str, int] = {}
    reads = []
    for notice in notices:
        first = notice_id(source, notice)
        count = counts[first] = counts.get(first, 0) + 1
        at, place = notice.at, ""
        if at is not None:
            place = to_json(at).decode()
            notice.at = None
        record = to_json(notice)
        notice.at = at
        if b"\\" in record and b"\\u0000" in record:
            # Text layers of PDF files hold NUL; PostgreSQL's text can't.
            record = _NUL.sub(rb"\1\\ufffd", record)
            notice = from_json(record)
        hash = hashlib.sha256(_said(notice, record)).hexdigest()
        reads.append(Read(twin_id(first, count), notice, record, hash, place, [], first))
    return reads


def _said(notice: Notice, record: bytes) -> bytes:
    """A record as it is compared: without the cells that its issues name."""
    if not notice.issues or not any(issue.cell for issue in notice.issues):
        return record
    issues = [msgspec.structs.replace(issue, cell=None) for issue in notice.issues]
    return to_json(msgspec.structs.replace(notice, issues=issues, at=None))


def twin_id(first: str, count: int) -> str:
    """The id of the so manieth notice with an identity, from the id that the identity gives."""
    if count == 1:
        return first
    return hashlib.sha256(f"{first}#{count}".encode()).hexdigest()[:20]


def twins_of(reads: Iterable[Read]) -> dict[str, list[Read]]:
    """The notices of a reading by the id that their identity gives."""
    found: dict[str, list[Read]] = {}
    for read in reads:
        found.setdefault(read.first, []).append(read)
    return found


def settle(
    twins: Sequence[Read],
    known: Sequence[str | None],
    taken: Set[str] = frozenset(),
    held: Set[str] = frozenset(),
) -> None:
    """Give notices with one identity the ids under which the store has what they say.

    ``known`` are the hashes of the newest versions of the first of them, the second … Their order
    in a file means nothing, and another file may hold but one of them. Those that say something
    new take the ids that are left, those first that their address holds (``held``), in order. All
    but the first get an issue (``sameIdentity``). ``taken`` are ids of other notices: those that
    other pages of the same list hold, or other addresses with other facts.
    """
    first = twins[0].first
    others = [count for count in range(1, len(known) + 1) if twin_id(first, count) in taken]
    free = dict.fromkeys(range(1, max(len(twins) + len(others), len(known)) + 1))
    for count in others:
        del free[count]
    alike: dict[str, list[Read]] = {}
    for read in twins:
        alike.setdefault(read.hash, []).append(read)
    counts: dict[str, list[int]] = {}
    for hash, reads in alike.items():
        kept = [count for count, other in enumerate(known, 1) if other == hash and count in free]
        counts[hash] = kept[: len(reads)]
        for count in counts[hash]:
            del free[count]
    rest = iter(sorted(free, key=lambda count: twin_id(first, count) not in held))
    for read in twins:
        if len(counts[read.hash]) < len(alike[read.hash]):
            counts[read.hash].append(next(rest))
    for hash, reads in alike.items():
        # Those that say the same stand in the order of their ids, so that saving again moves none.
        for read, count in zip(reads, sorted(counts[hash]), strict=True):
            read.id = twin_id(first, count)
            if count > 1:
                _tell_twin(read, count)


def _tell_twin(read: Read, count: int) -> None:
    """Say in the record of a notice that it is the so manieth with its identity."""
    notice = read.notice
    doubled = Issue(code="sameIdentity", text=f"{notice.number or notice.title or ''}: {count}")
    read.notice = msgspec.structs.replace(notice, issues=[*notice.issues, doubled])
    read.record = to_json(msgspec.structs.replace(read.notice, at=None))


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
