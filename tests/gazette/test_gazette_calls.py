"""Calls for tenders of the gazette, set in four columns on invented pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from reading_help import notices_of_body

from pipelines.extract import gazette
from pipelines.extract.grid import Grid
from pipelines.extract.line import Line

from .pages import Paragraph, headed, issue
from .printed import ITEMS, call


def read(*notices: Sequence[Paragraph]) -> list[dict[str, Any]]:
    """The notices of an issue of the gazette."""
    return notices_of_body(issue([line for notice in notices for line in notice]))


def bare(text: str) -> str:
    """A text without white space: a gap at the end of a line isn't seen."""
    return "".join(text.split())


def test_a_call_is_read_with_its_head_and_its_items() -> None:
    (notice,) = read(call(ITEMS))
    assert notice["stage"] == "tender"
    assert notice["number"] == "第12号"
    assert bare(notice["title"]) == ("架空地域の河川情報を配信する計算機の製造及び据付けの業務一式")
    assert notice["method"] == "open"
    assert notice["department"] == "架空地方整備局"
    assert notice["published"] == "2025-07-14"
    assert notice["deadline"] == "2025-09-03T17:00:00+09:00"
    assert notice["opened"] == "2025-09-04T14:00:00+09:00"
    assert notice["period"] == {"end": "2026-02-27"}
    assert notice["raw"]["品目分類番号"] == "14"
    assert notice["raw"]["調達機関番号"] == "020"


def test_an_english_summary_gives_no_second_value() -> None:
    (notice,) = read(call(ITEMS))
    assert "2030" not in str({key: value for key, value in notice.items() if key != "raw"})


@pytest.mark.parametrize("before", range(0, 48, 3))
def test_a_notice_may_break_anywhere_over_columns(before: int) -> None:
    """A notice of filling lines comes first, so that the second one breaks at every place."""
    filling = [f"{at + 1}　架空の条件{at}に該当すること。" for at in range(before)]
    first = call(["１　調達内容", "⑴　購入等件名及び数量　架空帳票の印刷　一式", *filling])
    found = read(first, call(ITEMS, number="〇第13号"))
    assert [one.get("number") for one in found] == ["第12号", "第13号"]
    second = found[1]
    assert bare(second["title"]).startswith("架空地域の河川情報を配信する計算機の製造")
    assert second["deadline"] == "2025-09-03T17:00:00+09:00"
    assert second["opened"] == "2025-09-04T14:00:00+09:00"
    assert second["department"] == "架空地方整備局"


def test_a_heading_may_take_several_lines() -> None:
    proposal = (
        "公募型プロポーザル方式に係る手",
        "続開始の公示（建築のためのサー",
        "ビスその他の技術的サービス（建",
        "設工事を除く））",
    )
    first = call(ITEMS, says="次のとおり指名競争入札に付します。")
    second = call(
        ITEMS, heading=proposal, says="次のとおり技術提案書の提出を招請します。", number="〇第２号",
        day="令和７年７月15日",
    )  # fmt: skip
    found = read(first, second)
    assert found[0]["methodDetails"] == "指名競争入札"
    assert "プロポーザル" in found[1]["methodDetails"]
    assert found[1]["published"] == "2025-07-15"


def test_without_a_day_of_its_own_a_notice_has_that_of_the_issue() -> None:
    (notice,) = read(call(ITEMS, day=""))
    assert notice["published"] == "2025-07-14"
    assert notice["department"] == "架空地方整備局"


def test_what_is_bought_may_be_counted_off() -> None:
    items = [
        "１　調達内容",
        "⑴　品目分類番号　71、27",
        "⑵　購入等特定役務及び数量",
        "①　令和９年度架空農業情報システム運用保守及びクラウドサービス提供業務　一式",
        "②　令和９年度架空入札システム運用保守業務　一式",
        "２　意見の提出方法",
        "⑴　意見の提出期限　令和７年８月４日午後５時（郵送の場合は必着のこと）",
        "３　仕様書案の交付",
        "⑴　交付期間　令和７年７月14日から令和７年８月４日まで",
    ]
    says = "次のとおり意見を招請します。"
    (notice,) = read(call(items, heading=("意見招請に関する公示",), says=says, number=""))
    assert notice["stage"] == "plan"
    assert "架空農業情報システム" in bare(notice["title"])
    assert "架空入札システム" in bare(notice["title"])
    assert "unknownLabel" not in str(notice.get("issues", ""))
    steps = {step["label"].split()[-1]: step for step in notice["schedule"]}
    assert steps["意見の提出期限"]["end"] == "2025-08-04T17:00:00+09:00"


DIRECT = [
    "１　調達内容",
    "⑴　品目分類番号　71、27",
    "⑵　購入等件名及び数量　架空地図情報に対応した編集システムの設計・開発業務",
    "２　随意契約の予定日　令和７年８月４日",
    "３　随意契約によることとする「政府調達に関する協定」の規定上の理由　ｂ「排他的権利の保護」",
    "４　随意契約を予定している相手方の名称",
    "　　架空測量株式会社",
    "５　担当部局　〒100-0000 架空県架空市架空１　架空院総務部契約課　電話000-000-0000",
]


def test_a_contract_that_is_meant_has_a_reason_and_nobody_has_won() -> None:
    says = "次のとおり随意契約について公示します。"
    (notice,) = read(call(DIRECT, heading=("随意契約に関する公示",), says=says, number=""))
    assert notice["stage"] == "tender"
    assert notice["method"] == "direct"
    assert notice["rationale"] == "ｂ「排他的権利の保護」"
    assert "awarded" not in notice
    assert "signed" not in notice
    assert [step["start"] for step in notice["schedule"]] == ["2025-08-04"]


def test_two_purchases_share_a_head() -> None:
    first = call([*ITEMS[:5]], number="〇第１号（№１）")
    second = [Paragraph("〇第２号（№２）")]
    second += call(["１　調達内容", "⑴　購入等件名及び数量　架空装置の委託　１式"], (), number="")[
        5:
    ]
    found = read([*first, *second])
    assert [one["number"] for one in found] == ["第１号", "第２号"]
    assert {one["published"] for one in found} == {"2025-07-14"}


CORRECTION = [
    "令和７年７月４日付け官報（号外政府調達第123号）の入札公告の一部を次のとおり訂正します。",
    "１　購入等件名及び数量　架空分析装置　一式",
    "２　入札書の受領期限　「令和７年８月25日17時00分」とあるのを「令和７年９月１日17時00分」"
    "に訂正する。",
]


@pytest.mark.parametrize(
    ("heading", "stage"),
    [
        ("入札公告の訂正", "amendment"),
        ("入札公告（建設工事）の訂正", "amendment"),
        ("意見招請に関する公示の変更", "amendment"),
        ("入札公告の取消", "cancellation"),
    ],
)
def test_a_notice_that_changes_another_one_says_so(heading: str, stage: str) -> None:
    says = CORRECTION[0]
    change = call(CORRECTION[1:], heading=(heading,), says=says, number="", day="令和７年７月23日")
    found = read(call(ITEMS), change)
    assert [one["stage"] for one in found] == ["tender", stage]
    assert found[1]["published"] == "2025-07-23"
    assert bare(found[1]["title"]) == "架空分析装置一式"


def test_a_correction_tells_what_holds_now() -> None:
    change = call(CORRECTION[1:], heading=("入札公告の訂正",), says=CORRECTION[0], number="")
    (notice,) = read(change)
    assert notice.get("deadline") == "2025-09-01T17:00:00+09:00"
    assert "「令和７年８月25日17時00分」" in notice["raw"]["入札書の受領期限"]


def test_a_correction_without_a_name_has_its_heading() -> None:
    items = ["３の⑵中「令和７年８月25日」とあるのを「令和７年９月１日」に訂正する。"]
    (notice,) = read(call(items, heading=("入札公告の訂正",), says=CORRECTION[0], number=""))
    assert notice["stage"] == "amendment"
    assert notice["title"] == "入札公告の訂正"
    assert "deadline" not in notice


def test_a_report_and_a_table_of_contents_are_no_notices() -> None:
    contents = [
        headed("目　次", 14),
        Paragraph("入札公告　1"),
        Paragraph("随意契約に関する公示　36"),
    ]
    report = call(
        ["１　改正された規則の名称等", "架空機構の調達手続の特例を定める細則"],
        heading=("政府調達に関する協定を改正", "する議定書に基づく公表"),
        says="関係手続の改正を次のとおり公表する。",
        signed=("国立研究開発法人架空機構",),
        number="",
    )
    assert len(read(contents, call(ITEMS), report)) == 1


def test_codes_alone_make_no_gazette() -> None:
    """A ministry that puts its notice on its own site prints the codes too."""
    codes = Line("◎調達機関番号　020　◎所在地番号　13")
    assert not gazette.is_gazette([Line("入札公告"), codes])
    assert gazette.is_gazette([Line("入札公告"), codes, Line("\ue7b2　件名")])
    assert gazette.is_gazette(
        [Line("令和７年７月14日　月曜日　官報　(号外政府調達第129号)"), codes]
    )
    assert not gazette.is_gazette([Line("官報を読む"), Grid(None, [["調達機関番号"]])])
