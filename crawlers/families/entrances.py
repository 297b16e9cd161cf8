"""The lists of a system with many bodies: one that can't be entered is told, not silent."""

from __future__ import annotations

from dataclasses import dataclass, field

from scrapy.spidermiddlewares.httperror import HttpError

from crawlers.ledger import trouble_of
from pipelines.errors import Blocked, LayoutChanged

_THEIR_OWN = frozenset(("login", "error"))
"""Kinds of pages (``data/lookups/blocked.yml``) that one body's list may answer and others not; one
that is closed, busy or in maintenance, or that refuses us, speaks for the whole system."""
_SAID = 80
"""Letters of an answer that are told with the run."""
SHUT = "could not be entered"
"""Begins the sentence that tells what was shut."""


@dataclass
class Entrances:
    """The lists that a run begins with, by name: entered, or shut with what was said.

    The others are published without one that is shut; where none could be entered, what the last
    one answered is the trouble of the run.
    """

    waiting: set[str]
    entered: set[str] = field(default_factory=set)
    said: dict[str, str] = field(default_factory=dict)

    def enter(self, name: str) -> None:
        """A list was entered."""
        self.waiting.discard(name)
        self.entered.add(name)

    def shut(self, name: str, said: str) -> bool:
        """A list could not be entered, also not once more: whether that is so of all."""
        self.waiting.discard(name)
        self.said[name] = said if len(said) <= _SAID else f"{said[:_SAID]}…"
        return not self.waiting and not self.entered

    def sentence(self) -> str:
        """One sentence for all lists that can't be entered, those that say the same together."""
        groups: dict[str, list[str]] = {}
        for name, said in sorted(self.said.items()):
            groups.setdefault(said, []).append(name)
        parts = [f"{'、'.join(names)} (the site says {said!r})" for said, names in groups.items()]
        return f"{SHUT}: {'; '.join(parts)}"


def is_their_own(error: BaseException | None) -> bool:
    """Whether an answer may be that of one list alone: an error, a login, no page."""
    if isinstance(error, Blocked):
        return error.kind in _THEIR_OWN
    if isinstance(error, HttpError):
        return trouble_of(error, "").kind != "blocked"
    return isinstance(error, LayoutChanged)


def what_is_said(error: BaseException) -> str:
    """What an answer that is no page of a list says, in a few words."""
    if isinstance(error, HttpError):
        return f"status {error.response.status}"
    return str(error)
