"""Pages of cities as they make them by hand: what stands once for many, and beside what it means.

Every case is drawn after a layout that cities use (2026); all names and figures are invented.
"""

from __future__ import annotations

from typing import Any

import pytest
from reading_help import notices_of_body

Notices = list[dict[str, Any]]


def _page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>架空市</title></head><body>{body}</body>".encode()


def _list(rows: str) -> str:
    """A table drawn as text: a row a line, cells between ``|``."""
    lines = [line.strip().split("|") for line in rows.strip().splitlines()]
    made = ("".join(f"<td>{cell.strip()}</td>" for cell in line) for line in lines)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in made) + "</table>"


def _held(notices: Notices, expected: Notices) -> Notices:
    """What the notices say under the keys that are expected of each, None for nothing."""
    assert len(notices) == len(expected)
    return [
        {key: found.get(key) for key in one} for found, one in zip(notices, expected, strict=True)
    ]


SAID_ONCE = (
    "<h1>入札結果</h1><p>金額はいずれも税抜です。</p><h2>令和8年度4月</h2>"
    "<p><strong>架空橋補修工事（4月17日開札）</strong></p>"
    + _list("落札業者|青葉建設株式会社\n落札金額|2,697,000円\n備考|")
    + "<p><strong>庁舎空調設備更新工事（4月20日開札）</strong></p>"
    + _list("落札業者|若葉設備株式会社（くじ）\n落札金額|1,100,000円\n備考|")
)
DAY_OF_ALL = (
    "<h2>入札結果（8月17日執行）</h2><p>令和　８年　８月　１７日に執行した入札の結果です。</p>"
    + _list(
        "件　名|架空橋補修工事\n予定価格|\\166,858,000円\n"
        "落札業者|青葉建設㈱\n落札金額|\\142,187,000円"
    )
    + "<br>"
    + _list("件　名|庁舎清掃業務\n予定価格|\\1,252,000円\n落札業者|不落不調\n落札金額|－")
)
OTHERWISE = (
    "<p>金額は税込です。</p>"
    + _list("件名|架空橋補修工事\n落札者|青葉建設㈱\n落札金額|1,100円")
    + "<p>以下の金額は税抜です。</p>"
    + _list("件名|庁舎清掃業務\n落札者|若葉㈱\n落札金額|1,000円")
    + "<h2>物品</h2>"
    + _list("件名|毛布購入\n落札者|若葉㈱\n落札金額|2,000円")
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            SAID_ONCE,
            [
                {
                    "title": "架空橋補修工事",
                    "opened": "2026-04-17",
                    "awardPrice": {"amount": 2_697_000, "currency": "JPY", "tax": "excluded"},
                },
                {
                    "title": "庁舎空調設備更新工事",
                    "opened": "2026-04-20",
                    "awardPrice": {"amount": 1_100_000, "currency": "JPY", "tax": "excluded"},
                },
            ],
            id="tax once for a page, the day behind the title",
        ),
        pytest.param(
            DAY_OF_ALL,
            [
                {"title": "架空橋補修工事", "opened": "2026-08-17"},
                {"title": "庁舎清掃業務", "opened": "2026-08-17", "status": "unsuccessful"},
            ],
            id="the day once for all blocks",
        ),
        pytest.param(
            OTHERWISE,
            [
                {"awardPrice": {"amount": 1_100, "currency": "JPY", "tax": "included"}},
                {"awardPrice": {"amount": 1_000, "currency": "JPY", "tax": "excluded"}},
                {"awardPrice": {"amount": 2_000, "currency": "JPY", "tax": "excluded"}},
            ],
            id="a line nearer by says otherwise",
        ),
    ],
)
def test_what_is_said_once_holds_for_all(body: str, expected: Notices) -> None:
    assert _held(notices_of_body(_page(body), "kekka.html"), expected) == expected


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("架空橋補修工事（PDF：228KB）", "架空橋補修工事"),
        ("架空橋補修工事 [PDFファイル／84KB]", "架空橋補修工事"),
        ("【終了】架空橋補修工事", "架空橋補修工事"),
        ("架空橋補修工事（受付終了）", "架空橋補修工事"),
        ("架空橋補修工事（4月17日開札）", "架空橋補修工事"),
        ("架空橋補修工事（その2）", "架空橋補修工事（その2）"),
        ("表計算（Excel）研修業務（Excel）", "表計算（Excel）研修業務（Excel）"),
        ("架空橋補修工事（4月18日開札）", "架空橋補修工事（4月18日開札）"),  # not its own day
    ],
)
def test_a_title_without_what_stands_beside_it(printed: str, title: str) -> None:
    rows = f"開札日|件名|落札者|落札金額\n令和8年4月17日|{printed}|青葉㈱|1,000円"
    (notice,) = notices_of_body(_page(_list(rows)), "kekka.html")
    assert notice["title"] == title


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("加監第2号", "加監第3号"), ["加監第2号", "加監第3号"]),
        (("202500001", "202500002"), ["202500001", "202500002"]),
        (("8-0018", "8-0021"), ["8-0018", "8-0021"]),
        (("1", "2"), [None, None]),
        (("(1)", "(2)"), [None, None]),
        (("1,024", "1,025"), [None, None]),
    ],
)
def test_a_column_of_numbers_counts_or_names(
    numbers: tuple[str, str], expected: list[str | None]
) -> None:
    rows = "番号|開札日|件名|落札者|落札金額\n" + "\n".join(
        f"{number}|令和8年4月1日|架空橋補修工事|青葉㈱|1,000,000円" for number in numbers
    )
    found = notices_of_body(_page(_list(rows)), "kekka.html")
    assert [notice.get("number") for notice in found] == expected


def test_two_tenders_of_a_list_with_bidders_in_columns_stay_two() -> None:
    rows = """
        番号|開札日|工事名|落札者|落札金額|業者1|入札額1|業者2|入札額2
        80001|R8.4.24|旧庁舎解体工事|青葉㈱|8,749,000|青葉㈱|8,749,000|若葉㈱|不参加
        80025|R8.4.24|旧庁舎解体工事|若葉㈱|16,376,000|青葉㈱|17,394,000|若葉㈱|16,376,000
    """
    found = notices_of_body(_page(_list(rows)), "kekka.html")
    assert [[firm["name"] for firm in one["suppliers"]] for one in found] == [
        ["青葉㈱"],
        ["若葉㈱"],
    ]
    assert [one["awardPrice"]["amount"] for one in found] == [8_749_000, 16_376_000]


def test_the_row_that_ends_a_list_is_no_part_of_the_last_title() -> None:
    rows = """
        番号|入札日|件名|落札者|落札金額
        1|令和8年4月1日|架空橋補修工事|青葉㈱|1,000,000円
        ||以上||
    """
    (notice,) = notices_of_body(_page(_list(rows)), "kekka.html")
    assert notice["title"] == "架空橋補修工事"
