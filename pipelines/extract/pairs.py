"""Labels beside their values in the rows of a form: ``件名 | 架空橋補修工事 | 入札日 | 6月6日``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.extract.grid import Grid
from pipelines.extract.headings import is_over_pairs
from pipelines.extract.labels import meaning_of
from pipelines.extract.lines import LONGEST_LABEL, label_meaning, lines_of
from pipelines.extract.words import is_footnote
from pipelines.lookups import fold

MOST_CELLS = 64
"""Filled cells of a row that are looked at: a form has some ten."""
# Labels that are printed as values too: 結果 | 落札, 入札方式 | 総合評価.
_ALSO_VALUES = frozenset(
    ("remark", "evaluation", "method", "workType", "quotedPrice", "ignored", "rank")
)
_GROUPS = ("results", "round")
_PARTIES = frozenset(("winner", "supplier", "bidder"))
_OF_PARTY = frozenset(("bidder", "bidderAddress", "corporateNumber", "supplierAddress"))
_NAME_OF_PARTY = frozenset(("名称", "氏名", "商号", "名前"))
_TAX = re.compile(
    r"\(?(?:消費税)?(?:税|込|抜|税込|税抜|税別)(?:込|抜|別)?(?:み|き)?(?:価格|額)?\)?"
)
_COUNT = re.compile(r"[(（]?(?:\d{1,3}|[①-⑳]|[ア-ン]|[一二三四五六七八九十])[)）.．、]?")
_TALLEST = 1000
"""Rows over which a label may be merged."""
_LABEL_LIKE = re.compile(r"[ぁ-んァ-ヶ一-鿿]")


@dataclass(slots=True)
class Pair:
    """A label and its value: ``labels`` as printed, outermost first, ``meaning`` of the path.

    ``row`` and ``column`` are the place of the value, ``label_column`` that of its label (-1 where
    both stand in one cell). ``more`` are further filled cells at the right of the value.
    """

    labels: tuple[str, ...]
    meaning: str | None
    text: str
    row: int
    column: int
    label_column: int
    more: list[tuple[int, str]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The label for comparing."""
        return fold(" ".join(self.labels)).rstrip(":")

    @property
    def whole(self) -> str:
        """The value with what stands in further cells: ``28,000,000 | 円``."""
        return " ".join([self.text, *(text.strip() for _, text in self.more)])


class Pairs:
    """The pairs of rows ``first`` to ``last`` of a grid, read row by row."""

    def __init__(self, grid: Grid, first: int, last: int) -> None:
        self.grid, self.first, self.last = grid, first, last
        self._groups, self._high = _merged_down(grid, first, last)
        self._label_columns = _label_columns(grid, first, last)

    def read(self) -> Iterator[Pair]:
        """Every pair in printed order, those without a value too."""
        above: Pair | None = None
        is_list = True  # the rows of a list may go on from above
        for row in range(self.first, self.last + 1):
            cells = [(c, text) for c, text in enumerate(self.grid.rows[row]) if text.strip()]
            if not cells or (above and self._goes_on(above, row, cells)):
                continue
            above = None
            pairs = self._row(row, cells[:MOST_CELLS])
            if pairs is None:
                is_list = True
                continue
            # Below a header stand rows of a list, up to the next that begins with a known label.
            is_list = is_list and not (pairs and pairs[0].meaning)
            if not is_list:
                yield from pairs
                above = pairs[0] if len(pairs) == 1 and pairs[0].label_column >= 0 else None

    def _goes_on(self, above: Pair, row: int, cells: list[tuple[int, str]]) -> bool:
        """Whether a row only has more text of the value above, which then takes it.

        ``工期 | 自 …`` over ``| 至 …``; in a text of one column, the line below a label alone.
        """
        column, text = cells[0]
        is_below = self.grid.width == 1 if not above.text else above.label_column != above.column
        if (
            len(cells) > 1
            or column != above.column
            or not is_below
            or above.more
            or row > above.row + above.text.count("\n") + 1
            or is_footnote(text)
            or label_meaning(text)
            or lines_of(text)
        ):
            return False
        if above.text:
            above.text += "\n" + text.strip()
        else:
            above.row, above.text = row, text
        return True

    def _row(self, row: int, cells: list[tuple[int, str]]) -> list[Pair] | None:
        """The pairs of a row: label, value, label, value …; None if it is a header of a list."""
        if self._is_header(row, cells):
            return None
        if len(cells) == 2 and is_over_pairs(cells[0][1], cells[1][1]):
            return []
        walk = _Walk(row, self._group(row, cells[0][0]))
        for place, (column, text) in enumerate(cells):
            following = cells[place + 1] if place + 1 < len(cells) else None
            if walk.label is None:
                walk.outside(column, text, self._is_label(row, column, text, following))
            else:
                is_high = (row, walk.label[0]) in self._high
                walk.after_label(column, text, self._names(row, column, text), is_high)
        walk.end()
        return None if walk.is_header else walk.pairs

    def _is_header(self, row: int, cells: list[tuple[int, str]]) -> bool:
        """Whether a row heads the columns of a list: labels only, or rounds beside a label."""
        if len(cells) < 3:
            return False
        if all((row, column) in self.grid.heads for column, _ in cells):
            return True
        found = [meaning_of(text) for _, text in cells[:MOST_CELLS] if len(text) <= LONGEST_LABEL]
        names = [meaning.name for meaning in found if meaning]
        is_round = any(name in _GROUPS for name in names) and len(names) > 1
        return is_round or (len(cells) > 3 and len(names) == len(cells))

    def _is_label(
        self, row: int, column: int, text: str, following: tuple[int, str] | None
    ) -> bool:
        """Whether a cell is a label: a known one, or an unknown one where others stand."""
        meaning = label_meaning(text)
        stands = column in self._label_columns or (row, column) in self.grid.heads
        if meaning:
            # 架空建設 | 9,200,000 | 落札 ends with no label
            return following is not None or stands or meaning not in _ALSO_VALUES
        if following is None or len(text) > LONGEST_LABEL or not _LABEL_LIKE.search(text):
            return False
        if label_meaning(following[1]) and self._names(row, *following) is not None:
            return False  # what stands before a label heads a group or counts
        return stands

    def _names(self, row: int, column: int, text: str) -> bool | None:
        """Whether a cell where a value is due is a label: True in a column of labels.

        None if it is a value, False for a label with no column of its own: then the row is a
        header. ``結果 | 落札`` is a label with its value, though 落札 is a label elsewhere.
        """
        meaning = label_meaning(text)
        if meaning is None:
            return None
        if column in self._label_columns or (row, column) in self.grid.heads:
            return True
        return None if meaning in _ALSO_VALUES else False

    def _group(self, row: int, first: int) -> str | None:
        """The label that is merged down over the row from above, left of the row's own cells."""
        column, text = self._groups.get(row, (first, ""))
        is_label = len(text) <= LONGEST_LABEL and not _COUNT.fullmatch(fold(text))
        return text if column < first and is_label else None


class _Walk:
    """Goes along one row, from label to value to label."""

    def __init__(self, row: int, group: str | None) -> None:
        self.row, self.group = row, group
        self.pairs: list[Pair] = []
        self.is_header = False
        self.label: tuple[int, str] | None = None

    def outside(self, column: int, text: str, is_label: bool) -> None:
        """A cell where a label is due: a label, a text with both, or more of the value before."""
        if is_label or (self.group and self.pairs and is_part(self.group, text)):
            self.label = column, text
        elif lines := lines_of(text):
            self.pairs.extend(
                Pair((label,), label_meaning(label), value, self.row, column, -1)
                for label, value in lines
            )
        elif self.pairs and self.pairs[-1].label_column >= 0:
            self.pairs[-1].more.append((column, text))
        elif len(text) <= LONGEST_LABEL and not _COUNT.fullmatch(fold(text)):
            self.group = text

    def after_label(self, column: int, text: str, names: bool | None, is_high: bool) -> None:
        """A cell after a label: its value, or the next label."""
        assert self.label
        group = self.label[1]
        if is_part(group, text) or (is_high and meaning_of(text, (_bare(group),))):
            self.group, self.label = group, (column, text)
        elif names is None:
            self._pair(column, text)
        else:
            self.is_header = self.is_header or not names
            self._pair(self.label[0], "")
            self.label = column, text

    def end(self) -> None:
        """A label at the end of a row has no value."""
        if self.label:
            self._pair(self.label[0], "")

    def _pair(self, column: int, text: str) -> None:
        assert self.label
        label = _bare(self.label[1])
        meaning = label_meaning(label)
        labels: tuple[str, ...] = (label,)
        if self.group:
            group = _bare(self.group)
            labels = group, label
            under = meaning_of(group + label) if meaning is None else None
            grouped = label_meaning(label, (group,)) or (under.name if under else None)
            meaning = grouped or meaning
        self.pairs.append(Pair(labels, meaning, text, self.row, column, self.label[0]))
        self.label = None


@lru_cache(maxsize=4096)
def is_part(group: str, text: str) -> bool:
    """Whether a label says only which part of another's value follows it.

    ``契約の相手方 | 住所``, ``落札者 | 氏名``, ``予定価格 | （税抜）``.
    """
    if len(text) > LONGEST_LABEL or label_meaning(group) is None:
        return False
    if _TAX.fullmatch(fold(text)):
        return True
    known = label_meaning(text)
    return label_meaning(group) in _PARTIES and (
        known in _OF_PARTY or (known is None and fold(text) in _NAME_OF_PARTY)
    )


def _bare(label: str) -> str:
    """A label on one line, without the colon behind it."""
    return "".join(label.splitlines()).strip().rstrip("：:").strip()


def _label_columns(grid: Grid, first: int, last: int) -> frozenset[int]:
    """The columns in which labels stand: at least half of their texts are known ones."""
    known: Counter[int] = Counter()
    filled: Counter[int] = Counter()
    for row in grid.rows[first : last + 1]:
        for column, text in enumerate(row):
            if text and not _COUNT.fullmatch(fold(text)):
                filled[column] += 1
                known[column] += label_meaning(text) is not None
    return frozenset(c for c, count in known.items() if count > 1 and count * 2 >= filled[c])


def _merged_down(
    grid: Grid, first: int, last: int
) -> tuple[dict[int, tuple[int, str]], set[tuple[int, int]]]:
    """The leftmost cell that is merged down over each row, and the places of all such cells."""
    over: dict[int, tuple[int, str]] = {}
    high: set[tuple[int, int]] = set()
    for (top, left), (bottom, _) in grid.merges_from(max(0, first - _TALLEST), last):
        is_inside = top < len(grid.rows) and left < grid.width
        text = grid.rows[top][left] if is_inside else ""
        if bottom > top and bottom >= first and text.strip():
            high.add((top, left))
            for row in range(max(top + 1, first), min(bottom, last) + 1):
                if row not in over or left < over[row][0]:
                    over[row] = left, text
    return over, high
