"""Which issue of the gazette a document is, and where in it a notice stands: its key.

The gazette numbers its issues and its pages, not its notices. Where a notice stands is the same in
the whole issue and in a file of one page, and no better reader moves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.extract.line import Line
from pipelines.lookups import fold
from pipelines.records import Fact

_HEAD = re.compile(
    r"(\d*)((?:令和|平成)(?:\d{1,2}|元)年\d{1,2}月\d{1,2}日)(?:.曜日)?(?:官報)?"
    r"\(?号外政府調達第(\d+)号\)?(?:官報)?(\d*)"
)
"""The head of a page: ``37令和7年7月14日月曜日官報(号外政府調達第129号)``, or the page last."""


@dataclass(frozen=True, slots=True)
class Issue:
    """``day`` and ``number`` as printed; ``shift``: pages of the issue before those of the file."""

    day: str
    number: str
    shift: int
    head: Line

    def key(self, line: Line) -> Fact | None:
        """The key of the notice that a line begins; the head of the page is what is printed of it.

        ``令和7年7月14日 政府調達第129号 37頁 左412 上207``, in points.
        """
        if line.box is None:
            return None
        place = f"{line.box.page + self.shift}頁 左{line.box.left:.0f} 上{line.box.top:.0f}"
        text = f"{self.day} 政府調達第{self.number}号 {place}"
        return Fact("", text, 0, 0, self.head.box, "key", self.head.text)


def issue_of(lines: Iterable[Line]) -> Issue | None:
    """The issue that the heads of its pages name; None where none of them prints its page."""
    for line in lines:
        found = _HEAD.fullmatch(fold(line.text))
        if found and line.box and (page := found[1] or found[4]):
            return Issue(found[2], found[3], int(page) - line.box.page, line)
    return None
