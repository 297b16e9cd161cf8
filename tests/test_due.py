"""What is due, and from which day on: by a table of runs, and by the command with real runs."""

import json
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from engine import Place, crawl, environment
from misbehaving import Misbehaving, host_of
from sqlalchemy import text
from test_cli import chotatsu

from crawlers.due import Ran, due, last_good, since
from crawlers.practice_site import Page, PracticeServer, site_of_folder, site_of_pages
from crawlers.source import Expect, Hours, Source
from pipelines.lookups import data_path
from pipelines.store.session import open_store
from pipelines.times import TOKYO

CITY = "www.city.kakuu.example.jp"
WEEKLY = Source(
    title="架空市 入札結果",
    bodies=("JP-JCN-5000020479993",),
    home="https://www.city.example.jp/",
    stages=("result",),
    since=date(2024, 4, 1),
    lag_days=10,
    cadence_days=7,
    expect=Expect(items=(1, 100), within_days=31),
    hosts=("www.city.example.jp",),
)
NOON = datetime(2026, 4, 15, 12, tzinfo=TOKYO)  # a Wednesday


def ran(day: int, verdict: str | None, hour: int = 12, **part: Any) -> Ran:
    return Ran("city", datetime(2026, 4, day, hour, tzinfo=TOKYO), verdict, **part)


@pytest.mark.parametrize(
    ("runs", "now", "why", "day"),
    [
        ([], True, "never", None),
        ([ran(8, "ok")], True, "rhythm", 15),
        ([ran(8, "quiet", hour=23)], True, "rhythm", 15),  # later in the day than now
        ([ran(9, "ok")], False, "rhythm", 16),
        ([ran(9, "ok"), ran(14, "blocked")], True, "again", 15),
        ([ran(9, "ok"), ran(15, "short", hour=1)], False, "again", 16),  # not at once in a loop
        ([ran(15, None, hour=11)], False, "again", 16),  # runs now, or was killed
        ([ran(14, "broken"), ran(15, "ok", hour=1)], False, "rhythm", 22),
        # A part that somebody asked for says nothing about the whole.
        ([ran(15, "ok", sample=2)], True, "never", None),
        ([ran(15, "broken", sample=2)], True, "never", None),
        ([ran(1, "ok"), ran(15, "ok", until=date(2025, 1, 1))], True, "rhythm", 8),
        ([ran(15, "ok", since=date(2026, 4, 1))], True, "never", None),
        # A later run that goes on from the good one before it is as good as the whole.
        ([ran(1, "ok"), ran(14, "ok", since=date(2026, 3, 22))], False, "rhythm", 21),
        ([ran(1, "ok"), ran(14, "ok", since=date(2026, 3, 23))], True, "rhythm", 8),  # a gap
        ([ran(1, "short"), ran(14, "ok", since=date(2026, 3, 22))], True, "again", 2),
    ],
)
def test_a_source_is_due_by_its_rhythm_and_its_runs(
    runs: list[Ran], now: bool, why: str, day: int | None
) -> None:
    found = due("city", WEEKLY, runs, NOON, practice=False)
    expected = date(2026, 4, day) if day else None
    assert (found.now, found.why, found.day) == (now, why, expected)


@pytest.mark.parametrize(
    ("changed", "practice", "now", "why", "day", "reason"),
    [
        ({"off": "全文がない"}, False, False, "off", None, "全文がない"),
        ({"invented": True}, False, False, "invented", None, None),
        ({"invented": True}, True, True, "never", None, None),
        ({"cadence_days": None}, False, True, "never", None, None),
        ({"hours": Hours(time(6), time(23))}, False, True, "never", None, None),
        ({"hours": Hours(time(13), time(23))}, False, False, "closed", 15, "13:00–23:00"),
        ({"hours": Hours(time(6), time(9))}, False, False, "closed", 16, "06:00–09:00"),
        (
            {"hours": Hours(time(6), time(9), frozenset({0}))},
            False,
            False,
            "closed",
            20,
            "06:00–09:00",
        ),
        ({"hours": Hours(time(13), time(23))}, True, True, "never", None, None),
    ],
)
def test_a_source_may_be_off_or_closed(
    changed: dict[str, Any], practice: bool, now: bool, why: str, day: int | None, reason: str
) -> None:
    found = due("city", replace(WEEKLY, **changed), [], NOON, practice)
    expected = date(2026, 4, day) if day else None
    assert (found.now, found.why, found.day, found.reason) == (now, why, expected, reason)


def test_a_source_without_a_rhythm_is_due_once_a_week() -> None:
    found = due("city", replace(WEEKLY, cadence_days=None), [ran(10, "ok")], NOON, False)
    assert found.day == date(2026, 4, 17)


def test_a_later_crawl_goes_back_behind_the_last_good_run() -> None:
    runs = [ran(1, "ok"), ran(5, "ok", since=date(2026, 3, 22)), ran(9, "short"), ran(10, None)]
    assert last_good(WEEKLY, runs) == runs[1]
    assert since(WEEKLY, runs) == date(2026, 3, 26)
    assert since(WEEKLY, [ran(9, "short")]) is None
    # The day is Japan's: 20:00 in Greenwich on the 1st is the 2nd.
    early = Ran("city", datetime.fromisoformat("2026-04-01T20:00:00+00:00"), "ok")
    assert since(WEEKLY, [early]) == date(2026, 3, 23)


def test_the_command_crawls_what_is_due_and_then_nothing(tmp_path: Path) -> None:
    folder = data_path("practice", CITY)
    with PracticeServer({CITY: site_of_folder(folder)}) as server:
        practice = {
            name: value
            for name, value in environment(server).items()
            if name.startswith("CHOTATSU_")
        }
        asked = ("crawl", "--due", "practice_city")
        dry = chotatsu(tmp_path, *asked, "--dry-run", **practice)
        assert (dry.returncode, "due  practice_city: never crawled" in dry.stdout) == (0, True)
        assert not list(tmp_path.iterdir())
        assert server.seen.requests == []

        first = chotatsu(tmp_path, *asked, **practice)
        assert first.returncode == 0, first.stderr
        assert "practice_city: ok" in first.stdout
        count = len(server.seen.requests)

        again = chotatsu(tmp_path, *asked, **practice)
        assert (again.returncode, "Nothing is due now" in again.stdout) == (0, True)
        assert "later  practice_city: by its rhythm on" in again.stdout
        told = json.loads(chotatsu(tmp_path, *asked, "--json", **practice).stdout)
        assert told["runs"] == []
        assert [(one["source"], one["now"], one["why"]) for one in told["due"]] == [
            ("practice_city", False, "rhythm")
        ]
        assert "情報源はありません" in chotatsu(tmp_path, *asked, "--lang", "ja", **practice).stdout

        # Yesterday's crawl failed: it is due again, and the exit code is the worst run's.
        store = open_store(f"sqlite:///{tmp_path / 'chotatsu.db'}")
        with store.write() as connection:
            connection.execute(text("UPDATE runs SET verdict = 'blocked', started = '2026-04-01'"))
        store.close()
        assert len(server.seen.requests) == count
        server.sites[CITY] = site_of_pages({})
        failed = chotatsu(tmp_path, *asked, **practice)
        assert "since its last run ended blocked" in failed.stdout
        assert failed.returncode == 4
        assert len(server.seen.requests) > count


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "expected the name of a source, or --due"),
        (["practice_city", "--dry-run"], "--dry-run: expected --due"),
        (["--due", "--sample", "2"], "--due: expected no --since"),
        (["--due", "--since", "2026-01-01"], "--due: expected no --since"),
        (["--due", "nobody"], "expected a source of"),
    ],
)
def test_arguments_that_do_not_go_together_are_told(
    arguments: list[str], told: str, tmp_path: Path
) -> None:
    done = chotatsu(tmp_path, "crawl", *arguments)
    assert (done.returncode, told in " ".join(done.stderr.split())) == (2, True), done.stderr
    assert not list(tmp_path.iterdir())


def test_a_refused_start_leaves_no_run_that_would_count(tmp_path: Path) -> None:
    done = chotatsu(tmp_path, "crawl", "--due", "mlit_chubu")
    assert (done.returncode, "CHOTATSU_CONTACT" in done.stderr) == (3, True)
    assert json.loads(chotatsu(tmp_path, "runs", "--json").stdout) == []


class Recent(Misbehaving):
    """A search that can be asked for what is new; here a page whose address has the day."""

    name = "recent"
    incremental = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start_urls = [f"{self.start_urls[0]}?since={self.since or ''}"]


def test_a_source_of_news_is_asked_for_what_is_new(tmp_path: Path) -> None:
    place, host = Place(tmp_path), host_of("recent")
    book = (data_path("practice", CITY) / "nyusatsu/kekka/r06/koji202404.xlsx").read_bytes()
    pages = {
        "/kekka/index.html": Page(b"<a href=1.xlsx>4</a>", "text/html"),
        "/kekka/1.xlsx": Page(book, "application/zip"),
    }
    today = datetime.now(TOKYO).date()
    asked: dict[str, Any] = {"names": ["recent"], "modules": ["test_due"]}
    with PracticeServer({host: site_of_pages(pages)}) as server:
        for more in ({"sample": 1}, {}, {}, {"since": "2026-01-01"}, {"whole": True}):
            run = crawl(place, server, asked | more)["runs"]["recent"]
            assert run["verdict"] in ("ok", "quiet"), run["reason"]
        days = [path.partition("=")[2] for _, path in server.seen.requests if "since" in path]
    back = date.fromordinal(today.toordinal() - Recent.source.lag_days).isoformat()
    assert days == ["", "", back, "2026-01-01", ""]
