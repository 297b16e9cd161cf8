"""A practice site of 調達ポータル, 調達情報の検索: sessions, CSRF, redirects; all data is invented.

It behaves as clients' code and notes of 2026 tell of the real one: the search is a POST with the
token of the form and the cookie of its session, answered by a redirect to the results; 50 rows a
page at most; without token, cookie or Referer comes a block page; robots.txt leads to the login.
"""

from __future__ import annotations

import html
import itertools
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from crawlers.practice_site import Asked, Page, Site

HOST = "www.p-portal.go.jp"
_BASE = "/pps-web-biz/UAA01"
_LOGIN = "/pps-auth-biz/login-cert"
_FORM = "tri_WAA0101FM01"
_PREFIX = "searchConditionBean."
_KINDS: Mapping[str, Sequence[str]] = {
    "procurementClaBidNotice": ("01", "02"),
    "requestSubmissionMaterials": ("03",),
    "requestComment": ("04",),
    "procurementImplementNotice": ("05", "06", "07", "10", "12", "13", "14", "17", "99"),
    "successfulBidNotice": ("08", "15", "16"),
}
_COLUMNS = (
    ("requestSubmissionMaterialsBean", "資料提供招請"),
    ("requestCommentBean", "意見招請"),
    ("procurementImplementNoticeBean", "調達実施案件公示"),
    ("successfulBidNoticeBean", "落札公示"),
)
_REFUSED = "不正な操作が行われました。トップページからアクセスし直してください。"
_NONE = "合致する調達案件情報がありません"


@dataclass(frozen=True)
class Stage:
    """One notice of a case: in which column it stands, of which kind, since when, its key."""

    column: int
    kind: str
    day: date
    key: str


@dataclass(frozen=True)
class Case:
    """One row: ``number`` is ``‐`` where the case isn't bid for in the portal's own system."""

    number: str
    title: str
    body: str
    place: str
    stages: tuple[Stage, ...]


def cases(count: int) -> list[Case]:
    """Invented cases: every seventh without a number, two of one title, several stages."""
    bodies = (("架空省", "東京都"), ("国土交通省", "愛知県"), ("厚生労働省", "大阪府"))
    keys = itertools.count(700001)
    found = []
    for place in range(count):
        body, prefecture = bodies[place % 3]
        day = date(2026, 4 + place % 6, 1 + place % 28)
        stages = [Stage(2, ("05", "10", "14", "17")[place % 4], day, str(next(keys)))]
        if place % 5 == 0:
            stages.insert(0, Stage(0, "03", date(2026, 2, 1 + place % 28), str(next(keys))))
        if place % 3 == 0:
            stages.append(Stage(3, "08", date(2026, 10, 1 + place % 28), str(next(keys))))
        number = "‐" if place % 7 == 0 else f"{500000 + place:019d}"
        title = f"架空業務第{place // 14 if place % 7 == 0 else place}号　一式"
        found.append(Case(number, title, body, prefecture, tuple(stages)))
    return found


@dataclass
class Session:
    """What the site remembers of a visitor: the token of its form, the rows of its last search."""

    token: str
    found: list[Case] | None = None
    searches: int = 0


@dataclass
class Portal:
    """The site: ``Portal(cases(120)).answer``.

    ``forgets_on`` is a page of results on which a session is lost, ``times`` how often that
    happens. ``grows_on`` is one before which a new case is published. ``most`` is the cap of rows a
    page, ``shows`` that of cases a search. ``checked`` are kinds that the form has ticked
    beforehand; ``deaf`` makes it ignore the days of a search.
    """

    cases: list[Case]
    forgets_on: int | None = None
    times: int = 1
    grows_on: int | None = None
    most: int = 50
    shows: int = 10_000
    checked: frozenset[str] = frozenset()
    deaf: bool = False
    sessions: dict[str, Session] = field(default_factory=dict)
    details: list[str] = field(default_factory=list)
    _tokens: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def answer(self, asked: Asked) -> Page | None:
        """The answer to a request; None for what isn't there."""
        if asked.path == _LOGIN:
            return _page("ログイン", "<h1>ログイン</h1><form><input type=password name=p></form>")
        if asked.path == "/robots.txt":
            return Page(b"", "text/html", 302, (("Location", _LOGIN),))
        if not asked.path.startswith(_BASE):
            return None
        step = asked.path.removeprefix(_BASE).strip("/")
        if asked.method == "GET" and step in ("OAA0101", "OAA0100"):
            return self._form()
        session = self.sessions.get(asked.cookies.get("JSESSIONID", ""))
        if session is None or not asked.headers.get("referer", "").startswith(f"https://{HOST}/"):
            return _page("エラー", f"<p>{_REFUSED}</p>")
        if asked.method == "POST":
            return self._post(step, asked, session)
        return self._results(asked, session) if step == "OAA0106" else None

    def _form(self) -> Page:
        """The form of a new session, behind that of the navigation."""
        number = next(self._tokens)
        token = str(uuid.UUID(int=number))
        self.sessions[f"s{number}"] = Session(token)
        boxes = "".join(self._boxes(group, kinds) for group, kinds in _KINDS.items())
        text = (
            f'<form id="navi" action="/pps-web-biz/UZA01/OZA0101" method="post">'
            f'<input type="hidden" name="_csrf" value="{token}"><input type="submit" value="移動">'
            f"</form><h1>調達情報の検索</h1>"
            f'<form id="{_FORM}" action="{_BASE}/OAA0100" method="post">'
            f'<input type="hidden" name="_csrf" value="{token}">'
            f'<input type="radio" name="{_PREFIX}caseDivision" value="0" checked>公開中の調達案件'
            f'<input type="text" name="{_PREFIX}articleNm" value="">{boxes}'
            f'<input type="text" name="{_PREFIX}publicStartDateFrom" value="">'
            f'<input type="text" name="{_PREFIX}publicStartDateTo" value="">'
            '<input type="submit" name="OAA0103" value="条件クリア">'
            '<input type="submit" name="OAA0102" value="検索"></form>'
        )
        return _page("調達情報の検索", text, (("Set-Cookie", f"JSESSIONID=s{number}; Path=/"),))

    def _boxes(self, group: str, kinds: Sequence[str]) -> str:
        name = f"{_PREFIX}procurementClaBean.{group}"
        boxes = (
            f'<input type="checkbox" name="{name}" value="{kind}"'
            f"{' checked' if kind in self.checked else ''}>"
            for kind in kinds
        )
        return "".join(boxes) + f'<input type="hidden" name="_{name}" value="on">'

    def _post(self, step: str, asked: Asked, session: Session) -> Page | None:
        if asked.value("_csrf") != session.token:
            return _page("エラー", f"<p>{_REFUSED}</p>")
        if step == "OAA0104":
            return self._detail(asked.value("procurementItemInfoId"))
        if step != "OAA0100" or asked.value("OAA0102") != "検索":
            return None
        session.found = [case for case in self.cases if self._fits(case, asked)]
        session.searches += 1
        return Page(b"", "text/html", 302, (("Location", f"{_BASE}/OAA0106"),))

    def _fits(self, case: Case, asked: Asked) -> bool:
        """Whether a case has a stage of the kinds and days asked for."""
        wanted = [
            kind
            for group in _KINDS
            for kind in asked.form.get(f"{_PREFIX}procurementClaBean.{group}", ())
        ]
        first, last = (
            _day(asked.value(f"{_PREFIX}publicStartDate{end}")) for end in ("From", "To")
        )
        return any(
            (not wanted or stage.kind in wanted)
            and (self.deaf or not first or stage.day >= first)
            and (self.deaf or not last or stage.day <= last)
            for stage in case.stages
        )

    def _results(self, asked: Asked, session: Session) -> Page:
        page = int(asked.value("page") or 0)
        size = min(int(asked.value("size") or 10), self.most)
        if page == self.forgets_on and self.times:
            self.times -= 1
            return _page("エラー", f"<p>{_REFUSED}</p>")
        if session.found is None:
            return _page("エラー", f"<p>{_REFUSED}</p>")
        if page == self.grows_on:
            self.grows_on = None
            session.found.insert(0, cases(1000)[-1])
            self.cases.insert(0, session.found[0])
        if not session.found:
            return _page("調達情報の検索結果", f"<p>{_NONE}。</p>")
        found = session.found[: self.shows]
        hidden = "" if len(session.found) > self.shows else ' style="display: none"'
        cut = f"検索結果が{self.shows}件を超えたため、先頭の{self.shows}件を表示します。"
        rows = "".join(_row(case) for case in found[page * size : (page + 1) * size])
        head = "".join(f'<th id="{name}_th">{label}</th>' for name, label in _COLUMNS)
        text = (
            f"<h1>調達情報の検索結果</h1><p{hidden}>{cut}</p>"
            f"<p>検索結果 {len(found)}件見つかりました</p>"
            f'<form id="{_FORM}"><input type="hidden" name="_csrf" value="{session.token}">'
            '<table class="main-summit-info"><thead><tr>'
            '<th id="procurementItemNo_no">調達案件番号</th>'
            "<th>調達案件名称</th><th>調達機関</th><th>所在地</th>"
            f"{head}</tr></thead><tbody>{rows}</tbody></table></form>"
        )
        return _page("調達情報の検索結果", text)

    def _detail(self, key: str) -> Page | None:
        self.details.append(key)
        for case in self.cases:
            for stage in case.stages:
                if stage.key == key:
                    return _page("調達情報の詳細", _detail(case, stage))
        return None


def site(count: int = 60) -> dict[str, Site]:
    """The practice site with some invented cases, by its host."""
    return {HOST: Portal(cases(count)).answer}


def _row(case: Case) -> str:
    bean = f"{_FORM}/procurementResultListBean"
    told = (
        ("procurementItemNo", case.number),
        ("articleNm", case.title),
        ("procurementOrgan", case.body),
        ("receiptAddress", case.place),
    )
    cells = "".join(f'<td id="{bean}/{name}">{html.escape(text)}</td>' for name, text in told)
    for column, (name, _) in enumerate(_COLUMNS):
        inner = "<br>".join(_button(stage) for stage in case.stages if stage.column == column)
        cells += f'<td id="{bean}/{name}">{inner}</td>'
    return f'<tr class="highlight">{cells}</tr>'


def _button(stage: Stage) -> str:
    script = (
        f"javascript:doSubmitParams('{_FORM}', [{{name:'procurementItemInfoId', "
        f"value:'{stage.key}'}}, {{name:'SyFromFlg', value:'1'}}], '{_BASE}/OAA0104');"
    )
    return (
        f'<a class="koukoku info-button" href="{html.escape(script)}">公示本文</a><br>'
        f"{_era(stage.day)}公開開始"
    )


def _detail(case: Case, stage: Stage) -> str:
    told = {
        "調達案件番号": case.number,
        "調達種別": {"08": "落札者等の公示（WTO対象）", "03": "資料提供招請に関する公表"}.get(
            stage.kind, "一般競争入札の入札公告（WTO対象外）"
        ),
        "分類": "物品・役務",
        "調達案件名称": case.title,
        "公開開始日": _era(stage.day),
        "公開終了日": _era(date(2026, 12, 28)),
        "調達機関": case.body,
        "調達機関所在地": case.place,
        "公告内容": "本件は架空の案件である。",
    }
    rows = "".join(f"<tr><th>{k}</th><td>{html.escape(v)}</td></tr>" for k, v in told.items())
    return f"<h1>調達情報の詳細</h1><table>{rows}</table>"


def _page(title: str, inner: str, headers: tuple[tuple[str, str], ...] = ()) -> Page:
    text = (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"><title>{title}</title></head>'
        f"<body>{inner}<footer>練習用のページです。すべて架空です。</footer></body></html>"
    )
    return Page(text.encode(), "text/html; charset=UTF-8", headers=headers)


def _era(day: date) -> str:
    return f"令和{day.year - 2018:02d}年{day.month:02d}月{day.day:02d}日"


def _day(text: str) -> date | None:
    """``2026/04/01``; anything else is no day, as the real one would say on its form."""
    found = re.fullmatch(r"(\d{4})/(\d{2})/(\d{2})", text)
    return date(*map(int, found.groups())) if found else None


def search_address(page: int) -> str:
    """The address of a page of results, as clients ask for it."""
    return f"https://{HOST}{_BASE}/OAA0106?{urlencode({'page': page, 'size': 50})}"
