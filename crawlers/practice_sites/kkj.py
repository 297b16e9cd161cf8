"""A practice site of the KKJ search API. All notices are invented.

It behaves as clients' code and the guide (検索APIガイド V1.1) say: at most 1,000 results and no
second page, two-digit prefecture codes, errors in ``<Error>``, elements in no fixed order, bytes
that are no UTF-8, and filters that never match a notice without their element.
"""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from xml.sax.saxutils import escape

from crawlers.practice_site import Asked, Page, Site

HOST = "www.kkj.go.jp"
CAP = 1000
_CATEGORIES = {"1": "物品", "2": "工事", "3": "役務"}
_PROCEDURES = {"1": "一般競争入札", "2": "簡易公募型競争入札", "3": "簡易公募型指名競争入札"}
_DAYS = {
    "CFT_Issue_Date": "CftIssueDate",
    "Tender_Submission_Deadline": "TenderSubmissionDeadline",
    "Opening_Tenders_Event": "OpeningTendersEvent",
    "Period_End_Time": "PeriodEndTime",
}
_TEXTS = {
    "Query": ("ProjectName", "ProjectDescription", "OrganizationName"),
    "Project_Name": ("ProjectName",),
    "Organization_Name": ("OrganizationName",),
}
_TOKEN = re.compile(r"\(|\)|[^\s()]+")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)?(/)?(\d{4}-\d\d-\d\d)?")
_BROKEN = "\ue000"
"""Stands in invented texts for a lone surrogate, which an answer has as three bytes."""

Item = Mapping[str, str]
"""A notice: element → text, without those that it lacks; ``Attachments``: a name and an address."""
Matches = Callable[[str], bool]


class Refused(Exception):
    """What the service says in ``<Error>``."""


@dataclass(frozen=True)
class Habits:
    """What is not known of the service, so that both are tried.

    ``order`` of results: ``new`` (newest first), ``mixed`` or ``old``. ``takes_not``: whether NOT
    may stand alone; ``joins``: whether words are joined by AND, OR … at all.
    """

    order: str = "new"
    takes_not: bool = True
    joins: bool = True


def kkj(items: Sequence[Item], habits: Habits | None = None) -> dict[str, Site]:
    """The service with some notices, as a practice site by host."""
    how = habits or Habits()
    known = in_order(items, how)

    def page(asked: Asked) -> Page | None:
        if asked.path.rstrip("/") != "/api":
            return None
        try:
            hits = search(known, asked, how)
            count = min(CAP, int(asked.value("Count") or 10))
        except Refused as refused:
            body = f"<Results><Version>1.0</Version><Error>{refused}</Error></Results>".encode()
        else:
            body = _answer(hits[:count], len(hits))
        return Page(b'<?xml version="1.0" encoding="UTF-8"?>\n' + body, "text/xml; charset=UTF-8")

    return {HOST: page}


def in_order(items: Sequence[Item], habits: Habits) -> list[Item]:
    """The notices in the order in which answers have them."""
    is_newest_first = habits.order != "old"
    known = sorted(items, key=lambda item: item.get("CftIssueDate", ""), reverse=is_newest_first)
    if habits.order == "mixed":
        random.Random(1).shuffle(known)
    return known


def search(items: Sequence[Item], asked: Asked, habits: Habits) -> list[Item]:
    """The notices that a request finds."""
    if not any(asked.value(name) for name in (*_TEXTS, "LG_Code")):
        raise Refused("no searchword")
    found = list(items)
    if codes := asked.value("LG_Code"):
        wanted = set(codes.split(","))
        found = [item for item in found if item.get("LgCode") in wanted]
    for name, labels, element in (
        ("Category", _CATEGORIES, "Category"),
        ("Procedure_Type", _PROCEDURES, "ProcedureType"),
    ):
        if code := asked.value(name):
            if code not in labels:
                raise Refused("internal error: query error: syntax error")
            found = [item for item in found if item.get(element) == labels[code]]
    for name, element in _DAYS.items():
        if text := asked.value(name):
            first, last = period(text)
            found = [item for item in found if first <= item.get(element, "")[:10] <= last]
            found = [item for item in found if item.get(element)]
    for name, elements in _TEXTS.items():
        if text := asked.value(name):
            matches = _expression(text, habits)
            found = [item for item in found if _has(item, elements, matches)]
    return found


def _has(item: Item, elements: Sequence[str], matches: Matches) -> bool:
    text = "\n".join(item[name] for name in elements if name in item)
    return bool(text) and matches(text)


def period(text: str) -> tuple[str, str]:
    """``2026-04-01``, ``a/b``, ``a/`` and ``/b`` as first and last day."""
    found = _DATE.fullmatch(text)
    if not found or not (found[1] or found[3]):
        raise Refused("Invalid Date Parameter")
    return found[1] or "0000", found[3] or (found[1] if not found[2] else "9999")


def _expression(text: str, habits: Habits) -> Matches:
    """What a search of words matches: OR over AND and ANDNOT over NOT, brackets, words."""
    if re.fullmatch(r"[ぁ-んァ-ヶ]", text):
        raise Refused("Only one Kana character in search expression")
    if not habits.joins:
        return lambda found: text in found
    tokens = _TOKEN.findall(text)
    matches = _either(tokens, habits)
    if tokens:
        raise Refused("internal error: query error: syntax error")
    return matches


def _either(tokens: list[str], habits: Habits) -> Matches:
    parts = [_both(tokens, habits)]
    while tokens[:1] == ["OR"]:
        tokens.pop(0)
        parts.append(_both(tokens, habits))
    return lambda text: any(part(text) for part in parts)


def _both(tokens: list[str], habits: Habits) -> Matches:
    parts = [_one(tokens, habits)]
    while tokens[:1] in (["AND"], ["ANDNOT"]):
        is_not = tokens.pop(0) == "ANDNOT"
        part = _one(tokens, habits)
        parts.append(_none(part) if is_not else part)
    return lambda text: all(part(text) for part in parts)


def _none(part: Matches) -> Matches:
    return lambda text: not part(text)


def _one(tokens: list[str], habits: Habits) -> Matches:
    token = tokens.pop(0) if tokens else ")"
    if token == "NOT" and habits.takes_not:
        return _none(_one(tokens, habits))
    if token == "(":
        inner = _either(tokens, habits)
        if tokens[:1] != [")"]:
            raise Refused("internal error: query error: syntax error")
        tokens.pop(0)
        return inner
    if token in (")", "AND", "OR", "NOT", "ANDNOT"):
        raise Refused("internal error: query error: syntax error")
    return lambda text: token in text


def _answer(items: Sequence[Item], hits: int) -> bytes:
    results = "".join(_result(number, item) for number, item in enumerate(items, 1))
    text = (
        "<Results><Version>1.0</Version>"
        f"<SearchResults><SearchHits>{hits}</SearchHits>\n{results}</SearchResults></Results>"
    )
    return text.encode().replace(_BROKEN.encode(), b"\xed\xa0\x80")


def _result(number: int, item: Item) -> str:
    """One result; the order of its elements goes by its Key, and so differs between results."""
    names = list(item)
    random.Random(item.get("Key", "")).shuffle(names)
    inner = "".join(_element(name, item[name]) for name in names)
    return f"<SearchResult><ResultId>{number}</ResultId>{inner}</SearchResult>\n"


def _element(name: str, text: str) -> str:
    if name == "Attachments":
        title, _, address = text.partition(" ")
        inner = f"<Name>{escape(title)}</Name><Uri>{escape(address)}</Uri>"
        return f"<Attachments><Attachment>{inner}</Attachment></Attachments>"
    if name in ("Key", "ExternalDocumentURI"):
        return f"<{name}><![CDATA[{text}]]></{name}>"
    return f"<{name}>{escape(text)}</{name}>"


# Invented notices

_NATIONAL = ("架空省架空局", "独立行政法人架空機構", "国立大学法人架空大学", "架空裁判所")
_OTHERS = ("日本架空放送", "架空博物館", "架空株式会社")
_TITLES = ("架空橋補修工事", "架空庁舎清掃業務", "架空システム賃貸借", "架空用紙購入")
_KINDS = ("工事", "役務", "役務", "物品")


def invented(
    first: date,
    days: int,
    a_day: tuple[int, int],
    seed: int = 1,
    busy: Mapping[date, int] | None = None,
) -> list[Item]:
    """Notices of some days: so many on a working day, few on others, ``busy`` days with their own.

    One in five is of a national body without LgCode, some of bodies that no usual word names, and
    here and there a notice lacks an element.
    """
    chance = random.Random(seed)
    found: list[Item] = []
    for number in range(days):
        day = first + timedelta(number)
        count = chance.randint(*a_day) if day.weekday() < 5 else chance.randint(0, a_day[0] // 40)
        for _ in range((busy or {}).get(day, count)):
            found.append(_notice(len(found), day, chance))
    return found


def some() -> list[Item]:
    """A few notices of all kinds: with a text, with dirt, a result, copies, one nearly bare."""
    day = date(2026, 9, 4)
    found = invented(day, 1, (30, 30), seed=3)
    found[0] = {**found[0], **_CALL}
    found[1] = {**found[1], "ProjectName": "架空橋補修工事(146.6KB)"}
    found[2] = {**found[2], "ProjectName": "架空庁舎清掃業務の入札結果について"}
    found[3] = {"Key": key_of("kakuu/kakuu_city/2026/20260904_99999"), "ProjectName": "架空"}
    return found


_CALL = {
    "ProjectName": "架空市庁舎清掃業務",
    "LgCode": "07",
    "PrefectureName": "福島県",
    "CityCode": "072117",
    "CityName": "田村市",
    "OrganizationName": "福島県田村市",
    "Category": "役務",
    "TenderSubmissionDeadline": "2026-09-29T00:00:00+09:00",
    "OpeningTendersEvent": "2026-09-30T10:00:00+09:00",
    "Attachments": "仕様書 https://www.kakuu.example.jp/shiyo.pdf",
    "ProjectDescription": """id="page" role="main">
入札公告
架空市公告第３号
次のとおり一般競争入札に付します。
令和8年9月4日
架空市長　架空　太郎
１　入札に付する事項
（１）件名　架空市庁舎清掃業務
（２）履行場所　架空市役所
（３）履行期間　令和8年10月1日から令和9年3月31日まで
２　予定価格　1,234,000円（税込）
３　入札書の提出期限　令和8年9月29日（火）午後5時
４　開札日時　令和8年9月30日（水）午前10時
""",
}


def _notice(number: int, day: date, chance: random.Random) -> Item:
    code = min(47, 1 + int(chance.expovariate(0.08)))
    kind = chance.randrange(4)
    site = chance.choice(("kakuu/kakuu_pref", "kakuu/kakuu_city", "search/p_portal"))
    item = {
        "Key": key_of(f"{site}/{day.year}/{day:%Y%m%d}_{number:05}"),
        "ProjectName": f"{_TITLES[kind]}その{number}",
        "Date": f"{day}T19:07:48+09:00",
        "CftIssueDate": f"{day}T00:00:00+09:00",
        "Category": _KINDS[kind],
        "ExternalDocumentURI": f"https://www.kakuu.example.jp/{number}.pdf",
    }
    if chance.random() < 0.2:
        item["OrganizationName"] = chance.choice(_NATIONAL if chance.random() < 0.97 else _OTHERS)
    else:
        item |= {"LgCode": f"{code:02}", "OrganizationName": f"架空県架空{code}市"}
    if chance.random() < 0.3:
        item["ProcedureType"] = _PROCEDURES[chance.choice("123")]
    for name in ("Category", "OrganizationName"):
        if "LgCode" in item and chance.random() < 0.01:
            del item[name]
    return item


def key_of(path: str) -> str:
    """A Key as the portal makes it: the path of what it read, in base64."""
    return base64.b64encode(f"{path}\n".encode()).decode()
