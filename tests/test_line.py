"""The box around printed lines."""

from __future__ import annotations

from pipelines.extract.line import Line, around
from pipelines.records import Box


def test_the_box_around_lines_of_a_scan_keeps_the_lowest_confidence() -> None:
    read = [
        Line("落札金額", Box(1, 50, 100, 90, 110, 0.99)),
        Line("一、二三四円", Box(1, 40, 112, 120, 124, 0.61)),
        Line("次の頁", Box(2, 0, 0, 500, 10, 0.2)),
    ]
    assert around(read) == Box(1, 40, 100, 120, 124, 0.61)


def test_lines_without_pages_have_no_box() -> None:
    assert around([Line("落札金額")]) is None
