"""A PDF of scanned pages: notices with every value flagged, whatever the limits of the reader."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from drawn_scans import DPI, lines, scanned, table
from PIL import Image

from pipelines.extract.ocr import engine, scans
from pipelines.reading import read
from pipelines.records import Hints, Original
from pipelines.worker import Worker

ROWS = [
    ["番号", "件名", "予定価格（円）", "落札金額（円）", "落札率", "落札者"],
    ["1", "架空橋補修工事", "19,034,063", "17,285,760", "90.8%", "（株）甲野建設"],
    ["2", "公園樹木剪定業務", "4,820,000", "4,800,000", "85.1%", "乙川造園（有）"],
]
WIDTHS = [90, 370, 250, 250, 120, 260]


def pdf(*pages: Image.Image) -> Original:
    file = io.BytesIO()
    first, *others = pages
    first.save(file, "PDF", resolution=DPI, save_all=True, append_images=others)
    when = datetime(2026, 11, 25, tzinfo=UTC)
    return Original("file:///a.pdf", file.getvalue(), when, Hints(name="a.pdf"))


@pytest.mark.skipif(not engine.has_rapid(), reason="the extra ocr isn't installed")
def test_a_scanned_list_is_read_within_the_limits_of_the_reader() -> None:
    with Worker() as worker:
        reading = worker.read(pdf(scanned(table(ROWS, WIDTHS), tilt=1.0)))
    first, second = reading.notices
    assert first.planned_price
    assert first.award_price
    assert (first.planned_price.amount, first.award_price.amount) == (19_034_063, 17_285_760)
    assert first.at
    assert first.at.page == 1
    flagged = {issue.label for issue in first.issues if issue.code == "ocr"}
    assert flagged == set(first.raw)
    assert all(issue.code == "ocr" for issue in first.issues)
    # 4,800,000 of 4,820,000 isn't 85.1 %: one of the three is misread, or misprinted.
    assert [issue.label for issue in second.issues if issue.code == "ocrMismatch"] == ["awardRate"]


def test_without_a_reader_of_pictures_the_pages_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scans, "can_read", lambda: False)
    reading = read(pdf(lines(["公告"]), lines(["公告"])))
    told = [(one.code, one.label, one.text) for one in reading.issues]
    assert ("needsOcr", "p1-2", "2") in told
