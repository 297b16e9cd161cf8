"""Practice sites of the systems, invented: they answer as clients say the real ones do."""

from __future__ import annotations

from crawlers.practice_site import Asked, Page, Site
from crawlers.practice_sites import (
    disclosure,
    jetro,
    kanpo,
    kkj,
    list_pages,
    p_portal,
    p_portal_awards,
)


def national() -> dict[str, Site]:
    """The practice sites of all national systems by host, with a few invented notices each."""
    search, awards = p_portal.site(), p_portal_awards.sites()
    return {
        **disclosure.disclosure(),
        **jetro.site(),
        **kanpo.kanpo(),
        **kkj.kkj(kkj.some()),
        **awards,
        **{host: _both(site, awards[host]) for host, site in search.items()},
    }


def municipal() -> dict[str, Site]:
    """The practice sites of the municipalities' systems by host."""
    return {**list_pages.list_pages()}


def _both(one: Site, other: Site) -> Site:
    """A host that answers for two systems: for the second whatever the first doesn't have."""

    def site(asked: Asked) -> Page | None:
        return one(asked) or other(asked)

    return site
