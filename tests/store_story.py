"""An invented source for the tests of store, archive and reread.

Its files hold a notice a line, as JSON; ``read_lines`` reads them.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from pipelines.normalise.names import party_id
from pipelines.records import (
    Amount,
    At,
    Bid,
    Body,
    Hints,
    Issue,
    Notice,
    Original,
    Price,
    Reading,
    Round,
    Supplier,
    from_json,
    to_json,
)
from pipelines.store.models import Base, NoticeRow, VersionRow
from pipelines.store.published import is_published
from pipelines.store.session import Store

BEGIN = datetime(2026, 4, 1, tzinfo=UTC)
SOURCE = "aoba_results"
URL = "https://www.city.aoba.example.jp/results.txt"


def notice(title: str, price: Amount | None = None, **fields: Any) -> Notice:
    """A result: 青葉建設 bid a price and won, みどり工業 withdrew. Each title has its own price."""
    if price is None:
        price = 1_000_000 + zlib.crc32(title.encode()) % 100_000
    firms = [Body(name=name, id=party_id(name)) for name in ("株式会社青葉建設", "みどり工業㈱")]
    facts: dict[str, Any] = {
        "stage": "result",
        "title": title,
        "buyer": Body(name="青葉市", id="JP-JCN-8000020131016"),
        "department": "土木課",
        "category": "works",
        "opened": "2026-03-02",
        "planned_price": Price(amount=1_200_000, currency="JPY", tax="excluded"),
        "award_price": Price(amount=price, currency="JPY", tax="excluded"),
        "suppliers": [Supplier(name=firms[0].name, id=firms[0].id)],
        "bids": [
            Bid(bidder=firms[0], rounds=[Round(amount=price)], status="valid", won=True),
            Bid(bidder=firms[1], rounds=[Round(mark="辞退")], status="withdrawn"),
        ],
        "raw": {"件名": title},
    }
    return Notice(**(facts | fields))


def original(
    notices: Sequence[Notice],
    minute: int = 0,
    *,
    url: str = URL,
    source: str | None = SOURCE,
    **fields: Any,
) -> Original:
    """A file that holds some notices, fetched some minutes after the beginning."""
    return Original(
        url=url,
        body=b"".join(to_json(one) + b"\n" for one in notices),
        fetched_at=BEGIN + timedelta(minutes=minute),
        hints=Hints(source=source, name="results.txt", context={"年度": "令和8年度"}),
        headers=(("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")),
        **fields,
    )


def read_lines(original: Original) -> Reading:
    """The notices of a file, each with its line as the place."""
    sha256 = hashlib.sha256(original.body).hexdigest()
    notices = []
    for number, line in enumerate(original.body.splitlines(), 1):
        one = from_json(line)
        one.at = At(original=sha256, rows=(number, number))
        notices.append(one)
    issues = () if notices else (Issue(code="emptyFile", label=original.url),)
    return Reading(sha256, tuple(notices), issues)


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in a store: the rows of every table, sorted."""
    tables = {}
    with store.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            rows = connection.execute(select(table))
            tables[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return tables


def published(store: Store) -> list[tuple[str, int]]:
    """The published versions, by notice and number."""
    versions, notices = VersionRow.__table__.c, NoticeRow.__table__.c
    query = (
        select(versions.notice_id, versions.number)
        .join(NoticeRow.__table__, notices.id == versions.notice_id)
        .where(is_published(versions.notice_id, notices.source, versions.number))
        .order_by(versions.notice_id, versions.number)
    )
    with store.engine.connect() as connection:
        return [(row.notice_id, row.number) for row in connection.execute(query)]
