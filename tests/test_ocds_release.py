"""One version of a notice to one release: which facts stand where, and which stay out."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import ocds_notices as city
import pytest

from pipelines.errors import SetupError
from pipelines.lookups import bodies
from pipelines.ocds.history import History
from pipelines.ocds.identity import is_count, left_out, local_number, new_ocid, prefix, process_key
from pipelines.ocds.model import Release, from_json, to_json
from pipelines.ocds.release import Fetched, Process, release
from pipelines.ocds.schema import InvalidRelease, check_release
from pipelines.ocds.values import moment, uri
from pipelines.records import Body, Document, Notice

SHAPES = city.shapes()
OCID = "ocds-213czf-2000012100001-2018-chubu-h0123456789ab"


def made(
    notice: Notice, history: History | None = None, fetched: Fetched | None = None, id: str = "n1"
) -> Release:
    """The release of a notice, which joins the history."""
    history = History() if history is None else history
    process = Process(OCID, 2018, notice.title)
    found = release(id, notice, process, fetched or city.fetched(), history, bodies())
    history.add(id, found)
    return found


def as_json(notice: Notice) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_json(made(notice)), parse_float=Decimal)
    return found


@pytest.mark.parametrize("name", SHAPES)
def test_a_notice_of_any_shape_gives_a_release_that_conforms(name: str) -> None:
    found = made(SHAPES[name])
    assert from_json(to_json(found)) == found
    assert '""' not in to_json(found).decode()
    assert "null" not in to_json(found).decode()


def test_a_result_gives_tender_award_and_contract() -> None:
    found = made(SHAPES["plain"])
    assert found.tag == ["tender", "award", "contract"]
    assert found.title == found.tender.title == "庄内川堤防補修工事"
    assert (found.tender.status, found.tender.fiscal_year) == ("complete", 2018)
    assert found.tender.value == city.value(120_000_000, net=120_000_000)
    assert [floor.disclosure for floor in found.tender.bid_floors] == ["afterOpening"]
    assert found.tender.number_of_rounds == 1
    assert found.tender.number_of_tenderers == 2
    (award,) = found.awards
    assert award.value == city.value(110_000_000, net=110_000_000)
    assert (award.id, award.related_bid, award.status) == ("1", "1", "active")
    assert award.date is None  # the day of the decision isn't printed
    (contract,) = found.contracts
    assert (contract.award_id, contract.date_signed) == ("1", "2018-05-24T00:00:00+09:00")
    assert contract.value is None  # no price of the contract is printed
    assert contract.pricing_type is None
    assert contract.suppliers == award.suppliers


def test_rounds_stand_only_where_there_were_several() -> None:
    assert all(not bid.price_rounds for bid in made(SHAPES["plain"]).bids.details)  # type: ignore[union-attr]
    found = made(SHAPES["rounds"])
    assert found.bids
    won, refused, void = found.bids.details
    assert [round.value.amount for round in won.price_rounds if round.value] == [
        125_000_000,
        110_000_000,
    ]
    assert won.value == city.value(110_000_000, net=110_000_000)
    assert won.status_details == "落札"
    # A refusal in the second round leaves the bid valid, with the price of the first.
    assert (refused.status, refused.status_details) == ("valid", None)
    assert refused.value == city.value(126_000_000, net=126_000_000)
    assert [round.status_details for round in refused.price_rounds] == [None, "辞退"]
    assert (void.status, void.value, void.status_details) == ("disqualified", None, "無効")
    assert found.tender.number_of_rounds == 2
    assert found.tender.number_of_tenderers == 3


def test_figures_of_bids() -> None:
    found = made(SHAPES["rounds"]).bids
    assert found
    assert {each.measure: each.value for each in found.statistics} == {
        "bids": 3,
        "validBids": 2,
        "bidders": 3,
        "lowestValidBidValue": 110_000_000,
        "highestValidBidValue": 126_000_000,
    }
    only = made(SHAPES["only a count"])
    assert only.bids
    assert {each.measure: each.value for each in only.bids.statistics} == {"bids": 3}
    assert only.tender.number_of_tenderers == 3
    assert made(SHAPES["no bids at all"]).bids is None


def test_a_bidder_that_is_listed_twice_is_one_tenderer() -> None:
    twice = [city.bid("架空建設株式会社", 110_000_000, won=True)] * 2
    found = made(city.result(bids=[*twice, city.bid("見本土木株式会社", 113_000_000)]))
    assert found.bids
    assert {each.measure: each.value for each in found.bids.statistics if not each.currency} == {
        "bids": 3,
        "validBids": 3,
        "bidders": 2,
    }
    assert found.tender.number_of_tenderers == len(found.tender.tenderers) == 2


def test_who_gave_no_price_is_no_tenderer() -> None:
    found = made(SHAPES["refused, absent, silent"])
    roles = {party.name: party.roles for party in found.parties}
    assert roles == {
        "中部地方整備局": ["buyer", "procuringEntity"],
        "架空建設株式会社": ["tenderer", "supplier"],
        "例示工業株式会社": ["notifiedPotentialSupplier"],
        "試験道路株式会社": ["notifiedPotentialSupplier"],
        "標本建設株式会社": ["notifiedPotentialSupplier"],
    }
    assert found.bids
    assert [bid.status for bid in found.bids.details] == ["valid", "withdrawn", "invited", None]
    assert [party.name for party in found.tender.tenderers] == ["架空建設株式会社"]
    assert found.tender.number_of_tenderers == 1


def test_nobody_won() -> None:
    found = made(SHAPES["nobody won"])
    assert found.tag == ["tender"]
    assert found.tender.status == "unsuccessful"
    assert (found.awards, found.contracts) == ([], [])


def test_two_winners_have_an_award_and_a_contract_each() -> None:
    found = made(SHAPES["two winners"])
    assert [
        (award.id, award.related_bid, award.suppliers[0].name, award.value)
        for award in found.awards
    ] == [
        ("1", "1", "架空建設株式会社", city.value(10_000_000, net=10_000_000)),
        ("2", "2", "見本土木株式会社", city.value(11_000_000, net=11_000_000)),
    ]
    assert [(each.id, each.award_id) for each in found.contracts] == [("1", "1"), ("2", "2")]


def test_members_of_a_joint_venture_bid_and_win_together() -> None:
    found = made(SHAPES["joint venture"])
    assert found.bids
    won, other = found.bids.details
    assert [party.name for party in won.tenderers] == ["架空建設株式会社", "見本土木株式会社"]
    assert won.tenderer_group_name == "架空・見本特定建設工事共同企業体"
    # Members that nobody names: one party with the venture's name.
    assert [party.name for party in other.tenderers] == ["例示・試験特定建設工事共同企業体"]
    (award,) = found.awards
    assert award.suppliers == won.tenderers
    assert award.supplier_group_name == won.tenderer_group_name
    assert found.tender.number_of_tenderers == 2
    assert len(found.tender.tenderers) == 3


def test_a_price_agreed_after_the_rounds_is_the_award_and_no_bid() -> None:
    found = made(SHAPES["agreed after failed rounds"])
    assert found.bids
    assert found.awards[0].value == city.value(118_000_000, net=118_000_000)
    assert found.bids.details[0].value == city.value(123_000_000, net=123_000_000)
    assert len(found.bids.details[0].price_rounds) == 2


def test_a_unit_price_is_never_a_total() -> None:
    found = as_json(SHAPES["unit price"])
    assert "value" not in found["tender"]
    assert "value" not in found["awards"][0]
    assert "value" not in found["contracts"][0]
    assert found["contracts"][0]["pricingType"] == "unitPrice"
    unit = {"amount": Decimal("1234.56"), "currency": "JPY", "amountNet": Decimal("1234.56")}
    assert found["awards"][0]["items"][0]["unit"] == {"name": "m2", "value": unit}
    assert found["contracts"][0]["items"][0]["unit"]["value"]["amountGross"] == Decimal("1358.016")
    estimated = as_json(SHAPES["estimated total"])
    assert estimated["awards"][0]["value"]["amount"] == 5_000_000
    assert estimated["contracts"][0]["pricingType"] == "unitPriceWithEstimatedTotal"


@pytest.mark.parametrize(
    ("shape", "section", "expected"),
    [
        ("plain", "award", {"amount": 110_000_000, "amountNet": 110_000_000}),
        ("tax unknown", "award", {"amount": 900}),
        ("no bids at all", "contract", {"amount": 1_080_000, "amountGross": 1_080_000}),
        (
            "both taxes",
            "contract",
            {"amount": 118_800_000, "amountGross": 118_800_000, "amountNet": 110_000_000},
        ),
    ],
)
def test_amounts_stand_as_printed(shape: str, section: str, expected: dict[str, int]) -> None:
    assert as_json(SHAPES[shape])[f"{section}s"][0]["value"] == {**expected, "currency": "JPY"}


def test_a_ceiling_that_is_not_published_is_named() -> None:
    found = made(SHAPES["ceiling withheld"])
    assert [entry.field for entry in found.withheld_information] == ["tender.value"]
    assert found.tender.reserve_price_disclosure == "undisclosed"
    assert found.tender.value is None
    assert made(SHAPES["plain"]).tender.reserve_price_disclosure is None  # not said


def test_a_call_for_bids() -> None:
    found = as_json(SHAPES["call for bids"])
    assert found["tag"] == ["tender"]
    tender = found["tender"]
    assert tender["status"] == "active"
    assert tender["reservePriceDisclosure"] == "beforeBidding"
    assert tender["tenderPeriod"] == {
        "startDate": "2018-06-01T00:00:00+09:00",
        "endDate": "2018-06-20T17:00:00+09:00",
    }
    assert tender["bidOpening"] == {"date": "2018-06-24T10:00:00+09:00"}
    assert tender["contractPeriod"] == {"durationInDays": 120}
    assert tender["items"][0]["deliveryLocation"] == {"description": "架空市中央一丁目地内"}
    assert tender["documents"][0]["url"].endswith("/%E5%85%AC%E5%91%8A%201.pdf")


def test_consulting_is_a_service_of_its_own_kind() -> None:
    tender = made(SHAPES["consulting"]).tender
    assert tender.main_procurement_category == "services"
    assert tender.additional_procurement_categories == ["consultingServices"]
    assert (tender.award_criteria, tender.award_criteria_details) == (None, "総合評価")


@pytest.mark.parametrize(
    ("method", "covered_by"),
    [
        ("一般競争入札（ＷＴＯ対象）", ["GPA"]),
        ("一般競争（ＷＴＯ)", ["GPA"]),
        ("一般競争入札（特定調達）", ["GPA"]),
        ("一般競争入札（ＷＴＯ対象外）", []),
        ("一般競争入札（政府調達協定非適用）", []),
        ("一般競争入札", []),
        (None, []),
    ],
)
def test_the_agreement_on_government_procurement(method: str | None, covered_by: list[str]) -> None:
    assert made(city.result(method_details=method)).tender.covered_by == covered_by


def test_an_office_has_its_own_name_and_its_ministrys_number() -> None:
    office = made(SHAPES["plain"]).parties[0]
    assert (office.id, office.name) == ("JP-JCN-2000012100001-chubu", "中部地方整備局")
    assert office.identifier
    assert (office.identifier.id, office.identifier.legal_name) == ("2000012100001", "国土交通省")
    assert office.details
    assert [each.id for each in office.details.classifications] == ["ministry"]
    assert office.contact_point
    assert office.contact_point.name == "庄内川河川事務所"
    (local,) = made(SHAPES["no bids at all"]).parties[0].additional_identifiers
    assert (local.scheme, local.id) == ("JP-LGC", "479993")


def test_an_agency_without_a_known_number_never_takes_its_ministrys() -> None:
    rinya = Body(id="JP-BODY-rinya", name="林野庁")
    agency = made(city.result(buyer=rinya)).parties[0]
    assert (agency.id, agency.name, agency.identifier) == ("JP-BODY-rinya", "林野庁", None)
    key = process_key(city.result(buyer=rinya, number="工第1号"), 2018)
    assert new_ocid(key, bodies()) == "ocds-213czf-5000012080001-2018-rinya-工第1号"


def test_only_a_firm_with_a_number_has_an_identifier_and_an_address() -> None:
    known = made(SHAPES["no bids at all"]).parties[1]
    assert known.identifier
    assert known.identifier.id == "7999901000001"
    assert known.address
    person = city.supplier("架空　太郎", None, "架空市東三丁目")
    shown = made(city.result(suppliers=[person], bids=[])).parties[1]
    assert (shown.identifier, shown.address) == (None, None)


def seen(days: int) -> Fetched:
    return city.fetched(city.SEEN + timedelta(days=days))


@pytest.mark.parametrize(
    ("facts", "modified", "expected"),
    [
        ({"published": "2018-06-01"}, 0, ("2018-06-01T00:00:00+09:00", "published")),
        ({}, -1, ("2018-07-01T09:30:00+09:00", "modified")),
        ({}, None, ("2018-05-24T00:00:00+09:00", "stated")),
        ({"signed": None}, None, ("2018-05-10T00:00:00+09:00", "stated")),
        ({"opened": "2018-05-30"}, None, ("2018-05-30T00:00:00+09:00", "stated")),
        ({"opened": "2049-05-10"}, None, ("2018-05-24T00:00:00+09:00", "stated")),
        ({"signed": "2049-05-24"}, None, ("2018-07-02T09:30:00+09:00", "observed")),
        ({"signed": None, "opened": None}, None, ("2018-07-02T09:30:00+09:00", "observed")),
        # The day of the call for bids in a list of results isn't that of the result.
        ({"published": "2018-04-01"}, None, ("2018-05-24T00:00:00+09:00", "stated")),
        # Neither can be after we saw it.
        ({"published": "2018-07-03"}, 2, ("2018-05-24T00:00:00+09:00", "stated")),
    ],
)
def test_what_the_date_rests_on(
    facts: dict[str, Any], modified: int | None, expected: tuple[str, str]
) -> None:
    header = None if modified is None else city.SEEN + timedelta(days=modified)
    found = made(city.result(**facts), fetched=city.fetched(modified=header))
    assert (found.date, found.sources[0].date_basis) == expected
    assert (found.sources[0].published_date is not None) == (expected[1] == "published")


def test_a_stated_day_does_not_go_before_an_earlier_release() -> None:
    history = History()
    call = city.result(stage="tender", published="2018-06-15", bids=[], suppliers=[], signed=None)
    made(call, history, id="call")
    late = made(city.result(), history, seen(1), id="result")
    assert late.sources[0].date_basis == "observed"
    assert late.date == "2018-07-03T09:30:00+09:00"


def test_a_later_version_updates_the_same_process() -> None:
    history = History()
    first = made(city.result(), history)
    second = made(city.result(award_price=city.yen(109_000_000)), history, seen(30))
    assert second.tag == ["awardUpdate", "contractUpdate", "tenderUpdate"]
    assert second.id != first.id
    assert second.date >= first.date
    assert [award.id for award in second.awards] == ["1"]


def test_a_result_after_a_call_is_an_award() -> None:
    history = History()
    made(city.result(stage="tender", bids=[], suppliers=[], signed=None), history, id="call")
    assert made(city.result(), history, seen(1), "result").tag == [
        "award",
        "contract",
        "tenderUpdate",
    ]


def test_roles_are_cumulative() -> None:
    history = History()
    made(city.result(), history)
    second = made(
        city.result(
            bids=[
                city.bid("見本土木株式会社", 113_000_000, won=True),
                city.bid("架空建設株式会社", "辞退", status="withdrawn"),
            ],
            suppliers=[city.supplier("見本土木株式会社")],
        ),
        history,
        seen(1),
    )
    assert {party.name: party.roles for party in second.parties[1:]} == {
        "見本土木株式会社": ["tenderer", "supplier"],
        "架空建設株式会社": ["tenderer", "notifiedPotentialSupplier", "supplier"],
    }


def test_entries_keep_their_ids_and_a_vanished_award_is_cancelled() -> None:
    history = History()
    made(city.result(), history)
    # A bidder was missing at the top, and another one had won.
    corrected = city.result(
        bids=[
            city.bid("例示工業株式会社", 109_000_000, won=True),
            city.bid("架空建設株式会社", 110_000_000, won=False),
            city.bid("見本土木株式会社", 113_000_000),
        ],
        suppliers=[city.supplier("例示工業株式会社")],
        award_price=city.yen(109_000_000),
    )
    second = made(corrected, history, seen(1))
    assert second.bids
    assert [(bid.id, bid.tenderers[0].name) for bid in second.bids.details] == [
        ("3", "例示工業株式会社"),
        ("1", "架空建設株式会社"),
        ("2", "見本土木株式会社"),
    ]
    assert [(award.id, award.status) for award in second.awards] == [
        ("2", "active"),
        ("1", "cancelled"),
    ]
    assert [(each.id, each.status) for each in second.contracts] == [
        ("2", "active"),
        ("1", "cancelled"),
    ]


def test_a_corrected_name_keeps_its_place() -> None:
    history = History()
    made(city.result(), history)
    second = made(
        city.result(
            bids=[
                city.bid("架空建設（株）東海支店", 110_000_000, won=True),
                city.bid("見本土木株式会社", 113_000_000),
            ],
            suppliers=[city.supplier("架空建設（株）東海支店")],
        ),
        history,
        seen(1),
    )
    assert second.bids
    assert [bid.id for bid in second.bids.details] == ["1", "2"]
    assert [(award.id, award.status) for award in second.awards] == [("1", "active")]


def test_the_contract_of_another_supplier_cancels_nothing() -> None:
    history = History()
    for id, firm in (("c1", "架空保守株式会社"), ("c2", "見本保守株式会社")):
        contract = Notice(
            stage="contract",
            title="保守",
            number="7",
            buyer=city.CITY,
            signed="2018-04-02",
            contract_price=city.yen(100),
            suppliers=[city.supplier(firm)],
        )
        last = made(contract, history, id=id)
    assert [(award.id, award.status) for award in last.awards] == [("2", "active")]


def test_the_id_hashes_what_is_said() -> None:
    history = History()
    first = made(city.result(), history)
    ocid, day, tag, digest = first.id.rsplit("-", 3)
    assert (ocid, day, tag, len(digest)) == (OCID, "20180524", "tender", 10)
    # Where it was found is not part of the hash: the same is said again.
    elsewhere = made(city.result(), fetched=seen(3))
    assert elsewhere.id == first.id
    # Said a second time after something else: another release all the same.
    for price in (109_000_000, 110_000_000, 109_000_000, 110_000_000):
        made(city.result(award_price=city.yen(price)), history, seen(1))
    assert len(history.ids) == 5


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        ({"category": "leases"}, "tender/mainProcurementCategory"),
        ({"method": "negotiated"}, "tender/procurementMethod"),
        ({"title": ""}, "title"),
    ],
)
def test_a_release_that_does_not_conform_is_refused(fault: dict[str, Any], place: str) -> None:
    with pytest.raises(InvalidRelease, match=place):
        made(city.result(**fault))


def test_an_unknown_field_is_refused() -> None:
    content = as_json(SHAPES["plain"])
    content["tender"]["colour"] = "red"
    with pytest.raises(InvalidRelease, match="colour"):
        check_release(content)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"buyer": None}, "no-buyer"),
        ({"buyer": Body(name="どこかの市")}, "no-buyer"),
        ({"buyer": Body(name="番号のない組合", id="JP-NAME-0123456789ab")}, "no-corporate-number"),
        ({"buyer": Body(name="林野庁", id="JP-BODY-rinya")}, None),
        # a corporation is no part of the ministry above it
        ({"buyer": Body(name="日本年金機構", id="JP-BODY-nenkin")}, "no-corporate-number"),
        ({"category": "revenue"}, "revenue"),
        ({"stage": "plan"}, "stage-plan"),
        ({"title": None}, "no-title"),
    ],
)
def test_why_a_notice_is_left_out(change: dict[str, Any], reason: str | None) -> None:
    assert left_out(city.result(**change), 2018, bodies()) == reason
    assert left_out(city.result(), None, bodies()) == "no-fiscal-year"


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        (SHAPES["no bids at all"], "ocds-213czf-5000020479993-2018-第12-3号"),
        (SHAPES["call for bids"], "ocds-213czf-5000020479993-2018-工-123"),
        (SHAPES["plain"], "ocds-213czf-2000012100001-2018-chubu-ha0e3e5bccab3"),
    ],
)
def test_ocids(notice: Notice, expected: str) -> None:
    assert new_ocid(process_key(notice, 2018), bodies()) == expected


@pytest.mark.parametrize(
    ("printed", "year", "expected"),
    [
        *(("第５号", 2018, True), ("No.12", 2018, True), ("公告第123号", 2018, True)),
        *(("第8-1号", 2026, True), ("8-0018", 2026, True), ("R8-12", 2026, True)),
        *(("令和８年度第３号", 2026, True), ("2026-5", 2026, True), ("30-5", 2018, True)),
        *(("8-0018", 2025, False), ("07-0123", 2026, False), ("工-123", 2018, False)),
        *(
            ("第12-3号", 2018, False),
            ("20260012", 2026, False),
            ("0012345678901234567", 2026, False),
        ),
    ],
)
def test_numbers_that_only_count(printed: str, year: int, expected: bool) -> None:
    assert is_count(printed, year) is expected


def test_a_number_that_only_counts_is_that_of_a_title() -> None:
    """四日市市 and 福山市 count works, services and goods each from 1 (their lists of 2026)."""
    works = city.result("橋梁補修工事", buyer=city.CITY, number="8-0018")
    call = city.result("橋梁　補修工事", buyer=city.CITY, number="８－００１８", stage="tender")
    survey = city.result("地質調査業務", buyer=city.CITY, number="8-0018")
    keys = [process_key(notice, 2026) for notice in (works, call, survey)]
    assert keys[0] == keys[1] != keys[2]
    assert re.fullmatch(
        "ocds-213czf-5000020479993-2026-h[0-9a-f]{12}-8-0018", new_ocid(keys[0], bodies())
    )


def test_a_number_that_works_and_goods_each_have_is_that_of_its_series() -> None:
    """efftis and G-CALS: a list for each kind of purchase, numbered by itself."""
    said = {"buyer": city.CITY, "number": "2026000012"}
    works, call, goods, other = (
        process_key(notice, 2026)
        for notice in (
            city.result("橋梁補修工事", **said, series="工事"),
            city.result("橋梁補修工事ほか", **said, series="工 事", stage="tender"),
            city.result("複写機用紙", **said, series="物品"),
            city.result("橋梁補修工事", **said),
        )
    )
    assert works == call
    assert len({works.text, goods.text, other.text}) == 3
    assert re.fullmatch(
        "ocds-213czf-5000020479993-2026-h[0-9a-f]{12}-2026000012", new_ocid(goods, bodies())
    )
    assert new_ocid(other, bodies()) == "ocds-213czf-5000020479993-2026-2026000012"


def test_what_a_key_is_made_of() -> None:
    key = process_key(city.result(), 2018)
    assert process_key(city.result(award_price=None, deadline="2018-04-01"), 2018) == key
    assert process_key(city.result("庄内川　堤防補修工事"), 2018) == key
    for other in (
        city.result("庄内川堤防補修工事その２"),
        city.result(department="木曽川下流河川事務所"),
        city.result(opened="2018-05-11"),
        city.result(buyer=city.CITY),
    ):
        assert process_key(other, 2018).text != key.text
    assert process_key(city.result(), 2019).text != key.text


@pytest.mark.parametrize(
    ("printed", "local"),
    [
        ("2025-07-0123", "2025-07-0123"),
        ("第 １２ー３ 号", "第12ー3号"),
        ("a／b（1.2）", "A-B-1.2-"),
        ("－", ""),
        ("", ""),
    ],
)
def test_local_numbers(printed: str, local: str) -> None:
    assert local_number(printed) == local


def test_the_prefix_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHOTATSU_OCID_PREFIX", raising=False)
    assert prefix() == "ocds-213czf"
    monkeypatch.setenv("CHOTATSU_OCID_PREFIX", "ocds-abc123")
    assert prefix() == "ocds-abc123"
    monkeypatch.setenv("CHOTATSU_OCID_PREFIX", "chotatsu")
    with pytest.raises(SetupError, match="CHOTATSU_OCID_PREFIX"):
        prefix()


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2018-04-02", "2018-04-02T00:00:00+09:00"),
        ("2018-04-02T17:00+09:00", "2018-04-02T17:00:00+09:00"),
        ("2018-04-02T17:00", "2018-04-02T17:00:00+09:00"),
        ("2018-04", None),
        ("平成30年5月99日", None),
        (None, None),
    ],
)
def test_moments(printed: str | None, expected: str | None) -> None:
    assert moment(printed) == expected
    assert moment("2018-04-02", closing=True) == "2018-04-02T23:59:59+09:00"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "https://a.example.jp/結果.xls?年=1",
            "https://a.example.jp/%E7%B5%90%E6%9E%9C.xls?%E5%B9%B4=1",
        ),
        ("https://a.example.jp/%E7%B5%90.xls", "https://a.example.jp/%E7%B5%90.xls"),
        ("file:///100% [1].xls", "file:///100%25%20%5B1%5D.xls"),
    ],
)
def test_addresses(address: str, expected: str) -> None:
    assert uri(address) == expected
    notice = city.result(documents=[Document(title="結果", url=address)])
    assert made(notice).tender.documents[0].url == expected
