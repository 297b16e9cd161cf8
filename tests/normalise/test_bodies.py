"""Public bodies by their words, their codes and their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalise.bodies import (
    body_and_office,
    body_facts,
    is_corporate_number,
    local_code,
    local_corporate_number,
    local_government_code,
    local_governments,
    prefectures,
)


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("中部地方整備局　多治見砂防国道事務所", "中部地方整備局", "多治見砂防国道事務所"),
        ("九州地方整備局", "九州地方整備局", None),
        ("関東地方整備局\n利根川下流河川事務所", "関東地方整備局", "利根川下流河川事務所"),
        ("中 国 地方整備局　本局", "中国地方整備局", "本局"),
        ("札幌開発建設部", "北海道開発局", "札幌開発建設部"),
        ("想像国地方整備局　架空事務所", "想像国地方整備局", "架空事務所"),
        ("", "", None),
    ],
)
def test_body_and_office(text: str, name: str, office: str | None) -> None:
    assert body_and_office(text)[1:] == (name, office)


def test_facts_of_a_body() -> None:
    facts = body_facts("JP-JCN-2000012100001")
    assert facts is not None
    assert facts.name == "国土交通省"
    assert body_facts(None) is None
    assert body_facts("JP-JCN-0") is None


def test_corporate_numbers_by_their_check_digit() -> None:
    assert is_corporate_number("2000012100001")  # 国土交通省
    assert is_corporate_number("8000020131016")  # 千代田区
    assert not is_corporate_number("2000012100002")
    assert not is_corporate_number("0000012100001")
    assert not is_corporate_number("２０００012100001")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("13101", "131016"),
        ("131016", "131016"),
        ("13101-6", "131016"),
        ("１３１０１－６", "131016"),
        ("01100", "011002"),
        ("141003", "141003"),
        ("131017", None),
        ("99101", None),
        ("00101", None),
        ("1310", None),
        ("1310166", None),
        ("千代田区", None),
        ("", None),
    ],
)
def test_codes_of_local_governments(text: str, code: str | None) -> None:
    assert local_code(text) == code


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("13101-6", "8000020131016"),  # 千代田区
        ("130001", "8000020130001"),  # 東京都
        ("14100", "3000020141003"),  # 横浜市
        ("01101", None),  # 札幌市中央区 is no corporation
        ("131017", None),
    ],
)
def test_numbers_of_local_governments(code: str, number: str | None) -> None:
    assert local_corporate_number(code) == number


def test_every_local_government_has_its_code_and_number() -> None:
    codes = local_governments()
    assert len(prefectures()) == 47
    assert codes["131016"] == "千代田区"
    for code in codes:
        number = local_corporate_number(code)
        assert number is None or local_government_code(number) == code


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    local_code(text)
    local_corporate_number(text)
    is_corporate_number(text)
    local_government_code(text)
    body_and_office(text)
