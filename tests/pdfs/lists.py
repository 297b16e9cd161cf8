"""Lists of results, one row a tender or a bidder: a table of layouts, each a way of printing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from layouts.layout import Json

from .made import Made, Recipe
from .notices import Tender, day_text, expected_of, sum_text, tenders, times
from .paper import Paper
from .table import Head, Printed, Printer, Rows, Style, Table


@dataclass(frozen=True)
class Column:
    """A column: its label, its width by letters, how its text stands, and what it prints."""

    label: str
    wide: float
    align: str
    text: Callable[[Tender, Spec], str]


@dataclass(frozen=True)
class Spec:
    """One layout: ``columns`` by name, with everything about how they are printed.

    ``fit`` makes the columns that much wider. ``labels`` replace those of some columns; ``groups``
    are labels over several: text → columns. ``above`` stands over the table, ``notes`` under it.
    ``digits`` are the fewest and most of a ceiling in units of ``unit`` yen; ``first`` is the
    earliest day. ``parts``: two tables, ``beside`` each other or one ``below`` the other.
    """

    name: str
    kind: str = "ruled"
    columns: str = "number title place opened planned floor winner paid rate"
    style: Style = field(default_factory=Style)
    face: str = "gothic"
    count: int = 14
    digits: tuple[int, int] = (6, 9)
    day: str = "era"
    money: str = "plain"
    landscape: bool = True
    turned: int = 0
    fit: float = 1.0
    labels: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    title: str = "令和６年度　入札結果一覧表"
    above: str = ""
    notes: tuple[str, ...] = ()
    parts: str = ""
    unit: int = 1
    first: date = date(2024, 4, 4)
    stage: str = "result"
    slow: bool = False
    seed: int = 1


def _winner(tender: Tender, spec: Spec) -> str:
    return tender.winner.firm if tender.winner else "不調"


def _period(tender: Tender, spec: Spec) -> str:
    return f"{day_text(tender.start, spec.day)}～{day_text(tender.end, spec.day)}"


COLUMNS: dict[str, Column] = {
    "number": Column("工事番号", 9, "c", lambda t, s: t.number),
    "title": Column("工事名", 19, "l", lambda t, s: t.title),
    "place": Column("工事場所", 13, "l", lambda t, s: t.place),
    "kind": Column("工種", 7, "c", lambda t, s: t.kind),
    "method": Column("入札方法", 9, "c", lambda t, s: t.method),
    "opened": Column("開札日", 9, "c", lambda t, s: day_text(t.opened, s.day)),
    "period": Column("工期", 18, "l", _period),
    "published": Column("公告日", 9, "c", lambda t, s: day_text(t.published, s.day)),
    "planned": Column("予定価格\n（税抜）", 8, "r", lambda t, s: sum_text(t.planned, s.money)),
    "floor": Column("最低制限価格\n（税抜）", 8, "r", lambda t, s: sum_text(t.floor, s.money)),
    "winner": Column("落札者", 14, "l", _winner),
    "paid": Column("落札金額\n（税抜）", 8, "r", lambda t, s: sum_text(t.paid, s.money)),
    "rate": Column("落札率", 5, "r", lambda t, s: f"{t.rate}%" if t.rate else "－"),
    "about": Column("工事概要", 12, "l", lambda t, s: f"{t.kind}工事　一式"),
    "months": Column("工期", 7, "c", lambda t, s: f"約{(t.end - t.start).days // 30}か月"),
    "quarter": Column(
        "入札予定時期", 9, "c", lambda t, s: f"第{(t.opened.month - 1) // 3 + 1}四半期"
    ),
    "count": Column("入札者数", 5, "r", lambda t, s: str(len(t.offers))),
}


def _label(name: str, spec: Spec) -> str:
    return spec.labels.get(name, COLUMNS[name].label)


def _heads(spec: Spec, names: Sequence[str]) -> list[Head]:
    """The header: one level, or two where ``groups`` stand over some columns."""
    over = {name: group for group, some in spec.groups.items() for name in some.split()}
    heads: list[Head] = []
    for at, name in enumerate(names):
        group = over.get(name)
        if group and (at == 0 or over.get(names[at - 1]) != group):
            heads.append(Head(group, at, columns=len(spec.groups[group].split())))
        row = 1 if group else 0
        heads.append(Head(_label(name, spec), at, row, rows=2 - row if spec.groups else 1))
    return heads


def table_of(spec: Spec, found: Sequence[Tender]) -> Table:
    """The table of some tenders, a row each."""
    names = spec.columns.split()
    columns = [COLUMNS[name] for name in names]
    return Table(
        _heads(spec, names),
        [column.wide * spec.fit * spec.style.size * 0.98 for column in columns],
        "".join(column.align for column in columns),
        [[column.text(tender, spec) for column in columns] for tender in found],
    )


def made(spec: Spec) -> Made:
    """The file of a layout."""
    found = tenders(spec.seed, spec.count, *spec.digits, first=spec.first)
    paper = Paper(spec.face, spec.landscape, spec.turned)
    paper.centred(paper.width / 2, 28, spec.title, 14)
    if spec.above:
        paper.right(paper.width - 36, 50, spec.above, 9)
    if spec.parts:
        printed = _in_parts(paper, spec, found)
    else:
        printer = Printer(paper, table_of(spec, found), spec.style, 30)
        end = printer.put(66)
        printed = printer.printed
        for number, note in enumerate(spec.notes):
            paper.text(34, end + 8 + 13 * number, note, 9)
    expected = [_expected(tender, spec) for tender in found]
    return Made(
        spec.name, spec.kind, paper.pdf(), expected, printed.pages, printed.again,
        text="".join(paper.said),
    )  # fmt: skip


def _expected(tender: Tender, spec: Spec) -> Json:
    return expected_of(times(tender, spec.unit), spec.columns.split(), spec.stage)


def _in_parts(paper: Paper, spec: Spec, found: Sequence[Tender]) -> Printed:
    """Two tables on a page, next to each other or one below the other under headings."""
    half = (len(found) + 1) // 2
    left, top = 30.0, 66.0
    rows: Rows = []
    for heading, some in zip(
        ("【建設工事】", "【その他】"), (found[:half], found[half:]), strict=True
    ):
        if spec.parts == "below":
            paper.text(left, top, heading, 10)
            top += 16
        printer = Printer(paper, table_of(spec, some), spec.style, left)
        end = printer.put(top)
        rows += printer.printed.pages[0]
        if spec.parts == "below":
            top = end + 20
        else:
            left = printer.edges[-1] + 22
    return Printed([rows])


_SHORT = "title opened planned winner paid"
_CITY = "title kind planned floor winner paid rate count"
_TWO_LEVELS = {"入札結果": "winner paid rate"}

SPECS = (
    Spec("ruled"),
    Spec("ruled cid mincho", face="cid mincho", day="week", seed=2),
    Spec("ruled cid gothic portrait", face="cid gothic", landscape=False, columns=_SHORT, seed=3),
    Spec("ruled gray proportional", style=Style("gray"), face="proportional", seed=4,
         columns=_CITY),
    Spec("ruled mincho wide digits", face="mincho", day="wide", money="wide", seed=5,
         columns=_SHORT, fit=1.2),
    Spec("hairlines", style=Style("hairlines"), money="yen", columns=_CITY, seed=6),
    Spec("boxes", style=Style("boxes"), columns=_CITY, seed=7),
    Spec("fills", style=Style("fills"), seed=8),
    Spec("white rules", style=Style("white"), columns=_CITY, seed=9),
    Spec("double rules", style=Style("double"), seed=10),
    Spec("thick frame", style=Style("thick frame"), columns=_CITY, money="sign", seed=11),
    Spec("open sides", style=Style("open sides"), seed=12),
    Spec("open ends", style=Style("open ends"), seed=13),
    Spec("open all around", style=Style("open"), seed=14),
    Spec("thin rectangles", style=Style("bars"), columns=_CITY, money="dash", seed=15),
    Spec("dashes", style=Style("dashes"), columns=_CITY, seed=16),
    Spec("dots", style=Style("dots"), columns=_SHORT, seed=17),
    Spec("zebra ruled", style=Style("zebra ruled"), seed=18),
    Spec("phantom lines", style=Style(phantoms="lines"), seed=19),
    Spec("phantom lines cut off", style=Style(phantoms="cuts"), seed=19),
    Spec("phantom texts", style=Style(phantoms="texts"), seed=19),
    Spec("two levels", groups=_TWO_LEVELS, seed=20),
    Spec("two levels over prices", columns="number title method opened planned floor winner paid",
         groups={"価格（税抜）": "planned floor", "落札": "winner paid"}, seed=21,
         labels={"planned": "予定価格", "floor": "最低制限価格", "paid": "落札金額\n（税抜）"}),
    Spec("rotated 90", turned=90, seed=22),
    Spec("rotated 270", turned=270, columns=_CITY, seed=23),
    Spec("rotated 180", turned=180, seed=24),
    Spec("rotated 90 portrait", turned=90, landscape=False, columns=_SHORT, seed=25),
    Spec("spaced labels", style=Style(spread="blanks"), labels={"title": "件名"}, seed=26),
    Spec("wide spaced labels", style=Style(spread="wide", size=8), columns=_CITY, seed=27,
         labels={"planned": "予定価格", "floor": "最低制限価格", "paid": "落札金額"},
         above="（単位：円、税抜）", fit=1.1),
    Spec("letters spaced by the font", style=Style(spread="spacing"), seed=28),
    Spec("letters one by one", style=Style(spread="letters"), columns=_CITY, seed=29),
    Spec("upright labels", style=Style(upright=True), columns=_CITY, seed=30,
         labels={"planned": "予定価格", "floor": "最低制限価格", "paid": "落札金額"},
         above="（税抜）"),
    Spec("broken numbers", columns=_CITY, fit=0.62, digits=(8, 12), count=10, seed=31),
    Spec("broken numbers and days", columns="number title opened planned winner paid", fit=0.6,
         money="yen", digits=(8, 11), count=10, seed=32),
    Spec("one to twelve digits", digits=(1, 12), fit=1.05, seed=33, count=24,
         style=Style(size=7.5), columns="title opened planned floor winner paid rate"),
    Spec("overflow", style=Style(overflow=True, size=8), fit=0.86, seed=34),
    Spec("cells over pages", style=Style(broken=True), fit=0.6, count=40, seed=35,
         columns="number title place opened planned winner paid rate"),
    Spec("cells over pages header once", style=Style(broken=True, repeat=False), fit=0.6,
         count=40, seed=36, columns="number title place opened planned winner paid"),
    Spec("header on each page", count=70, seed=37),
    Spec("header once", style=Style(repeat=False), count=70, seed=38),
    Spec("dense", style=Style(size=6, pad=1.2, high=1.1), count=60, fit=1.2, seed=39,
         columns="number title place method opened planned floor winner paid rate"),
    Spec("with title and notes", above="架空市総務部契約検査課", seed=40,
         notes=("※金額は消費税及び地方消費税を含まない額です。",
                "※落札率は小数点以下第３位を四捨五入しています。")),
    Spec("twelve pages", count=230, seed=41, columns=_CITY),
    Spec("two hundred pages", count=4300, seed=42, columns=_CITY, slow=True),
    Spec("one below the other", columns=_CITY, parts="below", count=20, seed=60),
    Spec("thousands", digits=(3, 6), unit=1000, above="（単位：千円、税抜）", seed=61,
         labels={"planned": "予定価格", "floor": "最低制限価格", "paid": "落札金額"}),
    Spec("heisei and the first year of reiwa", count=40, first=date(2018, 10, 1), seed=71),
    Spec("short days of two eras", count=40, first=date(2018, 10, 1), day="padded", seed=80),
    Spec("header in another font", style=Style(head_face="gothic"), face="mincho", seed=64,
         columns=_CITY),
    Spec("other words", seed=65, columns="title place kind opened planned floor winner paid rate",
         labels={"title": "案件名称", "place": "施工箇所", "kind": "業種", "opened": "入札執行日",
                 "winner": "落札業者", "paid": "落札価格\n（税抜き）", "rate": "落札率(％)"}),
    Spec("side by side", columns="title planned winner paid", parts="beside", count=24, seed=43,
         style=Style(size=7), fit=1.12),
    Spec("plan", columns="title place about months method quarter", stage="plan", seed=44,
         title="令和６年度　発注見通し（建設工事）", above="架空市総務部契約検査課"),
    Spec("plan over pages", columns="title place kind about months method quarter", stage="plan",
         title="令和６年度　公共工事の発注の見通し", count=60, seed=45,
         style=Style("boxes", pad=4)),
    Spec("notices", columns="number title place published opened period planned", stage="tender",
         title="入札公告一覧", day="short", seed=46),
    Spec("borderless labels in a line", "borderless", style=Style("none"), columns=_CITY, seed=49,
         above="（単位：円、税抜）", fit=1.1,
         labels={"planned": "予定価格", "floor": "最低制限価格", "paid": "落札金額"}),
    Spec("borderless", "borderless", style=Style("none"), columns=_CITY, seed=50),
    Spec("borderless with numbers", "borderless", style=Style("none", high=1.3), seed=51,
         columns="number title opened planned floor winner paid rate", day="short"),
    Spec("borderless overflowing once", "borderless", style=Style("none", repeat=False), seed=52,
         columns="number title opened winner paid", count=60, day="padded", fit=1.25),
    Spec("borderless many pages", "borderless", style=Style("none"), seed=53, count=90,
         columns="title kind opened planned winner paid rate"),
    Spec("borderless mincho portrait", "borderless", style=Style("none", size=7.5), seed=54,
         columns=_SHORT, landscape=False, face="mincho", day="slash"),
    Spec("borderless cid", "borderless", style=Style("none"), face="cid gothic", columns=_CITY,
         seed=55),
    Spec("borderless turned", "borderless", style=Style("none"), turned=90, columns=_CITY, seed=56),
    Spec("zebra", "borderless", style=Style("zebra"), columns=_CITY, seed=57),
    Spec("rules across only", "borderless", style=Style("across"), columns=_CITY, seed=58),
    Spec("rules down only", "borderless", style=Style("down", high=1.4), columns=_CITY, seed=59),
)  # fmt: skip


def _recipe(spec: Spec) -> Recipe:
    return Recipe(spec.name, partial(made, spec), spec.slow)


RECIPES = [_recipe(spec) for spec in SPECS]
