"""What ``crawl --due`` and ``sources`` tell of when a source is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from crawlers.cli.messages import say
from crawlers.cli.places import store_at
from crawlers.crawl import project_settings
from crawlers.due import Due, Ran, due, runs_of
from crawlers.source import Source, sources
from pipelines.errors import ArgumentError
from pipelines.store.session import is_there
from pipelines.times import now


def when_due(names: Sequence[str] | None, store: str | None) -> list[Due]:
    """When some sources are due, all without names; those that are due now come first."""
    known = sources()
    if unknown := [name for name in names or () if name not in known]:
        raise ArgumentError(f"expected a source of {', '.join(known)}; found {unknown[0]!r}")
    found = all_due({name: known[name] for name in names or known}, store)
    return sorted(found, key=lambda one: not one.now)


def all_due(known: Mapping[str, Source], store: str | None) -> list[Due]:
    """When each of some sources is due, by the runs of a store; none is made to look at it."""
    runs: Mapping[str, Sequence[Ran]] = {}
    if is_there(store):
        database = store_at(store)
        runs = runs_of(database)
        database.close()
    practice, moment = bool(project_settings().get("CHOTATSU_PRACTICE")), now()
    return [
        due(name, source, runs.get(name, ()), moment, practice) for name, source in known.items()
    ]


def in_lines(found: Sequence[Due]) -> list[str]:
    """A line a source: what is due, then what isn't, and when it will be."""
    lines = [say("due.now", source=one.source, why=in_words(one)) for one in found if one.now]
    lines = lines or [say("due.nothing")]
    return lines + [
        say("due.later", source=one.source, why=in_words(one)) for one in found if not one.now
    ]


def in_words(one: Due) -> str:
    """When and why a source is due."""
    day = one.day.isoformat() if one.day else say("due.noDay")
    reason = say(f"verdict.{one.reason}") if one.why == "again" and one.reason else one.reason
    return say(f"due.{one.why}", day=day, reason=reason or say("runs.unfinished"))


def as_data(found: Sequence[Due]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        asdict(one) | {"day": one.day.isoformat() if one.day else None, "words": in_words(one)}
        for one in found
    ]
