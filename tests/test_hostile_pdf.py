"""Hostile PDF files cost only themselves: bounds of time and memory, and an issue."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from drawn_pdf import Drawing
from fuzz_pdf import mutated, seed_files
from hostile_pdf import (
    deep_states,
    form_in_itself,
    huge_image,
    many_lines,
    many_pages,
    pages_in_a_circle,
    wide_page,
)

from pipelines.errors import Unreadable
from pipelines.extract.ocr import scans
from pipelines.reading import read as read_here
from pipelines.records import Hints, Original, Reading
from pipelines.worker import Worker

FOUND = (128, 139, 255, 403, 433, 870, 886, 3995, 7752)
"""Numbers of mutated files that once ended the reader: halves of signs, places that are no
numbers, a header of a thousand spread letters, a stream that pdfplumber trips over."""

GOOD = Drawing().table((50, 200, 300), (100, 120, 140), [["件名", "落札者"], ["架空", "甲"]]).pdf()


def read(body: bytes, **limits: float) -> Reading:
    """The reading in a child process, which must read a good file afterwards too."""
    with Worker(**limits) as worker:  # type: ignore[arg-type]
        reading = worker.read(Original("file:///x.pdf", body, datetime.now(UTC), Hints()))
        good = worker.read(Original("file:///good.pdf", GOOD, datetime.now(UTC), Hints()))
    assert "readerCrashed" not in {issue.code for issue in good.issues}
    return reading


@pytest.mark.parametrize(
    ("make", "codes"),
    [
        (lambda: many_pages(100_000), {"tooLarge"}),
        (pages_in_a_circle, {"noTable", "damaged", "damagedPage"}),
        (form_in_itself, {"noTable"}),
        (lambda: many_lines(200_000), {"drawnPage", "noTable"}),
        (wide_page, {"noTable", "scansLeft"}),
        (lambda: deep_states(300_000), {"noTable"}),
        (lambda: huge_image(60_000), {"noTable", "needsOcr", "tooLarge", "damagedPage", "ocr"}),
    ],
    ids=["100,000 pages", "pages in a circle", "form in itself", "a map", "ten kilometres",
         "300,000 states", "an image of 10 GB"],
)  # fmt: skip
def test_a_hostile_file_costs_only_itself(make: Callable[[], bytes], codes: set[str]) -> None:
    start = time.monotonic()
    reading = read(make())
    assert not reading.notices
    assert {issue.code for issue in reading.issues} <= codes
    assert reading.issues
    assert time.monotonic() - start < 60


@pytest.mark.skipif(not seed_files(), reason="../shared/samples is missing")
@pytest.mark.parametrize("number", FOUND)
def test_what_the_fuzzer_found_is_answered(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no program reads pictures: what broke lies before that, which would take minutes."""
    monkeypatch.setattr(scans, "can_read", lambda: False)
    ((_, body),) = mutated(seed_files(), 1, number)
    with suppress(Unreadable):
        reading = read_here(Original("file:///x.pdf", body, datetime.now(UTC), Hints()))
        assert reading.notices or reading.issues


def test_a_file_that_takes_too_long_is_stopped() -> None:
    reading = read(many_lines(200_000), time_limit=0.05)
    assert [issue.code for issue in reading.issues] == ["readerTimeout"]
