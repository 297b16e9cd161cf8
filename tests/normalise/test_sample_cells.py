"""What is left over in the real files: cells that should be days or amounts and aren't understood.

The lists go into the report of the tests: the words to learn next, most frequent first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest
from reports import write_report
from sample_cells import SAMPLES, Cell, cells

from pipelines.normalise.amounts import parse_amount
from pipelines.normalise.dates import parse_date

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SAMPLES.exists(), reason="../shared/samples is missing"),
]

ASKED = 1 / 200
# Flags by which a parser says that it doesn't know the words; any other gives a reason.
_UNKNOWN = frozenset(("no_date", "no_figure", "unreadable", "words_beside"))
# What looks like a day or an amount, wherever it stands: 令和5年4月, H30.4.2, 4月2日, 12,000円.
_LOOKS = {
    "date": re.compile(
        r"(?:令和|平成|昭和)[0-9元]+年|[RHS][0-9]+\.[0-9]+\.[0-9]|(?:19|20)[0-9]{2}[年/.-][0-9]{1,2}\b"
        r"|[0-9]{1,2}月[0-9]{1,2}日"
    ),
    "amount": re.compile(r"[¥\\]\s*[0-9]|[0-9]\s*(?:円|億|万円|千円)|[0-9]{1,3}(?:,[0-9]{3})+"),
}
_LONGEST = 60


def is_understood(kind: str, text: str, heading: str) -> bool:
    """Whether a text gives a value, or a flag that says why it holds none."""
    context: dict[str, object] = {"header": heading}
    if kind == "date":
        day = parse_date(text, context)
        found = bool(day.start or day.end or day.duration or day.time)
        flags = day.flags
    else:
        amount = parse_amount(text, context)
        found, flags = amount.kind != "none", amount.flags
    return found or (bool(flags) and not _UNKNOWN.intersection(flags))


def leftover(found: Counter[tuple[str, str, str]]) -> Counter[tuple[str, str, str]]:
    """Those of the texts, by kind and heading, that are not understood."""
    return Counter({seen: times for seen, times in found.items() if not is_understood(*seen)})


def report(title: str, missed: Counter[tuple[str, str, str]], head: list[str]) -> None:
    lines = [
        f"{times:6,}  {kind:6}  {heading!r}: {text!r}"
        for (kind, text, heading), times in missed.most_common()
    ]
    write_report(title, head + lines)


@pytest.fixture(scope="module")
def found() -> Counter[Cell]:
    return Counter(cells())


def test_cells_under_a_date_or_an_amount_are_understood(found: Counter[Cell]) -> None:
    under: Counter[tuple[str, str, str]] = Counter()
    for cell, times in found.items():
        if cell.kind:
            under[cell.kind, cell.text, cell.heading] += times
    missed = leftover(under)
    head = []
    for kind in ("date", "amount"):
        total = sum(times for (of, *_), times in under.items() if of == kind)
        bad = sum(times for (of, *_), times in missed.items() if of == kind)
        head.append(f"{kind}: {bad:,} of {total:,} cells not understood (at most 1 in 200 asked)")
        assert total > 50_000
        assert bad <= total * ASKED, missed.most_common(20)
    report("cells under a date or an amount that are not understood", missed, head)


def test_what_looks_like_a_date_or_an_amount_is_listed_where_it_is_not_understood(
    found: Counter[Cell],
) -> None:
    looks: Counter[tuple[str, str, str]] = Counter()
    for cell, times in found.items():
        text = unicodedata.normalize("NFKC", cell.text)
        if len(text) <= _LONGEST:
            for kind, pattern in _LOOKS.items():
                if pattern.search(text):
                    looks[kind, cell.text, ""] += times
    missed = leftover(looks)
    total, bad = looks.total(), missed.total()
    head = [f"{bad:,} of {total:,} cells that look so, wherever they stand"]
    report("cells that look like a date or an amount and are not understood", missed, head)
    assert bad <= total * ASKED, missed.most_common(20)
