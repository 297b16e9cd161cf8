"""Which tenants of a host of SuperCALS let a crawl in: one that doesn't is told, not silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scrapy.http import TextResponse

from crawlers.families import ej_ppi_pages as pages
from crawlers.html import text
from crawlers.verdict import Trouble
from pipelines.errors import Blocked, LayoutChanged, SourceError
from pipelines.lookups import bodies_by_local_code, fold

_SAID = 80
"""Letters of a page that refuses, told with the run."""


@dataclass
class Doors:
    """The lists of a run, ``(tenant, screen)``, entered or shut.

    Other tenants' lists of a screen are published without one that is shut; where none of them
    could be entered, what they answered is the trouble of the run.
    """

    waiting: set[tuple[str, str]]
    _entered: set[tuple[str, str]] = field(default_factory=set)
    _shut: dict[tuple[str, str], tuple[Trouble, str]] = field(default_factory=dict)

    def enter(self, tenant: str, screen: str) -> None:
        """A list was entered."""
        self.waiting.discard((tenant, screen))
        self._entered.add((tenant, screen))

    def is_entered(self, tenant: str, screen: str) -> bool:
        """Whether a list was entered, in this session or an earlier one."""
        return (tenant, screen) in self._entered

    def shut(self, tenant: str, screen: str, trouble: Trouble, said: str) -> None:
        """A list could not be entered, also not in a new session; ``said``: what its page says."""
        self.waiting.discard((tenant, screen))
        self._shut[tenant, screen] = trouble, said

    def troubles(self, screen: str) -> Iterator[Trouble]:
        """What all tenants answered where none could be entered, once the last has answered."""
        if not any(screen == name for _, name in (*self.waiting, *self._entered)):
            yield from (trouble for (_, name), (trouble, _) in self._shut.items() if name == screen)

    def sentences(self) -> Iterator[str]:
        """One sentence for all tenants that say the same of the same screens."""
        told: dict[str, tuple[list[str], str]] = {}
        for (tenant, screen), (_, said) in sorted(self._shut.items()):
            if any(screen == name for _, name in self._entered):
                screens, _ = told.setdefault(tenant, ([], said))
                screens.append(screen)
        groups: dict[tuple[str, str], list[str]] = {}
        for tenant, (screens, said) in told.items():
            name = bodies_by_local_code()[tenant].name
            groups.setdefault((", ".join(screens), said), []).append(name)
        for (lists, said), names in groups.items():
            yield f"{lists} of {', '.join(names)}: could not be entered, the site says {said!r}"


def refusal(page: TextResponse) -> str:
    """What a page says that refuses what was asked for and leads nowhere, "" for any other."""
    said = text(page.selector)
    return said[:_SAID] if pages.pattern("refused").search(fold(said)) else ""


def refused(page: TextResponse) -> SourceError | None:
    """The error of a page in place of a tenant's first list; None for lists and unknown pages.

    Blocked is raised if the site is closed: that is no matter of one tenant.
    """
    if pages.is_lost(page):
        return Blocked(
            f"expected the answer to a search, found that its session is lost at {page.url}"
        )
    try:
        pages.answer(page)
    except LayoutChanged as error:
        return error if refusal(page) else None
    return None


def doors_of(tenants: Iterable[str], screens: Iterable[str]) -> Doors:
    """All lists of a run, of which nothing is known yet."""
    names = list(screens)
    return Doors({(tenant, screen) for tenant in tenants for screen in names})
