"""The rows under one header, sorted into notices, notes and what is left out."""

from __future__ import annotations

import re
from operator import itemgetter

from pipelines.cells import cell_name
from pipelines.extract import continued, words
from pipelines.extract.grid import Grid
from pipelines.extract.groups import Groups, is_marked
from pipelines.extract.header import TITLES, Header, find_header, names_notices
from pipelines.extract.marks import Marks
from pipelines.extract.tenders import Key, Tenders
from pipelines.extract.wide import groups_of
from pipelines.lookups import fold, labels
from pipelines.normalise.dates import parse_day
from pipelines.records import Fact, Issue, RawNotice

# What tells one tender from another where its bidders stand a row each: the ministry's form
# repeats office, name and day on every row. A published number tells more, where there is one.
_TENDER = ("number", "office", *TITLES)
_DAY = ("opened",)
_SAYS_NO_TITLE = re.compile(r"(?:\d+件)?")  # beside 小計: how many


class Rows:
    """Reads the rows under a header into ``notices``, ``captions``, ``issues`` and ``empty``.

    ``facts`` are what the rows that head a group say of each notice, in the order of notices.

    ``captions`` begins with the texts above the header; notes among the rows join them.
    """

    def __init__(
        self,
        grid: Grid,
        header: Header,
        tenders: Tenders,
        captions: list[str],
        marks: Marks,
    ) -> None:
        self.grid, self.header, self.captions = grid, header, captions
        self.notices: list[RawNotice] = []
        self.issues: list[Issue] = []
        self.facts: list[tuple[Fact, ...]] = []
        self.empty = False
        self._groups = Groups()
        self._by_key = tenders.of(header.columns)
        self._title = _places(header, TITLES)[0]
        self._texts = _places(header, _TENDER)
        self._days = _places(header, _DAY)
        self._bidder = next(iter(_places(header, ("bidder",))), None)
        self._round = next(iter(_places(header, ("roundNumber",))), None)
        # All bidders stand in the one row: the next row is another tender, however alike.
        self._is_wide = self._round is None and bool(groups_of(header.columns))
        self._folded: dict[str, str] = {}
        self._cells = itemgetter(*self._texts, *self._days)
        self._keys: dict[str | tuple[str, ...], Key] = {}  # by those cells: bidders repeat them
        self._last: RawNotice | None = None
        self._above: list[str] = []
        self._lengths = grid.lengths or []
        labelled = max(column.index for column in header.columns if column.label) + 1
        printed = self._lengths[header.first : header.last + 1]
        self._width = max([labelled, *printed]) if printed else grid.width
        self._dittos, self._merged = marks.dittos, marks.merged

    def read(self) -> Header | None:
        """Sort all rows; gives the next header if another table follows in the grid."""
        merged = self._merged
        title = self._title
        for number in range(self.header.last + 1, len(self.grid.rows)):
            row = self.grid.rows[number]
            if number in merged:
                row = [text or merged[number].get(place, "") for place, text in enumerate(row)]
            if self._lengths and self._lengths[number] > self._width and self._wider(row, number):
                continue
            printed: dict[int, str] = {}
            if self._dittos:
                row, printed = words.without_dittos(row, self._above)
            if self._bidder is None and title in merged.get(number, ()) and self._last:
                self._one_more(self._last, row, number, printed)
                continue
            if row[title]:
                known = self._by_key.get(self._key(row)) if self._bidder is not None else None
                if known and self._goes_on(*known, row):
                    self._add(*known, row, number, printed)
                    continue
            following = self._sort(row, number, printed)
            if following:
                return following
        return None

    @property
    def last(self) -> int:
        """The row (from 0) of the last notice, that of the header where there is none."""
        return self._last.numbers[-1] - 1 if self._last else self.header.last

    @property
    def nothing(self) -> bool:
        """Whether no row belonged to a tender, of this table or of an earlier one."""
        return self._last is None

    def _sort(self, row: list[str], number: int, printed: dict[int, str]) -> Header | None:
        """Any row that isn't plainly one more bidder; gives the header if the row begins one."""
        title = self._fold(row[self._title]).strip("-‐－―ー")
        bidder = self._fold(row[self._bidder]) if self._bidder is not None else ""
        known = labels().exact
        if not any(row):
            return None
        if title in known or bidder in known or not (title or bidder):
            if self._says_otherwise(number) and names_notices(row):
                return find_header(self.grid, number)
            if self._is_header_again(number):
                return None
            if names_notices(row):
                return find_header(self.grid, number)
        filled = [place for place, cell in enumerate(row) if cell and not cell.isspace()]
        first = row[filled[0]] if filled else ""
        if (
            words.is_total(first)
            or words.is_example(first)
            or words.says_blank_below([row[place] for place in filled[:2]])
            or (_SAYS_NO_TITLE.fullmatch(title) and _sums(row))
        ):
            return None
        if len(first) < 4 and words.is_column_numbers(row):
            return None
        goes_on = (
            len(filled) <= continued.MOST
            and self._bidder is None
            and continued.runs_on(self.header.columns, row, self._last, number)
        )
        is_group = len(filled) == 1 and not (goes_on and not is_marked(first))
        if is_group and self._groups.begins(first, number, filled[0]):
            return None
        if not (title or bidder) and self._is_round(row):
            self._continued(row, number, printed)
        elif goes_on and self._last:
            continued.join(self._last, row)
            self._last.numbers.append(number + 1)
        elif not (title or bidder) or self._is_note(row):
            self._outside(row, number)
        elif title:
            self._tender(row, number, printed)
        else:
            self._continued(row, number, printed)
        return None

    def _is_round(self, row: list[str]) -> bool:
        """Whether a row with neither title nor bidder is one more round of the bidder above."""
        return self._round is not None and bool(row[self._round].strip()) and bool(self._last)

    def _says_otherwise(self, number: int) -> bool:
        """Whether a line since the last notice gives a unit or a tax basis: another list begins.

        ``業務（単位：千円）`` over the same header again: its prices are other ones.
        """
        between = self.grid.rows[self.last + 1 : number]
        lines = ([cell for cell in row if cell.strip()] for row in between)
        return any(
            len(line) == 1 and not words.is_footnote(line[0]) and words.says_how(line[0])
            for line in lines
        )

    def _is_header_again(self, number: int) -> bool:
        """Whether a row of the header comes again, as on each page of a printed list."""
        row = self.grid.rows[number]
        if tuple(self._fold(cell) for cell in row) not in self.header.rows:
            return False
        if any(row) and row[self._title].strip():
            self._note("headerTwice", number, self._title)
        return any(row)

    def _wider(self, row: list[str], number: int) -> bool:
        """Whether a row of a delimited text has more cells than its header, empty ones left out.

        Then a comma too much may have shifted any of them: none is believed.
        """
        if not any(cell.strip() for cell in row[self._width :]):
            return False
        self._note("rowWider", number, self._width, shown(row))
        return True

    def _is_note(self, row: list[str]) -> bool:
        """Whether a row with text under a label is a footnote, or words across the table.

        A bidder may stand alone in its row, a title may not: a tender has a day or a price.
        """
        filled = [cell for cell in row if cell.strip()]
        alone = len(filled) == 1 and filled[0] == row[self._title]
        return alone or (len(filled) <= 2 and words.is_footnote(filled[0]))

    def _tender(self, row: list[str], number: int, printed: dict[int, str]) -> None:
        """A row with a title that isn't known yet: a new tender, or one whose day stands above."""
        if self._title in printed and row[self._title] == printed[self._title]:
            self._note("rowUnclear", number, self._title, shown(row))
            return
        key = self._key(row)
        last = self._last
        if self._bidder is not None and last and not all(key) and self._continues(last, key):
            self._extend(last, row, number, printed)
            return
        if not self._tells_tender(row, key):
            self._note("rowUnclear", number, self._title, shown(row))
            return
        notice = RawNotice([], [])
        self._by_key[key] = notice, self.grid
        self.notices.append(notice)
        self.facts.append(self._groups.now())
        self._extend(notice, row, number, printed)

    def _tells_tender(self, row: list[str], key: Key) -> bool:
        """Whether more than a title tells of a tender: an office, a day, or a bidder.

        ``４月　計`` in the title's column with nothing but sums beside it is no tender.
        """
        if self._bidder is None or row[self._bidder].strip() or len(key) == 1:
            return True
        places = (*self._texts, *self._days)
        return any(text for place, text in zip(places, key, strict=True) if place != self._title)

    def _continued(self, row: list[str], number: int, printed: dict[int, str]) -> None:
        """A row with a bidder and no title: one more bidder of the tender above."""
        key = self._key(row)
        if self._last is None or not self._continues(self._last, key):
            self._note("rowUnclear", number, self._title, shown(row))
            return
        self._extend(self._last, row, number, printed)

    def _continues(self, last: RawNotice, key: Key) -> bool:
        """Whether a row says nothing else of its tender than the one above."""
        above = self._key(last.rows[0])
        return all(not text or text == before for text, before in zip(key, above, strict=True))

    def _goes_on(self, notice: RawNotice, home: Grid, row: list[str]) -> bool:
        """Whether a row with the key of a known tender is of that one, or repeats it."""
        return not self._is_wide or (home is not self.grid and row in notice.rows)

    def _add(
        self, notice: RawNotice, home: Grid, row: list[str], number: int, printed: dict[int, str]
    ) -> None:
        """One more row of a known tender.

        A sheet that repeats a row of another one (a month's list and the year's) prints the bid
        again: it was made once.
        """
        if home is not self.grid:
            if row in notice.rows:
                self._note("rowTwice", number, self._title, row[self._title])
                return
            notice.elsewhere[len(notice.rows)] = self.grid.name or ""
        self._extend(notice, row, number, printed)

    def _extend(
        self, notice: RawNotice, row: list[str], number: int, printed: dict[int, str]
    ) -> None:
        del notice.numbers[len(notice.rows) :]
        for column, text in printed.items():
            notice.printed[len(notice.rows), column] = text
        notice.rows.append(row)
        notice.numbers.append(number + 1)
        self._last, self._above = notice, row

    def _one_more(
        self, last: RawNotice, row: list[str], number: int, printed: dict[int, str]
    ) -> None:
        """A row over which the title above is merged: more of the same tender, or nothing new."""
        if row == last.rows[-1]:
            last.numbers.append(number + 1)
        else:
            self._extend(last, row, number, printed)

    def _outside(self, row: list[str], number: int) -> None:
        """A row of no tender: a note, the word that there is nothing, or something unclear."""
        filled = [cell for cell in row if cell.strip()]
        if words.says_empty(row):
            self.empty = True
        elif not filled:
            return
        elif len(filled) <= 2 and (words.is_footnote(filled[0]) or not row[self._title].strip()):
            self.captions.append(shown(row))
        else:
            self._note("rowUnclear", number, 0, shown(row))

    def _note(self, code: str, row: int, column: int, text: str | None = None) -> None:
        cell = cell_name(self.grid.name, row, column)
        self.issues.append(Issue(code=code, text=text, cell=cell))

    def _key(self, row: list[str]) -> Key:
        """What tells the tender of a row from others; a day in whatever spelling is that day."""
        cells = self._cells(row)
        key = self._keys.get(cells)
        if key is None:
            texts = [self._fold(row[place]) for place in self._texts]
            days = [self._day(row[place]) for place in self._days]
            key = self._keys[cells] = (*texts, *days)
        return key

    def _day(self, text: str) -> str:
        parsed = parse_day(text)
        return (parsed and parsed.value) or self._fold(text)

    def _fold(self, text: str) -> str:
        folded = self._folded.get(text)
        if folded is None:
            folded = self._folded[text] = fold(text)
        return folded


def shown(row: list[str]) -> str:
    """A row in a message: its filled cells."""
    return " ".join(cell.strip() for cell in row if cell.strip())[:500]


def _sums(row: list[str]) -> bool:
    """Whether a row with no title sums up others: 合計 stands anywhere before the figure."""
    return any(words.is_total(cell) for cell in row if cell)


def _places(header: Header, meanings: tuple[str, ...]) -> list[int]:
    return [column.index for column in header.columns if column.meaning in meanings]
