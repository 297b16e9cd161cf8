"""What the list page printed of a notice, where the notice itself doesn't say it."""

from __future__ import annotations

from pipelines.extract.labels import meaning_of
from pipelines.lookups import fold, labels
from pipelines.normalise.amounts import tax_of
from pipelines.normalise.tender import Tender

_CUT = ("...", "…", "‥")
"""How a list ends what it has no room for."""


def listed(tender: Tender, meaning: str) -> str | None:
    """The text that the list printed under a label of a meaning; None if none, or a cut one."""
    for label, text in tender.hints.context.items():
        known = labels().meaning(fold(label))
        if known and known.name == meaning and text.strip() and not text.strip().endswith(_CUT):
            return text.strip()
    return None


def tax_listed(tender: Tender, meaning: str) -> str | None:
    """What a label of the list page says of tax, for the prices of a meaning; None if nothing.

    ``落札金額(税抜)`` stands above a frame that has no headings of its own → excluded.
    """
    for label in tender.hints.context:
        found = meaning_of(label)
        if found and found.name == meaning and (tax := tax_of(label)):
            return tax
    return None
