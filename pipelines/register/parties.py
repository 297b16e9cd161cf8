"""What the store knows of each party: its names and addresses, wherever they were printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Connection, select

from pipelines.normalise.names import match_key
from pipelines.normalise.names.words import alternatives, spellings
from pipelines.records import Body, Supplier, from_json
from pipelines.store.models import NoticeRow, PartyRow, VersionRow
from pipelines.store.statements import table

_AT_ONCE = 1000


@dataclass
class Party:
    """A bidder or supplier: the number that was printed for it, if any, its names, addresses."""

    id: str
    name: str
    number: str | None = None
    names: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)


def parties(connection: Connection) -> dict[str, Party]:
    """Every party by its id, with what the newest versions of all notices print of it."""
    rows = connection.execute(select(table(PartyRow)).order_by(table(PartyRow).c.id))
    found = {row.id: Party(row.id, row.name, row.corporate_number, {row.name}) for row in rows}
    versions, notices = table(VersionRow), table(NoticeRow)
    newest = (
        select(versions.c.record)
        .join(notices, notices.c.id == versions.c.notice_id)
        .where(versions.c.number == notices.c.version)
        .execution_options(yield_per=_AT_ONCE)
    )
    for (record,) in connection.execute(newest):
        notice = from_json(record)
        _note(found, [bid.bidder for bid in notice.bids])
        _note(found, notice.suppliers)
    return found


def _note(found: dict[str, Party], firms: Iterable[Body | Supplier]) -> None:
    for firm in firms:
        party = found.get(firm.id or "")
        if party:
            party.names.add(firm.name)
            if isinstance(firm, Supplier) and firm.address:
                party.addresses.add(firm.address)


def core(key: str) -> str:
    """A name for comparing without its legal form. ``株式会社青葉建設`` → 青葉建設"""
    return _form().sub("", key) or key


def keys_of(names: Iterable[str]) -> set[str]:
    """Names for comparing."""
    return {match_key(name) for name in names}


@cache
def _form() -> re.Pattern[str]:
    forms = alternatives(spellings("forms"))
    return re.compile(f"^{forms}|{forms}$")
