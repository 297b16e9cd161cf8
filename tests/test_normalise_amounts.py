"""Amounts as clerks print them; the origin stands beside each string."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalise.amounts import denoise, parse_price, tax_of, unit_of
from pipelines.normalise.captions import told

PRICES: list[tuple[str, int, int | Decimal, str | None]] = [
    # 入札結果データ of the bureaus
    ("45730000", 1, 45_730_000, None),
    ("129009999.99999999", 1, 129_010_000, None),
    ("45730", 1000, 45_730_000, None),
    # the ministries' compilations of contracts
    ("490300円", 1, 490_300, None),
    ("1,437,660", 1, 1_437_660, None),
    ("２，０２６，３１０円", 1, 2_026_310, None),
    # notices of cities
    ("211,199,999円（税抜）", 1, 211_199_999, "excluded"),
    ("金12,345,000円也", 1, 12_345_000, None),
    ("￥1,000-", 1, 1_000, None),
    ("44,000,000.-", 1, 44_000_000, None),
    ("12,345,000※２", 1, 12_345_000, None),
    ("※12,345,000", 1, 12_345_000, None),
    ("12,345,000円", 1000, 12_345_000, None),
    ("￥12,345千円", 1000, 12_345_000, None),
    ("45730000.000", 1, 45_730_000, None),
    ("12.345", 1000, 12_345, None),
    ("12 345 000", 1, 12_345_000, None),
    ("1,234.5千円", 1, 1_234_500, None),
    ("12百万円", 1000, 12_000_000, None),
    ("△5,000", 1, -5_000, None),
    ("105.50円", 1, Decimal("105.50"), None),
]


@pytest.mark.parametrize(("text", "unit", "amount", "tax"), PRICES)
def test_an_amount(text: str, unit: int, amount: int | Decimal, tax: str | None) -> None:
    parsed = parse_price(text, unit)
    assert (parsed.kind, parsed.amount, parsed.tax) == ("money", amount, tax)


WORDS = [
    ("", "none"),
    ("　", "none"),
    ("-", "none"),
    ("－", "none"),
    ("‐", "none"),
    ("―", "none"),
    ("該当なし", "none"),
    ("非公表", "undisclosed"),
    ("********", "undisclosed"),
    ("公表しない。", "undisclosed"),
    ("無効", "word"),
    ("辞退", "word"),
    ("別紙のとおり", "word"),
    ("2018-04-02", "word"),
    ("1,23,456", "word"),
    ("12,345,67", "word"),
    ("@1,500円ほか", "word"),
    ("1.2E+08", "word"),
    ("1,000\n1,200", "word"),
    ("980\n990", "word"),
    ("1000 1000", "word"),
    ("12.345", "word"),
    ("¥86,308,200-(税抜き ¥78,462,000-)", "word"),
    ("1234567890123456", "word"),
    ("12,345,000 23,456,000円", "word"),
    ("９" * 400, "word"),
]


@pytest.mark.parametrize(("text", "kind"), WORDS)
def test_what_is_no_amount_is_not_made_one(text: str, kind: str) -> None:
    parsed = parse_price(text)
    assert (parsed.kind, parsed.amount) == (kind, None)


def test_yen_under_thousands_of_yen_may_be_either() -> None:
    assert parse_price("￥12,345", 1000).kind == "word"


def test_a_word_in_brackets_behind_an_amount_is_kept() -> None:
    assert parse_price("12,345,000（失格）").word == "失格"
    assert parse_price("12,345,000（税込）").word is None


FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")


@given(st.integers(0, 10**12))
def test_any_amount_comes_back_from_any_spelling(amount: int) -> None:
    for text in (
        str(amount),
        f"{amount:,}",
        f"{amount:,}円",
        f"￥{amount:,}-",
        f"金 {amount:,} 円也",
    ):
        for spelled in (text, text.translate(FULL_WIDTH), f" {text}　"):
            assert parse_price(spelled).amount == amount
    assert parse_price(f"{amount:,}".replace(",", " ")).amount == amount


@given(st.integers(10**6, 10**10), st.integers(-3, 3))
def test_noise_of_floats_never_changes_a_yen(amount: int, steps: int) -> None:
    noisy = float(amount)
    for _ in range(abs(steps)):
        noisy = noisy * (1 + (2**-52 if steps > 0 else -(2**-52)))
    parsed = parse_price(str(int(noisy)) if noisy.is_integer() else repr(noisy))
    assert parsed.amount == amount


@given(st.decimals(0, 10**6, places=2))
def test_sen_are_no_noise(amount: Decimal) -> None:
    assert parse_price(str(amount)).amount == amount


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.sampled_from([1, 1000]))
def test_no_text_raises_and_no_amount_comes_from_nowhere(text: str, unit: int) -> None:
    parsed = parse_price(text, unit)
    tax_of(text)
    unit_of(text)
    assert (parsed.amount is None) == (parsed.kind != "money")
    if parsed.amount is not None:
        assert any(letter.isdecimal() for letter in unicodedata.normalize("NFKC", text))


NOISE = [
    ("129009999.99999999", "129010000"),
    ("60.049000000000007", "60.049"),
    ("33.333333333333336", "33.333333333333336"),
    ("1099.8549", "1099.8549"),
    ("45730000", "45730000"),
]


@pytest.mark.parametrize(("printed", "meant"), NOISE)
def test_noise(printed: str, meant: str) -> None:
    assert denoise(printed) == meant


TAXES = [
    ("予定価格（税抜き）", "excluded"),
    ("（税抜）", "excluded"),
    ("(消費税抜き)", "excluded"),
    ("税別", "excluded"),
    ("消費税及び地方消費税を除く", "excluded"),
    ("消費税を含まない", "excluded"),
    ("消費税及び地方消費税相当額を除く。", "excluded"),
    ("（税込み）", "included"),
    ("消費税込", "included"),
    ("消費税及び地方消費税を含む", "included"),
    ("消費税額を含む", "included"),
    ("予定価格", None),
    ("税込と税抜", None),
    ("税務署", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "tax"), TAXES)
def test_tax(text: str, tax: str | None) -> None:
    assert tax_of(text) == tax


UNITS = [
    ("（単位：千円）", 1000),
    ("単位 百万円", 10**6),
    ("（円）", 1),
    ("予定価格（千円）", 1000),
    ("予定価格（税抜・千円）", 1000),
    ("【単位：円】", 1),
    ("単位：円、税抜", 1),
    ("（千円未満切捨て）", None),
    ("金額", None),
    ("100万円以上", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_unit(text: str, unit: int | None) -> None:
    assert unit_of(text) == unit


CAPTIONS: list[tuple[list[str], dict[str | None, list[str]]]] = [
    (["（単位：円、税抜き）"], {None: ["excluded"]}),
    (["※予定価格は税抜きです。"], {"plannedPrice": ["excluded"]}),
    (
        ["契約金額は税込み、その他は税抜き"],
        {"contractPrice": ["included"], None: ["excluded"]},
    ),
    (
        ["※予定価格、見積金額及び入札金額には、消費税及び地方消費税を含まない。"],
        {"plannedPrice": ["excluded"], "quotedPrice": ["excluded"], "bidPrice": ["excluded"]},
    ),
    (
        ["予定価格は税込み", "入札金額は税抜き"],
        {"plannedPrice": ["included"], "bidPrice": ["excluded"]},
    ),
    (["税抜き", "税込み"], {None: ["excluded", "included"]}),
    (["工事（契約金額250万円以上）"], {}),
]


@pytest.mark.parametrize(("captions", "said"), CAPTIONS)
def test_captions_speak_of_the_prices_they_name(
    captions: list[str], said: dict[str | None, list[str]]
) -> None:
    assert told(captions, tax_of) == said
