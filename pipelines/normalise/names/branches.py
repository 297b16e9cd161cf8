"""The branch that stands behind a name: 支店, 営業所, 事務所."""

from __future__ import annotations

import re
from functools import cache

from pipelines.normalise.names.words import known, places, spellings

# Words that make a branch of a place even without a gap: 山田組静岡事務所.
_OFFICES = ("総合事務所", "工事事務所", "事務所", "オフィス", "作業所")
_MORE = re.compile("(?:第[一二三1-9]|[東西南北中]|中央|総合|地区|地域|統括)$")
# Places by which other things than branches are named as well: 中央研究所.
_OF_DIVISIONS = ("事業本部", "営業本部", "統括本部", "事業部", "営業部")
_VAGUE = frozenset(("中央", "国際", "全国", "海外", "首都"))
_KANA_TO_KANJI = re.compile(r"[ァ-ヺーぁ-ゖA-Za-z0-9](?=[一-鿿々]{2,4}$)")
# 機械システム事業本部: kanji and a word that names divisions
_PRODUCT = re.compile(
    "[ァ-ヺーA-Za-z](?=[一-鿿]{2,6}(?:システム|サービス|ソリューション|エネルギー|インフラ|プラント|ビジネス)s?$)"
)
# 営業技術統括部, but no 倶楽部
_DIVISION = re.compile("[一-鿿々ァ-ヺー]{2,12}(?<!倶楽)(?<!本)部")
# Letters that make a name with 本: 日本社, 山本店.
_BEFORE_HON = frozenset("日山松橋坂岡宮森藤川谷竹杉吉梶榎塚根")
_LONGEST = 9


def is_branch(text: str, *, complete: bool) -> bool:
    """Whether a text names a branch. ``静岡支店`` → True

    Where a legal form ends the name before it (``complete``), any word of a branch will do; else
    ``事務所`` and the like only after a place.
    """
    name = "".join(text.split())
    if name.endswith(_words("strong")):
        return True
    if complete:
        return name.endswith(_words("placed") + _words("weak"))
    word = _ending(name, _words("placed"))
    return bool(word and _is_placed(name[: -len(word)])) or bool(_DIVISION.fullmatch(name))


def is_place(text: str) -> bool:
    """Whether a text is a place by which branches are named. ``北関東`` → True"""
    return text in places()


def may_be_branch(name: str) -> bool:
    """Whether a name that begins with a form may end in a branch, glued or not."""
    if name.endswith(_words("strong")):
        return True
    word = _ending(name, _words("placed"))
    return bool(word) and _place_before(name, len(name) - len(word)) is not None


def split_glued(text: str, flags: list[str]) -> tuple[str, str | None]:
    """A name that a form precedes, and the branch that follows it without a gap.

    ``日本水工設計静岡支店`` → 日本水工設計, 静岡支店: before the word for a branch stands a place,
    or kanji after another script, or kanji after a word that ends companies. 事務所 needs a place.
    Where it can't be told, the name stays whole, with the flag ``branch_unsure``.
    """
    strong = _ending(text, _words("strong"))
    word = strong or _ending(text, _OFFICES)
    if not word:
        other = _ending(text, _words("placed"))
        place = _place_before(text, len(text) - len(other)) if other else None
        if place is not None and text[place : len(text) - len(other)] not in _VAGUE:
            flags.append("branch_unsure")
        return text, None
    start = len(text) - len(word)
    if start < 2:
        return text, None
    cut = _place_before(text, start)
    if cut is not None and (strong or text[cut:start] not in _VAGUE):
        return _cut(text, cut, flags)
    if strong:
        head = text[:start]
        if strong in ("本社", "本店") and head[-1] not in _BEFORE_HON:
            return _cut(text, start, flags)
        change = _KANA_TO_KANJI.search(head)
        if change is None and strong in _OF_DIVISIONS:
            change = _PRODUCT.search(head)
        if change and change.end() > 2:
            return _cut(text, change.end(), flags)
        ended = _ended_before().search(head)
        if ended and ended.start() > 0:
            return _cut(text, ended.start(1), flags)
        flags.append("branch_unsure")
    return text, None


def _place_before(text: str, end: int) -> int | None:
    """Where the longest place begins that ends right before a branch's word, but no 山田士東京."""
    for start in range(max(2, end - _LONGEST), end - 1):
        if _is_placed(text[start:end]) and text[start - 1] not in "士師":
            return start
    return None


def _is_placed(text: str) -> bool:
    """Whether a text is a place, or a place and its part: 東京, 東京第二, 静岡中央."""
    return text in places() or _MORE.sub("", text, count=1) in places()


def _cut(text: str, place: int, flags: list[str]) -> tuple[str, str]:
    flags.append("branch_glued")
    return text[:place], text[place:]


def _ending(text: str, words: tuple[str, ...]) -> str:
    """The longest of some words that a text ends with, "" for none."""
    if not text.endswith(words):
        return ""
    return next(word for word in words if text.endswith(word))


@cache
def _words(kind: str) -> tuple[str, ...]:
    return spellings("branches")[kind]


@cache
def _ended_before() -> re.Pattern[str]:
    """A word that ends companies, and two to four letters of a place after it."""
    words = [word for word in known("companyEndings") if len(word) > 1 or word == "組"]
    return re.compile(f"(?:{'|'.join(words)})([一-鿿々ヶ]{{2,4}})$")
