"""Outcome words as printed, with what they come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalise.outcome_words import is_nothing, said

SAID = [
    ("落札", {"won"}),
    ("落 札", {"won"}),
    ("落札（くじ）", {"won"}),
    ("落札（２者辞退）", {"won"}),
    ("決定", {"won"}),
    ("契約", {"won"}),
    ("契約解除", set()),
    ("○", set()),
    ("落札者なし", {"unsuccessful"}),
    ("落札取消", {"unfinished"}),
    ("落札候補者", {"unfinished"}),
    ("無効", {"disqualified"}),
    ("低入札のため失格", {"disqualified"}),
    ("失格基準価格以上", set()),
    ("失格基準価格未満", {"disqualified"}),
    ("第２回辞退", {"withdrawn"}),
    ("入札不参加", {"invited"}),
    ("辞退のため無効", {"withdrawn", "disqualified"}),
    ("不調", {"unsuccessful"}),
    ("入札中止", {"cancelled"}),
    ("", set()),
    ("備考", set()),
]


@pytest.mark.parametrize(("text", "kinds"), SAID)
def test_words_of_an_outcome(text: str, kinds: set[str]) -> None:
    assert said(text) == kinds


@given(st.sampled_from([text for text, _ in SAID if text]), st.sampled_from(["", " ", "　", "\n"]))
def test_gaps_never_change_a_word(text: str, gap: str) -> None:
    assert said(gap + gap.join(text) + gap) == said(text)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_text_raises(text: str) -> None:
    said(text)
    is_nothing(text)
