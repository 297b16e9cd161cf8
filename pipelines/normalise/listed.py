"""What the list page printed of a notice, where the notice itself doesn't say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import msgspec

from pipelines.extract.labels import meaning_of
from pipelines.lookups import fold, labels
from pipelines.normalise.amounts import tax_of, unit_of
from pipelines.normalise.tender import Tender
from pipelines.records import Column, RawTable

CUT = ("...", "…", "‥")
"""How a list ends what it has no room for."""
SERIES, KEYS_WITHIN = "numberSeries", "keysWithin"
_OF_THE_LIST = frozenset((SERIES, KEYS_WITHIN, "listYear", "numbersWithin", "numbersTwice"))
"""What a spider tells of a list as a whole: no row prints it."""


def listed(tender: Tender, meaning: str) -> str | None:
    """The text that the list printed under a label of a meaning; None if none, or a cut one."""
    for label, text in tender.hints.context.items():
        known = labels().meaning(fold(label))
        if known and known.name == meaning and text.strip() and not text.strip().endswith(CUT):
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


def with_row(table: RawTable, context: Mapping[str, str]) -> RawTable:
    """The page of one entry of a list, with what the list printed of it and the page doesn't.

    Only where the context has the key of an entry whose page is about it alone (``entryKey``), and
    the page one notice: 提出期限 and 発注機関 stand in the lists of efftis alone. What the page
    says itself goes first, by meaning.
    """
    if len(table.notices) != 1 or not any(_name(label) == "entryKey" for label in context):
        return table
    known = {column.meaning for column in table.columns if column.meaning}
    more = {
        label: text
        for label, text in context.items()
        if text.strip()
        and not text.strip().endswith(CUT)
        and _name(label) not in (None, *known, *_OF_THE_LIST)
    }
    columns = [_column(len(table.columns) + place, label) for place, label in enumerate(more)]
    raw = table.notices[0]
    rows = [[*row, *more.values()] for row in raw.rows]
    whole = msgspec.structs.replace(raw, rows=rows)
    return replace(table, columns=(*table.columns, *columns), notices=[whole])


def _name(label: str) -> str | None:
    meaning = meaning_of(label)
    return meaning.name if meaning else None


def _column(index: int, label: str) -> Column:
    meaning = meaning_of(label)
    name, category = (meaning.name, meaning.category) if meaning else (None, None)
    return Column(index, label, name, category, None, tax_of(label), unit_of(label), outside=True)
