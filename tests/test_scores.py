"""The reader held to what careful people read off invented layouts and off real files."""

from __future__ import annotations

import pytest
from layouts.layout import Maker
from reports import write_report
from scoreboard import (
    GOLDEN,
    MAKERS,
    NotHere,
    Score,
    goldens,
    load,
    pdf_goldens,
    score_golden,
    score_layout,
)

ASKED = 0.995
"""The share of fields that must be right."""

ASKED_OF_PDF = 0.98
ASKED_OF_PRICES_AND_DAYS = 0.99
DECISIVE = frozenset(
    [
        "plannedPrice", "floorPrice", "awardPrice", "contractPrice", "awardRate", "published",
        "deadline", "opened", "awarded", "signed", "schedule", "period", "buyer", "suppliers",
        "bids",
    ]
)  # fmt: skip
"""Prices, days, parties and bids."""


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_layout_gives_its_notices(make: Maker) -> None:
    try:
        layout = make()
    except NotHere as lacking:
        pytest.skip(f"needs {lacking}")
    score = score_layout(layout)
    assert score.found == score.expected, score.details()


def test_layouts_as_a_whole() -> None:
    made = []
    for make in MAKERS:
        try:
            made.append(score_layout(make()))
        except NotHere:
            continue
    _report("invented layouts: what the reader gives", made)


@pytest.mark.slow
@pytest.mark.skipif(not goldens(), reason="../shared/samples is missing")
def test_real_files_as_a_whole() -> None:
    scores = [score_golden(golden) for golden in goldens()]
    assert len(scores) == len(load(GOLDEN))
    _report("real files: what the reader gives", scores)


@pytest.mark.slow
@pytest.mark.skipif(not pdf_goldens(), reason="../shared/samples is missing")
def test_real_pdf_files_as_a_whole() -> None:
    scores = [score_golden(golden) for golden in pdf_goldens()]
    assert len(scores) == len(load(GOLDEN / "pdf"))
    _report("real PDF files: what the reader gives", scores, ASKED_OF_PDF)
    right = sum(_decisive(score.fields.right) for score in scores)
    wrong = sum(
        _decisive([one.field for one in (*score.fields.wrong, *score.fields.missing)])
        for score in scores
    )
    assert right >= (right + wrong) * ASKED_OF_PRICES_AND_DAYS
    assert not any(score.fields.invented for score in scores)


def _decisive(fields: list[str]) -> int:
    """How many of some fields are prices, days, parties or bids."""
    return sum(1 for field in fields if field.split(".")[0] in DECISIVE)


def _report(title: str, scores: list[Score], asked: float = ASKED) -> None:
    """A line a file in the report; the number of notices and the fields must hold."""
    right = sum(len(score.fields.right) for score in scores)
    total = sum(score.fields.total for score in scores)
    good = sum(score.is_right for score in scores)
    share = f"{right:,} of {total:,} fields ({right / total:.2%})"
    lines = [f"{good} of {len(scores)} files wholly right; {share}"]
    for score in sorted(scores, key=lambda score: (score.is_right, score.name)):
        lines.append(score.line())
        lines += ["      " + line for line in score.details()]
    write_report(title, lines)
    assert all(score.found == score.expected for score in scores)
    assert right >= total * asked
