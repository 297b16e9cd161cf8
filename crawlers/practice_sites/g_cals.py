"""A practice site of G-CALS (ぐんま電子入札共同システム); all cases in it are invented.

It behaves as a client's code of 2026 tells of the real one: one address, no session, cp932, lists
of 100 with a number and a day, the winner in the page of a case only, ``***`` before it is public.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crawlers.practice_site import Asked, Page, Site

HOST = "portal.g-cals.e-gunma.lg.jp"
PATH = "/ebia/servlet/p"
_NOTE = "上記の金額に、消費税および地方消費税に相当する額を加算した金額が契約に係る金額である。"
_KINDS = {"K": "00", "C": "01", "B": "02"}
_TITLES = {"K": "工事名", "C": "業務名", "B": "件名"}
_RED = "<font style='color: red'>{}</font>"
_ROUNDS = ("第１回", "第２回", "第３回", "随意契約")
BODIES = {"0000": "団体名", "0201": "前橋市", "0202": "高崎市", "0341": "榛東村",
          "0901": "架空環境施設組合"}  # fmt: skip


@dataclass(frozen=True)
class Bidder:
    """A firm with its prices by round; ``red``: painted as the winner; ``word``: its remark."""

    name: str
    prices: tuple[str, ...] = ()
    word: str = ""
    red: bool = False


@dataclass(frozen=True)
class Case:
    """A case of a body; ``partner`` with a price is that of a negotiated contract."""

    number: int
    title: str
    body: str = "0201"
    kind: str = "K"
    year: int = 2026
    opened: str = "２０２６年０９月１６日"
    method: str = "条件付一般競争入札"
    planned: str = "３，８００，０００円"
    bidders: tuple[Bidder, ...] = ()
    partner: tuple[str, str] | None = None
    masked: bool = False


@dataclass
class System:
    """The system with its cases; ``years`` are on offer, none where the list has no choice."""

    cases: Sequence[Case]
    years: Sequence[int] = (2025, 2026, 2027)
    size: int = 100
    states: Mapping[str, int] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    shut: Mapping[str, Page] = field(default_factory=dict)

    def answer(self, asked: Asked) -> Page | None:
        """What the system answers."""
        if asked.path != PATH:
            return None
        job = asked.value("job")
        if job == "AcDantaiZIndex":
            links = "".join(
                f'<li><a href="{PATH}?job=AcDantaiZTop&amp;kikan_no={number}">{name}</a></li>'
                for number, name in BODIES.items()
            )
            return _page("調達機関一覧", f"<ul>{links}</ul>")
        if job == "AcDantaiZTop":
            return _page("入札情報公開システム", _top(asked.value("kikan_no")))
        letter = job.removeprefix("AcKekka")[:1]
        if asked.method != "POST" or letter not in _KINDS:
            return None
        return self._case(asked) if job.endswith("Detail") else self._list(asked, letter)

    def _list(self, asked: Asked, letter: str) -> Page:
        number, year = asked.value("kikan_no"), asked.value("selNendo")
        if number in self.shut:
            return self.shut[number]
        found = sorted(
            (c for c in self.cases if (c.body, c.kind, str(c.year)) == (number, letter, year)),
            key=lambda case: case.number,
        )
        size = min(int(asked.value("selHyojikensu") or 10), self.size)
        start = (int(asked.value("pagecount") or 1) - 1) * size
        years = "".join(
            f"<option value={y}{' selected' if str(y) == year else ''}>{y}年度</option>"
            for y in self.years
        )
        choice = f"<select name=selNendo>{years}</select>" if self.years else ""
        head = (
            f"<form name=frm method=post action='{PATH}'><input type=hidden name=job value=''>"
            f"<input type=hidden name=pagecount value='1'>"
            f"<input type=hidden name=anken_no value=''>"
            f"{choice}</form><script>function openDetail(no){{ document.frm.job.value="
            f"'AcKekka{letter}Detail'; document.frm.anken_no.value=no; document.frm.submit(); }}"
            "</script>"
        )
        if not found:
            return _page("入札・契約結果一覧", f"{head}<p>該当する案件はありません。</p>")
        shown = found[start : start + size]
        told = self.states.get(f"{number}{letter}{year}", len(found))
        rows = "".join(_line(case, place) for place, case in enumerate(shown))
        return _page(
            "入札・契約結果一覧",
            f"{head}<p>{told}件中 {start + 1}～{start + len(shown)}件を表示</p>"
            f"<table><tr><th>No</th><th>{_TITLES[letter]}</th><th>入札方式</th><th>開札日</th><th>課所名</th></tr>"
            f"{rows}</table>",
        )

    def _case(self, asked: Asked) -> Page | None:
        number, body = asked.value("anken_no"), asked.value("kikan_no")
        for case in self.cases:
            is_it = (f"{case.number:06}", case.body) == (number, body)
            is_it = is_it and asked.value("job") == f"AcKekka{case.kind}Detail"
            if is_it and case.number not in self.gone:
                return _detail(case)
        return None


def _top(number: str) -> str:
    jobs = {"AcKekkaKSearch": "入札・契約結果", "AcHacchuKSearch": "発注見通し",
            "AcKokokuKSearch": "入札公告"}  # fmt: skip
    return "".join(
        f'<a href="{PATH}?job={job}&amp;kikan_no={number}">{name}</a>' for job, name in jobs.items()
    )


def _line(case: Case, place: int) -> str:
    title, method, day = (
        ("***", "***", "***") if case.masked else (case.title, case.method, case.opened)
    )
    return (
        f'<tr class="inputArea{place % 2}"><td>{place + 1}</td><td class="kenmei">'
        f"<a href=\"javascript:openDetail('{case.number:06}')\">{html.escape(title)}</a></td>"
        f'<td class="nyusatsu-housiki">{method}</td><td class="koukaibi">{day}</td>'
        f'<td class="kashomei">{BODIES[case.body]}財務部契約監理課</td></tr>'
    )


def _detail(case: Case) -> Page:
    pairs = {
        "調達案件番号": f"{case.number:06}", _TITLES[case.kind]: case.title,
        "課所名": f"{BODIES[case.body]}財務部契約監理課", "入札方式": case.method,
        "開札日": case.opened, "予定価格": case.planned,
        "調査基準価格/最低制限価格": "***",
    }  # fmt: skip
    if case.partner:
        pairs |= {"商号又は名称／法人番号": case.partner[0], "契約金額": case.partner[1]}
    if case.masked:
        pairs = dict.fromkeys(pairs, "***")
    body = "".join(f"<tr><th>{label}</th><td>{text}</td></tr>" for label, text in pairs.items())
    heads = "".join(f"<th>{label}</th>" for label in ("業者名／法人番号", *_ROUNDS, "摘要"))
    lines = "".join(_bidder(bidder) for bidder in case.bidders)
    return _page(
        "入札・契約結果詳細",
        f"<h2>入札・契約結果詳細</h2><table class=detail>{body}</table><h3>入札経過</h3>"
        f"<table id='nyusatsu-keika-table'><tr>{heads}</tr>{lines}</table><p>{_NOTE}</p>",
    )


def _bidder(bidder: Bidder) -> str:
    name = _RED.format(bidder.name) if bidder.red else bidder.name
    prices = [*bidder.prices, *[""] * (len(_ROUNDS) - len(bidder.prices))]
    cells = "".join(f"<td>{text}</td>" for text in [name, *prices, bidder.word])
    return f"<tr class='inputArea0'>{cells}</tr>"


def _page(title: str, body: str) -> Page:
    text = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return Page(text.encode("cp932"), "text/html; charset=Shift_JIS")


def some() -> list[Case]:
    """A few invented cases, one for each way in which they end."""
    one, two = "架空建設株式会社<br>1000000000009", "練習土木㈱<br>2000000000008"
    lost = Bidder(two, ("3,700,000",))
    return [
        Case(1, "市道架空線舗装工事", bidders=(
            Bidder(one, ("3,500,000",), "落札", red=True), lost)),
        Case(2, "架空橋補修工事", bidders=(
            Bidder(one, ("3,900,000", "3,600,000"), red=True),
            Bidder(two, ("3,950,000", "辞退"))), planned="*********"),
        Case(3, "架空川護岸工事", bidders=(
            Bidder(two, ("3,400,000",), "先順位案件落札のため無効"),
            Bidder(one, ("3,500,000",), "落札（くじ）", red=True))),
        Case(4, "架空小学校改築工事", bidders=(
            Bidder("架空・練習特定建設工事共同企業体", ("380,000,000",), "落札", red=True), lost),
            planned="４０５，０００，０００円"),
        Case(5, "架空公園整備工事", bidders=(Bidder(one, ("4,900,000", "辞退"), "不調"),)),
        Case(6, "架空配水管工事", method="条件付一般競争入札", opened="中止"),
        Case(7, "まだ公表されない工事", masked=True),
        Case(8, "旧年度の架空工事", year=2025, opened="２０２５年０９月１６日",
             bidders=(Bidder(one, ("3,500,000",), "落札", red=True),)),
        Case(1, "架空線測量業務", kind="C", bidders=(
            Bidder(one, ("900,000",), "落札", red=True),), planned="１，０００，０００円"),
        Case(1, "複写機賃貸借", "0202", "B", method="随意契約", planned="***",
             partner=("架空商会<br>3000000000007", "１，２００，０００円")),
        Case(2, "単価契約　架空薬品の購入", "0202", "B", bidders=(
            Bidder(one, ("1,500.5",), "落札", red=True), Bidder(two, ("1,600",), "落札"))),
        Case(1, "架空処理場修繕工事", "0901", bidders=(
            Bidder(one, ("3,500,000",), "落札", red=True),)),
    ]  # fmt: skip


def site() -> dict[str, Site]:
    """The practice site by its host."""
    return {HOST: System(some(), size=5).answer}
