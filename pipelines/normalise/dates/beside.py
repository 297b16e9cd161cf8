"""What stands beside a day: 同年, (火), 午後3時, a mask in place of digits."""

from __future__ import annotations

import re

from pipelines.normalise.dates.elements import Elements
from pipelines.normalise.dates.points import Element
from pipelines.normalise.dates.tokens import Token

_CLOSE = re.compile(r"[\s・の,、()\[\]:;/／]*(?:各日|毎日|の日|の)?[\s,、(の]*")
_EVENT = re.compile(r"(?:[一-龥ァ-ヶ々]|の)$")
_SHIFTS = {"翌日": 1, "翌々日": 2, "前日": -1}


def read_same(built: Elements, token: Token) -> None:
    """同年, 翌日 …: of a date before it; of an event (締切日当日) it is no date."""
    last = built.last()
    if last and last.point and built.text[last.stop : token.start] in ("", "の"):
        if token.text in _SHIFTS:
            last.point.shift = _SHIFTS[token.text]
            built.grow(last.point, token)
        elif token.text not in ("当日", "同日"):
            built.new(token).same = token.text
        return
    before = built.text[last.stop if last else 0 : token.start]
    named = last is not None and last.kind == "until" and not before
    if token.text[0] in "翌当前即" and (named or _EVENT.search(before)):
        built.elements.append(Element("event", token.start, token.end, token.text))
        return
    if token.text in ("前", "本", "今", "来", "次", "昨"):
        return
    built.new(token).same = token.text


def read_weekday(built: Elements, token: Token) -> None:
    """(火): belongs to the day before it, to be checked against it."""
    point = built.open_point(token)
    if point and (point.day or point.same):
        letter = re.search(r"[月火水木金土日]", token.text)
        if letter and not point.weekday:
            point.weekday = letter[0]
        built.grow(point, token)


def read_time(built: Elements, token: Token) -> None:
    """午後3時: the hour of the day before it, or one that stands apart."""
    at = len(built.elements) - 1
    while at >= 0 and built.elements[at].kind in ("list", "approx", "planned"):
        at -= 1
    before = built.elements[at] if at >= 0 else None
    if before and before.point and before.point.time is None:
        between = built.text[built.elements[-1].stop : token.start]
        if _CLOSE.fullmatch(between) and not before.point.broken:
            del built.elements[at + 1 :]
            built.set_time(before.point, token.text)
            built.grow(before.point, token)
            return
    built.elements.append(Element("clock", token.start, token.end, token.text))


def read_masked(built: Elements, token: Token) -> None:
    """●月, a form left blank: nothing of such a date may be read."""
    last = built.last()
    if last and last.point and last.stop == token.start:
        last.point.broken = True
        built.grow(last.point, token)
    built.flags.append("masked")
