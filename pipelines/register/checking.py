"""Printed 法人番号 against the register: does the number exist, and is it that firm's?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import Connection, func, select

from pipelines.lookups import real_bodies
from pipelines.register.matching import size_of_register
from pipelines.register.parties import core, keys_of, parties
from pipelines.store.models import PartyMatchRow, RegisterRow
from pipelines.store.session import Store
from pipelines.store.statements import table

Outcome = Literal["agrees", "formDiffers", "nameDiffers", "unknown", "deleted"]

_CHUNK = 500
_DELETED = "99"

_register, _matches = table(RegisterRow), table(PartyMatchRow)


@dataclass(frozen=True)
class Finding:
    """A printed number that doesn't hold: of a party or of a body of ``bodies.csv``."""

    outcome: Outcome
    id: str
    number: str
    printed: str
    registered: str | None


@dataclass
class Checked:
    """What was checked against a register of how many rows, the newest of which day.

    ``parties`` and ``bodies`` count outcomes of printed numbers, ``closed`` those parties among
    them whose corporation has closed; ``matches`` counts matches by rule, ``unmatched`` the
    parties that have neither number nor match.
    """

    rows: int
    newest: str
    parties: Counter[str] = field(default_factory=Counter)
    bodies: Counter[str] = field(default_factory=Counter)
    closed: int = 0
    matches: Counter[str] = field(default_factory=Counter)
    unmatched: int = 0
    findings: list[Finding] = field(default_factory=list)


def check(store: Store) -> Checked:
    """Check every printed number of a party, and those of ``bodies.csv``. Reads only.

    Names are compared as parties are: width, gaps and shapes of a letter don't count. The register
    has a corporation's present name, so that one which changed its name since differs.
    """
    with store.engine.connect() as connection:
        rows = size_of_register(connection)
        newest = connection.scalar(select(func.max(_register.c.updated))) or ""
        found = Checked(rows, newest)
        known = parties(connection)
        numbered = [
            (party.id, party.number, party.names) for party in known.values() if party.number
        ]
        for finding, closed in _checked(connection, numbered):
            found.parties[finding.outcome] += 1
            found.closed += closed
            if finding.outcome != "agrees":
                found.findings.append(finding)
        ours = [
            (facts.id, facts.corporate_number, {facts.name})
            for facts in real_bodies().values()
            if facts.corporate_number and facts.kind != "bureau"
        ]
        for finding, _ in _checked(connection, ours):
            found.bodies[finding.outcome] += 1
            if finding.outcome != "agrees":
                found.findings.append(finding)
        matched = connection.execute(
            select(_matches.c.rule, func.count()).group_by(_matches.c.rule)
        )
        for rule, count in matched:
            found.matches[rule] = count
    found.unmatched = len(known) - len(numbered) - found.matches.total()
    return found


def _checked(
    connection: Connection, numbered: list[tuple[str, str, set[str]]]
) -> Iterator[tuple[Finding, bool]]:
    """What comes of each number, and whether its corporation has closed."""
    c = _register.c
    for start in range(0, len(numbered), _CHUNK):
        chunk = numbered[start : start + _CHUNK]
        query = select(c.number, c.name, c.process, c.closed).where(
            c.number.in_([int(number) for _, number, _ in chunk])
        )
        rows = {str(row.number): row for row in connection.execute(query)}
        for id, number, names in chunk:
            row = rows.get(number)
            printed = " / ".join(sorted(names))
            if row is None:
                yield Finding("unknown", id, number, printed, None), False
            else:
                outcome = "deleted" if row.process == _DELETED else _outcome(names, row.name)
                yield Finding(outcome, id, number, printed, row.name), bool(row.closed)


def _outcome(names: Iterable[str], registered: str) -> Outcome:
    """What comes of a number that stands beside some names and belongs to a registered one."""
    keys, (own,) = keys_of(names), keys_of([registered])
    if own in keys:
        return "agrees"
    return "formDiffers" if core(own) in {core(key) for key in keys} else "nameDiffers"
