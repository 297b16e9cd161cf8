"""A title without what a page says beside it: a file's size, 終了, the day of the opening."""

from __future__ import annotations

import re
from datetime import date

from pipelines.lookups import fold
from pipelines.normalise.dates import parse_date
from pipelines.normalise.years import above_is

_TAIL = re.compile(r"[\s　]*[(（\[［【〔]([^()（）\[\]［］【】〔〕]{2,40})[)）\]］】〕]$")
_WINDOW = "(?:別|新規|新しい)(?:ウ[ィイ]ンドウ|タブ|画面)(?:で(?:開きます|開く|表示))?"
_KIND = "(?:PDF|EXCEL|WORD|エクセル|ワード|ZIP|CSV|一太郎)"
_FORM = "(?:ファイル|形式|データ|版)"
_SIZE = "約?[0-9][0-9.,]*(?:[KM]B|(?:キロ|メガ)バイト)"
_SIZE_OF_KIND = "約?[0-9][0-9.,]*(?:[KMG]?B|(?:キロ|メガ|ギガ)?バイト)"
_FILE = re.compile(
    rf"(?:{_KIND}{_FORM}?\W?{_SIZE_OF_KIND}|{_SIZE}|PDF{_FORM}?|{_KIND}(?:ファイル|形式))"
    rf"(?:\W?[0-9]+(?:ページ|頁))?(?:\W?{_WINDOW})?|{_WINDOW}",
    re.IGNORECASE,
)
"""PDF：228KB · PDFファイル／84KB · エクセル形式：20KB · 146.6KB · 別ウィンドウで開く"""
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
    bare, before = title.strip(), ""
    while bare != before:
        before = bare
        bare = _OVER.sub("", _without_file(bare)).strip()
        note = day_beside(bare)
        if note and opened and _is(note, opened):
            bare = bare[: bare.rindex(note) - 1].rstrip()
    return bare or title


def _without_file(title: str) -> str:
    """A title without what its link says of the file: ``橋梁補修工事（PDF：228KB）``."""
    found = _TAIL.search(title)
    return title[: found.start()] if found and _FILE.fullmatch(fold(found[1])) else title


def day_beside(title: str) -> str | None:
    """The day of the opening that stands in brackets behind a title: ``4月17日開札``."""
    note = _DAY.search(title)
    return note[1] if note and above_is("opened", note[1]) else None


def _is(text: str, opened: str) -> bool:
    """Whether a text names a day, printed with its year or without."""
    year = date.fromisoformat(opened[:10]).year
    found = [parse_date(text), *(parse_date(text, {"fiscal_year": y}) for y in (year, year - 1))]
    return any(one.start == opened[:10] for one in found)
