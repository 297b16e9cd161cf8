"""Other purchases under the identity of one that is read: what else the same run found of it.

Two pages that a run finds at two addresses stand side by side at the publisher: what differs
between them is no correction. Works and services are numbered apart (8-0018 of 工事 and of 委託),
and one title may be bought twice on a day (五條市: 175 results under 92 titles, 2026).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Select, select

from pipelines.lookups import fold
from pipelines.normalise.names import match_key
from pipelines.records import Notice, Original, from_json
from pipelines.store.fetched import source_of
from pipelines.store.identified import Read
from pipelines.store.models import FetchRow, SightingRow, VersionRow
from pipelines.store.statements import table
from pipelines.store.versions import CHUNK

_FACTS_TO_DIFFER = 2
"""One fact may be a slip of the pen, or the page of a list and its file put in other words."""


def held_by_others(
    connection: Connection, run_id: str, original: Original, asked: Mapping[str, Sequence[Read]]
) -> frozenset[str]:
    """Those ids under which this run found other purchases, at other addresses.

    ``asked``: each id with the notices of the original that could be meant by it. What has a key of
    its publisher's is never another.
    """
    unsure = [id for id, reads in asked.items() if not any(read.notice.key for read in reads)]
    others: set[str] = set()
    alike: set[str] = set()
    for start in range(0, len(unsure), CHUNK):
        held = connection.execute(_held(run_id, original, unsure[start : start + CHUNK]))
        for id, record in held:
            notice = from_json(record)
            is_one = all(is_other(read.notice, notice) for read in asked[id])
            (others if is_one else alike).add(id)
    return frozenset(others - alike)


def _held(run_id: str, original: Original, ids: Sequence[str]) -> Select[str, str]:
    """What other addresses of the run hold under some ids, as they told it."""
    fetches, sightings, versions = table(FetchRow), table(SightingRow), table(VersionRow)
    return (
        select(sightings.c.notice_id, versions.c.record)
        .join(fetches, fetches.c.sha256 == sightings.c.sha256)
        .join(
            versions,
            (versions.c.notice_id == sightings.c.notice_id)
            & (versions.c.number == sightings.c.number),
        )
        .where(
            sightings.c.notice_id.in_(ids),
            fetches.c.run_id == run_id,
            fetches.c.source == source_of(original),
            fetches.c.url != original.url,
            fetches.c.sha256 != original.sha256,
        )
    )


def is_other(one: Notice, other: Notice) -> bool:
    """Whether two notices of one identity can't be of one purchase: two facts or more differ."""
    told = dict(_facts(other))
    differing = [name for name, fact in _facts(one) if name in told and _differ(fact, told[name])]
    return len(differing) >= _FACTS_TO_DIFFER


def _differ(one: object, other: object) -> bool:
    """Whether two facts differ; of words one may hold the other: 若宮地内, 架空市若宮地内."""
    if isinstance(one, str) and isinstance(other, str):
        return one not in other and other not in one
    return one != other


def _facts(notice: Notice) -> Iterator[tuple[str, object]]:
    """What tells purchases apart, each fact that the notice tells."""
    paid, planned = notice.award_price or notice.contract_price, notice.planned_price
    day = notice.opened or notice.awarded or notice.signed
    if notice.title:
        yield "title", fold(notice.title)
    if notice.place:
        yield "place", fold(notice.place)
    if day:
        yield "day", day[:10]
    if notice.deadline:
        yield "deadline", notice.deadline[:10]
    if paid and paid.amount is not None:
        yield "price", paid.amount
    elif planned and planned.amount is not None:
        yield "planned price", planned.amount
    if notice.suppliers or notice.status:
        firms = frozenset(match_key(firm.name) for firm in notice.suppliers)
        yield "outcome", (notice.status, firms)
