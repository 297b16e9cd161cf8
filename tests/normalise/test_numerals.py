"""Numbers in kanji, checked against a library that knows them (kanjize) where it can read them."""

from __future__ import annotations

import kanjize
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalise.numerals import KANJI_DIGITS, kanji_int

NUMBERS = [
    ("〇", 0),
    ("十", 10),
    ("二十八", 28),
    ("一三", 13),
    ("二〇二四", 2024),
    ("三百五", 305),
    ("千一万", 10_010_000),
    ("百二十三万四千五百六十七", 1_234_567),
    ("二億三百四万", 203_040_000),
    ("一兆二千億", 1_200_000_000_000),
    # formal digits, as contracts and laws write amounts
    ("壱億弐千参百万", 123_000_000),
    ("壱百弐拾参萬", 1_230_000),
    ("伍拾萬", 500_000),
    ("廿三", 23),
    # not one number
    ("万", None),
    ("二十五十", None),
    ("十百", None),
    ("一万二億", None),
    ("〇十", None),
    ("工事", None),
    ("12", None),
    ("", None),
]


@pytest.mark.parametrize(("printed", "number"), NUMBERS)
def test_a_number_in_kanji(printed: str, number: int | None) -> None:
    assert kanji_int(printed) == number


@given(st.integers(1, 10**15))
def test_any_number_comes_back(number: int) -> None:
    assert kanji_int(kanjize.number2kanji(number)) == number
    positional = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    assert kanji_int(positional) == number


@given(st.text(KANJI_DIGITS, max_size=50))
def test_no_row_of_numerals_raises(printed: str) -> None:
    number = kanji_int(printed)
    assert number is None or number >= 0
