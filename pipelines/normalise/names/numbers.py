"""The 法人番号 that stands beside a name, and how many others do."""

from __future__ import annotations

import re

from pipelines.normalise.bodies import is_corporate_number
from pipelines.normalise.numerals import KANJI_DIGITS, kanji_int

_DIGITS = r"[0-9](?:[ -]?[0-9]){12}(?!-?[0-9])"
_LABEL = r"(?:法人番号|登録番号|インボイス番号|適格請求書発行事業者番号)"
# 4-1200-0116-4556: so only a 法人番号 is grouped, whatever its check digit.
_GROUPED = re.compile("[0-9]-[0-9]{4}-[0-9]{4}-[0-9]{4}")
_BARE = re.compile(rf"(?<![0-9A-Za-z-])(?P<mark>[Tt] ?)?(?P<digits>{_DIGITS})")
# 法人番号: 7000012050002 · (法人番号 T7000012050002) · 法人番号 - · 法人番号(なし)
_LABELLED = re.compile(
    rf"[(\[【]? ?{_LABEL} ?[:：]? ?[(]?"
    rf"(?:(?P<mark>T ?)?(?P<digits>{_DIGITS})|(?P<wrong>[0-9][0-9 -]*)"
    r"|(?P<none>[-ー*/]+|なし|無し|無|該当なし|非該当|不明|未登録|未記載|未指定)?) ?[)]? ?[)\]】]?",
)
_KANJI = f"[0-9{KANJI_DIGITS}]"
# 外2者 · ほか３社 · 他1名 · 外二者
_OTHERS = re.compile(
    rf"[(,、]? ?(?:外|他|ほか|その他|及び他|及びほか) ?"
    rf"(?:別紙(?:記載)?の? ?)?(?P<count>{_KANJI}{{1,4}}) ?"
    r"(?:者|社|名|人|先|法人|団体|企業|組織)(?: ?連名)? ?[)]?(?=\s|$|[),、]|JV|共同|特定|\()"
)
_OTHERS_UNCOUNTED = re.compile(
    r"(?<=[^\s])[ (、]+(?:外|他|ほか)(?:数社|数者|数名)?\)?(?=$|\n)"
    r"|[ (、]*(?:外|他|ほか) ?[(]?(?:別紙|別添|別表)[^\n]{0,8}$|(?<=[^\sぁ-ゖ])(?:他|ほか)$"
)


def take_number(text: str, flags: list[str]) -> tuple[str, str | None, bool | None]:
    """The text without its 法人番号, the number, and whether its check digit holds.

    ``国税庁 7000-0120-50002`` → 7000012050002. A label without a number (``法人番号 －``) goes as
    well, and a bracket that holds something else (``（法人番号：別紙）``). Without a label, digits
    with gaps count where they are grouped as a 法人番号 is, or the check digit holds.
    """
    if "番号" in text and (found := _LABELLED.search(text)):
        end = _end_of_bracket(text, found)
        rest = text[: found.start()] + " " + text[end:]
        if found["digits"]:
            return _taken(rest, found, flags)
        wrong = found["wrong"] or end > found.end()
        flags.append("invalid_corporate_number" if wrong else "empty_corporate_number")
        return rest, None, None
    for found in _BARE.finditer(text):
        digits = _only_digits(found["digits"])
        sure = found["mark"] or digits == found["digits"] or _GROUPED.fullmatch(found["digits"])
        if sure or is_corporate_number(digits):
            return _taken(text[: found.start()] + " " + text[found.end() :], found, flags)
    return text, None, None


def take_others(text: str, flags: list[str]) -> tuple[str, int | None]:
    """The text without ``外2者``, and that number. ``㈱山田組ほか３社`` → 3"""
    found = _OTHERS.search(text)
    if found and (found.start() > 0 or found.end() == len(text)):
        number = found["count"]
        count = int(number) if number.isdecimal() else kanji_int(number)
        flags.append("others")
        return text[: found.start()] + " " + text[found.end() :], count
    found = _OTHERS_UNCOUNTED.search(text)
    if found and found.start() > 0:
        flags.append("others_uncounted")
        return text[: found.start()] + " " + text[found.end() :], None
    return text, None


def _taken(rest: str, found: re.Match[str], flags: list[str]) -> tuple[str, str, bool]:
    digits = _only_digits(found["digits"])
    valid = is_corporate_number(digits)
    if found["mark"]:
        flags.append("invoice_number")
    if not valid:
        flags.append("invalid_corporate_number")
    return rest, digits, valid


def _end_of_bracket(text: str, found: re.Match[str]) -> int:
    """The end of a label's match, or of its bracket where that holds no number."""
    printed = found[0].strip()
    if found["digits"] or found["none"] or printed[0] not in "([【" or printed[-1] in ")]】":
        return found.end()
    line = text[found.end() :].partition("\n")[0]
    closed = re.search(r"[)\]】]", line)
    return found.end() + closed.end() if closed else found.end()


def _only_digits(text: str) -> str:
    return text.replace(" ", "").replace("-", "")
