"""Notices whose identity was corrected: the same purchase under a new title, office or day.

A notice without a number is told from others by its title, office and opening day. When the
publisher corrects one of them, the corrected notice would look like a new one and the old one
would seem withdrawn. So would a notice whose key is made of the text that it stands in (a line of
awards in JETRO's articles), when another part of that text is corrected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from pipelines.normalise.identity import IDENTITY_FIELDS
from pipelines.records import Notice, to_json


@dataclass(frozen=True)
class Correction:
    """The id that a notice had before, and the field that was corrected: ``old → new``.

    No ``field`` where the correction is known from before.
    """

    id: str
    field: str | None = None
    text: str | None = None


def corrections(
    unknown: Mapping[str, Notice], gone: Mapping[str, Notice], identities: Mapping[str, str]
) -> dict[str, Correction]:
    """Which of the unknown notices are notices that the address held before and now lacks.

    ``gone`` are those, by the id they have; ``identities`` says which id the content of each
    would give. An earlier correction shows there. Else two notices are the same if they agree
    in all but one field of the identity, no other notice does, and they tell what was bid or
    agreed: without a price two purchases of one day can look alike.
    """
    known = {identity: id for id, identity in identities.items() if identity != id}
    found = {id: Correction(known[id]) for id in unknown if id in known}
    taken = {correction.id for correction in found.values()}
    old = _by_likeness({id: notice for id, notice in gone.items() if id not in taken})
    new = _by_likeness({id: notice for id, notice in unknown.items() if id not in found})
    pairs = [(new[key], old[key], key[0]) for key in new.keys() & old.keys()]
    news = Counter(id for id, _, _ in pairs)
    olds = Counter(id for _, id, _ in pairs)
    for id, before, field in pairs:
        if news[id] == olds[before] == 1:
            was, now = getattr(gone[before], field), getattr(unknown[id], field)
            found[id] = Correction(before, field, f"{was} → {now}")
    return found


def _by_likeness(notices: Mapping[str, Notice]) -> dict[tuple[str, bytes], str]:
    """Notices by all that they say but one field; without those that two have in common."""
    single: dict[tuple[str, bytes], str] = {}
    several = set()
    for id, notice in notices.items():
        for key in _likenesses(notice):
            if key in single:
                several.add(key)
            single[key] = id
    return {key: id for key, id in single.items() if key not in several}


def _likenesses(notice: Notice) -> Iterator[tuple[str, bytes]]:
    """A notice once without each field of its identity, as (field, JSON of the rest)."""
    if not _has_price(notice):
        return
    # The published text and the steps repeat the field that was corrected.
    rest = msgspec.structs.replace(notice, at=None, issues=[], raw={}, schedule=[])
    # A key that is printed stands in the text too, so that only one that is made can differ alone.
    said = msgspec.structs.replace(notice, at=None, issues=[], key=None, series=None)
    yield "key", to_json(said)
    for field in IDENTITY_FIELDS:
        yield field, to_json(msgspec.structs.replace(rest, **{field: None}))


def _has_price(notice: Notice) -> bool:
    """Whether anybody named a price. A ceiling doesn't count: many purchases share one."""
    agreed = (notice.award_price, notice.contract_price)
    return any(price is not None and price.amount is not None for price in agreed) or any(
        one.amount is not None for bid in notice.bids for one in bid.rounds
    )
