"""Practice sources whose sites misbehave, each in its own way; for ``test_crawl``."""

from dataclasses import replace
from datetime import date, time

from crawlers.families.file_list import FileListSpider
from crawlers.practice_site import Fault, Page, Site, site_of_pages
from crawlers.source import Expect, Hours, Source

LIST = "/kekka/index.html"
ROBOTS = "/robots.txt"


def host_of(name: str) -> str:
    return f"{name.replace('_', '-')}.example.jp"


class Misbehaving(FileListSpider):
    """A list of three files, unless the site says otherwise."""

    def __init_subclass__(cls) -> None:
        host = host_of(cls.name)
        cls.start_urls = [f"https://{host}{LIST}"]
        cls.source = Source(
            title=f"練習 {cls.name}",
            bodies=("JP-JCN-5000020479993",),
            home=f"https://{host}/",
            stages=("result",),
            since=date(2024, 4, 1),
            lag_days=31,
            expect=Expect(items=(1, 1000), within_days=31),
            hosts=(host,),
            invented=True,
        )


class Good(Misbehaving):
    name = "good"


class Zipped(Misbehaving):
    name = "zipped"


class Slow(Misbehaving):
    name = "slow"


class Moved(Misbehaving):
    name = "moved"


class Closed(Misbehaving):
    name = "closed"


class Busy(Misbehaving):
    name = "busy"


class Maintenance(Misbehaving):
    name = "maintenance"


class Forbidden(Misbehaving):
    name = "forbidden"


class RobotsDown(Misbehaving):
    name = "robots_down"


class Gone(Misbehaving):
    name = "gone"


class Half(Misbehaving):
    name = "half"


class Endless(Misbehaving):
    name = "endless"


class Swapped(Misbehaving):
    name = "swapped"


class Refused(Misbehaving):
    name = "refused"


class Offsite(Misbehaving):
    name = "offsite"


class Redirected(Misbehaving):
    name = "redirected"


class Redesigned(Misbehaving):
    name = "redesigned"


class Nothing(Misbehaving):
    name = "nothing"


class Framed(Misbehaving):
    """A frameset: a menu without files, and the list."""

    name = "framed"


class ByYear(Misbehaving):
    """Works apart from services, each by fiscal year, in a site that nobody has seen before."""

    name = "by_year"
    levels = 2


class Barren(Misbehaving):
    """Links that look like lists and lead to none."""

    name = "barren"
    levels = 2


class Twice(Misbehaving):
    """Two addresses for one file, one of which leads to the other."""

    name = "twice"


class Astray(Misbehaving):
    """A missing file leads to the home page, with status 200."""

    name = "astray"


class Circle(Misbehaving):
    """A page that wants a cookie first, and sends us round until it gets it."""

    name = "circle"


class RobotsLost(Misbehaving):
    name = "robots_lost"


class LocalFile(Misbehaving):
    name = "local_file"


class AtNight(Misbehaving):
    """Closed at any hour, to be tried at any hour."""

    name = "at_night"


AtNight.source = replace(
    AtNight.source, hours=Hours(opens=time(6), closes=time(23), days=frozenset())
)

NAMES = [cls.name for cls in Misbehaving.__subclasses__()]
ELSEWHERE = "elsewhere.example.net"

FAULTS: dict[tuple[str, str], Fault] = {
    ("zipped", "/kekka/2.xlsx"): "gzip",
    ("moved", "/kekka/2.xlsx"): "moved",
    ("slow", "/kekka/2.xlsx"): "slow",
    ("slow", "/kekka/3.xlsx"): "slow",
    ("closed", LIST): "503",
    ("busy", LIST): "busy",
    ("maintenance", LIST): "maintenance",
    ("robots_down", ROBOTS): "503",
    ("half", "/kekka/2.xlsx"): "half",
    ("endless", "/kekka/2.xlsx"): "endless",
    ("swapped", "/kekka/2.xlsx"): "maintenance",
    ("refused", "/kekka/2.xlsx"): "503",
    ("redirected", "/kekka/2.xlsx"): "away",
    ("robots_lost", ROBOTS): "half",
    ("twice", "/kekka/2.xlsx"): "first",
    ("circle", LIST): "circle",
}
LISTS = {
    "offsite": f'<a href="1.xlsx">4月</a><a href="https://{ELSEWHERE}/kekka/2.xlsx">5月</a>',
    "redesigned": "<h1>入札結果</h1><p>新しいサイトへようこそ。</p>",
    "framed": '<frameset><frame src="menu.html"><frame src="r07.html#top"></frameset>',
    "by_year": '<a href="koji.html">工事</a><a href="g/">コンサルタント業務等</a>'
    '<a href="hall.html">工事の実績</a>',
    "barren": '<a href="h30.html">平成30年度</a>',
    "nothing": "<h1>入札結果</h1><p>該当なし</p>",
    "local_file": '<a href="1.xlsx">4月</a><a href="file:///etc/hosts?a=.xlsx">5月</a>',
}
THREE = "".join(f'<li><a href="{n}.xlsx">令和7年{n + 3}月分</a></li>' for n in (1, 2, 3))


PAGES = {
    "framed": {"/kekka/menu.html": "<a href=r07.html>一覧</a>", "/kekka/r07.html": THREE},
    "by_year": {
        "/kekka/koji.html": '<a href="h30/">平成30年度</a><a href="index.html">入札結果</a>',
        "/kekka/g/": '<a href="../koji.html">工事</a><a href="r01.html">令和元年度</a>',
        "/kekka/h30/": '<a href="../1.xlsx">4月</a><a href="old.html">平成29年度</a>',
        "/kekka/g/r01.html": '<a href="../2.xlsx">4月</a><a href="../3.xlsx">5月</a>',
    },
    "barren": {"/kekka/h30.html": "<p>リニューアルしました。</p>"},
    "astray": {"/kekka/2.xlsx": "<h1>ようこそ</h1><a href=a.pdf>広報</a><p>市のホームページです。"},
}
"""Further pages of a site, by path."""


def sites(workbooks: list[bytes]) -> dict[str, Site]:
    """The sites by host: a list page and three workbooks each."""
    found: dict[str, Site] = {}
    for name in NAMES:
        if name == "gone":
            continue
        html = f"<!DOCTYPE html><title>入札結果</title>{LISTS.get(name, THREE)}"
        pages = {LIST: Page(html.encode(), "text/html")}
        for number, body in enumerate(workbooks, 1):
            pages[f"/kekka/{number}.xlsx"] = Page(body, "application/vnd.ms-excel")
        for path, html in PAGES.get(name, {}).items():
            pages[path] = Page(f"<!DOCTYPE html><title>市</title>{html}".encode(), "text/html")
        if name == "forbidden":
            pages[ROBOTS] = Page(
                b"User-agent: *\nAllow: /\n\nUser-agent: chotatsu\nDisallow: /kekka/\n",
                "text/plain",
            )
        found[host_of(name)] = site_of_pages(pages)
    found["gone.example.jp"] = site_of_pages({})
    found[ELSEWHERE] = site_of_pages({"/kekka/2.xlsx": Page(workbooks[1], "text/plain")})
    return found
