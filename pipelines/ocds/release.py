"""One version of a notice to one OCDS release: a pure function, no clock, no settings.

The mapping is field by field in ``tender.py``, ``bids.py``, ``awards.py`` and ``parties.py``;
here are the parts put together, tagged, dated, named and checked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from pipelines.lookups import BodyFacts
from pipelines.ocds import model
from pipelines.ocds.awards import awards, contracts
from pipelines.ocds.bids import bids, details
from pipelines.ocds.history import History
from pipelines.ocds.model import Reference, Release, Tag
from pipelines.ocds.parties import parties, reference
from pipelines.ocds.schema import check_release
from pipelines.ocds.tender import is_withheld, tender
from pipelines.ocds.values import jst, moment, uri
from pipelines.records import Notice

_BEFORE_OPENING = ("tender", "cancellation")


@dataclass(frozen=True)
class Fetched:
    """The first time that a version of a notice was received; ``modified`` is Last-Modified."""

    source: str
    title: str
    url: str
    sha256: str
    at: datetime
    modified: datetime | None = None
    terms: str | None = None


@dataclass(frozen=True)
class Process:
    """The process that a notice belongs to; ``title`` is that of its first notice."""

    ocid: str
    fiscal_year: int
    title: str | None = None

    @property
    def local(self) -> str:
        """The last part of the ocid, after prefix, 法人番号 and fiscal year."""
        return self.ocid.split("-", 4)[4]


def release(
    notice_id: str,
    notice: Notice,
    process: Process,
    fetched: Fetched,
    history: History,
    bodies: Mapping[str, BodyFacts],
) -> Release:
    """The release of a version of a notice, after those in ``history``.

    Raises InvalidRelease if what was made doesn't conform to our schema.
    """
    buyer = reference(notice.buyer) if notice.buyer else Reference(id="", name="")
    entries = details(notice, history.bids_said(notice_id))
    awarded = awards(notice, entries, history.awards_said(notice_id))
    contracted = contracts(notice, awarded, history.contracts)
    suppliers = [party for award in awarded for party in award.suppliers]
    date, basis = release_date(notice_id, notice, fetched, history)
    made = Release(
        ocid=process.ocid,
        id="-",
        date=date,
        tag=tags(notice, bool(awarded), bool(contracted), history),
        language="ja",
        initiation_type="tender",
        parties=parties(notice, buyer, entries, suppliers, history.roles, bodies),
        buyer=buyer,
        title=process.title,
        tender=tender(notice, buyer, process.local, process.fiscal_year, entries, awarded),
        bids=bids(notice, entries),
        awards=awarded,
        contracts=contracted,
        withheld_information=[model.Withheld(id="1", field="tender.value")]
        if is_withheld(notice)
        else [],
        sources=[_source(notice, fetched, basis)],
    )
    named = msgspec.structs.replace(made, id=_release_id(made, history))
    check_release(msgspec.json.decode(model.to_json(named)))
    return named


def tags(notice: Notice, awarded: bool, contracted: bool, history: History) -> list[Tag]:
    """What the release tells of its process, first what names it in the release's id."""
    if notice.stage == "cancellation":
        return ["tenderCancellation"]
    first = not history.ids
    found: list[Tag] = ["tender"] if first else []
    if awarded:
        found.append("awardUpdate" if history.awards else "award")
    if contracted:
        found.append("contractUpdate" if history.contracts else "contract")
    return found if first else [*found, "tenderUpdate"]


def release_date(
    notice_id: str, notice: Notice, fetched: Fetched, history: History
) -> tuple[str, model.DateBasis]:
    """The date that orders the merge, and what it rests on; ``docs/ocds.md``.

    The first found of: published, modified, the event's own day, seen. None may be after we saw
    it, nor before the version that it corrects; a result isn't published before its event. Where
    days are out of order the latest counts, since the release tells of them all.
    """
    seen = jst(fetched.at)
    days = [day for day in map(moment, (notice.signed, notice.opened, notice.awarded)) if day]
    # A contract of a day to come was made on a day that nobody knows.
    event = max(day for day in days if day <= seen) if days and days[0] <= seen else ""
    earlier = history.latest_of(notice_id)
    happened = "" if notice.stage in _BEFORE_OPENING else event
    modified = jst(fetched.modified) if fetched.modified else None
    candidates: tuple[tuple[str | None, model.DateBasis, str], ...] = (
        (moment(notice.published), "published", max(earlier, happened)),
        (modified, "modified", max(earlier, happened)),
        (event or None, "stated", history.latest),
    )
    for date, basis, not_before in candidates:
        if date and not_before <= date <= seen:
            return date, basis
    return seen, "observed"


def _release_id(made: Release, history: History) -> str:
    """``{ocid}-{yyyymmdd}-{tag}-{hash}``: the hash is over the JSON without id and sources.

    A version that says again what an older one said is told apart by a count.
    """
    content = msgspec.json.decode(model.to_json(made))
    del content["id"], content["sources"]
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False)
    day = made.date[:10].replace("-", "")
    again = ""
    while True:
        digest = hashlib.sha256(f"{canonical}{again}".encode()).hexdigest()[:10]
        id = f"{made.ocid}-{day}-{made.tag[0]}-{digest}"
        if id not in history.ids:
            return id
        again += "+"


def _source(notice: Notice, fetched: Fetched, basis: model.DateBasis) -> model.Source:
    """Where the release was made from; terms that are an address stand as its licence."""
    has_terms = fetched.terms and fetched.terms.startswith(("http://", "https://"))
    return model.Source(
        id=f"{fetched.source}-{fetched.sha256[:12]}",
        name=fetched.title,
        url=uri(fetched.url),
        retrieved_date=jst(fetched.at),
        published_date=moment(notice.published) if basis == "published" else None,
        date_basis=basis,
        content_hash=f"sha256:{fetched.sha256}",
        license=uri(fetched.terms) if fetched.terms and has_terms else None,
    )
