"""Amounts: every spelling of the table, properties of all others, and the strict price cells."""

from __future__ import annotations

import importlib.util
import time
import unicodedata
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spellings.amounts import ROWS
from spellings.row import Row

from pipelines.errors import SetupError
from pipelines.normalise.amounts import (
    Amount,
    denoise,
    parse_amount,
    parse_price,
    tax_of,
    unit_of,
    words,
)
from pipelines.normalise.captions import told

GOLD = Path(__file__).parents[2].parent / "shared" / "gold"
CONTEXTS: list[dict[str, object]] = [
    {},
    {"header": "契約金額（税込・千円）", "unit": "千円"},
    {"header": "落札率（％）"},
    {"header": "予定数量"},
]
WIDE = str.maketrans("0123456789,.()-", "０１２３４５６７８９，．（）－")
KANJI = "〇一二三四五六七八九"
FORMAL = "零壱弐参四五六七八九"


def _same(got: object, expected: object) -> bool:
    if isinstance(got, Decimal):
        return abs(got - Decimal(str(expected))) < Decimal("0.0001")
    return got == expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text.replace("\n", " ") or "empty")
def test_a_spelling(row: Row) -> None:
    amount = parse_amount(row.text, row.context)
    for name, expected in row.expected.items():
        assert _same(getattr(amount, name), expected), (name, amount)
    assert amount.text == row.text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text.replace("\n", " ") or "empty")
def test_width_and_spacing_change_nothing(row: Row) -> None:
    amount = _answer(parse_amount(row.text, row.context))
    wide = row.text.translate(WIDE)
    padded = f"　{row.text} "
    marked = " ".join(row.text) if not any(letter.isascii() for letter in row.text) else row.text
    for spelled in (wide, padded, marked):
        assert _answer(parse_amount(spelled, row.context)) == amount, spelled


def _answer(amount: Amount) -> tuple[object, ...]:
    names = [name for name in amount.__struct_fields__ if name != "text"]
    return tuple(getattr(amount, name) for name in names)


def _in_kanji(number: int, digits: str) -> str:
    """A number below 10^16 in kanji: 20300 → 二万三百."""
    found = ""
    for size, myriad in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        part, number = divmod(number, size)
        for ten, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, part = divmod(part, ten)
            if digit and not (digit == 1 and name and digits == KANJI):
                found += digits[digit]
            found += name if digit else ""
        found += myriad if found and found[-1] not in "兆億万" else ""
    return found


def _with_units(number: int) -> str:
    """123456789 → 1億2,345万6,789."""
    parts = [(number // 10**8, "億"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")]
    return "".join(f"{part:,}{unit}" for part, unit in parts if part)


@given(st.integers(100, 10**12 - 1))
def test_any_amount_comes_back_from_any_notation(amount: int) -> None:
    for text in (
        str(amount),
        f"{amount:,}",
        f"{amount:,}円",
        f"￥{amount:,}-",
        f"金 {amount:,} 円也",
        f"契約金額　{amount:,}円（税抜）",
        f"{_with_units(amount)}円",
        f"{_in_kanji(amount, KANJI)}円",
        f"金{_in_kanji(amount, FORMAL)}円也",
    ):
        for spelled in (text, text.translate(WIDE), f" {text}　"):
            assert parse_amount(spelled, {}).amount == amount, spelled
    assert parse_amount(f"△{amount:,}円", {}).amount == -amount
    assert parse_amount(f"{amount:,}円以上", {}).min == amount
    assert parse_amount(f"{amount:,}", {"unit": "千円"}).amount == amount * 1000


@given(st.integers(1, 9999), st.integers(0, 99))
def test_any_price_with_sen(yen: int, sen: int) -> None:
    amount = Decimal(yen) + Decimal(sen) / 100
    assert parse_amount(f"{yen}円{sen:02}銭", {}).amount == amount
    assert parse_amount(f"@{yen}.{sen:02}円/kg", {}).amount == amount


@given(st.integers(1, 9999))
def test_any_rate(hundredths: int) -> None:
    rate = Decimal(hundredths) / 10_000
    printed = f"{Decimal(hundredths) / 100}"
    assert parse_amount(f"{printed}％", {}).rate == rate
    assert parse_amount(f"100分の{printed}", {}).rate == rate
    if hundredths > 2000:
        assert parse_amount(printed, {"header": "落札率（％）"}).rate == rate
        assert parse_amount(str(rate), {"header": "落札率"}).rate == rate


LETTERS = (
    "0123456789０１,，.。、円千万億兆百銭%％割分厘税込抜()（）/~～-－△▲¥￥@ 　\n"
    "〃同左一壱〇以上未満月額第回変更前後計うち約kgL消費件点"
)


@given(st.text(st.sampled_from(LETTERS), max_size=60), st.sampled_from(CONTEXTS))
def test_no_text_of_such_letters_raises(text: str, context: dict[str, object]) -> None:
    _is_sound(parse_amount(text, context), text)


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.sampled_from(CONTEXTS))
def test_no_text_raises_and_no_amount_comes_from_nowhere(
    text: str, context: dict[str, object]
) -> None:
    amount = parse_amount(text, context)
    _is_sound(amount, text)
    tax_of(text)
    unit_of(text)
    parse_price(text)


def _is_sound(amount: Amount, text: str) -> None:
    values = (amount.amount, amount.min, amount.max, amount.rate)
    given_ = [value for value in values if value is not None]
    assert bool(given_) == (amount.kind != "none")
    assert not any(isinstance(value, float) for value in given_)
    assert given_ or amount.flags
    if any(given_):
        folded = unicodedata.normalize("NFKC", text)
        numerals = KANJI + "壱弐参十百千万億兆拾"
        assert any(letter.isdecimal() or letter in numerals for letter in folded)


HOSTILE = [
    "9" * 10_000,
    "1," * 5_000,
    "(" * 1_000,
    "((1" * 300,
    "1円(" * 240,
    "一" * 1_000,
    "1億" * 400,
    "税" * 1_000,
    "消費税及び地方消費税の額" * 80 + "1円",
    " " * 1_000_000,
    "あ" * 1_000_000,
    "1 " * 500,
    "1/" * 500,
    "1～" * 300,
    "第1回" * 200,
    "変更前1円変更後" * 100,
    "①" * 500,
    "1e99999",
    "\x00\ud800",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8].encode("utf-8", "replace"))
def test_hostile_text_costs_little(text: str) -> None:
    for context in CONTEXTS:
        took = []
        for _ in range(3):
            start = time.process_time()
            parse_amount(text, context)
            took.append(time.process_time() - start)
        assert min(took) < 0.01


def test_text_that_is_too_long_is_not_read() -> None:
    assert parse_amount("1,000円" + "。" * 2_000, {}).flags == ("too_long",)


@pytest.mark.skipif(not GOLD.exists(), reason="../shared/gold is missing")
def test_the_shared_gold() -> None:
    score = _scorer().run("amounts", parse_amount, [str(GOLD)], 5, False)
    assert score["value+tax+basis"] >= 0.99
    assert score["silent"] <= 0.005


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", GOLD / "score_normalise.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"noAmount": {"dash": ["－"], "ditto": ["－"]}}, "expected － once in noAmount"),
        ({"noAmount": {"unknown": [None]}}, "noAmount.unknown, found None"),
        ({"noAmount": {"unknown": "不明"}}, "a list of words in noAmount.unknown"),
        ({"noAmount": ["不明"]}, "expected words in a dict noAmount"),
    ],
)
def test_a_mistake_in_the_lookup_is_named(
    monkeypatch: pytest.MonkeyPatch, entries: dict[str, object], said: str
) -> None:
    monkeypatch.setattr(words, "load", lambda _: entries)
    with pytest.raises(SetupError, match=said):
        words.no_amount.__wrapped__()


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


@given(st.integers(0, 10**12))
def test_any_price_comes_back_from_any_spelling(amount: int) -> None:
    for text in (
        str(amount),
        f"{amount:,}",
        f"{amount:,}円",
        f"￥{amount:,}-",
        f"金 {amount:,} 円也",
    ):
        for spelled in (text, text.translate(WIDE), f" {text}　"):
            assert parse_price(spelled).amount == amount
    assert parse_price(f"{amount:,}".replace(",", " ")).amount == amount


@given(st.integers(10**6, 10**10), st.integers(-3, 3))
def test_noise_of_floats_never_changes_a_yen(amount: int, steps: int) -> None:
    noisy = float(amount)
    for _ in range(abs(steps)):
        noisy = noisy * (1 + (2**-52 if steps > 0 else -(2**-52)))
    text = str(int(noisy)) if noisy.is_integer() else repr(noisy)
    assert parse_price(text).amount == amount
    assert parse_amount(text, {"header": "予定価格"}).amount == amount


@given(st.decimals(0, 10**6, places=2))
def test_sen_are_no_noise(amount: Decimal) -> None:
    assert parse_price(str(amount)).amount == amount


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
