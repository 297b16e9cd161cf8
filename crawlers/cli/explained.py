"""One notice of a file with all that led to it, in words for people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from crawlers.cli.messages import language, say
from crawlers.cli.screen import with_era
from pipelines.cells import cell_name
from pipelines.extract.grid import Grid
from pipelines.extract.pdf.picture import Picture
from pipelines.lookups import load
from pipelines.normalise.origins import Origin
from pipelines.places import stands
from pipelines.records import Column, Notice, RawNotice, RawTable, printed

# Keys of the record that are no value of the notice.
_ABOUT = ("raw", "at", "issues")


@dataclass(frozen=True)
class Explained:
    """One notice of a file with all that led to it.

    ``grid`` is the sheet or table that it stands in; None where it could not be told which.
    ``ground`` is the label or title that shows its stage, "" where the source or nothing does;
    ``pictures`` are the pages of a PDF on which its texts stand.
    """

    name: str
    table: RawTable
    raw: RawNotice
    notice: Notice
    number: int
    total: int
    tables: int
    grid: Grid | None
    texts: list[Origin]
    ground: str
    pictures: tuple[Picture, ...] = ()

    @property
    def values(self) -> list[tuple[str, str, list[Origin]]]:
        """Each key of the record with its value for people, and the cells that may have given it.

        A cell counts for its first key; for another one only where no cell has that first.
        """
        record: dict[str, Any] = json.loads(printed(self.notice))
        found = []
        for key, value in record.items():
            if key not in _ABOUT:
                first = [text for text in self.texts if text.keys[:1] == (key,)]
                cells = first or [text for text in self.texts if key in text.keys]
                found.append((key, shown(value), cells))
        return found

    def without_cell(self, key: str) -> str:
        """What a value comes from that no cell gave."""
        told = self.ground if key == "stage" else ""
        return say("explain.ground", ground=told) if told else say("explain.no_cell")

    def is_in_grid(self, text: Origin) -> bool:
        """Whether a text stands in the grid: not before it on its page, nor in another sheet."""
        return self.grid is not None and stands(text, self.grid)

    def summary(self) -> str:
        """One sentence: which notice of which table this is."""
        at = self.notice.at
        return say(
            "explain.chosen",
            name=self.name,
            number=self.number,
            total=self.total,
            tables=self.tables,
            sheet=self.table.sheet or "–",
            table=self.table.number,
            rows=f"{at.rows[0]}–{at.rows[1]}" if at and at.rows else "–",
        )


def shown(value: Any) -> str:
    """A value of the record for people: amounts with separators, days in both calendars."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {shown(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "\n".join(shown(one) for one in value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:,}"
    text = str(value)
    return with_era(text) if len(text) == 10 and text[4:5] == "-" and text[:4].isdigit() else text


def field_name(key: str) -> str:
    """A key of the record in the chosen language: ``signed`` → 契約日."""
    english, japanese = load("record.yml")["notice"].get(key, (key, key))
    return str(japanese if language() == "ja" else english)


def place(text: Origin) -> str:
    """Where a text stands: ``工事!C7``, a page, or a word for what stands before a table."""
    if text.box:
        return say("explain.on_page", page=text.box.page)
    if text.row < 0:
        return say("explain.before")
    return cell_name(text.sheet, text.row, text.column)


def besides(column: Column) -> str:
    """What a label says besides its meaning: round, tax, unit, category."""
    said = (
        say("explain.round", round=column.round) if column.round else None,
        column.tax,
        say("explain.unit", unit=column.unit) if column.unit else None,
        column.category,
    )
    return ", ".join(filter(None, said))
