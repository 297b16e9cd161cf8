"""Whether a piece of a cell is an address, and where in a line one begins."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.lookups import fold
from pipelines.normalise.bodies import prefectures
from pipelines.normalise.contract_words import any_of
from pipelines.normalise.names import parse_organisation
from pipelines.normalise.numerals import KANJI_DIGITS
from pipelines.normalise.text import plain

_OPEN, _CLOSE = "(（［[", ")）］]"
_POSTCODE = re.compile(r"〒?[0-9]{3}-[0-9]{4}")
_TOWN = re.compile(r"[一-鿿々ぁ-ゖァ-ヺーヶ]{1,8}?[市区郡町村島]")
_HOUSE = re.compile(rf"[0-9]|[{KANJI_DIGITS}](?:丁目|番|号)|大字|番地|地内|地先")
_GAP = re.compile(r"[\s　,，、]+|(?=[(（［\[])")


@lru_cache(maxsize=16384)
def is_address(text: str) -> bool:
    """Whether a text is an address and nothing before it: ``東京都港区芝1-2-3``, ``想像市9-9``.

    It begins with a postcode, or with a prefecture or municipality and has a house number; with
    both prefecture and municipality it needs none. ``東京都公園協会`` is none, nor is a firm whose
    name looks like a town's and whose address follows: ``木村環境㈱　港区芝1-2-3``.
    """
    folded = fold(plain(unwrapped(text)))
    if _POSTCODE.match(folded):
        return True
    if folded.endswith("長"):  # 架空市第2課長 is a person's office
        return False
    prefecture = _prefecture().match(folded)
    town = _TOWN.match(folded, prefecture.end() if prefecture else 0)
    if _form().search(folded[: town.end() if town else 12]):
        return False
    if town and not prefecture and _is_of_a_firm(unwrapped(text), town.end()):
        return False
    if not town:
        return bool(prefecture and re.search(r"[0-9]+-[0-9]|丁目|番地", folded))
    if _HOUSE.search(folded, town.end()):
        return True
    return bool(prefecture) and not _organisation().search(folded)


def _is_of_a_firm(text: str, end: int) -> bool:
    """Whether what looks like a town at the beginning of a text, up to ``end``, is none.

    ``契約部長　港区芝1``: the town is of a later word; ``木村環境㈱　港区芝1``, ``中村道路事務所
    東京都港区芝1``: it is of a firm's name, and an address may follow.
    """
    first, *others = text.split()
    folded = fold(first)
    if end > len(folded):
        return True
    house = _HOUSE.search(folded, end)
    name = folded[: house.start()] if house else folded
    if house or not others:
        return bool(_form().search(name))
    follows = any(_prefecture().match(fold(other)) for other in others)
    return follows or bool(_form().search(name) or _organisation().search(name))


def unwrapped(text: str) -> str:
    """A text without the brackets that hold all of it. ``（東京都港区芝1）`` → 東京都港区芝1"""
    text = text.strip()
    while len(text) > 1 and text[0] in _OPEN and text[-1] in _CLOSE and _is_pair(text):
        text = text[1:-1].strip()
    return text


def _is_pair(text: str) -> bool:
    """Whether the first bracket is closed by the last."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in _OPEN) - (letter in _CLOSE)
        if depth == 0:
            return place == len(text) - 1
    return False


def split_address(line: str) -> tuple[str, str | None]:
    """What stands before an address in a line, and the address; None where there is none.

    ``青葉電機㈱　東京都港区芝1-2-3`` → both; ``青葉電機㈱（東京都港区芝1-2-3）`` → both.
    """
    if is_address(line):
        return "", unwrapped(line)
    for gap in _GAP.finditer(line):
        rest = line[gap.end() :]
        if gap.start() and is_address(rest):
            return line[: gap.start()].strip(), unwrapped(rest)
    for found in _prefecture().finditer(line, 1):
        rest = line[found.start() :]
        before = line[: found.start()].strip()
        if is_address(rest) and _HOUSE.search(fold(rest)) and parse_organisation(before).legal_form:
            return before, rest.strip()
    return line.strip(), None


@cache
def _prefecture() -> re.Pattern[str]:
    return re.compile("|".join(prefectures()))


@cache
def _organisation() -> re.Pattern[str]:
    return re.compile(any_of("organisations") + "$")


@cache
def _form() -> re.Pattern[str]:
    """Legal forms, with which no address begins."""
    return re.compile(r"会社|法人|財団|社団|\([株有財社同資名一公]\)|[㈱㈲]")
