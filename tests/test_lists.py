"""Lists as publishers print them: headers, groups, bidders and rounds in rows and columns."""

from __future__ import annotations

import pytest
from drawn import Texts, drawn, said, texts

from pipelines.extract.fits import fits
from pipelines.extract.grid import Grid
from pipelines.extract.groups import group_of
from pipelines.extract.tables import Found, find_tables
from pipelines.normalise.notice import normalise
from pipelines.records import Hints


def found(text: str, name: str | None = None) -> Found:
    return find_tables([drawn(text, name)])


def column(notices: list[list[Texts]], meaning: str) -> list[str | None]:
    """What each notice has under a meaning, in its first row."""
    return [rows[0].get(meaning) for rows in notices]


def bidders(rows: list[Texts]) -> list[tuple[str | None, ...]]:
    """Name and prices of each bidder."""
    return [(row.get("bidder"), row.get("bidPrice1"), row.get("bidPrice2")) for row in rows]


PLAIN = """
    件名 | 開札日 | 落札者 | 落札金額
    見本橋補修工事 | 令和6年6月6日 | 甲建設（株） | 1,000,000円
    見本校舎清掃業務 | 令和6年6月7日 | 乙サービス（株） | 200,000円
"""


# ── headers ────────────────────────────────────────────────────────────────────────────────


def test_a_title_above_is_found_with_what_stands_below_it() -> None:
    (notice, _) = texts("""
        件名 | 入札日 | 第1位 | < | 第2位 | <
        ^ | ^ | 業者名 | 入札金額 | 業者名 | 入札金額
        見本橋補修工事 | 令和6年6月6日 | 甲建設 | 100 | 乙建設 | 200
        例示橋補修工事 | 令和6年6月6日 | 乙建設 | 150 | |
    """)
    assert bidders(notice) == [("甲建設", "100", None), ("乙建設", "200", None)]


def test_levels_need_no_merged_cells() -> None:
    (notice,) = texts("""
        入札日 | 件名 | 価格（円） | | 落札 |
         | | 予定 | 最低制限 | 業者名 | 金額
        6月6日 | 見本水路改修工事 | 700 | 630 | 甲建設 | 665
    """)
    assert notice[0]["plannedPrice"] == "700"
    assert notice[0]["floorMinimum"] == "630"
    assert (notice[0]["winner"], notice[0]["awardPrice"]) == ("甲建設", "665")


def test_what_holds_now_counts_of_what_was_changed() -> None:
    (notice,) = texts("""
        工事名 | 受注者 | 変更契約日 | 契約金額 | < | 工期 | <
        ^ | ^ | ^ | 変更前 | 変更後 | 着手 | 完成
        見本道路改良工事 | 甲建設 | 令和6年9月20日 | 330 | 354 | 4月1日 | 12月27日
    """)
    assert notice[0]["contractPrice"] == "354"
    assert (notice[0]["periodStart"], notice[0]["periodEnd"]) == ("4月1日", "12月27日")


def test_a_title_with_an_unknown_label_is_known_by_its_texts() -> None:
    notices = texts("""
        契約案件の呼称 | 契約日 | 契約の相手方 | 契約金額 | 予定価格
        見本庁舎空調設備点検 | 令和6年4月1日 | 甲設備株式会社 | 1,000,000 | 1,100,000
        見本学校プール水質検査 | 令和6年4月1日 | 株式会社乙 | 500,000 | 600,000
    """)
    assert column(notices, "title") == ["見本庁舎空調設備点検", "見本学校プール水質検査"]


def test_a_note_that_all_labels_share_hides_none_of_them() -> None:
    (notice,) = texts("""
        事業名 | 契約先名（来年度契約） | 契約名（来年度契約） | 契約額（来年度契約）
        見本の推進に必要な経費 | 株式会社甲 | 見本調査業務 | 1000
    """)
    assert notice[0] == {
        "ignored": "見本の推進に必要な経費",
        "winner": "株式会社甲",
        "title": "見本調査業務",
        "contractPrice": "1000",
    }


NO_LISTS = {
    "firms": """
        商号又は名称 | 所在地 | 代表者名 | 資本金 | 業種
        甲建設 | 見本市本町1 | 甲太郎 | 1000 | 土木
    """,
    "a budget": """
        事業名 | 担当課 | 本年度予算額 | 前年度
        見本橋長寿命化事業 | 土木課 | 120000 | 98000
    """,
    "places": """
        名称 | 場所 | 概要 | 担当課
        見本市民会館 | 見本市文化町20 | RC造3階建 | 生涯学習課
    """,
    "bidders of nothing": """
        業者名 | 金額 | 備考
        甲建設 | 100 | 落札
    """,
}


@pytest.mark.parametrize("text", NO_LISTS.values(), ids=NO_LISTS)
def test_other_tables_give_nothing(text: str) -> None:
    assert not said(found(text))


# ── columns that don't fit ─────────────────────────────────────────────────────────────────


def test_a_column_of_other_values_than_its_label_names_is_refused() -> None:
    read = found("""
        件名 | 開札日 | 落札者 | 落札金額
        見本橋補修工事 | 令和6年6月6日 | 甲建設 | 令和6年6月10日
        例示橋補修工事 | 令和6年6月6日 | 甲建設 | 令和6年6月11日
    """)
    assert [(issue.code, issue.label) for issue in read.issues] == [("columnMisfit", "落札金額")]
    assert column(said(read), "awardPrice") == [None, None]
    assert column(said(read), "opened") == ["令和6年6月6日"] * 2


def test_a_header_shifted_against_its_data_gives_no_value() -> None:
    read = found("""
        件名 | 開札日 | 予定価格 | 落札者 | 落札金額 |
        見本橋補修工事 | 市内 | 令和6年6月6日 | 10,000,000 | 甲建設株式会社 | 9,000,000
        例示橋補修工事 | 町内 | 令和6年6月7日 | 20,000,000 | 甲建設株式会社 | 19,000,000
    """)
    assert said(read) == []
    assert "headerShifted" in [issue.code for issue in read.issues]


FITS = [
    ("awardPrice", ["1,000円", "非公表"], True),
    ("awardPrice", ["令和6年4月1日", "R6.4.2"], False),
    ("awardPrice", ["甲建設株式会社"], False),
    ("awardPrice", ["辞退", "－"], True),
    ("opened", ["令和6年4月1日", "45383"], True),
    ("opened", ["20240401"], True),
    ("opened", ["1,000,000"], False),
    ("opened", ["6月4日（火）午前10時00分"], True),
    ("winner", ["1,000,000"], False),
    ("winner", ["甲建設"], True),
    ("title", ["令和6年4月1日"], False),
    ("remark", ["1,000"], True),
    ("awardPrice", [], True),
]


@pytest.mark.parametrize(("meaning", "texts", "expected"), FITS)
def test_fits(meaning: str, texts: list[str], expected: bool) -> None:
    assert fits(meaning, texts) is expected


# ── groups and lines above ─────────────────────────────────────────────────────────────────

GROUPS = [
    ("【建設部　道路課】", (("office", "建設部　道路課"),)),
    ("４月", (("month", "４月"),)),
    ("令和6年4月分", (("month", "令和6年4月分"),)),
    ("○業務委託", (("category", "業務委託"),)),
    ("１．工事", (("category", "工事"),)),
    ("令和06年度　見本市　建設部", (("fiscalYear", "令和06年度"), ("office", "見本市　建設部"))),
    ("指名競争入札", (("method", "指名競争入札"),)),
    ("見本橋補修工事（第３工区）", ()),
    ("入札結果一覧", ()),
    ("", ()),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS)
def test_a_group(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert group_of(text) == expected


def test_group_rows_hold_until_the_next_of_their_kind() -> None:
    notices = texts("""
        件名 | 開札日 | 落札者
        土木課 | < | <
        ４月 | < | <
        見本橋補修工事 | 4月5日 | 甲建設
        ５月 | < | <
        例示橋補修工事 | 5月8日 | 甲建設
        建築課 | < | <
        見本庁舎補修工事 | 4月9日 | 甲建設
    """)
    assert column(notices, "office") == ["土木課", "土木課", "建築課"]
    assert column(notices, "month") == ["４月", "５月", None]


def test_a_fact_has_the_place_where_it_stands() -> None:
    (table,) = found("""
        発注課：土木課 | |
        件名 | 開札日 | 落札者
        見本橋補修工事 | 4月5日 | 甲建設
    """).tables
    office = next(c for c in table.columns if c.meaning == "office")
    (notice,) = table.notices
    assert (office.label, office.index) == ("発注課", 3)
    assert notice.rows[0][office.index] == "土木課"
    assert notice.place(0, office.index) == (0, 0)
    assert notice.place(0, 1) == (2, 1)


def test_the_first_of_several_groups_may_stand_above_the_header() -> None:
    notices = texts("""
        土木課
        件名 | 入札日 | 落札者 | 落札金額
        見本橋補修工事 | 令和6年4月1日 | 甲建設 | 100
        小計 | | | 100

        建築課
        件名 | 入札日 | 落札者 | 落札金額
        見本庁舎補修工事 | 令和6年4月1日 | 甲建設 | 100
        合計 2件 | | | 200
    """)
    assert column(notices, "office") == ["土木課", "建築課"]


def test_an_office_printed_once_holds_below() -> None:
    read = found("""
        担当課 | 件名 | 契約日 | 契約の相手方
        土木課 | 見本橋補修工事 | 4月1日 | 甲建設
         | 例示橋補修工事 | 4月2日 | 甲建設
        建築課 | 見本庁舎補修工事 | 4月3日 | 甲建設
    """)
    assert column(said(read), "office") == ["土木課", "土木課", "建築課"]
    assert read.tables[0].notices[1].printed == {(0, 0): ""}


def test_what_heads_one_list_is_not_said_of_the_next() -> None:
    notices = texts("""
        １．建設工事
        件名 | 入札日 | 落札者
        見本橋補修工事 | 4月1日 | 甲建設

        ２．物品
        件名 | 数量 | 落札者 | 入札日
        見本端末 | 40台 | 乙商事 | 4月2日
    """)
    assert column(notices, "category") == ["建設工事", "物品"]


# ── rows ───────────────────────────────────────────────────────────────────────────────────


def test_dittos_stand_for_the_cell_above_and_at_the_left() -> None:
    notices = texts("""
        開札日 | 品名 | 落札者 | 予定価格 | 落札価格
        令和6年10月1日 | 見本椅子 | 甲商事 | 1,500円 | 同左
        〃 | 見本机 | 同上 | 800円 | 754円
    """)
    assert column(notices, "awardPrice") == ["1,500円", "754円"]
    assert column(notices, "winner") == ["甲商事", "甲商事"]


def test_a_text_runs_on_in_a_row_of_its_own() -> None:
    grid = drawn("""
        番号 | 開札日 | 工事名 | 落札業者
        1 | R6.5.2 | 見本都市計画道路本町 | 甲建設
         | | 道路改良工事（第３工区） |
        2 | R6.5.2 | 例示漁港防波堤工事 | 乙建設
         | | ※再入札 |
    """)
    before = [list(row) for row in grid.rows]
    notices = texts(grid)
    assert column(notices, "title") == [
        "見本都市計画道路本町道路改良工事（第３工区）",
        "例示漁港防波堤工事",
    ]
    assert grid.rows == before  # reading twice gives the same


def test_sums_notes_and_page_numbers_are_no_notices() -> None:
    notices = texts(PLAIN + "小計 | | | 1,200,000\n | | 合計 | 1,200,000\n ※税抜き\n | | | 1/2頁")
    assert len(notices) == 2


EMPTY = ["該当なし", "6月の競争入札はございません。", "今月の入札はありませんでした。", "なし"]


def test_a_sum_may_stand_behind_its_count() -> None:
    notices = texts("""
        工事名 | 開札日 | 落札金額 | 工事番号
        見本道路工事 | 4月1日 | 100 | 1
        1件 | | 100 | 小計
    """)
    assert column(notices, "title") == ["見本道路工事"]


@pytest.mark.parametrize("words", EMPTY)
def test_an_empty_list_says_so(words: str) -> None:
    read = found(f"件名 | 入札日 | 落札者\n{words} | < | <")
    assert (read.empty, said(read)) == (True, [])


def test_a_row_of_dashes_with_words_is_empty() -> None:
    read = found("契約日 | 品名 | 契約業者 | 備考\n－ | － | － | 契約実績なし")
    assert (read.empty, said(read)) == (True, [])


def test_a_title_merged_over_rows_is_one_notice() -> None:
    notices = texts("""
        件名 | 契約日 | 契約の相手方 | 契約金額
        見本業務 | 4月1日 | 甲建設 | 100
        ^ | ^ | ^ | ^
        例示業務 | 4月1日 | 甲建設 | 100
    """)
    assert column(notices, "title") == ["見本業務", "例示業務"]


def test_tenders_of_several_rows_have_a_label_for_each() -> None:
    (notice, other) = texts("""
        契約番号 | 件名 | 落札者 | 電子
        ^ | ^ | ^ | 開札日
        101 | 見本公園便所工事 | 甲建設 | 電子
        ^ | ^ | ^ | 7月18日
        102 | 見本公園園路工事 | 乙建設 | 紙
        ^ | ^ | ^ | 7月19日
    """)
    assert (notice[0]["opened"], other[0]["opened"]) == ("7月18日", "7月19日")


def test_they_need_no_merged_cells() -> None:
    (notice, other) = texts("""
        契約番号 | 件名 | 落札者 | 電子
         |  |  | 開札日
        101 | 見本公園便所工事 | 甲建設 | 電子
         |  |  | 7月18日
        102 | 見本公園園路工事 | 乙建設 | 紙
         |  |  | 7月19日
    """)
    assert (notice[0]["opened"], other[0]["opened"]) == ("7月18日", "7月19日")
    assert notice[0]["winner"] == "甲建設"


# ── bidders ────────────────────────────────────────────────────────────────────────────────


def test_bidders_in_columns_become_rows_with_their_places() -> None:
    read = found("""
        開札日 | 件名 | 業者名1 | 金額1 | 業者名2 | 金額2 | 備考
        6月6日 | 見本橋補修工事 | 甲建設 | 100 | 乙建設 | 辞退 | くじ
        6月7日 | 例示橋補修工事 | 乙建設 | 200 | | |
    """)
    first, second = said(read)
    assert bidders(first) == [("甲建設", "100", None), ("乙建設", "辞退", None)]
    assert bidders(second) == [("乙建設", "200", None)]
    assert [row["remark"] for row in first] == ["くじ", "くじ"]
    assert read.tables[0].notices[0].place(1, 2) == (1, 4)


def test_all_names_may_stand_before_all_prices() -> None:
    (notice,) = texts("""
        件名 | 入札日 | 業者1 | 業者2 | 金額1 | 金額2
        見本橋補修工事 | 6月6日 | 甲建設 | 乙建設 | 100 | 200
    """)
    assert bidders(notice) == [("甲建設", "100", None), ("乙建設", "200", None)]


def test_further_bidders_may_run_off_the_header() -> None:
    rows = [
        ["件名", "開札日", "業者名", "入札金額", "", ""],
        ["見本橋補修工事", "6月6日", "甲建設", "100", "乙建設", "200"],
        ["例示橋補修工事", "6月6日", "乙建設", "100", "", ""],
    ]
    first, second = texts(Grid(None, rows, lengths=[4, 6, 4]))
    assert bidders(first) == [("甲建設", "100", None), ("乙建設", "200", None)]
    assert bidders(second) == [("乙建設", "100", None)]


def test_cells_beyond_the_header_that_are_no_bidders_are_not_believed() -> None:
    rows = [
        ["件名", "開札日", "業者名", "入札金額", "", ""],
        ["見本橋", "補修工事", "6月6日", "甲建設", "100", "200"],
    ]
    read = find_tables([Grid(None, rows, lengths=[4, 6])])
    assert (said(read), [issue.code for issue in read.issues]) == ([], ["rowWider"])


ROUNDS = {
    "a row a round": """
        件名 | 入札日 | 入札者名 | 回 | 入札額 | 備考
        見本橋補修工事 | R6.10.10 | 甲建設 | 1 | 121 |
         | | | 2 | 118 | 落札
         | | 乙建設 | 1 | 120 |
         | | | 2 | 119 |
    """,
    "all bidders of a round": """
        件名 | 入札日 | 入札回数 | 入札者名 | 入札額 | 備考
        見本橋補修工事 | R6.10.10 | 第1回 | 甲建設 | 121 |
        ^ | ^ | ^ | 乙建設 | 120 |
        ^ | ^ | 第2回 | 甲建設 | 118 | 落札
        ^ | ^ | ^ | 乙建設 | 119 |
    """,
}


@pytest.mark.parametrize("text", ROUNDS.values(), ids=ROUNDS)
def test_rounds_in_rows_become_columns(text: str) -> None:
    (notice,) = texts(text)
    assert bidders(notice) == [("甲建設", "121", "118"), ("乙建設", "120", "119")]
    assert [row.get("remark") for row in notice] == ["落札", None]


def test_a_list_of_bidders_has_the_facts_above_it() -> None:
    notices = texts("""
        工事名 | 見本橋補修工事 | 入札日 | 令和6年6月6日
        予定価格 | 1,000,000円 | 工事場所 | 見本市本町
        業者名 | 第1回 | 第2回 | 備考
        甲建設 | 1,100,000 | 990,000 | 落札
        乙建設 | 1,200,000 | 辞退 |
        ※金額は税抜き

        工事名 | 例示橋補修工事 | 入札日 | 令和6年6月7日
        予定価格 | 2,000,000円 | 工事場所 | 見本市川端
        業者名 | 第1回 | 第2回 | 備考
        乙建設 | 1,100,000 | | 落札
    """)
    assert column(notices, "title") == ["見本橋補修工事", "例示橋補修工事"]
    assert bidders(notices[0]) == [
        ("甲建設", "1,100,000", "990,000"),
        ("乙建設", "1,200,000", "辞退"),
    ]
    assert [row["opened"] for row in notices[0]] == ["令和6年6月6日"] * 2


def test_a_small_number_below_a_round_is_a_price() -> None:
    (notice,) = texts("件名 | 見本橋補修工事 |\n業者名 | 第1回 | 結果\n甲 | 5 | 落札")
    assert bidders(notice) == [("甲", "5", None)]


def test_facts_and_bidders_may_be_two_tables_of_a_page() -> None:
    facts = drawn("件名 | 見本橋補修工事\n開札日 | 令和6年6月6日\n予定価格 | 1,000,000円")
    rows = drawn("業者名 | 第1回 | 結果\n甲建設 | 990,000 | 落札", before=("入札業者",))
    (notice,) = texts(facts, rows)
    assert notice[0]["title"] == "見本橋補修工事"
    assert bidders(notice) == [("甲建設", "990,000", None)]


def test_one_firm_a_row_with_its_final_price_is_the_winner() -> None:
    notices = texts("""
        開札日 | 件名 | 業者名 | 落札金額
        6月6日 | 見本橋補修工事 | 甲建設 | 1,000
        6月6日 | 例示橋補修工事 | 乙建設 | 2,000
    """)
    assert column(notices, "winner") == ["甲建設", "乙建設"]


# ── several tables ─────────────────────────────────────────────────────────────────────────


def test_tables_side_by_side_have_each_its_own_heading() -> None:
    notices = texts("""
        工事 | | | | 業務委託 | | |
        開札日 | 件名 | 落札者 | | 件名 | 開札日 | 落札者 | 落札金額
        6月6日 | 見本橋補修工事 | 甲建設 | | 見本清掃業務 | 6月6日 | 乙商会 | 100
        6月7日 | 例示橋補修工事 | 乙建設 | | | | |
    """)
    assert column(notices, "title") == ["見本橋補修工事", "例示橋補修工事", "見本清掃業務"]
    assert column(notices, "category") == ["工事", "工事", "業務委託"]


def test_a_file_without_header_is_known_by_how_its_columns_are_written() -> None:
    row = [
        "0000000000000999001",
        "見本業務",
        "2024-05-10",
        "161000000.00",
        "S1",
        "8002040",
        "甲",
        "",
    ]
    (notice,) = texts(Grid(None, [row], lengths=[8]))
    assert (notice[0]["title"], notice[0]["awardPrice"]) == ("見本業務", "161000000.00")


# ── changed on purpose ─────────────────────────────────────────────────────────────────────


def moved(grid: Grid, rows: int, columns: int) -> Grid:
    """A grid with a note and empty rows above, and empty columns at the left."""
    blank = [""] * (grid.width + columns)
    above = [blank] * rows
    if rows:
        above[0] = ["見本市からのお知らせ。", *blank[1:]]
    merges = tuple(
        ((a + rows, b + columns), (c + rows, d + columns)) for (a, b), (c, d) in grid.merges
    )
    return Grid(grid.name, [*above, *[[""] * columns + row for row in grid.rows]], merges)


def swapped(grid: Grid) -> Grid:
    """A grid with its columns in the opposite order."""
    return Grid(grid.name, [row[::-1] for row in grid.rows])


@pytest.mark.parametrize("rows", [0, 1, 7])
@pytest.mark.parametrize("columns", [0, 2])
def test_a_list_is_the_same_wherever_it_stands(rows: int, columns: int) -> None:
    assert texts(moved(drawn(PLAIN), rows, columns)) == texts(PLAIN)


def test_the_order_of_columns_changes_nothing() -> None:
    assert texts(swapped(drawn(PLAIN))) == texts(PLAIN)


def test_a_unit_above_records_holds_for_all_of_them_and_yields_to_a_nearer_one() -> None:
    """A thousandfold price is the worst of slips: 単位：千円 above tenders with their bidders."""
    sheet = drawn(
        """
        入札調書
        単位：千円

        件名 | 橋梁補修工事 | 予定価格 | 1,500
        業者名 | 第1回 | 結果
        架空建設㈱ | 1,400 | 落札
        想像土木㈱ | 1,450

        件名 | 護岸補修工事 | 予定価格 | 2,500
        業者名 | 第1回 | 結果
        架空建設㈱ | 2,400 | 落札

        単位：円
        件名 | 道路補修工事 | 予定価格 | 3,500,000
        業者名 | 第1回 | 結果
        架空建設㈱ | 3,400,000 | 落札
        """,
        name="調書",
    )
    notices = [
        notice
        for table in find_tables([sheet]).tables
        for notice in normalise(table, Hints(), "0" * 64)
    ]
    prices = [(n.planned_price.amount, n.award_price.amount) for n in notices]  # type: ignore[union-attr]
    assert prices == [(1_500_000, 1_400_000), (2_500_000, 2_400_000), (3_500_000, 3_400_000)]


def test_the_same_header_under_another_unit_begins_another_list() -> None:
    sheet = drawn(
        """
        工事入札結果（単位：円）
        件名 | 開札日 | 落札者 | 落札金額
        橋梁補修工事 | R6.5.1 | 架空建設㈱ | 1,500,000

        業務入札結果（単位：千円）
        件名 | 開札日 | 落札者 | 落札金額
        橋梁測量業務 | R6.5.2 | 絵空設計㈱ | 2,500
        """,
        name="結果",
    )
    notices = [
        notice
        for table in find_tables([sheet]).tables
        for notice in normalise(table, Hints(), "0" * 64)
    ]
    prices = [n.award_price.amount for n in notices if n.award_price]
    assert prices == [1_500_000, 2_500_000]
    assert [n.category for n in notices] == ["works", "services"]
