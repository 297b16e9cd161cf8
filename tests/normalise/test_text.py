"""Text made plain: the traps of NFKC, the gazette's own characters, what was decoded wrongly."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import lookups
from pipelines.errors import SetupError
from pipelines.normalise import text as module
from pipelines.normalise.text import is_mojibake, plain, private_use, squeezed, variants

PLAIN = [
    # what NFKC alone would make another number of
    ("①１，０００円", "(1)1,000円"),
    ("⑫480円", "(12)480円"),
    ("⒈1件", "(1)1件"),
    ("❸3者", "(3)3者"),
    ("㉑1", "(21)1"),
    ("1,000円²", "1,000円^2"),
    ("10³㎥", "10^3m3"),
    ("H₂O", "H_2O"),
    ("1½", "1 1/2"),
    # signs of many shapes and one meaning
    ("−1,000 ‐ – — ― ─ － ﹣", "-1,000 - - - - - - -"),
    ("4月1日〜3日", "4月1日~3日"),
    ("4月1日～3日", "4月1日~3日"),
    ("サーバー", "サーバー"),
    # squared words and eras
    ("㍻30年", "平成30年"),
    ("㋿7年", "令和7年"),
    ("㈱ＡＢＣ", "(株)ABC"),
    ("100㎡", "100m2"),
    ("ﾍﾟﾝｷ工事", "ペンキ工事"),
    # what prints nothing
    ("葛\U000e0100城市", "葛城市"),
    ("1\u200b2,\u00ad345\ufeff", "12,345"),
    ("12\x00345", "12345"),
    ("a\u2028b", "a\nb"),
    # radicals that PDF files give for characters
    ("⻑野県⻄部", "長野県西部"),
    ("⾦額", "金額"),
    # the official gazette, two issues of July 2025
    ("37\uea75701\uea75400円", "37,701,400円"),
    ("98\uea745％", "98.5%"),
    ("\ue7b2\ue7bb\ue7bc", "(1)(10)(11)"),
    ("\ue7d1\ue7da", "(1)(10)"),
    ("\ue88c\ue88a\ue88c\ue88f", "2025"),
    ("03\ue61c1234", "03-1234"),
    ("300\ue690", "300kWh"),
]


@pytest.mark.parametrize(("printed", "meant"), PLAIN)
def test_plain_text(printed: str, meant: str) -> None:
    assert plain(printed) == meant


SQUEEZED = [
    ("令和 ７ 年　４ 月 １ 日", "令和7年4月1日"),
    ("2025/4/1  9:00", "2025/4/1 9:00"),
    ("１２ ３４５円", "12 345円"),
    ("予　定\n価　格", "予定価格"),
    ("", ""),
]


@pytest.mark.parametrize(("printed", "meant"), SQUEEZED)
def test_white_space_goes_but_between_two_digits(printed: str, meant: str) -> None:
    assert squeezed(printed) == meant


def test_a_character_that_only_its_publisher_knows_is_found() -> None:
    assert private_use("1\ue9e5000円") == "\ue9e5"
    assert private_use("\ue690型") == "\ue690", "beside no digit it may be anybody's own character"
    assert private_use("37\uea75701円") is None


GARBLED = [
    ("新日本建設株式会社".encode().decode("cp932", errors="replace"), True),
    ("入札公告（工事）".encode().decode("cp932", errors="replace"), True),
    ("予定価格".encode().decode("latin-1"), True),
    ("予定価格".encode().decode("cp1252", errors="replace"), True),
    ("開札結果".encode("euc_jp").decode("cp949", errors="replace"), True),
    ("????工事", True),
    ("工事\ufffd", True),
    ("ＰＬＡＮ?Ｇ", False),
    ("これでよいか?", False),
    ("株式会社髙﨑組", False),
    ("ﾔﾏﾀﾞｹﾝｾﾂ(ｶ", False),
    ("CAFÉ ÉCLAIR", False),
    ("繊維製品", False),
    ("", False),
]


@pytest.mark.parametrize(("printed", "garbled"), GARBLED)
def test_text_that_was_decoded_wrongly(printed: str, garbled: bool) -> None:
    assert is_mojibake(printed) is garbled


@given(st.text("一二三株式会社建設工業東京大阪県市町村入札公告契約金額日月年、。（）", min_size=4))
def test_japanese_read_as_latin_is_always_seen(printed: str) -> None:
    assert is_mojibake(printed.encode().decode("latin-1"))


@given(st.text(max_size=60))
def test_plain_text_stays_plain(printed: str) -> None:
    once = plain(printed)
    assert not any("①" <= letter <= "⑳" for letter in once)
    assert plain(once) == plain(plain(once))
    assert squeezed(printed) == squeezed(once) or private_use(printed)
    is_mojibake(printed)


@given(st.text("0123456789", min_size=1), st.text("０１２３４５６７８９", min_size=1))
def test_no_digit_is_lost_or_won(narrow: str, wide: str) -> None:
    assert plain(narrow + wide) == narrow + unicodedata.normalize("NFKC", wide)


def test_variants_are_for_comparing() -> None:
    assert variants("髙﨑濵邊澤") == "高崎浜辺沢"
    assert variants("冨士嶋") == "冨士嶋", "firms choose these on purpose"


def test_a_mistake_in_the_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {**lookups.load("characters.yml"), "variants": {"髙い": "高"}}
    monkeypatch.setattr(module, "load", lambda file: entries)
    module._variants.cache_clear()
    with pytest.raises(SetupError, match=r"characters\.yml: expected two different characters"):
        variants("髙")
    module._variants.cache_clear()
