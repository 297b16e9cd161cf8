"""What the crawls of one process know of the hosts that they visit, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Self

HOSTS = "CHOTATSU_HOSTS"
"""The setting that holds the ``Hosts`` shared by the crawls of one process."""


@dataclass
class Host:
    """One host: times are of the monotonic clock.

    ``left`` is when the last request ended and ``delay`` what was kept between two requests then;
    ``slot`` tells whose queue it was. ``until`` is when the host may be asked again, ``closed`` the
    sentence why it is not even waited for. ``refusals`` counts those in a row.
    """

    left: float = 0.0
    delay: float = 0.0
    slot: object = None
    until: float = 0.0
    closed: str | None = None
    refusals: int = 0

    def wait(self, slot: object) -> float:
        """Seconds until it may be asked by a queue, which keeps its own delay already."""
        after = self.left + self.delay if self.slot not in (None, slot) else 0.0
        return max(after, self.until) - monotonic()

    def leave(self, slot: object, delay: float) -> None:
        """Note that a request of a queue has ended."""
        self.left, self.slot, self.delay = monotonic(), slot, delay

    def why_closed(self) -> str | None:
        """Why the host wants to be left alone; None once that time is over."""
        if self.closed and monotonic() >= self.until:
            self.closed = None
        return self.closed


class Hosts(dict[str, Host]):
    """The hosts by name, each made when it is first asked for."""

    def __missing__(self, name: str) -> Host:
        self[name] = Host()
        return self[name]

    def __deepcopy__(self, memo: object) -> Self:
        """Itself: Scrapy copies its settings for each crawl, and all must share this one."""
        return self
