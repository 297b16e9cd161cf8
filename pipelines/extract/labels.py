"""What one printed label says: its meaning, its round, and no more than that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipelines.lookups import Meaning, fold, labels

# A label's note in brackets, innermost first: （税抜き）, 【単位：千円】, [円]
_BRACKET = re.compile(r"[(\[【〔<《]([^()\[\]【】〔〕<>《》]*)[)\]】〕>》]")
# Words of a note that says how a value is written, or the label in English, and nothing of what it
# is.
_HOW = re.compile(
    r"税|円|単位|※|注|%|満点|西暦|和暦|年月日|半角|全角|記入|入力|JV|共同企業体|^[A-Za-zア-ン]?$"
    r"|^[A-Za-z][A-Za-z .,/&-]{2,}$|^[人者件社]$|^契約(?:締結)?時$"
)
# 予定価格税抜き, 税抜予定価格; 税込金額 alone isn't known to be a bid
_TAX_WORDS = re.compile(r"^税(?:抜き?|込み?)(?=.{3})|(?:消費税)?税?(?:抜き?|込み?|別)$")
_NUMBER_BEHIND = re.compile(r"(?<=.)[(]?(?:No\.?)?\d{1,2}[)]?$")  # 業者名1, 金額(2)
_MARK = re.compile(r"(?<=.)[※*](?P<note>[^※*]*)$|[※*]\d*$")  # 契約金額※1, 落札金額(円)※税抜き
# 契約日 Date, 契約金額 Amount (JPY): the label once more in English
_ENGLISH = re.compile(r"(?<=[ぁ-んァ-ヶ一-鿿)])[A-Z][a-z]{2,}[A-Za-z.]*(?:\([A-Za-z]*\))?$")
_NUMBERED = re.compile(r"^(?:\(\d{1,2}\)|\d{1,2}[.、:)](?!\d))")  # (3)予定価格, 3.予定価格
_CIRCLED = re.compile(r"^\s*[①-⑳]")
# 第１回, １回目, 二回目, 初度入札, 再度入札, 再々度入札: which round a label speaks of
_ROUND = re.compile(
    r"第?(?P<number>\d{1,2}|[一二三四五])回目?|(?P<first>初度|初回|当初)|(?P<third>再[々再]度?)|(?P<second>再度|再(?=入札))"
)
_KANJI = "〇一二三四五"
_ROUND_ONLY = ("", "入札", "の入札", "入札結果", "開札", "分")


@lru_cache(maxsize=32768)
def meaning_of(label: str, groups: Sequence[str] = ()) -> Meaning | None:
    """What a printed label means under the labels above it, None if nobody knows.

    ``①予定価格（税抜き）`` → plannedPrice; ``入札業者 名`` → bidder; ``２回目`` → round;
    ``１回目（評価値）`` → evaluationScore; a label that depends on its group is looked up with it.
    """
    known = labels()
    above = [text for group in reversed(groups) for text in _spellings(group)]
    for text in _spellings(label):
        by_group = known.exact.get(text, {})
        for group in above:
            if group in by_group:
                return by_group[group]
        if found := known.meaning(text):
            return found
    return None


@lru_cache(maxsize=32768)
def round_of(label: str) -> int | None:
    """The round that a label names: ``２回目`` → 2, ``再度入札`` → 2, None for other labels."""
    found = _ROUND.search(plain_label(label))
    if not found:
        return None
    if number := found["number"]:
        return (_KANJI.index(number) if number in _KANJI else int(number)) or None
    return 1 if found["first"] else 2 if found["second"] else 3


@lru_cache(maxsize=32768)
def plain_label(label: str) -> str:
    """A label without width, white space, number and notes: ``① 予定価格（税抜き）`` → 予定価格."""
    plain = _NUMBERED.sub("", fold(_CIRCLED.sub("", label)))
    for _ in range(3):  # brackets in brackets: （消費税（地方消費税を含む）抜き）
        plain = _BRACKET.sub(_kept_note, plain)
    return _MARK.sub(_kept_mark, plain)


def _kept_note(note: re.Match[str]) -> str:
    return "" if _HOW.search(note[1]) else note[0]


def _kept_mark(mark: re.Match[str]) -> str:
    """A sign and the note behind it, if that isn't how a value is written: ``※変更後``."""
    note = mark["note"] or ""
    return "" if not note.strip("0123456789") or _HOW.search(note) else mark[0]


def _spellings(label: str) -> Iterator[str]:
    """The label as printed, then with less and less of what may surround its words."""
    yield fold(label)
    plain = _ENGLISH.sub("", plain_label(label))
    yield plain
    yield _TAX_WORDS.sub("", plain)
    if _ROUND.search(plain):
        yield _without_round(_ROUND.sub("", plain))
    elif (bare := _NUMBER_BEHIND.sub("", plain)) != plain:
        yield bare


def _without_round(rest: str) -> str:
    """What is left of a label without its round; 回 if it says nothing but the round.

    A round's own note says what stands in the column: ``１回目（評価値）`` is no price.
    """
    outside = _BRACKET.sub("", rest)
    note = _BRACKET.search(rest)
    if outside in _ROUND_ONLY:
        inside = note[1] if note else ""
        return "回" if inside in _ROUND_ONLY else inside
    return outside.removeprefix("の")
