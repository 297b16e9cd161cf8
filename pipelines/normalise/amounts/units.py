"""The unit of a column's amounts, and what a unit price is paid for."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.normalise.amounts.words import per_names, per_spelling
from pipelines.normalise.text import squeezed

_UNITS = {"億": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3}
# (単価:千円) is a slip for 単位; 円/kg is yen as well.
_UNIT = re.compile(
    r"(?:単[位価][::は・]?|[(【〔\[,、・])(百万|千万|十万|万|千|億)?円(?=[()（】〕\],、・/※]|$)"
)
_BARE_UNIT = re.compile(r"(百万|千万|十万|万|千|億)?円")
_SPAN = "(?:か|カ|ヶ|ケ|ヵ|箇)"
_MONTH = re.compile(
    rf"月額|月々|毎月|/月|月当たり|月あたり|月当り|{_SPAN}月(?:に|当|あ|分の|毎|ごと)"
    r"|[1一]月(?:に|当|あ)|月単価|月給|(?<![0-9か])月円|円\(月\)"
)
_YEAR = re.compile(
    rf"年額|毎年|/年|年当たり|年あたり|年当り|{_SPAN}年(?:に|当|あ|毎|ごと)|[1一]年間?(?:に|当|あ)"
    r"|年間(?:契約|貸付|使用|賃借|賃貸|利用|保守|委託|支払)?金?[額料]|年俸"
    r"|(?<![0-9一二三四五六七八九十か])年間?円|(?<![0-9])1年間?円|円\(年\)"
)
_UNIT_PRICE = re.compile(r"単価(?!契約)|単金|@|時給|時間給|日当|日額|日給")
_DAY_WORDS = {"時給": "時間", "時間給": "時間", "日額": "日", "日給": "日", "日当": "日"}
_PERIODS = {"月": "month", "年": "year", "年度": "year"}


@lru_cache(maxsize=8192)
def unit_of(text: str) -> int | None:
    """The yen in one of a caption or label: ``（単位：千円）`` → 1000, ``（円）`` → 1, else None.

    ``（千円未満切捨て）`` names no unit.
    """
    folded = squeezed(text)
    found = _UNIT.search(folded) or _BARE_UNIT.fullmatch(folded)
    return None if not found else _UNITS.get(found[1] or "", 1)


def basis_of(text: str) -> tuple[str | None, str | None]:
    """What the price of a squeezed text is paid for, as basis and ``per``; None where it is silent.

    ``円/kg`` → unit, kg; ``1枚当たり`` → unit, 枚; ``単価`` → unit, None; ``月額`` → month, None.
    """
    per = per_of(text)
    if per in _PERIODS:
        return _PERIODS[per], None
    if per:
        return "unit", per
    if _MONTH.search(text):
        return "month", None
    if _YEAR.search(text):
        return "year", None
    found = _UNIT_PRICE.search(text)
    return ("unit", _DAY_WORDS.get(found[0])) if found else (None, None)


def per_of(text: str) -> str | None:
    """What a unit price of a squeezed text is per: ``@5円/ℓ`` → リットル; None where silent."""
    if not _MAYBE_PER.search(text):
        return None
    found = _per().search(text)
    if not found:
        return None
    spelled = str(next(filter(None, found.groups())))
    return per_names().get(spelled, spelled)


_MAYBE_PER = re.compile(r"[/当あにごと毎]|単価")


@cache
def _per() -> re.Pattern[str]:
    """円/kg, 1枚につき, モノクロ1枚当たり, (円/1,000個), 1kWhごと, kg単価."""
    known, amount = per_spelling(), r"(?:[0-9一][0-9,.]{0,6}[ ]?)?"
    each = r"(?:当たり|当り|あたり|につき|に付き|に付|ごと|毎に|毎)"
    ends = r"(?![A-Za-z0-9])"
    return re.compile(
        rf"(?:円|銭|[0-9])(?:\([^()]{{0,8}}\))?/{amount}((?:{known}){ends}|[年月]|[ぁ-んァ-ヶー一-龥]{{1,6}}(?<!税込)(?<!税抜))"
        rf"|((?:{known})|[年月]){each}|[1一](?:か|カ|ヶ|ケ|ヵ|箇)?([年月]){each}"
        rf"|[1一]([ぁ-んァ-ヶー一-龥]{{1,6}}?){each}|({known})単価"
    )
