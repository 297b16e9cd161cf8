"""The figures with which Word numbers a list: １, ①, 一, ア, (a) by the name of their kind."""

from __future__ import annotations

from collections.abc import Callable

_LARGEST = 32_767
"""Word counts no further."""

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_KANJI = "〇一二三四五六七八九"
_LEGAL = "零壱弐参四伍六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_HALF_AIUEO = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウ"
    "ヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
)
_HALF_IROHA = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def figure(number: int, kind: str) -> str | None:
    """A number as Word prints it in a kind of list (``w:numFmt``): 3, ``irohaFullWidth`` is ハ.

    None for a kind that isn't known here, and for a number that the kind doesn't have.
    """
    make = _KINDS.get(kind)
    return make(number) if make and 0 <= number <= _LARGEST else None


def _from(signs: str) -> Callable[[int], str | None]:
    """The sign at the place of the number, from 1."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else None


def _circled(number: int) -> str | None:
    """①…㊿."""
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return None


def _counted(digits: str, ten: str) -> Callable[[int], str | None]:
    """Read out with tens and hundreds: 二十三."""

    def read(number: int) -> str | None:
        if not 0 < number < 10_000:
            return None
        said = ""
        for value, unit in ((1000, "千"), (100, "百"), (10, ten), (1, "")):
            count = number // value % 10
            if count:
                said += ("" if count == 1 and unit else digits[count]) + unit
        return said

    return read


def _digits(signs: str) -> Callable[[int], str]:
    """Digit by digit: 二三."""
    return lambda number: "".join(signs[int(digit)] for digit in str(number))


def _letter(number: int) -> str | None:
    """a … z, then aa, bb as Word goes on."""
    if number < 1:
        return None
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str | None:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said or None


def _upper(make: Callable[[int], str | None]) -> Callable[[int], str | None]:
    def read(number: int) -> str | None:
        said = make(number)
        return said and said.upper()

    return read


_KINDS: dict[str, Callable[[int], str | None]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL),
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda number: "",
    "lowerLetter": _letter,
    "upperLetter": _upper(_letter),
    "lowerRoman": _roman,
    "upperRoman": _upper(_roman),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("".join(map(chr, range(0x2474, 0x2488)))),
    "decimalEnclosedFullstop": _from("".join(map(chr, range(0x2488, 0x249C)))),
    "ideographEnclosedCircle": _from("".join(map(chr, range(0x3280, 0x328A)))),
    "aiueo": _from(_HALF_AIUEO),
    "aiueoFullWidth": _from(_AIUEO),
    "iroha": _from(_HALF_IROHA),
    "irohaFullWidth": _from(_IROHA),
    "japaneseCounting": _counted(_KANJI, "十"),
    "chineseCounting": _counted(_KANJI, "十"),
    "chineseCountingThousand": _counted(_KANJI, "十"),
    "taiwaneseCounting": _counted(_KANJI, "十"),
    "japaneseLegal": _counted(_LEGAL, "拾"),
    "japaneseDigitalTenThousand": _digits(_KANJI),
    "ideographDigital": _digits(_KANJI),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
}
