"""Public bodies by their words, their codes and their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalise.bodies import (
    body_facts,
    is_corporate_number,
    local_code,
    local_corporate_number,
    local_government_code,
    local_governments,
    prefectures,
)
from pipelines.normalise.body_names import body_and_office, office_within


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("中部地方整備局　多治見砂防国道事務所", "中部地方整備局", "多治見砂防国道事務所"),
        ("九州地方整備局", "九州地方整備局", None),
        ("関東地方整備局\n利根川下流河川事務所", "関東地方整備局", "利根川下流河川事務所"),
        ("中 国 地方整備局　本局", "中国地方整備局", "本局"),
        ("札幌開発建設部", "北海道開発局", "札幌開発建設部"),
        ("想像国地方整備局　架空事務所", "想像国地方整備局", "架空事務所"),
        # 官報政府調達公告版, 2025-07-11 and 2025-07-14
        ("出入国在留管理庁", "出入国在留管理庁", None),
        ("国土交通省不動産・建設経済局", "国土交通省", "不動産・建設経済局"),
        (
            "独立行政法人国立病院機構南和歌山医療センター",
            "独立行政法人国立病院機構",
            "南和歌山医療センター",
        ),
        ("日本中央競馬会中山競馬場", "日本中央競馬会", "中山競馬場"),
        ("国立研究開発法人情報通信研究機構", "国立研究開発法人情報通信研究機構", None),
        ("情報通信研究機構", "国立研究開発法人情報通信研究機構", None),
        # the form of an agency without one of its ministry
        ("農林水産省林野庁", "林野庁", None),
        ("経済産業省　特許庁　総務部会計課", "特許庁", "総務部会計課"),
        # the search form of 調達ポータル
        ("国家公安委員会（警察庁）", "警察庁", None),
        # 埼玉県 入札結果 (saitama_rakusatsu_moto), 千葉県 (chiba-pref-kenkei106)
        ("千葉県警察本部総務部会計課", "千葉県", "警察本部総務部会計課"),
        ("さいたま市", "さいたま市", None),
        # as 官公需情報ポータル names bodies
        ("福島県田村市", "田村市", None),
        ("東京都府中市", "府中市", None),
        ("愛知県海部郡蟹江町", "蟹江町", None),
        ("愛知県海部郡蟹江町　総務課", "蟹江町", "総務課"),
        ("横浜市中区", "横浜市", "中区"),
        ("大阪市　契約管財局", "大阪市", "契約管財局"),
        ("東京都水道局", "東京都", "水道局"),
        # a name that more than one body or office has says nothing by itself
        ("府中市", "府中市", None),
        ("北区　総務課", "北区", "総務課"),
        # bodies of their own that are called after a place, and offices of ministries
        ("横浜市立大学", "横浜市立大学", None),
        ("福岡県南広域水道企業団", "福岡県南広域水道企業団", None),
        ("三重県　四日市港管理組合", "三重県", "四日市港管理組合"),
        ("千葉県信用保証協会", "千葉県信用保証協会", None),
        ("北海道財務局", "北海道財務局", None),
        ("北海道大学", "北海道大学", None),
        ("群馬県情報通信部", "群馬県情報通信部", None),
        ("国土交通省共済組合", "国土交通省共済組合", None),
        ("千葉市シルバー人材センター", "千葉市シルバー人材センター", None),
        ("", "", None),
    ],
)
def test_body_and_office(text: str, name: str, office: str | None) -> None:
    assert body_and_office(text)[1:] == (name, office)


@pytest.mark.parametrize(
    ("body", "text", "office"),
    [
        # 入札情報公開システム and G-CALS print the body before its office, as clients' code tells
        ("仙台市", "仙台市　建設部　土木課", "建設部　土木課"),
        ("前橋市", "前橋市財務部契約監理課", "財務部契約監理課"),
        ("架空環境施設組合", "架空環境施設組合財務部契約監理課", "財務部契約監理課"),
        ("架空環境施設組合", "架空環境施設組合　事務局", "事務局"),
        ("前橋市", "前橋市", None),
        ("架空環境施設組合", "架空環境施設組合", None),
        ("仙台市", "仙台市立病院", "仙台市立病院"),
        ("仙台市", "石巻市　建設部", "石巻市　建設部"),
        ("仙台市", "建設部　土木課", "建設部　土木課"),
        ("北海道開発局", "札幌開発建設部", "札幌開発建設部"),
    ],
)
def test_an_office_stands_without_its_body(body: str, text: str, office: str | None) -> None:
    assert office_within(body, text) == office


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("東京都府中市", "132063"),
        ("広島県府中市", "342084"),
        ("府中市", None),
        ("府中市　総務部", None),
        ("北区", None),
        ("東京都北区", "131172"),
        ("千代田区", "131016"),
        ("三重県　四日市港管理組合", None),
        ("福岡県南広域水道企業団", None),
        ("北海道財務局", None),
        ("国土交通省共済組合", None),
    ],
)
def test_only_a_name_that_one_body_has_names_it(text: str, code: str | None) -> None:
    facts = body_and_office(text)[0]
    assert (facts.local_code if facts else None) == code


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
