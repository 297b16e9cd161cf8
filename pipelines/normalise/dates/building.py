"""From tokens to points: what belongs to one date is put together, nothing is completed yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from pipelines.normalise.dates.eras import by_mark
from pipelines.normalise.dates.points import Element, Point, gregorian
from pipelines.normalise.dates.times import read_clock
from pipelines.normalise.dates.tokens import ERA, MONTHS, Token, scan
from pipelines.normalise.dates.words import finder, one_of

_YEAR = re.compile(rf"({ERA})?\.?('?)(元|\d+)", re.ASCII)
_NUMBERS = re.compile(r"\d+", re.ASCII)
_LAW = re.compile(rf"[一-龥ァ-ヶ]{{0,12}}?{one_of('laws')}(?!の|に(?:よ|基))")
# A number behind a year or month that ought to be a day: 1O日, 10 yx 11 日
_GARBLED = re.compile(r"[A-Za-z|]+\d*[日月]|[A-Za-z]{1,3}\d{1,2}日")
# 2024年 4 1: numbers without their units
_BARE = re.compile(r" \d|$|[./-]\d")
_DECADE = re.compile(r"代(?![表理金行替入])")
_CASE = re.compile(r"度?第\d+[回号期次]")
_CLOSE = re.compile(r"[\s・の,、()\[\]:;/／]*(?:各日|毎日|の日|の)?[\s,、(の]*")
_EVENT = re.compile(r"(?:[一-龥ァ-ヶ々]|の)$")
_SHIFTS = {"翌日": 1, "翌々日": 2, "前日": -1}
_TENDAYS = ("上旬", "初旬", "中旬", "下旬", "末日", "月末", "月末日", "前半", "後半")


class Builder:
    """Puts the tokens of a folded text together: ``elements`` in order, ``flags`` of the whole."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.elements: list[Element] = []
        self.flags: list[str] = []
        self._legal = finder("laws").search(text) is not None
        for token in scan(text):
            _readers().get(token.kind, Builder._mark)(self, token)

    def _last(self) -> Element | None:
        return self.elements[-1] if self.elements else None

    def _open_point(self, token: Token) -> Point | None:
        """The point that ends right before a token, with nothing but の or a bracket between."""
        last = self._last()
        if not last or not last.point:
            return None
        between = self.text[last.stop : token.start]
        return last.point if between.strip(" の(,、") == "" else None

    def _new(self, token: Token) -> Point:
        point = Point(token.start, token.end)
        self.elements.append(Element("point", token.start, token.end, point=point))
        return point

    def _grow(self, point: Point, token: Token) -> None:
        point.stop = self.elements[-1].stop = token.end

    def _mark(self, token: Token) -> None:
        """A word between dates."""
        self.elements.append(Element(token.kind, token.start, token.end, token.text))

    def _number(self, token: Token) -> None:
        """A bare number: the day behind ``4月1日～``, else a sign that a date is broken."""
        before = self._before_to()
        if before and self.elements[-1].stop == token.start:
            if before.unit == "bare" and len(token.text) < 3:
                point = self._new(token)
                point.number, point.unit = int(token.text), "bare"
                return
            after = self.text[token.end : token.end + 1]
            if before.day and len(token.text) < 3 and after in ("", ")", "(", "目"):
                point = self._new(token)
                point.day = int(token.text)
                point.flags += ["typo"] if after == "目" else []
                return
        opened = self._open_point(token)
        if opened and opened.has_year and not opened.day and not opened.part and not opened.case:
            garbled = _GARBLED.match(self.text, token.end) is not None
            bare = opened.unit == "year" and _BARE.match(self.text, token.end) is not None
            opened.broken = garbled or (bare and not opened.month)

    def _year(self, token: Token) -> None:
        last = self._open_point(token)
        if last and last.same and not last.has_year and not last.month:
            return
        point = self._new(token)
        self._set_year(point, token.text)
        if "度" in token.text or "FY" in token.text:
            point.unit = "fiscal_year"
        rest = self.text[token.end : token.end + 24]
        if rest[:1].isdigit():
            return
        if self.text[token.end : token.end + 1] == "代" and _DECADE.match(self.text, token.end):
            point.through = (point.number or 0) + 9
            point.flags.append("approx")
        point.law = self._legal and _LAW.match(rest) is not None
        point.case = _CASE.match(rest) is not None

    def _set_year(self, point: Point, text: str) -> None:
        found = _YEAR.search(text)
        if not found:
            return
        mark = (found[1] or "").removesuffix(".")
        point.era = by_mark()[mark] if mark else None
        point.number = 1 if found[3] == "元" else int(found[3])
        point.quoted = bool(found[2]) or ("FY" in text and len(found[3]) == 2)

    def _typo_year(self, token: Token) -> None:
        point = self._new(token)
        self._set_year(point, token.text)
        if token.text.endswith("度"):
            point.unit = "fiscal_year"
        point.flags.append("typo")

    def _dual(self, token: Token) -> None:
        """令和7年(2025年): the first counts, the second must agree."""
        point = self._new(token)
        first, second = re.split(r"[(\[〔【]", token.text, maxsplit=1)
        self._set_year(point, first)
        other = Point(0, 0)
        self._set_year(other, second)
        agree = gregorian(point) == gregorian(other)
        point.flags.append("dual_calendar")
        if not agree:
            point.flags += ["calendar_mismatch", "ambiguous"]
        if "度" in token.text:
            point.unit = "fiscal_year"
        elif "年" not in token.text:
            point.broken = True

    def _bare_era(self, token: Token) -> None:
        if token.text[0] in "MTSmtsrh":
            return
        point = self._new(token)
        self._set_year(point, token.text)
        point.unit = "bare"
        rest = self.text[token.end : token.end + 12]
        while found := re.match(r"[・、,](\d{1,2})(?![\d年月日])", rest):
            # Ｈ３１・３２: the second year of a title's code
            point.stop = self.elements[-1].stop = point.stop + found.end()
            point.through = int(found[1])
            rest = rest[found.end() :]

    def _stamp(self, token: Token) -> None:
        """20180402, 20180402 153000, H300402."""
        point = self._new(token)
        digits = "".join(_NUMBERS.findall(token.text))
        if token.text[0].isdigit():
            point.number, rest = int(digits[:4]), digits[4:]
        else:
            point.era, point.number, rest = by_mark()[token.text[0]], int(digits[:2]), digits[2:]
        point.month, point.day = int(rest[:2]), int(rest[2:4])
        if rest[4:]:
            clock = ":".join(rest[at : at + 2] for at in range(4, len(rest), 2))
            self._set_time(point, clock)
        if token.start or token.end < len(self.text):
            point.flags.append("compact")

    def _slashed(self, token: Token) -> None:
        """2024/4/1, R6.4.1, 6.4.1."""
        point = self._new(token)
        self._set_year(point, token.text)
        numbers = _NUMBERS.findall(token.text)
        point.month, point.day = int(numbers[-2]), int(numbers[-1])
        point.dotted = True

    def _halved(self, token: Token) -> None:
        """R6.4 and 2024/4 are months; 4/1 is a day, 4.1 only behind another date."""
        numbers = _NUMBERS.findall(token.text)
        second = int(numbers[-1])
        if not numbers[0].isdigit() or not token.text[0].isdigit() or len(numbers[0]) == 4:
            if second > 12:
                return
            point = self._new(token)
            self._set_year(point, token.text)
            point.month = second
            return
        first, opened = int(numbers[0]), self._open_point(token)
        if opened and opened.has_year and not opened.month and opened.unit == "year":
            opened.month, opened.day = first, second
            self._grow(opened, token)
            return
        before = self._before_to()
        if before and before.month and not before.day and second <= 12:
            point = self._new(token)
            point.number, point.month, point.dotted = first, second, True
        elif 1 <= first <= 12 and ("/" in token.text or before):
            point = self._new(token)
            point.month, point.day = first, second

    def _before_to(self) -> Point | None:
        """The point that the last から or ～ leads on from."""
        if len(self.elements) < 2 or self.elements[-1].kind != "to":
            return None
        return self.elements[-2].point

    def _english(self, token: Token) -> None:
        numbers = _NUMBERS.findall(token.text)
        if not numbers:
            return
        point = self._new(token)
        name = next(name for name in MONTHS if name in token.text.lower())
        point.month = MONTHS.index(name) + 1
        for number in numbers:
            if len(number) == 4:
                point.number = int(number)
            else:
                point.day = int(number)
        point.flags.append("english")

    def _month(self, token: Token) -> None:
        month = int(token.text[:-1])
        point = self._open_point(token)
        free = point is not None and (point.unit in ("year", "fiscal_year") or point.same)
        if not point or not free or point.month or point.day or point.part:
            point = self._new(token)
        point.month = month
        self._grow(point, token)

    def _day(self, token: Token) -> None:
        found = _NUMBERS.match(token.text)
        day = int(found[0]) if found else 0
        point = self._open_point(token)
        if point and point.month and not point.day and not point.part:
            point.day = day
            if not token.text.endswith("日"):
                point.flags.append("typo")
            self._grow(point, token)
            if self._legal and _LAW.match(self.text, token.end, token.end + 24):
                point.law = True
        elif point and point.same in ("同月", "翌月", "当月", "今月", "来月") and not point.day:
            point.day = day
            self._grow(point, token)
        elif self._broken_day(token):
            return
        else:
            self._new(token).day = day

    def _broken_day(self, token: Token) -> bool:
        """Whether a day stands behind a year without a month: 令和5年 10 yx 11 日, 令和6年11日."""
        last = self._last()
        if not last or not last.point or not token.text.endswith("日"):
            return False
        point, between = last.point, self.text[last.stop : token.start]
        if point.day or point.part or point.same or not point.has_year or len(between) > 8:
            return False
        if re.search(r"[第(、。~]", between) or point.unit != "year" or point.case:
            return False
        point.broken = True
        self._grow(point, token)
        return True

    def _part(self, token: Token) -> None:
        point = self._open_point(token)
        if token.text == "年末" or token.text == "年度末":
            point = self._open_point(token) or self._new(token)
            if not point.has_year and not point.same:
                point.unit = "year" if token.text == "年末" else "fiscal_year"
        elif not point or point.day:
            last = self._last()
            if not last or last.kind not in ("to", "list") or token.text not in _TENDAYS:
                return
            point = self._new(token)
        point.part = re.sub("[・、~]", "", token.text)
        self._grow(point, token)

    def _half(self, token: Token) -> None:
        self._fraction(token, "h" + ("1" if token.text[0] in "上前" else "2"))

    def _quarter(self, token: Token) -> None:
        found = _NUMBERS.search(token.text)
        self._fraction(token, "q" + (found[0] if found else ""))

    def _season(self, token: Token) -> None:
        self._fraction(token, "s" + token.text.lstrip("の")[0])

    def _fraction(self, token: Token, part: str) -> None:
        """A half, a quarter or a season of the year before it, or of a year left out."""
        point = self._open_point(token)
        if not point or point.month or point.part:
            point = self._new(token)
            point.unit = "fiscal_year"
        point.part = part
        self._grow(point, token)

    def _same(self, token: Token) -> None:
        """同年, 翌日 …: of a date before it; of an event (締切日当日) it is no date."""
        last = self._last()
        if last and last.point and self.text[last.stop : token.start] in ("", "の"):
            if token.text in _SHIFTS:
                last.point.shift = _SHIFTS[token.text]
                self._grow(last.point, token)
            elif token.text not in ("当日", "同日"):
                self._new(token).same = token.text
            return
        before = self.text[last.stop if last else 0 : token.start]
        named = last is not None and last.kind == "until" and not before
        if token.text[0] in "翌当前即" and (named or _EVENT.search(before)):
            self.elements.append(Element("event", token.start, token.end, token.text))
            return
        if token.text in ("前", "本", "今", "来", "次", "昨"):
            return
        self._new(token).same = token.text

    def _weekday(self, token: Token) -> None:
        point = self._open_point(token)
        if point and (point.day or point.same):
            letter = re.search(r"[月火水木金土日]", token.text)
            if letter and not point.weekday:
                point.weekday = letter[0]
            self._grow(point, token)

    def _clock(self, token: Token) -> None:
        at = len(self.elements) - 1
        while at >= 0 and self.elements[at].kind in ("list", "approx", "planned"):
            at -= 1
        before = self.elements[at] if at >= 0 else None
        if before and before.point and before.point.time is None:
            between = self.text[self.elements[-1].stop : token.start]
            if _CLOSE.fullmatch(between) and not before.point.broken:
                del self.elements[at + 1 :]
                self._set_time(before.point, token.text)
                self._grow(before.point, token)
                return
        self.elements.append(Element("clock", token.start, token.end, token.text))

    def _set_time(self, point: Point, text: str) -> None:
        clock = read_clock(text)
        point.time = clock.value or ""
        point.flags += clock.flags

    def _masked(self, token: Token) -> None:
        last = self._last()
        if last and last.point and last.stop == token.start:
            last.point.broken = True
            self._grow(last.point, token)
        self.flags.append("masked")


@cache
def _readers() -> dict[str, Callable[[Builder, Token], None]]:
    """What reads each kind of token; all others are marks."""
    return {
        "number": Builder._number, "year": Builder._year, "typo_year": Builder._typo_year,
        "dual": Builder._dual, "bare_era": Builder._bare_era, "stamp": Builder._stamp,
        "slashed": Builder._slashed, "halved": Builder._halved, "english": Builder._english,
        "month": Builder._month, "day": Builder._day, "part": Builder._part,
        "half": Builder._half, "quarter": Builder._quarter, "season": Builder._season,
        "same": Builder._same, "weekday": Builder._weekday, "clock": Builder._clock,
        "masked": Builder._masked,
    }  # fmt: skip
