"""Invented cases of efftis' practice sites, and the lists that show them."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

NOTICES, RESULTS = "PPUBC00400", "PPUBC00700"


@dataclass(frozen=True)
class Case:
    """A case of a list; ``winner`` is what the list prints where the firm stands."""

    number: str
    title: str
    kind: str = "00"
    year: int = 2026
    screen: str = NOTICES
    place: str = "架空市架空町地内"
    work: str = "土木一式工事"
    method: str = "制限付一般競争入札"
    state: str = "申請受付中"
    published: str = "令和8年9月1日"
    opened: str = "令和8年9月28日"
    deadline: str = "令和8年9月24日"
    winner: str = ""
    office: str = "架空市"
    planned: str = "12,345,000円"


def _row(cells: Sequence[tuple[str, str]], tag: str = "td") -> str:
    return f"<tr>{''.join(f'<{tag} {span}>{text}</{tag}>' for text, span in cells)}</tr>"


def _table(
    heads: Sequence[Sequence[tuple[str, str]]], cases: Sequence[Case],
    values: Callable[[Case], Sequence[Sequence[str]]],
) -> str:  # fmt: skip
    rows = [_row(head, "th") for head in heads]
    for case in cases:
        for head, texts in zip(heads, values(case), strict=True):
            spans = [span for _, span in head]
            rows.append(_row(list(zip(texts, spans, strict=True))))
    return "".join(rows)


def _linked(case: Case, links: bool) -> str:
    call = f" onclick=\"link('0001','{case.year}','{case.number}')\"" if links else ""
    return f'<a href="javaScript:void(0);"{call}>{html.escape(case.title)}</a>'


def notices(cases: Sequence[Case], *, links: bool, short: bool) -> str:
    one, two, three = "", "rowspan=2", "rowspan=3"
    heads = [
        [("契約番号", three), ("発注機関", three), ("件名", two), ("工種", two), ("入札方式", two),
         ("申請状況", one), ("詳細", three)],
        [("提出期限", one)],
        [("工事場所", one), ("調達手段", one), ("公告日", one), ("開札日", one)],
    ]  # fmt: skip
    return _table(heads, cases, lambda c: [
        [c.number, c.office, _linked(c, links), c.work, c.method, c.state, "表示"],
        [c.deadline],
        [c.place, "電子", c.published, c.opened],
    ])  # fmt: skip


def results(cases: Sequence[Case], *, links: bool, short: bool) -> str:
    one, two = "", "rowspan=2"
    title = two if short else one
    heads = [
        [("契約番号", two), ("発注機関", two), ("件名", title), ("工種", one), ("入札方式", one),
         ("落札者", two if short else one), ("詳細", two)],
        [*([] if short else [("工事場所", one)]), ("電子/紙", one), ("開札日", one),
         *([] if short else [("状態", one)])],
    ]  # fmt: skip
    return _table(heads, cases, lambda c: [
        [c.number, c.office, _linked(c, links), c.work, c.method, c.winner, "表示"],
        [*([] if short else [c.place]), "電子", c.opened,
         *([] if short else [c.state])],
    ])  # fmt: skip


def some() -> list[Case]:
    """A few invented cases of each kind, as a list of notices and one of results may have."""
    works = [
        Case(
            f"20260001{n:02d}",
            f"架空市道{n}号線舗装工事",
            opened=f"令和8年9月{28 - n // 4}日",
            planned="*********" if n == 4 else "12,345,000円",
        )
        for n in range(1, 5)
    ]
    ends = {
        "架空橋補修工事": "架空建設株式会社",
        "架空小学校改築工事": "架空・練習特定建設工事共同企業体",
        "架空川護岸工事": "不調",
        "架空公園整備工事": "未公開",
        "架空配水管布設替工事": "練習土木㈱",
        "架空市営住宅解体工事": "*********",
        "架空街路樹植栽工事": "架空造園㈱<br>有限会社練習緑化",
    }
    results = [
        Case(f"20260002{n:02d}", title, screen=RESULTS, winner=winner, state="開札済",
             opened="令和8年8月3日")
        for n, (title, winner) in enumerate(ends.items(), 1)
    ]  # fmt: skip
    others = [
        Case("2026000302", "くじで決まった工事", screen=RESULTS, winner="架空組",
             state="落札（くじ）", opened="令和8年8月3日"),
        Case("2026000301", "架空下水道管渠工事", screen=RESULTS, opened="取止め", state="取止め"),
        Case("2026000401", "庁舎清掃業務", "01", work="清掃", screen=RESULTS, winner="架空美装㈱"),
        Case("2026000501", "複写機用紙", "11", work="用紙類", winner="架空商会", screen=RESULTS),
        Case("2026000502", "プリンタ消耗品", "11", work="文具"),
        Case("2025000901", "旧年度の架空工事", year=2025, screen=RESULTS, winner="架空土木㈱",
             published="令和7年9月1日", opened="令和7年9月28日"),
    ]  # fmt: skip
    return [*works, *results, *others]
