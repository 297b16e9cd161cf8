"""Every number of a text in one pass: money, rate, count, round, or nothing of the kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipelines.normalise.amounts.numbers import (
    RUN,
    Reading,
    is_multiplier,
    is_placeholder,
    is_written_in_kanji,
    numbers_of,
    read,
)
from pipelines.normalise.amounts.words import counter
from pipelines.normalise.numerals import KANJI_DIGITS

# Days, times, telephone numbers, post codes, blocks of addresses: digits that are no number.
_NO_NUMBERS = re.compile(
    r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}(?![0-9,])|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?![0-9,])"
    r"|[0-9]{1,5}(?:-[0-9]{1,5}){2,}(?![0-9,])|0[0-9]{1,4}\([0-9]{1,4}\)[0-9]{4}"
    r"|\(0[0-9]{1,4}\)[0-9]{1,4}-[0-9]{4}|〒[0-9]{3}-?[0-9]{4}"
    r"|[RHSTM令平昭大明]\.?[0-9]{1,2}[./-][0-9]{1,2}(?:[./-][0-9]{1,2})?(?![0-9,])"
    r"|(?:19|20)[0-9]{2}\.[0-9]{1,2}\.[0-9]{1,2}(?![0-9,])|(?:電話|TEL|Tel|FAX|内線)[:番号]{0,3}[0-9-]+"
)
_TAIL = re.compile(
    rf"(?P<money>円|圓|yen|YEN|Yen|JPY)|(?P<sen>銭)|(?P<percent>%|パーセント)|(?P<mille>‰)"
    rf"|(?P<of>分の)(?=[0-9{KANJI_DIGITS}])|(?P<tenth>割(?!合|引))|(?P<hundredth>分)"
    r"|(?P<thousandth>厘)|(?P<slash>/)(?=[0-9])|(?P<power>[eE][+-]?[0-9]{1,3}(?![0-9]))"
    r"|(?P<usd>(?:US|米)?ドル|USD|\$)|(?P<eur>ユーロ|EUR)"
    r"|(?P<stranger>,?(?:[A-Za-z○●■□〓?*]+|×+(?![0-9])))"
)
_HEAD = re.compile(
    r"(?:(?P<sign>[-△▲▼]|マイナス)\(?)?(?P<money>¥|\\|JPY|yen|金|US\$|USD|\$|EUR|€)?:?"
    r"(?P<sign2>[-△▲▼])?$"
)
_CURRENCIES = {"US$": "USD", "USD": "USD", "$": "USD", "EUR": "EUR", "€": "EUR"}
_NUMBERED = re.compile(
    r"(?:第|別紙|別添|別表|様式|図|表|No\.?|NO\.?|№|注|令和|平成|昭和|大正|明治)$"
)
_FOOTNOTE = re.compile(r"[※*]$")
# A letter that looks like a digit, within the number: 1,2O0,000.
_LOOKALIKE = re.compile(r"(?:^|[0-9,¥金])[OoQlI|SBZ],?$|[0-9,○●×■□〓?][○●■□〓?],?$")
_UNIT_ENDS = frozenset("円万億兆千銭")
_AFTER_NEGATIVE_DASH = frozenset("(:~→、,;=¥\\金⇒")
_ZERO = Decimal(0)
_RATES = {"tenth": Decimal("0.1"), "hundredth": Decimal("0.01"), "thousandth": Decimal("0.001")}


@dataclass(slots=True)
class Figure:
    """A number where it stands, with its marks, in a squeezed text.

    ``kind``: money (円, ¥ or a unit like 万 says so), bare, rate (``value`` is the fraction),
    count, round, unreadable, other. ``place`` is where the digits begin, ``end`` behind the unit.
    """

    kind: str
    start: int
    place: int
    end: int
    value: Decimal
    scale: int | None = None
    own_unit: bool = False
    yen: bool = False
    negative: bool = False
    currency: str = "JPY"
    flags: tuple[str, ...] = ()


def scan(text: str) -> list[Figure]:
    """Every number of a squeezed text, in order, that may be an amount, a rate or a count."""
    masks = [found.span() for found in _NO_NUMBERS.finditer(text)] if _is_maskable(text) else []
    found: list[Figure] = []
    for run in RUN.finditer(text):
        if found and run.start() < found[-1].end:
            continue
        if any(start <= run.start() < end for start, end in masks):
            found.append(Figure("other", run.start(), run.start(), run.end(), _ZERO))
            continue
        for offset, number in numbers_of(run[0], text[run.end() : run.end() + 1]):
            start = run.start() + offset
            figure = _figure(text, start, start + len(number), number)
            if figure is not None and not _joins(found, figure, text):
                found.append(figure)
    return found


def _is_maskable(text: str) -> bool:
    return not text.isdigit() and any(mark in text for mark in "-/:.〒電TF内")


def _figure(text: str, place: int, end: int, number: str) -> Figure | None:
    """The number at a place; None for a kanji numeral that is part of a word (一般)."""
    head = _HEAD.search(text, max(0, place - 8), place)
    counted = counter().match(text, end)
    tail = None if counted else _TAIL.match(text, end)
    mark = tail.lastgroup if tail else None
    kanji = is_written_in_kanji(number)
    if kanji and not _is_number_in_kanji(text, place, end, number, mark, head):
        return None
    start = head.start() if head else place
    reading = Reading(None, flags=("masked",)) if is_placeholder(number) else read(number)
    if reading.value is None:
        flags = reading.flags or ("unreadable",)
        return Figure("unreadable", start, place, end, _ZERO, flags=flags)
    figure = Figure("bare", start, place, end, reading.value, reading.scale, reading.own_unit)
    figure.flags = reading.flags
    if kanji and is_multiplier(number) and not (head and head["money"]):
        figure.flags = ("ambiguous",)  # 千円 is the unit of a column as well
    _mark(figure, text, head, mark, tail.end() if tail else end)
    if counted:
        figure.kind, figure.end = "count", counted.end()
        if counted[0] in ("回", "回目") and (
            counted[0] == "回目" or text[place - 1 : place] == "第"
        ):
            figure.kind = "round"
        elif counted[0] in ("点", "ポイント"):
            figure.kind = "score"
    _look_around(figure, text, number, kanji)
    return figure


def _is_number_in_kanji(
    text: str, place: int, end: int, number: str, mark: str | None, head: re.Match[str] | None
) -> bool:
    """Whether kanji numerals are a number here: 三千円, 金五万, 三分の一; not 一般, 千葉."""
    if text[place - 1 : place] == "第":
        return False
    begins = bool(head and head["money"])
    if is_multiplier(number) and not begins:
        return mark == "money" and place == 0 and not text[end:].startswith("円単位")
    if mark in ("money", "sen", "percent", "of", "tenth", "thousandth"):
        return True
    if mark == "hundredth":
        return text[place - 1 : place] == "割"
    if text[place - 2 : place] == "分の":
        return True
    return begins or len(number) == len(text) or text[end:] in ("也", "円也")


def _mark(
    figure: Figure, text: str, head: re.Match[str] | None, mark: str | None, tail_end: int
) -> None:
    """Take in what stands right before and behind the digits: sign, currency, unit."""
    if head:
        _take_head(figure, text, head)
    if mark in ("money", "sen", "usd", "eur"):
        figure.kind, figure.end, figure.yen = "money", tail_end, mark == "money"
        if mark == "sen":
            figure.value, figure.own_unit = figure.value / 100, True
            figure.yen = True
            figure.flags = (*figure.flags, "sen")
        elif mark != "money":
            figure.currency = mark.upper()
    elif mark in ("percent", "mille"):
        figure.kind, figure.end = "rate", tail_end
        figure.value = figure.value / (100 if mark == "percent" else 1000)
    elif mark in _RATES:
        figure.kind, figure.end, figure.value = mark, tail_end, figure.value * _RATES[mark]
    elif mark in ("of", "slash"):
        figure.kind, figure.end = mark, tail_end
    elif mark == "power":
        power = int(text[figure.end + 1 : tail_end])
        if abs(power) <= 15:
            figure.value = figure.value.scaleb(power)
        figure.end, figure.flags = tail_end, (*figure.flags, "scientific", "approx")
        figure.kind = "bare" if abs(power) <= 15 else "unreadable"
    elif mark == "stranger":
        _take_stranger(figure, text, tail_end)
    elif figure.kind == "bare" and figure.own_unit:
        figure.kind = "money"


def _take_head(figure: Figure, text: str, head: re.Match[str]) -> None:
    sign = head["sign2"] or head["sign"]
    if head["money"]:
        figure.kind = "money"
        figure.currency = _CURRENCIES.get(head["money"], "JPY")
        if head["money"] == "\\":
            figure.flags = (*figure.flags, "backslash_yen")
    if sign == "-":
        at = head.start("sign2") if head["sign2"] else head.start("sign")
        before = text[at - 1 : at]
        if before.isdigit() or before in _UNIT_ENDS:
            figure.start = at + 1
            return
        if before and before not in _AFTER_NEGATIVE_DASH:
            figure.flags = (*figure.flags, "ambiguous")
    figure.negative = sign is not None


def _take_stranger(figure: Figure, text: str, end: int) -> None:
    """A letter behind the digits: a slip within a number, a mark of a footnote, a code (A4)."""
    letters = text[figure.end : end]
    if letters == "*" or (letters.startswith("*") and not letters.startswith("**")):
        return
    digits = text[figure.place : figure.end]
    slip = (
        "," in digits
        or len(digits) > 4
        or letters[0] in ",○●×■□〓?"
        or text[end : end + 1].isdigit()
    )
    figure.kind = "unreadable" if slip or letters[0] in "OolI" else "other"
    figure.flags = (*figure.flags, "unreadable" if letters.lstrip(",").isalpha() else "masked")
    figure.end = end


def _look_around(figure: Figure, text: str, number: str, kanji: bool) -> None:
    """Set aside what is numbered, not counted: 第3号, (2), 1., ※1, 令和6年."""
    place = figure.place
    before = text[max(0, place - 4) : place]
    if not kanji and before and _LOOKALIKE.search(before) and figure.kind != "round":
        figure.kind, figure.flags = "unreadable", (*figure.flags, "unreadable")
        return
    if figure.kind in ("money", "rate", "round", "count", "score"):
        if figure.kind == "money" and _ROUNDING.match(text, figure.end):
            figure.kind = "other"
        return
    short = len(number) < 3
    footnote = short and _FOOTNOTE.search(before) and len(text) > len(number) + 1
    if footnote or _NUMBERED.search(before):
        figure.kind = "other"
    elif short and before[-1:] == "(" and text[figure.end : figure.end + 1] == ")":
        figure.kind = "other" if len(text) > len(number) + 2 else figure.kind
    elif short and place == 0 and _ENUMERATOR.match(text, figure.end):
        figure.kind = "other"


_ROUNDING = re.compile(r"未満(?:の)?(?:端数|切|四捨|は切|を切)")
_ENUMERATOR = re.compile(r"[.)、:](?=[^0-9-])")


def _joins(found: list[Figure], figure: Figure, text: str) -> bool:
    """Whether a figure completes the one before: 12円 50銭, 9割 5分, 3分の 1, 7/ 10."""
    last = found[-1] if found else None
    if last is None or last.end != figure.place:
        if figure.kind in ("tenth",):
            figure.kind = "rate"
        elif figure.kind == "hundredth":
            figure.kind = "hundredth" if text[figure.end :][:1].isdigit() else "count"
        elif figure.kind == "thousandth":
            figure.kind = "rate"
        return False
    if last.kind == "money" and last.yen and "sen" in figure.flags and "sen" not in last.flags:
        last.value, last.end, last.flags = (
            last.value + figure.value,
            figure.end,
            (*last.flags, "sen"),
        )
        return True
    if last.kind == "money" and "sen" in last.flags and figure.kind == "thousandth":
        last.value, last.end = last.value + figure.value, figure.end
        return True
    if last.kind in ("rate", "hundredth") and figure.kind in ("hundredth", "thousandth"):
        last.kind, last.value, last.end = "rate", last.value + figure.value, figure.end
        return True
    if last.kind in ("of", "slash") and figure.kind in ("bare", "money", "other"):
        return _fraction(last, figure)
    return False


def _fraction(last: Figure, figure: Figure) -> bool:
    """``10分の7.5`` → 0.75, ``7/10`` → 0.7; 12/1 is a day."""
    under, over = (figure, last) if last.kind == "slash" else (last, figure)
    if figure.yen or under.value == 0 or (last.kind == "slash" and over.value > under.value):
        last.kind = "other" if last.kind == "slash" and not figure.yen else "bare"
        return last.kind == "other"
    kind = "rate" if last.kind == "of" else "slashed"
    last.value, last.kind, last.end = over.value / under.value, kind, figure.end
    last.flags = (*last.flags, "fraction")
    return True
