"""Linking, as every command that stores something does it at its end."""

from __future__ import annotations

from crawlers.cli.messages import say
from crawlers.cli.screen import errors, progress
from pipelines.errors import SourceError
from pipelines.link import Linked, link
from pipelines.store.session import Store


def link_and_tell(store: Store) -> Linked:
    """Link what is published and not linked yet; tell what can't be part of OCDS, and why.

    SourceError if a release doesn't conform to our own schema: that is a fault of the program,
    and such a release is not made.
    """
    with progress() as shown:
        task = shown.add_task(say("link.progress"), total=None)
        done = link(store, lambda more: shown.advance(task, more))
    for reason, count in done.left_out.items():
        errors.print(say("link.left_out", count=count, reason=reason), soft_wrap=True)
    if done.failed:
        raise SourceError(say("link.failed", count=len(done.failed), first=done.failed[0]))
    return done
