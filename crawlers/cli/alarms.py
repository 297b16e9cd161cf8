"""After a crawl: tell people of the sources that have begun to fail."""

from __future__ import annotations

import os
from collections.abc import Iterable

from crawlers.alarm import Alarm, due_alarms, mark_told, senders
from crawlers.cli.messages import say
from crawlers.cli.screen import errors
from crawlers.source import sources
from pipelines.errors import SetupError
from pipelines.store.session import Store
from pipelines.times import now

_NAMED = 3
"""Sources that the subject of a message names; the text has all."""


def alarm(store: Store, names: Iterable[str]) -> int:
    """Send what is due; how many sources people were told of.

    SetupError, after the others have been tried, if one way of sending failed. Where none worked
    nothing counts as told, and the next crawl tries again.
    """
    ways = senders(os.environ)
    alarms = due_alarms(store, names, now()) if ways else []
    if not alarms:
        return 0
    subject, text = in_words(alarms)
    failures = []
    for send in ways:
        try:
            send(subject, text)
        except SetupError as error:
            failures.append(error)
    if len(failures) < len(ways):
        mark_told(store, alarms, now())
        errors.print(say("alarm.sent", count=len(alarms)))
    if failures:
        raise failures[0]
    return len(alarms)


def alarm_of_earlier(store: Store, names: Iterable[str]) -> None:
    """Before a crawl: tell of runs that were killed, since they could not tell it themselves.

    A message that can't be sent is an error on the screen, and no reason not to crawl.
    """
    try:
        alarm(store, names)
    except SetupError as error:
        errors.print(f"[red]{say('error')}[/] {error}", highlight=False, soft_wrap=True)


def in_words(alarms: list[Alarm]) -> tuple[str, str]:
    """The subject and the text of one message about some sources."""
    known = sources()
    names = ", ".join(one.source for one in alarms[:_NAMED])
    lines = [
        say(
            "alarm.line",
            source=one.source,
            title=known[one.source].title if one.source in known else one.source,
            verdict=say(f"verdict.{one.outcome.verdict}")
            if one.outcome.verdict
            else say("runs.unfinished"),
            since=f"{one.since:%Y-%m-%d %H:%M}",
            reason=one.outcome.reason or "–",
        )
        for one in alarms
    ]
    return say("alarm.subject", names=names, count=len(alarms)), "\n\n".join(
        [*lines, say("alarm.next")]
    )
