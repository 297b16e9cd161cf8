"""What SuperCALS sites are asked for: screens, sessions, and the bodies that answer."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from scrapy.http import Request

from crawlers.families.ej_ppi_details import Entry
from crawlers.families.ej_ppi_pages import Conditions
from crawlers.families.ej_ppi_parts import Search
from pipelines.lookups import bodies_by_name, fold, real_bodies


@dataclass(frozen=True)
class Screen:
    """A screen with a list: ``EjPRJ01``, what it shows in the menu, the stage of its entries.

    ``sort`` is the order that clients ask for where no form says one.
    """

    name: str
    title: str
    stage: str
    sort: str


RESULTS = Screen("EjPRJ01", "入札結果", "result", "050045")
NOTICES = Screen("EjPSJ01", "入札予定", "tender", "030006")


@dataclass
class Walk:
    """One session: a tenant's lists of one screen, searched one after the other.

    ``ways`` are the requests that may lead to the conditions, ``assumed`` those that no page told;
    ``looked`` is how many were made. ``asked`` is the search in hand, ``rows`` the most
    that a page has shown; ``again``: the session was
    lost once before. ``entries`` are those of the last list whose pages are asked for,
    ``taken`` how many it had. ``knocked``: it could not be entered once before, and ``said`` is
    what the first page said that refused it.
    """

    tenant: str
    screen: Screen
    jar: int
    ways: deque[Request] = field(default_factory=deque)
    assumed: list[Request] = field(default_factory=list)
    looked: int = 0
    seen: set[tuple[str, str, bytes]] = field(default_factory=set)
    conditions: Conditions | None = None
    searches: deque[Search] = field(default_factory=deque)
    entries: deque[tuple[Entry, dict[str, str], str | None]] = field(default_factory=deque)
    taken: int = 0
    asked: Search | None = None
    rows: int = 0
    again: bool = False
    knocked: bool = False
    said: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.screen.title, self.tenant) if part)

    def is_new(self, way: Request) -> bool:
        """Whether a way was not seen before; now it was."""
        name = way.method, way.url, way.body
        is_new = name not in self.seen
        self.seen.add(name)
        return is_new


def prefecture_of(bodies: tuple[str, ...]) -> str:
    """The name of the prefecture in which all of some bodies are, "" where they are in several."""
    known = real_bodies()
    codes = {known[body].prefecture for body in bodies}
    prefectures = (one for one in known.values() if one.kind == "prefecture")
    names = [one.name for one in prefectures if one.prefecture in codes]
    return names[0] if len(names) == 1 else ""


def body_named(name: str, prefecture: str) -> str | None:
    """The id of a body by the words of an option; 池田町 is that of the prefecture."""
    known = bodies_by_name()
    found = known.get(fold(prefecture + name)) or known.get(fold(name))
    return found.id if found else None
