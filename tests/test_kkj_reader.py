"""Answers of the API of 官公需情報ポータルサイト: whole, dirty, hostile. Invented, unless said."""

from __future__ import annotations

import base64
import resource
import time
from pathlib import Path

import pytest

from pipelines.errors import Unreadable
from pipelines.extract.kkj.answer import MOST_TEXT, parse
from pipelines.extract.kkj.read import origin_of
from pipelines.extract.kkj.text import MOST_OF_ALL, MOST_READ, room
from pipelines.extract.read import extract
from pipelines.normalise.full_text import stage_in
from pipelines.normalise.notice import normalise
from pipelines.records import Hints, Issue, Notice

SAMPLE = Path(__file__).parents[2] / "shared/samples/central/kkj/RECONSTRUCTED_search_response.xml"

CALL = """入札公告

次のとおり一般競争入札に付します。
令和8年9月4日
架空市長　架空　太郎
１　入札に付する事項
（１）件名　架空市庁舎清掃業務
（２）履行場所　架空市役所
（３）履行期間　令和8年10月1日から令和9年3月31日まで
２　予定価格　1,234,000円（税込）
３　入札書の提出期限　令和8年9月29日（火）午後5時
４　開札日時　令和8年9月30日（水）午前10時
"""


def key(path: str) -> str:
    return base64.b64encode(f"{path}\n".encode()).decode()


def result(**fields: str) -> str:
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in fields.items())
    return f"<SearchResult>{inner}</SearchResult>"


def answer(*results: str, hits: int | None = None) -> bytes:
    count = len(results) if hits is None else hits
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Results><Version>1.0</Version><SearchResults>'
        f"<SearchHits>{count}</SearchHits>{''.join(results)}</SearchResults></Results>"
    ).encode()


def read(body: bytes) -> list[Notice]:
    return [one for table in extract(body).tables for one in normalise(table, Hints(), "0" * 64)]


def codes(issues: list[Issue]) -> list[str]:
    return [issue.code for issue in issues]


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the shared samples are not here")
def test_the_reconstructed_answer_is_read_whole() -> None:
    first, second = read(SAMPLE.read_bytes())
    assert first.title == "スタッドレスタイヤ購入"
    assert first.published == "2026-09-04"
    assert first.buyer
    assert (first.buyer.name, first.buyer.id) == ("福島県田村市", "JP-JCN-2000020072117")
    assert first.category == "goods"
    assert [document.url for document in first.documents] == [
        "https://www.city.tamura.lg.jp/soshiki/3/assets/260930.pdf",
        "https://www.city.tamura.lg.jp/a.pdf",
    ]
    assert first.raw["ProjectDescription"] == "田村市公告 第 334 号"
    assert first.deadline is None
    assert codes(first.issues) == ["deadlineUnsure"]
    assert second.key == "c2VhcmNoL3BfcG9ydGFsLzIwMjUvMTIvMjAyNTEyMjZfNTYxNjkK"
    assert second.published == "2025-12-26"
    assert [issue.text for issue in second.issues] == ["search/p_portal/2025/12/20251226_56169"]


def test_a_text_fills_what_the_fields_lack() -> None:
    (notice,) = read(answer(result(Key=key("a/b/2026/1"), ProjectName="架空市庁舎清掃業務",
        TenderSubmissionDeadline="2026-09-29T00:00:00+09:00",
        CftIssueDate="2026-09-04T00:00:00+09:00", ProjectDescription=CALL)))  # fmt: skip
    assert notice.deadline == "2026-09-29T17:00:00+09:00"
    assert notice.opened == "2026-09-30T10:00:00+09:00"
    assert notice.place == "架空市役所"
    assert notice.planned_price
    assert notice.planned_price.amount == 1_234_000
    assert notice.period
    assert notice.period.end == "2027-03-31"
    assert codes(notice.issues) == []


def test_a_text_overrides_no_field() -> None:
    (notice,) = read(answer(result(ProjectName="架空市庁舎清掃業務", Category="工事",
        TenderSubmissionDeadline="2026-09-10T00:00:00+09:00",
        OpeningTendersEvent="2026-10-01T09:30:00+09:00", PeriodEndTime="2027-03-31T00:00:00+09:00",
        CftIssueDate="2026-09-05T00:00:00+09:00", ProjectDescription=CALL)))  # fmt: skip
    assert notice.opened == "2026-10-01T09:30:00+09:00"
    assert notice.published == "2026-09-05"
    assert notice.category == "works"
    assert notice.deadline == "2026-09-29T17:00:00+09:00"  # the text's own
    told = {issue.label: issue.code for issue in notice.issues}
    assert told["TenderSubmissionDeadline"] == "deadlineUnsure"
    assert told["opened"] == told["published"] == "textDiffers"
    assert "period" not in told


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("架空橋補修工事(146.6KB)", "架空橋補修工事"),  # seen in public code
        ("架空橋補修工事 [PDF形式：1.2MB]", "架空橋補修工事"),
        ("架空橋補修工事（PDF／88キロバイト）", "架空橋補修工事"),
        ("架空橋補修工事（その2）", "架空橋補修工事（その2）"),
        ("コンテナ1(500 kg)", "コンテナ1(500 kg)"),
    ],
)
def test_what_is_no_part_of_a_title(printed: str, title: str) -> None:
    (notice,) = read(answer(result(ProjectName=printed)))
    assert notice.title == title
    assert notice.raw["ProjectName"] == printed


def test_the_end_of_a_broken_tag_is_no_text() -> None:
    text = f'id="page" role="main"&gt;\n{CALL}'
    (notice,) = read(answer(result(ProjectName="架空市庁舎清掃業務", ProjectDescription=text)))
    assert notice.deadline == "2026-09-29T17:00:00+09:00"
    assert notice.raw["ProjectDescription"].startswith('id="page" role="main">')


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("架空橋補修工事の入札結果について", "result"),
        ("【結果】架空橋補修工事", "result"),
        ("入札結果分析業務委託", None),
        ("架空橋補修工事の公告の訂正について", "amendment"),
        ("架空橋補修工事【中止】", "cancellation"),
        ("令和8年度発注見通し", "plan"),
        ("下水道管渠使用中止工事", None),
        ("落札者等の公示", "result"),
    ],
)
def test_the_stage_that_a_title_says(title: str, stage: str | None) -> None:
    assert stage_in(title) == stage
    (notice,) = read(answer(result(ProjectName=title)))
    assert notice.stage == (stage or "tender")


@pytest.mark.parametrize(
    ("name", "code", "id"),
    [
        ("福島県田村市", "072117", "JP-JCN-2000020072117"),
        ("田村市", "072117", "JP-JCN-2000020072117"),
        ("福島県田村市教育委員会", "072117", None),
        ("福島県", "070009", "JP-JCN-7000020070009"),
        ("架空機構", "072117", None),
    ],
)
def test_the_code_gives_an_id_to_the_body_that_it_is_of(
    name: str, code: str, id: str | None
) -> None:
    (notice,) = read(answer(result(ProjectName="件", OrganizationName=name, CityCode=code)))
    assert notice.buyer
    assert (notice.buyer.name, notice.buyer.id) == (name, id)


def test_elements_count_by_name_and_unknown_ones_are_told() -> None:
    (notice,) = read(answer(result(Category="役務", Neu="x", ProjectName="甲", ResultId="7")))
    assert (notice.title, notice.category) == ("甲", "services")
    assert notice.raw == {"Category": "役務", "Neu": "x", "ProjectName": "甲"}
    assert [(issue.code, issue.label, issue.cell) for issue in notice.issues] == [
        ("unknownLabel", "Neu", None)
    ]


def test_the_place_in_an_answer_is_no_part_of_a_record() -> None:
    one = result(ResultId="1", Key=key("a/b/1"), ProjectName="甲", Neu="x")
    two = result(ResultId="2", Key=key("a/b/1"), ProjectName="甲", Neu="x")
    (alone,) = read(answer(one))
    _, second = read(answer(result(ProjectName="乙"), two))
    alone.at = second.at = None
    assert alone == second


def test_surrogates_cost_a_sign_and_no_notice() -> None:
    """Lone surrogates in three bytes were seen by a client; two that make one are put right."""
    body = answer(result(ProjectName="甲LONE乙"), result(ProjectName="丙PAIR"))
    body = body.replace(b"LONE", b"\xed\xa0\x80").replace(b"PAIR", b"\xed\xa1\x80\xed\xb0\x8b")
    found = extract(body)
    assert [notice.title for notice in read(body)] == ["甲\ufffd乙", "丙\U0002000b"]
    assert codes(found.issues) == ["undecodableBytes"]
    assert codes(read(body)[0].issues) == ["undecodableBytes"]


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        ("甲\x0c乙", "甲\ufffd乙"),
        ("甲\x00乙", "甲\ufffd乙"),
        ("甲&#12;乙", "甲\ufffd乙"),
        ("甲&#xD800;乙", "甲\ufffd乙"),
        ("甲 & 乙", "甲 & 乙"),
        ("甲&nbsp;乙", "甲&nbsp;乙"),
        ("甲&amp;乙&#20057;", "甲&乙乙"),
        ("<![CDATA[甲 & &nbsp; <乙>]]>", "甲 & &nbsp; <乙>"),
    ],
)
def test_what_xml_forbids_costs_no_notice(inside: str, title: str) -> None:
    (notice,) = read(answer(result(ProjectName=inside)))
    assert notice.title == title


def test_an_error_is_not_empty() -> None:
    body = b"<Results><Version>1.0</Version><Error>no searchword</Error></Results>"
    with pytest.raises(Unreadable, match="no searchword") as caught:
        extract(body)
    assert caught.value.code == "answerError"


def test_no_hits_are_empty_and_hits_without_results_are_not() -> None:
    assert extract(answer(hits=0)).empty
    found = extract(answer(hits=12))
    assert not found.empty
    assert codes(found.issues) == ["noTable"]


def test_an_answer_cut_at_any_byte_gives_what_stands_before() -> None:
    body = answer(result(ProjectName="甲", Category="物品"), result(ProjectName="乙"))
    ends = [body.find(b"</SearchResult>") + 15, body.rfind(b"</SearchResult>") + 15]
    begin = body.find(b"<SearchResults>") + 15
    for length in range(begin, len(body)):
        found = extract(body[:length])
        assert sum(len(table.notices) for table in found.tables) == sum(e <= length for e in ends)
        assert "answerCut" in codes(found.issues), length
        assert not found.empty


HOSTILE = {
    "entities": b'<!DOCTYPE Results [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    b"<Results><SearchResults><SearchHits>1</SearchHits>&b;</SearchResults></Results>",
    "file": b'<!DOCTYPE Results SYSTEM "file:///etc/passwd"><Results><SearchResults/></Results>',
    "deep": b"<Results><SearchResults>" + b"<a>" * 200_000,
    "deep in a result": b"<Results><SearchResults><SearchResult>" + b"<a>" * 200_000,
    "attributes": b"<Results><SearchResults><SearchResult " + b'a="x" ' * 50_000 + b"/>",
    "no end": b"<Results><SearchResults><SearchResult><ProjectName><![CDATA[" + b"x" * 3_000_000,
    "many": b"<Results><SearchResults>" + b"<SearchResult><a/></SearchResult>" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_answers_are_bounded_and_told(name: str) -> None:
    began = time.monotonic()
    if b"<!DOCTYPE" in HOSTILE[name]:
        with pytest.raises(Unreadable, match="declares a document type"):
            extract(HOSTILE[name])
    else:
        assert "answerCut" in codes(extract(HOSTILE[name]).issues)
    assert time.monotonic() - began < 20


def test_a_huge_text_is_cut_while_it_streams() -> None:
    size = 40_000_000
    head, tail = answer(result(Key=key("a/b"), ProjectName="甲", ProjectDescription="@")).split(
        b"@"
    )
    body = head + "字".encode() * (size // 3) + tail
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (notice,) = read(body)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert len(notice.raw["ProjectDescription"]) == MOST_TEXT
    (cut,) = [issue for issue in notice.issues if issue.code == "textCut"]
    assert (cut.label, cut.text) == ("ProjectDescription", str(size // 3))
    assert "textPartlyRead" in codes(notice.issues)
    assert grown < 6 * size


def test_all_texts_of_an_answer_share_the_room() -> None:
    assert room([100] * 1000) == MOST_READ
    assert room([50_000] * 10) == MOST_READ
    assert room([50_000] * 1000) == MOST_OF_ALL // 1000
    lengths = [10] * 500 + [50_000] * 500
    assert sum(min(length, room(lengths)) for length in lengths) <= MOST_OF_ALL
    assert room([]) == MOST_READ


def test_a_key_tells_where_the_portal_took_it() -> None:
    assert origin_of(key("iwate/iwate_pref/2022/20220810_03589")) == (
        "iwate/iwate_pref/2022/20220810_03589"
    )
    assert origin_of("%%%") is None
    assert origin_of("") is None


def test_an_answer_is_known_by_its_bytes_alone() -> None:
    assert parse(answer(result(ProjectName="甲"))).hits == 1
    other = b"<Results><Row><ProjectName>x</ProjectName></Row></Results>"
    assert codes(extract(other).issues) == ["noTable"]
