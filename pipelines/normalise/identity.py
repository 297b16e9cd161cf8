"""What makes a notice the same notice: its key, its number, else the fewest facts that stay."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from pipelines.lookups import fold
from pipelines.records import Notice

_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})-")

COUNT = r"(?:公告|公示|告示)?(?:第|No\.?)?\d{1,4}号?"
"""A number that says no more than the how manieth notice it is."""
_COUNTED = re.compile(COUNT)

IDENTITY_FIELDS = ("title", "department", "opened", "awarded")


def notice_id(source: str, notice: Notice) -> str:
    """The id of a notice within all sources: 20 hexadecimal digits.

    Made from source, stage and the publisher's own key where it has one. Else from source, stage,
    body, fiscal year (numbers begin anew each April) and the published number; a mere count
    (第５号) with the department, since each office of a ministry counts its own; without one from
    department, title and the day of opening (else of the contract, of the award, of publication:
    what is bought each month under one title is another purchase each time). Amounts and deadlines
    are left out: they get corrected. Titles are compared without width and white
    space.
    """
    buyer = (notice.buyer.id or notice.buyer.name) if notice.buyer else ""
    facts: tuple[str, ...]
    if notice.key:
        facts = (source, notice.stage, "key", fold(notice.key))
    elif notice.number:
        year = str(fiscal_year(notice) or "")
        number = fold(notice.number)
        facts = (source, notice.stage, buyer, "number", year, number)
        if _COUNTED.fullmatch(number):
            facts = (*facts, fold(notice.department or ""))
    else:
        facts = (
            source,
            notice.stage,
            buyer,
            fold(notice.department or ""),
            fold(notice.title or ""),
            notice.opened or notice.signed or notice.awarded or notice.published or "",
        )
    return hashlib.sha256("\x1f".join(facts).encode()).hexdigest()[:20]


def fiscal_year(notice: Notice) -> int | None:
    """The Japanese fiscal year (April to March) in which a notice counts: 2018 for 平成30年度.

    That of its list where this says one: a case that was called in March and opened in April has a
    number of the old year. Else by the day of the contract, of award, opening or publication; None
    without a day in ISO (one that can't be true may stand as printed).
    """
    if notice.fiscal_year is not None:
        return notice.fiscal_year
    days = (notice.signed, notice.awarded, notice.opened, notice.published)
    for day in days:
        if day and (year := _year_of(day)) is not None:
            return year
    return None


@lru_cache(maxsize=8192)  # a list repeats its days
def _year_of(day: str) -> int | None:
    found = _ISO_MONTH.match(day)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    return year if month >= 4 else year - 1
