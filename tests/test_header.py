"""Labels as published, and the headers they stand in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cells import cell_name
from pipelines.extract.grid import Grid
from pipelines.extract.header import find_header
from pipelines.extract.labels import meaning_of, plain_label, round_of

LABELS = [
    # 中部, 九州 2018
    ("部局名", "office"),
    ("工事名", "title"),
    ("業務名", "title"),
    ("入札日", "opened"),
    ("契約日", "signed"),
    ("工種区分", "workType"),
    ("業種区分", "workType"),
    ("入札方式", "method"),
    ("総合評価の有無", "evaluation"),
    ("入札業者名", "bidder"),
    ("予定価格（税抜き）", "plannedPrice"),
    ("予定価格(税抜き)", "plannedPrice"),
    ("調査基準価格(税抜き）", "floorInvestigation"),
    ("基礎点＋加算点", "technicalScore"),
    ("技術点", "technicalScore"),
    ("金額", "bidPrice"),
    ("価格点", "priceScore"),
    ("評価値", "evaluationScore"),
    ("見積金額（税抜き）", "quotedPrice"),
    ("備考", "remark"),
    ("入札結果", "results"),
    ("１回目", "round"),
    ("第１回", "round"),
    # the other bureaus
    ("入札年月日", "opened"),
    ("契約年月日", "signed"),
    ("施工場所", "place"),
    ("工期", "period"),
    ("住所（本社）", "bidderAddress"),
    ("品質確保基準価格", "floorInvestigation"),
    ("技術評価点", "technicalScore"),
    ("工事名(業務名)", "title"),
    ("業種区分/業務区分", None),
    # what clerks do to labels
    ("入札業者\n 名", "bidder"),
    ("工 事 名", "title"),
    ("①工事名", "title"),
    ("１．工事名", "title"),
    ("(3)予定価格", "plannedPrice"),
    ("予定価格（円）", "plannedPrice"),
    ("予定価格（円）（消費税抜き）", "plannedPrice"),
    ("予定価格【税抜】", "plannedPrice"),
    ("予定価格※１", "plannedPrice"),
    ("予定価格税抜", "plannedPrice"),
    ("税抜予定価格", "plannedPrice"),
    ("税込金額", None),
    ("１回目（評価値）", "evaluationScore"),
    ("２回目（金額）", "bidPrice"),
    ("１回目（税抜）", "round"),
    ("１回目（入札）", "round"),
    ("１回目（くじ番号）", None),
    ("二回目", "round"),
    ("第二回入札金額", "bidPrice"),
    ("調査基準価格\n品質確保基準価格\n（税抜き）", "floorInvestigation"),
    ("予定価格（消費税（地方消費税を含む）抜き）", "plannedPrice"),
    ("予定価格（Ａ）", "plannedPrice"),
    ("入札業者名（共同企業体名）", "bidder"),
    ("第１回目　金額", "bidPrice"),
    ("金額（１回目）", "bidPrice"),
    ("１回目評価値", "evaluationScore"),
    ("初度入札", "round"),
    ("第２回入札金額", "bidPrice"),
    # what they are not
    ("工事名の変更理由", None),
    ("落札者の評価", None),
    ("", None),
    ("2018-04-02", None),
]


@pytest.mark.parametrize(("label", "meaning"), LABELS)
def test_a_label(label: str, meaning: str | None) -> None:
    found = meaning_of(label)
    assert (found.name if found else None) == meaning


ROUNDS = [
    ("１回目", 1),
    ("第２回", 2),
    ("3回", 3),
    ("第１回目 金額", 1),
    ("初度入札", 1),
    ("再度入札", 2),
    ("再々度入札", 3),
    ("再入札", 2),
    ("一回目", 1),
    ("第三回", 3),
    ("２回目（評価値）", 2),
    ("金額", None),
    ("回数", None),
    ("0回目", None),
]


@pytest.mark.parametrize(("label", "number"), ROUNDS)
def test_the_round_of_a_label(label: str, number: int | None) -> None:
    assert round_of(label) == number


@given(
    st.sampled_from([label for label, meaning in LABELS if meaning]),
    st.sampled_from(["", " ", "　", "\n"]),
)
def test_gaps_never_change_a_label(label: str, gap: str) -> None:
    spaced = gap.join(label) if gap and label[0] not in "①１" else label
    assert meaning_of(f"{gap}{spaced}{gap}") == meaning_of(label)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_label_raises(label: str) -> None:
    meaning_of(label)
    round_of(label)
    plain_label(label)


def columns(rows: list[list[str]]) -> list[tuple[str | None, int | None]]:
    header = find_header(Grid(None, rows), 0)
    assert header
    return [(column.meaning, column.round) for column in header.columns]


START = ["工事名", "入札日", "入札業者名"]
HEADERS = [
    ([[*START, "１回目", "２回目"]], [("bidPrice", 1), ("bidPrice", 2)]),
    (
        [[*START, "入札金額", ""], ["", "", "", "１回目", "２回目"]],
        [("bidPrice", 1), ("bidPrice", 2)],
    ),
    (
        [[*START, "評価値", ""], ["", "", "", "１回目", "２回目"]],
        [("evaluationScore", 1), ("evaluationScore", 2)],
    ),
    (
        [["", "", "", "入札結果", ""], [*START, "金額", "評価値"]],
        [("bidPrice", 1), ("evaluationScore", None)],
    ),
    (
        [["", "", "", "１回目", ""], [*START, "金額", "評価値"]],
        [("bidPrice", 1), ("evaluationScore", 1)],
    ),
    # an amount in a group that nobody knows is not known to be a bid
    (
        [[*START, "設計変更", ""], ["", "", "", "金額", "評価値"]],
        [(None, None), ("evaluationScore", None)],
    ),
    (
        [[*START, "見積", ""], ["", "", "", "金額", "評価値"]],
        [("quotedPrice", None), ("evaluationScore", None)],
    ),
    # a label cut in two by the lines of a table
    (
        [[*START, "予定価格", "調査基準", "金額"], ["", "", "", "（税抜き）", "価格", "１回目"]],
        [("plannedPrice", None), ("floorInvestigation", None), ("bidPrice", 1)],
    ),
    # 入札結果 without columns of its own is a remark
    ([[*START, "金額", "入札結果"]], [("bidPrice", 1), ("remark", None)]),
    # a label that nobody knows doesn't cost its neighbours theirs
    (
        [[*START, "入札結果", "", ""], ["", "", "", "金額", "謎", "評価値"]],
        [("bidPrice", 1), (None, None), ("evaluationScore", None)],
    ),
]


@pytest.mark.parametrize(("rows", "last"), HEADERS)
def test_the_last_columns_of_a_header(
    rows: list[list[str]], last: list[tuple[str | None, int | None]]
) -> None:
    assert columns(rows)[3:] == last


def test_a_title_above_is_no_level_of_the_header() -> None:
    rows = [["入札結果", "", "", ""], [*START, "金額"]]
    header = find_header(Grid("工事", rows, (((0, 0), (0, 3)),)), 0)
    assert header
    assert (header.first, [column.label for column in header.columns]) == (1, [*START, "金額"])


def test_a_table_of_something_else_has_no_header() -> None:
    assert find_header(Grid(None, [["氏名", "住所", "電話"], ["甲", "乙", "1"]]), 0) is None
    assert find_header(Grid(None, [["工事名", "備考"], ["甲", ""]]), 0) is None
    assert find_header(Grid(None, []), 0) is None


def test_cells_are_named_as_a_spreadsheet_shows_them() -> None:
    assert cell_name("工事", 6, 2) == "工事!C7"
    assert cell_name(None, 0, 27) == "AB1"
