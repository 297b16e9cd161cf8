"""Label and value: forms, detail pages and blocks down a sheet; every text with its place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_help import notices_of_body

from pipelines.extract.blocks import Block, columns_for, find_blocks, joined, table_of
from pipelines.extract.grid import Grid, Merge
from pipelines.extract.headings import title_in
from pipelines.extract.lines import lines_of
from pipelines.records import Fact


def _grid(
    text: str,
    merges: tuple[Merge, ...] = (),
    before: tuple[str, ...] = (),
    heads: frozenset[tuple[int, int]] = frozenset(),
) -> Grid:
    """A grid drawn as text: a row a line, cells between ``|``, ``⏎`` a line break."""
    rows = [
        [cell.strip(" ").replace("⏎", "\n") for cell in line.split("|")]
        for line in text.strip("\n").split("\n")
    ]
    width = max(len(row) for row in rows)
    rows = [row + [""] * (width - len(row)) for row in rows]
    return Grid("表", rows, merges, before=before, heads=heads)


def _blocks(grid: Grid) -> list[Block]:
    return find_blocks(grid, 0, len(grid.rows) - 1)


def _notices(grid: Grid) -> list[dict[str, str]]:
    """The facts of each block that is a notice, by meaning, else by label."""
    found = []
    for block in _blocks(grid):
        if block.is_notice:
            columns = columns_for(block.facts)
            texts = [fact.text for fact in block.facts]
            found.append({c.meaning or c.label: t for c, t in zip(columns, texts, strict=True)})
    return found


def test_two_columns() -> None:
    grid = _grid("""
入札公告の概要|
工 事 名|架空橋補修工事
工事場所：|架空市川端町
開札日時|令和6年7月24日 午前10時
特記事項の欄|近隣に配慮すること
""")
    assert _notices(grid) == [
        {
            "title": "架空橋補修工事",
            "place": "架空市川端町",
            "opened": "令和6年7月24日 午前10時",
            "特記事項の欄": "近隣に配慮すること",
        }
    ]


def test_pairs_across_and_down_with_empty_values() -> None:
    grid = _grid("""
契約番号|第1号|契約日|令和6年5月30日
件名|庁舎清掃業務||
契約の相手方||契約金額|1,100,000円

契約番号|第2号|契約日|令和6年6月3日
件名|倉庫修繕工事||
契約の相手方|株式会社幻工業|契約金額|－
""")
    assert _notices(grid) == [
        {
            "number": "第1号",
            "signed": "令和6年5月30日",
            "title": "庁舎清掃業務",
            "contractPrice": "1,100,000円",
        },
        {
            "number": "第2号",
            "signed": "令和6年6月3日",
            "title": "倉庫修繕工事",
            "winner": "株式会社幻工業",
            "contractPrice": "－",
        },
    ]


def test_numbered_labels_and_values_that_are_labels_elsewhere() -> None:
    grid = _grid("""
1|案件名|保育所改修工事|結果|落札
2|入札方式|総合評価|開札日|2024/6/18
""")
    assert _notices(grid) == [
        {
            "title": "保育所改修工事",
            "remark": "落札",
            "method": "総合評価",
            "opened": "2024/6/18",
        }
    ]


def test_a_label_merged_down_is_the_group_of_those_beside_it() -> None:
    grid = _grid(
        """
件名||架空公園整備工事
開札日||令和6年7月1日
落札者|名称|架空建設株式会社
|住所|架空市本町1
|金額|9,000,000円
""",
        merges=(((2, 0), (4, 0)),),
    )
    table = table_of(_blocks(grid), grid)
    assert table is not None
    told = {column.label: column.meaning for column in table.columns}
    assert told["落札者 名称"] == "winner"
    assert told["落札者 住所"] == "supplierAddress"
    assert told["落札者 金額"] == "awardPrice"


def test_parts_of_a_value_have_labels_of_their_own() -> None:
    grid = _grid("""
件名|架空公園整備工事|||
開札日|令和6年7月1日|||
予定価格|（税込）|1,100,000円|（税抜）|1,000,000円
落札者|住所|架空市本町1|氏名|架空建設株式会社
""")
    table = table_of(_blocks(grid), grid)
    assert table is not None
    told = {column.label: (column.meaning, column.tax) for column in table.columns}
    assert told["予定価格 （税込）"] == ("plannedPrice", "included")
    assert told["予定価格 （税抜）"] == ("plannedPrice", "excluded")
    assert told["落札者 住所"] == ("supplierAddress", None)
    assert told["落札者 氏名"] == ("winner", None)
    assert table.notices[0].rows[0][-1] == "架空建設株式会社"


def test_a_value_goes_on_in_the_next_row() -> None:
    grid = _grid("""
件名|架空公園整備工事
工期|自　令和6年7月1日
|至　令和7年2月28日
予定価格|1,000,000円
|※税抜き
""")
    assert _notices(grid)[0]["period"] == "自　令和6年7月1日\n至　令和7年2月28日"
    assert _notices(grid)[0]["plannedPrice"] == "1,000,000円"


def test_a_notice_a_column_also_twice_down_a_sheet() -> None:
    half = """
件名|公園照明改修工事|橋梁塗装工事
入札日|令和6年6月13日|
予定価格|4,200,000|18,300,000
落札者|有限会社夢野電気|不調
"""
    grid = _grid(half + half.replace("工事", "業務委託").strip("\n"), merges=(((1, 1), (1, 2)),))
    found = _notices(grid)
    assert [notice["title"] for notice in found] == [
        "公園照明改修工事",
        "橋梁塗装工事",
        "公園照明改修業務委託",
        "橋梁塗装業務委託",
    ]
    assert [notice.get("opened") for notice in found[:2]] == ["令和6年6月13日"] * 2
    assert [notice["plannedPrice"] for notice in found] == ["4,200,000", "18,300,000"] * 2


def test_forms_side_by_side() -> None:
    grid = _grid("""
件名|公園照明改修工事||件名|橋梁塗装工事
入札日|令和6年6月13日||入札日|令和6年6月14日
落札者|有限会社夢野電気||落札者|株式会社幻工業
""")
    found = _notices(grid)
    assert [notice["opened"] for notice in found] == ["令和6年6月13日", "令和6年6月14日"]
    assert [notice["winner"] for notice in found] == ["有限会社夢野電気", "株式会社幻工業"]


def test_rows_under_the_header_of_bidders_are_no_labels() -> None:
    grid = _grid("""
入　札　調　書|||
件　　名|架空川河道掘削工事||
入札日時|令和6年6月6日|入札場所|第１会議室
予定価格|28,000,000円|最低制限価格|－
入札者|第１回|第２回|摘要
架空建設株式会社|28,500,000|27,300,000|落札
想像土木株式会社|29,000,000|27,900,000|
""")
    (block,) = _blocks(grid)
    assert (block.first, block.last) == (1, 3)
    assert not any("会社" in fact.label or "会社" in fact.text for fact in block.facts)


def test_a_header_of_two_labels_begins_a_list() -> None:
    grid = _grid(
        "件名|庁舎清掃業務\n入札日|6月6日\n業者名|入札金額\nA社|100\nB社|200\n予定価格|300"
    )
    assert _notices(grid) == [{"title": "庁舎清掃業務", "opened": "6月6日", "plannedPrice": "300"}]


def test_an_unknown_group_stands_before_its_labels() -> None:
    text = (
        "入札に付する事項|工事名|橋補修工事\n|工事場所|架空市\n日程|公告日|7月1日\n|開札日|7月24日"
    )
    grid = _grid(text, merges=(((0, 0), (1, 0)), ((2, 0), (3, 0)), ((9, 9), (10, 9))))
    table = table_of(_blocks(grid), grid)
    assert table is not None
    assert [(column.label, column.meaning) for column in table.columns] == [
        ("入札に付する事項 工事名", "title"),
        ("入札に付する事項 工事場所", "place"),
        ("日程 公告日", "published"),
        ("日程 開札日", "opened"),
    ]


def test_numbered_lines_of_a_notice() -> None:
    grid = _grid("""
入札公告
１　入札に付する事項
(1) 工事名　　架空橋補修工事
(2) 工事場所　架空市川端町
２　入札参加資格
次に掲げる要件を満たす者
３　入札日時　令和6年7月24日　午前10時
""")
    assert _notices(grid) == [
        {
            "title": "架空橋補修工事",
            "place": "架空市川端町",
            "opened": "令和6年7月24日　午前10時",
        }
    ]


def test_a_few_labels_above_a_list_are_no_notice_alone() -> None:
    grid = _grid("""
案件名：学校給食配送業務
予定価格：非公表
""")
    (block,) = _blocks(grid)
    assert not block.is_notice
    assert block.title == Fact("案件名", "学校給食配送業務", 0, 0)


def test_an_outcome_makes_a_title_a_notice() -> None:
    grid = _grid("案件名：学校用務員業務\n結果：中止")
    assert _notices(grid) == [{"title": "学校用務員業務", "remark": "中止"}]


def test_who_is_chosen_makes_the_title_of_a_purchase_a_notice() -> None:
    grid = _grid("業務名|庁舎案内業務\n契約候補者|架空商事㈱")
    assert _notices(grid) == [{"title": "庁舎案内業務", "winner": "架空商事㈱"}]
    assert _notices(_grid("担当|管財課\n契約候補者|架空商事㈱")) == []


def test_a_block_in_each_cell() -> None:
    grid = _grid("""
契約件名：ICT支援員業務⏎契約日：令和6年4月1日⏎契約の相手方：株式会社空想商事⏎契約金額：8,800,000円
契約件名：心電図検査業務⏎契約日：令和6年4月2日⏎契約の相手方：有限会社夢野電気⏎契約金額：1件1,100円
""")
    assert [notice["signed"] for notice in _notices(grid)] == ["令和6年4月1日", "令和6年4月2日"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("件　　名：架空橋補修工事", [("件　　名", "架空橋補修工事")]),
        ("１　工事名　架空橋補修工事", [("工事名", "架空橋補修工事")]),
        ("(2) 工事場所：架空市川端町", [("工事場所", "架空市川端町")]),
        ("■【件名】架空橋補修工事", [("件名", "架空橋補修工事")]),
        (
            "件名：庁舎清掃　入札日：令和6年6月6日 10：00",
            [("件名", "庁舎清掃"), ("入札日", "令和6年6月6日 10：00")],
        ),
        (
            "件名：庁舎清掃\n（その2）\n担当：管財課",
            [("件名", "庁舎清掃\n（その2）"), ("担当", "管財課")],
        ),
        ("開　札　録（公表用）", []),
        ("契　約　者　名　簿", []),
        ("午前10：00から", []),
        ("※予定価格は税抜き", []),
        ("令和6年度　工事　入札結果", []),
    ],
)
def test_labels_inside_a_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert lines_of(text) == expected


def test_a_label_alone_over_its_value_in_a_text_of_lines() -> None:
    grid = _grid(
        "架空市からのお知らせ\n業務名\n庁舎清掃業務\n履行期間\n令和6年\n開札日\n令和6年6月6日"
    )
    assert _notices(grid)[0]["title"] == "庁舎清掃業務"
    assert _notices(grid)[0]["opened"] == "令和6年6月6日"


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("架空市本庁舎清掃業務", "架空市本庁舎清掃業務"),
        ("■ 図書館システム賃貸借（再度公告）", "図書館システム賃貸借（再度公告）"),
        ("1. 第3号汚水幹線築造工事（２工区）", "第3号汚水幹線築造工事（２工区）"),
        ("入札結果", None),
        ("工事の入札結果（4月分）", None),
        ("業務の概要", None),
        ("業務委託", None),
        ("研修所警備業務", "研修所警備業務"),
        ("令和6年度", None),
        ("土木課", None),
        ("令和7・8年度　競争入札参加資格審査申請の受付", None),
        ("下記の業務について募集します。", None),
    ],
)
def test_which_headings_are_titles(heading: str, title: str | None) -> None:
    assert title_in(heading) == title


def test_a_heading_is_the_title_of_a_block_without_one() -> None:
    rows = "公告日|令和6年10月1日\n開札日時|令和6年10月25日\n担当課|管財課"
    grid = _grid(rows, before=("入札のお知らせ", "架空市本庁舎清掃業務"))
    (block,) = _blocks(grid)
    assert block.is_notice
    assert block.facts[0] == Fact("", "架空市本庁舎清掃業務", -1, 0)
    assert columns_for(block.facts)[0].meaning == "title"
    assert not any(b.is_notice for b in _blocks(_grid(rows, before=("入札のお知らせ",))))


@pytest.mark.parametrize("firm", ["架空警備㈱", "不成立"])
def test_a_heading_of_kinds_alone_is_the_title_of_an_award(firm: str) -> None:
    rows = f"開札日|令和6年10月25日\n落札業者|{firm}\n落札金額|1,100,000円\n工事場所|架空町"
    (block,) = _blocks(_grid(rows, before=("4月", "警備業務")))
    assert block.is_notice
    assert block.facts[0].text == "警備業務"
    (block,) = _blocks(_grid(rows, before=("警備業務", "入札結果")))
    assert not block.is_notice


def test_what_stands_before_a_table_belongs_to_it() -> None:
    grid = Grid(None, [["業者名", "入札額"]], before=("件名：修繕工事", "入札日：令和6年10月17日"))
    (block,) = find_blocks(grid, 0, -1)
    assert [(fact.label, fact.row) for fact in block.facts] == [("件名", -1), ("入札日", -1)]


def test_blocks_about_one_purchase_are_joined() -> None:
    facts = _grid("業務名称|計画策定支援業務\n提案限度額|18,700,000円\n担当課|企画課")
    days = _grid("内容|日程\n公告日|令和6年6月3日\n審査（面接）|令和6年7月26日")
    whole = joined([*_blocks(facts), *_blocks(days)])
    assert whole is not None
    table = table_of([whole], facts)
    assert table is not None
    told = {column.label: column.meaning for column in table.columns}
    assert told["公告日"] == "published"
    assert told["審査（面接）"] == "scheduleStep"
    assert "内容" not in told


@pytest.mark.parametrize(
    "text",
    [
        "入札書|\n件名|\n入札金額|￥\n住所|\n商号又は名称|\n代表者名|印",
        "件名|庁舎清掃業務\n入札日|令和　　年　　月　　日\n入札金額|￥\n住所|\n商号又は名称|",
        "入札方式|\n工事名|\n開札日|～\n予定価格|円以上円未満",
        "受付期間|令和6年12月2日から\n対象業種|建設工事\n提出場所|契約検査課",
        "日|月|火\n1|2|3\n4|5⏎開札日|6",
        "工事名|工事番号|入札方式|種別\n橋|1|一般|土木\n道|2|一般|土木",
        "件名|庁舎清掃業務",
        "質　問　書||\n工事番号|第1号\n工事名|橋補修工事\n提出期限|令和6年7月3日\n会社名|",
        "案件名|地域計画（案）\n公示日|令和6年7月1日\n募集期間|7月31日まで\n担当課|企画課",
        "事業名|介護支援事業\n事業期間|令和6年度\n内容|補助\n申請期限|令和6年7月31日",
        "名称|場所|概要\n市民会館|文化町20|RC造",
    ],
)
def test_forms_and_other_tables_give_no_notice(text: str) -> None:
    assert _notices(_grid(text)) == []


def test_values_that_do_not_fit_their_labels_are_not_believed() -> None:
    grid = _grid("""
件名|令和6年6月6日
入札日|28,000,000円
予定価格|架空建設株式会社
落札者|27,300,000円
""")
    assert _notices(grid) == []


def test_one_value_that_does_not_fit_means_nothing() -> None:
    grid = _grid("件名|庁舎清掃業務\n入札日|6月6日\n予定価格|1,000円\n落札者|900円\n場所|架空市")
    table = table_of(_blocks(grid), grid)
    assert table is not None
    assert {c.label: c.meaning for c in table.columns}["落札者"] is None
    assert table.notices[0].rows[0][3] == "900円"


def test_places_and_rows_of_a_table() -> None:
    grid = _grid("入札結果|\n|\n件名|庁舎清掃業務\n入札日|令和6年6月6日\n落札者|幻工業\n※税抜き|")
    table = table_of(_blocks(grid), grid)
    assert table is not None
    (raw,) = table.notices
    assert raw.rows == [["庁舎清掃業務", "令和6年6月6日", "幻工業"]]
    assert [raw.place(0, column) for column in range(3)] == [(2, 1), (3, 1), (4, 1)]
    assert raw.numbers == [3]
    assert table.captions == ["入札結果", "※税抜き"]


_CELLS = st.sampled_from(
    (
        *("", "件名", "入札日", "予定価格", "落札者", "結果", "落札", "庁舎清掃業務"),
        *("令和6年6月6日", "1,000円", "第１回", "件名：橋", "１", "－", "※注"),
        *("備考：\n件名：道", "（税抜）", "住所", "a" * 400),
    )
)


@given(st.lists(st.lists(_CELLS, min_size=5, max_size=5), min_size=1, max_size=8))
def test_every_text_stands_in_its_place(rows: list[list[str]]) -> None:
    """Whatever the grid: a fact's text begins in the cell of its place."""
    grid = Grid(None, rows)
    for block in _blocks(grid):
        for fact in block.facts:
            assert fact.text.split("\n")[0].split(" ")[0] in rows[fact.row][fact.column]


def test_a_long_grid_without_labels_costs_little() -> None:
    grid = Grid(None, [[f"値{row}", "1", "2"] for row in range(200_000)])
    started = time.perf_counter()
    assert find_blocks(grid, 0, len(grid.rows) - 1) == []
    assert time.perf_counter() - started < 1


OUTCOME_ABOVE = """<table><tr><th>案件番号</th><td>{number}</td></tr><tr><th>件名</th>
<td>架空団地電気設備工事</td></tr><tr><th>開札日</th><td>令和8年4月16日</td></tr>
<tr><th>結果</th><td>落札</td></tr></table>
<table><tr><th>業者名</th><th>第１回</th><th>摘要</th></tr>{bidders}</table>"""


@pytest.mark.parametrize(
    ("bidders", "won"),
    [
        (["甲電工 | 8,900,000 | 落札", "乙電設 | 9,000,000 | ", "丙設備 | 失格 | "], ["甲電工"]),
        # The outcome of the tender says nothing of which of several won.
        (["甲電工 | 8,900,000 | ", "乙電設 | 9,000,000 | "], []),
        (["甲電工 | 8,900,000 | "], ["甲電工"]),
    ],
)
def test_an_outcome_above_the_bidders_is_that_of_the_tender(
    bidders: list[str], won: list[str]
) -> None:
    """G-CALS prints 結果 落札 above all bidders (documented by a client, 2026)."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) + "</tr>"
        for row in bidders
    )
    page = OUTCOME_ABOVE.format(number="2026001", bidders=rows).encode()
    (notice,) = notices_of_body(page, "page.html")
    assert [one["name"] for one in notice.get("suppliers", [])] == won


def test_nobody_won_where_the_place_of_the_winner_says_so() -> None:
    rows = "".join(
        f"<tr><td>{firm}</td><td>辞退</td><td></td></tr>" for firm in ("甲電工", "乙電設")
    )
    page = OUTCOME_ABOVE.format(number="2026001", bidders=rows)
    page = page.replace("<th>結果</th><td>落札</td>", "<th>落札者</th><td>取止め</td>")
    (notice,) = notices_of_body(page.encode(), "page.html")
    assert notice["status"] == "cancelled"
    assert "issues" not in notice
