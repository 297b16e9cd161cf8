"""Crawls with the real engine: good sites, bad sites, and what leaves the machine."""

import gzip
import hashlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from engine import HERE, Place, crawl, environment, kill_in_run, start
from misbehaving import ELSEWHERE, FAULTS, LIST, NAMES, THREE, host_of, sites

from crawlers.practice_site import (
    Fault,
    Page,
    PracticeServer,
    site_of_folder,
    site_of_pages,
)
from pipelines.lookups import data_path

CITY = "www.city.kakuu.example.jp"
FOLDER = data_path("practice", CITY)


@pytest.fixture
def city() -> Iterator[PracticeServer]:
    with PracticeServer({CITY: site_of_folder(FOLDER)}) as server:
        yield server


@pytest.fixture
def place(tmp_path: Path, new_url: Callable[[], str]) -> Place:
    return Place(tmp_path, new_url())


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Place:
    """For what happens between the engine and a site, whatever the database."""
    return Place(tmp_path)


def names_of(paths: list[str]) -> list[str]:
    return [path.rsplit("/", 1)[-1] for path in paths]


def test_a_city_is_crawled_and_a_second_crawl_is_quiet(city: PracticeServer, place: Place) -> None:
    truth = json.loads((HERE / "practice_city.json").read_text(encoding="utf-8"))
    tenders = sum(file["tenders"] for file in truth["files"])

    first = crawl(place, city, {"names": ["practice_city"]})
    run = first["runs"]["practice_city"]
    assert (run["verdict"], run["files"], run["new"]) == ("ok", len(truth["files"]), tenders)
    assert run["unreadable"] == 1
    asked = [path for host, path in city.seen.requests if host == CITY]
    assert len(asked) == len(set(asked)), "nothing is asked for twice"
    assert asked[0] == "/robots.txt"
    assert "/nyusatsu/kekka/mikata.html" not in asked

    second = crawl(place, city, {"names": ["practice_city"]})["runs"]["practice_city"]
    assert (second["verdict"], second["new"], second["changed"]) == ("quiet", 0, 0)
    assert (second["same"], second["unreadable"]) == (tenders, 1)
    assert place.query("SELECT count(*) FROM notices") == [(tenders,)]
    assert place.query("SELECT max(version) FROM notices") == [(1,)]


def test_in_practice_nothing_leaves_the_machine(city: PracticeServer, tmp_path: Path) -> None:
    place = Place(tmp_path)  # SQLite: a database on a port of its own would be connected to
    done = crawl(place, city, {"names": ["practice_city"]})
    assert done["connected"] == [city.address.removeprefix("http://")]
    assert set(done["looked_up"]) <= {"127.0.0.1"}
    assert {host for host, _ in city.seen.requests} == {CITY}
    assert {headers["User-Agent"].split("/")[0] for headers in city.seen.headers} == {"chotatsu"}
    [(hints,)] = place.query("SELECT hints FROM fetches WHERE url LIKE '%/koji202404.xlsx'")
    assert (
        json.loads(hints)["context"]["工事"] == "令和6年4月分（工事）（8KB）"
    )  # undeclared EUC-JP
    stored = {url.split("/")[2] for (url,) in place.query("SELECT url FROM fetches")}
    assert stored == {CITY}


def test_a_live_crawl_without_a_contact_is_refused(on_sqlite: Place) -> None:
    done = crawl(on_sqlite, None, {"names": ["practice_city"]})
    assert done["code"] == 3
    assert "set CHOTATSU_CONTACT" in done["error"]
    assert done["connected"] == done["looked_up"] == []


def test_an_unknown_source_is_told(on_sqlite: Place, city: PracticeServer) -> None:
    done = crawl(on_sqlite, city, {"names": ["nowhere"]})
    assert (done["code"], "found 'nowhere'" in done["error"]) == (2, True)


def test_a_part_of_a_source(city: PracticeServer, on_sqlite: Place) -> None:
    asked = {"names": ["practice_city"], "since": "2025-04-01", "until": "2025-06-30"}
    run = crawl(on_sqlite, city, asked)["runs"]["practice_city"]
    fetched = names_of([path for _, path in city.seen.requests if "/r0" in path])
    assert sorted(fetched) == sorted(
        [
            "r07.html",
            "r06.html",
            "koji202504.xlsx",
            "koji202505.xlsx",
            "gyomu202506.xlsx",
            "r07_08-09.xlsx",  # names two months: always taken
        ]
    )
    assert run["verdict"] == "ok"
    assert run["passed_over"] == 10
    run = crawl(on_sqlite, city, {"names": ["practice_city"], "sample": 2})["runs"]["practice_city"]
    assert (run["files"], run["passed_over"]) == (2, 12)


def test_scrapy_itself_crawls_the_same(city: PracticeServer, tmp_path: Path) -> None:
    ours, theirs = Place(tmp_path / "ours"), Place(tmp_path / "theirs")
    for place in (ours, theirs):
        place.folder.mkdir()
    crawl(ours, city, {"names": ["practice_city"]})
    subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "practice_city", "-s", "LOG_LEVEL=WARNING"],
        cwd=HERE.parent,
        env=environment(city, CHOTATSU_DATABASE_URL=theirs.store, CHOTATSU_ARCHIVE=theirs.archive),
        check=True,
    )
    assert theirs.content() == ours.content()
    assert theirs.query("SELECT verdict FROM runs") == [("ok",)]


def test_scrapy_fetch_shows_a_developer_a_page(city: PracticeServer, on_sqlite: Place) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "scrapy", "fetch", "--nolog", f"https://{CITY}/robots.txt"],
        cwd=HERE.parent,
        env=environment(
            city, CHOTATSU_DATABASE_URL=on_sqlite.store, CHOTATSU_ARCHIVE=on_sqlite.archive
        ),
        check=True,
        capture_output=True,
    )
    assert shown.stdout.strip() == (FOLDER / "robots.txt").read_bytes().strip()
    assert list(on_sqlite.folder.iterdir()) == []


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Any, Place]:
    """All misbehaving sites, crawled in one process; what came of each, and what was asked."""
    books = [
        (FOLDER / "nyusatsu" / "kekka" / "r06" / name).read_bytes()
        for name in ("koji202404.xlsx", "koji202406.xlsx", "koji202412.xlsx")
    ]
    faults = {(host_of(name), path): fault for (name, path), fault in FAULTS.items()}
    place = Place(tmp_path_factory.mktemp("misbehaving"))
    with PracticeServer(sites(books), faults) as server:
        done = crawl(place, server, {"names": NAMES, "modules": ["misbehaving"]})
    assert done["order"] == NAMES
    assert done["connected"] == [server.address.removeprefix("http://")]
    return done["runs"], server.seen, place


@pytest.mark.parametrize(
    ("name", "verdict", "says"),
    [
        ("good", "ok", "14 new"),
        ("zipped", "ok", "14 new"),
        ("slow", "ok", "14 new"),
        ("moved", "ok", "14 new"),
        ("closed", "blocked", "found 503 at https://closed.example.jp/kekka/index.html"),
        ("busy", "blocked", "found 503"),
        ("maintenance", "blocked", "'メンテナンス中' (maintenance)"),
        ("forbidden", "blocked", "found robots.txt against it"),
        ("robots_down", "blocked", "found 503 at https://robots-down.example.jp/robots.txt"),
        ("gone", "broken", "found 404"),
        ("half", "short", "files that the lists link, found 2"),
        ("endless", "short", "files that the lists link, found 2"),
        ("swapped", "short", "found a page that says"),
        ("refused", "short", "found 503 at https://refused.example.jp/kekka/2.xlsx"),
        ("offsite", "short", "expected an address on offsite.example.jp (Source.hosts)"),
        ("redirected", "short", "found http://elsewhere.example.net/kekka/2.xlsx"),
        ("redesigned", "broken", "expected a link to a workbook or a word such as 該当なし"),
        ("framed", "ok", "14 new"),
        ("by_year", "ok", "14 new"),
        ("barren", "broken", "a word such as 該当なし, found neither on any page"),
        ("twice", "ok", "9 new"),
        ("astray", "short", "found a page without notices at https://astray.example.jp/kekka/2"),
        ("circle", "broken", "found a redirect to itself at https://circle.example.jp"),
        ("robots_lost", "blocked", "at https://robots-lost.example.jp/robots.txt"),
        ("nothing", "empty", "found none"),
        ("local_file", "short", "found file:///etc/hosts"),
        ("at_night", "ok", "14 new"),  # a practice server has no hours
    ],
)
def test_every_site_gets_its_verdict(
    outcomes: tuple[dict[str, Any], Any, Place], name: str, verdict: str, says: str
) -> None:
    run = outcomes[0][name]
    assert (run["verdict"], says in run["reason"]) == (verdict, True), run["reason"]
    counted = outcomes[2].query(f"SELECT verdict, reason FROM runs WHERE source = '{name}'")
    assert counted == [(verdict, run["reason"])]


def test_one_request_at_a_time_a_host(outcomes: tuple[dict[str, Any], Any, Place]) -> None:
    most = outcomes[1].most_at_once
    assert set(most.values()) == {1}
    assert {host_of(name) for name in NAMES} == set(most)


def test_a_site_that_refuses_is_left_alone(outcomes: tuple[dict[str, Any], Any, Place]) -> None:
    asked: dict[str, list[str]] = {}
    for host, path in outcomes[1].requests:
        asked.setdefault(host, []).append(path)
    assert asked[host_of("busy")] == ["/robots.txt", LIST]  # Retry-After: a day
    assert asked[host_of("forbidden")] == ["/robots.txt"]
    assert set(asked[host_of("robots_down")]) == {"/robots.txt"}
    assert asked[host_of("closed")].count(LIST) == 4  # three retries
    assert asked[host_of("endless")].count("/kekka/2.xlsx") == 1
    assert ELSEWHERE not in asked
    assert asked[host_of("circle")] == ["/robots.txt", LIST]
    assert set(asked[host_of("robots_lost")]) == {"/robots.txt"}


def test_lists_of_an_unknown_layout_are_found_and_nothing_else(
    outcomes: tuple[dict[str, Any], Any, Place],
) -> None:
    asked = [path for host, path in outcomes[1].requests if host == host_of("by_year")]
    assert len(asked) == len(set(asked))
    lists = {path.removeprefix("/kekka/") for path in asked if not path.endswith((".xlsx", ".txt"))}
    assert lists == {"index.html", "koji.html", "g/", "h30/", "g/r01.html"}, "old.html is too deep"


def test_only_good_verdicts_publish(outcomes: tuple[dict[str, Any], Any, Place]) -> None:
    published = outcomes[2].query(
        "SELECT DISTINCT source FROM notices WHERE first_seen IS NOT NULL ORDER BY 1"
    )
    assert [name for (name,) in published] == [
        "at_night", "by_year", "framed", "good", "moved", "slow", "twice", "zipped"
    ]  # fmt: skip
    assert outcomes[2].query("SELECT count(*) FROM notices WHERE source = 'half'") == [(9,)]


def test_a_redirect_within_a_site_keeps_its_real_address(
    outcomes: tuple[dict[str, Any], Any, Place],
) -> None:
    urls = outcomes[2].query("SELECT url FROM fetches WHERE source = 'moved' ORDER BY position")
    assert urls[1] == ("https://moved.example.jp/kekka/2.xlsx?moved",)


def test_originals_are_as_the_publisher_wrote_them(
    outcomes: tuple[dict[str, Any], Any, Place],
) -> None:
    """One file, gzipped for the way or not, has one hash; its headers are true for its bytes."""
    body = (FOLDER / "nyusatsu" / "kekka" / "r06" / "koji202406.xlsx").read_bytes()
    rows = outcomes[2].query(
        "SELECT source, sha256, headers FROM fetches WHERE url LIKE '%/2.xlsx' "
        "AND source IN ('good', 'zipped') ORDER BY 1"
    )
    assert {sha256 for _, sha256, _ in rows} == {hashlib.sha256(body).hexdigest()}
    plain, zipped = (dict(json.loads(headers)) for _, _, headers in rows)
    assert plain["Content-Length"] == str(len(body))
    assert "Content-Encoding" not in zipped
    assert "Content-Length" not in zipped
    assert zipped["X-Archive-Orig-Content-Encoding"] == "gzip"
    assert abs(int(zipped["X-Archive-Orig-Content-Length"]) - len(gzip.compress(body))) < 64


def test_outside_of_its_hours_a_site_is_not_asked(on_sqlite: Place) -> None:
    asked = {"names": ["at_night"], "modules": ["misbehaving"]}
    done = crawl(on_sqlite, None, asked, CHOTATSU_CONTACT="https://www.example.jp/about")
    run = done["runs"]["at_night"]
    assert (run["verdict"], "opening hours (06:00 to 23:00 in Japan)" in run["reason"]) == (
        "blocked",
        True,
    )
    assert done["connected"] == done["looked_up"] == []


def test_the_delays_that_a_site_asks_for_are_kept(on_sqlite: Place) -> None:
    """Crawl-delay of robots.txt between all requests, Retry-After before the next."""
    host = host_of("good")
    pages = {path: Page(THREE.encode(), "text/html") for path in (LIST, "/kekka/1.xlsx")}
    pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 0.4\n", "text/plain")
    with PracticeServer({host: site_of_pages(pages)}, {(host, LIST): "later"}) as server:
        crawl(
            on_sqlite,
            server,
            {
                "names": ["good"],
                "modules": ["misbehaving"],
                "sample": 1,
                "settings": {"DOWNLOAD_DELAY": 0.01, "AUTOTHROTTLE_START_DELAY": 0.01},
            },
            CHOTATSU_PRACTICE_DELAY="",  # the polite delays, here made short
        )
        paths = [path for _, path in server.seen.requests]
        assert paths == ["/robots.txt", LIST, LIST, "/kekka/1.xlsx"]
        times = server.seen.times
    gaps = [later - before for before, later in pairwise(times)]
    assert gaps[0] > 0.3  # as the server sees it, which may notice a request late
    assert gaps[1] > 0.99
    assert gaps[2] > 0.39


def test_a_full_disk_ends_the_run_and_loses_nothing(city: PracticeServer, place: Place) -> None:
    """The archive can't take one file: the run is broken; the next one makes it good."""
    body = (FOLDER / "nyusatsu/kekka/r07/gyomu202506.xlsx").read_bytes()
    obstacle = Path(place.archive) / "originals" / hashlib.sha256(body).hexdigest()[:2]
    obstacle.parent.mkdir(parents=True)
    obstacle.write_bytes(b"")
    run = crawl(place, city, {"names": ["practice_city"]})["runs"]["practice_city"]
    assert (run["verdict"], "gyomu202506.xlsx, found SetupError" in run["reason"]) == (
        "broken",
        True,
    )
    assert place.query("SELECT count(*) FROM notices WHERE first_seen IS NOT NULL") == [(0,)]
    obstacle.unlink()
    run = crawl(place, city, {"names": ["practice_city"]})["runs"]["practice_city"]
    assert (run["verdict"], run["new"] + run["same"]) == ("ok", 60)


def test_an_interrupted_crawl_has_a_verdict_too(place: Place) -> None:
    """Ctrl-C ends a run with a verdict; only a killed process leaves it without."""
    host = host_of("slow")
    slow = {f"/kekka/{n}.xlsx": Page(b"PK", "application/zip") for n in (1, 2, 3)}
    pages = {LIST: Page(THREE.encode(), "text/html"), **slow}
    faults: dict[tuple[str, str], Fault] = {(host, path): "slow" for path in slow}
    with PracticeServer({host: site_of_pages(pages)}, faults) as server:
        process = start(place, server, {"names": ["slow"], "modules": ["misbehaving"]})
        while not any(path == "/kekka/1.xlsx" for _, path in server.seen.requests):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    [(verdict, reason)] = place.query("SELECT verdict, reason FROM runs")
    assert (verdict, "stopped before" in reason) == ("broken", True), reason


@pytest.mark.slow
def test_a_killed_crawl_is_made_good_by_the_next(
    city: PracticeServer, tmp_path: Path, new_url: Callable[[], str]
) -> None:
    """Killed at any moment, then crawled again: the same store as an undisturbed crawl."""
    undisturbed = Place(tmp_path / "undisturbed", new_url())
    undisturbed.folder.mkdir()
    crawl(undisturbed, city, {"names": ["practice_city"]})
    expected = undisturbed.content()
    unfinished = 0
    for attempt, moment in enumerate((0, 0.4)):
        place = Place(tmp_path / str(attempt), new_url())
        place.folder.mkdir()
        kill_in_run(start(place, city, {"names": ["practice_city"]}), place, moment)
        run = crawl(place, city, {"names": ["practice_city"]})["runs"]["practice_city"]
        unfinished += place.query("SELECT count(*) FROM runs WHERE verdict IS NULL")[0][0]
        assert run["verdict"] in ("ok", "quiet"), run["reason"]
        assert place.content() == expected
    assert unfinished, "no crawl was killed while it ran: choose other moments"
