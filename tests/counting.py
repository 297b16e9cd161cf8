"""A site with lists and a page for each entry, and two sources that walk it; all invented.

``Linked`` finds pages by links. ``Session`` has one address for everything: a redirect gives a
cookie, a form says what is wanted, and who comes without the cookie is told that it is over.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

from scrapy.http import FormRequest, Request, Response, TextResponse

from crawlers import html
from crawlers.base import ProcurementSpider
from crawlers.practice_site import Asked, Page
from crawlers.source import Expect, Source

PER_PAGE = 50
SID = "sid"
TODAY = date.today()


def host_of(name: str) -> str:
    return f"{name}.example.jp"


@dataclass
class Entry:
    """One tender: of its list the row, of its own page the rest."""

    number: int
    day: date
    title: str
    state: str = "落札"
    price: int = 1_000_000

    @property
    def row(self) -> tuple[str, ...]:
        return (f"第{self.number:05}号", self.day.isoformat(), self.title, self.state)


def entries(count: int) -> list[Entry]:
    """Awards of the last days, the newest first."""
    return [
        Entry(n, TODAY - timedelta(days=n % 28), f"市道{n}号線舗装補修工事", price=1_000_000 + n)
        for n in range(count, 0, -1)
    ]


@dataclass
class Counting:
    """The site; ``asked`` counts what it was asked, by method, path and form."""

    entries: list[Entry]
    filler: str = ""
    asked: Counter[tuple[str, ...]] = field(default_factory=Counter)
    sessions: int = 0

    def __call__(self, asked: Asked) -> Page | None:
        if asked.path == "/robots.txt":
            return None
        form = [f"{name}={values[0]}" for name, values in sorted(asked.form.items())]
        self.asked[asked.method, asked.path, *form] += 1
        if asked.path == "/":
            self.sessions += 1
            cookie = ("Set-Cookie", f"{SID}=s{self.sessions}; Path=/")
            return Page(b"", "text/html", 302, (("Location", "/ppi"), cookie))
        if asked.path == "/ppi":
            if not asked.cookies.get(SID):
                return _html(
                    "<p>長時間操作がなかったため、もう一度はじめからやり直してください。</p>"
                )
            wanted, number = asked.value("to") or "list", int(asked.value("no") or 1)
        else:
            wanted, number = asked.path.strip("/").split("/")[0], int(asked.path.split("/")[-1])
        if wanted == "list":
            return self._list(number, asked.value("from"))
        return self._detail(number)

    @property
    def details(self) -> int:
        """How many pages of entries were asked for."""
        return sum(n for key, n in self.asked.items() if "detail" in "".join(key))

    def _list(self, page: int, since: str) -> Page:
        found = [entry for entry in self.entries if entry.day.isoformat() >= since]
        shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
        rows = "".join(
            f"<tr class=e data-no={entry.number}>"
            + "".join(f"<td>{cell}</td>" for cell in entry.row)
            + "</tr>"
            for entry in shown
        )
        further = (
            f"<a class=next data-no={page + 1}>次へ</a>" if len(found) > page * PER_PAGE else ""
        )
        return _html(f"<p id=total>{len(found)}</p><table>{rows}</table>{further}")

    def _detail(self, number: int) -> Page | None:
        entry = next((entry for entry in self.entries if entry.number == number), None)
        if entry is None:
            return None
        told = {
            "入札番号": entry.row[0],
            "件名": entry.title,
            "公告日": entry.row[1],
            "開札日": entry.row[1],
            "落札者": "架空建設株式会社",
            "落札金額": f"{entry.price:,}円（税抜）",
        }
        rows = "".join(f"<tr><th>{label}</th><td>{text}</td></tr>" for label, text in told.items())
        return _html(f"<h1>入札結果</h1><table>{rows}</table>{self.filler}")


def _html(body: str) -> Page:
    page = f"<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>架空市</title>{body}</html>"
    return Page(page.encode(), "text/html; charset=utf-8")


def _source(name: str) -> Source:
    return Source(
        title=f"練習 {name}",
        bodies=("JP-JCN-5000020479993",),
        home=f"https://{host_of(name)}/",
        stages=("award",),
        since=date(2024, 4, 1),
        lag_days=31,
        expect=Expect(items=(1, 20_000), within_days=31),
        hosts=(host_of(name),),
        invented=True,
    )


class Walking(ProcurementSpider):
    """Walks the lists by their links to the next, and asks for the page of each entry."""

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        assert isinstance(response, TextResponse)
        self.stated("一覧", int(html.text(html.one(response, "#total"))))
        rows = response.css("tr.e")
        self.found("一覧", len(rows))
        for row in rows:
            printed = html.text(row)
            yield from self.detail(
                self.ask(response, "detail", row.attrib["data-no"]),
                name=row.attrib["data-no"],
                row=printed,
                settled="落札" in printed,
            )
        if following := html.maybe(response, "a.next"):
            yield self.ask(response, "list", following.attrib["data-no"])

    def ask(self, response: Response, wanted: str, number: str) -> Request:
        raise NotImplementedError


class Linked(Walking):
    name = "linked"
    source = _source("linked")
    start_urls: ClassVar = [f"https://{host_of('linked')}/list/1"]

    def ask(self, response: Response, wanted: str, number: str) -> Request:
        return response.follow(f"/{wanted}/{number}")


class Session(Walking):
    name = "session"
    source = _source("session")
    start_urls: ClassVar = [f"https://{host_of('session')}/"]
    incremental = True
    custom_settings: ClassVar = {"COOKIES_ENABLED": True}  # the site knows its guests by a cookie

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        if response.request.method == "GET":
            yield self.ask(response, "list", "1")
        else:
            yield from super().parse(response)

    def ask(self, response: Response, wanted: str, number: str) -> Request:
        form = {"to": wanted, "no": number}
        if wanted == "list":
            form["from"] = self.since.isoformat() if self.since else ""
        return FormRequest(response.urljoin("/ppi"), formdata=form)
