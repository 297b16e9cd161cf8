"""The organisations of a release: who they are, and which roles they have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast, get_args

from pipelines.lookups import BodyFacts
from pipelines.ocds.history import joined
from pipelines.ocds.model import (
    Address,
    Bid,
    BodyType,
    Classification,
    ContactPoint,
    Identifier,
    Party,
    PartyDetails,
    Reference,
    Role,
)
from pipelines.records import Body, Notice, Supplier

_CORPORATE_NUMBER = re.compile(r"JP-JCN-(\d{13})")
# The register's page of a 法人番号.
_REGISTER = "https://www.houjin-bangou.nta.go.jp/henkorireki-johoto.html?selHouzinNo="
_MEMBERS: tuple[Role, ...] = ("tenderer",)
_INVITED: tuple[Role, ...] = ("notifiedPotentialSupplier",)
_SUPPLIER: tuple[Role, ...] = ("supplier",)
_BODY_TYPES: tuple[str, ...] = get_args(BodyType)


def reference(party: Body | Supplier) -> Reference:
    """A party by its id, as normalising has given it to every bidder and supplier."""
    return Reference(id=party.id or "", name=party.name)


def is_bid(bid: Bid) -> bool:
    """Whether an entry counts as a bid: a price was given, or what was given is void."""
    return bid.status in ("valid", "disqualified")


def parties(
    notice: Notice,
    buyer: Reference,
    bids: Iterable[Bid],
    suppliers: Iterable[Reference],
    roles: Mapping[str, list[Role]],
    bodies: Mapping[str, BodyFacts],
) -> list[Party]:
    """Every organisation of the release once; the roles of earlier releases are repeated."""
    now: dict[str, set[Role]] = {}
    names: dict[str, str] = {}

    def take(party: Reference, added: tuple[Role, ...]) -> None:
        names.setdefault(party.id, party.name)
        now.setdefault(party.id, set()).update(added)

    for bid in bids:
        for party in bid.tenderers:
            take(party, _MEMBERS if is_bid(bid) else _INVITED)
    for party in suppliers:
        take(party, _SUPPLIER)
    addresses = {supplier.id: supplier.address for supplier in notice.suppliers}
    firms = [
        _firm(id, names[id], addresses.get(id), joined(roles.get(id, ()), held))
        for id, held in now.items()
    ]
    return [_body(notice, buyer, roles, bodies), *firms]


def corporate_number(buyer_id: str | None, bodies: Mapping[str, BodyFacts]) -> str | None:
    """The 法人番号 that a buyer's ocids are made with: its own, or an agency's ministry's.

    林野庁, whose own number isn't known, stands below 農林水産省. Such a number is part of the ocid
    only; the party never has it as its identifier.
    """
    facts = bodies.get(buyer_id or "")
    above = facts
    while above and above.kind == "agency" and not above.corporate_number:
        above = bodies.get(above.parent or "")
    if above and above.corporate_number:
        return above.corporate_number
    number = _CORPORATE_NUMBER.match(buyer_id or "")
    return number[1] if number and not facts else None


def _firm(id: str, name: str, address: str | None, roles: list[Role]) -> Party:
    """A bidder or supplier. One without a 法人番号 may be a person: never with an address."""
    number = _CORPORATE_NUMBER.fullmatch(id)
    if number is None:
        return Party(id=id, name=name, roles=roles)
    return Party(
        id=id,
        name=name,
        identifier=Identifier(
            scheme="JP-JCN", id=number[1], legal_name=name, uri=f"{_REGISTER}{number[1]}"
        ),
        address=Address(street_address=address) if address else None,
        roles=roles,
    )


def _body(
    notice: Notice,
    buyer: Reference,
    roles: Mapping[str, list[Role]],
    bodies: Mapping[str, BodyFacts],
) -> Party:
    """The body that buys. An office has its own name and the identifier of its parent."""
    facts = bodies.get(buyer.id)
    number = facts.corporate_number if facts else corporate_number(buyer.id, bodies)
    legal = _legal_person(facts, bodies)
    legal_name = legal.name if legal else buyer.name
    local = facts.local_code if facts else None
    return Party(
        id=buyer.id,
        name=buyer.name,
        identifier=Identifier(scheme="JP-JCN", id=number, legal_name=legal_name)
        if number
        else None,
        additional_identifiers=[Identifier(scheme="JP-LGC", id=local, legal_name=legal_name)]
        if local
        else [],
        contact_point=ContactPoint(name=notice.department) if notice.department else None,
        roles=joined(roles.get(buyer.id, ()), ("buyer", "procuringEntity")),
        details=_body_type(legal),
    )


def _body_type(legal: BodyFacts | None) -> PartyDetails | None:
    """The kind of public body, where it is one of the codes of our extension."""
    if legal is None or legal.kind not in _BODY_TYPES:
        return None
    kind = Classification(scheme="JP-ORGTYPE", id=cast("BodyType", legal.kind))
    return PartyDetails(classifications=[kind])


def _legal_person(facts: BodyFacts | None, bodies: Mapping[str, BodyFacts]) -> BodyFacts | None:
    """The body that a 法人番号 stands for: 国土交通省 for 中部地方整備局."""
    parent = bodies.get(facts.parent or "") if facts else None
    while facts and parent and parent.corporate_number == facts.corporate_number:
        facts, parent = parent, bodies.get(parent.parent or "")
    return facts
