"""Whether a value of prose can be what its label means, and which part of it is the value."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.extract.header import TITLES
from pipelines.extract.line import GAP
from pipelines.extract.lines import DAYS, PRICES
from pipelines.extract.prose.days import FULL_DAY, dated
from pipelines.extract.prose.ticks import chosen
from pipelines.extract.prose.words import prose_words
from pipelines.lookups import fold
from pipelines.normalise.amounts import parse_price
from pipelines.normalise.dates import parse_period
from pipelines.normalise.names import parse_organisation
from pipelines.normalise.text import plain

_AMOUNT = re.compile(
    r"金?\s*[¥￥]?\s*[\d０-９][\d０-９,，、.．\s]{0,40}(?:千|万|百万|億)?\s?円(?:也|整)?"
    r"|[¥￥\\]\s*[\d０-９]{1,3}(?:[,，][\d０-９]{3})+(?:\s*[-－―.])?"
)
_BARE_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+")
"""12,000,000 beside 予定価格（税抜き）: 浜松市 prints no unit"""
_NOTE = re.compile(r"[\s　]*[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]")
_SHARE = re.compile(r"\d+分の\d|\d+(?:\.\d+)?%|\d割")
_BOUND = re.compile(r"^[\s　]*(?:以上|以下|未満|を?超え|につき|当たり|程度|ごと|毎)")
_DURATION = re.compile(r"\d+(?:日間|か月|ヶ月|カ月|箇月|ケ月|年間|週間)")
_LONGEST = {
    "method": 40,
    "evaluation": 40,
    "number": 40,
    "workType": 80,
    "place": 200,
    "office": 80,
}
_NO_SENTENCES = frozenset(_LONGEST)
_SENTENCE = re.compile(r"。.|(?:こと|する|ます|者)。?$")
_FROM = re.compile(r"[\s　]*(?:から|より|[~〜～])[\s　]*$")
_SETS = re.compile(r"^(?:設定?|設け|適用|有|無|あり|なし|定め)")
_CONTACT = re.compile(
    r"[\s　]*(?:〒|電話|TEL|ＴＥＬ|Tel|℡|FAX|ＦＡＸ|担当者|内線|住所|E-?mail).*", re.S
)


@lru_cache(maxsize=8192)
def value_of(meaning: str, text: str) -> str | None:
    """The part of a text that is the value of a meaning; None where the text can't be one.

    ``value_of("plannedPrice", "本工事の予定価格は、12,345,000円（税抜）とする。")`` →
    ``12,345,000円（税抜）``; of ``契約金額の100分の10以上`` → None.
    """
    text = text.strip(" 　\n")
    folded = fold(text)
    if not folded or prose_words().elsewhere.search(folded):
        return None
    if meaning in TITLES:
        return _title(text)
    if meaning in PRICES:
        return _price(meaning, text)
    if meaning in DAYS:
        day = dated(text)
        return _FROM.sub("", day) if day and meaning == "opened" else day
    if meaning == "period":
        return _period(text)
    if meaning in ("periodStart", "periodEnd"):
        return text if FULL_DAY.search(text) and len(folded) < 40 else None
    return _words(meaning, text)


@lru_cache(maxsize=8192)
def names_firm(text: str) -> bool:
    """Whether a text is the name of a firm, and no sentence about one: ``㈱青葉　388点``."""
    first = text.split("\n")[0].split(GAP)[0].strip()
    return (
        len(first) <= 60 and "。" not in first and parse_organisation(first).legal_form is not None
    )


def _title(text: str) -> str | None:
    """A name: the first line of it; notes in brackets on lines of their own are none of it."""
    first, *rest = [line.strip(" 　") for line in text.split("\n") if line.strip(" 　")]
    folded = fold(first)
    if "。" in folded.rstrip("。") or not 2 <= len(folded) <= 200:
        return None
    if not re.search(r"[ぁ-んァ-ヶ一-鿿A-Za-z]", folded) or FULL_DAY.fullmatch(folded):
        return None
    if re.search(r"(?:こと|者|する|ます|です)$", folded.rstrip("。")):
        return None
    if len(rest) == 1 and not rest[0].startswith(("（", "(", "※", "・")) and len(first) < 60:
        first += rest[0] if first.endswith(("及び", "・", "の", "（")) else ""
    return first.rstrip("。")


def _price(meaning: str, text: str) -> str | None:
    folded = plain(text)
    found = [one for one in _AMOUNT.finditer(text) if _is_sum(text, one)]
    if prose_words().other.search(fold(text[: found[0].start()] if found else text)):
        return None
    if meaning.startswith("floor") and not found and _SHARE.search(fold(text)):
        return _share(text)
    if len(found) == 1:
        note = _NOTE.match(text, found[0].end())
        before = text[: found[0].start()]
        is_all = parse_price(text).amount is not None
        if not is_all and re.search(r"保証|以内|前払|費用", before):
            return None
        if re.search(r"当たり|あたり|につき|単価|毎", before):
            return text  # a unit price is no total: what it is for stays with it
        return text if is_all else text[found[0].start() : note.end() if note else found[0].end()]
    if found:
        return text if len(folded) < 80 else None
    if _BARE_AMOUNT.fullmatch(folded):
        return text
    if parse_price(text).kind == "undisclosed" and len(folded) <= 60:
        return None if meaning.startswith("floor") and _SETS.match(fold(text)) else text
    return None


def _is_sum(text: str, found: re.Match[str]) -> bool:
    """Whether an amount is one of its own, not a bound or a part (うち消費税…)."""
    if _BOUND.match(text[found.end() :]):
        return False
    return not re.search(r"(?:うち|内)[^円]{0,20}$", text[: found.start()])


def _share(text: str) -> str | None:
    """A share of the ceiling: ``予定価格の10分の7``; not a range, nor one of another price."""
    folded = fold(text)
    shares = _SHARE.findall(folded)
    if len(shares) != 1 or not re.search(r"予定価格(?:の|に|\(|（|×|の額に)", folded):
        return None
    return text if len(folded) <= 60 else None


def _period(text: str) -> str | None:
    folded = fold(text)
    if not (FULL_DAY.search(text) or _DURATION.search(folded)):
        return None
    if parse_period(text):
        return text
    for piece in (
        text.split("\n")[0],
        *re.split(r"(?<=。)(?![）)])", text)[:1],
        _NOTE.sub("", text),
    ):
        if parse_period(piece.strip("。 　")):
            return piece.strip(" 　") if len(text) > 80 else text
    return text if len(folded) <= 60 else None


def _words(meaning: str, text: str) -> str | None:
    """A text in words: short where its meaning is, the chosen of several that are printed."""
    marked = chosen(text)
    if marked is not None and meaning in ("method", "evaluation", "category", "workType"):
        return marked or None
    if meaning == "office":
        text = _CONTACT.sub("", text).split("\n")[0].strip(" 　")
    if meaning == "winner" and names_firm(text):
        text = text.split(GAP)[0]  # what else its row prints: 388点
    folded = fold(text)
    if len(folded) > _LONGEST.get(meaning, 2_000) or not folded:
        return None
    if meaning in _NO_SENTENCES and _SENTENCE.search(folded):
        return None
    if meaning == "number" and not re.search(r"\d|[一二三四五六七八九十]", folded):
        return None
    return text
