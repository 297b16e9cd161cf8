"""Lists of SuperCALS read as any file; invented, in the shapes that clients' notes of 2026 tell."""

import pytest

from pipelines.reading import read
from pipelines.records import Hints, Notice, Original, Reading
from pipelines.times import now

LABELS = ("No", "開札執行日", "案件名称", "調達区分", "入札方式", "落札者名", "落札決定金額")
ROW = ("1", "R07-07-01", "架空橋補修工事", "工事", "一般競争入札", "架空産業㈱", "1,100,000円")
GROUP = "令和7年度　船橋市　建設局　道路部　道路建設課"


def line(*cells: str, tag: str = "TD") -> str:
    return f"<TR>{''.join(f'<{tag}>{cell}</{tag[:2]}>' for cell in cells)}</TR>"


def page(*lines: str) -> str:
    total = "<TABLE><TR><TD>条件に合致したものを1件表示します</TD></TR></TABLE>"
    return (
        "<HTML><HEAD><TITLE>検索結果一覧</TITLE></HEAD><BODY>"
        f"{total}<TABLE border=1>{''.join(lines)}</TABLE></BODY></HTML>"
    )


def group(text: str = GROUP) -> str:
    return f"<TR><TD colspan=7>{text}</TD></TR>"


def reading(text: str, **hints: object) -> Reading:
    return read(
        Original(
            url="file:///list.html",
            body=text.encode("cp932"),
            fetched_at=now(),
            hints=Hints(**hints),  # type: ignore[arg-type]
        )
    )


def one(text: str, **hints: object) -> Notice:
    (notice,) = reading(text, **hints).notices
    return notice


def changed(**cells: str) -> tuple[str, ...]:
    """The row with some cells changed, by their labels."""
    return tuple(cells.get(label, text) for label, text in zip(LABELS, ROW, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        page(line(*LABELS, tag="TH"), group(), line(*ROW)),
        # 静岡: 入札方法 in the middle; 石川, 沖縄: 更新日 at the end
        page(line(*LABELS[:5], "入札方法", *LABELS[5:]), group(), line(*ROW[:5], "電子", *ROW[5:])),
        page(line(*LABELS, "更新日"), group(), line(*ROW, "R07-07-09")),
        # 千葉: an eighth column that links
        page(line(*LABELS, "詳細"), group(), line(*ROW, "<A href='#'>表示</A>")),
        # 宮崎: no row of labels, in all of these shapes
        page(group(), line(*ROW)),
        page(group(), line(*ROW[:5], "電子入札", *ROW[5:])),
        page(group(), line(*ROW, "R07-07-09")),
        # no number in the first cell, or none at all; marked as rows of a list where no labels are
        page(line(*LABELS), group(), line("", *ROW[1:])),
        page(line(*LABELS[1:]), group(), line(*ROW[1:])),
        page(line(*LABELS, ""), group(), line("-", *ROW[1:], "表示")),
        page(group(), line("", *ROW[1:], tag="TD class=DISP_LIST1")),
        page(group(), line(*ROW[1:], tag="TD class=DISP_LIST1")),
        # the labels in a table of their own
        page(line(*LABELS), "</TABLE><TABLE>", group(), line(*ROW)),
    ],
)
def test_labels_decide_whatever_the_columns(text: str) -> None:
    notice = one(text)
    assert notice.buyer
    assert notice.award_price
    assert (notice.stage, notice.title, notice.opened) == ("result", ROW[2], "2025-07-01")
    assert (notice.buyer.name, notice.department) == ("船橋市", "建設局　道路部　道路建設課")
    assert (notice.award_price.amount, notice.award_price.tax) == (1_100_000, "unknown")
    assert (notice.suppliers[0].name, notice.method_details) == ("架空産業㈱", "一般競争入札")


@pytest.mark.parametrize(
    ("words", "how", "code", "issues"),
    [
        ("制限付一般競争入札", "電子入札", "open", []),
        ("指名競争入札", "紙", "selective", []),
        ("指名競争入札", "電子入札・紙入札併用", "selective", []),
        ("指名競争入札", "総合評価落札方式", "selective", []),
        ("随意契約", "電子入札", "direct", []),
        ("通常型", "電子入札", None, ["unclearMethod"]),  # invented: what it means nobody has told
        ("制限付一般競争入札", "一般競争入札（電子）", "open", []),
        ("随意契約", "一般競争入札", None, ["labelTwice"]),
    ],
)
def test_how_bids_are_handed_in_is_no_method(
    words: str, how: str, code: str | None, issues: list[str]
) -> None:
    """静岡: 入札方法 stands beside 入札方式, and says 電子入札."""
    labels = (*LABELS[:5], "入札方法", *LABELS[5:])
    row = changed(入札方式=words)
    notice = one(page(line(*labels), group(), line(*row[:5], how, *row[5:])))
    assert notice.method == code
    assert notice.method_details == (None if "labelTwice" in issues else words)
    assert [issue.code for issue in notice.issues] == issues
    assert notice.raw["入札方法"] == how


NUMBER = "7000012050002"  # 国税庁, whose check digit holds


@pytest.mark.parametrize(
    ("winner", "names", "ids", "issues"),
    [
        (f"架空産業㈱<BR>法人番号 {NUMBER}", ["架空産業㈱"], [f"JP-JCN-{NUMBER}"], []),
        (f"架空産業㈱ 法人番号 {NUMBER}", ["架空産業㈱"], [f"JP-JCN-{NUMBER}"], []),
        # 千葉: a label without a number
        ("架空産業㈱<BR>法人番号 －", ["架空産業㈱"], None, []),
        # 栃木: filled up to a length that no name has; the name is whole
        ("架空産業㈱" + "　" * 20 + "…", ["架空産業㈱"], None, []),
        ("架空産業㈱" + "　" * 20 + "…<BR>法人番号 －", ["架空産業㈱"], None, []),
        # 静岡: cut off
        ("架空総合管理サービス首都圏中…", ["架空総合管理サービス首都圏中…"], None, ["nameCut"]),
        ("-<BR>法人番号 －", [], [], []),
        ("-", [], [], []),
        ("架空産業㈱（落札（くじ））", ["架空産業㈱"], None, []),
        (
            "架空造園株式会社<BR>有限会社模擬緑化",
            ["架空造園株式会社", "有限会社模擬緑化"],
            None,
            [],
        ),
        ("架空・模擬特定建設工事共同企業体", ["架空・模擬特定建設工事共同企業体"], None, []),
    ],
)
def test_who_won(winner: str, names: list[str], ids: list[str] | None, issues: list[str]) -> None:
    notice = one(page(line(*LABELS), group(), line(*changed(落札者名=winner))))
    assert [supplier.name for supplier in notice.suppliers] == names
    assert ids is None or [supplier.id for supplier in notice.suppliers] == ids
    assert [issue.code for issue in notice.issues] == issues


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("清掃業務&#40;単価契約&#41;", "清掃業務(単価契約)"),
        ("清掃業務&amp;#40;単価契約&amp;#41;", "清掃業務(単価契約)"),
        ("清掃業務　※添付有", "清掃業務"),
    ],
)
def test_titles_have_their_brackets(printed: str, title: str) -> None:
    assert one(page(line(*LABELS), group(), line(*changed(案件名称=printed)))).title == title


@pytest.mark.parametrize(
    ("text", "hints", "buyer", "office"),
    [
        # an office whose ending no list of words has is an office all the same
        ("令和8年度　船橋市　架空プロジェクト", {}, "JP-JCN-6000020122041", "架空プロジェクト"),
        ("令和8年度　総務部　管財課", {"body": "JP-JCN-2000020172065"}, "JP-JCN-2000020172065",
         "総務部　管財課"),
        ("令和8年度　総務部　管財課", {}, None, "総務部　管財課"),
        # 鎌ケ谷市 with a small ヶ
        ("令和8年度　鎌ヶ谷市　総務部", {}, "JP-JCN-8000020122246", "総務部"),
        # 森町 is in 北海道 and in 静岡県
        ("令和8年度　森町　総務課", {}, None, None),
        ("令和8年度　森町　総務課", {"context": {"都道府県": "静岡県"}}, "JP-JCN-2000020224618",
         "総務課"),
    ],
)  # fmt: skip
def test_a_row_of_one_cell_says_whose_the_rows_below_are(
    text: str, hints: dict[str, object], buyer: str | None, office: str | None
) -> None:
    notice = one(page(line(*LABELS), group(text), line(*ROW)), **hints)
    assert (notice.buyer and notice.buyer.id) == buyer
    assert office is None or notice.department == office
    assert (notice.fiscal_year, notice.opened) == (2026, "2025-07-01")  # as printed, not by the day


def test_a_group_ends_where_the_next_begins() -> None:
    lines = (group(), line(*ROW), group("平成31年度　千葉県　県土整備部"), line(*ROW))
    buyers = [n.buyer and n.buyer.name for n in reading(page(line(*LABELS), *lines)).notices]
    assert buyers == ["船橋市", "千葉県"]


@pytest.mark.parametrize(
    ("group_text", "buyer"),
    [("令和8年度　総務部　契約課", "松山市"), ("令和8年度　砥部町　総務課", "砥部町")],
)
def test_the_number_before_a_title_says_who_buys_where_the_group_does_not(
    group_text: str, buyer: str
) -> None:
    """愛媛県: 20 digits, the first five the code of the body."""
    titled = changed(案件名称="38201000020260000012 架空川護岸工事")
    notice = one(page(line(*LABELS), group(group_text), line(*titled)))
    assert notice.buyer
    assert notice.buyer.name == buyer
    assert (notice.number, notice.title) == ("38201000020260000012", "架空川護岸工事")
    assert notice.raw["案件名称"] == "38201000020260000012 架空川護岸工事"


@pytest.mark.parametrize(
    ("printed", "number", "title"),
    [
        ("2026-160092-000-15<BR>架空照明工事", "2026-160092-000-15", "架空照明工事"),
        ("100202600123<BR>架空照明工事", "100202600123", "架空照明工事"),
        ("2025-2026 架空業務", None, "2025-2026 架空業務"),
        ("2026040101号線工事", None, "2026040101号線工事"),
    ],
)
def test_a_number_in_the_line_above_a_title(printed: str, number: str | None, title: str) -> None:
    """堺市 has had such a line above its titles: a client of 2021 takes it as the number."""
    notice = one(page(line(*LABELS), group(), line(*changed(案件名称=printed))))
    assert (notice.number, notice.title) == (number, title)


def test_a_row_whose_cells_do_not_fit_is_told_and_not_believed() -> None:
    """愛媛県, seen once: a title that was split over two cells."""
    found = reading(page(line(*LABELS), group(), line(*ROW), line("2", "R07-07-02", *ROW[1:])))
    assert len(found.notices) == 1
    assert [issue.code for issue in found.issues] == ["rowMisfit"]


def test_the_place_in_a_search_is_no_part_of_a_case() -> None:
    """The next search gives it another: it would be a change that nobody made."""
    first, second = (one(page(line(*LABELS), group(), line(no, *ROW[1:]))) for no in ("7", "8"))
    assert first.raw == second.raw
    assert first.raw["案件名称"] == ROW[2]


def test_columns_that_nobody_can_tell_are_not_guessed() -> None:
    found = reading(page(group(), line("1", "あ", "い", "う", "え", "お", "か")))
    assert not found.notices
    assert [issue.code for issue in found.issues] == ["rowMisfit", "noTable"]


COMING = ("公告日", "案件名称", "調達区分", "入札方式", "工事種別", "入札締切予定日", "開札予定日")
DUE = ("R08.06.05", "架空照明工事", "工事", "指名競争入札", "電気", "R08.06.19", "R08.06.22")


@pytest.mark.parametrize(
    "text",
    [
        page(line("No", *COMING, "詳細"), group(), line("1", *DUE, "表示")),
        # 宮崎: no row of labels, with and without 更新日
        page(group(), line("1", *DUE, "表示")),
        page(group(), line("1", *DUE, "R08.06.12", "表示")),
    ],
)
def test_notices_are_told_from_results_without_labels_too(text: str) -> None:
    notice = one(text)
    assert (notice.stage, notice.title, notice.category) == ("tender", "架空照明工事", "works")
    days = (notice.published, notice.deadline, notice.opened)
    assert days == ("2026-06-05", "2026-06-19", "2026-06-22")


@pytest.mark.parametrize(
    ("printed", "name", "office"),
    [
        ("安城市", "安城市", None),
        ("愛知県<BR>架空局　架空課", "愛知県", "架空局　架空課"),
        ("愛知県　架空課", "愛知県", "架空課"),
        ("架空広域事務組合　総務課", "架空広域事務組合　総務課", None),
    ],
)
def test_a_list_of_notices_is_read_by_its_labels_too(
    printed: str, name: str, office: str | None
) -> None:
    """愛知県: the body in a column, the number below the title. A body nobody knows stays whole."""
    cells = {
        "No": "1",
        "案件名称": "架空照明工事<BR>2026-160092-000-15",
        "調達機関": printed,
        "工事場所": "架空町地内",
        "工種": "電気工事",
        "審査方式": "事後審査型",
        "公告日": "R08/06/05",
        "入札締切": "R08/06/19",
        "開札日": "R08/06/22",
    }
    notice = one(page(line(*cells), line(*cells.values())))
    assert notice.buyer
    assert (notice.stage, notice.title) == ("tender", "架空照明工事")
    assert (notice.number, notice.buyer.name) == ("2026-160092-000-15", name)
    assert notice.department == office
    assert (notice.published, notice.opened) == ("2026-06-05", "2026-06-22")


@pytest.mark.parametrize(
    ("above", "day", "year"),
    [
        ([group("令和8年度　千葉県　財務部")], "R08-03-20", 2026),  # bid for before the year begins
        ([group("令和7年度　千葉県　財務部")], "R08-04-03", 2025),
        ([], "R08-03-20", None),
    ],
)
def test_the_fiscal_year_is_that_of_the_group_a_case_stands_in(
    above: list[str], day: str, year: int | None
) -> None:
    notice = one(page(line(*LABELS), *above, line(*changed(開札執行日=day))))
    assert notice.fiscal_year == year
