"""A page of results of 調達ポータル, read as any file; invented, in the shape that clients tell."""

from itertools import count

import pytest

from pipelines.reading import read
from pipelines.records import Hints, Notice, Original, Reading
from pipelines.times import now

BEAN = "tri_WAA0101FM01/procurementResultListBean"
STAGES = {
    "requestSubmissionMaterialsBean": "資料提供招請",
    "requestCommentBean": "意見招請",
    "procurementImplementNoticeBean": "調達実施案件公示",
    "successfulBidNoticeBean": "落札公示",
}


def button(key: str) -> str:
    script = f"javascript:doSubmitParams('f', [{{name:'procurementItemInfoId', value:'{key}'}}]);"
    return f'<a class="koukoku info-button" href="{script}">公示本文</a>'


def row(*stages: str, number: str = "0000000000000456436", title: str = "架空業務") -> str:
    told = (("procurementItemNo", number), ("articleNm", title), ("procurementOrgan", "架空省"),
            ("receiptAddress", "東京都"))  # fmt: skip
    cells = "".join(f'<td id="{BEAN}/{name}">{text}</td>' for name, text in told)
    return f"<tr>{cells}{''.join(stages)}</tr>"


def page(*rows: str, head: str | None = None) -> str:
    labels = ["調達案件番号", "調達案件名称", "調達機関", "所在地", *STAGES.values()]
    head = head or f"<tr>{''.join(f'<th>{label}</th>' for label in labels)}</tr>"
    return (
        '<html><head><meta charset="utf-8"><title>検索結果</title></head><body>'
        f'<form id="navi"></form><p>検索結果 {len(rows)}件見つかりました</p>'
        f'<table class="main-summit-info">{head}{"".join(rows)}</table></body></html>'
    )


def reading(text: str) -> Reading:
    return read(Original("https://www.p-portal.go.jp/", text.encode(), now(), Hints()))


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(one.stage, one.key, one.published) for one in reading(text).notices]


def cells(*filled: str) -> str:
    return "".join(f"<td>{text}</td>" for text in filled)


DAY = "令和08年09月01日公開開始"


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        # By the headings alone, without ids.
        (cells("", "", f"{button('7')}<br>{DAY}", ""), [("tender", "7", "2026-09-01")]),
        (cells(f"{button('7')}{DAY}", "", "", ""), [("plan", "7", "2026-09-01")]),
        (cells("", f"{button('7')}{DAY}", "", ""), [("plan", "7", "2026-09-01")]),
        (cells("", "", "", f"{button('7')}{DAY}"), [("award", "7", "2026-09-01")]),
        # A call and its repetition in one cell, each with its own day.
        (
            cells("", "", f"{button('7')}{DAY}<br>{button('8')}令和8年10月2日公開開始", ""),
            [("tender", "7", "2026-09-01"), ("tender", "8", "2026-10-02")],
        ),
        # Two buttons over one day.
        (
            cells("", "", f"{button('7')}{button('8')}<br>{DAY}", ""),
            [("tender", "7", "2026-09-01"), ("tender", "8", "2026-09-01")],
        ),
        # No button: the notice is there, its key isn't.
        (cells("", "", DAY, ""), [("tender", None, "2026-09-01")]),
        # No stage at all: what is bought is still told.
        (cells("", "", "", ""), [("tender", None, None)]),
    ],
)
def test_each_stage_of_a_row_is_a_notice(
    stages: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert told(page(row(stages))) == expected


def test_ids_tell_the_stages_where_the_headings_are_in_two_rows() -> None:
    head = (
        "<tr><th rowspan=2>番号</th><th rowspan=2>名称</th><th rowspan=2>機関</th>"
        "<th rowspan=2>場所</th><th colspan=4>公示</th></tr>"
        "<tr><th>Ａ</th><th>Ｂ</th><th>Ｃ</th><th>Ｄ</th></tr>"
    )
    keys = count(1)
    stages = "".join(
        f'<td id="{BEAN}/{name}">{button(str(next(keys)))}{DAY}</td>' for name in STAGES
    )
    found = told(page(row(stages), head=head))
    assert [(stage, key) for stage, key, _ in found] == [
        ("plan", "1"), ("plan", "2"), ("tender", "3"), ("award", "4"),
    ]  # fmt: skip


@pytest.mark.parametrize("dash", ["‐", "-", "－", "―", ""])
def test_a_dash_is_no_number_and_rows_of_one_title_stay_apart(dash: str) -> None:
    rows = [row(cells("", "", f"{button(key)}{DAY}", ""), number=dash) for key in ("1", "2")]
    found = reading(page(*rows)).notices
    assert [(one.number, one.key, one.title) for one in found] == [
        (None, "1", "架空業務"), (None, "2", "架空業務"),
    ]  # fmt: skip
    assert [one.raw.get("調達案件番号", "") for one in found] == [dash, dash]


def test_only_an_address_that_is_printed_becomes_a_document() -> None:
    """OAA0122 needs values that the results don't give: nothing is put together."""
    link = (
        "https://www.p-portal.go.jp/pps-web-biz/UAA01/OAA0122?anken=0000000000000456436&amp;cla=3"
    )
    linked = row(cells("", "", f"{button('7')}{DAY}<a href='{link}'>案件</a>", ""))
    bare = row(cells("", "", f"{button('8')}{DAY}", ""))
    first, second = reading(page(linked, bare)).notices
    assert [document.url for document in first.documents] == [link.replace("&amp;", "&")]
    assert second.documents == []


def test_what_no_heading_names_is_kept_and_told() -> None:
    extra = cells("", "", f"{button('7')}{DAY}", "", "電子入札")
    (notice,) = reading(page(row(extra))).notices
    assert "電子入札" in notice.raw.values()
    assert {issue.code for issue in notice.issues} == {"cellWithoutLabel"}


def test_a_page_without_a_result_says_so() -> None:
    found = reading("<html><body><p>合致する調達案件情報がありません。</p></body></html>")
    assert (found.notices, found.empty) == ((), True)


def test_a_page_that_only_mentions_the_list_is_read_as_any() -> None:
    text = f"<html><body><p>id={BEAN}/procurementItemNo</p></body></html>"
    found: tuple[Notice, ...] = reading(text).notices
    assert found == ()
