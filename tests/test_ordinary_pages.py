"""Pages of cities as they make them by hand: what stands once for many, and beside what it means.

Every case is drawn after a layout that cities use (2026); all names and figures are invented.
"""

from __future__ import annotations

from typing import Any

import pytest
from reading_help import notices_of_body
from scoreboard import reading_of

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


def test_lines_above_several_records_hold_for_each() -> None:
    """Their number stands under 番号, and is none that counts them."""
    records = "".join(
        f"<p>件名：架空{what}業務<br>番号：委第{n}号<br>落札者：青葉㈱<br>落札金額：1,000円</p>"
        for n, what in ((7, "清掃"), (12, "警備"))
    )
    said = "<p>令和8年4月17日に執行した入札の結果です。（金額は税抜き）</p>"
    found = notices_of_body(_page(f"<h1>入札結果</h1>{said}{records}"), "kekka.html")
    assert [one["number"] for one in found] == ["委第7号", "委第12号"]
    assert {one["opened"] for one in found} == {"2026-04-17"}
    assert {one["awardPrice"]["tax"] for one in found} == {"excluded"}


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ("なし|－|", "unsuccessful"),
        ("なし|－|取止め", "cancelled"),
        ("なし|1,000円|", None),  # it says two things
        ("－|－|", None),
    ],
)
def test_no_winner_is_said_by_the_label_and_its_value(row: str, status: str | None) -> None:
    rows = f"開札日|件名|落札業者|落札金額|備考\n令和8年4月17日|架空橋補修工事|{row}"
    (notice,) = notices_of_body(_page(_list(rows)), "kekka.html")
    assert notice.get("status") == status


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("架空橋補修工事（PDF：228KB）", "架空橋補修工事"),
        ("架空橋補修工事 [PDFファイル／84KB]", "架空橋補修工事"),
        ("架空橋補修工事（ＰＤＦ：１．２ＭＢ）", "架空橋補修工事"),
        ("架空橋補修工事（146.6KB）", "架空橋補修工事"),
        ("架空橋補修工事（PDF：約900バイト）", "架空橋補修工事"),
        ("架空橋補修工事（PDF形式：84キロバイト）", "架空橋補修工事"),
        ("架空橋補修工事（PDF：228KB）（4月17日開札）", "架空橋補修工事"),
        ("架空橋補修工事（PDF：228KB）（別ウィンドウで開く）", "架空橋補修工事"),
        ("架空橋補修工事（PDF：228KB、別ウィンドウで開く）", "架空橋補修工事"),
        ("架空橋補修工事（PDF：228KB）【終了】", "架空橋補修工事"),
        ("架空橋補修工事（エクセル：20KB）", "架空橋補修工事"),
        ("架空橋補修工事（PDF）", "架空橋補修工事"),
        ("図面データ作成業務（PDF化）", "図面データ作成業務（PDF化）"),
        ("電算機購入（256GB）", "電算機購入（256GB）"),
        ("表計算（エクセル）研修業務（エクセル）", "表計算（エクセル）研修業務（エクセル）"),
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
    ("beside", "is_of_it"),
    [
        ('<header><a href="a.pdf">入札のしおり</a></header>', False),
        ('<nav><a href="a.pdf">入札のしおり</a></nav>', False),
        ('<footer><a href="a.pdf">入札のしおり</a></footer>', False),
        ('<article><header><a href="a.pdf">公告</a></header></article>', True),
        ('<header><h1>架空橋補修工事</h1><a href="a.pdf">公告</a></header>', True),
        ('<p><a href="a.pdf">公告</a></p>', True),
    ],
)
def test_what_every_page_of_a_site_links_is_no_document_of_a_notice(
    beside: str, is_of_it: bool
) -> None:
    facts = {"件名": "架空橋補修工事", "履行場所": "架空町地内", "開札日": "令和8年4月17日"}
    rows = "".join(f"<tr><th>{label}</th><td>{text}</td></tr>" for label, text in facts.items())
    (notice,) = notices_of_body(_page(f"{beside}<table>{rows}</table>"), "kouji.html")
    assert ("documents" in notice) is is_of_it


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


CALL = (
    "<p>現在地 トップページ &gt; 庁舎清掃業務委託に係る公募型プロポーザルの実施</p>"
    "<h1>庁舎清掃業務委託に係る公募型プロポーザルの実施</h1><p>掲載日：2026年10月16日更新</p>"
    "<h2>1　業務の概要</h2><ul><li>業務名　庁舎清掃業務委託</li>"
    "<li>提案上限額　8,305,000円（消費税及び地方消費税を含む。）</li></ul>"
    "<h2>2　スケジュール</h2><ul><li>公募開始　令和8年9月22日（火曜日）</li>"
    "<li>企画提案書提出期限　令和8年10月12日（月曜日）午後5時必着</li></ul>"
)
TABLE_OF_CALL = (
    "<h1>庁舎清掃業務委託に係る公募型プロポーザル</h1><h2>公募型プロポーザルの概要</h2>"
    + _list("業務名|庁舎清掃業務委託\n公告日|令和8年3月27日\n提案上限額|2,570,700円（税込）")
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            CALL,
            {"stage": "tender", "published": "2026-09-22", "suppliers": None, "status": None},
            id="nobody is chosen yet",
        ),
        pytest.param(
            CALL
            + "<h2>3　選定結果</h2>"
            + _list("順位|事業者名|得点\n受託候補者|青葉サービス株式会社|388点\n次点|A社|336点"),
            {"stage": "result", "published": "2026-09-22", "suppliers": ["青葉サービス株式会社"]},
            id="the row of the one who was chosen",
        ),
        pytest.param(
            CALL + "<h2>3　選定結果</h2><p>参加者がなかったため、本プロポーザルは中止します。</p>",
            {"status": "cancelled", "suppliers": None},
            id="a sentence that it was called off",
        ),
        pytest.param(
            CALL + "<p>参加者が1者の場合は、本プロポーザルを中止します。</p>",
            {"stage": "tender", "status": None},
            id="a rule about calling off",
        ),
        pytest.param(
            CALL + "<ul><li>受託候補者　評価点の合計が最も高い者とする。</li></ul>",
            {"stage": "tender", "suppliers": None},
            id="a rule about who is chosen",
        ),
        pytest.param(
            TABLE_OF_CALL
            + "<h2>審査結果</h2><p>契約候補者：有限会社青葉サービス<br>選定日：令和8年4月22日</p>",
            {
                "stage": "result",
                "published": "2026-03-27",
                "awarded": "2026-04-22",
                "suppliers": ["有限会社青葉サービス"],
            },
            id="lines below the table of the call",
        ),
        pytest.param(
            CALL
            + "<p>落札者：有限会社青葉サービス<br>落札金額：1,200,000円（税抜）</p><p>※参考</p>",
            {
                "suppliers": ["有限会社青葉サービス"],
                "awardPrice": {"amount": 1_200_000, "currency": "JPY", "tax": "excluded"},
            },
            id="and for how much",
        ),
        pytest.param(
            CALL + "<p>落札金額：入札書に記載された金額に10％を加算した額とする。</p>",
            {"stage": "tender", "awardPrice": None},
            id="a rule about the price",
        ),
    ],
)
def test_a_call_that_says_at_last_who_was_chosen(body: str, expected: dict[str, Any]) -> None:
    (notice,) = notices_of_body(_page(body), "1.html")
    if "suppliers" in notice:
        notice["suppliers"] = [firm["name"] for firm in notice["suppliers"]]
    assert {key: notice.get(key) for key in expected} == expected
    assert notice["title"] == "庁舎清掃業務委託"


def test_a_page_that_only_calls_off() -> None:
    body = (
        "<head><title>【入札中止】川端地区用地測量業務 - 架空市</title></head><body>"
        "<p>現在地 トップページ &gt; 【入札中止】川端地区用地測量業務</p><p>本文</p>"
        "<h1>【入札中止】川端地区用地測量業務</h1><p>掲載日：2026年8月3日更新</p>"
        "<p>令和8年7月10日に公告した「川端地区用地測量業務」は、入札を中止します。</p>"
        + _list("公告番号|202600009\n開札予定日|令和8年8月3日\n中止決定日|令和8年8月1日")
    )
    (notice,) = notices_of_body(f"<!DOCTYPE html><html>{body}</body></html>".encode(), "1.html")
    told = {key: notice.get(key) for key in ("stage", "title", "number", "status", "published")}
    assert told == {
        "stage": "cancellation",
        "title": "川端地区用地測量業務",
        "number": "202600009",
        "status": "cancelled",
        "published": None,
    }


@pytest.mark.parametrize(
    "rows",
    ["㈱青葉|4,950|\n青葉・若葉特定建設工事共同企業体|4,900|落札", "㈱青葉|4,950|\n㈱緑|4,960|"],
    ids=["members stand where the winner is named", "no bidder is marked"],
)
def test_who_is_named_as_the_winner(rows: str) -> None:
    facts = (
        "件名|架空橋補修工事\n開札日|令和8年7月10日\n予定価格|5,000円\n落札金額|4,900円\n落札者|"
        "青葉・若葉特定建設工事共同企業体<br>　代表者　㈱青葉組<br>　構成員　若葉建設㈱"
    )
    body = _list(facts) + "<h2>入札参加者</h2>" + _list(f"商号又は名称|入札金額|結果\n{rows}")
    (notice,) = notices_of_body(_page(body), "kekka.html")
    assert [firm["name"] for firm in notice["suppliers"]] == ["㈱青葉組", "若葉建設㈱"]
    assert notice["supplierGroup"] == "青葉・若葉特定建設工事共同企業体"


def test_numbers_of_bidders_are_not_those_of_who_is_named() -> None:
    facts = "件名|架空橋補修工事\n開札日|令和8年7月10日\n落札者|㈱青葉組\n落札金額|4,950円"
    bidders = (
        "商号又は名称|法人番号|所在地|入札金額\n株式会社緑|6900001230045|架空市緑1-1|4,960\n"
        "株式会社青葉組|5900001230046|架空市青葉2-2|4,950"
    )
    body = _list(facts) + "<h2>入札参加者</h2>" + _list(bidders)
    (notice,) = notices_of_body(_page(body), "kekka.html")
    assert notice["suppliers"] == [
        {"name": "株式会社青葉組", "id": "JP-JCN-5900001230046", "address": "架空市青葉2-2"}
    ]
    assert "valuesDiffer" not in {one["code"] for one in notice.get("issues", ())}


LOTS = "".join(
    f"<h3>{title}</h3><p>調達番号：{number}　開札日：令和8年10月19日</p>{_list(rows)}"
    for title, number, rows in (
        (
            "公用車賃貸借（長峰ほか）",
            "89000",
            "ロット|落札者|落札金額（税込）\n第1ロット|㈲青葉電機|8,050,900円\n第2ロット|若葉㈱|7,000円",
        ),
        (
            "街路樹剪定業務委託",
            "89001",
            "ロット|落札者|落札金額（税込）\n第1ロット|緑㈱|6,134,700円",
        ),
    )
)


def test_winners_a_lot() -> None:
    first, second = notices_of_body(_page(LOTS), "kekka.html")
    assert (first["title"], first["number"]) == ("公用車賃貸借（長峰ほか）", "89000")
    assert [firm["name"] for firm in first["suppliers"]] == ["㈲青葉電機", "若葉㈱"]
    assert [bid["rounds"] for bid in first["bids"]] == [
        [{"amount": 8_050_900}],
        [{"amount": 7_000}],
    ]
    assert "awardPrice" not in first
    assert (second["number"], second["opened"]) == ("89001", "2026-10-19")
    assert second["awardPrice"] == {"amount": 6_134_700, "currency": "JPY", "tax": "included"}


WON = "<h2>入札結果</h2>" + _list("落札者|落札金額（税抜）\n青葉建設㈱|12,378,000円")
ABOUT = "<h2>入札の概要</h2>" + _list(
    "公告日|令和8年4月24日\n案件名|架空橋補修工事\n開札日時|令和8年5月20日\n予定価格（税抜）|14,074,000円"
)
OTHER = ABOUT.replace("架空橋補修工事", "庁舎改修工事")


@pytest.mark.parametrize("body", [WON + ABOUT, ABOUT + WON], ids=["above", "below"])
def test_who_won_stands_in_a_table_of_its_own(body: str) -> None:
    (notice,) = notices_of_body(_page(body), "1.html")
    assert notice["title"] == "架空橋補修工事"
    assert [firm["name"] for firm in notice["suppliers"]] == ["青葉建設㈱"]
    assert notice["awardPrice"] == {"amount": 12_378_000, "currency": "JPY", "tax": "excluded"}


def test_who_won_is_given_to_nobody_where_two_purchases_may_be_meant() -> None:
    reading = reading_of(_page(WON + ABOUT + OTHER), "1.html")
    assert [notice.suppliers for notice in reading.notices] == [[], []]
    assert [issue.code for issue in reading.issues] == ["biddersAlone"]


@pytest.mark.parametrize(
    ("heading", "published", "codes"),
    [
        ("条件付一般競争入札（令和8年11月2日公告）", "2026-11-02", []),
        ("印刷物の一般競争入札（令和8年11月2日公告）", "2026-11-02", []),
        ("条件付一般競争入札（11月2日公告）", None, ["unclearDate"]),  # of which year, nobody says
    ],
)
def test_the_day_of_a_heading(heading: str, published: str | None, codes: list[str]) -> None:
    rows = """
        区分|工事（委託）名|場所|業種
        工事|架空橋補修工事|架空地内|土木
        工事|庁舎改修工事|架空地内|建築
    """
    body = f"<p>更新日：2026年11月16日</p><h3>{heading}</h3>" + _list(rows)
    for notice in notices_of_body(_page(body), "koukoku.html"):
        assert notice.get("published") == published
        assert [issue["code"] for issue in notice.get("issues", [])] == codes
