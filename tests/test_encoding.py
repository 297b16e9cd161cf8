"""Which of the four Japanese encodings a text is in."""

import codecs

import pytest

from pipelines.extract.encoding import decide, is_text

SENTENCE = "入札結果を公表します。件名：市道第１号線舗装工事、落札者：株式会社見本建設"
SHORT = "<html><title>入札結果</title><body>工事"
KANA = "ﾐﾎﾝｹﾝｾﾂ㈱ 舗装工事 一式 落札"
VARIANTS = "髙橋建設㈱、﨑山組、①第１回"
HALF_WIDTH_ONLY = "ｶﾌﾞｼｷｶﾞｲｼﾔ"


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        # Undeclared, as many old pages are.
        (SENTENCE, "utf-8", None),
        (SENTENCE, "cp932", None),
        (SENTENCE, "euc_jp", None),
        (SENTENCE, "iso2022_jp", None),
        (SHORT, "utf-8", None),
        (SHORT, "cp932", None),
        (SHORT, "euc_jp", None),
        (SHORT, "iso2022_jp", None),
        (KANA, "cp932", None),
        (VARIANTS, "cp932", None),
        ("該当なし", "euc_jp", None),
        ("該当なし", "cp932", None),
        ("土木一式工事", "euc_jp", None),
        ("土木一式工事", "cp932", None),
        # Only ASCII: any would do.
        ("No. 1, 2026-04-01", "utf-8", None),
        # Declared, in the spellings that pages use.
        (SENTENCE, "cp932", "Shift_JIS"),
        (SENTENCE, "cp932", "x-sjis"),
        (SENTENCE, "cp932", "Windows-31J"),
        (SENTENCE, "euc_jp", "EUC-JP"),
        (SENTENCE, "utf-8", "UTF-8"),
        (SENTENCE, "iso2022_jp", "ISO-2022-JP"),
        # Half-width kana alone are also kanji in EUC-JP: the declaration decides.
        (HALF_WIDTH_ONLY, "cp932", "Shift_JIS"),
        # Declared wrongly: the bytes speak.
        (SENTENCE, "euc_jp", "Shift_JIS"),
        (SENTENCE, "cp932", "UTF-8"),
        (SENTENCE, "utf-8", "Shift_JIS"),
        (SENTENCE, "utf-8", "iso-8859-1"),
        (SENTENCE, "cp932", "ks_c_5601-1987"),
    ],
)
def test_the_encoding_is_found(text: str, codec: str, declared: str | None) -> None:
    found = decide(text.encode(codec), declared)
    assert found == codec
    assert text.encode(codec).decode(found) == text


def test_a_mark_at_the_beginning_decides() -> None:
    assert decide(codecs.BOM_UTF8 + b"a", "Shift_JIS") == "utf-8"


def test_a_page_with_some_broken_bytes_is_still_recognised() -> None:
    for codec in ("utf-8", "cp932", "euc_jp"):
        assert decide(SENTENCE.encode(codec)[:-1] + b"\xff", None) == codec


def test_japanese_far_below_a_long_head_is_found() -> None:
    body = b"<style>" + b"a{color:red}" * 20_000 + b"</style>" + SENTENCE.encode("euc_jp")
    assert decide(body) == "euc_jp"


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_long_text_cut_inside_a_character_is_no_error(cut: int) -> None:
    text = SENTENCE * 3000
    for codec in ("utf-8", "cp932", "euc_jp"):
        assert decide(text.encode(codec)[:-cut]) == codec


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", False),
        (b"PK\x03\x04rest", False),
        (b"%PDF-1.7 text", False),
        (b"a\0b", False),
        ("番号,件名".encode("cp932"), True),
        ("番号,件名".encode("iso2022_jp"), True),
        (b"", True),
    ],
)
def test_text_is_told_from_other_bytes(body: bytes, text: bool) -> None:
    assert is_text(body) is text
