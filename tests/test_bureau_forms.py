"""One reader for every bureau's layout: the same tenders come out of each, whole and unguessed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from bureau_forms import (
    LABELS,
    TENDERS,
    USUAL,
    Bidder,
    Cell,
    Layout,
    Sheet,
    Tender,
    csv_text,
    html,
    lay_out,
    ods,
    xlsx,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.reading import read
from pipelines.records import Hints, Notice, Original, Reading

WHEN = datetime(2026, 11, 25, tzinfo=UTC)


def reading(body: bytes) -> Reading:
    return read(Original("file:///list", body, WHEN, Hints(name="list")))


def found(notice: Notice) -> dict[str, Any]:
    """What a layout must not change."""
    return {
        "department": notice.department,
        "buyer": notice.buyer.id if notice.buyer else None,
        "title": notice.title,
        "days": (notice.opened, notice.signed),
        "method": notice.method_details,
        "planned": (notice.planned_price.amount, notice.planned_price.tax)
        if notice.planned_price
        else None,
        "floor": [(floor.type, floor.amount) for floor in notice.floor_price],
        "award": notice.award_price.amount if notice.award_price else None,
        "suppliers": [supplier.name for supplier in notice.suppliers],
        "bids": [
            (
                b.bidder.name,
                [r.amount for r in b.rounds if r.amount is not None],
                b.status,
                b.won,
                b.quote,
            )
            for b in notice.bids
        ],
    }


def expected(tender: Tender) -> dict[str, Any]:
    bureau, office = tender.office.split("　")
    assert bureau == "東北地方整備局"
    return {
        "department": office,
        "buyer": "JP-JCN-2000012100001-tohoku",
        "title": tender.title,
        "days": (tender.opened.isoformat(), tender.signed.isoformat()),
        "method": tender.method,
        "planned": (tender.planned, "excluded"),
        "floor": [("investigationBase", tender.floor)],
        "award": tender.award,
        "suppliers": [bidder.name for bidder in tender.bidders if bidder.won],
        "bids": [
            (b.name, [bid for bid in b.rounds if isinstance(bid, int)], b.status, b.won, b.quote)
            for b in tender.bidders
        ],
    }


EXPECTED = [expected(tender) for tender in TENDERS]


def assert_whole(read_: Reading, issues: tuple[str, ...] = ()) -> None:
    assert [found(notice) for notice in read_.notices] == EXPECTED
    assert [issue.code for issue in read_.issues] == list(issues)
    assert [issue for notice in read_.notices for issue in notice.issues] == []


def serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


def heisei(day: date) -> str:
    return f"平成{day.year - 1988}年{day.month}月{day.day}日"


TITLE = ("建設工事の入札結果データ（平成３０年度４月分）",)
TOHOKU = (
    "office",
    "title",
    "place",
    "opened",
    "signed",
    "period",
    "kind",
    "method",
    "evaluation",
    "bidder",
    "address",
    "planned",
    "floor",
    "score",
    "results",
    "quote",
    "remark",
)

LAYOUTS = {
    "header on row 1": Layout(),
    "header on row 3, title and unit above": Layout(above=(TITLE, (None, None, "（単位：円）"))),
    "header on row 4 after a title 入札結果": Layout(above=(("入札結果",), (), ("※税抜き",))),
    "header on row 5, words in the remarks": Layout(above=(TITLE, (), (), ()), words="remark"),
    "extra columns, 年月日": Layout(
        columns=TOHOKU, labels={"opened": "入札年月日", "signed": "契約年月日"}
    ),
    "works and services in one label": Layout(labels={"title": "工事名（業務名）"}),
    "begins in column C": Layout(left=2, above=(TITLE,)),
    "not merged": Layout(merged=False),
    "two levels": Layout(levels=2),
    "two levels, not merged": Layout(levels=2, merged=False),
    "one level": Layout(levels=1),
    "rounds without points": Layout(points=()),
    "a round is one cell": Layout(levels=2, points=(), price_label=""),
    "one level, a round is one cell": Layout(levels=1, points=(), price_label=""),
    "第1回": Layout(round_label=lambda number: f"第{number}回"),
    "1回": Layout(round_label=lambda number: f"{number}回"),
    "第１回目 in one cell": Layout(levels=1, round_label=lambda n: f"第{'１２３'[n - 1]}回目　"),
    "一回目": Layout(round_label=lambda number: f"{'一二三'[number - 1]}回目"),
    "what stands in a round in brackets": Layout(
        levels=1, price_label="（金額）", points=("（評価値）",)
    ),
    "初度, 再度": Layout(round_label=lambda n: ("初度入札", "再度入札", "再々度入札")[n - 1]),
    "価格点": Layout(points=("価格点", "評価値")),
    "breaks and gaps in labels": Layout(
        labels={
            "bidder": "入札業者\n名",
            "planned": "予　定\n価　格\n（税抜き）",
            "title": "工 事 名",
        }
    ),
    "numbers before labels": Layout(
        labels={key: f"{'①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭'[n]}{LABELS[key]}" for n, key in enumerate(USUAL)}
    ),
    "other words for tax": Layout(
        labels={
            "planned": "予定価格（円）（消費税抜き）",
            "floor": "調査基準価格（税抜）",
            "quote": "見積金額(消費税及び地方消費税を除く)",
        }
    ),
    "half-width labels": Layout(
        labels={"planned": "予定価格(税抜き)", "score": "基礎点+加算点", "office": "部局名 "}
    ),
    "品質確保基準価格": Layout(labels={"floor": "品質確保基準価格(税抜き)", "score": "技術評価点"}),
    "column numbers under the header": Layout(
        points=(), under_header=tuple(str(number) for number in range(1, 17))
    ),
    "circled column numbers": Layout(points=(), under_header=tuple("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯")),
    "blank rows between": Layout(between=((), ())),
    "notes and totals": Layout(
        between=(("※再度公告の案件",),), below=(("合計", None, None, None, 99), ("注）税抜き",))
    ),
    "a footnote in the title's column": Layout(below=((None, "※　予定価格は税抜きです。"),)),
    "tender cells on the first row only": Layout(tender_cells="first"),
    "tender cells merged over rows": Layout(tender_cells="merged"),
    "ditto marks": Layout(tender_cells="ditto"),
    "bidders of tenders alternate": Layout(interleaved=True),
    "winners in a column 落札者等": Layout(labels={"remark": "落札者等"}),
    "winners in a leaf 入札結果": Layout(labels={"remark": "入札結果", "results": "入札経過"}),
    "a caption on another price": Layout(below=(("※契約金額は税込み（千円）。入札金額は税抜き",),)),
    "dashes": Layout(dash="－"),
    "H30.4.2": Layout(day=lambda day: f"H{day.year - 1988}.{day.month}.{day.day}"),
    "平成30年4月2日": Layout(day=heisei),
    "full-width era with gaps": Layout(
        day=lambda day: f"平成３０年 {day.month}月 {day.day}日（{'月火水木金土日'[day.weekday()]}）"
    ),
    "2018/04/02 0:00:00": Layout(day=lambda day: f"{day:%Y/%m/%d} 0:00:00"),
    "20180402": Layout(day=lambda day: f"{day:%Y%m%d}"),
    "bare serials": Layout(day=serial),
    "amounts as text": Layout(amount=lambda amount: f"{amount:,}"),
    "amounts with yen": Layout(amount=lambda amount: f" {amount:,} 円 "),
    "amounts with a sign": Layout(amount=lambda amount: f"￥{amount:,}-"),
    "full-width amounts": Layout(
        amount=lambda amount: f"{amount:,}".translate(
            str.maketrans("0123456789,", "０１２３４５６７８９，")
        )
    ),
    "amounts with gaps": Layout(amount=lambda amount: f"{amount:,}".replace(",", " ")),
    "noise of floats": Layout(amount=lambda amount: amount * (1 - 1e-16) + 1e-8),
    "thousands of yen, and a note in yen": Layout(
        above=(("（単位：千円）",),),
        amount=lambda amount: amount / 1000,
        below=(("※百（円）未満は切り捨て",),),
    ),
    "thousands of yen": Layout(above=(("（単位：千円）",),), amount=lambda amount: amount / 1000),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_a_layout_changes_nothing_in_a_workbook(layout: Layout) -> None:
    assert_whole(reading(xlsx(lay_out(layout))))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_nor_in_other_kinds_of_files(layout: Layout) -> None:
    sheet = lay_out(layout)
    assert_whole(reading(html(sheet)))
    assert_whole(reading(ods(sheet)))
    assert_whole(reading(csv_text(sheet)))
    assert_whole(reading(csv_text(sheet, "cp932")))


def test_a_header_on_each_page_is_told() -> None:
    body = xlsx(lay_out(Layout(header_again=True)))
    assert_whole(reading(body), issues=("headerTwice", "headerTwice"))


def test_instructions_and_examples_before_the_data_count_for_nothing() -> None:
    items = Sheet("項目の条件", [["項目", "条件"], ["工事名", "全角"], ["入札日", "西暦"]])
    example = lay_out(Layout(), TENDERS[:1], "記載例")
    assert_whole(reading(xlsx(items, example, lay_out(Layout(), name="工事"))))
    untold = lay_out(Layout(above=(("【記入例】",),)), TENDERS[:1], "Sheet2")
    assert_whole(reading(xlsx(lay_out(Layout()), untold)), issues=("exampleTable",))


def test_a_year_in_a_workbook_a_sheet_a_month() -> None:
    sheets = [lay_out(Layout(), (tender,), f"{number}月") for number, tender in enumerate(TENDERS)]
    assert_whole(reading(xlsx(*sheets)))
    assert [notice.at.sheet for notice in reading(xlsx(*sheets)).notices if notice.at] == [
        "0月",
        "1月",
        "2月",
    ]


def test_a_tender_cut_in_two_by_the_end_of_a_sheet_is_one() -> None:
    whole = TENDERS[0]
    halves = [
        Tender(**{**vars(whole), "bidders": whole.bidders[part]})
        for part in (slice(0, 2), slice(2, None))
    ]
    read_ = reading(
        xlsx(lay_out(Layout(), (halves[0],), "工事1"), lay_out(Layout(), (halves[1],), "工事2"))
    )
    assert [found(notice) for notice in read_.notices] == EXPECTED[:1]
    assert read_.issues == ()
    (notice,) = read_.notices
    assert [(issue.code, issue.text, issue.cell) for issue in notice.issues] == [
        ("severalSheets", "工事2", "工事2!A4")
    ]
    assert notice.at
    assert notice.at.rows == (4, 5)


def test_a_sheet_that_repeats_another_prints_no_second_bids() -> None:
    read_ = reading(xlsx(lay_out(Layout(), name="年間"), lay_out(Layout(), TENDERS[1:2], "4月")))
    assert_whole(read_, issues=("rowTwice", "rowTwice"))


def test_a_hidden_sheet_is_told_and_not_read() -> None:
    hidden = lay_out(Layout(), TENDERS[:1], "下書き")
    hidden.hidden = True
    assert_whole(reading(xlsx(lay_out(Layout()), hidden)), issues=("hiddenSheet",))


def test_a_tender_without_bidders_has_a_status_and_no_bid() -> None:
    sheet = lay_out(Layout(), TENDERS[:1])
    width = len(sheet.rows[0])
    for bidder, remark in (("", "不調"), ("応札者なし", ""), ("－", "中止")):
        row: list[Any] = [None] * width
        row[0:2], row[2] = [TENDERS[0].office, f"不調の工事{bidder}{remark}"], date(2018, 4, 5)
        row[7], row[-1] = bidder, remark
        sheet.rows.append(row)
    first, *others = reading(xlsx(sheet)).notices
    assert found(first) == EXPECTED[0]
    assert [(n.status, n.bids, n.issues) for n in others] == [
        ("unsuccessful", [], []),
        ("unsuccessful", [], []),
        ("cancelled", [], []),
    ]


@pytest.mark.parametrize("word", ["該当なし", "該当案件はありません。", "（該当なし）"])
def test_a_list_that_says_it_is_empty(word: str) -> None:
    read_ = reading(xlsx(lay_out(Layout(below=((None, word),)), ())))
    assert (read_.notices, read_.issues, read_.empty) == ((), (), True)


MARKS = [
    ("落札", True),
    ("落札者", True),
    ("落札（くじ）", True),
    ("落札決定", True),
    ("決定", True),
    ("決 定", True),
    ("契約", True),
    ("契約解除", None),
    ("○", None),
    ("落札者なし", None),
    ("落札者がないときは見積合せ", None),
    ("落札候補者", None),
    ("落札取消", None),
    ("決定取消", None),
    ("", None),
]


@pytest.mark.parametrize(("mark", "won"), MARKS)
def test_marks_of_a_winner(mark: str, won: bool | None) -> None:
    bidder = Bidder("（株）甲野建設", (117_300_000,), "valid", remark=mark)
    (notice,) = reading(xlsx(lay_out(Layout(), (one(bidder),)))).notices
    assert [bid.won for bid in notice.bids] == [won]
    unclear = won is None and mark != "落札者なし"
    assert [i.code for i in notice.issues] == (["winnerUnclear"] if unclear else [])


STATUSES: list[tuple[tuple[int | str | None, ...], str, str | None]] = [
    ((1000,), "", "valid"),
    ((1000, "辞退"), "", "valid"),
    ((1000, "無効"), "", "disqualified"),
    ((1000,), "無効（書類不備）", "disqualified"),
    ((1000,), "価格評価後に失格", "disqualified"),
    (("1,000（失格）",), "", "disqualified"),
    ((1000,), "失格基準価格以上", "valid"),
    ((1000,), "低入札価格調査（失格なし）", "valid"),
    (("失格",), "", "disqualified"),
    (("辞退",), "", "withdrawn"),
    ((None, "辞退"), "", "withdrawn"),
    ((None,), "入札辞退", "withdrawn"),
    (("入札不参加",), "", "invited"),
    (("欠席",), "", "invited"),
    ((None,), "", None),
    ((None,), "くじ", None),
]


@pytest.mark.parametrize(("rounds", "remark", "status"), STATUSES)
def test_statuses(rounds: tuple[int | str | None, ...], remark: str, status: str | None) -> None:
    bidder = Bidder("（株）甲野建設", rounds, "", remark=remark)
    (notice,) = reading(xlsx(lay_out(Layout(), (one(bidder),)))).notices
    assert [bid.status for bid in notice.bids] == [status]


def one(*bidders: Bidder) -> Tender:
    return Tender(**{**vars(TENDERS[0]), "bidders": bidders})


def test_a_word_in_the_points_voids_a_bid() -> None:
    sheet = lay_out(Layout(), (one(Bidder("（株）甲野建設", (1000,), "")),))
    sheet.rows[-1][USUAL.index("results") + 1] = "無効"
    (notice,) = reading(xlsx(sheet)).notices
    assert [bid.status for bid in notice.bids] == ["disqualified"]


def test_a_winner_named_in_a_column_of_its_own() -> None:
    layout = Layout(columns=(*USUAL, "address"), labels={"remark": "摘要", "address": "落札者"})
    sheet = lay_out(layout, TENDERS[:1])
    for row in sheet.rows[3:]:
        row[-2], row[-1] = None, "㈱甲野建設"
    (notice,) = reading(xlsx(sheet)).notices
    assert [bid.won for bid in notice.bids] == [True, False, False, False, False, False]


# What must not be guessed: what the clerk did, in which cell, with which text, and the issue.
SLIPS = [
    ("a date under 金額", "results", date(2018, 4, 2), "unclearAmount"),
    ("a word under 予定価格", "planned", "別紙のとおり", "unclearAmount"),
    ("an amount under 入札日", "opened", "45,730,000", "unclearDate"),
    ("a day that isn't", "opened", "平成30年2月30日", "unclearDate"),
    ("an era that had ended", "signed", "平成32年4月12日", "implausibleDate"),
    ("a day of 1989", "signed", date(1989, 4, 12), "implausibleDate"),
    ("a day of 2049", "opened", date(2049, 4, 2), "implausibleDate"),
    ("a contract before its bids", "signed", date(2018, 3, 1), "datesOutOfOrder"),
    ("a new word for a method", "method", "じゃんけん", "unclearMethod"),
]


@pytest.mark.parametrize(
    ("key", "text", "code"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS]
)
def test_what_can_not_be_true_is_told_and_stays_as_published(
    key: str, text: Any, code: str
) -> None:
    sheet = lay_out(
        Layout(),
        (
            one(
                TENDERS[0].bidders[0],
            ),
        ),
    )
    sheet.rows[-1][USUAL.index(key)] = text
    (notice,) = reading(xlsx(sheet)).notices
    assert code in [issue.code for issue in notice.issues]
    printed = text.isoformat() if isinstance(text, date) else text
    assert printed in notice.raw.values()
    if code == "implausibleDate":
        day = {"opened": notice.opened, "signed": notice.signed}[key]
        assert day == (printed if isinstance(text, date) else "2020-04-12")


def test_a_lone_year_among_the_days_of_a_list() -> None:
    tenders = tuple(
        Tender(**{**vars(TENDERS[1]), "title": f"第{n}号工事", "signed": date(2018, 5, n)})
        for n in range(1, 6)
    )
    sheet = lay_out(Layout(columns=tuple(key for key in USUAL if key != "signed")), tenders)
    sheet.rows[-1][2] = sheet.rows[-2][2] = date(2049, 4, 3)
    last = reading(xlsx(sheet)).notices[-1]
    assert last.opened == "2049-04-03"
    assert [issue.code for issue in last.issues] == ["implausibleDate"]


def test_a_label_twice_counts_where_both_agree() -> None:
    layout = Layout(columns=(*USUAL, "address"), labels={"address": "予定価格（税抜き）"})
    sheet = lay_out(layout, (one(TENDERS[0].bidders[0]),))
    sheet.rows[-1][-1] = 129_010_000
    assert found(reading(xlsx(sheet)).notices[0])["planned"] == (129_010_000, "excluded")
    sheet.rows[-1][-1] = 129_020_000
    (notice,) = reading(xlsx(sheet)).notices
    assert notice.planned_price is None
    assert [issue.code for issue in notice.issues] == ["labelTwice"]
    assert {notice.raw["予定価格（税抜き）"], notice.raw["予定価格（税抜き） (2)"]} == {
        "129010000",
        "129020000",
    }


def test_two_prices_of_one_round_that_differ_are_no_price() -> None:
    sheet = lay_out(
        Layout(round_label=lambda number: "１回目" if number < 3 else "３回目"),
        (one(Bidder("（株）甲野建設", (1000, 2000), "")),),
    )
    (notice,) = reading(xlsx(sheet)).notices
    assert [bid.rounds for bid in notice.bids] == [[]]
    assert "labelTwice" in [issue.code for issue in notice.issues]


def test_a_row_wider_than_its_header() -> None:
    tender = one(TENDERS[0].bidders[0])
    sheet = lay_out(Layout(), (tender,))
    for row in sheet.rows:
        row.append(None)
    sheet.rows[-1][-1] = "社内メモ"
    # In a sheet every cell has its address: the others stand where they stood.
    (notice,) = reading(xlsx(sheet)).notices
    assert found(notice)["award"] == 117_300_000
    assert [(i.code, i.text, i.cell) for i in notice.issues] == [
        ("cellWithoutLabel", "社内メモ", "工事!T4")
    ]
    # In a CSV file a comma too much may have shifted them all: none is believed.
    narrow = csv_text(lay_out(Layout(), (tender,))).decode("utf-8-sig").rstrip()
    read_ = reading(f"{narrow},社内メモ".encode())
    assert read_.notices == ()
    assert [issue.code for issue in read_.issues] == ["rowWider"]
    assert "社内メモ" in (read_.issues[0].text or "")


def test_amounts_with_bare_commas_in_csv_are_not_shifted_into_other_columns() -> None:
    text = csv_text(lay_out(Layout(levels=1), TENDERS[:1])).decode("utf-8-sig")
    broken = text.replace("129010000", "129,010,000", 1).encode()
    read_ = reading(broken)
    (notice,) = read_.notices
    assert [issue.code for issue in read_.issues] == ["rowWider"]
    assert len(notice.bids) == 5


def test_labels_nobody_knows_are_kept_and_told() -> None:
    layout = Layout(columns=(*USUAL, "address"), labels={"address": "総括監督員"})
    (notice,) = reading(xlsx(lay_out(layout, (one(TENDERS[0].bidders[0]),)))).notices
    assert notice.raw["総括監督員"] == "架空県架空市１－１"
    assert [(i.code, i.label) for i in notice.issues] == [("unknownLabel", "総括監督員")]


def test_ditto_marks_stay_in_the_raw_text() -> None:
    (first, *_) = reading(xlsx(lay_out(Layout(tender_cells="ditto")))).notices
    assert first.raw["工事名"] == "\n".join(["架空川　護岸補修工事", *["〃"] * 5])


def test_a_ditto_mark_with_nothing_above_is_told() -> None:
    sheet = lay_out(Layout(), (one(TENDERS[0].bidders[0]),))
    sheet.rows[-1][1] = "同上"
    read_ = reading(xlsx(sheet))
    assert read_.notices == ()
    assert [issue.code for issue in read_.issues] == ["rowUnclear"]


# --- any mixture -------------------------------------------------------------------------------

SPACES = st.sampled_from(["", " ", "　", "\n"])


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Any mixture of what single layouts do."""
    keys = draw(st.permutations(USUAL))
    spaced = {key: draw(SPACES).join([LABELS[key][:1], LABELS[key][1:]]) for key in USUAL}
    tender_cells = draw(st.sampled_from(["every", "first", "merged", "ditto"]))
    return Layout(
        columns=tuple(keys),
        labels=spaced,
        above=tuple(
            draw(st.lists(st.sampled_from([(), TITLE, (None, "（単位：円）")]), max_size=4))
        ),
        left=draw(st.integers(0, 3)),
        levels=draw(st.integers(1, 3)),
        merged=draw(st.booleans()),
        points=draw(st.sampled_from([(), ("評価値",), ("価格点", "評価値")])),
        tender_cells=tender_cells,
        words=draw(st.sampled_from(["price", "remark"])),
        day=draw(st.sampled_from([LAYOUTS["header on row 1"].day, heisei, serial])),
        amount=draw(
            st.sampled_from(
                [
                    LAYOUTS[name].amount
                    for name in (
                        "header on row 1",
                        "amounts as text",
                        "full-width amounts",
                        "noise of floats",
                    )
                ]
            )
        ),
        dash=draw(st.sampled_from([None, "-", "―"])),
        between=tuple(draw(st.lists(st.sampled_from([(), ("※注",)]), max_size=2))),
        interleaved=draw(st.booleans()) if tender_cells == "every" else False,
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(layouts())
def test_any_mixture_of_layouts_gives_the_same_notices(layout: Layout) -> None:
    sheet = lay_out(layout)
    assert_whole(reading(xlsx(sheet)))
    assert_whole(reading(html(sheet)))
    assert_whole(reading(ods(sheet)))
    assert_whole(reading(csv_text(sheet)))


# --- odds and ends -----------------------------------------------------------------------------


def test_two_tables_on_one_sheet_with_columns_of_their_own() -> None:
    works = lay_out(Layout(above=(("工事",),)), TENDERS[:2])
    services = lay_out(Layout(labels={"title": "業務名"}, left=1, levels=1), TENDERS[2:])
    works.merges += [
        (top + len(works.rows) + 1, left, bottom + len(works.rows) + 1, right)
        for top, left, bottom, right in services.merges
    ]
    width = max(len(works.rows[0]), len(services.rows[0]))
    rows = [*works.rows, [], *services.rows]
    sheet = Sheet("工事・業務", [row + [None] * (width - len(row)) for row in rows], works.merges)
    read_ = reading(xlsx(sheet))
    assert_whole(read_)
    assert [(n.category, n.at.table) for n in read_.notices if n.at] == [
        ("works", 1),
        ("works", 1),
        ("services", 2),
    ]


def test_two_tables_side_by_side() -> None:
    left, right = lay_out(Layout(above=(TITLE,)), TENDERS[:1]), lay_out(Layout(), TENDERS[1:])
    away = len(left.rows[0]) + 1
    height = max(len(left.rows), len(right.rows) + 1)
    rows: list[list[Cell]] = [[None] * (away + len(right.rows[0])) for _ in range(height)]
    for number, row in enumerate(left.rows):
        rows[number][: len(row)] = row
    for number, row in enumerate(right.rows, 1):
        rows[number][away:] = row
    merges = [(y + 1, x + away, y2 + 1, x2 + away) for y, x, y2, x2 in right.merges]
    sheet = Sheet("工事", rows, left.merges + merges)
    read_ = reading(xlsx(sheet))
    assert_whole(read_)
    assert [(n.at.table, n.at.rows) for n in read_.notices if n.at] == [
        (1, (5, 10)),
        (2, (5, 6)),
        (2, (7, 7)),
    ]


@pytest.mark.parametrize("title", ["４月　計", "年度累計", "工事合計"])
def test_sums_under_a_title_are_no_tender(title: str) -> None:
    sums = (None, title, *[None] * 6, 129_010_000, 116_109_000)
    read_ = reading(xlsx(lay_out(Layout(below=(sums,)))))
    assert_whole(read_, issues=("rowUnclear",))
    assert read_.issues[0].text == f"{title} 129010000 116109000"


OFFICES = [
    ("body and office", ("東北地方整備局", "架空事務所"), ("東北地方整備局", "架空事務所")),
    ("office and body", ("架空事務所", "東北地方整備局"), ("東北地方整備局", "架空事務所")),
    (
        "body, and both",
        ("東北地方整備局", "東北地方整備局　架空事務所"),
        ("東北地方整備局", "架空事務所"),
    ),
    ("the same twice", ("東北地方整備局", "東北地方整備局"), ("東北地方整備局", None)),
    ("one of them a dash", ("東北地方整備局", "－"), ("東北地方整備局", None)),
    ("two bodies", ("東北地方整備局", "中国地方整備局"), (None, None)),
]


@pytest.mark.parametrize(
    ("printed", "expected_"), [row[1:] for row in OFFICES], ids=[row[0] for row in OFFICES]
)
def test_body_and_office_in_a_column_each(
    printed: tuple[str, str], expected_: tuple[str | None, str | None]
) -> None:
    layout = Layout(columns=("address", *USUAL), labels={"address": "発注機関名"})
    sheet = lay_out(layout, (one(TENDERS[0].bidders[0]),))
    sheet.rows[-1][:2] = printed
    (notice,) = reading(xlsx(sheet)).notices
    assert (notice.buyer and notice.buyer.name, notice.department) == expected_
    assert [i.code for i in notice.issues] == ([] if expected_[0] else ["labelTwice"])


def test_dashes_beside_the_losers_contradict_nothing() -> None:
    sheet = lay_out(Layout(), TENDERS[:1])
    for row in sheet.rows[-5:]:
        for key in ("signed", "planned", "floor"):
            row[USUAL.index(key)] = "－"
    read_ = reading(xlsx(sheet))
    assert [found(notice) for notice in read_.notices] == EXPECTED[:1]
    assert read_.notices[0].issues == []


def test_a_floor_of_zero_is_no_floor() -> None:
    sheet = lay_out(Layout(), TENDERS[:1])
    for row in sheet.rows[-len(TENDERS[0].bidders) :]:
        row[USUAL.index("floor")] = 0
    (notice,) = reading(xlsx(sheet)).notices
    assert (notice.floor_price, notice.issues) == ([], [])


def test_rows_of_one_tender_may_spell_its_day_and_its_price_differently() -> None:
    sheet = lay_out(Layout(), TENDERS[:1])
    days: list[Cell] = [
        serial(date(2018, 4, 2)),
        "H30.4.2",
        "平成30年4月2日",
        "2018/04/02",
        " 2018.4.2 ",
    ]
    prices: list[Cell] = [
        "129,010,000",
        "129,010,000円",
        "１２９，０１０，０００",
        129009999.99999999,
        "",
    ]
    for row, day, price in zip(sheet.rows[-5:], days, prices, strict=True):
        row[USUAL.index("opened")], row[USUAL.index("planned")] = day, price
    read_ = reading(xlsx(sheet))
    assert [found(notice) for notice in read_.notices] == EXPECTED[:1]
    assert [issue.code for issue in read_.notices[0].issues] == []


def test_a_sheet_says_works_or_services_where_the_label_does_not() -> None:
    layout = Layout(labels={"title": "件名"})
    names = ("工事", "業務（４月）", "Sheet1")
    read_ = reading(
        xlsx(*[lay_out(layout, (t,), name) for t, name in zip(TENDERS, names, strict=True)])
    )
    assert [notice.category for notice in read_.notices] == ["works", "services", None]


def test_the_same_bytes_give_the_same_reading() -> None:
    body = xlsx(lay_out(Layout()))
    assert reading(body) == reading(body)


def test_no_price_of_a_tender_for_unit_prices_looks_like_a_total() -> None:
    """中部 2018: 単価契約三重道路管理図面作成業務 has a floor of 46,987 yen, a unit."""
    table = (
        "部局名,業務名,入札日,契約日,入札業者名,予定価格（税抜き）,調査基準価格（税抜き）,金額,備考\r\n"
        "架空市,単価契約図面作成業務,2018-04-06,2018-04-09,（株）架空測量,59186,46987,46987,落札\r\n"
        "架空市,図面作成業務,2018-04-06,2018-04-09,（株）架空測量,5918600,4698700,4698700,落札\r\n"
    )
    unit, total = reading(table.encode()).notices
    for notice, pricing in ((unit, "unitPrice"), (total, None)):
        (floor,) = notice.floor_price
        assert notice.planned_price
        assert notice.award_price
        found = (notice.planned_price.pricing, floor.pricing, notice.award_price.pricing)
        assert found == (pricing, pricing, pricing)
