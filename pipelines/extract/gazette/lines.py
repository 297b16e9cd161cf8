"""The lines of the gazette: closed up where they are spread, and which of them are full."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipelines.extract.line import GAP, Line
from pipelines.extract.prose.layout import ends_sentence

_NEAR = 1.6
"""Letters: a line that ends as near as this to the right edge of its column has no room left."""
_SPREAD = 6
"""Letters of a line that stand apart from each other: fewer may be words of one letter."""


def closed(text: str) -> str:
    """A line without the gaps between its letters, if it is spread to fill its column.

    ``④ 一 般 ⑥ 架 空 電 算 ㈱　東 京 都`` → ``④一般⑥架空電算㈱　東京都``: the most common gap goes,
    a wider one parts words. A line of words (``架空　太郎``) stays as it is.
    """
    words = re.split(f"[ {GAP}]", text)
    single = sum(1 for word in words if len(word) == 1)
    if single < _SPREAD or single * 3 < len(words) * 2:
        return text
    gap = max(" ", GAP, key=text.count)
    wide = r"[^\x00-\xff]|-"  # between two numbers (7. 4. 1) it stays
    return re.sub(rf"(?<={wide}){gap}(?=\S)|(?<=\S){gap}(?={wide})", "", text)


def filled(lines: Iterable[Line]) -> frozenset[int]:
    """The lines that reach the right edge of their column: the gazette fills its lines.

    The edge of a column is where most of its lines end.
    """
    columns: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        if line.box:
            columns.setdefault((line.box.page, round(line.box.left - line.indent)), []).append(line)
    found: set[int] = set()
    for column in columns.values():
        ends = Counter(round(line.box.right) for line in column if line.box)
        edge, count = ends.most_common(1)[0]
        for line in column if count > 2 else ():
            if line.box and line.box.right >= edge - _NEAR * line.size:
                found |= set() if ends_sentence(line.text) else {id(line)}
    return frozenset(found)
