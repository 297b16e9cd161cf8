"""Firms against the register: what is the same, what is like, what stays open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from ocds_notices import CITY, result, supplier
from ocds_store import publish
from register_files import line, number
from sqlalchemy import select

from pipelines.errors import SetupError
from pipelines.export.ocds import export_ocds
from pipelines.link import link
from pipelines.lookups import real_bodies
from pipelines.normalise.names import match_key, party_id
from pipelines.register.addresses import agreement, house
from pipelines.register.checking import check
from pipelines.register.importing import import_files
from pipelines.register.judge import Candidate, Match, judge
from pipelines.register.matching import match, undo
from pipelines.register.parties import Party
from pipelines.store.models import Base, PartyMatchRow
from pipelines.store.session import Store
from pipelines.store.statements import table


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        # 官報政府調達公告版 2025-07-11, as printed and as the register writes the same place
        ("東京都港区芝五丁目７番１号", "区芝5-7-1"),
        ("東京都港区芝５丁目７－１", "区芝5-7-1"),
        ("東京都千代田区霞が関３丁目１－１中央合同庁舎第４号館", "が関3-1-1"),
        ("千代田区霞が関３－１－１", "が関3-1-1"),
        ("北海道帯広市西２条南９丁目１６番地", "市西2-9-16"),
        ("愛知県海部郡蟹江町大字今字上六反田１番地", "反田1"),
        ("京都府京都市中京区烏丸通御池上る", None),
        ("", None),
    ],
)
def test_what_tells_a_house_from_others(address: str, expected: str | None) -> None:
    assert house(address) == expected


@pytest.mark.parametrize(
    ("printed", "registered", "expected"),
    [
        ("東京都港区芝五丁目７番１号", ("東京都", "港区", "芝５丁目７－１"), "street"),
        ("港区芝5-7-1", ("東京都", "港区", "芝５丁目７－１"), "street"),
        ("東京都港区芝浦1-2-3", ("東京都", "港区", "芝５丁目７－１"), "municipality"),
        ("東京都港区", ("東京都", "港区", "芝５丁目７－１"), "municipality"),
        ("東京都千代田区芝5-7-1", ("東京都", "港区", "芝５丁目７－１"), "prefecture"),
        ("大阪市港区芝5-7-1", ("東京都", "港区", "芝５丁目７－１"), None),
        ("蟹江町今1", ("愛知県", "海部郡蟹江町", "大字今１"), "municipality"),
        ("大阪市大手前3-1-41", ("大阪府", "大阪市中央区", "大手前３丁目１－４１"), "street"),
        ("四日市市諏訪町1-5", ("三重県", "四日市市", "諏訪町１－５"), "street"),
        ("広島県府中市府川町315", ("東京都", "府中市", "宮西町２丁目２４"), None),
        ("アメリカ合衆国", ("", "", ""), None),
    ],
)
def test_how_closely_addresses_agree(
    printed: str, registered: tuple[str, str, str], expected: str | None
) -> None:
    assert agreement(printed, *registered) == expected


KAKUU = ("沖縄県", "架空市", "中央１丁目２－３")
SOZO = ("沖縄県", "想像市", "本町４－５")
MABOROSHI = ("青森県", "幻市", "駅前６－７")


def candidate(serial: int, name: str, at: tuple[str, str, str] = KAKUU, **more: str) -> Candidate:
    facts: dict[str, Any] = {"closed": "", "successor": ""} | more
    return Candidate(number(serial), name, match_key(name), *at, **facts)


def party(*names: str, addresses: Sequence[str] = ()) -> Party:
    return Party(party_id(names[0]), names[0], None, set(names), set(addresses))


HERE, NEAR, THERE = "沖縄県架空市中央1-2-3", "架空市西町9", "青森県幻市駅前6-7"
AOBA = "株式会社青葉建設"


@pytest.mark.parametrize(
    ("who", "candidates", "expected"),
    [
        # the same name
        (party(AOBA, addresses=[HERE]), [candidate(1, AOBA)], (1, "exact", 1.0)),
        (party("㈱青葉　建設", addresses=[NEAR]), [candidate(1, AOBA)], (1, "exact", 0.95)),
        (
            party(AOBA, addresses=["沖縄県夢市1"]),
            [candidate(1, AOBA), candidate(2, AOBA, MABOROSHI)],
            (1, "exact", 0.75),
        ),
        (party(AOBA), [candidate(1, AOBA)], (1, "exact", 0.8)),
        (party(AOBA, addresses=[THERE]), [candidate(1, AOBA)], (1, "exact", 0.7)),
        (
            party(AOBA, addresses=[HERE, THERE]),  # of the firm and of its branch
            [candidate(1, AOBA), candidate(2, AOBA, SOZO)],
            (1, "exact", 1.0),
        ),
        # two firms of one name
        (party(AOBA), [candidate(1, AOBA), candidate(2, AOBA, SOZO)], "ambiguous"),
        (party(AOBA, addresses=[NEAR]), [candidate(1, AOBA), candidate(2, AOBA)], "ambiguous"),
        (
            party(AOBA, addresses=[THERE]),
            [candidate(1, AOBA), candidate(2, AOBA, SOZO)],
            "ambiguous",
        ),
        (
            party(AOBA, addresses=[HERE, THERE]),
            [candidate(1, AOBA), candidate(2, AOBA, MABOROSHI)],
            "ambiguous",
        ),
        (
            party(AOBA),
            [candidate(1, AOBA), candidate(2, AOBA, closed="2020-01-01")],
            "ambiguous",
        ),
        # the legal form is part of a name, its place too
        (party("青葉建設株式会社"), [candidate(1, AOBA)], "none"),
        (
            party("青葉建設株式会社", addresses=[HERE]),
            [candidate(1, AOBA)],
            (1, "score", 0.85),
        ),
        (party("青葉建設", addresses=[NEAR]), [candidate(1, AOBA)], (1, "score", 0.7)),
        (party("青葉建設", addresses=[THERE]), [candidate(1, AOBA)], "none"),
        (
            party("青葉建設", addresses=[HERE]),
            [candidate(1, AOBA), candidate(2, "青葉建設株式会社")],
            "ambiguous",
        ),
        # names alike, at the same house only
        (
            party("株式会社青葉建設工業所", addresses=[HERE]),
            [candidate(1, "株式会社青葉建設工業")],
            (1, "score", 0.69),
        ),
        (
            party("株式会社青葉建設工業所", addresses=[NEAR]),
            [candidate(1, "株式会社青葉建設工業")],
            "none",
        ),
        (party("株式会社若葉土木", addresses=[HERE]), [candidate(1, AOBA)], "none"),
        (party(AOBA, addresses=[HERE]), [], "none"),
        # the same name goes before a like one, whatever the address
        (
            party("株式会社青葉建設", addresses=[THERE]),
            [candidate(1, AOBA), candidate(2, "青葉建設株式会社", MABOROSHI)],
            (1, "exact", 0.7),
        ),
    ],
)
def test_who_is_who(
    who: Party, candidates: list[Candidate], expected: tuple[int, str, float] | str
) -> None:
    verdict = judge(who, candidates)
    if isinstance(expected, str):
        assert verdict == expected
        return
    serial, rule, score = expected
    assert isinstance(verdict, Match)
    assert (verdict.number, verdict.rule, verdict.score) == (number(serial), rule, score)


def test_evidence_says_why() -> None:
    closed = candidate(1, AOBA, closed="2021-03-31", successor=number(2))
    verdict = judge(party(AOBA, addresses=[HERE]), [closed])
    assert isinstance(verdict, Match)
    assert verdict.evidence == {
        "name": AOBA,
        "address": "沖縄県架空市中央１丁目２－３",
        "candidates": 1,
        "agrees": "street",
        "printed": HERE,
        "closed": "2021-03-31",
        "successor": number(2),
    }


FIRMS = [
    supplier("株式会社架空建設", None, HERE),
    supplier("同名興業株式会社"),
    supplier("どこにもない株式会社"),
    supplier("想像設計", None, NEAR),
    supplier("番号電気株式会社", number(10)),
    supplier("改名電気株式会社", number(11)),
    supplier("形電気", number(12)),
    supplier("無番電気株式会社", number(13)),
    supplier("誤番電気株式会社", number(14)),
]
REGISTER = [
    line(1, "株式会社架空建設"),
    line(2, "株式会社架空建設", prefectureName="青森県", cityName="幻市"),
    line(3, "同名興業株式会社"),
    line(4, "同名興業株式会社", cityName="想像市"),
    line(5, "株式会社想像設計", streetNumber="北町８"),
    line(6, "どこにもない株式会社", process="99"),
    line(10, "番号電気株式会社", closeDate="2020-03-31"),
    line(11, "新名電気株式会社"),
    line(12, "形電気株式会社"),
    line(14, "誤番電気株式会社", process="99"),
]


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    """A store with a notice that names invented firms, and a register that knows most of them."""
    publish(store, [result(buyer=CITY, suppliers=FIRMS, bids=[])])
    path = tmp_path / "all.csv"
    path.write_text("".join(REGISTER), encoding="utf-8", newline="")
    import_files(store, [path])
    return store


def matches(store: Store) -> dict[str, tuple[str, str, float]]:
    with store.engine.connect() as connection:
        rows = connection.execute(select(table(PartyMatchRow)))
        return {row.party_id: (row.corporate_number, row.rule, row.score) for row in rows}


def test_matching_in_the_store(filled: Store) -> None:
    told: list[tuple[int, int]] = []
    done = match(filled, lambda *now: told.append(now))
    assert done.outcomes == {"exact": 1, "score": 1, "ambiguous": 1, "none": 1, "numbered": 5}
    expected = {
        party_id("株式会社架空建設"): (number(1), "exact", 1.0),
        party_id("想像設計"): (number(5), "score", 0.7),
    }
    assert matches(filled) == expected
    assert match(filled).outcomes == done.outcomes
    assert matches(filled) == expected


def test_matching_changes_nothing_that_is_published(filled: Store, tmp_path: Path) -> None:
    def content() -> dict[str, list[Any]]:
        with filled.engine.connect() as connection:
            return {
                name: connection.execute(select(found)).all()
                for name, found in Base.metadata.tables.items()
                if name != "party_matches"
            }

    link(filled)
    export_ocds(filled, tmp_path / "before")
    before = content()
    match(filled)
    assert matches(filled)
    assert content() == before
    export_ocds(filled, tmp_path / "after")
    for name in ("releases.jsonl", "records.jsonl"):
        one, other = (tmp_path / folder / name for folder in ("before", "after"))
        assert one.read_bytes() == other.read_bytes()


def test_matches_can_be_taken_back(filled: Store) -> None:
    match(filled)
    assert undo(filled) == 2
    assert matches(filled) == {}
    assert undo(filled) == 0


def test_a_better_register_changes_the_matches(filled: Store, tmp_path: Path) -> None:
    match(filled)
    path = tmp_path / "diff.csv"
    moved = line(1, "株式会社架空建設", cityName="夢市", updateDate="2026-05-01")
    path.write_text(moved, encoding="utf-8", newline="")
    import_files(filled, [path])
    match(filled)
    assert matches(filled)[party_id("株式会社架空建設")] == (number(1), "exact", 0.75)


def test_checking_printed_numbers(filled: Store) -> None:
    match(filled)
    found = check(filled)
    assert (found.rows, found.newest, found.closed, found.unmatched) == (10, "2018-04-02", 1, 2)
    assert found.matches == {"exact": 1, "score": 1}
    assert found.parties == dict.fromkeys(
        ("agrees", "nameDiffers", "formDiffers", "unknown", "deleted"), 1
    )
    shown = {one.number: (one.outcome, one.registered) for one in found.findings}
    assert shown[number(11)] == ("nameDiffers", "新名電気株式会社")
    assert shown[number(12)] == ("formDiffers", "形電気株式会社")
    assert shown[number(13)] == ("unknown", None)
    assert shown[number(14)] == ("deleted", "誤番電気株式会社")
    assert number(10) not in shown


def test_the_table_of_bodies_is_checked_too(filled: Store, tmp_path: Path) -> None:
    held = [facts for facts in real_bodies().values() if facts.corporate_number]
    numbers = {facts.corporate_number for facts in held}
    assert check(filled).bodies == {"unknown": len(numbers)}
    path = tmp_path / "bodies.csv"
    rows = [
        line(20, "千代田区", corporateNumber="8000020131016"),
        line(21, "別の名", corporateNumber="7000012050002"),
    ]
    path.write_text("".join(rows), encoding="utf-8", newline="")
    import_files(filled, [path])
    found = check(filled)
    assert found.bodies == {"agrees": 1, "nameDiffers": 1, "unknown": len(numbers) - 2}
    differing = {one.printed: one.registered for one in found.findings if one.registered}
    assert differing["国税庁"] == "別の名"


def test_without_a_register_there_is_nothing_to_compare_with(store: Store) -> None:
    publish(store, [result(buyer=CITY)])
    for command in (match, check):
        with pytest.raises(SetupError, match="chotatsu register import"):
            command(store)
