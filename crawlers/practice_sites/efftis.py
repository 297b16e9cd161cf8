"""Practice sites of efftis' 入札情報サービス (PPUBC); all bodies' cases in it are invented.

They behave as clients' code of 2026 tells of the real ones: a session that the first page begins,
a menu of screens, a form whose every field must come back, lists of 50 whose rows of one day come
in another order at each request, entries of three rows (notices) or two (results).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crawlers.practice_site import Asked, Page, Site
from crawlers.practice_sites import efftis_lists as lists
from crawlers.practice_sites.efftis_lists import NOTICES, RESULTS, Case, some

_GOODS = {NOTICES: "PPUBC00410", RESULTS: "PPUBC00710"}
_KINDS = {"00": "建設工事", "01": "業務委託", "11": "物品"}
_SCREENS = {NOTICES: "入札公告情報", RESULTS: "入札・契約結果"}
_LISTS = {"PPUBC00400": "PPUBC00500", "PPUBC00410": "PPUBC00510",
          "PPUBC00700": "PPUBC00800", "PPUBC00710": "PPUBC00810"}  # fmt: skip
_ENDED = "<h1>エラー</h1><p>セッションがタイムアウトしました。最初からやり直してください。</p>"


@dataclass
class Tenant:
    """A body's own copy of the system.

    ``links``: the entries say what their link hands to the page's script, and have pages of their
    own. ``short``: the row of days of a result has no place in it. ``charset`` is what the header
    says, ``codec`` what the bytes are in; ``off`` are (screen, kind) switched off. ``unstable``
    is how often the rows of one day change their order; ``loses``: sessions end after so many
    requests; ``silent``: the script of the links stands in a file; ``hides``: cases that a list
    counts and doesn't show; ``bare``: the first page has no menu; ``gone``: no page stands behind
    a link. ``offices`` by their number, where the first page of all links the first page of each;
    ``closed``: the numbers of those without one.
    """

    cases: Sequence[Case]
    path: str = "/PPI/Public/"
    links: bool = True
    short: bool = False
    charset: str = "Shift_JIS"
    codec: str = "utf-8"
    off: frozenset[tuple[str, str]] = frozenset()
    unstable: int = 0
    loses: int = 0
    silent: bool = False
    hides: int = 0
    bare: bool = False
    gone: bool = False
    offices: Mapping[str, str] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    size: int = 50
    sessions: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: int = 0

    def answer(self, asked: Asked) -> Page | None:
        """What the tenant answers."""
        if not asked.path.startswith(self.path):
            return None
        screen, _, event = asked.path.removeprefix(self.path).partition("!")
        if screen == "PPUBC00100" and not event:
            if asked.value("kikanno") in self.closed:
                return None
            name = f"S{len(self.sessions)}"
            self.sessions[name] = {"office": self.offices.get(asked.value("kikanno"), "")}
            if self.offices and not self.sessions[name]["office"]:
                return self._page("機関選択", "", "".join(
                    f'<a href="PPUBC00100?kikanno={number}">{office}</a>'
                    for number, office in self.offices.items()
                ), menu="")  # fmt: skip
            return self._page("入札情報サービス", screen, "", _cookie(name))
        session = self.sessions.get(asked.cookies.get("JSESSIONID", ""))
        self.asked += 1
        if session is None or (self.loses and self.asked % self.loses == 0):
            return self._page("エラー", screen, _ENDED)
        if event == "link":
            session |= {"screen": asked.value("screenId"), "kind": asked.value("chotatsu_kbn")}
            return self._form(session)
        if event == "kenmeiLink":
            return None if self.gone else self._detail(asked)
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
            f"{_select('kensakuJoken.selHyojiKensu', {'5': '5', str(self.size): str(self.size)})}"
            "</td></tr></table><input type=submit name='method:search' value='検　索'>"
            "<input type=submit name='method:clear' value='クリア'></form>"
        )
        return self._page(_name(screen), screen + kind, body)

    def _list(self, session: Mapping[str, str]) -> Page:
        screen, kind = session["screen"], session["kind"]
        found = [c for c in self.cases if (c.screen, c.kind) == (_base(screen), kind)
                 and str(c.year) == session["year"]
                 and (not session["office"] or c.office == session["office"])]  # fmt: skip
        listed = _LISTS[screen]
        if not found:
            body = f"<form id='{listed}' action='./{listed}'>該当するデータが存在しません。</form>"
            return self._page(_name(screen), listed + kind, body)
        start, size = int(session["from"]), int(session["size"])
        rows = self._ordered(found, session["order"])[start : start + size]
        shown = f"全{len(found) + self.hides}件中 {start + 1} - {start + len(rows)}件目"
        orders = {"1": "開札日", "2": "契約番号", "3": "件名"}
        table = lists.results if _base(screen) == RESULTS else lists.notices
        body = (
            f"<form id='{listed}' name='{listed}' action='./{listed}' method='post'>"
            f"<input type=hidden name=offset value='{start}'>"
            f"<input type=hidden name=pagesize0 value='{size}'>"
            f"{_select('selNarabikae', orders, session['order'])}"
            "<input type=submit name='method:redisplay' value='再表示'>"
            f"<p>{shown}</p>{_nav(listed, start, size, len(found))}"
            f"<table id='meibo_list' class=view-data>"
            f"{table(rows, links=self.links, short=self.short)}</table></form>"
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
        script: str = "", menu: str | None = None,
    ) -> Page:  # fmt: skip
        text = (
            "<!DOCTYPE html><html lang=ja><head><meta http-equiv='Content-Type' "
            f"content='text/html; charset={self.codec}'><title>{title}</title>"
            f"<script>var screenid = '{screen}'; {script}</script></head><body>"
            f"{self._menu() if menu is None else menu}<table class=title_table><tr>"
            f"<th class=title_center>{title}</th></tr></table>{body}</body></html>"
        )
        return Page(text.encode(self.codec), f"text/html;charset={self.charset}", 200, headers)

    def _menu(self) -> str:
        if self.bare:
            return ""
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


def sites() -> dict[str, Site]:
    """Tenants by the hosts of their spiders, each in its own way."""
    off = frozenset((RESULTS, kind) for kind in _KINDS)
    cities = {"0201": "富山市", "0202": "高岡市"}
    shared = [Case("1", "架空道路工事", office=office) for office in cities.values()]
    tenants = {
        "kakogawa": Tenant(some(), size=6),
        "nara": Tenant(some(), links=False, short=True),
        "tawaramoto": Tenant(some(), links=False, off=off, codec="cp932"),
        "iwaki": Tenant(some(), charset="UTF-8", silent=True),
        "toyama": Tenant(shared, "/ebid02/PPI/Public/", links=False, offices=cities),
    }
    return {f"{name}.efftis.jp": tenant.answer for name, tenant in tenants.items()}
