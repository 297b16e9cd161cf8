"""Speed of the parsers of single texts, against the plain way: NFKC and one regular expression.

Every text is read anew: what the parsers remember of texts that they have seen is left out, though
real lists repeat most of theirs. The texts are real cells, in printed order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

import dateparser
import pytest
from sample_cells import SAMPLES, cells
from spellings import amounts, dates, names
from test_speed import timed, told

from pipelines.normalise.amounts import parse_amount
from pipelines.normalise.dates import parse_date
from pipelines.normalise.names import parse_organisation

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not SAMPLES.exists(), reason="../shared/samples is missing"),
]

TEXTS = 20_000
PAIRS = 5
DAY = re.compile(r"(令和|平成|昭和)?(元|\d{1,4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})日?")
MONEY = re.compile(r"([-△▲]?)\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*(億|百万|万|千)?円?")
FORM = r"株式会社|有限会社|合同会社|\(株\)|\(有\)"
FIRM = re.compile(rf"({FORM})?\s*([^\s()]+)\s*({FORM})?")


def uncached(parse: Callable[..., object]) -> Callable[..., object]:
    """The parser without what it remembers."""
    return getattr(parse, "__wrapped__", parse)


def compare(name: str, parse: Any, plain: re.Pattern[str], texts: list[str], asked: str) -> None:
    """Print how long a parser takes over texts, in times of the plain way."""
    read = uncached(parse)
    empty: dict[str, object] = {}

    def ours() -> None:
        for text in texts:
            read(text, empty)

    def bare() -> None:
        for text in texts:
            plain.search(unicodedata.normalize("NFKC", text))

    ours()
    pairs = [(timed(ours), timed(bare)) for _ in range(PAIRS)]
    told(f"{name} ({len(texts):,} texts)", [a for a, _ in pairs], [b for _, b in pairs], asked)


def under(kind: str) -> list[str]:
    """Real cells under a date or an amount, and of each distinct text no more than ten."""
    seen: dict[str, int] = {}
    found: list[str] = []
    for cell in cells():
        if cell.kind == kind and seen.setdefault(cell.text, 0) < 10:
            seen[cell.text] += 1
            found.append(cell.text)
    return found[:TEXTS]


def firms() -> list[str]:
    """Real names of bidders and suppliers."""
    heading = re.compile(r"業者名|商号|落札者|相手方")
    named = (cell.text for cell in cells() if heading.search(cell.heading))
    return list(islice(dict.fromkeys(named), TEXTS))


def spelled(rows: Iterable[Any]) -> list[str]:
    return [row.text for row in rows] * 20


def test_dates() -> None:
    compare("dates, real cells", parse_date, DAY, under("date"), "at most 4")
    compare("dates, every spelling", parse_date, DAY, spelled(dates.ROWS), "at most 4")


def test_amounts() -> None:
    compare("amounts, real cells", parse_amount, MONEY, under("amount"), "at most 4")
    compare("amounts, every spelling", parse_amount, MONEY, spelled(amounts.ROWS), "at most 4")


def test_names() -> None:
    compare("names, real cells", parse_organisation, FIRM, firms(), "at most 10")
    compare("names, every spelling", parse_organisation, FIRM, spelled(names.ROWS), "at most 10")


def test_dates_against_dateparser() -> None:
    texts = [row.text for row in dates.ROWS][:80] + under("date")[:80]
    read = uncached(parse_date)
    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True}

    def library() -> None:
        for text in texts:
            dateparser.parse(text, languages=["ja"], settings=settings)  # type: ignore[arg-type]

    def ours() -> None:
        for text in texts:
            read(text, {})

    library()
    pairs = [(timed(library), timed(ours)) for _ in range(PAIRS)]
    name = f"dateparser over dates, ours being the bare way ({len(texts)} texts)"
    told(name, [a for a, _ in pairs], [b for _, b in pairs], "at least 20")
