"""What the earlier releases of a process said, as far as the next one depends on it.

When releases are merged, roles are replaced, entries of arrays are joined by id and nothing can
be taken back. So a later release repeats roles, keeps the ids of entries, and says of an award
that is no longer published that it is cancelled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from pipelines.ocds.model import Reference, Release, Role

Known = frozenset[str]
"""By what an entry of an array is known again: its parties, or for an award its bid too."""

_ROLES: tuple[Role, ...] = get_args(Role)


@dataclass
class Said:
    """Entries of an array that earlier releases gave: by id, what each is known by.

    ``own`` are the ids of those that earlier versions of the same notice gave. ``replace`` says
    that an entry which is printed in the place of one that is gone is that one, corrected.
    """

    entries: Mapping[str, Known]
    own: Collection[str]
    replace: bool

    def keep(self, entries: Sequence[Known]) -> list[str]:
        """An id for each entry: its place from 1, unless an earlier release has it otherwise.

        What is known keeps its id. Others take their place if it is free, or if they replace
        what this notice printed there before; else the next free number.
        """
        left = dict(self.entries)
        found: list[str | None] = []
        for place, entry in enumerate(entries, 1):
            same = [id for id, known in left.items() if known & entry]
            id = str(place) if str(place) in same else next(iter(same), None)
            left.pop(id or "", None)
            found.append(id)
        free = left.keys() & set(self.own) if self.replace else set()
        taken = (self.entries.keys() - free) | {id for id in found if id}
        ids: list[str] = []
        for place, kept in enumerate(found, 1):
            id = kept or str(place)
            if kept is None and id in taken:
                id = str(max(map(int, taken | self.entries.keys())) + 1)
            taken.add(id)
            ids.append(id)
        return ids

    def gone(self, ids: Collection[str]) -> list[str]:
        """The entries of this notice's earlier versions that it no longer gives."""
        return [id for id in self.entries if id in self.own and id not in ids]


@dataclass
class History:
    """The releases of one process so far; ``add`` each in the order of minting."""

    ids: set[str] = field(default_factory=set)
    roles: dict[str, list[Role]] = field(default_factory=dict)
    awards: dict[str, Known] = field(default_factory=dict)
    contracts: set[str] = field(default_factory=set)
    latest: str = ""
    _bids: dict[str, Known] = field(default_factory=dict)
    _of: dict[str, list[Release]] = field(default_factory=dict)

    def add(self, notice_id: str, release: Release) -> None:
        """Take a release into account that was made of a version of a notice."""
        self.ids.add(release.id)
        for party in release.parties:
            self.roles[party.id] = joined(self.roles.get(party.id, ()), party.roles)
        for bid in release.bids.details if release.bids else ():
            self._bids[bid.id] = bid_known_by(bid.tenderers)
        for award in release.awards:
            if award.status == "active":
                self.awards[award.id] = award_known_by(award.suppliers, award.related_bid)
        self.contracts.update(contract.id for contract in release.contracts)
        self.latest = max(self.latest, release.date)
        self._of.setdefault(notice_id, []).append(release)

    def latest_of(self, notice_id: str) -> str:
        """The date of the latest release of a notice's versions; empty without one."""
        return max((release.date for release in self._of.get(notice_id, ())), default="")

    def bids_said(self, notice_id: str) -> Said:
        """The bids so far."""
        own = (release.bids.details for release in self._of.get(notice_id, ()) if release.bids)
        return Said(self._bids, {bid.id for bids in own for bid in bids}, replace=True)

    def awards_said(self, notice_id: str) -> Said:
        """The awards so far."""
        own = (release.awards for release in self._of.get(notice_id, ()))
        return Said(self.awards, {award.id for awards in own for award in awards}, replace=False)


def bid_known_by(tenderers: Iterable[Reference]) -> Known:
    """A bid is known by its bidder, a joint venture by all its members."""
    return frozenset([" ".join(sorted(party.id for party in tenderers))])


def award_known_by(suppliers: Iterable[Reference], bid_id: str | None) -> Known:
    """An award is known by its suppliers, or by its bid: a name may be corrected."""
    known = bid_known_by(suppliers)
    return known | {f"bid {bid_id}"} if bid_id else known


def joined(earlier: Iterable[Role], now: Iterable[Role]) -> list[Role]:
    """All roles of a party, in one order."""
    held = {*earlier, *now}
    return [role for role in _ROLES if role in held]
