"""Speed of the parsers of single texts, against the plain way: NFKC and one regular expression.

Before each pass the parsers forget the texts that they have seen. Real cells come in printed order,
repeated as the lists repeat them; the spellings of the docs, most of them hard, come once each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Any

import dateparser
import pytest
from sample_cells import SAMPLES, cells
from spellings import amounts, dates, names
from test_speed import timed, told

from pipelines.normalise.amounts import parse as amounts_parse
from pipelines.normalise.amounts import parse_amount
from pipelines.normalise.dates import parse as dates_parse
from pipelines.normalise.dates import parse_date
from pipelines.normalise.names import parse as names_parse
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


def forget() -> None:
    """Empty what the parsers remember of whole texts; what they know of words stays."""
    amounts_parse._slow.cache_clear()
    dates_parse._read.cache_clear()
    names_parse._read.cache_clear()


def compare(name: str, read: Any, plain: re.Pattern[str], texts: list[str], asked: str) -> None:
    """Print how long a parser takes over texts that it sees for the first time."""
    empty: dict[str, object] = {}

    def ours() -> None:
        for text in texts:
            read(text, empty)

    def bare() -> None:
        for text in texts:
            plain.search(unicodedata.normalize("NFKC", text))

    ours()
    taken, limit = [], []
    for _ in range(PAIRS):
        forget()
        taken.append(timed(ours))
        limit.append(timed(bare))
    told(f"{name} ({len(texts):,} texts, {len(set(texts)):,} distinct)", taken, limit, asked)


def under(kind: str) -> list[str]:
    """Real cells under a date or an amount, in printed order."""
    return list(islice((cell.text for cell in cells() if cell.kind == kind), TEXTS))


def firms() -> list[str]:
    """Real names of bidders and suppliers, in printed order."""
    heading = re.compile(r"業者名|商号|落札者|相手方")
    return list(islice((c.text for c in cells() if heading.search(c.heading)), TEXTS))


def spelled(rows: Iterable[Any]) -> list[str]:
    """Every spelling of a page of the docs once: the hard ones are most of them."""
    return list(dict.fromkeys(row.text for row in rows))


def test_dates() -> None:
    compare("dates, real cells", parse_date, DAY, under("date"), "at most 4")
    compare("dates, every spelling", parse_date, DAY, spelled(dates.ROWS), "nothing")


def test_amounts() -> None:
    compare("amounts, real cells", parse_amount, MONEY, under("amount"), "at most 4")
    compare("amounts, every spelling", parse_amount, MONEY, spelled(amounts.ROWS), "nothing")


def test_names() -> None:
    compare("names, real cells", parse_organisation, FIRM, firms(), "at most 10")
    compare("names, every spelling", parse_organisation, FIRM, spelled(names.ROWS), "nothing")


def test_dates_against_dateparser() -> None:
    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True}
    real = list(dict.fromkeys(under("date")))[:200]
    for name, texts in (("real cells", real), ("every spelling", spelled(dates.ROWS))):

        def library(texts: list[str] = texts) -> None:
            for text in texts:
                dateparser.parse(text, languages=["ja"], settings=settings)  # type: ignore[arg-type]

        def ours(texts: list[str] = texts) -> None:
            for text in texts:
                parse_date(text, {})

        library()
        taken, limit = [], []
        for _ in range(PAIRS):
            forget()
            taken.append(timed(library))
            limit.append(timed(ours))
        told(f"dateparser over {name}, ours being the bare way", taken, limit, "at least 20")
