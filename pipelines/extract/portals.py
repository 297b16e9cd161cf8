"""Pages of systems that have a reader of their own: known by what stands in them."""

from __future__ import annotations

from pipelines.extract import efftis, ej_ppi, g_cals, koukai, p_portal
from pipelines.extract.grid import Grid
from pipelines.extract.jetro.article import article
from pipelines.extract.jetro.listing import listing

_PAGES = (p_portal.grids, ej_ppi.grids, efftis.grids, g_cals.grids, koukai.grids)
_TEXTS = (listing, article)


def grids(text: str, *, is_page: bool) -> list[Grid]:
    """The grids of such a page with its notices read; none if it is any other page or text.

    What is no page (``is_page``) may be of JETRO: the other systems' readers would look through all
    of a long text for nothing.
    """
    for reader in (*_PAGES, *_TEXTS) if is_page else _TEXTS:
        if found := reader(text):
            return found
    return []
