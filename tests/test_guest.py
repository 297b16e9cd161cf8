"""Politeness, counted by the server: one request at a time, and the distance a host wants."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from engine import Place, crawl, environment
from misbehaving import LIST, Misbehaving, host_of
from test_cli import chotatsu

from crawlers.practice_site import Asked, Page, PracticeServer, Visit, site_of_folder, site_of_pages
from crawlers.source import Hours
from pipelines.lookups import data_path
from pipelines.times import TOKYO

CITY = "www.city.kakuu.example.jp"
BOOK = (data_path("practice", CITY) / "nyusatsu/kekka/r06/koji202404.xlsx").read_bytes()
SHARED, SECOND = "shared.example.jp", "second.example.jp"
DELAY = 0.5
CLOCK = {"asked": 0}


class First(Misbehaving):
    """Two sources of one host."""

    name = "first"


class Next(Misbehaving):
    name = "next"


class Pair(Misbehaving):
    """A source of two hosts."""

    name = "pair"


class Evening(Misbehaving):
    """Closes while it is crawled."""

    name = "evening"


for spider in (First, Next):
    spider.start_urls = [f"https://{SHARED}{LIST}?{spider.name}"]
    spider.source = replace(spider.source, hosts=(SHARED,), home=f"https://{SHARED}/")
Pair.source = replace(Pair.source, hosts=(host_of("pair"), SECOND))
Evening.source = replace(Evening.source, hours=Hours(time(6), time(23), frozenset(range(7))))


def closing() -> datetime:
    """A clock that strikes eleven in the evening after it was asked a few times."""
    CLOCK["asked"] += 1
    hour = 22 if CLOCK["asked"] <= 6 else 23
    return datetime(2026, 4, 1, hour, 59 if hour == 22 else 0, tzinfo=TOKYO)


def polite(place: Place, server: PracticeServer, names: list[str], **settings: Any) -> Any:
    """Crawl with the polite delays of a live crawl, made short."""
    short = {"DOWNLOAD_DELAY": DELAY, "AUTOTHROTTLE_ENABLED": False, "RANDOMIZE_DOWNLOAD_DELAY": 0}
    asked = {"names": names, "modules": ["test_guest"], "settings": short | settings}
    return crawl(place, server, asked, CHOTATSU_PRACTICE_DELAY="")


def visits(server: PracticeServer, *hosts: str) -> list[Visit]:
    found = [visit for visit in server.seen.visits if visit.host in hosts]
    return sorted(found, key=lambda visit: visit.began)


def apart(found: list[Visit]) -> float:
    """The least time between the beginnings of two visits, none of which overlap."""
    assert all(earlier.ended <= later.began for earlier, later in pairwise(found))
    return min(later.began - earlier.began for earlier, later in pairwise(found))


def pages_of(robots: bytes = b"User-agent: *\nDisallow: /kekka/secret\n") -> dict[str, Page]:
    return {
        "/robots.txt": Page(robots, "text/plain"),
        LIST: Page(b"<a href=1.xlsx>4</a>", "text/html"),
        "/kekka/1.xlsx": Page(BOOK, "application/zip"),
    }


# The delay is kept where requests are sent; on a busy machine one may reach the server late and
# the next at once. Far less than any delay that is measured here, far more than no delay at all.
SLACK = 0.25


@pytest.mark.parametrize(
    "robots", [b"User-agent: *\nDisallow:\n", b"User-agent: *\nCrawl-delay: 1\n"]
)
def test_the_delay_is_kept_across_sources_that_share_a_host(robots: bytes, tmp_path: Path) -> None:
    # Pages without files: the first source is done at once, and the next begins at once.
    pages = pages_of(robots) | {LIST: Page("<p>該当なし</p>".encode(), "text/html")}
    with PracticeServer({SHARED: site_of_pages(pages)}) as server:
        runs = polite(Place(tmp_path), server, ["first", "next"])["runs"]
        found = visits(server, SHARED)
    assert {run["verdict"] for run in runs.values()} == {"empty"}
    assert len(found) == 4  # each asks for robots.txt and the list
    assert apart(found) >= (1.0 if b"Crawl" in robots else DELAY) - SLACK


def test_what_robots_txt_forbids_is_not_asked_for(tmp_path: Path) -> None:
    pages = pages_of() | {LIST: Page(b"<a href=1.xlsx>4</a><a href=secret.xlsx>5</a>", "text/html")}
    with PracticeServer({SHARED: site_of_pages(pages)}) as server:
        run = polite(Place(tmp_path), server, ["first"])["runs"]["first"]
        paths = [visit.path for visit in visits(server, SHARED)]
    assert (run["verdict"], "robots.txt against it" in run["reason"]) == ("short", True)
    assert not [path for path in paths if "secret" in path]


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_site_is_asked_again_when_it_said(form: str, tmp_path: Path) -> None:
    refused: list[datetime] = []
    asked: list[datetime] = []

    def site(request: Asked) -> Page | None:
        if request.path != LIST:
            return pages_of().get(request.path)
        asked.append(datetime.now(UTC))
        if refused:
            return pages_of()[LIST]
        then = (asked[0] + timedelta(seconds=3)).replace(microsecond=0)
        refused.append(then if form == "date" else asked[0] + timedelta(seconds=1))
        value = format_datetime(then, usegmt=True) if form == "date" else "1"
        return Page(b"", "text/html", 429, (("Retry-After", value),))

    with PracticeServer({SHARED: site}) as server:
        run = polite(Place(tmp_path), server, ["first"])["runs"]["first"]
    assert run["verdict"] == "ok", run["reason"]
    assert len(asked) == 2
    assert asked[1] >= refused[0]


def test_a_host_that_wants_to_be_left_alone_is_left_alone_by_all_sources(tmp_path: Path) -> None:
    pages = pages_of()
    pages[LIST] = Page(b"", "text/html", 503, (("Retry-After", "86400"),))
    with PracticeServer({SHARED: site_of_pages(pages)}) as server:
        runs = polite(Place(tmp_path), server, ["first", "next"])["runs"]
        paths = [visit.path.partition("?")[0] for visit in visits(server, SHARED)]
    assert paths == ["/robots.txt", LIST]
    assert {run["verdict"] for run in runs.values()} == {"blocked"}
    reasons = " ".join(run["reason"] for run in runs.values())
    assert "found 503 at" in reasons  # the one that was told
    assert "left alone for 86400 seconds" in reasons  # and the other, which didn't ask


def test_a_redirect_waits_in_the_queue_of_its_host(tmp_path: Path) -> None:
    """To the same host, and to another one of the source: never at once, never two at a time."""
    host = host_of("pair")
    first = pages_of() | {
        LIST: Page(b"<a href=1.xlsx>4</a><a href=2.xlsx>5</a>", "text/html"),
        "/kekka/1.xlsx": Page(b"", "text/html", 302, (("Location", "/new/1.xlsx"),)),
        "/kekka/2.xlsx": Page(
            b"", "text/html", 302, (("Location", f"https://{SECOND}/kekka/1.xlsx"),)
        ),
        "/new/1.xlsx": Page(BOOK, "application/zip"),
    }
    second = pages_of(b"User-agent: *\nCrawl-delay: 1\n")
    sites = {host: site_of_pages(first), SECOND: site_of_pages(second)}
    with PracticeServer(sites) as server:
        run = polite(Place(tmp_path), server, ["pair"])["runs"]["pair"]
        one, two = visits(server, host), visits(server, SECOND)
        apart(visits(server, host, SECOND))  # one at a time over both
    assert run["verdict"] == "ok", run["reason"]
    assert "/new/1.xlsx" in [visit.path for visit in one]
    assert apart(one) >= DELAY - SLACK
    assert [visit.path for visit in two] == ["/robots.txt", "/kekka/1.xlsx"]
    assert apart(two) >= 1.0 - SLACK


def test_a_site_that_closes_during_a_run_is_asked_no_more(tmp_path: Path) -> None:
    links = "".join(f"<a href={number}.xlsx>{number}月</a>" for number in range(1, 9))
    pages = pages_of() | {LIST: Page(links.encode(), "text/html")}
    pages |= {f"/kekka/{number}.xlsx": Page(BOOK, "application/zip") for number in range(1, 9)}
    with PracticeServer({host_of("evening"): site_of_pages(pages)}) as server:
        asked = {"CHOTATSU_CLOCK": "test_guest.closing", "DOWNLOAD_DELAY": 0.01}
        run = polite(Place(tmp_path), server, ["evening"], **asked)["runs"]["evening"]
        files = [visit.path for visit in visits(server, host_of("evening")) if "xlsx" in visit.path]
    assert run["verdict"] == "short", run["reason"]
    assert "opening hours (06:00 to 23:00 in Japan)" in run["reason"]
    assert 0 < len(files) < 8


def test_every_request_says_whom_to_call(tmp_path: Path) -> None:
    """And without a contact none is sent: ``test_cli`` has the refusal as a user meets it."""
    contact = "https://www.example.org/crawler"
    with PracticeServer({CITY: site_of_folder(data_path("practice", CITY))}) as server:
        variables = {
            name: value
            for name, value in environment(server, CHOTATSU_CONTACT=contact).items()
            if name.startswith("CHOTATSU_")
        }
        done = chotatsu(tmp_path, "crawl", "practice_city", "--sample", "1", **variables)
        agents = {headers["User-Agent"] for headers in server.seen.headers}
    assert done.returncode == 0, done.stderr
    assert len(agents) == 1
    assert agents.pop().endswith(f" (+{contact})")


def test_a_contact_that_no_request_would_carry_is_refused(tmp_path: Path) -> None:
    settings = {"USER_AGENT": "chotatsu/1"}
    asked = {"names": ["first"], "modules": ["test_guest"], "settings": settings}
    done = crawl(Place(tmp_path), None, asked, CHOTATSU_CONTACT="https://www.example.org/")
    assert (done["code"], "CHOTATSU_CONTACT" in done["error"]) == (3, True)
    assert done["connected"] == []
