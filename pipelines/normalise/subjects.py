"""What a contract is about, where one cell holds title, place, period and kind in lines."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from pipelines.lookups import fold
from pipelines.normalise.addresses import is_address, unwrapped
from pipelines.normalise.contract_words import any_of
from pipelines.normalise.dates import parse_date, parse_day, parse_period
from pipelines.normalise.methods import parse_method
from pipelines.normalise.outcome_words import is_nothing
from pipelines.normalise.tender import Tender
from pipelines.normalise.text import plain
from pipelines.records import Period

_DATED = re.compile(r"[0-9]{1,4}[年./][0-9]{1,2}[月./][0-9]{1,2}|[0-9]+日間|履行期[限間]|工期")
_NARROW = {code + 0xFEE0: code for code in range(0x21, 0x7F)}  # letter by letter: places stay
_TAIL = re.compile(
    r"[\s　]+[(（]?((?:[RHS]|令和|平成|昭和)?[0-9元]{1,4}[年./][0-9]{1,2}[月./][0-9]{1,2}日?"
    r"\s*[~～〜-].*)$"
)
_BRACKETS = re.compile(r"^[(（［\[「](.*)[)）］\]」]$", re.DOTALL)
_COUNTED = re.compile(
    r"[(]?(?:一式|[0-9,]+(?:式|件|人|名|台|箇所|か所|ヶ所|個|本|枚|部|冊|セット|回|組|基|t|kg|L|m2?)"
    r"(?:(?:ほか|外|他)[0-9]*[件品目種点]*)?)[)]?"
)


class Subject(NamedTuple):
    """Title, place, period and kind of work of one cell, as printed; None where not printed."""

    title: str | None
    place: str | None = None
    period: Period | None = None
    work_type: str | None = None
    unclear_period: str | None = None


@lru_cache(maxsize=8192)
def works_subject(text: str, fiscal_era: str | None = None) -> Subject:
    """公共工事の名称、場所、期間及び種別: the lines of a cell by what they are.

    ``市道舗装工事\\n青葉市本町\\nR6.6.1～R7.2.28\\n舗装工事`` → all four. The line of days parts
    place and kind; without one the last line is the kind only where its words say so. A place
    that is ``－`` isn't printed.
    """
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    if not lines:
        return Subject(None)
    dated = next((n for n, line in enumerate(lines) if n and _is_period(line)), None)
    if dated is None:
        name, tail = _tail_off(lines[0])
        if tail:
            return _by_tail(name, tail, lines[1:], fiscal_era)
        return _undated(lines)
    title, place = _title_and_place(lines[:dated])
    kind = "".join(unwrapped(line) for line in lines[dated + 1 :])
    period = _period(lines[dated], fiscal_era)
    return Subject(title, _said(place), period, _said(kind), None if period else lines[dated])


def goods_subject(text: str, fiscal_era: str | None = None) -> Subject:
    """物品役務等の名称及び数量: the name without a quantity that has a line of its own.

    Where a line of days shows that it holds what a cell of works holds, it is read as one.
    """
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    if any(_is_period(line) for line in lines[1:]):
        return works_subject(text, fiscal_era)
    while len(lines) > 1 and _COUNTED.fullmatch(fold(plain(lines[-1]))):
        lines.pop()
    return Subject(_title(lines))


def _undated(lines: list[str]) -> Subject:
    """Lines without a period: a title, a place, and perhaps a kind.

    With the name alone before it, an address is the place: ``市道舗装工事\\n青葉市本町1-2``.
    """
    kind = None
    if len(lines) > 2 and parse_method(lines[-1], {"kind": "category"}).category:
        kind = unwrapped(lines.pop())
    has_place = len(lines) > 1 and (kind or is_address(lines[-1]))
    title, place = _title_and_place(lines) if has_place else (_title(lines), None)
    return Subject(title, _said(place), None, kind)


def _by_tail(title: str, tail: str, rest: list[str], era: str | None) -> Subject:
    """A period that stands behind the title in its line; place and kind follow."""
    kind = unwrapped(rest[-1]) if len(rest) > 1 else None
    place = " ".join(map(unwrapped, rest[:-1] if kind else rest))
    return Subject(title, _said(place), _period(tail, era), _said(kind))


def _tail_off(line: str) -> tuple[str, str | None]:
    found = _TAIL.search(line.translate(_NARROW))
    return (line[: found.start()].strip(), found[1]) if found else (line, None)


def _title_and_place(lines: list[str]) -> tuple[str | None, str | None]:
    """The lines before the period: a title, which may go on, and the place."""
    end = 1
    while end < len(lines) - 1 and not _ends_title(lines[end - 1]):
        end += 1
    return _title(lines[:end]), " ".join(map(_unbracketed, lines[end:])) or None


def _ends_title(line: str) -> bool:
    return bool(_title_end().search(fold(plain(line))))


def _is_period(line: str) -> bool:
    """Whether a line is days, from and to or until; a title may begin with 令和6年度."""
    folded = fold(plain(_unbracketed(line)))
    if not _DATED.search(folded):
        return False
    rest = re.sub(
        r"[0-9年月日./~～〜\-:：()令和平成昭和元HRSTMまでからより自至契約締結の翌履行期限間工]",
        "",
        folded,
    )
    return len(rest) <= 4


def _period(line: str, era: str | None) -> Period | None:
    """The period of a line; of days without an era only where the table's other days have one."""
    text = _unbracketed(line)
    found = parse_period(text)
    if found is None and era:
        ends = re.split(r"[-－~～〜―‐–−]", text)
        days = [parse_date(end.strip(), {"era": era}) for end in ends]
        sure = all(day.start and set(day.flags) <= {"era_omitted"} for day in days)
        if len(days) == 2 and sure and (days[0].start or "") <= (days[1].start or ""):
            return Period(start=days[0].start, end=days[1].start)
    return Period(start=found[0], end=found[1], duration_in_days=found[2]) if found else None


def _unbracketed(line: str) -> str:
    found = _BRACKETS.match(line.strip())
    return found[1].strip() if found else line.strip()


def _title(lines: list[str]) -> str | None:
    return "".join(lines).strip() or None


def _said(text: str | None) -> str | None:
    """A text, None where it says that nothing is printed."""
    bare = _unbracketed(text) if text else ""
    return None if not bare or is_nothing(bare) else bare


@cache
def _title_end() -> re.Pattern[str]:
    return re.compile(any_of("titleEnds") + r"(?:\([^()]*\)|[0-9一二三四五その第期次]{0,4})$")


def subject_of(tender: Tender) -> Subject:
    """Title, place, period and kind of a notice, from the cells that hold several of them.

    What has a column of its own counts before what a shared cell says.
    """
    for meaning, reads in (("worksTitle", works_subject), ("goodsTitle", goods_subject)):
        column, text = tender.found(meaning)
        if column is None or not text or is_nothing(text):
            continue
        subject = reads(text, _era(tender))
        if subject.unclear_period:
            tender.note("unclearDate", column, subject.unclear_period)
        return subject
    title = tender.text("title")
    return Subject("".join(title.splitlines()).strip() if title else None)


def _era(tender: Tender) -> str | None:
    """The era of the day on which the contract was signed, for days printed without one."""
    day = parse_day(tender.text("signed") or "")
    if day is None or day.value is None:
        return None
    return "令和" if day.value >= "2019-05-01" else "平成"
