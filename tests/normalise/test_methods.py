"""Methods, statuses and categories: every spelling of the table, and what no text may do."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spellings.methods import ROWS
from spellings.row import Row

from pipelines import lookups
from pipelines.errors import SetupError
from pipelines.normalise.methods import (
    Purchase,
    award_criteria,
    is_consulting,
    is_known_method,
    is_under_gpa,
    method_code,
    parse_method,
    reading,
    rules,
)

KINDS = ("method", "status", "category", None)
GOLD = Path(__file__).parents[3] / "shared" / "gold"
_FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text)
def test_a_spelling(row: Row) -> None:
    read = parse_method(row.text, row.context)
    assert {name: getattr(read, name) for name in row.expected} == row.expected
    assert read.flags == row.expected.get("flags", ())
    assert read.text == row.text


def said(read: Purchase) -> tuple[object, ...]:
    """Everything but the text itself."""
    return tuple(getattr(read, name) for name in Purchase.__struct_fields__ if name != "text")


@given(st.sampled_from(ROWS), st.sampled_from(["", " ", "　", "\n", "\u200b"]))
def test_width_and_gaps_never_change_an_answer(row: Row, gap: str) -> None:
    expected = said(parse_method(row.text, row.context))
    narrow = unicodedata.normalize("NFKC", row.text)
    for text in (row.text, narrow, narrow.translate(_FULL)):
        assert said(parse_method(gap + gap.join(text) + gap, row.context)) == expected


@given(
    st.sampled_from([row for row in ROWS if row.context.get("kind") == "method"]),
    st.sampled_from(["（電子入札）", "（令和７年度）", "　※別紙"]),
)
def test_what_stands_behind_a_method_never_changes_its_code(row: Row, behind: str) -> None:
    before = parse_method(row.text, row.context)
    if not {"ambiguous", "abbreviated"} & set(before.flags) and before.method:
        assert parse_method(row.text + behind, row.context).method == before.method


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.sampled_from(KINDS))
def test_no_text_raises_and_no_code_is_made_up(text: str, kind: str | None) -> None:
    read = parse_method(text, {"kind": kind} if kind else None)
    assert read.method in (None, "open", "selective", "limited", "direct")
    assert read.category in (None, "works", "goods", "services")
    assert (read.status is None) or read.level
    method_code(text)
    is_known_method(text)
    is_consulting(text)


@pytest.mark.parametrize("kind", KINDS)
def test_digits_of_provisions_stand_in_the_text(kind: str | None) -> None:
    for row in ROWS:
        text = "".join(unicodedata.normalize("NFKC", row.text).split())
        for provision in parse_method(row.text, {"kind": kind}).legal_basis:
            article = provision.partition("#")[2].partition("-")[0].partition("_")[0]
            known = article in text or "百" in text or "号" in text
            assert known


HOSTILE = [
    "公募" * 500,
    "随意契約" * 5000,
    "(" * 10_000,
    "(工事" * 3000 + ")" * 3000,
    "1" * 10_000,
    "第1条" * 3000,
    "第167条の2第1項第1号" + "及び第2号" * 3000,
    "設計・" * 3000,
    "あ" * 1_000_000,
    "\ue000" * 10_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_a_hostile_text_is_read_within_10_ms(text: str) -> None:
    read = reading._read.__wrapped__
    read("一般競争", None)  # the lists are read once
    took = min(_seconds(text) for _ in range(3))
    assert took < 0.01
    assert len(text) <= 400 or "too_long" in read(text, None).flags


def _seconds(text: str) -> float:
    begun = time.process_time()
    reading._read.__wrapped__(text, None)
    return time.process_time() - begun


PUBLISHED = [
    ("簡易公募型に準じた方式", None),
    ("不落随意契約", None),
    ("受注希望型競争入札", None),
    ("競争入札", None),
    ("一般競争入札又は指名競争入札", None),
    ("公募型プロポーザル", "open"),
    ("オープンカウンター方式", "open"),
    ("随意契約", "direct"),
]


@pytest.mark.parametrize(("printed", "code"), PUBLISHED)
def test_a_doubtful_method_has_no_published_code(printed: str, code: str | None) -> None:
    assert method_code(printed) == code
    assert is_known_method(printed)


def test_a_method_that_nobody_knows() -> None:
    assert method_code("じゃんけん") is None
    assert not is_known_method("じゃんけん")


@pytest.mark.parametrize(
    ("evaluation", "method", "criteria"),
    [
        ("有", "一般競争", "ratedCriteria"),
        ("○", "一般競争", "ratedCriteria"),
        ("総合評価（簡易型）", "一般競争", "ratedCriteria"),
        ("無", "一般競争", "priceOnly"),
        ("無", "随意契約", None),
        ("無", "簡易公募型プロポーザル", None),
        ("", "一般競争", None),
        ("－", "一般競争", None),
    ],
)
def test_award_criteria(evaluation: str, method: str, criteria: str | None) -> None:
    assert award_criteria(evaluation, method, method_code(method)) == criteria


def test_the_agreement_on_government_procurement() -> None:
    assert is_under_gpa("一般競争入札（ＷＴＯ対象）")
    assert is_under_gpa("一般競争入札（特定調達）")
    assert not is_under_gpa("一般競争入札（ＷＴＯ対象外）")
    assert not is_under_gpa("一般競争入札")


def test_consulting_is_told_from_other_services() -> None:
    for work in ("土木コンサル", "測量", "地質調査業務", "補償関係コンサルタント業務", "建築設計"):
        assert is_consulting(work)
    for work in ("清掃", "一般土木工事", "物品", ""):
        assert not is_consulting(work)


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    """The lists as an analyst's slip leaves them."""
    content = dict(lookups.load("methods.yml"))
    monkeypatch.setattr(rules, "load", lambda file: content)
    rules.rules.cache_clear()
    yield content
    rules.rules.cache_clear()


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"pattern": "随意", "method": "closed"}, "expected a method of .*, found closed"),
        ({"pattern": "(随意"}, "expected a pattern, found"),
        ({"pattern": "随意", "metod": "direct"}, "metod"),
        ({"method": "direct"}, "expected a pattern or bids"),
        ({"bids": "lost"}, "expected a kind of bids.yml, found lost"),
    ],
)
def test_a_slip_in_the_lists_is_named(
    edited: dict[str, object], entry: dict[str, str], found: str
) -> None:
    edited["methods"] = [entry]
    with pytest.raises(SetupError, match=f"methods.yml: methods: .*{found}"):
        rules.rules("methods")


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold set isn't beside this checkout")
def test_the_gold_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(GOLD), *sys.path])
    import score_normalise as scorer

    scores = scorer.run("methods", parse_method, [str(GOLD)], 0, False)
    assert scores["value"] >= 0.98
    assert scores["value+detail"] >= 0.95
    assert scores["silent"] <= 0.005
