"""The table of bodies: whole, each number with a check digit that holds, each code with a body."""

from __future__ import annotations

from collections import Counter

import pytest

from pipelines.lookups import bodies, bodies_by_name, fold, load, real_bodies, wards
from pipelines.normalise.bodies import (
    is_corporate_number,
    local_code,
    local_corporate_number,
    local_governments,
)
from pipelines.ocds.model import BodyType

KINDS = {*BodyType.__args__, "bureau"}
LOCAL = ("prefecture", "designatedCity", "specialWard", "municipality")


def test_every_local_government_is_there_once() -> None:
    kinds = Counter(facts.kind for facts in real_bodies().values())
    assert [kinds[kind] for kind in LOCAL] == [47, 20, 23, 1698]
    local = [facts for facts in real_bodies().values() if facts.kind in LOCAL]
    assert len(local) == len({facts.local_code for facts in local}) == 1788
    assert all(facts.local_code is None for facts in real_bodies().values() if facts not in local)


def test_check_digits_hold() -> None:
    for facts in bodies().values():
        assert facts.kind in KINDS
        if facts.corporate_number:
            assert is_corporate_number(facts.corporate_number), facts
            assert facts.id.startswith(f"JP-JCN-{facts.corporate_number}")
        else:
            assert facts.id.startswith("JP-BODY-"), facts
        if facts.local_code:
            assert local_code(facts.local_code) == facts.local_code
            assert facts.prefecture == facts.local_code[:2]
            assert facts.id == f"JP-JCN-{local_corporate_number(facts.local_code)}"


def test_a_number_is_of_one_body_and_its_bureaus() -> None:
    holders: dict[str, list[str]] = {}
    for facts in bodies().values():
        if facts.corporate_number and facts.kind != "bureau":
            holders.setdefault(facts.corporate_number, []).append(facts.name)
    assert all(len(names) == 1 for names in holders.values())


@pytest.mark.parametrize(
    ("name", "number"),
    [
        # as the bodies print them on their own sites
        ("千代田区", "8000020131016"),
        ("東京都", "8000020130001"),
        ("横浜市", "3000020141003"),
        ("札幌市", "9000020011002"),
        ("大阪市", "6000020271004"),
        ("名古屋市", "3000020231002"),
        ("福岡市", "3000020401307"),
        ("国土交通省", "2000012100001"),
        ("国税庁", "7000012050002"),
        ("デジタル庁", "8000012010038"),
        ("会計検査院", "6000012150001"),
    ],
)
def test_numbers_that_are_known(name: str, number: str) -> None:
    assert bodies_by_name()[name].corporate_number == number


@pytest.mark.parametrize("code", load("portal_codes.yml")["buyerCode"])
def test_every_code_of_the_portal_is_a_body(code: str) -> None:
    name = load("portal_codes.yml")["buyerCode"][code]
    assert bodies_by_name()[fold(name)].name == name


def test_how_many_codes_there_are() -> None:
    codes = load("portal_codes.yml")["buyerCode"]
    # 府省コード and 調達機関番号 of ministries, then those of corporations
    assert Counter(len(code) for code in codes) == {2: 53, 3: 28 + 15}
    assert "415" not in codes


@pytest.mark.parametrize(
    ("name", "parents"),
    [
        ("林野庁", ["農林水産省"]),
        ("警察庁", ["国家公安委員会", "内閣府"]),
        ("国家公務員倫理審査会", ["人事院"]),
        ("関東地方整備局", ["国土交通省"]),
        ("独立行政法人国立病院機構", ["厚生労働省"]),
        ("横浜市", []),
    ],
)
def test_who_stands_above(name: str, parents: list[str]) -> None:
    facts, above = bodies_by_name()[name], []
    while facts.parent:
        facts = bodies()[facts.parent]
        above.append(facts.name)
    assert above == parents


def test_wards_are_no_bodies() -> None:
    names = {facts.name for facts in real_bodies().values()}
    assert len(wards()) == 178
    assert names.isdisjoint(wards().values())
    assert wards().keys() <= local_governments().keys()


def test_shared_names_are_ambiguous() -> None:
    names = Counter(facts.name for facts in real_bodies().values())
    shared = {name for name, count in names.items() if count > 1}
    assert {"府中市", "伊達市", "美里町"} <= shared
    assert len(shared) == 25
    assert shared.isdisjoint(bodies_by_name())


def test_the_invented_city_is_no_real_body() -> None:
    assert "架空市" in bodies_by_name()
    assert "JP-JCN-5000020479993" not in real_bodies()
    assert "479993" not in local_governments()
