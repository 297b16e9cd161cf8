"""Until when a file tells: the months of the days in a zipped text, counted."""

from __future__ import annotations

import re
from collections import Counter

from pipelines.errors import Unreadable
from pipelines.extract import zip
from pipelines.extract.formats import ZIP_ERRORS, sniff

# A cell that is a day and nothing else: "2026-04-01"
_DAY = re.compile(rb'(?:^|[,"])([12]\d{3})-(0[1-9]|1[0-2])-[0-3]\d(?=[",\r\n]|$)', re.MULTILINE)

Month = tuple[int, int]
"""Year and month: ``(2026, 4)``."""


def months_of(body: bytes) -> Counter[Month]:
    """How many cells of the texts in a zip name a day of each month; empty for any other file."""
    found: Counter[Month] = Counter()
    if not body.startswith(b"PK"):
        return found
    try:
        sniff(body)
        for member in zip.members(body):
            for day in _DAY.finditer(member.body):
                found[int(day[1]), int(day[2])] += 1
    except (Unreadable, *ZIP_ERRORS):
        return Counter()
    return found
