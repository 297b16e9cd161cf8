"""A store that has seen invented notices: runs of the real saving code, one original each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

import msgspec
from ocds_notices import SEEN

from pipelines.records import At, Hints, Notice, Original, Reading, to_json
from pipelines.store.save import end_run, save, start_run
from pipelines.store.session import Store


def publish(
    store: Store,
    notices: Sequence[Notice],
    day: int = 0,
    verdict: str = "ok",
    source: str = "kakuu",
    headers: Iterable[tuple[str, str]] = (),
) -> None:
    """A run on a day from SEEN fetched one original that holds these notices."""
    at = SEEN + timedelta(days=day)
    body = f"{source} {day} {verdict}".encode() + b"".join(map(to_json, notices))
    original = Original(
        url=f"https://www.city.kakuu.example.jp/{source}.xlsx",
        body=body,
        fetched_at=at,
        hints=Hints(source=source),
        headers=tuple(headers),
    )
    placed = []
    for row, notice in enumerate(notices, 2):
        at_row = At(original=original.sha256, sheet="結果", table=1, rows=(row, row))
        placed.append(msgspec.structs.replace(notice, at=at_row))
    run = f"{source}-{at:%Y%m%dT%H%M%S}-{verdict}"
    start_run(store, run, source, "crawl", at)
    save(store, run, 1, original, Reading(original.sha256, tuple(placed)))
    end_run(store, run, verdict, None, {}, at)
