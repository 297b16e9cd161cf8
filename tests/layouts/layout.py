"""What a layout is, and short ways to write the notices that it must give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

Json = dict[str, object]


@dataclass(frozen=True)
class Layout:
    """One invented file with the notices that a careful person reads off it.

    ``expected`` holds the notices in printed order, in the keys of ``design.md``. ``doubtful``
    names keys whose answer that page leaves open: they are neither demanded nor held against a
    reader. ``hints`` is what a list page would have said, label → text. ``empty``: the file says in
    words that there is nothing. ``name`` and ``why`` come from the function that makes it.
    """

    file_name: str
    body: bytes
    expected: list[Json]
    empty: bool = False
    doubtful: tuple[str, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    why: str = ""


class NotHere(Exception):
    """A program that is needed to build the file is not on this machine: skip the layout."""


Maker = Callable[[], Layout]
MAKERS: list[Maker] = []


def layout(make: Maker) -> Maker:
    """Register a function as a layout; its name and docstring become those of the layout."""
    why = " ".join((make.__doc__ or "").split())
    name = make.__name__

    def named() -> Layout:
        return replace(make(), name=name, why=why)

    named.__name__ = name
    named.__doc__ = make.__doc__
    MAKERS.append(named)
    return named


def corporate_number(serial: int) -> str:
    """A 法人番号 with a valid check digit; no registry office has the code 9999."""
    base = f"9999{serial:08d}"
    total = sum(int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(base)))
    return f"{9 - total % 9}{base}"


# Firms that don't exist, with their numbers.
KENSETSU, KENSETSU_NO = "架空建設株式会社", corporate_number(1_000_001)
DOBOKU, DOBOKU_NO = "想像土木株式会社", corporate_number(1_000_002)
KOGYO, KOGYO_NO = "株式会社幻工業", corporate_number(1_000_003)
DENKI, DENKI_NO = "有限会社夢野電気", corporate_number(1_000_004)
SEKKEI, SEKKEI_NO = "絵空設計株式会社", corporate_number(1_000_005)
SHOJI, SHOJI_NO = "株式会社空想商事", corporate_number(1_000_006)
SOGO, SOGO_NO = "合同会社虚構ビルサービス", corporate_number(1_000_007)
KUMI, KUMI_NO = "株式会社霧島組架空支店", corporate_number(1_000_008)


def price(amount: int | str, tax: str = "unknown", **more: object) -> Json:
    """A price as the record has it; ``more`` holds amountNet, pricing, per and ceiling."""
    return {"amount": amount, "currency": "JPY", "tax": tax, **more}


HIDDEN: Json = {"undisclosed": True}


def firm(name: str, number: str = "", address: str = "") -> Json:
    """A supplier or bidder."""
    made: Json = {"name": name}
    if number:
        made["id"] = f"JP-JCN-{number}"
    if address:
        made["address"] = address
    return made


_STATUS = {
    "辞退": "withdrawn",
    "不参加": "invited",
    "欠席": "invited",
    "未入札": "invited",
    "無効": "disqualified",
    "失格": "disqualified",
}


def bid(
    name: str,
    *rounds: int | str | None,
    won: bool = False,
    status: str = "",
    number: str = "",
    **more: object,
) -> Json:
    """A bidder's entry: a number is a price, a text a mark, None an empty round.

    ``status`` is worked out from plain rounds as design.md says; give it where a word beside the
    rounds decides. ``won`` stands only with the winner.
    """
    made: Json = {"bidder": firm(name, number)}
    made["rounds"] = [
        {} if one is None else {"amount": one} if isinstance(one, int) else {"mark": one}
        for one in rounds
    ]
    marks = [_STATUS[one] for one in rounds if isinstance(one, str) and one in _STATUS]
    if status:
        made["status"] = status
    elif any(isinstance(one, int) for one in rounds):
        made["status"] = "disqualified" if "disqualified" in marks else "valid"
    elif marks:
        made["status"] = marks[0]
    if won:
        made["won"] = True
    return {**made, **more}


def step(label: str, start: str = "", end: str = "") -> Json:
    """A dated step: a day has a start, a closing day an end, a span both."""
    made: Json = {"label": label}
    if start:
        made["start"] = start
    if end:
        made["end"] = end
    return made


def period(start: str = "", end: str = "", days: int = 0) -> Json:
    """A time of performance."""
    made: Json = {}
    if start:
        made["start"] = start
    if end:
        made["end"] = end
    if days:
        made["durationInDays"] = days
    return made


def at(day: str, time: str) -> str:
    """A moment in Japan."""
    return f"{day}T{time}:00+09:00"


def notice(stage: str, title: str, **keys: object) -> Json:
    """A notice. A name alone is enough for buyer."""
    if isinstance(keys.get("buyer"), str):
        keys["buyer"] = {"name": keys["buyer"]}
    return {"stage": stage, "title": title, **keys}


def result(title: str, **keys: object) -> Json:
    """A notice of the stage that most lists have."""
    return notice("result", title, **keys)


# What design.md leaves open for a notice that does not print it: a reader may add these without
# inventing anything. None stands for any value.
MAY_ADD: Mapping[str, frozenset[str] | None] = {
    "raw": None,
    "at": None,
    "issues": None,
    "schedule": None,
    "category": None,
    "status": frozenset({"planned", "active", "complete"}),
}
