"""PDF pages to grids and lines: what rules, gaps and letters make of a page."""

from __future__ import annotations

import itertools

import pytest
from drawn_pdf import Drawing
from reading_help import notices_of_body

from pipelines.errors import Unreadable
from pipelines.extract.grid import Grid
from pipelines.extract.line import Line
from pipelines.extract.pdf.letters import Piece
from pipelines.extract.pdf.read import parts_of
from pipelines.extract.pdf.underlines import without_underlines

XS, YS = (50.0, 200.0, 300.0, 400.0), (100.0, 120.0, 140.0, 160.0)
ROWS = [
    ["件名", "落札者", "落札金額"],
    ["架空橋補修工事", "架空建設㈱", "1,234,000"],
    ["架空池清掃業務", "架空清掃㈱", "98,765"],
]


def grids(body: bytes) -> list[Grid]:
    return [part for part in parts_of(body)[0] if isinstance(part, Grid)]


def lines(body: bytes) -> list[Line]:
    return [part for part in parts_of(body)[0] if isinstance(part, Line)]


def white(drawing: Drawing) -> Drawing:
    """Colour below, white rules on it."""
    drawing.area(XS[0], YS[0], XS[-1], YS[-1])
    return drawing.table(XS, YS, ROWS, line=lambda *at: drawing.line(*at, color=1))


def double(drawing: Drawing) -> Drawing:
    def twice(x0: float, top: float, x1: float, bottom: float) -> None:
        drawing.line(x0, top, x1, bottom)
        shift = 1.5
        drawing.line(x0 + (x0 == x1) * shift, top + (top == bottom) * shift,
                     x1 + (x0 == x1) * shift, bottom + (top == bottom) * shift)  # fmt: skip

    return drawing.table(XS, YS, ROWS, line=twice)


def dashes(drawing: Drawing) -> Drawing:
    def dashed(x0: float, top: float, x1: float, bottom: float) -> None:
        count = int(max(x1 - x0, bottom - top) / 4)
        for number in range(count + 1):
            if x0 == x1:
                drawing.area(x0 - 0.2, top + 4 * number, x0 + 0.2, top + 4 * number + 2.4, 0)
            else:
                drawing.area(x0 + 4 * number, top - 0.2, x0 + 4 * number + 2.4, top + 0.2, 0)

    return drawing.table(XS, YS, ROWS, line=dashed)


def fills(drawing: Drawing) -> Drawing:
    """No rule at all: each cell has its own colour, some points smaller than the cell."""
    for top, bottom in itertools.pairwise(YS):
        for left, right in itertools.pairwise(XS):
            drawing.area(left, top, right, bottom, 0.7 if top == YS[0] else 0.9)
    return drawing.table(XS, YS, ROWS, line=lambda *_: None)


def shaded(drawing: Drawing) -> Drawing:
    """Rules, and labels on grey boxes that end beside them."""
    for left, right in itertools.pairwise(XS):
        drawing.area(left + 3, YS[0] + 3, right - 3, YS[1] - 3)
    return drawing.table(XS, YS, ROWS)


@pytest.mark.parametrize(
    "draw",
    [
        lambda d: d.table(XS, YS, ROWS),
        lambda d: d.table(XS, YS, ROWS, outer=False),
        white,
        double,
        dashes,
        fills,
        shaded,
    ],
    ids=["ruled", "no outer border", "white rules", "double", "dashes", "fills", "shaded labels"],
)
def test_rules_of_every_kind_part_the_cells(draw: object) -> None:
    drawing = Drawing()
    draw(drawing)  # type: ignore[operator]
    (grid,) = grids(drawing.pdf())
    assert grid.rows == ROWS
    assert grid.boxes[1, 0].page == 1
    assert grid.boxes[1, 0].top == pytest.approx(YS[1], abs=2)


@pytest.mark.parametrize("turned", [90, 270])
def test_a_page_on_its_side_is_read_as_people_turn_it(turned: int) -> None:
    (grid,) = grids(Drawing(turned).table(XS, YS, ROWS).pdf())
    assert grid.rows == ROWS
    assert grid.boxes[0, 0].left == pytest.approx(XS[0], abs=2)


def test_white_lines_on_white_part_nothing() -> None:
    drawing = Drawing().table(XS, YS, ROWS)
    drawing.line(XS[0], 130, XS[-1], 130, color=1)
    assert grids(drawing.pdf())[0].rows == ROWS


def test_a_line_under_words_parts_no_cell() -> None:
    """An underlined link that fills its cell, as in 兵庫県's list of clinics (mhlw-hyogo.pdf)."""
    cells = [["架空市立架空病院\n本館", "x"], ["y", "z"]]
    drawing = Drawing().table((50, 136, 300), (100, 140, 160), cells)
    drawing.line(53, 114, 133, 114).line(53, 128, 73, 128)
    (grid,) = grids(drawing.pdf())
    assert [len(row) for row in grid.rows] == [2, 2]
    assert grid.rows[0][0] == "架空市立架空病院本館"


def test_a_rule_that_meets_another_is_no_underline() -> None:
    words = [Piece(50.0, 90.0, 135.0, 100.0, "架空市立架空病院", 0, 8)]
    rule, posts = (100.0, 50.0, 135.0), [(135.0, 90.0, 120.0)]
    assert without_underlines([rule], posts, words) == [rule]
    assert without_underlines([rule], [], words) == []


def test_a_merged_cell_has_its_text_once() -> None:
    drawing = Drawing().table((50, 200, 300), (100, 120, 140))
    drawing.line(50, 160, 300, 160).line(50, 140, 50, 160).line(300, 140, 300, 160)
    drawing.text(53, 145, "合計は税抜きの金額")
    (grid,) = grids(drawing.pdf())
    assert grid.rows[2] == ["合計は税抜きの金額", ""]
    assert grid.merges == (((2, 0), (2, 1)),)


def test_a_text_too_long_for_its_cell_stays_whole() -> None:
    rows = [["名称", "電話", "金額"], ["架空市立架空総合病院別館改修工事実施設計", "", "100"]]
    (grid,) = grids(Drawing().table((50, 120, 260, 330), (100, 120, 140), rows).pdf())
    assert grid.rows == rows


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("架空市立図書館空調\n設備改修工事", "架空市立図書館空調設備改修工事"),  # ran out of room
        ("架空建設\n支店", "架空建設\n支店"),  # a new line
        ("1,234,5\n67円", "1,234,567円"),  # a number broken off
    ],
)
def test_lines_of_a_cell_are_joined_only_where_they_ran_out_of_room(
    printed: str, read: str
) -> None:
    right = 53 + 10 * len(printed.split("\n")[0]) if "架空市" in printed else 100
    right = {"架空建設": 140, "1,234,5": 90}.get(printed.split("\n")[0], right)
    drawing = Drawing().table((50, right, 400), (100, 140, 160), [[printed, "x"], ["y", "z"]])
    assert grids(drawing.pdf())[0].rows[0][0] == read


def test_two_numbers_below_each_other_are_never_one() -> None:
    cell = "12,345,678\n23,456,789"
    drawing = Drawing().table((50, 106, 300), (100, 140, 160), [[cell, "x"], ["y", "z"]])
    assert grids(drawing.pdf())[0].rows[0][0] == cell


def test_letters_below_each_other_are_a_word() -> None:
    drawing = Drawing().table((50, 64, 200), (100, 160, 180), [["", "x"], ["y", "z"]])
    for number, letter in enumerate("落札者"):
        drawing.text(52, 103 + 14 * number, letter)
    assert grids(drawing.pdf())[0].rows[0][0] == "落札者"


def test_two_tables_side_by_side_are_two() -> None:
    drawing = Drawing().table((50, 120, 200), YS, [row[:2] for row in ROWS])
    drawing.table((300, 380, 450), YS, [["番号", "額"], ["一", "10"], ["二", "20"]])
    assert [grid.width for grid in grids(drawing.pdf())] == [2, 2]


def test_a_table_goes_on_over_the_page() -> None:
    drawing = Drawing().table(XS, YS, ROWS).next_page()
    drawing.table(XS, (60, 80, 100), [["架空道路工事", "架空組", "5,000"], ["甲", "乙", "1"]])
    (grid,) = grids(drawing.pdf())
    assert [row[0] for row in grid.rows] == [*(row[0] for row in ROWS), "架空道路工事", "甲"]
    assert grid.boxes[3, 0].page == 2


def test_page_numbers_and_repeated_heads_are_no_text() -> None:
    drawing = Drawing()
    for number in range(1, 6):
        drawing.text(50, 20, "架空市入札公告").text(290, 815, f"- {number} -")
        drawing.text(50, 200, f"本文その{number}")
        if number < 5:
            drawing.next_page()
    texts = [line.text for line in lines(drawing.pdf())]
    assert texts == ["架空市入札公告", *(f"本文その{number}" for number in range(1, 6))]


def test_columns_that_rules_part_are_read_one_after_the_other() -> None:
    drawing = Drawing()
    for x in (200, 400):
        drawing.line(x, 50, x, 800)
    for number, x in enumerate((20, 210, 410)):
        for row in range(3):
            drawing.text(x, 100 + 15 * row, f"{'左中右'[number]}の{row}行目")
    texts = [line.text for line in lines(drawing.pdf())]
    assert texts == [f"{column}の{row}行目" for column in "左中右" for row in range(3)]


def test_a_list_without_rules_takes_its_columns_from_labels_and_gaps() -> None:
    drawing = Drawing()
    xs = (50, 230, 340, 430)
    head = ["件名", "落札者", "落札金額", "開札日"]
    rows = [
        ["架空橋補修工事", "架空建設㈱", "1,234,000", "R6.5.10"],
        ["架空池清掃業務", "架空清掃㈲", "98,765", "R6.5.11"],
        ["架空市道第一号線改良工事", "架空組", "12,000,000", "R6.5.12"],
    ]
    for number, row in enumerate([head, *rows]):
        for x, text in zip(xs, row, strict=True):
            drawing.text(x, 100 + 18 * number, text)
    (grid,) = grids(drawing.pdf())
    assert grid.rows == [head, *rows]


def test_a_list_without_rules_goes_on_and_cells_take_two_lines() -> None:
    drawing = Drawing()
    for page in range(2):
        for x, text in ((50, "件名"), (230, "落札者"), (340, "落札金額")):
            if page == 0:
                drawing.text(x, 80, text)
        for row in range(4):
            top = 100 + 36 * row
            drawing.text(50, top, f"架空工事その{page}{row}の長い名").text(50, top + 13, "前の続き")
            drawing.text(230, top, "架空建設㈱").text(340, top, f"{row + 1},000,000")
        drawing.next_page()
    (grid,) = grids(drawing.pdf())
    assert len(grid.rows) == 9
    assert grid.rows[5] == ["架空工事その10の長い名\n前の続き", "架空建設㈱", "1,000,000"]


def test_prose_is_no_table() -> None:
    drawing = Drawing()
    for row in range(12):
        drawing.text(50, 100 + 15 * row, "次のとおり一般競争入札に付するので、公告する。" * 2)
    assert grids(drawing.pdf()) == []


def test_a_list_in_a_pdf_gives_its_notices() -> None:
    head = ["件名", "開札日", "予定価格（税抜）", "落札者", "落札金額（税抜）"]
    row = ["架空橋補修工事", "令和6年5月10日", "1,500,000円", "架空建設株式会社", "1,234,000円"]
    xs = (40, 160, 260, 360, 470, 570)
    drawing = Drawing().text(200, 60, "入札結果一覧表").table(xs, (100, 120, 140), [head, row])
    (notice,) = notices_of_body(drawing.pdf())
    assert notice["title"] == "架空橋補修工事"
    assert notice["plannedPrice"] == {"amount": 1_500_000, "currency": "JPY", "tax": "excluded"}
    assert [firm["name"] for firm in notice["suppliers"]] == ["架空建設株式会社"]
    assert notice["at"]["page"] == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"%PDF-1.4\n%broken", "damaged"),
        (Drawing().text(50, 50, "秘密").pdf(password="secret"), "encrypted"),
    ],
    ids=["broken off", "with a password"],
)
def test_what_can_not_be_opened_says_so(body: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        parts_of(body)
    assert told.value.code == code


def test_an_empty_password_opens() -> None:
    assert [line.text for line in lines(Drawing().text(50, 50, "公開").pdf(password=""))] == [
        "公開"
    ]


def test_letters_that_are_not_painted_are_no_text_among_others() -> None:
    drawing = Drawing().table(XS, YS, ROWS).hidden(60, 130, "見えない文字")
    assert grids(drawing.pdf())[0].rows == ROWS


def test_a_page_whose_letters_stand_elsewhere_is_told() -> None:
    drawing = Drawing()
    for row in range(12):
        drawing.hidden(50, 100 + 15 * row, "架空橋補修工事の入札を公告する")
    _, issues = parts_of(drawing.pdf())
    assert [issue.code for issue in issues] == ["textOfScan", "textElsewhere"]


def test_the_number_of_a_notice_is_no_page_number() -> None:
    drawing = Drawing()
    for number in range(1, 5):
        drawing.text(50, 20, f"架空市公告第{20 + number}号").text(
            50, 200, f"本文{'あいうえ'[number - 1]}"
        )
        if number < 4:
            drawing.next_page()
    texts = [line.text for line in lines(drawing.pdf())]
    assert [text for text in texts if "号" in text] == [
        f"架空市公告第{20 + number}号" for number in range(1, 5)
    ]
