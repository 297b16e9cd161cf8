"""Whether labels and values tell of a purchase, or are a form to fill in, or about other things."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extract.fits import fits
from pipelines.extract.header import TITLES
from pipelines.extract.lines import DAYS, PRICES, fits_kind
from pipelines.extract.pairs import Pair
from pipelines.lookups import fold, words
from pipelines.normalise.stage import marks

# What only a purchase has; 場所, 期間, 担当課 and 公示日 stand on pages of all kinds.
_DECISIVE = PRICES | {"winner", "supplier", "opened", "awarded", "signed"}
_TELLING = _DECISIVE | {"method", "numberOfBids", "awardRate", "number", "workType"}
# A title with one of these words is a purchase's; 件名 and 案件名 are also those of other affairs
# (意見募集: 案件名, 公示日, 募集期間, 担当課).
_OF_PURCHASE = re.compile(r"工事|業務|委託|契約|調達|入札|購入|物品|役務|製造")
_BLANK = re.compile(
    r"[\s円千百万¥￥\\年月日時分令和平成午前午後自至から迄まで税抜込金印様~〜\-()_.,:]*"
)
_DASHES = re.compile(r"[-−‐―─ー]+")
_LEAST = 3
_WON = frozenset(("awardPrice", "contractPrice"))


def tells_notice(pairs: Sequence[Pair], heading: str) -> bool:
    """Whether some pairs make a notice on their own.

    With a title, two more labels with values, one of them of a purchase, or who won, or the word of
    an outcome (``結果：中止``). With no title but the ``heading`` above, "" for none, three, one of
    which no other page has, or who won and for how much, or what the heading says of an outcome
    (``…購入（取止め）``). A form with more empty labels than filled ones is none; nor is what has
    values that can't stand under their labels, or many cells beside a label, as lists have.
    """
    filled = [pair for pair in pairs if not is_blank(pair.whole)]
    wrong = [pair for pair in filled if not may_mean(pair.meaning, [pair.text])]
    rows_of_list = [pair for pair in filled if len(pair.more) > 1]
    if len(filled) * 2 <= len(pairs) or max(len(wrong), len(rows_of_list)) * 3 > len(filled):
        return False
    told = {pair.meaning for pair in filled if pair.meaning and fits_kind(pair.meaning, pair.text)}
    others = told - {*TITLES, "ignored", "rowNumber", "remark"}
    titles = [pair for pair in filled if pair.meaning in TITLES and pair.meaning in told]
    if not titles:
        is_award = "winner" in others and bool(others & _WON)
        enough = is_award or (len(others) >= _LEAST and bool(others & _DECISIVE))
        is_over = bool(marks(heading)) and bool(others & _DECISIVE)
        return bool(heading) and (enough or is_over)
    if any(pair.meaning == "remark" and _is_outcome(pair.text) for pair in filled):
        return True
    named = any(_OF_PURCHASE.search(pair.key) for pair in titles)
    if named and "winner" in others:  # 業務名 and 契約候補者, the outcome of a プロポーザル
        return True
    needed = _TELLING | DAYS if named else _TELLING
    return len(others) >= _LEAST - 1 and bool(others & needed)


def tells_award(pairs: Sequence[Pair]) -> bool:
    """Whether some pairs say who won, or that nobody did, and have a label for how much."""
    says_who = any(pair.meaning == "winner" and not is_blank(pair.whole) for pair in pairs)
    return says_who and any(pair.meaning in _WON for pair in pairs)


def may_mean(meaning: str | None, texts: Sequence[str]) -> bool:
    """Whether the texts under one label can be what it means, one text too.

    In a list a single slip is a matter of its cell; a label with one value has no majority.
    """
    return meaning is None or fits(meaning, texts if len(texts) > 2 else list(texts) * 3)


def is_blank(text: str) -> bool:
    """Whether a text is a place to fill in: ``￥``, ``令和　　年　　月``; a dash is an answer."""
    folded = fold(text)
    return bool(_BLANK.fullmatch(folded)) and not _DASHES.fullmatch(folded)


def _is_outcome(text: str) -> bool:
    folded = fold(text)
    known = words("bids.yml")
    return folded.startswith((*known["unsuccessful"], *known["cancelled"]))
