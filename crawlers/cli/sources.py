"""The command ``sources``: what each source is, who publishes there, and how its last run ended."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.padding import Padding
from rich.text import Text

from crawlers.cli.due import all_due, in_words
from crawlers.cli.messages import say
from crawlers.cli.screen import output
from crawlers.due import Due
from crawlers.reach import local_codes, nationwide, reached
from crawlers.source import Source, Witness, source_facts
from crawlers.source import sources as known_sources
from pipelines.errors import ArgumentError
from pipelines.lookups import bodies


def show(name: str | None, last: dict[str, str], store: str | None, json: bool) -> None:
    """Show all sources in short, or one in full."""
    known = known_sources()
    if name is not None and name not in known:
        raise ArgumentError(f"expected a source of {', '.join(known)}; found {name!r}")
    wanted = {name: known[name]} if name else known
    due = {one.source: one for one in all_due(wanted, store)}
    if json:
        found = [_facts(key, one, last.get(key), due[key]) for key, one in wanted.items()]
        output.print_json(data=found)
        return
    for key, source in wanted.items():
        output.print(Text.assemble((key, "bold"), "  ", source.title), soft_wrap=False)
        lines = _lines(source, last.get(key), due[key], full=bool(name))
        told = [f"{say(f'sources.{label}')}: {value}" for label, value in lines.items()]
        text = "\n".join(told) if name else " · ".join(told)
        output.print(Padding(Text(text), (0, 0, 0, 2)), soft_wrap=False)


def show_bodies(name: str | None, json: bool) -> None:
    """Show the bodies that the sources reach, or one of them does, and through which."""
    known = known_sources()
    if name is not None:
        known = {name: source_facts(name)}
    found, everywhere = reached(known), nationwide(known)
    if json:
        output.print_json(data={
            "bodies": [
                {"id": one.body.id, "name": one.body.name, "localCode": one.local_code,
                 "sources": {key: list(stages) for key, stages in one.sources.items()}}
                for one in found
            ],
            "localCodes": len(local_codes(found)),
            "nationwide": everywhere,
        })  # fmt: skip
        return
    for one in found:
        named = "; ".join(f"{key} ({', '.join(stages)})" for key, stages in one.sources.items())
        output.print(f"{one.local_code or '–':6}  {one.body.name}  {named}", markup=False)
    local = len(local_codes(found))
    sources = len({key for one in found for key in one.sources})
    others = sum(one.local_code is None for one in found)
    output.print(say("reach.total", local=local, others=others, sources=sources))
    if everywhere:
        output.print(say("reach.nationwide", names=", ".join(everywhere)), markup=False)


def _lines(source: Source, last: str | None, due: Due, *, full: bool) -> dict[str, str]:
    """What people see of a source: label → value, in order."""
    names = [bodies()[body].name for body in source.bodies]
    found = {
        "stages": ", ".join(source.stages),
        "bodies": "、".join(names)
        if full or len(names) <= 3
        else say("sources.many", count=len(names)),
        "since": source.since.isoformat(),
        "cadence": say("sources.days", days=source.cadence_days) if source.cadence_days else "–",
        "terms": _witness(source.terms),
        "robots": _witness(source.robots),
        "checked": source.checked.isoformat() if source.checked else say("sources.never"),
        "last": say(f"verdict.{last}") if last else "–",
        "due": in_words(due),
    }
    if full:
        found = {"home": source.home} | found
    return found | ({"off": source.off} if source.off and due.why != "off" else {})


def _witness(found: Witness | None) -> str:
    if found is None:
        return say("sources.unread")
    return say("sources.witness", says=found.says, read=found.read)


def _facts(name: str, source: Source, last: str | None, due: Due) -> dict[str, Any]:
    return {
        "name": name,
        "title": source.title,
        "home": source.home,
        "hosts": list(source.hosts),
        "bodies": [{"id": body, "name": bodies()[body].name} for body in source.bodies],
        "stages": list(source.stages),
        "since": source.since.isoformat(),
        "lagDays": source.lag_days,
        "cadenceDays": source.cadence_days,
        "terms": asdict(source.terms) if source.terms else None,
        "robots": asdict(source.robots) if source.robots else None,
        "off": source.off,
        "checked": source.checked.isoformat() if source.checked else None,
        "invented": source.invented,
        "lastVerdict": last,
        "due": due.now,
        "dueFrom": due.day.isoformat() if due.day else None,
        "dueWhy": due.why,
    }
