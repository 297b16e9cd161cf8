"""Opening records (入札経過調書, 開札録): one tender a page, with every bidder and every round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from layouts.layout import Json, at, price

from .made import Made, Recipe
from .notices import (
    TOWN,
    Tender,
    day_text,
    expected_of,
    full_width,
    sum_text,
    tenders,
    with_tax,
)
from .paper import Paper
from .table import Head, Printer, Rows, Style, Table

_KEYS = ("number", "title", "place", "planned", "floor", "winner", "paid", "bids")


@dataclass(frozen=True)
class Form:
    """How a town prints the record of an opening.

    ``head``: the labels above stand in ``pairs`` of cells, two pairs a row (``four``), or as
    ``lines`` of text. ``both``: prices without and with tax. ``over``: the rounds stand under one
    label. ``labels`` replace those of some keys; ``won`` is the mark of the winner.
    """

    name: str
    title: str = "入札経過調書"
    head: str = "pairs"
    rounds: int = 1
    both: bool = False
    over: str = ""
    unit: str = "（単位：円、税抜）"
    won: str = "落札"
    style: Style = field(default_factory=lambda: Style(size=9.5, pad=4))
    face: str = "gothic"
    day: str = "era"
    money: str = "yen"
    labels: dict[str, str] = field(default_factory=dict)
    ranked: bool = False
    turned: int = 0
    count: int = 1
    seed: int = 1


_LABELS = {
    "number": "工事番号",
    "title": "工事名",
    "place": "工事場所",
    "method": "入札方法",
    "opened": "開札日時",
    "room": "開札場所",
    "planned": "予定価格（税抜）",
    "planned gross": "予定価格（税込）",
    "floor": "最低制限価格（税抜）",
    "winner": "落札者",
    "paid": "落札金額（税抜）",
    "paid gross": "落札金額（税込）",
    "bidder": "入札者名",
    "mark": "摘要",
}


def _said(tender: Tender, form: Form) -> list[tuple[str, str]]:
    """The labels and values above the bidders."""
    gross = with_tax(tender.planned)
    paid = tender.paid
    values = {
        "number": tender.number,
        "title": tender.title,
        "place": tender.place,
        "method": tender.method,
        "opened": f"{day_text(tender.opened, form.day)}　午前10時00分",
        "room": f"{TOWN}役所３階　入札室",
        "planned": sum_text(tender.planned, form.money),
        "planned gross": sum_text(gross, form.money) if form.both else "",
        "floor": sum_text(tender.floor, form.money) if tender.floor else "",
        "winner": tender.winner.firm if tender.winner else "",
        "paid": sum_text(paid, form.money) if paid is not None else "",
        "paid gross": sum_text(with_tax(paid), form.money) if form.both and paid else "",
    }
    return [(_label(key, form), value) for key, value in values.items() if value]


def _label(key: str, form: Form) -> str:
    return form.labels.get(key, _LABELS[key])


def _bidders(tender: Tender, form: Form) -> Table:
    """The table of the bidders: a column a round."""
    names = [full_width(f"第{number}回") for number in range(1, form.rounds + 1)]
    if form.rounds == 1:
        names = [form.over or "入札金額"]
    heads = [Head("番号", 0), Head(_label("bidder", form), 1)]
    heads += [Head(name, 2 + number) for number, name in enumerate(names)]
    heads += [Head("順位", 2 + form.rounds)] if form.ranked else []
    heads.append(Head(_label("mark", form), 2 + form.rounds + form.ranked))
    if form.over and form.rounds > 1:
        rounds = range(2, 2 + form.rounds)
        heads = [
            Head(head.text, head.column, 1 if head.column in rounds else 0,
                 1 if head.column in rounds else 2)
            for head in heads
        ]  # fmt: skip
        heads.append(Head(form.over, 2, 0, columns=form.rounds))
    widths = [
        34.0,
        190.0 if form.rounds < 3 else 150.0,
        *[80.0] * form.rounds,
        *[34.0] * form.ranked,
        60.0,
    ]
    rows = _bidder_rows(tender, form)
    return Table(heads, widths, "cl" + "r" * form.rounds + "c" * (1 + form.ranked), rows)


def _bidder_rows(tender: Tender, form: Form) -> list[list[str]]:
    last = sorted(offer.rounds[-1] for offer in tender.offers if isinstance(offer.rounds[-1], int))
    rows: list[list[str]] = []
    for number, offer in enumerate(tender.offers, 1):
        given = [one if isinstance(one, str) else f"{one:,}" for one in offer.rounds]
        given += [""] * (form.rounds - len(given))
        final = offer.rounds[-1]
        rank = [str(last.index(final) + 1) if isinstance(final, int) else ""] * form.ranked
        won = form.won if offer.won else ""
        rows.append([str(number), offer.firm, *given, *rank, won])
    return rows


def _put_head(paper: Paper, form: Form, said: Sequence[tuple[str, str]]) -> tuple[Rows, float]:
    """Print what stands above the bidders; gives its rows as a table, and where it ends."""
    if form.head == "lines":
        for number, (label, value) in enumerate(said):
            paper.text(56, 80 + 17 * number, _evenly(label), 10)
            paper.text(186, 80 + 17 * number, value, 10)
        return [], 80 + 17 * len(said)
    if form.head == "colons":
        for number, (label, value) in enumerate(said):
            paper.text(56, 80 + 17 * number, f"{label}：{value}", 10)
        return [], 80 + 17 * len(said)
    if form.head == "four":
        rows = [list(sum(said[at : at + 2], ())) for at in range(0, len(said), 2)]
        rows = [row + [""] * (4 - len(row)) for row in rows]
        table = Table([], [90, 160, 90, 160], "clcl", rows)
    else:
        table = Table([], [130, 340], "cl", [list(pair) for pair in said])
    printer = Printer(paper, table, form.style, 48)
    end = printer.put(74)
    return printer.printed.pages[0], end


def _evenly(label: str) -> str:
    """A short label over the width of six letters, by blanks: 工　事　名."""
    bare = len(label)
    if bare == 2:
        return label[0] + "　" * 4 + label[1]
    return "　".join(label) if bare == 3 else label


def _expected(tender: Tender, form: Form) -> Json:
    notice = expected_of(tender, _KEYS)
    notice["opened"] = at(tender.opened.isoformat(), "10:00")
    if form.both:
        notice["plannedPrice"] = price(
            with_tax(tender.planned), "included", amountNet=tender.planned
        )
        if tender.paid is not None:
            notice["awardPrice"] = price(with_tax(tender.paid), "included", amountNet=tender.paid)
    return notice


def made(form: Form) -> Made:
    """The file of a form, a tender a page."""
    found = tenders(form.seed, form.count, 7, 9, form.rounds)
    paper = Paper(form.face, turned=form.turned)
    pages: list[Rows] = []
    for number, tender in enumerate(found):
        if number:
            paper.next_page()
        paper.centred(paper.width / 2, 36, form.title, 16)
        rows, end = _put_head(paper, form, _said(tender, form))
        paper.right(paper.width - 60, end + 14, form.unit, 9)
        printer = Printer(paper, _bidders(tender, form), form.style, 48)
        end = printer.put(end + 30)
        pages.append(rows + printer.printed.pages[0])
        paper.text(52, end + 12, "上記のとおり開札しました。", 9)
    expected = [_expected(tender, form) for tender in found]
    return Made(form.name, "record", paper.pdf(), expected, pages, text="".join(paper.said))


FORMS = (
    Form("record pairs", seed=101),
    Form("record three rounds", rounds=3, head="four", seed=102),
    Form("record both taxes", both=True, rounds=2, over="入札金額（税抜）", seed=103),
    Form("record lines", head="lines", rounds=2, labels={"title": "件名"}, seed=104),
    Form("record lines with colons", head="colons", seed=105, unit="（税抜）",
         labels={"title": "件　名"}),
    Form("record kaisatsu", title="開札録", head="four", ranked=True, won="落札決定", seed=106,
         labels={"bidder": "業者名", "mark": "備考", "title": "件名", "number": "案件番号"}),
    Form("record borderless bidders", head="lines", rounds=2, seed=107,
         style=Style("none", size=9.5, pad=4)),
    Form("record several in one file", rounds=2, count=6, seed=108, day="wide"),
    Form("record turned", turned=270, rounds=3, over="入札金額", seed=109),
    Form("record mincho dashes", face="mincho", title="入札執行調書", rounds=2, seed=110,
         style=Style("dashes", size=9.5, pad=4), money="sign", day="week"),
    Form("record cid", face="cid mincho", title="入札（見積）結果調書", head="lines", both=True,
         seed=111),
)  # fmt: skip


# ---- lists with a row a bidder

_LIST = Head("工事番号", 0), Head("件名", 1), Head("開札日", 2), Head("予定価格\n（税抜）", 3)
_OFFERS = Head("入札者", 4), Head("入札金額\n（税抜）", 5), Head("結果", 6)


def _list_made(name: str, kind: str, style: Style, seed: int, merged: bool) -> Made:
    """A row a bidder; what is said of a tender stands in a merged cell, or in its first row."""
    found = tenders(seed, 9)
    rows: list[list[str | None]] = []
    for tender in found:
        own: list[str | None] = [tender.number, tender.title, day_text(tender.opened, "short")]
        own.append(sum_text(tender.planned))
        for number, offer in enumerate(tender.offers):
            given = offer.rounds[0]
            told = given if isinstance(given, str) else f"{given:,}"
            first = own if number == 0 else [None if merged else ""] * 4
            rows.append([*first, offer.firm, told, "落札" if offer.won else ""])
    paper = Paper(landscape=True)
    paper.centred(paper.width / 2, 28, "入札結果（入札者一覧）", 14)
    table = Table([*_LIST, *_OFFERS], [80, 200, 70, 80, 170, 80, 50], "clcrlrc", rows)
    printer = Printer(paper, table, style, 40)
    printer.put(60)
    keys = ("number", "title", "opened", "planned", "winner", "paid", "bids")
    expected = [expected_of(tender, keys) for tender in found]
    return Made(name, kind, paper.pdf(), expected, printer.printed.pages, printer.printed.again)


RECIPES = [Recipe(form.name, partial(made, form)) for form in FORMS]
RECIPES += [
    Recipe(name, partial(_list_made, name, kind, Style(rules), seed, merged))
    for name, kind, rules, seed, merged in (
        ("bidders merged", "ruled", "lines", 121, True),
        ("bidders blank below", "ruled", "double", 122, False),
        ("bidders borderless", "borderless", "none", 123, False),
    )
]
