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
_TOWN_ENDS = re.compile("[市区郡町村島]$")
_HOUSE = re.compile(rf"[0-9]|[{KANJI_DIGITS}](?:丁目|番|号)|大字|番地|地内|地先")
_GAP = re.compile(r"[\s　,，、]+|(?=[(（［\[])")


@lru_cache(maxsize=16384)
def is_address(text: str) -> bool:
    """Whether a text is an address and nothing before it: ``東京都港区芝1-2-3``, ``想像市9-9``.

    It begins with a postcode, or with a prefecture or municipality and has a house number; with
    both prefecture and municipality it needs none. ``東京都公園協会`` is none, and neither is
    ``中村建設㈱　静岡県浜松市中区1-2`` or ``中村土建（長野市1-2）``: their first words are names.
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
    house = _HOUSE.search(folded, town.end() if town else 0)
    form = _form().search(folded, 0, house.start() if house else len(folded))
    if form and not (prefecture and town):
        return False
    if town and not prefecture and _is_of_name(unwrapped(text), folded[: town.end()]):
        return False
    if not town:
        return bool(prefecture and re.search(r"[0-9]+-[0-9]|丁目|番地", folded))
    if house:
        return True
    return bool(prefecture) and not _organisation().search(folded)


def _is_of_name(text: str, town: str) -> bool:
    """Whether what looks like a town at the beginning of a text is of a name before its address.

    契約部長　港区芝1; 大阪支店東京都港区芝1; 中村土建　長野市1-2; 四日市土建　三重県津市1-2. Not
    中央区日本橋　室町1-2.
    """
    if len(town) > len(fold(text.split()[0])) or _prefecture().search(town, 1):
        return True
    gap = _GAP.search(text, 1)
    word = fold(text[: gap.start()]) if gap else ""
    if gap is None or _TOWN_ENDS.search(word) or _HOUSE.search(word):
        return False
    rest = text[gap.end() :]
    is_sure = town[-1] in "町村島" or bool(_prefecture().match(unwrapped(rest)))
    return is_sure and is_address(rest)


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
