"""Practice sites of 入札情報公開システム: epi-cloud, Saitama, Ibaraki; all data is invented.

They behave as clients' code of 2026 tells of the real ones: a session that remembers the last
screen, frames that must be asked for, rows in an iframe without headings, totals in the page around
it, cp932, an empty body for goods on a works screen, a detail that wants a Referer.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crawlers.practice_site import Asked, Page, Site
from crawlers.practice_sites.koukai_cases import HEADS, NOTICE, Case, all_cases, cells_of, detail_of

EPI = "www.epi-cloud.fwd.ne.jp"
SAITAMA = "ebidjk2.ebid2.pref.saitama.lg.jp"
IBARAKI = "ppi.cals-ibaraki.lg.jp"
_BASE = "/koukai/do/"
_LOST = "タイムアウトが発生しました。最初からやり直してください。"
_CLOSED = "<p>現在はサービス時間外です。運用時間は平日の午前6時から午後11時までです。</p>"
_FRAMES = ("koukai_title", "koukai_menu", "koukai_main")
_KINDS = {"00": "工事", "01": "コンサル", "11": "物品・役務"}


@dataclass
class Visit:
    """What the site remembers of a visitor."""

    body: str = ""
    supply: str = ""
    frames: set[str] = field(default_factory=set)
    screen: str = ""
    found: list[Case] = field(default_factory=list)
    page: int = 1


@dataclass
class Koukai:
    """One host: ``Koukai("epi", tenants, cases(…)).answer``.

    ``bodies`` are names by code. ``loses`` are numbers of requests at which the session is
    forgotten; ``closed``: it is night; ``by_path``: the session is taken from the path only,
    ``shows_path``: links carry it, though only the cookie counts.
    ``states`` is added to the total that is stated.
    """

    variant: str
    bodies: Mapping[str, str]
    cases: Sequence[Case]
    by_path: bool = True
    shows_path: bool = False
    loses: set[int] = field(default_factory=set)
    closed: bool = False
    names_goods: bool = True
    size: int = 3
    kinds: Sequence[str] = tuple(_KINDS)
    states: int = 0
    asked: int = 0
    visits: dict[str, Visit] = field(default_factory=dict)
    details: list[str] = field(default_factory=list)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def answer(self, asked: Asked) -> Page | None:
        """The answer to a request; None for what isn't there."""
        if not asked.path.startswith(_BASE):
            return None
        self.asked += 1
        if self.closed:
            return _page(_CLOSED)
        step, _, session = asked.path.removeprefix(_BASE).partition(";jsessionid=")
        if step in ("KF000ShowAction", "KF001ShowAction"):
            return self._entry(asked.value("name1"))
        own = asked.cookies.get("JSESSIONID", "")
        if session and own:
            return _page("<h1>システムエラー</h1>")
        visit = self.visits.get(session if self.by_path else own)
        if visit is None or self.asked in self.loses or (self.by_path and not session):
            self.visits.pop(session or own, None)
            return _page(f"<p>{_LOST}</p>")
        return self._step(step, asked, visit, f";jsessionid={session}" if session else "")

    def _entry(self, name: str) -> Page:
        number = f"S{next(self._ids):04d}"
        self.visits[number] = Visit()
        cookie = () if self.by_path else (("Set-Cookie", f"JSESSIONID={number}; Path=/koukai"),)
        tail = f";jsessionid={number}" if self.by_path or self.shows_path else ""
        if self.variant == "saitama":
            inner = "".join(f'<frame src="{_BASE}{one}" name="{one}">' for one in _FRAMES)
            return _page(f"<frameset>{inner}</frameset>", cookie)
        key = "".join(chr(int(name[at : at + 4], 16) // 32) for at in range(0, len(name), 4))
        codes = [one for one in self.bodies if not key or one.startswith(key)]
        if not codes:
            return _page("<h1>エラー</h1><p>指定された調達機関は存在しません。</p>", cookie)
        choices = "".join(f'<option value="{one}">{self.bodies[one]}</option>' for one in codes)
        links = "".join(
            f"<span class=ATYPE onClick='jsLink2({at});'>{words}</span>"
            for at, (kind, words) in enumerate(_KINDS.items(), 1)
            if kind in self.kinds
        )
        return _page(
            f'<form name="KF000DynaActionForm" method="post" action="{_BASE}KF000ShowAction{tail}">'
            f'<select name="hachukikan">{choices}</select><input type=hidden name=supplytype>'
            f"<input type=hidden name=kasho_name>{links}</form>",
            cookie,
        )

    def _step(self, step: str, asked: Asked, visit: Visit, tail: str) -> Page | None:
        if step == "KK000ShowAction":
            if asked.value("hachukikan") != asked.value("hachukikan_hidden"):
                return _page("<h1>システムエラー</h1>")
            visit.body = self.bodies[asked.value("hachukikan")]
            visit.supply = asked.value("supplytype")
            frames = "".join(f'<frame src="../do/{one}{tail}">' for one in _FRAMES)
            return _page(f"<frameset>{frames}</frameset>")
        if step in _FRAMES:
            visit.frames.add(step)
            return _page(
                _menu(visit, self.names_goods)
                if step == "koukai_menu"
                else "<p>入札情報公開システム</p>"
            )
        if not visit.frames.issuperset(_FRAMES):
            return _page(f"<p>{_LOST}</p>")
        if visit.supply and (visit.supply == "11") != step.startswith(("KB", "KFB")):
            return Page(b"", "text/html; charset=Windows-31J")
        if step.endswith("01ShowAction"):
            visit.screen = step[:5]
            return _page(self._form(visit, tail))
        if step.endswith("01SearchAction"):
            if asked.method == "POST":
                visit.found, visit.page = self._find(asked, visit), 1
            else:
                visit.page = int(asked.value("curPage" if self.variant == "saitama" else "page"))
            return _page(self._around(visit, tail))
        if step.endswith("01FrameShow"):
            first = (visit.page - 1) * self.size
            rows = visit.found[first : first + self.size]
            return _page("<table>" + "".join(map(self._row, rows)) + "</table>")
        if step.endswith("02ShowAction"):
            return self._detail(asked)
        return None

    def _form(self, visit: Visit, tail: str) -> str:
        year = _select("nendo", {"2025": "2025年度", "2026": "2026年度"})
        sizes = _select("A300", {"010": "10件", "040": "100件"})
        if self.variant == "saitama":
            supplies = (
                {"00": "工事", "01": "委託"} if visit.screen.startswith("KK") else {"11": "物品"}
            )
            inner = _select("hachukikan", {"": "全て", **self.bodies})
            inner += _select("supplytype", {"": "", **supplies})
            day = "nyusatsubi" if visit.screen.endswith("401") else "koukokubi"
            inner += f"<input type=hidden name={day}_kaishi><input type=hidden name={day}_owari>"
        elif self.variant == "ibaraki":
            inner = year + "<input type=text name=date_start><input type=text name=date_end>"
        else:
            inner = year
        if self.variant != "saitama" and visit.screen.endswith("401"):
            inner += _select("A094", {"030": "入札・見積結果", "040": "契約結果"})
        return (
            f'<form name="f" method="post" action="{_BASE}{visit.screen}SearchAction{tail}">{inner}'
            f"{sizes}<input type=hidden name=searchflg><input type=button value=検索></form>"
        )

    def _find(self, asked: Asked, visit: Visit) -> list[Case]:
        """The cases that a search finds; in Ibaraki none without both days."""
        if self.variant == "ibaraki" and not (
            asked.value("date_start") and asked.value("date_end")
        ):
            return []
        body = visit.body or self.bodies.get(asked.value("hachukikan"), "")
        first = asked.value("nyusatsubi_kaishi") or asked.value("koukokubi_kaishi")
        return [
            case
            for case in self.cases
            if case.body == body
            and case.supply == (visit.supply or asked.value("supplytype"))
            and case.year == (asked.value("nendo") or case.year)
            and case.notice == visit.screen.endswith("301")
            and case.set == (asked.value("A094") or case.set)
            and case.day >= first
        ]

    def _around(self, visit: Visit, tail: str) -> str:
        total = len(visit.found) + (self.states if visit.found else 0)
        pages = -(-total // self.size)
        name = "curPage" if self.variant == "saitama" else "page"
        link = f"{_BASE}{visit.screen}SearchAction{tail}?{name}={visit.page + 1}"
        next_ = f'<a href="{link}">次へ&gt;&gt;</a>' if visit.page * self.size < total else ""
        stated = (
            f'<script>var n = parseInt("{total}");</script>'
            f'<input type=hidden name="hiddentotalpages" value="{pages}">'
            if self.variant == "saitama"
            else f'<input type="hidden" name="recCount" value="{total}">'
        )
        heads = NOTICE if visit.screen.endswith("301") else HEADS[self.variant]
        frame = f"../do/KF{visit.screen[1:]}FrameShow{tail}"
        head = "".join(f"<td>{one}</td>" for one in heads)
        return (
            f"<form name=f action={_BASE}{visit.screen}SearchAction>{stated}</form>"
            f"<table><tr>{head}</tr></table>{next_}<iframe name=right src='{frame}'></iframe>"
        )

    def _row(self, case: Case) -> str:
        heads = NOTICE if case.notice else HEADS[self.variant]
        listed = self.variant == "epi" and not case.notice
        cells = []
        for at, head in enumerate(heads, 1):
            inner = cells_of(case, listed)[head]
            style = f' class="listData listCol{at}"' if listed else ""
            cells.append(f"<td{style}>{inner}</td>")
        return f"<tr>{''.join(cells)}</tr>\n"

    def _detail(self, asked: Asked) -> Page | None:
        if not asked.headers.get("referer"):
            return _page("<p>INVALID_URL</p>")
        is_goods = "/KB" in asked.path
        fitting = (one for one in self.cases if (one.supply == "11") == is_goods)
        case = next((one for one in fitting if one.key == asked.value("control_no")), None)
        if case is None:
            return None
        self.details.append(f"{case.supply} {case.key}")
        return _page(detail_of(case))


def _menu(visit: Visit, names_goods: bool) -> str:
    link = "jskfbLink" if visit.supply == "11" else "jskfkLink"
    goods = (
        ""
        if visit.supply or not names_goods
        else "<span class=ATYPE onClick='jskfbLink(3);'>物品結果</span>"
    )
    return (
        "<form name=kfkForm method=post action=''><input type=hidden name=auth value=''>"
        f"<span class=ATYPE onClick='{link}(2);'>発注情報の検索</span>"
        f"<span class=ATYPE onClick='{link}(4);'>入札・契約結果情報</span>{goods}</form>"
    )


def _select(name: str, choices: Mapping[str, str]) -> str:
    inner = "".join(f'<option value="{value}">{words}</option>' for value, words in choices.items())
    return f'<select name="{name}">{inner}</select>'


def _page(inner: str, headers: tuple[tuple[str, str], ...] = ()) -> Page:
    """A page in cp932, under the wrong charset that some screens name."""
    text = f"<html><head><title>入札情報公開システム</title></head><body>{inner}</body></html>"
    return Page(text.encode("cp932"), "text/html; charset=UTF-8", headers=headers)


def site() -> dict[str, Site]:
    """The three practice sites with some invented cases, by host."""
    tenants = {"1032ZZZZZZ": "盛岡市", "3038ZZZZZZ": "西和賀町", "1298ZZZZZZ": "宇陀市",
               "1042ZZZZZZ": "仙台市", "1257ZZZZZZ": "長浜市"}  # fmt: skip
    saitama = {"1101ZZZZZZ": "川越市", "1102ZZZZZZ": "（旧）大里町", "1103ZZZZZZ": "長瀞町"}
    ibaraki = {"0000ZZZZZZ": "茨城県", "0220ZZZZZZ": "つくば市"}
    return {
        EPI: Koukai("epi", tenants, all_cases(tenants)).answer,
        SAITAMA: Koukai("saitama", saitama, all_cases(saitama), by_path=False).answer,
        IBARAKI: Koukai("ibaraki", ibaraki, all_cases(ibaraki), by_path=False).answer,
    }
