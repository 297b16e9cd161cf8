"""What the rows of one tender print: the text of a meaning, and issues where they disagree."""

from __future__ import annotations

from msgspec.structs import replace

from pipelines.cells import cell_name
from pipelines.lookups import fold
from pipelines.normalise.amounts import denoise, parse_price
from pipelines.normalise.bids import unclear
from pipelines.normalise.dates import parse_day
from pipelines.normalise.outcome_words import is_nothing
from pipelines.normalise.plan import Plan
from pipelines.records import Column, Hints, Issue, RawNotice


class Tender:
    """One raw notice with the plan of its table; ``issues`` are gathered while it is read."""

    __slots__ = ("_texts", "hints", "issues", "plan", "raw", "sheet")

    def __init__(self, plan: Plan, raw: RawNotice, hints: Hints) -> None:
        self.plan, self.raw, self.hints = plan, raw, hints
        self.sheet = plan.table.sheet
        self.issues: list[Issue] = []
        self._texts = list(zip(*raw.rows, strict=True))  # by column

    def row(self, place: int) -> Tender:
        """One row of the tender as one of its own; what is unclear in it is told with this."""
        raw = replace(
            self.raw, rows=[self.raw.rows[place]], numbers=[self.raw.numbers[place]], elsewhere={}
        )
        found = Tender(self.plan, raw, self.hints)
        found.issues = self.issues
        return found

    def text(self, meaning: str) -> str | None:
        """What the rows print under a meaning; None if nothing, or if they disagree."""
        return self.found(meaning)[1] if meaning in self.plan.by_meaning else None

    def found(self, meaning: str) -> tuple[Column | None, str | None]:
        """The column of a meaning and its text; of several columns that disagree, nothing."""
        columns = self.plan.by_meaning.get(meaning)
        if not columns:
            return None, None
        if len(columns) == 1:
            return columns[0], self.of(columns[0])
        texts = {column: text for column in columns if (text := self.of(column))}
        texts = {c: text for c, text in texts.items() if not is_nothing(text)} or texts
        if texts and not _same(list(texts.values())):
            self.note("labelTwice", columns[1], " | ".join(texts.values()))
            return None, None
        return next(iter(texts.items()), (None, None))

    def of(self, column: Column) -> str | None:
        """What the rows print in a column; rows that disagree are an issue."""
        texts = self._texts[column.index]
        if texts.count(texts[0]) < len(texts):
            return self._agreed(column)
        return texts[0].strip() or None

    def note(self, code: str, column: Column, text: str) -> None:
        """Keep an issue of this notice, with the cell of its first row."""
        self.issues.append(unclear(code, text, column, self.sheet, self.raw.numbers[0]))

    def sheet_of(self, place: int) -> str | None:
        """The sheet in which one of the rows stands."""
        return self.raw.elsewhere.get(place, self.sheet)

    def texts(self, meaning: str) -> list[str]:
        """All that the rows print under a meaning, in order, empty cells left out."""
        columns = self.plan.by_meaning.get(meaning, ())
        return [text for row in self.raw.rows for c in columns if (text := row[c.index].strip())]

    def raw_text(self) -> dict[str, str]:
        """Every label with its text as printed; where the rows differ, a line a row."""
        columns = self._texts
        if self.raw.printed:
            rows = [list(row) for row in self.raw.rows]
            for (place, index), text in self.raw.printed.items():
                rows[place][index] = text
            columns = list(zip(*rows, strict=True))
        found: dict[str, str] = {}
        for label, texts in zip(self.plan.labels, columns, strict=True):
            if texts.count(texts[0]) == len(texts):
                if texts[0]:
                    found[label] = texts[0]
            else:
                found[label] = "\n".join(texts)
        return found

    def check_labels(self) -> None:
        """Labels that nobody knows, and text under no label, are kept in ``raw`` and reported."""
        for column in self.plan.table.columns:
            if column.meaning is None:
                for place, row in enumerate(self.raw.rows):
                    if text := row[column.index].strip():
                        number = self.raw.numbers[place]
                        code = "unknownLabel" if column.label else "cellWithoutLabel"
                        sheet = self.sheet_of(place)
                        self.issues.append(unclear(code, text, column, sheet, number))
                        break

    def check_form(self) -> None:
        """A cell that isn't written as the publisher's specification says is reported."""
        form = self.plan.table.form
        row = self.raw.rows[0]
        for place in form.misfits(row) if form else ():
            self.note("cellMisfit", self.plan.table.columns[place], row[place])

    def check_place(self) -> None:
        """A tender whose rows stand in several sheets says in which others."""
        for place, sheet in self.raw.elsewhere.items():
            cell = cell_name(sheet, self.raw.numbers[place] - 1, 0)
            self.issues.append(Issue(code="severalSheets", text=sheet, cell=cell))
            break

    def _agreed(self, column: Column) -> str | None:
        """The one text of rows that are partly empty, or spell the same in different ways.

        A dash beside the losers of a tender prints nothing: it contradicts no price.
        """
        printed = [text for row in self.raw.rows if (text := row[column.index].strip())]
        filled = [text for text in printed if not is_nothing(text)] or printed
        if filled and _same(filled):
            return filled[0]
        if filled:
            self.note("valuesDiffer", column, " | ".join(dict.fromkeys(filled)))
        return None


def _same(texts: list[str]) -> bool:
    """Whether texts say the same: but for width, gaps and noise; one day; or one amount.

    A clerk's copies of one row may hold a date cell, its serial and its text.
    """
    if len({denoise(fold(text)) for text in texts}) == 1:
        return True
    days = {day.value if (day := parse_day(text)) else None for text in texts}
    amounts = {parse_price(text).amount for text in texts}
    return any(len(found) == 1 and None not in found for found in (days, amounts))
