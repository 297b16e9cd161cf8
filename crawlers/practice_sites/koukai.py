"""Practice sites of 入札情報公開システム: epi-cloud, Saitama, Ibaraki; all data is invented.

They behave as clients' code of 2026 tells of the real ones: a session that remembers the last
screen, frames that must be asked for, rows in an iframe without headings, totals in the page around
it, cp932, an empty body for goods on a works screen, a detail that wants a Referer.
"""

from __future__ import annotations

import html
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crawlers.practice_site import Asked, Page, Site

EPI = "www.epi-cloud.fwd.ne.jp"
SAITAMA = "ebidjk2.ebid2.pref.saitama.lg.jp"
IBARAKI = "ppi.cals-ibaraki.lg.jp"
_BASE = "/koukai/do/"
_LOST = "タイムアウトが発生しました。最初からやり直してください。"
_CLOSED = "<p>現在はサービス時間外です。運用時間は平日の午前6時から午後11時までです。</p>"
_FRAMES = ("koukai_title", "koukai_menu", "koukai_main")
_KINDS = {"00": "工事", "01": "コンサル", "11": "物品・役務"}
_RED = "<FONT COLOR='#CC0033'>"


@dataclass(frozen=True)
class Case:
    """One case: ``winner`` "-" and ``amount`` a word where nobody won."""

    key: str
    number: str
    title: str
    body: str
    supply: str = "00"
    year: str = "2026"
    day: str = "2026/08/20"
    winner: str = "株式会社架空建設"
    amount: str = "18800000"
    set: str = "030"
    notice: bool = False


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
    forgotten; ``closed``: it is night; ``by_path``: the session is taken from the path only.
    ``states`` is added to the total that is stated.
    """

    variant: str
    bodies: Mapping[str, str]
    cases: Sequence[Case]
    by_path: bool = True
    loses: set[int] = field(default_factory=set)
    closed: bool = False
    size: int = 3
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
        visit = self.visits.get(session or own)
        if visit is None or self.asked in self.loses or (self.by_path and not session):
            self.visits.pop(session or own, None)
            return _page(f"<p>{_LOST}</p>")
        return self._step(step, asked, visit, f";jsessionid={session}" if session else "")

    def _entry(self, name: str) -> Page:
        number = f"S{next(self._ids):04d}"
        self.visits[number] = Visit()
        cookie = () if self.by_path else (("Set-Cookie", f"JSESSIONID={number}; Path=/koukai"),)
        tail = f";jsessionid={number}" if self.by_path else ""
        if self.variant == "saitama":
            inner = "".join(f'<frame src="{_BASE}{one}" name="{one}">' for one in _FRAMES)
            return _page(f"<frameset>{inner}</frameset>", cookie)
        key = "".join(chr(int(name[at : at + 4], 16) // 32) for at in range(0, len(name), 4))
        codes = [one for one in self.bodies if not key or one.startswith(key)]
        choices = "".join(f'<option value="{one}">{self.bodies[one]}</option>' for one in codes)
        links = "".join(
            f"<span class=ATYPE onClick='jsLink2({at});'>{words}</span>"
            for at, words in enumerate(_KINDS.values(), 1)
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
            return _page(_menu(visit) if step == "koukai_menu" else "<p>入札情報公開システム</p>")
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
        heads = _NOTICE if visit.screen.endswith("301") else _HEADS[self.variant]
        frame = f"../do/KF{visit.screen[1:]}FrameShow{tail}"
        head = "".join(f"<td>{one}</td>" for one in heads)
        return (
            f"<form name=f action={_BASE}{visit.screen}SearchAction>{stated}</form>"
            f"<table><tr>{head}</tr></table>{next_}<iframe name=right src='{frame}'></iframe>"
        )

    def _row(self, case: Case) -> str:
        heads = _NOTICE if case.notice else _HEADS[self.variant]
        listed = self.variant == "epi" and not case.notice
        cells = []
        for at, head in enumerate(heads, 1):
            inner = _cells(case, listed)[head]
            style = f' class="listData listCol{at}"' if listed else ""
            cells.append(f"<td{style}>{inner}</td>")
        return f"<tr>{''.join(cells)}</tr>\n"

    def _detail(self, asked: Asked) -> Page | None:
        if not asked.headers.get("referer"):
            return _page("<p>INVALID_URL</p>")
        case = next((one for one in self.cases if one.key == asked.value("control_no")), None)
        if case is None:
            return None
        self.details.append(case.key)
        return _page(_detail(case))


_HEADS: Mapping[str, Sequence[str]] = {
    "epi": ("表示種別", "開札日／契約日", "工事名", "契約管理番号", "入札方式", "落札者／契約者",
            "落札金額(税抜)", "課所名"),
    "saitama": ("入札方式", "案件番号", "調達案件名称", "開札日", "課所名"),
    "ibaraki": ("入札方式", "案件番号", "調達案件名称", "開札日", "課所名"),
}  # fmt: skip
_NOTICE = ("案件名", "案件番号", "入札方式", "案件状態", "公開日", "開札日", "課所名")


def _cells(case: Case, listed: bool) -> dict[str, str]:
    """The cells of a row by heading."""
    edit = f"doEdit{case.set}" if listed else "doEdit"
    link = f"""<a href="javascript:{edit}('{case.key}')">{html.escape(case.title)}</a>"""
    money = f"<script>var sMoney='{case.amount}';document.write(tagFormatMoney(sMoney));</script>"
    return {
        "表示種別": "入札結果", "開札日／契約日": case.day, "工事名": link,
        "契約管理番号": case.number or "-",
        "入札方式": "一般競争入札", "落札者／契約者": case.winner,
        "落札金額(税抜)": money if case.amount.isdigit() else case.amount,
        "課所名": f"{case.body}　建設部　土木課", "案件番号": case.number, "調達案件名称": link,
        "開札日": case.day, "案件名": link, "案件状態": "公開中", "公開日": "2026/08/01",
    }  # fmt: skip


def _detail(case: Case) -> str:
    told = {
        "調達機関": case.body, "案件番号": case.number, "調達案件名称": case.title,
        "入札方式": "一般競争入札", "開札日": case.day, "課所名": f"{case.body}　建設部　土木課",
    }  # fmt: skip
    if case.notice:
        told |= {"公開日": "2026/08/01", "場所": f"{case.body}地内", "工期": "2027年3月15日まで"}
        return _titled(told)
    is_won = case.amount.isdigit()
    told |= {
        "業種／業務": "********",
        "予定価格": "20,000,000円",
        "結果": "落札" if is_won else case.amount,
    }
    rows = "".join(
        f"<TR><TD>{_red(number, won)}</TD><TD>{_red(name, won)}</TD><TD>{_red(price, won)}</TD>"
        f"<TD>{_red(last, won)}</TD><TD>{_red(last, won)}</TD><TD></TD></TR>"
        for number, name, price, last, won in _bidders(case)
    )
    heads = ("法人番号", "業者名", "第1回", "第2回", "最終回", "随意契約")
    head = "".join(f"<TD class='TableTitle'>{one}</TD>" for one in heads)
    return f"{_titled(told)}<p>※金額は税抜き</p><TABLE><TR>{head}</TR>{rows}</TABLE>"


def _bidders(case: Case) -> list[tuple[str, str, str, str, bool]]:
    """法人番号, name, both prices and whether it won, of each bidder."""
    won = case.amount.isdigit()
    price = f"{int(case.amount):,}" if won else "23,000,000"
    own = case.winner if won else "株式会社架空建設"
    return [
        ("7000000000001", f"{own}　本店", "21,000,000", price, won),
        ("", "架空土木株式会社　架空支店", "22,500,000", "辞退", False),
    ]


def _titled(told: Mapping[str, str]) -> str:
    rows = "".join(
        f"<TR><TD class='TableTitle'>{label}</TD><TD>{html.escape(text)}</TD></TR>\n"
        for label, text in told.items()
    )
    return f"<TABLE>{rows}</TABLE>"


def _red(text: str, won: bool) -> str:
    return f"{_RED}{text}</FONT>" if won else text


def _menu(visit: Visit) -> str:
    link = "jskfbLink" if visit.supply == "11" else "jskfkLink"
    goods = "" if visit.supply else "<span class=ATYPE onClick='jskfbLink(3);'>物品結果</span>"
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


def cases(body: str, start: int = 1) -> list[Case]:
    """Invented cases of one body: pages, twins, and every way in which a case may end."""
    twin = Case(f"00{start}0000", "", "架空市道舗装修繕工事", body)
    made = [
        ("橋りょう補修工事（その１）", "株式会社架空建設", "18800000"),
        ("中央小学校改修工事", "架空・見本特定建設工事共同企業体", "253000000"),
        ("河川しゅんせつ工事", "-", "不調"),
        ("公園整備工事", "-", "取止め"),
        ("配水管布設替工事", "株式会社見本工業", "*********"),
        ("小規模修繕単価契約", "※詳細参照", "-"),
    ]
    found = [twin, Case(f"00{start}0001", "", twin.title, body)]
    for at, (title, winner, amount) in enumerate(made, 2):
        found.append(Case(f"00{start}{at:04d}", f"2026-{start}{at:03d}", title, body,
                          winner=winner, amount=amount))  # fmt: skip
    found.append(Case(f"00{start}0090", f"2026-{start}090", "道路設計業務委託", body, "01"))
    found.append(Case(f"00{start}0091", f"2026-{start}091", "事務用品購入", body, "11"))
    found.append(Case(f"00{start}0092", f"2025-{start}092", "除雪業務委託", body, year="2025",
                      day="2025/12/01", set="040"))  # fmt: skip
    found.append(Case(f"00{start}0093", f"2026-{start}093", "庁舎改修工事", body, day="2099/01/15",
                      notice=True))  # fmt: skip
    return found


def site() -> dict[str, Site]:
    """The three practice sites with some invented cases, by host."""
    tenants = {"1032ZZZZZZ": "盛岡市", "3038ZZZZZZ": "西和賀町", "1298ZZZZZZ": "宇陀市",
               "1042ZZZZZZ": "仙台市", "1257ZZZZZZ": "長浜市"}  # fmt: skip
    saitama = {"1101ZZZZZZ": "川越市", "1102ZZZZZZ": "（旧）大里町", "1103ZZZZZZ": "長瀞町"}
    ibaraki = {"0000ZZZZZZ": "茨城県", "0220ZZZZZZ": "つくば市"}
    return {
        EPI: Koukai("epi", tenants, _all(tenants)).answer,
        SAITAMA: Koukai("saitama", saitama, _all(saitama), by_path=False).answer,
        IBARAKI: Koukai("ibaraki", ibaraki, _all(ibaraki), by_path=False).answer,
    }


def _all(bodies: Mapping[str, str]) -> list[Case]:
    return [one for at, name in enumerate(bodies.values(), 1) for one in cases(name, at)]
