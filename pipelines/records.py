"""The records that travel: Original (bytes), RawNotice (text as published), Notice (typed).

``Notice`` is the record that ``chotatsu read`` prints and the store keeps; its keys are
documented in ``docs/codebook.md``. Keys that were not published are left out.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import Any

import msgspec

Amount = int | Decimal
"""An exact amount: a whole number of yen, or a decimal where sen or a unit price need it."""

REVENUE = "revenue"
"""The category of a sale by the body: its prices are income, and never counted as spending."""


@dataclass(frozen=True)
class Hints:
    """What a source knows about an original before it is read.

    ``stage`` may be None: then the labels decide. ``body`` is the id of the body
    that buys where the page itself doesn't say. ``context`` is what the list page printed beside
    the link: published label → published text. ``name`` is the file's name, for messages.

    Three facts say nothing of how to read it, but how it stands to other originals of the source:
    ``as_of`` is the day (ISO) up to which it tells what holds, so that no older original changes
    what a newer one said; ``whole_year`` is the fiscal year of which it holds every notice that is
    still published (``pipelines.store.withdrawn``); ``of_list`` names the list of
    which it is one page.
    """

    source: str | None = None
    stage: str | None = None
    body: str | None = None
    name: str = ""
    context: Mapping[str, str] = field(default_factory=dict)
    as_of: str | None = None
    whole_year: int | None = None
    of_list: str | None = None


NOT_ASKED = -1
"""The status of an original that no site was asked for: what its list prints of it is as it was."""


@dataclass(frozen=True)
class Entry:
    """The entry of a list whose page an original is.

    ``name`` is the publisher's own key of it; ``row`` the hash of all that the list printed of it,
    None while something of it was expected to change.
    """

    name: str
    row: str | None = None


@dataclass(frozen=True)
class Original:
    """The bytes of one response exactly as received, with address, headers and time.

    ``fetched_at`` is aware. ``headers`` are name/value pairs in the order received, repeated
    ones repeated. ``encoding`` is the declared or decided one of a text, None for other bytes.
    An original that a user adds has the status 0 and an address ``file:///NAME``; one that was held
    and not asked for has ``NOT_ASKED``, and the address, method and headers of the answer that is
    held. ``entry``: of which entry of a list it is the page. ``holds`` is how
    many notices the publisher says are in it, None where nothing says so: a run that reads fewer
    is short.
    """

    url: str
    body: bytes
    fetched_at: datetime
    hints: Hints
    status: int = 200
    method: str = "GET"
    request_body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    holds: int | None = None
    entry: Entry | None = None

    @cached_property
    def sha256(self) -> str:
        """The name of the original: 64 hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True)
class Column:
    """One column of a table of notices: what its header prints and what that means.

    ``label`` is the published path, levels joined by a space: ``入札結果 １回目 金額``.
    ``meaning`` comes from ``data/lookups/labels.yml``, None where nobody knows the label.
    ``category`` is what the label says besides (工事名: works); ``round`` is 1 for ``１回目``;
    ``tax`` is what the header says: included, excluded or None; ``unit`` is the number of yen in
    one (``単位：千円`` → 1000), None where the header doesn't say. ``outside``: it isn't printed in
    the rows, but holds for all of a notice's (結果：落札 above its bidders).
    """

    index: int
    label: str
    meaning: str | None = None
    category: str | None = None
    round: int | None = None
    tax: str | None = None
    unit: int | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on a page (from 1): points from the top left of the page as shown.

    ``confidence`` is how sure it is that a scan says what was read, from 0 to 1; None for text that
    the file itself holds.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None


Boxes = Mapping[tuple[int, int], Box]
"""The place of each cell that a page shows, by row and column from 0."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A published text that holds for more than its own row, with the label that it has.

    A caption (``発注機関：架空市``), a row that heads a group (``土木課``), a line of a block above
    a list of bidders (``予定価格`` beside ``1,000,000円``). ``label`` is "" where none is printed;
    ``row`` and ``column`` are the place of the text, from 0; ``box`` that on the page of a PDF.
    ``meaning`` is what prose says of it where its label alone doesn't; ``printed`` what the page
    prints where ``text`` is but a part of it, or says what it stands for (the ticked choice).
    ``cells`` are column and text of each bidder where a form has them side by side; ``text`` is
    all of them.
    """

    label: str
    text: str
    row: int
    column: int
    box: Box | None = None
    meaning: str | None = None
    printed: str | None = None
    cells: tuple[tuple[int, str], ...] = ()


class RawNotice(msgspec.Struct, frozen=True, gc=False):
    """One notice as published: text under labels, a row a bidder, each with its place.

    ``rows`` hold one text a column of the table; ``numbers`` the row of each in the sheet, from 1.
    ``printed`` has what a cell prints where ``rows`` hold what it stands for (〃 and 同上), by
    place in ``rows`` and column; ``elsewhere`` the sheet of a row that stands in another one.
    ``places`` is where a text stands (row and column from 0) that isn't in its row and column:
    that of a vertical table, of a caption, of a block above; ``boxes`` where it stands on the page
    of a PDF. ``documents`` are what the notice links.

    Of an API's answer, and None elsewhere: ``full`` is what the notice's own full text says
    besides, as tables of one row; ``issues`` what was found while it was taken apart.
    """

    rows: list[list[str]]
    numbers: list[int]
    printed: dict[tuple[int, int], str] = {}
    elsewhere: dict[int, str] = {}
    places: dict[tuple[int, int], tuple[int, int]] = {}
    boxes: dict[tuple[int, int], Box] = {}
    full: tuple[RawTable, ...] | None = None
    documents: tuple[Document, ...] = ()
    issues: tuple[Issue, ...] = ()

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Where the text of a row (its place in ``rows``) and column stands, both from 0."""
        return self.places.get((row, column)) or (self.numbers[row] - 1, column)


_BETWEEN = "\x1f"
"""Stands between joined cells: a row of so many cells has as many of it as its form."""


@dataclass(frozen=True, slots=True)
class Form:
    """A file without a header, as its publisher's specification gives it (``headless.yml``).

    ``cells`` are how each column is written, ``row`` a whole row, its cells joined; ``key`` are the
    columns that together tell one entry from another.
    """

    cells: tuple[re.Pattern[str], ...]
    row: re.Pattern[str]
    key: tuple[int, ...]

    @classmethod
    def of(cls, cells: tuple[re.Pattern[str], ...], key: tuple[int, ...]) -> Form:
        """The form with these cells and this key."""
        joined = _BETWEEN.join(f"(?:{cell.pattern})" for cell in cells)
        return cls(cells, re.compile(joined, re.DOTALL), key)

    def fits(self, row: Sequence[str]) -> bool:
        """Whether every cell of a row of so many is written so; misses but what width hides."""
        return self.row.fullmatch(_BETWEEN.join(row)) is not None

    def misfits(self, row: Sequence[str]) -> list[int]:
        """The columns whose text in a row is written otherwise, without regard to width."""
        return [
            place
            for place, (pattern, text) in enumerate(zip(self.cells, row, strict=True))
            if not pattern.fullmatch(text)
            and not pattern.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
        ]

    def key_of(self, row: Sequence[str]) -> str:
        """What tells the entry of a row from others: ``0000000000000554903 2026-04-01 …``."""
        return " | ".join(map(str.strip, itemgetter(*self.key)(row)))


@dataclass(frozen=True, slots=True)
class RawTable:
    """The raw notices of one table, and what its header and its captions say.

    ``number`` counts the tables of a sheet from 1. ``captions`` are the texts outside the rows
    (title above, notes below) in printed order; ``page`` is the title of the web page, ``files``
    what it links where all of it is about the one notice. ``boxes`` are the places of its cells on
    the pages of a PDF. ``form`` is that of a file without a header.
    """

    sheet: str | None
    number: int
    columns: tuple[Column, ...]
    notices: list[RawNotice]
    captions: list[str]
    page: str = ""
    files: tuple[Document, ...] = ()
    boxes: Boxes = field(default_factory=dict)
    form: Form | None = None

    def box(self, notice: RawNotice, row: int, column: int) -> Box | None:
        """Where a text of a notice stands on the page; None where there are no pages."""
        return notice.boxes.get((row, column)) or self.boxes.get(notice.place(row, column))


class _Record(msgspec.Struct, rename="camel", omit_defaults=True, kw_only=True, gc=False):
    """Base of what is printed as JSON: camelCase keys, nothing that was not published.

    No record leads back to itself, so the garbage collector needn't look for that (``gc``).
    """


class Issue(_Record):
    """Something that could not be understood or does not hold: label, value, rule, place."""

    code: str
    label: str | None = None
    text: str | None = None
    cell: str | None = None


class Body(_Record):
    """The body that buys, or an organisation's name with its id where one is known."""

    name: str
    id: str | None = None


class Supplier(_Record):
    """A firm that was awarded the contract."""

    name: str
    id: str | None = None
    address: str | None = None


class Price(_Record):
    """A price in yen. ``tax``: included, excluded or unknown. ``amount`` may be undisclosed."""

    amount: Amount | None = None
    currency: str | None = None
    tax: str | None = None
    amount_net: Amount | None = None
    pricing: str | None = None
    per: str | None = None
    ceiling: bool = False
    undisclosed: bool = False


class FloorPrice(_Record):
    """A price, or a share of the ceiling, under which bids are excluded or examined.

    ``type``: minimumPrice, investigationBase or rejectionBase (the codes of our extension).
    """

    type: str
    amount: Amount | None = None
    currency: str | None = None
    tax: str | None = None
    pricing: str | None = None
    rate: Decimal | None = None


class Period(_Record):
    """A period of performance; dates in ISO."""

    start: str | None = None
    end: str | None = None
    duration_in_days: int | None = None


class Step(_Record):
    """One dated step of a procedure as printed (縦覧, 質問, 入札書, 開札 …)."""

    label: str
    start: str | None = None
    end: str | None = None


class Round(_Record):
    """What one bidder gave in one round: a price, a printed word, or nothing."""

    amount: Amount | None = None
    mark: str | None = None


class Bid(_Record):
    """One bidder of a tender, in printed order; the place in ``rounds`` is the round.

    ``quote`` is the price agreed after failed rounds or without any (見積金額): no round, but
    the award price of the bidder that won.
    """

    bidder: Body
    rounds: list[Round]
    status: str | None = None
    won: bool | None = None
    rank: int | None = None
    technical_score: Decimal | None = None
    evaluation_score: Decimal | None = None
    quote: Amount | None = None
    remark: str | None = None

    @property
    def last_price(self) -> Amount | None:
        """The last price given in a round, None where none was."""
        return next((r.amount for r in reversed(self.rounds) if r.amount is not None), None)

    @property
    def award_price(self) -> Amount | None:
        """What the bidder is paid if it won: the agreed price, else the last one given."""
        return self.quote if self.quote is not None else self.last_price


class Document(_Record):
    """A document that the notice names or links."""

    title: str | None = None
    url: str | None = None
    type: str | None = None


class At(_Record):
    """Where a notice stands: the original and the place in it (first and last row from 1)."""

    original: str
    sheet: str | None = None
    page: int | None = None
    table: int | None = None
    rows: tuple[int, int] | None = None


class Notice(_Record):
    """One publication about one purchase at one stage; see ``docs/codebook.md``.

    ``key`` is what the publisher itself tells its notices apart by, where that is no printed
    number: the Key of an API, the fields that its specification names together. It is stored and
    not shown (``printed``). So is ``series``: in which of the publisher's series its number counts,
    where each has its own (工事, 物品). ``fiscal_year`` is that of the list it stands in, where the
    list is of one year and says so: the publisher's numbers count in it, whenever the case was
    opened.
    """

    stage: str
    key: str | None = None
    series: str | None = None
    number: str | None = None
    title: str | None = None
    description: str | None = None
    place: str | None = None
    buyer: Body | None = None
    department: str | None = None
    category: str | None = None
    work_type: str | None = None
    method: str | None = None
    method_details: str | None = None
    award_criteria: str | None = None
    status: str | None = None
    fiscal_year: int | None = None
    published: str | None = None
    deadline: str | None = None
    opened: str | None = None
    awarded: str | None = None
    signed: str | None = None
    schedule: list[Step] = []
    period: Period | None = None
    planned_price: Price | None = None
    floor_price: list[FloorPrice] = []
    award_price: Price | None = None
    contract_price: Price | None = None
    award_rate: Decimal | None = None
    suppliers: list[Supplier] = []
    supplier_group: str | None = None
    bids: list[Bid] = []
    number_of_bids: int | None = None
    documents: list[Document] = []
    rationale: str | None = None
    issues: list[Issue] = []
    raw: dict[str, str] = {}
    at: At | None = None

    @property
    def bid_tax(self) -> str:
        """Whether its bids include tax: where the price of the award does and is a winner's own.

        Else they exclude it, as bids do by rule (入札心得: 見積った契約希望金額の110分の100).
        """
        price = self.award_price
        won = {bid.award_price for bid in self.bids if bid.won}
        is_included = price is not None and price.tax == "included" and price.amount in won
        return "included" if is_included else "excluded"


@dataclass(frozen=True)
class Reading:
    """What was found in an original.

    ``notices`` in printed order; ``issues`` those of the file as a whole (those of a notice are
    in the notice). ``empty`` says that the file itself says there is nothing (``該当なし``).
    """

    sha256: str
    notices: tuple[Notice, ...] = ()
    issues: tuple[Issue, ...] = ()
    empty: bool = False


_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(Notice)


def to_json(record: Any) -> bytes:
    """JSON of a record, one line, UTF-8; decimals as numbers, exactly as they are."""
    return _encoder.encode(record)


def printed(notice: Notice) -> bytes:
    """The line of JSON that people see: without ``key`` and ``series``, which say nothing of the
    purchase.

    A key may be made of places and fields; it stays with the stored record, to know it again.
    """
    return to_json(msgspec.structs.replace(notice, key=None, series=None))


def from_json(line: bytes | str) -> Notice:
    """The notice of one line of JSON; decimals stay exact."""
    return _decoder.decode(line)
