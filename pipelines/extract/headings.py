"""What a heading says of the table or block below it: the title of a purchase, or a section."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.errors import SetupError
from pipelines.lookups import fold, load

_LONGEST = 150
_MARKS = re.compile(r"^[\s■□●○◆◇▼▽▶►・※★☆◎]+")
# What counts headings off: 1. (2) ③ 第3号 (a number with no sign behind it belongs to the title)
_COUNT = re.compile(r"^(?:[(（]?[0-9０-９]{1,3}[)）.．、:：]|[①-⑳])\s*")
_NOTE = re.compile(r"[(\[【〔<《「][^()\[\]【】〔〕<>《》「」]*[)\]】〕>》」]$")
_PLAIN_SIGNS = re.compile(r"[\d年月日令和平成分期第四半度回号次()・~\-.,:/]+")


@lru_cache(maxsize=4096)
def title_in(heading: str, of_award: bool = False) -> str | None:
    """The title of a purchase that a heading prints, without its bullet; None for other headings.

    ``■ 架空市本庁舎清掃業務`` → 架空市本庁舎清掃業務; ``業務の概要``, ``令和6年度``, ``土木課``,
    ``工事の入札結果（4月分）`` → None. ``警備業務`` names only a kind, and heads a group;
    right above an award (``of_award``) it is all that names what was bought.
    """
    title = _COUNT.sub("", _MARKS.sub("", heading)).strip()
    folded = fold(title)
    if not 4 <= len(folded) <= _LONGEST or "。" in folded:
        return None
    known = heading_words()
    bare = _bare(folded)
    if bare.endswith(tuple(known["section"])) or _PLAIN_SIGNS.fullmatch(bare):
        return None
    # 工事 and 第2回 業務委託 head a group: a purchase is named by more than its kind.
    rest = _kinds().sub("", bare)
    is_named = len(_PLAIN_SIGNS.sub("", rest)) > 1 or rest in known["places"]
    return title if rest != bare and (is_named or of_award) else None


def _bare(folded: str) -> str:
    """A heading without the notes in brackets behind it."""
    while (shorter := _NOTE.sub("", folded)) != folded:
        folded = shorter
    return folded


def heads_form(heading: str) -> bool:
    """Whether a heading is that of a form to hand in: ``入　札　書``, ``質問書（様式第3号）``."""
    return len(heading) <= _LONGEST and _bare(fold(heading)).endswith(heading_words()["form"])


def is_day_or_year(heading: str) -> bool:
    """Whether a heading says only when: ``令和6年度``, ``（4月分）``."""
    return bool(_PLAIN_SIGNS.fullmatch(fold(heading)))


def is_over_pairs(label: str, value: str) -> bool:
    """Whether two cells stand over labels and values: ``項目 | 内容``, ``内容 | 日程``."""
    known = heading_words()
    return fold(label) in known["overLabels"] and fold(value) in known["overValues"]


@cache
def _kinds() -> re.Pattern[str]:
    """The words for kinds of purchases, the longest first: 賃貸借 before 貸借."""
    known = sorted(heading_words()["purchase"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known)))


@cache
def heading_words() -> dict[str, tuple[str, ...]]:
    """``data/lookups/headings.yml``, each word folded. SetupError if it isn't lists of words."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, entries in load("headings.yml").items():
        if not isinstance(entries, list) or not all(isinstance(word, str) for word in entries):
            raise SetupError(f"headings.yml: expected a list of words under {kind}")
        found[kind] = tuple(fold(word) for word in entries)
    for kind in ("purchase", "places", "section", "form", "overLabels", "overValues"):
        if not found.get(kind):
            raise SetupError(f"headings.yml: expected words under {kind}, found none")
    return found
