"""Pages of SuperCALS that stand in place of a tenant's first list, and what they say."""

from __future__ import annotations

from scrapy.http import TextResponse

from crawlers.families import ej_ppi_pages as pages
from crawlers.html import text
from pipelines.errors import Blocked, LayoutChanged, SourceError
from pipelines.lookups import fold


def refusal(page: TextResponse) -> str:
    """What a page says that refuses what was asked for and leads nowhere, "" for any other."""
    said = text(page.selector)
    return said if pages.pattern("refused").search(fold(said)) else ""


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
