"""Notices in prose: one tender told in the numbering and the wording of many towns."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from html import escape

import docx
from layouts.layout import Json, at, period, price, step

from .made import Made, Recipe
from .notices import MAYOR, TOWN, Tender, day_text, full_width, sum_text, tenders
from .paper import Paper
from .table import Head, Printer, Rows, Table, wrapped
from .table import Style as Print


@dataclass(frozen=True)
class Item:
    """A label with its value, or with items below it; ``table`` are rows that stand below."""

    label: str
    value: str = ""
    inner: tuple[Item, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Para:
    """A printed paragraph, or a table: ``indent`` in letters; ``align`` l, c or r."""

    text: str
    indent: int = 0
    align: str = "l"
    table: tuple[tuple[str, ...], ...] = ()
    new_page: bool = False


@dataclass(frozen=True)
class Style:
    """How a town writes.

    ``numbers`` is the sign of a first item on each level (``１``, ``(1)``, ``ア``), "" for none.
    ``gap`` stands between label and value; ``below`` puts the value on the next line.
    ``schedule``: ``items``, ``nested`` ones,
    a ``table`` or ``sentences``. ``signed``: day and officer stand at the
    ``top`` or at the ``end``. ``even`` spaces short labels. ``words`` replaces labels.
    """

    name: str
    numbers: tuple[str, str, str] = ("１", "(1)", "ア")
    heading: str = "入札公告"
    gap: str = "　"
    below: bool = False
    schedule: str = "items"
    signed: str = "top"
    even: bool = False
    day: str = "era"
    money: str = "yen"
    floor: str = "share"
    sentences: bool = False
    boxes: bool = False
    face: str = "mincho"
    words: dict[str, str] = field(default_factory=dict)
    count: int = 1
    common: bool = False
    apart: bool = True
    seed: int = 201


_WORDS = {
    "what": "入札に付する事項",
    "title": "工事名",
    "place": "工事場所",
    "period": "工期",
    "about": "工事概要",
    "planned": "予定価格",
    "floor": "最低制限価格",
    "who": "入札参加資格",
    "steps": "入札手続等",
    "applied": "入札参加資格確認申請書の提出期間",
    "asked": "質問書の提出期限",
    "answered": "質問に対する回答",
    "bid": "入札書の提出期限",
    "opened": "開札日時",
    "room": "開札場所",
    "bond": "保証金",
    "other": "その他",
    "ask": "問い合わせ先",
    "method": "入札方法",
}

_SERIES = {
    "１": [full_width(str(n)) for n in range(1, 30)],
    "１．": [full_width(f"{n}.") for n in range(1, 30)],
    "1": [str(n) for n in range(1, 30)],
    "1.": [f"{n}." for n in range(1, 30)],
    "(1)": [f"({n})" for n in range(1, 30)],
    "（１）": [full_width(f"({n})") for n in range(1, 30)],
    "第１": [f"第{full_width(str(n))}" for n in range(1, 30)],
    "①": list("①②③④⑤⑥⑦⑧⑨⑩⑪⑫"),
    "ア": list("アイウエオカキクケコ"),
    "(ｱ)": [f"({kana})" for kana in "ｱｲｳｴｵｶｷｸｹｺ"],
    "一": list("一二三四五六七八九"),
    "（一）": [f"（{one}）" for one in "一二三四五六七八九"],
    "Ⅰ": list("ⅠⅡⅢⅣⅤⅥⅦⅧⅨ"),
    "Ａ": list("ＡＢＣＤＥＦＧＨ"),
    "a": list("abcdefgh"),
    "■": ["■"] * 30,
    "○": ["○"] * 30,
    "・": ["・"] * 30,
    "": [""] * 30,
}


@dataclass(frozen=True)
class Days:
    """The days of a tender's procedure."""

    published: date
    applied: date
    asked: date
    answered: date
    bid: date
    opened: date


def _days(tender: Tender) -> Days:
    first = tender.published
    applied, asked, answered = (first + timedelta(days=days) for days in (7, 9, 12))
    return Days(
        first, applied, asked, answered, tender.opened - timedelta(days=1), tender.opened
    )  # fmt: skip


def _word(style: Style, key: str) -> str:
    return style.words.get(key, _WORDS[key])


def _period(style: Style, tender: Tender) -> str:
    if style.floor == "share":
        start, end = day_text(tender.start, style.day), day_text(tender.end, style.day)
        return f"{start}から{end}まで"
    return f"契約締結の日の翌日から{day_text(tender.end, style.day)}まで"


def _floor_text(style: Style, tender: Tender) -> str:
    texts = {"share": "予定価格の10分の8.5", "set": "設定する。", "none": "設定しない。"}
    texts["sum"] = sum_text(_floor_of(tender), style.money) + "（消費税及び地方消費税を除く。）"
    return texts[style.floor]


def _floor_of(tender: Tender) -> int:
    return tender.floor or tender.planned * 8 // 10


def _what(style: Style, tender: Tender) -> tuple[Item, ...]:
    """What is bought, where, until when, for how much."""
    planned = sum_text(tender.planned, style.money) + "（消費税及び地方消費税を除く。）"
    floor = _floor_text(style, tender)
    if style.sentences:
        planned = f"本工事の予定価格は、{planned}とする。"
        floor = f"最低制限価格は、{floor}とする。" if style.floor == "share" else floor
    items = [
        Item(_word(style, "title"), tender.title),
        Item(_word(style, "place"), tender.place),
        Item(_word(style, "period"), _period(style, tender)),
        Item(_word(style, "about"), f"{tender.kind}工事　一式"),
        Item(_word(style, "planned"), planned),
        Item(_word(style, "floor"), floor),
    ]
    if style.boxes:
        items.append(Item("入札の方式", "□指名競争入札　■一般競争入札　□随意契約"))
        items.append(Item("入札保証金", "■免除　□納付（入札金額の100分の５以上）"))
        items.append(Item("総合評価", "□適用　■不適用"))
    return tuple(items)


def _steps(style: Style, days: Days) -> list[tuple[str, str]]:
    """The steps with their days as printed."""

    def text(day: date) -> str:
        return day_text(day, style.day)

    return [
        (_word(style, "applied"), f"{text(days.published)}から{text(days.applied)}午後５時まで"),
        (_word(style, "asked"), f"{text(days.asked)}　午後５時まで"),
        (_word(style, "answered"), text(days.answered)),
        (_word(style, "bid"), f"{text(days.bid)}　午後５時00分"),
        (_word(style, "opened"), f"{text(days.opened)}　午前10時00分"),
    ]


def _schedule(style: Style, days: Days) -> Item:
    steps, room = _steps(style, days), f"{TOWN}役所３階　入札室"
    name = _word(style, "steps")
    if style.schedule == "table":
        rows = [("手続等", "期間・期日", "場所")]
        rows += [(label, value, "電子入札システム") for label, value in steps]
        return Item(name, "", (), (*rows,))
    if style.schedule == "nested":
        return Item(name, "", _nested(steps, room))
    if style.schedule == "sentences":
        opened = f"開札は、{steps[4][1]}から{room}において行う。"
        texts = [
            f"入札参加を希望する者は、{steps[0][1].split('から')[1]}に、申請書を契約検査課へ提出すること。",
            f"設計図書に関する質問は、{steps[1][1]}に書面により行うこと。",
            f"前号の質問に対する回答は、{steps[2][1]}に市のホームページに掲載する。",
            f"入札書は、{steps[3][1]}までに契約検査課へ持参すること。",
        ]
        return Item(name, "", tuple(Item("", text) for text in [*texts, opened]))
    items = [Item(label, value) for label, value in steps]
    return Item(name, "", (*items, Item(_word(style, "room"), room)))


def _nested(steps: Sequence[tuple[str, str]], room: str) -> tuple[Item, ...]:
    """Each step with its days and its place below it."""
    office = f"{TOWN}総務部契約検査課"
    return (
        Item("入札参加資格の確認", "", (Item("申請期間", steps[0][1]), Item("提出場所", office))),
        Item("設計図書に関する質問", "", (
            Item("質問の受付期限", steps[1][1]), Item("回答日", steps[2][1]))),
        Item("入札書の提出", "", (
            Item("提出期限", steps[3][1]), Item("提出方法", "持参すること。"))),
        Item("開札", "", (Item("日時", steps[4][1]), Item("場所", room))),
    )  # fmt: skip


def _rest(style: Style) -> list[Item]:
    """What holds for every tender, with sums and days that are none of it."""
    who = (
        Item("", "地方自治法施行令（昭和22年政令第16号）第167条の４第１項の規定に該当しない者で"
                 "あること。"),
        Item("", "平成21年４月１日以降に、請負金額が50,000,000円以上の同種の工事を元請として"
                 "施工した実績を有すること。"),
        Item("", "公告の日から開札の日までの間に、指名停止の措置を受けていない者であること。"),
    )  # fmt: skip
    return [
        Item(_word(style, "who"), "", who),
        Item(_word(style, "bond"), "", (
            Item("入札保証金", "免除する。"),
            Item("契約保証金", "契約金額の100分の10以上とする。"),
        )),
        Item(_word(style, "other"), "", (
            Item("", "契約書の作成を要する。"),
            Item("", "落札者が、落札決定の日から７日以内に契約を締結しないときは、落札を"
                     "取り消す。"),
        )),
    ]  # fmt: skip


def _content(style: Style, tender: Tender) -> list[Item]:
    rest = [] if style.common else _rest(style)
    return [
        Item(_word(style, "what"), "", _what(style, tender)),
        *rest[:1],
        _schedule(style, _days(tender)),
        *rest[1:],
        Item(_word(style, "ask"), f"{TOWN}総務部契約検査課　電話000-000-0000"),
    ]


def _label(label: str, style: Style) -> str:
    """A short label over the width of four letters."""
    if style.even and len(label) == 2:
        return f"{label[0]}　　{label[1]}"
    if style.even and len(label) == 3:
        return " ".join(label)
    return label


def _paras(items: Sequence[Item], style: Style, level: int = 0) -> Iterator[Para]:
    series = _SERIES[style.numbers[min(level, 2)]]
    for number, item in enumerate(items):
        sign = f"{series[number]}　" if series[number] else ""
        label = _label(item.label, style) if level else item.label
        if not item.label:
            yield Para(sign + item.value, level)
        elif item.value and (style.below and level):
            yield Para(sign + label, level)
            yield Para(item.value, level + 2)
        elif item.value:
            yield Para(f"{sign}{label}{style.gap}{item.value}", level)
        else:
            yield Para(sign + item.label, level)
        yield from _paras(item.inner, style, level + 1)
        if item.table:
            yield Para("", level, table=item.table)


def _number(tender: Tender) -> str:
    return f"{TOWN}公告第{int(tender.number[-3:]) + 20}号"


def _notice(style: Style, tender: Tender) -> Iterator[Para]:
    """One notice from its number to its last line."""
    signed = [
        Para(day_text(tender.published, style.day.replace("week", "era")), 2),
        Para(MAYOR, 0, "r"),
    ]
    yield Para(_number(tender), 0, "r" if style.signed == "top" else "l")
    yield Para(style.heading, 0, "c")
    yield Para(
        "　次のとおり一般競争入札に付するので、地方自治法施行令（昭和22年政令第16号）第167条の６"
        "第１項の規定により公告する。"
    )
    if style.signed == "top":
        yield from signed
    yield from _paras(_content(style, tender), style)
    if style.signed == "end":
        yield from signed


def _expected(style: Style, tender: Tender) -> Json:
    days = _days(tender)
    notice: Json = {
        "stage": "tender",
        "number": _number(tender),
        "title": tender.title,
        "place": tender.place,
        "published": days.published.isoformat(),
        "opened": at(days.opened.isoformat(), "10:00"),
        "deadline": at(days.bid.isoformat(), "17:00"),
        "period": period("", tender.end.isoformat()),
        "plannedPrice": price(tender.planned, "excluded"),
    }
    if style.floor == "share":
        notice["period"] = period(tender.start.isoformat(), tender.end.isoformat())
        notice["floorPrice"] = [{"type": "minimumPrice", "rate": "0.85"}]
    if style.floor == "sum":
        floor = price(_floor_of(tender), "excluded")
        notice["floorPrice"] = [{"type": "minimumPrice", **floor}]
    if style.boxes:
        notice["method"] = "open"
    if style.schedule != "sentences":
        applied = at(days.applied.isoformat(), "17:00")
        labels = [_word(style, key) for key in ("applied", "asked", "answered")]
        if style.schedule == "nested":
            labels = ["申請期間", "質問の受付期限", "回答日"]
        notice["schedule"] = [
            step(labels[0], days.published.isoformat(), applied),
            step(labels[1], "", at(days.asked.isoformat(), "17:00")),
            step(labels[2], days.answered.isoformat()),
        ]
    return notice


# ---- on paper

_SIZE, _LEFT, _RIGHT, _FOOT = 10.5, 62.0, 533.0, 780.0


class _Writer:
    """Puts paragraphs on pages."""

    def __init__(self, face: str) -> None:
        self.paper = Paper(face)
        self.y = 60.0
        self.pages: list[Rows] = [[]]

    def next_page(self) -> None:
        self.paper.centred(self.paper.width / 2, 805, f"- {self.paper.page} -", 9)
        self.paper.next_page()
        self.pages.append([])
        self.y = 60.0

    def put(self, para: Para) -> None:
        if para.new_page:
            self.next_page()
        elif para.table:
            self._table(para)
        else:
            self._lines(para)

    def _lines(self, para: Para) -> None:
        left = _LEFT + para.indent * _SIZE
        for number, line in enumerate(wrapped(self.paper, para.text, _RIGHT - left - _SIZE, _SIZE)):
            if self.y > _FOOT:
                self.next_page()
            if para.align == "c":
                self.paper.centred(self.paper.width / 2, self.y, line, 13)
            elif para.align == "r":
                self.paper.right(_RIGHT - _SIZE, self.y, line, _SIZE)
            else:
                x = left + (_SIZE if number and para.text[0] != "　" else 0)
                self.paper.text(x, self.y, line, _SIZE)
            self.y += _SIZE * (2.2 if para.align == "c" else 1.6)

    def _table(self, para: Para) -> None:
        if self.y + 22 * len(para.table) > _FOOT:
            self.next_page()
        heads = [Head(text, column) for column, text in enumerate(para.table[0])]
        table = Table(heads, [150, 210, 90], "lll", para.table[1:])
        printer = Printer(self.paper, table, Print(size=9.5), _LEFT + 12)
        self.y = printer.put(self.y) + 8
        self.pages[-1] += printer.printed.pages[0]


def paragraphs(style: Style) -> list[Para]:
    """All paragraphs of a file: its notices, and what holds for all of them."""
    paras: list[Para] = []
    for number, tender in enumerate(tenders(style.seed, style.count, 7, 9)):
        if number and style.apart:
            paras.append(Para("", new_page=True))
        paras += _notice(style, tender)
    if style.common:
        paras += [Para("", new_page=True), Para("入札公告（共通事項）", 0, "c")]
        paras += _paras(_rest(style), style)
    return paras


def made(style: Style) -> Made:
    """The file of a style."""
    writer = _Writer(style.face)
    paras = paragraphs(style)
    for para in paras:
        writer.put(para)
    body, text = writer.paper.pdf(), "".join(writer.paper.said)
    found = [_expected(style, one) for one in tenders(style.seed, style.count, 7, 9)]
    lines = ["　" * para.indent + para.text for para in paras if para.text]
    return Made(style.name, "prose", body, found, writer.pages, [], lines, text)


_SERVICE = {"title": "業務名", "place": "履行場所", "period": "履行期間", "about": "業務概要"}

STYLES = (
    Style("prose plain", words={"what": "競争入札に付する事項"}),
    Style("prose colons", ("1.", "(1)", "①"), "一般競争入札公告", "：", seed=202, floor="set",
          words={"what": "工事の概要", "bid": "入札書提出期限", "opened": "開札の日時"}),
    Style("prose dai", ("第１", "１", "(1)"), "制限付一般競争入札公告", seed=203, day="wide",
          signed="end", schedule="table", words={"what": "入札に付する工事"}),
    Style("prose circles", ("１．", "①", "・"), "条件付一般競争入札の実施について（公告）",
          even=True, seed=204, schedule="table", floor="none"),
    Style("prose values below", ("１", "（１）", "ア"), "公　　告", below=True, seed=205,
          day="week", words={"title": "件名", "opened": "開札の日時"}),
    Style("prose kanji", ("一", "（一）", "ア"), "入札公告", seed=206, signed="end",
          words={"title": "件名", **{"place": "施行場所"}}),
    Style("prose kana", ("１", "ア", "(ｱ)"), "一般競争入札の公告", seed=207, floor="set",
          words=_SERVICE),
    Style("prose roman", ("Ⅰ", "１", "(1)"), "入札公告", "　　", seed=208, face="gothic",
          day="week", schedule="sentences"),
    Style("prose labels alone", ("", "", ""), "一般競争入札公告", "　　　", even=True, seed=209,
          face="gothic"),
    Style("prose marks", ("■", "・", "・"), "入札公告", "：", seed=210, face="proportional",
          floor="none"),
    Style("prose sentences", ("１", "(1)", "ア"), "入札公告", sentences=True, seed=211,
          schedule="sentences"),
    Style("prose check boxes", ("１", "(1)", "ア"), "入札公告", boxes=True, seed=212,
          face="cid mincho"),
    Style("prose capitals", ("Ａ", "1", "a"), "入札公告", "：", seed=213, face="cid gothic",
          words=_SERVICE, schedule="table"),
    Style("prose nested", ("１", "（１）", "ア"), "入札公告", schedule="nested", seed=217,
          floor="sum", words={"what": "一般競争入札に付する事項"}),
    Style("prose nested colons", ("第１", "１", "(1)"), "一般競争入札公告", "：", seed=218,
          schedule="nested", signed="end", day="week", words=_SERVICE),
    Style("prose several", ("１", "(1)", "ア"), "入札公告", count=3, seed=214),
    Style("prose several on a page", ("１", "（１）", "ア"), "一般競争入札公告", count=3, seed=215,
          apart=False, floor="set"),
    Style("prose common part", ("１", "(1)", "ア"), "入札公告（個別事項）", common=True, seed=216,
          schedule="table"),
)  # fmt: skip

# ---- as a page and as a Word file


def page_made(style: Style, name: str) -> Made:
    """The same as an HTML page: a paragraph each, tables as tables."""
    parts: list[str] = []
    for para in paragraphs(style):
        if para.table:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in para.table)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        elif para.text:
            parts.append(f"<p>{'　' * para.indent}{escape(para.text)}</p>")
    body = "\n".join(parts)
    page = f'<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><body>\n{body}\n</body></html>'
    return _also(style, name, page.encode("utf-8"))


def word_made(style: Style, name: str) -> Made:
    """The same as a Word file."""
    document = docx.Document()
    for para in paragraphs(style):
        if para.table:
            table = document.add_table(len(para.table), len(para.table[0]))
            for cells, row in zip(table.rows, para.table, strict=True):
                for cell, text in zip(cells.cells, row, strict=True):
                    cell.text = text
        elif para.text:
            document.add_paragraph("　" * para.indent + para.text)
    buffer = io.BytesIO()
    document.save(buffer)
    return _also(style, name, buffer.getvalue())


def _also(style: Style, name: str, body: bytes) -> Made:
    found = [_expected(style, one) for one in tenders(style.seed, style.count, 7, 9)]
    return Made(name, "prose", body, found)


def _recipes() -> Iterator[Recipe]:
    for style in STYLES:
        yield Recipe(style.name, partial(made, style))
        for kind, make in (("page", page_made), ("word", word_made)):
            name = style.name.replace("prose", f"prose {kind}")
            yield Recipe(
                name, partial(make, style, name), suffix="html" if kind == "page" else "docx"
            )


RECIPES = list(_recipes())
