"""Numbers in kanji: everyday (三百五), positional (二〇二四), formal (壱億弐千参百萬)."""

from __future__ import annotations

from functools import lru_cache

_DIGITS = {
    **{digit: value for value, digit in enumerate("〇一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("零壱弐参肆伍陸漆捌玖")},
    # the formal digits (大字) as laws and contracts write them, with their older shapes
    **{"○": 0, "◯": 0, "壹": 1, "弌": 1, "貳": 2, "貮": 2, "弍": 2, "參": 3, "弎": 3},
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "陌": 100, "千": 1000, "仟": 1000, "阡": 1000}
_SHORT = {"廿": 20, "卅": 30}
_MYRIADS = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12}
_MOST = 10**18

KANJI_DIGITS = "".join([*_DIGITS, *_TENS, *_SHORT, *_MYRIADS])
"""Every character of a number in kanji, to stand inside ``[...]`` of a regular expression."""


@lru_cache(maxsize=8192)
def kanji_int(text: str) -> int | None:
    """The whole number that a text of kanji numerals writes, None for any other text.

    ``百二十三万四千五百六十七`` → 1234567; ``二〇二四`` → 2024; ``一三`` → 13; ``壱億弐千参百万``
    → 123000000; ``廿三`` → 23. A mixture that could be two numbers (``二十五十``, ``千一万``
    counted twice) is None.
    """
    if not text or len(text) > 40:
        return None
    if all(letter in _DIGITS for letter in text):
        return int("".join(str(_DIGITS[letter]) for letter in text))
    total, last = 0, _MOST
    section = ""
    for letter in text:
        if letter in _MYRIADS:
            myriad, value = _MYRIADS[letter], _below_myriad(section)
            if value is None or myriad >= last:
                return None
            total, last, section = total + value * myriad, myriad, ""
        else:
            section += letter
    rest = _below_myriad(section) if section else 0
    return None if rest is None else total + rest


def _below_myriad(section: str) -> int | None:
    """The value of a part without 万: ``千二十三`` → 1023, ``二三`` → 23; None if malformed."""
    if section and all(letter in _DIGITS for letter in section):
        number = int("".join(str(_DIGITS[letter]) for letter in section))
        return number if len(section) <= 4 else None
    total, last, digit = 0, 10**4, None
    for letter in section:
        if letter in _SHORT:
            if digit is not None or last <= 10:
                return None
            total, last = total + _SHORT[letter], 10
        elif letter in _TENS:
            ten = _TENS[letter]
            if ten >= last or digit == 0:
                return None
            total, last, digit = total + (1 if digit is None else digit) * ten, ten, None
        elif letter in _DIGITS and digit is None:
            digit = _DIGITS[letter]
        else:
            return None
    return total + (digit or 0) if section else None
