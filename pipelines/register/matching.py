"""Parties without a 法人番号 against the register, in one pass over it; nothing published changes.

The parties are held, the register streams by: five million names take seconds to compare, and
need no index that every import would have to pay for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from pipelines.errors import SetupError
from pipelines.normalise.names import match_key
from pipelines.register.addresses import house
from pipelines.register.judge import Candidate, Match, judge
from pipelines.register.parties import Party, core, keys_of, parties
from pipelines.store.models import PartyMatchRow, RegisterRow
from pipelines.store.session import Store
from pipelines.store.statements import table

_DELETED = "99"  # 処理区分 削除: the number was given by mistake
_AT_ONCE = 10_000
_ROWS = 1000

_register, _matches = table(RegisterRow), table(PartyMatchRow)


@dataclass
class Matched:
    """What matching did: parties by what came of them (exact, score, ambiguous, none, numbered)."""

    outcomes: Counter[str] = field(default_factory=Counter)


def match(store: Store, progress: Callable[[int, int], None] | None = None) -> Matched:
    """Match every party that has no number; the table of matches becomes what this run found.

    SetupError where the store holds no register.
    """
    with store.engine.connect() as connection:
        total = size_of_register(connection)
        known = parties(connection)
        unnumbered = [party for party in known.values() if party.number is None]
        found = _candidates(connection, unnumbered, total, progress)
    done = Matched()
    done.outcomes["numbered"] = len(known) - len(unnumbered)
    rows = []
    for party in unnumbered:
        verdict = judge(party, found.get(party.id, ()))
        if isinstance(verdict, Match):
            rows.append(_row(party, verdict))
        done.outcomes[verdict.rule if isinstance(verdict, Match) else verdict] += 1
    with store.write() as connection:
        connection.execute(_matches.delete())
        for start in range(0, len(rows), _ROWS):
            connection.execute(_matches.insert(), rows[start : start + _ROWS])
    return done


def undo(store: Store) -> int:
    """Take every match back; how many there were."""
    with store.write() as connection:
        return connection.execute(_matches.delete()).rowcount


def size_of_register(connection: Connection) -> int:
    """How many corporations the register has; SetupError where it has none."""
    total = connection.scalar(select(func.count()).select_from(_register))
    if not total:
        raise SetupError(
            "expected the register of corporations in the store, found none: get a file from "
            "https://www.houjin-bangou.nta.go.jp/download/zenken/ and give it to "
            "`chotatsu register import`"
        )
    return total


def _row(party: Party, found: Match) -> dict[str, Any]:
    return {
        "party_id": party.id,
        "corporate_number": found.number,
        "rule": found.rule,
        "score": found.score,
        "evidence": found.evidence,
    }


def _candidates(
    connection: Connection,
    wanted: list[Party],
    total: int,
    progress: Callable[[int, int], None] | None,
) -> dict[str, list[Candidate]]:
    """Corporations that may be a party, by its id: of its name, or of one like it at its place."""
    by_key = _index(wanted, lambda party: keys_of(party.names))
    placed = [party for party in wanted if party.addresses]
    by_core = _index(placed, lambda party: {core(key) for key in keys_of(party.names)})
    by_house = _index(placed, lambda party: {at for a in party.addresses if (at := house(a))})
    found: dict[str, list[Candidate]] = {}
    for place, row in enumerate(_corporations(connection), 1):
        number, name, prefecture, city, street, closed, successor = row
        key = match_key.__wrapped__(name)  # five million names would only wash the cache out
        ids = by_key.get(key)
        if by_core:
            ids = {*(ids or ()), *by_core.get(core(key), ())}
            ids.update(by_house.get(house(f"{prefecture}{city}{street}") or "", ()))
        if ids:
            one = Candidate(str(number), name, key, prefecture, city, street, closed, successor)
            for id in ids:
                found.setdefault(id, []).append(one)
        if progress and place % _AT_ONCE == 0:
            progress(place, total)
    return found


def _corporations(connection: Connection) -> Iterator[Any]:
    """The register, row by row; numbers given by mistake are left out."""
    c = _register.c
    columns = (c.number, c.name, c.prefecture, c.city, c.street, c.closed, c.successor)
    query = select(*columns).where(c.process != _DELETED).order_by(c.number)
    return iter(connection.execute(query.execution_options(yield_per=_AT_ONCE)))


def _index(wanted: list[Party], words: Callable[[Party], set[str]]) -> Mapping[str, set[str]]:
    """Ids of parties by their words."""
    found: dict[str, set[str]] = {}
    for party in wanted:
        for word in words(party):
            found.setdefault(word, set()).add(party.id)
    return found
