"""What the list page printed of a notice, where the notice itself doesn't say it."""

from __future__ import annotations

from pipelines.lookups import fold, labels
from pipelines.normalise.tender import Tender

CUT = ("...", "…", "‥")
"""How a list ends what it has no room for."""


def listed(tender: Tender, meaning: str) -> str | None:
    """The text that the list printed under a label of a meaning; None if none, or a cut one."""
    for label, text in tender.hints.context.items():
        known = labels().meaning(fold(label))
        if known and known.name == meaning and text.strip() and not text.strip().endswith(CUT):
            return text.strip()
    return None
