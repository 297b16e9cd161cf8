"""Pages of systems that have a reader of their own: known by what stands in them."""

from __future__ import annotations

from pipelines.extract import jetro, koukai, p_portal
from pipelines.extract.grid import Grid


def grids(text: str) -> list[Grid]:
    """The grids of such a page with its notices read; none if it is any other page or text."""
    for reader in (p_portal.grids, koukai.grids, jetro.listing, jetro.article):
        if found := reader(text):
            return found
    return []
