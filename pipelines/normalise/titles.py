"""A title without what a page says beside it: a file's size, 終了, the day of the opening."""

from __future__ import annotations

import re
from datetime import date

from pipelines.normalise.dates import parse_date
from pipelines.normalise.years import above_is

_FILE = re.compile(
    r"[\s　]*[(（\[［【]"
    r"(?:PDF|ＰＤＦ|(?:Excel|Word|エクセル|ワード|ZIP)(?=[^)）]*(?:ファイル|形式|[KMＫＭ]B)))"
    r"[^()（）\[\]［］【】]{0,24}[)）\]］】]$",
    re.IGNORECASE,
)
"""（PDF：228KB） · [PDFファイル／84KB] · （エクセル形式：20KB）"""
_DAY = re.compile(r"[\s　]*[(（]([^()（）]*(?:[(（].[)）])?[^()（）]*)[)）]$")
"""（4月17日開札） · （令和8年4月17日（金）執行）"""


_OVER = re.compile(
    r"[【\[［(（〔](?:(?:公告|公募|募集|受付|入札|掲載)(?:は)?)?(?:終了|締切り?|締め切り)(?:しました)?[】\]］)）〕]"
)
"""【終了】 · （受付終了）"""


def plain_title(title: str, opened: str | None) -> str:
    """A title as the purchase's own name: ``橋梁補修工事（4月17日開札）`` → 橋梁補修工事.

    The day goes only where it is the day of the opening (ISO) that the notice has.
    """
    bare = _OVER.sub("", _FILE.sub("", title.strip())).strip()
    note = day_beside(bare)
    if note and opened and _is(note, opened):
        bare = bare[: bare.rindex(note) - 1].rstrip()
    return bare or title


def day_beside(title: str) -> str | None:
    """The day of the opening that stands in brackets behind a title: ``4月17日開札``."""
    note = _DAY.search(title)
    return note[1] if note and above_is("opened", note[1]) else None


def _is(text: str, opened: str) -> bool:
    """Whether a text names a day, printed with its year or without."""
    year = date.fromisoformat(opened[:10]).year
    found = [parse_date(text), *(parse_date(text, {"fiscal_year": y}) for y in (year, year - 1))]
    return any(one.start == opened[:10] for one in found)
