"""Practice sites, all invented: they answer as clients say that the real systems do."""

from __future__ import annotations

from crawlers.practice_site import Asked, Page, Site
from crawlers.practice_sites import (
    ckan,
    disclosure,
    efftis,
    ej_ppi,
    feeds,
    g_cals,
    jetro,
    kanpo,
    kkj,
    koukai,
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
    """The practice sites of the systems that municipalities share, by host."""
    return {
        **ckan.ckan(),
        **efftis.sites(),
        **ej_ppi.sites(),
        **feeds.feeds(),
        **g_cals.site(),
        **koukai.site(),
        **list_pages.list_pages(),
    }


def _both(one: Site, other: Site) -> Site:
    """A host that answers for two systems: for the second whatever the first doesn't have."""

    def site(asked: Asked) -> Page | None:
        return one(asked) or other(asked)

    return site
