"""The small readers of prose: labels, ticks, headings, shares, wrapped lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.line import Line
from pipelines.extract.prose.days import dated, is_past
from pipelines.extract.prose.head import number_in, title_of
from pipelines.extract.prose.headings import COMMON, FORM, NOTICE, kind_of
from pipelines.extract.prose.layout import full_lines
from pipelines.extract.prose.outline import counted
from pipelines.extract.prose.parted import parted
from pipelines.extract.prose.ticks import chosen
from pipelines.extract.prose.values import value_of
from pipelines.extract.prose.words import role_of
from pipelines.normalise.prices import share_of_ceiling
from pipelines.records import Box


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("件名　架空橋補修工事", "件名", "架空橋補修工事"),
        ("件　　名：架空橋補修工事", "件　　名", "架空橋補修工事"),
        ("工 事 名 架空橋補修工事", "工 事 名", "架空橋補修工事"),
        ("入　札　方　式　　一般競争入札", "入　札　方　式", "一般競争入札"),
        (
            "工期　着工　契約の日　完成　令和６年９月30日",
            "工期",
            "着工　契約の日　完成　令和６年９月30日",
        ),
        ("【履行場所】架空市役所", "履行場所", "架空市役所"),
        ("工期令和６年９月30日まで", "工期", "令和６年９月30日まで"),
        ("開札　令和６年８月21日　午後１時", "開札", "令和６年８月21日　午後１時"),
        ("入札書の提出期限", "入札書の提出期限", ""),
        ("工期は事情により変更することがある。", "", "工期は事情により変更することがある。"),
        (
            "受付は午前９時から午後５時10：30までとする",
            "",
            "受付は午前９時から午後５時10：30までとする",
        ),
        ("「イ　工事成績」とは、評定の点をいう。", "", "「イ　工事成績」とは、評定の点をいう。"),
    ],
)
def test_parted(text: str, label: str, value: str) -> None:
    """A line's label and value; a sentence has none."""
    assert parted(text) == (label, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("■一般競争入札　□指名競争入札", "一般競争入札"),
        ("☐ 対象　・　否", "否"),
        ("☑有　☐無", "有"),
        ("□有　□無", ""),
        ("一般競争入札", None),
    ],
)
def test_chosen(text: str, expected: str | None) -> None:
    """The ticked choice; None where there are no boxes."""
    assert chosen(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("入　札　公　告", NOTICE),
        ("架空市公告　第21号", NOTICE),
        ("条件付き一般競争入札公告（電子入札）", NOTICE),
        ("公募型プロポーザル実施要領", NOTICE),
        ("入札公告（共通編_価格競争方式）", COMMON),
        ("架空市競争入札心得", COMMON),
        ("様式第３号（第５条関係）", FORM),
        ("入　札　書", FORM),
        ("公告の日から令和６年５月10日まで", None),
        ("本公告に示した入札の参加資格のない者のした入札は無効とする。", None),
        ("入札保証金　免除", None),
    ],
)
def test_kind_of(text: str, kind: str | None) -> None:
    """What a line begins as a heading."""
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("鴨川市公告　第21号", "鴨川市公告第21号"),
        ("架空県一般競争入札公告　県警第109号", "県警第109号"),
        ("建不第104号の100", "建不第104号の100"),
        ("公告第8号", "公告第8号"),
        ("地方自治法施行令（昭和22年政令第16号）", None),
        ("別記様式第2号", None),
    ],
)
def test_number_in(text: str, number: str | None) -> None:
    """The number of a notice, and not that of a law or a form."""
    assert number_in(text) == number


def test_title_of() -> None:
    """A heading without what is done about the purchase."""
    assert title_of("架空橋補修工事の制限付き一般競争入札の実施について") == "架空橋補修工事"
    assert title_of("入札参加資格審査申請について") is None


@pytest.mark.parametrize(
    ("meaning", "text", "value"),
    [
        ("plannedPrice", "12,345,000円（税抜）", "12,345,000円（税抜）"),
        ("plannedPrice", "本工事の予定価格は、12,345,000円とする。", "12,345,000円"),
        ("plannedPrice", "500万円以上の工事は公表する。", None),
        ("plannedPrice", "公表しない", "公表しない"),
        ("plannedPrice", "別紙のとおり", None),
        ("floorMinimum", "予定価格の10分の7", "予定価格の10分の7"),
        ("floorMinimum", "予定価格の10分の7.5から10分の9.2までの範囲", None),
        ("floorMinimum", "設定する。", None),
        ("title", "次のとおり", None),
        ("title", "架空橋補修工事", "架空橋補修工事"),
        ("opened", "令和６年６月３日　午前10時から", "令和６年６月３日　午前10時"),
        ("opened", "入札説明書による。", None),
        ("place", "持参により提出すること。", None),
    ],
)
def test_value_of(meaning: str, text: str, value: str | None) -> None:
    """The part of a text that is a value; None for one of another kind."""
    assert value_of(meaning, text) == value


@pytest.mark.parametrize(
    ("label", "groups", "role"),
    [
        ("期間", ("設計図書の閲覧",), "documentPeriod"),
        ("提出期限", ("入札参加申請",), "applicationDeadline"),
        ("期間", ("入札に付する事項",), "period"),
        ("日時", ("開札の日時及び場所",), "opened"),
        ("入札書の受領期限", (), "deadline"),
        ("質問書の提出期限", (), "questionDeadline"),
        ("入札書受付期間※２（入札書、技術資料）", (), "deadline"),
        ("契約保証金", (), None),
    ],
)
def test_role_of(label: str, groups: tuple[str, ...], role: str | None) -> None:
    """The step that a label dates, by itself or by the item around it."""
    assert role_of(label, groups) == role


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("予定価格の10分の7", Decimal("0.7")),
        ("予定価格の３分の２", Decimal(2) / 3),
        ("予定価格（税抜）の75％", Decimal("0.75")),
        ("予定価格に10分の9を乗じて得た額とする。", Decimal("0.9")),
        ("契約金額の10分の1", None),
        ("予定価格の10分の7.5から10分の9.2", None),
    ],
)
def test_share_of_ceiling(text: str, rate: Decimal | None) -> None:
    """A floor that is a share of the ceiling; a range or another sum is none."""
    assert share_of_ceiling(text) == rate


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("第１　調達内容", ("第1", 1, "調達内容")),
        ("（２）　件名", ("(1)", 2, "件名")),
        ("10　入札の執行", ("1", 10, "入札の執行")),
        ("１入札に付する事項", ("1", 1, "入札に付する事項")),
        ("2.3 履行場所", ("1-1", 3, "履行場所")),
        ("③　回答日", ("①", 3, "回答日")),
        ("ウ　履行期間", ("ア", 3, "履行期間")),
        ("Ⅱ　日程", ("Ⅰ", 2, "日程")),
        ("二　入札の日時", ("一", 2, "入札の日時")),
        ("・件名", ("・", 0, "件名")),
        ("４．日時", ("1", 4, "日時")),
    ],
)
def test_counted(text: str, first: tuple[str, int, str]) -> None:
    """Style, number and text of an item."""
    assert next(counted(Line(text))) == first


@pytest.mark.parametrize(
    "text", ["10 月１日から", "３階　財政課", "８年４月", "12月28日", "２０％以上"]
)
def test_not_counted(text: str) -> None:
    """Numbers with a unit count nothing off."""
    assert next(counted(Line(text)), None) is None


def test_days_of_laws_are_past() -> None:
    """A day since when something counts is no step."""
    assert is_past("令和５年10月１日から施行された方式")
    assert dated("平成26年４月１日以降に完成した工事") is None
    assert dated("令和６年６月３日　午前10時") == "令和６年６月３日　午前10時"


def test_full_lines() -> None:
    """Lines that reach the edge go on, but for one that ends a sentence or is set at the right."""
    texts = ["あ" * 40, "い" * 40, "う" * 39 + "。", "え" * 40, "お" * 12]
    lines = [
        Line(text, Box(1, 60, 60 + 12 * at, 60 + 10 * len(text), 70 + 12 * at), 0.0, 10.0)
        for at, text in enumerate(texts)
    ]
    right = Line("か" * 5, Box(1, 410, 200, 460, 210), 350.0, 10.0)
    full = full_lines([*lines, right])
    assert [id(line) in full for line in [*lines, right]] == [True, True, False, True, False, False]
