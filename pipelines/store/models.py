"""The tables. Ids are made from content, never counted, so that any machine makes the same.

Reading order follows the way of the data: a run fetches originals, an original is read into
notice versions (a sighting says which), versions have bids by parties, notices are linked to
processes, and processes give releases.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from pipelines.records import Amount
from pipelines.store.columns import Moment, Yen

# SQLite keeps its rows in the order of a key of this very type, without a second copy of it.
_WHOLE = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """All tables of the store."""

    # Every constraint has a name, so that a later migration can say which one it changes.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: Moment,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


class BodyRow(Base):
    """A public body that buys, with or without a source; from ``data/reference/bodies.csv``."""

    __tablename__ = "bodies"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(32))
    parent: Mapped[str | None] = mapped_column(String(64))
    corporate_number: Mapped[str | None] = mapped_column(String(13))
    local_code: Mapped[str | None] = mapped_column(String(6))
    prefecture: Mapped[str | None] = mapped_column(String(2))


class SourceRow(Base):
    """One place on the web where bodies publish; the facts of its spider."""

    __tablename__ = "sources"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    home: Mapped[str] = mapped_column(Text)
    bodies: Mapped[list[Any]]
    stages: Mapped[list[Any]]
    terms: Mapped[str | None] = mapped_column(Text)


class RunRow(Base):
    """One crawl of one source (or one addition of files), and how it ended.

    ``verdict`` is None until the run ended: such a run publishes nothing.
    """

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(String(96), primary_key=True)
    source: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    started: Mapped[datetime]
    ended: Mapped[datetime | None]
    verdict: Mapped[str | None] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Text)
    counts: Mapped[dict[str, Any]]


class PauseRow(Base):
    """A source whose failures nobody is told of up to a day (ISO), and why."""

    __tablename__ = "pauses"

    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)


class AlarmRow(Base):
    """People were told of a failed run. Of those after it, up to a good one, they aren't."""

    __tablename__ = "alarms"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    source: Mapped[str] = mapped_column(String(64), index=True)
    sent: Mapped[datetime]


class OriginalRow(Base):
    """The bytes of one response, kept in the archive under their SHA-256."""

    __tablename__ = "originals"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]


class FetchRow(Base):
    """One time that an original was received: address, request, status, headers, time.

    ``read_with`` names reader and hints once the reading is stored: the same bytes with the
    same hints are not read twice. ``entry`` is the publisher's key of the entry of a list whose
    page this is, ``entry_row`` the hash of what the list printed of it, None while something of it
    was expected to change. ``status`` is 0 for a file that a user added, and -1 where the site was
    not asked, since the list prints of the entry what it did: then address, headers and bytes are
    those that are held, and the time is when the list said so.
    """

    __tablename__ = "fetches"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("originals.sha256"), index=True)
    source: Mapped[str] = mapped_column(String(64))
    url: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(String(8))
    request_body: Mapped[str] = mapped_column(Text)
    status: Mapped[int]
    headers: Mapped[list[Any]]
    fetched_at: Mapped[datetime]
    encoding: Mapped[str | None] = mapped_column(String(16))
    hints: Mapped[dict[str, Any]]
    read_with: Mapped[str] = mapped_column(String(64))
    entry: Mapped[str | None] = mapped_column(Text)
    entry_row: Mapped[str | None] = mapped_column(String(64))

    # A hash index, because PostgreSQL's default kind refuses addresses beyond 2,700 bytes.
    __table_args__ = (
        Index("ix_fetches_url", "url", postgresql_using="hash"),
        Index("ix_fetches_entry", "entry", postgresql_using="hash"),
    )


class NoticeRow(Base):
    """One publication about one purchase at one stage; its versions hold what it said.

    ``version`` is the number of the newest version. ``first_seen`` and ``last_seen`` are the
    times of the first and last fetch of a run with a good verdict; None before that.
    ``withdrawn`` is when a file that holds all of its source's year was fetched without it, None
    while it is published (``pipelines.store.withdrawn``).
    """

    __tablename__ = "notices"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    source: Mapped[str] = mapped_column(String(64), index=True)
    stage: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    first_seen: Mapped[datetime | None]
    last_seen: Mapped[datetime | None]
    withdrawn: Mapped[datetime | None]


class VersionRow(Base):
    """What a notice said at one time: the whole record, and the columns people filter by.

    ``hash`` is over the record without its place, without the cells of its issues (and without
    ``sameIdentity``). Amounts are yen
    as printed, none of a sale (``revenue``); ``*_tax`` is included, excluded or unknown.
    """

    __tablename__ = "notice_versions"

    notice_id: Mapped[str] = mapped_column(ForeignKey("notices.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(64))
    title: Mapped[str | None] = mapped_column(Text)
    buyer_id: Mapped[str | None] = mapped_column(String(64), index=True)
    buyer_name: Mapped[str | None] = mapped_column(Text)
    department: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    method: Mapped[str | None] = mapped_column(Text)
    fiscal_year: Mapped[int | None]
    opened: Mapped[str | None] = mapped_column(Text)
    signed: Mapped[str | None] = mapped_column(Text)
    planned_amount: Mapped[Amount | None] = mapped_column(Yen)
    planned_tax: Mapped[str | None] = mapped_column(String(8))
    award_amount: Mapped[Amount | None] = mapped_column(Yen)
    award_tax: Mapped[str | None] = mapped_column(String(8))
    number_of_bids: Mapped[int | None]
    record: Mapped[str] = mapped_column(Text)


class SightingRow(Base):
    """An original holds a version of a notice, at this place."""

    __tablename__ = "sightings"

    sha256: Mapped[str] = mapped_column(ForeignKey("originals.sha256"), primary_key=True)
    notice_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int]
    at: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        ForeignKeyConstraint(
            ["notice_id", "number"], ["notice_versions.notice_id", "notice_versions.number"]
        ),
        Index("ix_sightings_version", "notice_id", "number"),
        {"sqlite_with_rowid": False},
    )


class PartyRow(Base):
    """An organisation that bids or is awarded: ``JP-JCN-…`` or ``JP-NAME-…``."""

    __tablename__ = "parties"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    match_key: Mapped[str] = mapped_column(Text, index=True)
    corporate_number: Mapped[str | None] = mapped_column(String(13))


class BidRow(Base):
    """One bidder of a version, in printed order from 1; ``amount`` is the last price given."""

    __tablename__ = "bids"

    notice_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[str] = mapped_column(ForeignKey("parties.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(String(16))
    won: Mapped[bool | None]
    rank: Mapped[int | None]
    amount: Mapped[Amount | None] = mapped_column(Yen)
    rounds: Mapped[int]

    __table_args__ = (
        ForeignKeyConstraint(
            ["notice_id", "number"], ["notice_versions.notice_id", "notice_versions.number"]
        ),
        # The rows stand in the order of the key in SQLite, with no second copy of the key.
        {"sqlite_with_rowid": False},
    )


class ProcessRow(Base):
    """The notices about one purchase; ``ocid`` is minted once and never computed again."""

    __tablename__ = "processes"

    ocid: Mapped[str] = mapped_column(String(128), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    buyer_id: Mapped[str] = mapped_column(String(64), index=True)
    fiscal_year: Mapped[int]
    title: Mapped[str | None] = mapped_column(Text)


class LinkRow(Base):
    """A notice belongs to a process: by which pass, how surely, on what evidence."""

    __tablename__ = "links"

    notice_id: Mapped[str] = mapped_column(ForeignKey("notices.id"), primary_key=True)
    ocid: Mapped[str] = mapped_column(ForeignKey("processes.ocid"), index=True)
    rule: Mapped[str] = mapped_column(String(16))
    score: Mapped[float]
    evidence: Mapped[dict[str, Any]]


class ReleaseRow(Base):
    """An OCDS release, minted once for one version of a notice; ``json`` is what is exported."""

    __tablename__ = "releases"

    id: Mapped[str] = mapped_column(String(192), primary_key=True)
    ocid: Mapped[str] = mapped_column(ForeignKey("processes.ocid"), index=True)
    notice_id: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    source: Mapped[str] = mapped_column(String(64))
    buyer_id: Mapped[str] = mapped_column(String(64))
    fiscal_year: Mapped[int]
    date: Mapped[str] = mapped_column(String(25))
    order: Mapped[int]
    json: Mapped[str] = mapped_column(Text)

    # The order of an export: one package a buyer and fiscal year, releases in merge order.
    __table_args__ = (
        Index("ix_releases_export", "buyer_id", "fiscal_year", "ocid", "date", "order", "id"),
        Index("ix_releases_version", "notice_id", "number"),
    )


class RegisterRow(Base):
    """A corporation as 国税庁's register has it last; columns: ``pipelines/register/layout.py``.

    Texts are as in the file, empty where it says nothing. ``number`` is the 法人番号 as a number,
    since it never begins with 0 and five million take half the room. ``local_code`` has five
    digits, prefecture and municipality (or ward); ``latest`` and ``hidden`` are 0 or 1. A closed
    one stays, with its successor.
    """

    __tablename__ = "register"

    number: Mapped[int] = mapped_column(_WHOLE, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    furigana: Mapped[str] = mapped_column(Text)
    english: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    process: Mapped[str] = mapped_column(Text)
    updated: Mapped[str] = mapped_column(Text)
    latest: Mapped[int]
    changed: Mapped[str] = mapped_column(Text)
    prefecture: Mapped[str] = mapped_column(Text)
    city: Mapped[str] = mapped_column(Text)
    street: Mapped[str] = mapped_column(Text)
    local_code: Mapped[str] = mapped_column(Text)
    post_code: Mapped[str] = mapped_column(Text)
    abroad: Mapped[str] = mapped_column(Text)
    closed: Mapped[str] = mapped_column(Text)
    close_cause: Mapped[str] = mapped_column(Text)
    successor: Mapped[str] = mapped_column(Text)
    change_cause: Mapped[str] = mapped_column(Text)
    assigned: Mapped[str] = mapped_column(Text)
    hidden: Mapped[int]


class PartyMatchRow(Base):
    """A party without a printed 法人番号 is taken to be this corporation: how, how surely, why.

    Nothing that was published changes by it; emptying the table takes every match back.
    """

    __tablename__ = "party_matches"

    party_id: Mapped[str] = mapped_column(ForeignKey("parties.id"), primary_key=True)
    corporate_number: Mapped[str] = mapped_column(String(13), index=True)
    rule: Mapped[str] = mapped_column(String(8))
    score: Mapped[float]
    evidence: Mapped[dict[str, Any]]


class IssueRow(Base):
    """Something that could not be understood or does not hold, in an original or a notice."""

    __tablename__ = "issues"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[str | None] = mapped_column(String(20), index=True)
    code: Mapped[str] = mapped_column(String(32), index=True)
    label: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    cell: Mapped[str | None] = mapped_column(Text)
