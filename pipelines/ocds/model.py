"""Exactly what we emit of OCDS 1.1.5 and its extensions, as types.

The JSON Schema that every release is checked against is made from these (``schema.py``): a
field that isn't here can't be exported, and closed codelists are ``Literal`` types. The order
of the fields is the order in the JSON; ``export/ocds.py`` relies on the release's first four.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

_DAY = r"\d{4}-[01]\d-[0-3]\d"
Text = Annotated[str, Meta(min_length=1)]
Uri = Annotated[str, Meta(min_length=1, extra_json_schema={"format": "uri"})]
DateTime = Annotated[
    str,
    Meta(
        pattern=rf"^{_DAY}T\d\d:\d\d:\d\d\+09:00$",
        extra_json_schema={"format": "date-time"},
    ),
]
Number = int | Decimal
Count = Annotated[int, Meta(ge=0)]
# Annotations of the standard's schema that say how releases are merged into a record.
_OMIT = Meta(extra_json_schema={"omitWhenMerged": True})
_WHOLE_LIST = Meta(extra_json_schema={"wholeListMerge": True})

Tag = Literal[
    "tender",
    "tenderUpdate",
    "tenderCancellation",
    "award",
    "awardUpdate",
    "contract",
    "contractUpdate",
]
TenderStatus = Literal["active", "cancelled", "unsuccessful", "complete"]
Method = Literal["open", "selective", "limited", "direct"]
Category = Literal["works", "goods", "services"]
AwardCriteria = Literal["priceOnly", "qualityOnly", "ratedCriteria"]
BidStatus = Literal["invited", "valid", "disqualified", "withdrawn"]
Role = Literal["buyer", "procuringEntity", "tenderer", "notifiedPotentialSupplier", "supplier"]
BodyType = Literal[
    "ministry",
    "agency",
    "incorporatedAgency",
    "nationalUniversity",
    "specialCorporation",
    "prefecture",
    "designatedCity",
    "specialWard",
    "municipality",
    "localUnion",
    "localPublicCorporation",
    "other",
]
FloorType = Literal["minimumPrice", "investigationBase", "rejectionBase"]
Disclosure = Literal["beforeBidding", "afterOpening", "undisclosed"]
Pricing = Literal["unitPrice", "unitPriceWithEstimatedTotal"]
DateBasis = Literal["published", "modified", "stated", "observed"]
Measure = Literal["bids", "validBids", "bidders", "lowestValidBidValue", "highestValidBidValue"]


class _Object(
    msgspec.Struct,
    rename="camel",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """Base of every object: camelCase keys; a value that the source doesn't give is left out."""


class Value(_Object):
    """An amount as printed; without or with tax too, where the source says which it is."""

    amount: Number
    currency: Literal["JPY"]
    amount_net: Number | None = None
    amount_gross: Number | None = None


class Identifier(_Object):
    """An identifier of an organisation in a register."""

    scheme: Literal["JP-JCN", "JP-LGC"]
    id: Text
    legal_name: Text
    uri: Uri | None = None


class Address(_Object):
    """An address as printed."""

    street_address: Text


class ContactPoint(_Object):
    """The department of a body that runs the purchase."""

    name: Text


class Classification(_Object):
    """What kind of public body it is (codes of our extension)."""

    scheme: Literal["JP-ORGTYPE"]
    id: BodyType


class PartyDetails(_Object):
    """More about an organisation (organizationClassification extension)."""

    classifications: Annotated[list[Classification], _WHOLE_LIST]


class Party(_Object, kw_only=True):
    """An organisation that takes part, with every role that it ever had in the process."""

    id: Text
    name: Text
    identifier: Identifier | None = None
    additional_identifiers: Annotated[list[Identifier], _WHOLE_LIST] = []
    address: Address | None = None
    contact_point: ContactPoint | None = None
    roles: list[Role]
    details: PartyDetails | None = None


class Reference(_Object):
    """An organisation by the id of its party."""

    id: Text
    name: Text


class Period(_Object):
    """A period; ``durationInDays`` only where no end is printed."""

    start_date: DateTime | None = None
    end_date: DateTime | None = None
    duration_in_days: Annotated[int, Meta(ge=1)] | None = None


class Location(_Object):
    """A place in words (location extension)."""

    description: Text


class Unit(_Object):
    """What one unit is called and costs."""

    name: Text | None = None
    value: Value | None = None


class Item(_Object):
    """The object of the purchase: where it is delivered, or its price a unit."""

    id: Text
    description: Text | None = None
    unit: Unit | None = None
    delivery_location: Location | None = None


class Document(_Object):
    """A document that the notice names or links."""

    id: Text
    document_type: Text | None = None
    title: Text | None = None
    url: Uri | None = None


class BidFloor(_Object):
    """A price under which bids are excluded or examined (our extension)."""

    id: Text
    type: FloorType
    value: Value
    disclosure: Disclosure


class BidOpening(_Object):
    """When bids are opened (bidOpening extension)."""

    date: DateTime


class Tender(_Object, kw_only=True):
    """The purchase as it is put to the market."""

    id: Text
    title: Text | None = None
    description: Text | None = None
    status: TenderStatus | None = None
    procuring_entity: Reference
    items: list[Item] = []
    value: Value | None = None
    reserve_price_disclosure: Disclosure | None = None
    bid_floors: list[BidFloor] = []
    procurement_method: Method | None = None
    procurement_method_details: Text | None = None
    procurement_method_rationale: Text | None = None
    main_procurement_category: Category | None = None
    additional_procurement_categories: list[Literal["consultingServices"]] = []
    award_criteria: AwardCriteria | None = None
    award_criteria_details: Text | None = None
    covered_by: list[Literal["GPA"]] = []
    fiscal_year: int
    tender_period: Period | None = None
    award_period: Period | None = None
    bid_opening: BidOpening | None = None
    contract_period: Period | None = None
    number_of_rounds: Annotated[int, Meta(ge=1)] | None = None
    number_of_tenderers: Count | None = None
    tenderers: list[Reference] = []
    documents: list[Document] = []


class PriceRound(_Object):
    """What a bidder gave in one of several rounds (our extension); ``id`` is the round."""

    id: Text
    value: Value | None = None
    status_details: Text | None = None


class Bid(_Object, kw_only=True):
    """One bidding group; ``value`` is the last price that it gave (bids extension and ours)."""

    id: Text
    status: BidStatus | None = None
    tenderers: list[Reference]
    value: Value | None = None
    price_rounds: list[PriceRound] = []
    rank: Annotated[int, Meta(ge=1)] | None = None
    status_details: Text | None = None
    tenderer_group_name: Text | None = None
    technical_score: Number | None = None
    evaluation_score: Number | None = None


class Statistic(_Object):
    """A figure about the bids (bids extension)."""

    id: Text
    measure: Measure
    value: Number
    currency: Literal["JPY"] | None = None


class Bids(_Object):
    """The bids (bids extension)."""

    statistics: list[Statistic] = []
    details: list[Bid] = []


class Award(_Object, kw_only=True):
    """A decision for one supplier or joint venture. ``value`` is a total, never a unit price."""

    id: Text
    title: Text | None = None
    status: Literal["active", "cancelled"]
    date: DateTime | None = None
    value: Value | None = None
    suppliers: list[Reference] = []
    items: list[Item] = []
    contract_period: Period | None = None
    related_bid: Text | None = None
    supplier_group_name: Text | None = None
    published_bid_rate: Number | None = None


class Contract(_Object, kw_only=True):
    """A contract; ``value`` only where a price of the contract itself is printed."""

    id: Text
    award_id: Text = msgspec.field(name="awardID")
    title: Text | None = None
    status: Literal["active", "cancelled"] | None = None
    period: Period | None = None
    value: Value | None = None
    items: list[Item] = []
    date_signed: DateTime | None = None
    suppliers: list[Reference] = []
    pricing_type: Pricing | None = None


class Withheld(_Object):
    """A field whose value the source says it doesn't publish (withheldInformation extension)."""

    id: Text
    field: Literal["tender.value"]


class Source(_Object, kw_only=True):
    """The original that the release was made from (our extension)."""

    id: Text
    name: Text
    url: Uri
    retrieved_date: DateTime
    published_date: DateTime | None = None
    date_basis: DateBasis
    content_hash: Text
    license: Uri | None = None


class Release(_Object, kw_only=True):
    """What one version of a notice says about one contracting process."""

    ocid: Text
    id: Annotated[Text, _OMIT]
    date: Annotated[DateTime, _OMIT]
    tag: Annotated[list[Tag], _OMIT]
    language: Literal["ja"]
    initiation_type: Literal["tender"]
    parties: list[Party]
    buyer: Reference
    title: Text | None = None
    tender: Tender
    bids: Bids | None = None
    awards: list[Award] = []
    contracts: list[Contract] = []
    withheld_information: list[Withheld] = []
    sources: list[Source] = []


_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(Release, float_hook=Decimal)


def to_json(release: Release) -> bytes:
    """The release as one line of JSON, UTF-8; amounts are exact numbers."""
    return _encoder.encode(release)


def from_json(line: bytes | str) -> Release:
    """The release of one line of JSON; ``msgspec.ValidationError`` if it isn't one of ours."""
    return _decoder.decode(line)
