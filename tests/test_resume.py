"""A killed crawl goes on where it was; a second one asks for no page that can't have changed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from counting import TODAY, Counting, Entry, entries, host_of
from engine import Place, crawl, environment, start
from sqlalchemy import text

from crawlers.practice_site import PracticeServer
from pipelines.archive import Archive
from pipelines.store.session import open_store

MODULES = ["counting"]
STOP, KILL = signal.SIGINT, signal.SIGKILL


def run(place: Place, server: PracticeServer, name: str, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = crawl(place, server, {"names": [name], "modules": MODULES, **more})
    assert name in found.get("runs", {}), found
    told: dict[str, Any] = found["runs"][name]
    return told


def killed(
    place: Place,
    server: PracticeServer,
    site: Counting,
    name: str,
    after: int,
    how: signal.Signals = signal.SIGKILL,
) -> str:
    """A crawl killed when the site has been asked so often; the id of its run."""
    goal = site.asked.total() + after
    process = start(place, server, {"names": [name], "modules": MODULES})
    while site.asked.total() < goal:
        assert process.poll() is None, process.communicate()
        time.sleep(0.002)
    process.send_signal(how)
    process.communicate(timeout=60)
    found: str = place.query("SELECT max(id) FROM runs")[0][0]
    return found


def change(place: Place, *statements: str) -> None:
    store = open_store(place.store)
    with store.write() as connection:
        for sql in statements:
            connection.execute(text(sql))
    store.close()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def served(name: str, site: Counting) -> PracticeServer:
    return PracticeServer({host_of(name): site})


@pytest.mark.parametrize(
    ("name", "kills"), [("linked", [(20, STOP), (50, KILL)]), ("session", [(2, KILL), (70, KILL)])]
)
def test_a_killed_crawl_goes_on_where_it_was(
    name: str, kills: list[tuple[int, signal.Signals]], place: Place, tmp_path: Path
) -> None:
    """Stopped or killed in the first list and among the pages: nothing is asked twice but what
    was in hand, and what comes of it is what one crawl would have made, at the times when it came.
    """
    site = Counting(entries(80))
    with served(name, site) as server:
        last = [killed(place, server, site, name, *kill) for kill in kills][-1]
        done = run(place, server, name)
        asked = site.asked.copy()
        whole = Place(tmp_path / "whole")
        whole.folder.mkdir()
        undisturbed = run(whole, server, name)
    assert (done["verdict"], done["resumed"], done["files"]) == ("ok", last, 80), done
    assert done["replayed"] >= 68
    assert sum(times - 1 for times in asked.values()) <= 2, "one in hand each time"
    assert max(asked.values()) <= 2
    assert {**done, "resumed": None, "replayed": 0} == undisturbed
    assert place.content() == whole.content()
    assert not list(Path(place.archive, "journals").iterdir())
    if name == "session":
        assert site.sessions <= 3, "one for all that were killed and one in hand, one undisturbed"
    times = [
        dict(place.query(f"SELECT entry, fetched_at FROM fetches WHERE run_id {of} '{last}'"))
        for of in ("=", ">")
    ]
    assert times[0].items() <= times[1].items()
    assert (len(times[0]) > 40, len(times[1])) == (True, 80)


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, ...]]:
    """A crawl that was killed after twenty answers."""
    place = Place(tmp_path_factory.mktemp("left"))
    site = Counting(entries(30))
    with served("linked", site) as server:
        last = killed(place, server, site, "linked", 20)
        yield place, server, site, last


@pytest.mark.parametrize(
    ("asked", "resumed"), [({"fresh": True}, False), ({"sample": 25}, False), ({}, True)]
)
def test_when_it_is_gone_on(
    left: tuple[Any, ...], asked: dict[str, Any], resumed: bool, tmp_path: Path
) -> None:
    """For the same part of the source, unless it is to begin anew; a torn end is asked again."""
    of, server, site, last = left
    place = Place(tmp_path / "copy")
    shutil.copytree(of.folder, place.folder)
    journal = Path(place.archive, "journals", "linked.journal")
    with journal.open("r+b") as file:
        file.truncate(journal.stat().st_size - 7)
    before = site.asked.copy()
    done = run(place, server, "linked", **asked)
    again = sum(site.asked[key] > before[key] for key in before)
    assert (done["verdict"], done["resumed"]) == ("ok", last if resumed else None)
    assert (done["replayed"] > 15, again > 15) == (resumed, not resumed)
    assert not journal.exists()


def test_two_crawls_of_one_source_at_once(place: Place) -> None:
    """The second leaves the first its journal; a run that lives was not killed."""
    site = Counting(entries(110))
    with served("linked", site) as server:
        process = start(place, server, {"names": ["linked"], "modules": MODULES})
        while site.asked.total() < 5:
            time.sleep(0.01)
        second = run(place, server, "linked", sample=2)
        assert (second["verdict"], second["resumed"]) == ("ok", None)
        assert process.poll() is None, "the first was too fast for this test"
        out, log = process.communicate(timeout=60)
    assert '"verdict": "ok"' in out, log
    assert max(site.asked.values()) == 2
    assert not list(Path(place.archive, "journals").iterdir())


@pytest.fixture(scope="module", params=["linked", "session"])
def second(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """Two crawls of a site that changed in between, and what was asked in the second."""
    name = request.param
    place = Place(tmp_path_factory.mktemp(name))
    site = Counting(entries(60))
    site.entries[5].state = "公告中"
    with served(name, site) as server:
        first = run(place, server, name)
        seen = dict(place.query("SELECT id, last_seen FROM notices"))
        site.entries[8].state = "落札（契約変更）"
        site.entries[8].price = 9_999_999
        gone = site.entries.pop(30)
        late = Entry(900, TODAY - timedelta(days=20), "遅れて掲載された橋梁補修工事")
        site.entries.append(late)
        site.asked.clear()
        done = run(place, server, name)
        asked = site.asked.copy()
        site.asked.clear()
        third = run(place, server, name)
        yield place, first, done, asked, (third, site.details), seen, gone


def test_a_second_crawl_asks_for_what_may_have_changed_only(second: Any) -> None:
    _, first, done, asked, (third, details), _, _ = second
    assert (first["verdict"], first["new"], first["not_asked"]) == ("ok", 60, 0)
    pages = sorted(" ".join(key) for key in asked if "detail" in "".join(key))
    numbers = [
        page.removesuffix(" to=detail").rpartition("/")[2].rpartition("=")[2] for page in pages
    ]
    assert sorted(numbers) == ["52", "55", "900"], "changed, not settled, late"
    assert (done["verdict"], done["files"], done["not_asked"]) == ("ok", 60, 57)
    assert (done["new"], done["changed"], done["same"]) == (1, 1, 58)
    assert (third["verdict"], third["not_asked"], details) == ("quiet", 59, 1)


def test_what_was_not_asked_for_is_seen_and_what_vanished_stays(second: Any) -> None:
    place, _, _, _, _, seen, gone = second
    now = dict(place.query("SELECT id, last_seen FROM notices"))
    still = [id for id in seen if now[id] == seen[id]]
    [(vanished,)] = place.query(
        f"SELECT notice_id FROM notice_versions WHERE title = '{gone.title}'"
    )
    assert still == [vanished]
    assert len(now) == 61
    assert place.query("SELECT count(*) FROM notice_versions WHERE number = 2") == [(1,)]
    [(day,)] = place.query("SELECT opened FROM notice_versions WHERE title LIKE '遅れて%'")
    assert day == (TODAY - timedelta(days=20)).isoformat()


@pytest.mark.parametrize("second", ["session"], indirect=True)
def test_the_archive_tells_what_was_not_asked_for(second: Any, tmp_path: Path) -> None:
    """The log gives the same store, and the WARC holds what came only."""
    place, *_ = second
    statuses = "SELECT status, count(*), count(entry), count(entry_row) FROM fetches GROUP BY 1"
    expected = place.query(f"{statuses} ORDER BY 1")
    assert [row[0] for row in expected] == [-1, 200]
    rebuilt = Place(tmp_path)
    variables = {"CHOTATSU_DATABASE_URL": rebuilt.store, "CHOTATSU_ARCHIVE": place.archive}
    main = [sys.executable, "-c", "from crawlers.cli import main; main()"]
    for command in (["reread"], ["archive", "export", "--warc", "all.warc.gz"]):
        subprocess.run(
            [*main, *command], cwd=tmp_path, env=environment(None, **variables), check=True
        )
    assert rebuilt.content() == place.content()
    assert rebuilt.query(f"{statuses} ORDER BY 1") == expected
    index = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "index", "-f", "warc-type", "all.warc.gz"],
        cwd=tmp_path, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert index.stdout.count('"response"') == dict(row[:2] for row in expected)[200]


def test_what_the_archive_cannot_answer_for_is_asked(place: Place) -> None:
    """Six settled entries, of which five can't be answered for, each for a reason of its own."""
    site = Counting(entries(6))
    with served("linked", site) as server:
        run(place, server, "linked")
        hashes = dict(place.query("SELECT entry, sha256 FROM fetches"))
        lost, damaged = (
            Path(place.archive, "originals", hashes[entry][:2], hashes[entry]) for entry in "12"
        )
        lost.unlink()
        damaged.chmod(0o644)
        damaged.write_bytes(b"x" * damaged.stat().st_size)
        change(
            place,
            "INSERT INTO issues (sha256, position, code, label, text) "
            f"VALUES ('{hashes['3']}', 99, 'damaged', NULL, 'broken off')",
            "UPDATE fetches SET fetched_at = '2020-01-01 00:00:00' WHERE entry = '4'",
            "INSERT INTO runs (id, source, kind, started, verdict, counts) "
            "VALUES ('x', 'linked', 'crawl', '2100-01-01 00:00:00', 'short', '{}')",
            f"INSERT INTO fetches SELECT 'x', position, '{hashes['1']}', source, url, method, "
            "request_body, status, headers, '2100-01-01 00:00:00', encoding, hints, read_with, "
            "entry, entry_row FROM fetches WHERE entry = '5'",
        )
        site.asked.clear()
        done = run(place, server, "linked")
    asked = [path.rpartition("/")[2] for _, path in site.asked if "detail" in path]
    assert sorted(asked) == ["1", "2", "3", "4", "5"]
    assert (done["verdict"] in ("ok", "quiet"), done["same"], done["not_asked"]) == (True, 6, 1)
    assert all(Archive(place.archive).get(hashes[entry]) for entry in ("1", "3"))


DETAILS = int(os.environ.get("CHOTATSU_DETAILS", "200"))
"""Pages of entries; 2,000 of them take two minutes."""


@pytest.mark.slow
def test_many_pages_killed_at_any_point(tmp_path: Path) -> None:
    site = Counting(entries(DETAILS))
    place = Place(tmp_path)
    with served("session", site) as server:
        for after in (7, DETAILS // 5, DETAILS // 2):
            killed(place, server, site, "session", after)
        done = run(place, server, "session")
    assert (done["verdict"], done["files"], done["new"]) == ("ok", DETAILS, DETAILS)
    assert sum(times - 1 for times in site.asked.values()) <= 3
    assert max(site.asked.values()) <= 2
