"""Addresses, telephone numbers and people that stand in the cell of a name."""

from __future__ import annotations

import re
from functools import cache

from pipelines.normalise.bodies import local_government_names, prefectures
from pipelines.normalise.names.words import alternatives, any_of, known, spellings
from pipelines.normalise.numerals import KANJI_DIGITS

_PHONE = re.compile(
    r"[(]?(?:TEL|Tel|tel|電話番号|電話|FAX|Fax|fax|携帯)[ .:：]*[0-9][0-9() -]{7,14}[)]?"
    r"|(?<![0-9-])0[0-9]{1,4}[-(][0-9]{1,4}[-)][0-9]{3,4}(?![0-9-])"
)
_POSTCODE = r"(?:〒 ?[0-9]{3} ?-? ?[0-9]{4}|(?<![0-9-])[0-9]{3}-[0-9]{4}(?![0-9-]))"
# An address may stand in a text only with one of these.
_MAYBE = re.compile("[0-9〒]|[都道府県][^\n]*[市区町村]|[(][^)]*[市区町村]|丁目|番地")
_TOWN = re.compile("[市区町村郡]")
_HOUSE = re.compile(
    rf"[0-9]-[0-9]|[0-9{KANJI_DIGITS}](?:丁目|番|号)|[町村大字][^0-9]*[0-9]+$|[0-9]+$|地内$"
)
_NUMBERED = re.compile(rf"[0-9]|[{KANJI_DIGITS}](?:丁目|番地|番|号)|大字|字|地内|番地")
# A line behind an address that goes on with it: 架空3-13-3
_HOUSE_LINE = re.compile(r"\s*\n[^\n]{0,20}?[0-9]+-[0-9][^\n]{0,40}(?=\n|$)")
_WARD = re.compile("市[一-鿿ぁ-ゖ]{1,4}区")
# A line behind an address that names a building: 虎ノ門ビル3階
_BUILDING = re.compile(
    r"\s*\n[^\n]{0,25}?(?:ビル|ビルディング|会館|新館|別館|本館|タワー|マンション|ハイツ|プラザ"
    r"|号室|号棟|[0-9]階|[0-9]F)"
    r"[^\n会]{0,8}(?=\n|$)"
)
_LETTERS = r"[一-鿿豈-\uFAFFぁ-ゖァ-ヺー々〆ヵヶ]"
# A title whose person was left out, at the end.
_TITLE_ALONE = re.compile(r"\s(?:代表取締役(?:社長|会長)?|取締役社長|代表理事|代表社員|理事長)\s*$")
_TITLED = re.compile("長|代表|取締|理事|支配人|役員|店主|事業主|氏名|者|知事|会頭")
_PERSON = re.compile(rf"{_LETTERS}{{2,8}}|[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+){{1,3}}")
# 平 澤 泠: single letters with gaps, as forms of contracts space them
_SINGLE = re.compile(r"(?<!\S)\S(?:[ \t]+\S(?!\S))+")
# What ends names of organisations, but of no person.
_NO_PERSON = re.compile(
    "(?:法人|建設|工業|設計|測量|事務|大学|機構|センター|工場|サービス|御中"
    "|[組店社会部所院局課室館園校区市町村県庁省団様])$"
)


def take_contacts(text: str, flags: list[str]) -> tuple[str, str | None]:
    """The text without addresses and telephone numbers, and the address as printed in it.

    ``株式会社山田組 東京都新宿区西新宿1-1`` → ``株式会社山田組`` and the address. An address begins
    with a postcode, a prefecture or a municipality, is numbered or ends with its municipality, and
    goes to the end of its line, or to a legal form where none stood before it.
    """
    if not _MAYBE.search(text):
        return text, None
    text, phones = _PHONE.subn(" ", text)
    if phones:
        flags.append("telephone")
    parts: list[str] = []
    place = 0
    while len(parts) < 6 and (begin := _begin().search(text, place)):
        start, end = begin.start("address"), _end(text, begin)
        if not _is_address(text, end, begin):
            place = max(begin.end(), place + 1)
            continue
        parts.append(" ".join(text[start:end].split()))
        after = text[end:].removeprefix(")") if begin["open"] else text[end:]
        building = _BUILDING.match(after) or _HOUSE_LINE.match(after)
        if building and not _form_inside().search(building[0]):
            parts[-1] += " " + building[0].strip()
            after = after[building.end() :]
        place = begin.start()
        text = text[:place] + "\n" + after
    if not parts and (glued := _glued_start(text)) is not None:
        line = text[glued:].partition("\n")[0]
        parts.append(" ".join(line.split()))
        text = text[:glued] + "\n" + text[glued + len(line) :]
    if parts:
        flags.append("address")
    return text, " / ".join(parts) or None


def take_person(text: str, flags: list[str]) -> tuple[str, str | None]:
    """The text without a title and the person after it, and that person.

    ``㈱山田組 代表取締役 山田 太郎`` → 山田太郎
    """
    if not _TITLED.search(text):
        return text, None
    text = _SINGLE.sub(lambda found: "".join(found[0].split()), text)
    text = _heads().sub(r"\1 所長 ", text)
    for found in _titles().finditer(text):
        line_end = text.find("\n", found.end())
        rest = text[found.end() : line_end if line_end >= 0 else len(text)]
        named = re.split(r"[),、;]|  ", rest.strip(" :：)"), maxsplit=1)[0].strip()
        if not named and line_end >= 0 and not rest.strip():
            line_end = text.find("\n", line_end + 1)
            rest = text[found.end() : line_end if line_end >= 0 else len(text)]
            named = rest.strip()
        if is_person(named):
            flags.append("representative")
            end = text.find(named, found.end()) + len(named)
            rest = text[end:].removeprefix(")")
            return text[: found.start()] + " " + rest, named if named.isascii() else joined(named)
    return _TITLE_ALONE.sub("", text), None


def is_person(text: str) -> bool:
    """Whether a text may be a person's name: 2 to 8 letters, no word that ends organisations."""
    name = text if text.isascii() else joined(text)
    if len(text.split()) > 3 or not _PERSON.fullmatch(name):
        return False
    return not _NO_PERSON.search(name) and not _form_inside().search(name)


def looks_like_person(text: str) -> bool:
    """Whether a text without a title is a person's name: it begins with a frequent surname.

    ``島田慎太郎``; so do ``島田 慎太郎`` and ``園田穣``.
    """
    name = joined(text)
    return 3 <= len(name) <= 6 and is_person(name) and bool(_surnames().match(name))


def tidy(text: str) -> str:
    """A text without marks at its ends, and without the half of a bracket there.

    ``(㈱山田組)`` → ㈱山田組; ``山田組(共)`` stays.
    """
    text = text.strip(" \t\n・/／、,，:：;").removeprefix("- ").removesuffix(" -").strip()
    if text.startswith("(") and text.find(")") == len(text) - 1:
        text = text[1:-1]
    elif text.startswith(")") or (text.startswith("(") and ")" not in text):
        text = text[1:]
    if text.endswith("(") or (text.endswith(")") and "(" not in text):
        text = text[:-1]
    return text.strip(" \t\n・/／、,，:：;")


def joined(text: str) -> str:
    """A text without gaps."""
    return "".join(text.split())


def _is_address(text: str, end: int, begin: re.Match[str]) -> bool:
    """Whether what begins as an address is one: numbered, or no more than its municipality."""
    part = text[begin.start("address") : end]
    if begin["postcode"]:
        return bool(re.search("[都道府県市区町村郡]", part))
    if begin["prefecture"]:
        rest = joined(part)[len(begin["prefecture"]) :]
        if (rest.partition("郡")[2] or rest) in local_government_names():
            return bool(begin.start() or end < len(text))
        if not _TOWN.search(rest):
            return bool(re.search("[0-9]-[0-9]", rest))
        below = begin.start() and text[begin.start() - 1] == "\n" and end < len(text)
        return bool(begin["open"] or below or _NUMBERED.search(rest))
    town = next((part[:n] for n in range(9, 1, -1) if part[:n] in local_government_names()), None)
    return town is not None and bool(_HOUSE.search(part) or (begin["open"] and town == part))


def _glued_start(text: str) -> int | None:
    """Where an address begins right behind a name: a prefecture, or a city with its ward."""
    for begin in _glued().finditer(text, 2):
        line = text[begin.end() :].partition("\n")[0]
        if _TOWN.search(line) and _HOUSE.search(joined(line)):
            return begin.start()
    for ward in _WARD.finditer(text, 2):
        for start in range(max(2, ward.start() - 5), ward.start()):
            if text[start : ward.end()] in local_government_names():
                line = text[ward.end() :].partition("\n")[0]
                return start if _HOUSE.search(joined(line)) else None
    return None


def _end(text: str, begin: re.Match[str]) -> int:
    end = text.find("\n", begin.end())
    end = len(text) if end < 0 else end
    opened = begin.groupdict().get("open")
    if opened and (closed := text.find(")", begin.end())) >= 0:
        return min(end, closed)
    title = _titles().search(text, begin.end(), end)
    end = title.start() if title else end
    if _form_inside().search(text, 0, begin.start()):
        return end
    form = _form_inside().search(text, begin.end(), end)
    if form is None:
        return end
    # the name that a form ends begins behind the last gap: 秋田市1-1　青葉土木株式会社
    gap = max(text.rfind(" ", begin.end(), form.start()), begin.end() - 1)
    return gap + 1 if gap >= begin.end() else form.start()


@cache
def _begin() -> re.Pattern[str]:
    """Where an address may begin: at a line's beginning, behind a gap, in a bracket."""
    label = f"(?:{any_of('addressLabels')} ?[:： ] ?)?"
    return re.compile(
        rf"(?:^|(?<=[\s,、;:)])|(?P<open>\()){label}"
        rf"(?P<address>(?P<postcode>{_POSTCODE}\s*)?(?P<prefecture>{_prefectures()})?)"
        r"(?=[一-鿿ぁ-ゖァ-ヺ])",
        re.M,
    )


@cache
def _glued() -> re.Pattern[str]:
    """A prefecture with its town, behind a name without a gap."""
    return re.compile(rf"(?<=[^\s(])(?P<address>{_prefectures()})(?=[^\s0-9]{{1,9}}[市区町村郡])")


@cache
def _prefectures() -> str:
    return alternatives(prefectures())


@cache
def _titles() -> re.Pattern[str]:
    """A title at the beginning of a word, or right after a form or a branch."""
    before = (
        r"(?:(?<=\s)|(?<=^)|(?<=[(,、:])|(?<=会社)|(?<=法人)|(?<=[支本]店)|(?<=支社)|(?<=所)"
        r"|(?=(?:代表取締役|取締役社長|理事長|代表理事|代表社員)[^\n]*\s))"
    )
    return re.compile(rf"{before}\(?{any_of('titles')}(?:兼{any_of('titles')})?\)?", re.M)


@cache
def _heads() -> re.Pattern[str]:
    """The head of a branch, glued to it: 静岡支店長 is the head of 静岡支店."""
    words = alternatives(spellings("branches")["strong"] + spellings("branches")["placed"])
    return re.compile(rf"(?<=[^\s])({words})長(?=[\s:：]*{_LETTERS})")


@cache
def _surnames() -> re.Pattern[str]:
    return re.compile(any_of("surnames"))


@cache
def _form_inside() -> re.Pattern[str]:
    return re.compile(alternatives([*spellings("forms"), *known("endings")]))
