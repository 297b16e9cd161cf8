"""Methods, names and outcome words as printed, with what they come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalise.methods import award_criteria, is_known_method, method_code
from pipelines.normalise.names import body_and_office, is_corporate_number, match_key, party_id
from pipelines.normalise.outcome_words import is_nothing, said

METHODS = [
    # 中部地方整備局 2018
    ("一般競争", "open"),
    ("一般競争（ＷＴＯ)", "open"),
    ("通常指名競争入札", "selective"),
    ("簡易公募型競争", "selective"),
    ("簡易公募型プロポーザル方式", "open"),
    ("簡易公募型に準じた方式", None),
    ("随意契約", "direct"),
    # 九州地方整備局 2018
    ("一般競争入札（拡大型）", "open"),
    ("簡易公募型競争入札", "selective"),
    ("通常の指名競争", "selective"),
    ("工事希望（新工事希望）", "selective"),
    ("通常の随意契約（特命）", "direct"),
    ("通常の随意契約（関連）", "direct"),
    # other bodies
    ("指名型プロポーザル", "limited"),
    ("不落随意契約", None),
    ("見積合わせ", "limited"),
    ("オープンカウンター方式", "open"),
    ("一 般 競 争 入 札", "open"),
    ("じゃんけん", None),
]


@pytest.mark.parametrize(("printed", "code"), METHODS)
def test_a_method(printed: str, code: str | None) -> None:
    assert method_code(printed) == code
    assert is_known_method(printed) == (printed != "じゃんけん")


@pytest.mark.parametrize(
    ("evaluation", "method", "criteria"),
    [
        ("有", "一般競争", "ratedCriteria"),
        ("○", "一般競争", "ratedCriteria"),
        ("無", "一般競争", "priceOnly"),
        ("無", "随意契約", None),
        ("無", "簡易公募型プロポーザル", None),
        ("", "一般競争", None),
        ("－", "一般競争", None),
    ],
)
def test_award_criteria(evaluation: str, method: str, criteria: str | None) -> None:
    assert award_criteria(evaluation, method, method_code(method)) == criteria


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("中部地方整備局　多治見砂防国道事務所", "中部地方整備局", "多治見砂防国道事務所"),
        ("九州地方整備局", "九州地方整備局", None),
        ("関東地方整備局\n利根川下流河川事務所", "関東地方整備局", "利根川下流河川事務所"),
        ("中 国 地方整備局　本局", "中国地方整備局", "本局"),
        ("札幌開発建設部", "北海道開発局", "札幌開発建設部"),
        ("想像国地方整備局　架空事務所", "想像国地方整備局", "架空事務所"),
    ],
)
def test_body_and_office(text: str, name: str, office: str | None) -> None:
    assert body_and_office(text)[1:] == (name, office)


def test_names_compare_without_width_gaps_and_variants() -> None:
    for spelling in ("㈱髙木　建設", "(株)高木建設", "（株）高木建設", "株式会社 髙木建設"):
        assert match_key(spelling) == "株式会社高木建設"
        assert party_id(spelling) == party_id("株式会社高木建設")
    assert match_key("高木建設（株）") != match_key("（株）高木建設")


def test_corporate_numbers_by_their_check_digit() -> None:
    assert is_corporate_number("2000012100001")  # 国土交通省
    assert is_corporate_number("8000020131016")  # 千代田区
    assert not is_corporate_number("2000012100002")
    assert not is_corporate_number("0000012100001")
    assert party_id("国土交通省", "2000012100001") == "JP-JCN-2000012100001"


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
    method_code(text)
    match_key(text)
    is_corporate_number(text)
    if text.strip():
        body_and_office(text)
