"""Practice sites of efftis' 入札情報サービス (PPUBC); all bodies' cases in it are invented.

They behave as clients' code of 2026 tells of the real ones: a session that the first page begins,
a menu of screens, a form whose every field must come back, lists of 50 whose rows of one day come
in another order at each request, entries of three rows (notices) or two (results).
"""

from __future__ import annotations

import html
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from crawlers.practice_site import Asked, Page, Site

NOTICES, RESULTS = "PPUBC00400", "PPUBC00700"
_GOODS = {NOTICES: "PPUBC00410", RESULTS: "PPUBC00710"}
_KINDS = {"00": "建設工事", "01": "業務委託", "11": "物品"}
_SCREENS = {NOTICES: "入札公告情報", RESULTS: "入札・契約結果"}
_LISTS = {"PPUBC00400": "PPUBC00500", "PPUBC00410": "PPUBC00510",
          "PPUBC00700": "PPUBC00800", "PPUBC00710": "PPUBC00810"}  # fmt: skip
_ENDED = "<h1>エラー</h1><p>セッションがタイムアウトしました。最初からやり直してください。</p>"


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


@dataclass
class Tenant:
    """A body's own copy of the system.

    ``links``: the entries say what their link hands to the page's script, and have pages of their
    own. ``three``: the row of days of a result has no place in it. ``charset`` is what the header
    says, whatever the bytes are in. ``off`` are (screen, kind) that are switched off. ``unstable``
    is how often the rows of one day change their order; ``loses``: sessions end after so many
    requests; ``silent``: the script of the links stands in a file.
    """

    cases: Sequence[Case]
    path: str = "/PPI/Public/"
    links: bool = True
    three: bool = False
    charset: str = "Shift_JIS"
    off: frozenset[tuple[str, str]] = frozenset()
    unstable: int = 0
    loses: int = 0
    silent: bool = False
    size: int = 50
    sessions: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: int = 0

    def answer(self, asked: Asked) -> Page | None:
        """What the tenant answers."""
        if not asked.path.startswith(self.path):
            return None
        screen, _, event = asked.path.removeprefix(self.path).partition("!")
        if screen == "PPUBC00100" and not event:
            name = f"S{len(self.sessions)}"
            self.sessions[name] = {}
            return self._page("入札情報サービス", screen, "", _cookie(name))
        session = self.sessions.get(asked.cookies.get("JSESSIONID", ""))
        self.asked += 1
        if session is None or (self.loses and self.asked % self.loses == 0):
            return self._page("エラー", screen, _ENDED)
        if event == "link":
            session |= {"screen": asked.value("screenId"), "kind": asked.value("chotatsu_kbn")}
            return self._form(session)
        if event == "kenmeiLink":
            return self._detail(asked)
        return self._search(screen, event, asked, session)

    def _search(
        self, screen: str, event: str, asked: Asked, session: dict[str, str]
    ) -> Page | None:
        form = asked.form
        if screen == session.get("screen") and "method:search" in form:
            if "kensakuJoken.token" not in form:
                return self._page("エラー", screen, "<h1>システムエラーが発生しました</h1>")
            session |= {"year": asked.value("kensakuJoken.selNendo"), "order": "1", "from": "0"}
            session["size"] = asked.value("kensakuJoken.selHyojiKensu")
        elif screen == _LISTS.get(session.get("screen", "")) and "offset" in form:
            if event == "next":
                session["from"] = str(int(asked.value("offset")) + int(session["size"]))
            elif "method:redisplay" in form:
                session |= {"order": asked.value("selNarabikae"), "from": "0"}
        else:
            return None
        return self._list(session)

    def _form(self, session: Mapping[str, str]) -> Page:
        screen, kind = session["screen"], session["kind"]
        if (_base(screen), kind) in self.off:
            return self._page("入札情報サービス", screen, "")
        years = sorted({case.year for case in self.cases} | {2026}, reverse=True)
        body = (
            f"<form id='{screen}' name='{screen}' action='./{screen}' method='post'>"
            f"<input type=hidden name='kensakuJoken.token' value='T{kind}'>"
            "<table><tr><th>件名</th><td><input type=text name='kensakuJoken.txtKenmei'></td></tr>"
            f"<tr><th>年度</th><td>{_select('kensakuJoken.selNendo', _eras(years))}</td></tr>"
            f"<tr><th>表示件数</th><td>"
            f"{_select('kensakuJoken.selHyojiKensu', {'10': '10', str(self.size): str(self.size)})}"
            "</td></tr></table><input type=submit name='method:search' value='検　索'>"
            "<input type=submit name='method:clear' value='クリア'></form>"
        )
        return self._page(_name(screen), screen + kind, body)

    def _list(self, session: Mapping[str, str]) -> Page:
        screen, kind = session["screen"], session["kind"]
        found = [c for c in self.cases if (c.screen, c.kind) == (_base(screen), kind)
                 and str(c.year) == session["year"]]  # fmt: skip
        listed = _LISTS[screen]
        if not found:
            body = f"<form id='{listed}' action='./{listed}'>該当するデータが存在しません。</form>"
            return self._page(_name(screen), listed + kind, body)
        start, size = int(session["from"]), int(session["size"])
        rows = self._ordered(found, session["order"])[start : start + size]
        shown = f"全{len(found)}件中 {start + 1} - {start + len(rows)}件目"
        orders = {"1": "開札日", "2": "契約番号", "3": "件名"}
        table = _RESULT if _base(screen) == RESULTS else _NOTICE
        body = (
            f"<form id='{listed}' name='{listed}' action='./{listed}' method='post'>"
            f"<input type=hidden name=offset value='{start}'>"
            f"<input type=hidden name=pagesize0 value='{size}'>"
            f"{_select('selNarabikae', orders, session['order'])}"
            "<input type=submit name='method:redisplay' value='再表示'>"
            f"<p>{shown}</p>{_nav(listed, start, size, len(found))}"
            f"<table id='meibo_list' class=view-data>{table(rows, self)}</table></form>"
        )
        return self._page(_name(screen), listed + kind, body, script=self._script(listed))

    def _script(self, listed: str) -> str:
        if not self.links or self.silent:
            return ""
        return (
            "function link(kikan, nendo, no){ window.open('"
            f"{listed}!kenmeiLink?organizationNumber=' + kikan + '&nendo=' + nendo + "
            "'&keiyakuNo=' + no, 'detail'); }"
        )

    def _ordered(self, found: Sequence[Case], order: str) -> list[Case]:
        """The cases in an order; those of one day turn at every other request."""
        if order != "1" or not self.unstable:
            return sorted(found, key=lambda one: (one.title if order == "3" else "", one.number))
        self.unstable -= 1
        rows: list[Case] = []
        for _, day in itertools.groupby(sorted(found, key=_opened), key=_opened):
            same = sorted(day, key=lambda one: one.number, reverse=bool(self.unstable % 2))
            rows += same
        return rows

    def _detail(self, asked: Asked) -> Page | None:
        number = asked.value("keiyakuNo")
        for case in self.cases:
            if (case.number, str(case.year)) == (number, asked.value("nendo")):
                rows = {
                    "契約番号": case.number, "件名": case.title, "工事または納入場所": case.place,
                    "工種": case.work, "入札方式": case.method, "概要": "延長 120m",
                    "予定価格<br>(消費税を除く)": case.planned,
                    "最低制限価格<br>(消費税を除く)": "未公開", "資格要件": "市内に本店があること",
                    "入札公告日": case.published, "開札日": case.opened,
                    "工期または履行・納入期限": "令和9年3月19日",
                }  # fmt: skip
                if case.winner:
                    rows |= {"落札者": case.winner, "落札金額<br>(消費税を除く)": "11,000,000円"}
                body = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in rows.items())
                screen = "PPUBC00900" if case.screen == RESULTS else "PPUBC00600"
                return self._page("案件詳細", screen, f"<table class=view-data>{body}</table>")
        return None

    def _page(
        self, title: str, screen: str, body: str, headers: tuple[tuple[str, str], ...] = (),
        script: str = "",
    ) -> Page:  # fmt: skip
        text = (
            "<!DOCTYPE html><html lang=ja><head><meta http-equiv='Content-Type' "
            f"content='text/html; charset=UTF-8'><title>{title}</title>"
            f"<script>var screenid = '{screen}'; {script}</script></head><body>"
            f"{self._menu()}<table class=title_table><tr><th class=title_center>{title}</th></tr>"
            f"</table>{body}</body></html>"
        )
        return Page(text.encode(), f"text/html;charset={self.charset}", 200, headers)

    def _menu(self) -> str:
        parts = []
        for kind, name in _KINDS.items():
            parts.append(f"<div class=menu>{name}</div>")
            for screen, label in _SCREENS.items():
                is_off = (screen, kind) in self.off
                sent = _GOODS[screen] if kind == "11" else screen
                click = (
                    "" if is_off else
                    f" onclick=\"location.href='PPUBC00100!link?screenId={sent}"
                    f"&amp;chotatsu_kbn={kind}';\""
                )  # fmt: skip
                style = "submenu-disable" if is_off else f"submenu {sent}{kind}"
                parts.append(f'<div class="{style}"{click}>{label}</div>')
        return f"<div id=navigation>{''.join(parts)}</div>"


def _cookie(name: str) -> tuple[tuple[str, str], ...]:
    return (("Set-Cookie", f"JSESSIONID={name}"),)


def _base(screen: str) -> str:
    return next((one for one, goods in _GOODS.items() if goods == screen), screen)


def _name(screen: str) -> str:
    return _SCREENS[_base(screen)]


def _opened(case: Case) -> str:
    return case.opened


def _eras(years: Sequence[int]) -> dict[str, str]:
    return {str(year): f"令和{year - 2018}年度" for year in years}


def _select(name: str, options: Mapping[str, str], chosen: str = "") -> str:
    inner = "".join(
        f"<option value='{value}'{' selected' if value == chosen else ''}>{shown}</option>"
        for value, shown in options.items()
    )
    return f"<select name='{name}'>{inner}</select>"


def _nav(listed: str, start: int, size: int, total: int) -> str:
    if start + size >= total:
        return ""
    click = f"document.forms[0].action='{listed}!next';document.forms[0].submit();"
    return f'<a href="javaScript:void(0);" onclick="{click}">次へ</a>'


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


def _linked(case: Case, tenant: Tenant) -> str:
    call = f" onclick=\"link('0001','{case.year}','{case.number}')\"" if tenant.links else ""
    return f'<a href="javaScript:void(0);"{call}>{html.escape(case.title)}</a>'


def _NOTICE(cases: Sequence[Case], tenant: Tenant) -> str:
    one, two, three = "", "rowspan=2", "rowspan=3"
    heads = [
        [("契約番号", three), ("発注機関", three), ("件名", two), ("工種", two), ("入札方式", two),
         ("申請状況", one), ("詳細", three)],
        [("提出期限", one)],
        [("工事場所", one), ("調達手段", one), ("公告日", one), ("開札日", one)],
    ]  # fmt: skip
    return _table(heads, cases, lambda c: [
        [c.number, c.office, _linked(c, tenant), c.work, c.method, c.state, "表示"],
        [c.deadline],
        [c.place, "電子", c.published, c.opened],
    ])  # fmt: skip


def _RESULT(cases: Sequence[Case], tenant: Tenant) -> str:
    one, two = "", "rowspan=2"
    title = two if tenant.three else one
    heads = [
        [("契約番号", two), ("発注機関", two), ("件名", title), ("工種", one), ("入札方式", one),
         ("落札者", two if tenant.three else one), ("詳細", two)],
        [*([] if tenant.three else [("工事場所", one)]), ("電子/紙", one), ("開札日", one),
         *([] if tenant.three else [("状態", one)])],
    ]  # fmt: skip
    return _table(heads, cases, lambda c: [
        [c.number, c.office, _linked(c, tenant), c.work, c.method, c.winner, "表示"],
        [*([] if tenant.three else [c.place]), "電子", c.opened,
         *([] if tenant.three else [c.state])],
    ])  # fmt: skip


def some() -> list[Case]:
    """A few invented cases of each kind, as a list of notices and one of results may have."""
    works = [
        Case(f"20260001{n:02d}", f"架空市道{n}号線舗装工事", opened=f"令和8年9月{28 - n // 4}日")
        for n in range(1, 5)
    ]
    ends = {
        "架空橋補修工事": "架空建設株式会社",
        "架空小学校改築工事": "架空・練習特定建設工事共同企業体",
        "架空川護岸工事": "不調",
        "架空公園整備工事": "未公開",
        "架空配水管布設替工事": "株式会社くじ引き組（くじ）",
        "架空市営住宅解体工事": "*********",
    }
    results = [
        Case(f"20260002{n:02d}", title, screen=RESULTS, winner=winner, state="開札済",
             opened="令和8年8月3日")
        for n, (title, winner) in enumerate(ends.items(), 1)
    ]  # fmt: skip
    others = [
        Case("2026000301", "架空下水道管渠工事", screen=RESULTS, opened="取止め", state="取止め"),
        Case("2026000401", "庁舎清掃業務", "01", work="清掃", screen=RESULTS, winner="架空美装㈱"),
        Case("2026000501", "複写機用紙", "11", work="用紙類", winner="架空商会", screen=RESULTS),
        Case("2026000502", "プリンタ消耗品", "11", work="文具"),
        Case("2025000901", "旧年度の架空工事", year=2025, screen=RESULTS, winner="架空土木㈱",
             published="令和7年9月1日", opened="令和7年9月28日"),
    ]  # fmt: skip
    return [*works, *results, *others]


def kakogawa() -> dict[str, Site]:
    """A tenant by the host of its spider."""
    return {"kakogawa.efftis.jp": Tenant(some()).answer}
