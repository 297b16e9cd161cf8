"""Whether a printed address and a registered one are the same place, and how closely."""

from __future__ import annotations

import re
from typing import Literal

from pipelines.lookups import fold
from pipelines.normalise.numerals import KANJI_DIGITS, kanji_int

Agreement = Literal["street", "municipality", "prefecture"]

_BLOCK = re.compile(rf"([{KANJI_DIGITS}]+)(?=丁目|番|号|条)")
_BETWEEN = re.compile(r"丁目|番地の?|番|号|(?<=[0-9])[‐‑–—―−ーの](?=[0-9])")
_HOUSE = re.compile(r"([^0-9]{2})([0-9]+(?:(?:-+|条|線|[東西南北])+[0-9]+)*)")
_NUMBER = re.compile("[0-9]+")


def house(address: str) -> str | None:
    """What tells a house from others: two letters of its town and its numbers; None without any.

    ``東京都港区芝五丁目７番１号`` and ``港区芝5-7-1`` → 区芝5-7-1. Buildings and floors that follow
    the numbers don't count.
    """
    folded = _BLOCK.sub(lambda kanji: str(kanji_int(kanji[1]) or kanji[1]), fold(address))
    found = _HOUSE.search(_BETWEEN.sub("-", folded))
    return found[1] + "-".join(_NUMBER.findall(found[2])) if found else None


def agreement(printed: str, prefecture: str, city: str, street: str) -> Agreement | None:
    """How closely a printed address agrees with a registered one; None where it is elsewhere.

    An address is often printed without its prefecture, county (海部郡) or ward (大阪市).
    """
    folded, registered = fold(printed), fold(prefecture)
    begins = registered and folded.startswith(registered)
    rest = folded.removeprefix(registered) if begins else folded
    if not any(rest.startswith(name) for name in _names(fold(city))):
        return "prefecture" if begins else None
    here = house(prefecture + city + street)
    return "street" if here and here == house(printed) else "municipality"


def _names(city: str) -> list[str]:
    """A registered municipality as it may be printed: 海部郡蟹江町, 蟹江町; 大阪市北区, 大阪市."""
    town = re.sub(r"^[^市]{1,5}?郡(?=.+[町村]$)", "", city)
    whole = re.match(r".+?市(?=.+区$)", city)
    return [name for name in (city, town, whole[0] if whole else "") if name]
