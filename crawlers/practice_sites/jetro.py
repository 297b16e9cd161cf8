"""A practice site of JETRO's 政府公共調達データベース; all notices are invented.

It behaves as clients' code of 2026 tells of the real one: a list in JSON for those who ask as its
own page does, a firewall that answers others with a page, pages of 30 by an offset that is echoed.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from crawlers.practice_site import Asked, Page, Site
from pipelines.times import now

HOST = "www.jetro.go.jp"
NATIONAL, LOCAL = "33235812", "33686978"
LIST = "/view_interface.php"
_WALL = "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected."
_LEGEND = (
    "①品目分類番号　②調達件名及び数量　③調達方法　④契約方式　⑤落札決定日（随意契約の場合は契約日）"
    "　⑥落札者の氏名及び住所　⑦落札価格　⑧入札公告日又は公示日　⑨随意契約の理由　⑩指名業者名　"
    "⑪落札方式　⑫予定価格"
)
_CALL = (
    "次のとおり一般競争入札に付します。<br>{era}<br>支出負担行為担当官<br>架空省大臣官房会計課長　"
    "架空　太郎<br>◎調達機関番号　020　◎所在地番号　13<br>１　調達内容<br>(1) 品目分類番号　24<br>"
    "(2) 購入等件名及び数量　{title}<br>(3) 納入期限　令和９年３月26日<br>２　入札書の提出場所等"
    "<br>(1) 入札書の受領期限　令和８年10月23日17時00分<br>"
    "(2) 開札の日時及び場所　令和８年10月26日11時00分　架空省入札室"
)
_AWARDS = (
    "次のとおり落札者等について公示します。<br>{era}<br>［掲載順序］<br>{legend}<br>"
    "〇支出負担行為担当官　架空省大臣官房会計課長　架空　太郎　（東京都千代田区架空１－１）<br>"
    "◎調達機関番号　020　◎所在地番号　13<br>{lines}"
)
_LOCAL_CALL = (
    "次のとおり一般競争入札に付します。<br>{era}<br>架空県知事　架空　花子<br>１　調達内容<br>"
    "(1) 購入等件名及び数量　{title}<br>(2) 納入期限　令和９年３月26日<br>"
    "２　入札書の受領期限　令和８年10月23日17時00分<br>３　開札の日時　令和８年10月26日11時00分"
)


@dataclass(frozen=True)
class Item:
    """An entry of a list: a notice, or a line of a notice of awards; ``text`` is its article."""

    xid: int
    aid: str
    title: str
    day: date
    agency: str
    kind: str
    text: str

    def told(self, *, is_local: bool) -> dict[str, Any]:
        """The entry as the list has it; a long title is cut."""
        title = self.title if len(self.title) <= 40 else f"{self.title[:40]}..."
        told = {"xid": self.xid, "aid": self.aid, "title": title, "agency": self.agency}
        told["date"] = f"{self.day:%Y年%m月%d日}"
        more = (
            {"location": "架空県"}
            if is_local
            else {"paKind": self.kind.replace("（", "<br />\r\n（")}
        )
        return {**told, **more}

    def page(self) -> Page:
        """The article."""
        rows = {
            "公示日/公告日": f"{self.day:%Y年%m月%d日}",
            "公示の種類": self.kind,
            "調達機関": f"{self.agency}（所在地：東京都）",
            "分類": "0024 科学・光学機器",
        }
        cells = "".join(f"<tr><th>{k}</th><td>{html.escape(v)}</td></tr>" for k, v in rows.items())
        return _html(
            f"{self.title} | 政府公共調達データベース | ジェトロ",
            f"<h1>政府公共調達データベース</h1><h2>{html.escape(self.title)}</h2>"
            f"<table>{cells}<tr><th>本文</th><td>{self.text}</td></tr></table>",
        )


def awards(day: date, start: int, lines: Sequence[str]) -> list[Item]:
    """A notice of awards: an entry a line, each with an article that shows all lines."""
    text = _AWARDS.format(era=_era(day), legend=_LEGEND, lines="<br>".join(lines))
    return [
        Item(
            start + number,
            f"{day:%Y%m%d}{start % 10000:04d}{number:04d}",
            line.partition("②")[2].partition("③")[0].strip(),
            day,
            "架空省",
            "落札者等の公示",
            text,
        )
        for number, line in enumerate(lines, 1)
    ]


def line(number: int, price: int) -> str:
    """An invented line of awards."""
    return (
        f"①71　②架空業務第{number}号　一式　③購入等　④一般　⑤８．７．１　⑥架空電算㈱　"
        f"東京都港区架空１－１　⑦{price:,}円　⑧８．５．12　⑪最低価格"
    )


def calls(day: date, start: int, count: int, *, is_local: bool = False) -> list[Item]:
    """Invented calls of one day; every tenth has a title that the list cuts."""
    text = _LOCAL_CALL if is_local else _CALL
    found = []
    for number in range(count):
        title = f"架空観測装置第{start + number}号の製造　一式"
        if number % 10 == 0:
            title = "架空における次世代型の観測装置の製造並びに据付け及び調整に関する業務　" + title
        aid = f"{start + number:016x}" if is_local else f"{day:%Y%m%d}{start + number:08d}"
        agency = "架空県" if is_local else "架空省"
        told = text.format(era=_era(day), title=title)
        found.append(
            Item(start + number, aid, title, day, agency, "入札公告（物品・サービス一般）", told)
        )
    return found


@dataclass
class Database:
    """The site: ``Database(national=[…], local=[…]).answer``.

    ``grows`` are entries that are published before the page at an offset is given, once each.
    ``walled`` are offsets at which the firewall answers, ``moods`` how often it does so before it
    lets a page of a list pass. ``deaf`` ignores the offset, ``timeless``
    the days; ``lost`` are articles that the firewall keeps back.
    """

    national: list[Item] = field(default_factory=list)
    local: list[Item] = field(default_factory=list)
    grows: dict[int, Item] = field(default_factory=dict)
    walled: frozenset[int] = frozenset()
    moods: int = 0
    deaf: bool = False
    timeless: bool = False
    lost: frozenset[str] = frozenset()
    size: int = 30

    def answer(self, asked: Asked) -> Page | None:
        """The answer to a request; None for what isn't there."""
        if asked.path == LIST:
            return self._list(asked)
        if asked.path == "/gov_procurement/":
            return _html("政府公共調達データベース", "<h1>政府公共調達データベース</h1>")
        for kind, items in (("national", self.national), ("local", self.local)):
            for item in items:
                place = f"{item.xid}/{item.aid}" if kind == "national" else item.aid
                if asked.path == f"/gov_procurement/{kind}/articles/{place}.html":
                    return _wall() if item.aid in self.lost else item.page()
        return None

    def _list(self, asked: Asked) -> Page:
        current = int(asked.value("current") or 0)
        is_local = asked.value("blockId") == LOCAL
        items = self.local if is_local else self.national
        is_own = asked.headers.get("x-requested-with") == "XMLHttpRequest"
        if not is_own or "referer" not in asked.headers or current in self.walled:
            return _wall()
        if self.moods > 0:
            self.moods -= 1
            return _wall() if self.moods % 2 else replace(_wall(), status=403)
        if current in self.grows:
            items.insert(0, self.grows.pop(current))
        prefix = "local_" if is_local else ""
        first, last = (asked.value(f"{prefix}{end}") for end in ("from", "to"))
        found = [
            item
            for item in items
            if self.timeless or (first or "0") <= f"{item.day:%Y/%m/%d}" <= (last or "9")
        ]
        start = 0 if self.deaf else current
        told = [item.told(is_local=is_local) for item in found[start : start + self.size]]
        page: Mapping[str, Any] = {
            "pagination": {"total": len(found), "perPage": self.size, "current": start},
            "items": told,
        }
        return Page(json.dumps(page).encode(), "application/json")


def site(today: date | None = None) -> dict[str, Site]:
    """The practice site with notices of the ten days up to one (today), by its host."""
    today = today or now().date()
    days = [today - timedelta(days=number) for number in range(10)]
    national = [item for at, day in enumerate(days) for item in calls(day, 1000 + 100 * at, 35)]
    local = [i for at, d in enumerate(days) for i in calls(d, 5000 + 100 * at, 5, is_local=True)]
    lines = [line(number, 1_000_000 + number) for number in range(12)]
    return {HOST: Database([*awards(days[1], 9000, lines), *national], local).answer}


def _wall() -> Page:
    return Page(_WALL.encode(), "text/html")


def _html(title: str, inner: str) -> Page:
    text = (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{html.escape(title)}'
        f"</title></head><body>{inner}<footer>練習用のページです。すべて架空です。</footer></body></html>"
    )
    return Page(text.encode(), "text/html; charset=UTF-8")


def _era(day: date) -> str:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return f"令和{day.year - 2018}年{day.month}月{day.day}日".translate(wide)
