"""Practice sites of SuperCALS (``EjPPIj``): frames, one address, sessions; all data is invented.

They behave as clients' code and notes of 2026 tell of the real ones: cp932 without a charset in the
header; StartPage opens a session for a tenant; more than 700 cases are an error page; the same list
has eight or nine columns, or no row of labels, by host; a closed site answers with status 200.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from crawlers.practice_site import Asked, Page, Site

PATH = "/ebidPPIPublish/EjPPIj"
CHIBA, SHIZUOKA, MIYAZAKI, EHIME, NAGANO, FUKUI, SHARED = (
    "www.chiba-ep-bis.supercals.jp",
    "www.ppi.cals-shiz.jp",
    "www.e-nyusatsu-joho.pref.miyazaki.lg.jp",
    "www.ebid-ppi.pref.ehime.jp",
    "www.ppi.e-nagano.lg.jp",
    "www2.ebid.pref.fukui.jp",
    "www.ep-bis.supercals.jp",
)
RESULTS, NOTICES = "EjPRJ01", "EjPSJ01"
_KINDS = {"00": "工事", "01": "業務委託"}
_LABELS = ("No", "開札執行日", "案件名称", "調達区分", "入札方式", "落札者名", "落札決定金額")
_NOTICE_LABELS = ("No", "開札予定日", "案件名称", "調達区分", "入札方式", "公告日", "詳細")

_SCRIPT = """<SCRIPT language=JavaScript>
function openYotei(no) {
  var f = document.shousai;
  f.ejIndex.value = no;
  f.ejProcessName.value = 'getDetail';
  f.submit();
}
</SCRIPT><FORM name=shousai method=post action=EjPPIj target=mainfrm>
<INPUT type=hidden name=ejParameterID value=EjPSJ01><INPUT type=hidden name=ejProcessName value=''>
<INPUT type=hidden name=ejIndex value=''></FORM>"""


@dataclass(frozen=True)
class Case:
    """One row. ``group`` is the text of the row above it; ``body`` the KikanNO of who buys."""

    body: str
    group: str
    day: date
    title: str
    kind: str = "00"
    winner: str = "株式会社架空組"
    amount: str = "1,100,000円"
    method: str = "一般競争入札"
    year: int = 0

    @property
    def nendo(self) -> int:
        """The fiscal year of the case: that of the day unless it says another."""
        return self.year or (self.day.year if self.day.month > 3 else self.day.year - 1)


def special(body: str, group: str, year: int = 2026) -> list[Case]:
    """Invented cases of every kind that lists hold: 不調, くじ, JV, masks, cut names, twins."""
    day = date(year, 6, 1)
    padded = "青葉架空建設株式会社" + "　" * 15 + "…"
    cut = "架空総合管理サービスホールディングス株式会社首都圏中…"
    numbered = "架空産業株式会社<BR>法人番号 7000012050002"
    rows = (
        ("橋梁補修工事その１", numbered, "98,450,000円"),
        ("清掃業務委託&#40;単価契約&#41;", padded + "<BR>法人番号 －", "110,000円"),
        ("給食調理業務委託", cut, "3,300,000円"),
        ("舗装工事（第２工区）", "-<BR>法人番号 －", "-"),
        ("植栽管理業務", "-", "5,500,000円"),
        ("庁舎空調改修工事　※添付有", "不調", "－"),
        ("配水管布設替工事", "取止め", "－"),
        ("学校トイレ改修工事", "架空・模擬特定建設工事共同企業体", "*********"),
        ("道路照明灯更新工事", "株式会社架空電設<BR>（落札（くじ））", "7,700,000円"),
        ("街路樹剪定業務", "架空造園株式会社<BR>有限会社模擬緑化", "※詳細参照"),
        ("災害復旧工事", "株式会社架空組", "2,200,000円"),
        ("災害復旧工事", "株式会社模擬組", "2,310,000円"),
    )
    return [
        Case(
            body,
            group,
            day + timedelta(days=place // 2),
            title,
            "01" if "業務" in title else "00",
            winner,
            amount,
            "指名競争入札" if place % 3 == 2 else "一般競争入札",
        )
        for place, (title, winner, amount) in enumerate(rows)
    ]


def many(count: int, bodies: Mapping[str, str], year: int = 2026) -> list[Case]:
    """Invented cases of a year, spread over its days; every fortieth was opened before it began."""
    numbers = list(bodies)
    found = []
    for place in range(count):
        body = numbers[place % len(numbers)]
        day = date(year, 4, 1) + timedelta(days=place * 7 % 360)
        if place % 40 == 0:
            day = date(year, 3, 20)
        group = f"令和{year - 2018}年度　{bodies[body]}　財務部　契約課".replace("　　", "　")
        title = f"架空市道{place // 3}号線舗装工事"
        found.append(Case(body, group, day, title, "01" if place % 4 == 0 else "00",
                          amount=f"{1_000_000 + place * 1100:,}円", year=year))  # fmt: skip
    return found


@dataclass
class Session:
    """What the site knows of a visitor: the tenant that was opened, the lists that it asked for."""

    tenant: str | None = None
    lists: int = 0
    found: Sequence[Case] = ()


@dataclass
class Desk:
    """A host: ``Desk(cases, {"1200000": "千葉県"}).answer``.

    ``extra`` is the label of a ninth column: 入札方法 stands in the middle, any other at the end;
    ``labels`` and ``numbers``: whether a row of labels and a number of each case are printed.
    ``shared``: tenants are asked one at a time.
    ``served``: its tenants, where others are answered by an error and then by a lost session.
    ``days``: whether its form has days; ``deaf``: they change nothing.
    ``enter``: the ejParameterID that opens a session.
    ``framed``: whether pages lead to the conditions, and have a form of them. ``size`` and ``most``
    are the most rows of a page and the most that may be found. ``closed`` answers all with the page
    of the night; ``forgets_on`` is the list before which a session is lost, ``times`` how often.
    ``opens``: whether the list of notices opens their pages, by place; ``forgets_detail`` is the
    page before which a session is lost, ``details`` how many were asked for.
    """

    cases: Sequence[Case]
    bodies: Mapping[str, str]
    notices: Sequence[Case] = ()
    extra: str = ""
    labels: bool = True
    numbers: bool = True
    shared: bool = False
    served: frozenset[str] = frozenset()
    days: bool = True
    deaf: bool = False
    enter: str = "StartPage"
    framed: bool = True
    all_kinds: bool = True
    size: int = 500
    most: int = 700
    closed: bool = False
    forgets_on: int = 0
    times: int = 1
    opens: bool = False
    forgets_detail: int = 0
    details: int = 0
    sessions: dict[str, Session] = field(default_factory=dict)
    searches: list[dict[str, str]] = field(default_factory=list)
    _names: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def answer(self, asked: Asked) -> Page | None:
        """The answer to a request; None for what isn't there."""
        if asked.path != PATH:
            return None
        if self.closed:
            return _page("入札情報サービス", "<P>ただいま運用時間外です。")
        session = self.sessions.get(asked.cookies.get("JSESSIONID", ""))
        screen, process = asked.value("ejParameterID"), asked.value("ejProcessName")
        if not screen:
            return self._entry()
        if session is None:
            return _lost()
        if screen == self.enter and screen not in (RESULTS, NOTICES) and process != "start":
            session.tenant = asked.value("KikanNO")
            if self.served and session.tenant not in self.served:
                session.tenant = None
                return _page("エラー", "ERR1003 指定された調達機関は存在しません。")
            return _frames(("menu_Frm", "?ejParameterID=menu"), ("mainfrm", "?ejParameterID=top"))
        if session.tenant is None and self.served:
            return _page("エラー", "セッションがタイムアウトしました。")
        if session.tenant is None or (self.shared and session.tenant == "null"):
            return _page("エラー", "ERR0001 文字列認識失敗エラー（EjPCStringChecker）")
        if screen in ("menu", "top"):
            return self._menu(screen)
        if process == "getCondPage" and self.framed:
            return self._conditions(screen)
        if process == "findList":
            return self._find(session, screen, asked)
        if process == "getDetail":
            return self._detail(session, int(asked.value("ejIndex")))
        return _frames(("cond", f"?ejParameterID={screen}&ejProcessName=getCondPage"), ("list", ""))

    def _entry(self) -> Page:
        name = f"{next(self._names):08X}"
        self.sessions[name] = Session()
        form = (
            "<FORM name=frm method=post action=EjPPIj>"
            f"<INPUT type=hidden name=ejParameterID value={self.enter}>"
            "<INPUT type=hidden name=KikanNO value=null></FORM>"
            "<SCRIPT>document.frm.submit()</SCRIPT>"
        )
        page = _page("入札情報サービス", form if self.framed else "")
        return Page(page.body, page.type, headers=(("Set-Cookie", f"JSESSIONID={name}"),))

    def _menu(self, screen: str) -> Page:
        if screen == "top" or not self.framed:
            return _page("お知らせ", "<P>お知らせはありません")
        link = "<A href='EjPPIj?ejParameterID={}&ejProcessName=start' target=mainfrm>{}</A><BR>"
        return _page(
            "メニュー", link.format(NOTICES, "入札予定(公告)") + link.format(RESULTS, "入札結果")
        )

    def _conditions(self, screen: str) -> Page:
        years = sorted({case.nendo for case in (*self.cases, *self.notices)}, reverse=True)
        blank = "<OPTION value=''>"
        sizes = sorted({10, 50, 100, self.size})
        return _page("検索条件", "".join((
            "<FORM name=frm method=post action=EjPPIj target=list>",
            _select("Nendo", {str(year): f"令和{year - 2018}年度" for year in years}, ""),
            _select("KikanNO", {} if self.shared else self.bodies, blank),
            _select("BukyokuNO", {}, blank),
            _select("ChoutatsuCD", _KINDS, blank if self.all_kinds else ""),
            "<INPUT name=BidStDate value=''><INPUT name=BidEnDate value=''>" if self.days else
            "<INPUT name=KaisatuYmd value=''>",
            "<INPUT name=mojisel1><SELECT name=kkselect><OPTION>AND<OPTION>OR</SELECT>",
            _select("ejMaxDisplayRowCount", {str(size): f"{size}件" for size in sizes}, ""),
            f"<INPUT type=hidden name=ejParameterID value={screen}>",
            "<INPUT type=hidden name=ejProcessName value=findList>",
            "<INPUT type=hidden name=getStpos value=0><INPUT type=hidden name=AllhitSize value=0>",
            "</FORM>",
        )))  # fmt: skip

    def _find(self, session: Session, screen: str, asked: Asked) -> Page:
        session.lists += 1
        self.searches.append({name: asked.value(name) for name in asked.form})
        if session.lists == self.forgets_on and self.times:
            self.times -= 1
            session.tenant = None
            return _lost()
        first, last = (asked.value(name).replace("/", "-") for name in ("BidStDate", "BidEnDate"))
        body = session.tenant if self.shared else asked.value("KikanNO")
        found = [
            case
            for case in (self.cases if screen == RESULTS else self.notices)
            if asked.value("Nendo") in ("", str(case.nendo))
            and body in ("", case.body)
            and asked.value("ChoutatsuCD") in ("", case.kind)
            and (self.deaf or (first or "0") <= case.day.isoformat() <= (last or "9"))
        ]
        if len(found) > self.most:
            told = f"{self.most}件以内になるように条件を設定してください。"
            return _page("検索結果一覧", f"該当件数が多すぎます。{told}")
        size = min(int(asked.value("ejMaxDisplayRowCount")), self.size)
        start = int(asked.value("getStpos"))
        session.found = sorted(found, key=lambda case: case.group)
        return self._list(screen, session.found, start, size)

    def _list(self, screen: str, found: Sequence[Case], start: int, size: int) -> Page:
        labels = list(_LABELS if screen == RESULTS else _NOTICE_LABELS)
        if self.extra and screen == RESULTS:
            labels.insert(5 if self.extra == "入札方法" else 7, self.extra)
        lines, group = [_row("TH", labels)] if self.labels else [], ""
        for number, case in enumerate(found[start : start + size], start + 1):
            if case.group != group and case.group:
                group = case.group
                lines.append(f"<TR><TD colspan={len(labels)}>{group}</TD></TR>")
            lines.append(_row("TD class=DISP_LIST_L", self._cells(screen, number, case)))
        total = f"<TABLE><TR><TD>条件に合致したものを{len(found)}件表示します</TD></TR></TABLE>"
        script = _SCRIPT if self.opens and screen == NOTICES else ""
        return _page("検索結果一覧", f"{script}{total}<TABLE border=1>{''.join(lines)}</TABLE>")

    def _detail(self, session: Session, index: int) -> Page:
        self.details += 1
        if self.details == self.forgets_detail:
            session.tenant = None
            return _lost()
        case = session.found[index]
        begin, end = (
            f"令和{day.year - 2018:02}-{day:%m-%d}" for day in (case.day - timedelta(20), case.day)
        )
        rows = {
            "入札担当部署": case.group.partition("　")[2],
            "案件名": re.sub(r"^\d{20} ", "", case.title),  # the number stands in the list alone
            "工事／納入場所": "架空県架空市架空町地内",
            "公告日": begin,
            "入札方式": case.method,
            "入札締切予定日時": f"{end} 09:00 AM",
            "開札予定日時": f"{end} 01:30 PM",
            "参加申請書受付日時": f"{begin} 09:00 AM ～ {end} 08:00 AM",
        }
        lines = "".join(
            f"<TR><TD class=INPUT_TITLE_L_L>{label}</TD><TD class=INPUT_L>{text}</TD></TR>"
            for label, text in rows.items()
        )
        return _page("入札予定（公告）詳細", f"<TABLE border=1>{lines}</TABLE>")

    def _cells(self, screen: str, number: int, case: Case) -> list[str]:
        day = f"R{case.day.year - 2018:02}-{case.day:%m-%d}"
        cells = [
            str(number) if self.numbers else "",
            day,
            case.title,
            _KINDS[case.kind],
            case.method,
        ]
        if screen == NOTICES:
            show = f"<A href='#' onclick='openYotei({number - 1})'>表示</A>"
            begin = case.day - timedelta(20)
            cells[1] = f"{day}<BR>01:30 PM"
            return [*cells, f"R{begin.year - 2018:02}-{begin:%m-%d}", show]
        cells += [case.winner, case.amount]
        if self.extra:
            place, text = (5, "電子入札") if self.extra == "入札方法" else (7, day)
            cells.insert(place, text)
        return cells


def sites() -> dict[str, Site]:
    """Hosts that stand for all kinds of them, with a few invented cases each."""
    chiba, city = {"1200000": "千葉県", "1220400": "船橋市"}, "令和8年度　船橋市　建設局　道路部"
    shared = {"1700000": "石川県", "1720600": "加賀市"}
    ours = special("1720600", "令和8年度　総務部　管財課") + many(30, shared)
    last = Case("1220400", "令和7年度　船橋市　財務部　契約課", date(2025, 7, 1), "架空排水路工事")
    cases = [*special("1220400", city), *many(60, chiba), last]
    return {
        CHIBA: Desk(cases, chiba, many(5, chiba), opens=True, size=50, most=70).answer,
        SHIZUOKA: of("2213000", "浜松市", extra="入札方法").answer,
        MIYAZAKI: of("4520100", "宮崎市", labels=False, size=5, days=False).answer,
        EHIME: Desk(numbered(), {"3820100": "松山市", "3840100": "松前町"}).answer,
        SHARED: Desk(ours, shared, many(8, shared), extra="更新日", shared=True).answer,
    }


def of(number: str, body: str, **how: Any) -> Desk:
    """A host with the cases of one body."""
    return Desk(special(number, f"令和8年度　{body}　契約課"), {number: body}, **how)


def numbered() -> list[Case]:
    """Invented cases as 愛媛県 shows them: the office alone above, the number before the title."""
    day = date(2026, 5, 11)
    rows = (
        ("3820100", "総務部　契約課", "38201000020260000012 架空川護岸工事"),
        ("3840100", "財政課", "38401000020260000013 模擬橋補修工事"),
        ("3840100", "財政課", "38401000020260000014 模擬橋補修工事"),
    )
    return [Case(body, f"令和8年度　{office}", day, title) for body, office, title in rows]


def _row(tag: str, cells: Sequence[str]) -> str:
    name = tag.split()[0]
    return f"<TR>{''.join(f'<{tag}>{cell}</{name}>' for cell in cells)}</TR>"


def _select(name: str, options: Mapping[str, str], blank: str) -> str:
    shown = "".join(f"<OPTION value={value}>{words}" for value, words in options.items())
    return f"<SELECT name={name}>{blank}{shown}</SELECT>"


def _frames(*frames: tuple[str, str]) -> Page:
    shown = "".join(
        f"<FRAME name={name} src='{PATH + source if source else 'about:blank'}'>"
        for name, source in frames
    )
    return _page("入札情報サービス", f"<FRAMESET rows='100,*'>{shown}</FRAMESET>")


def _lost() -> Page:
    return _page("エラー", "<P>画面遷移が不正です。トップページからやり直してください。")


def _page(title: str, body: str) -> Page:
    text = f"<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY>{body}</BODY></HTML>"
    return Page(text.encode("cp932"), "text/html")
