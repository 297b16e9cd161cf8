"""Links that lead nowhere: the publisher's own, and no fault of a run if they are few."""

from __future__ import annotations

from collections.abc import Sequence

from scrapy.spidermiddlewares.httperror import HttpError

from crawlers.verdict import Trouble
from pipelines.errors import Missing

_STATUSES = frozenset((404, 410))
_FEW = 3
_SHARE = 10
"""So many links may be dead on any site, or one in so many: more are a site that has moved."""


def is_gone(error: BaseException | None) -> bool:
    """Whether an answer says that there is nothing: by its status, or in words with status 200."""
    if isinstance(error, HttpError):
        return error.response.status in _STATUSES
    return isinstance(error, Missing)


def are_few(gone: Sequence[Trouble], linked: int) -> bool:
    """Whether so many dead links are the ordinary decay of a site that links so many files."""
    return len(gone) <= max(_FEW, linked // _SHARE) and 2 * len(gone) < linked


def told(gone: Sequence[Trouble]) -> str:
    """The sentence of a run on its dead links."""
    more = f" (and {len(gone) - 1} more)" if len(gone) > 1 else ""
    return f"what a dead link promises: {gone[0].what}{more}"
