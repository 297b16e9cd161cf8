"""The archive: bodies once and for good, logs that survive, and the way to WARC."""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_story import BEGIN, SOURCE, notice, original
from warcio.archiveiterator import ArchiveIterator

from pipelines.archive import Archive, open_archive
from pipelines.errors import SetupError
from pipelines.records import Hints, Original
from pipelines.warc import export_warc


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def fill(archive: Archive, run_id: str, originals: list[Original], hour: int = 0) -> None:
    """A whole run."""
    archive.start_run(run_id, SOURCE, "crawl", BEGIN + timedelta(hours=hour))
    for position, one in enumerate(originals):
        archive.record(run_id, position, one)
    archive.end_run(run_id, "ok", None, {"items": len(originals)}, BEGIN + timedelta(hours=hour))


def files(archive: Archive) -> list[Path]:
    return sorted(path for path in archive.folder.rglob("*") if path.is_file())


# Bodies


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_come_back(archive: Archive, body: bytes) -> None:
    assert archive.get(archive.put(body)) == body


def test_a_body_is_named_by_its_hash_and_written_once(archive: Archive) -> None:
    sha256 = archive.put("入札結果".encode())
    [path] = files(archive)
    assert path == archive.folder / "originals" / sha256[:2] / sha256
    first = path.stat()
    assert archive.put("入札結果".encode()) == sha256
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (first.st_ino, first.st_mtime_ns)
    assert first.st_mode & 0o222 == 0


def test_a_lost_or_changed_body_is_named(archive: Archive) -> None:
    sha256 = archive.put(b"a")
    [path] = files(archive)
    path.chmod(0o644)
    path.write_bytes(b"b")
    with pytest.raises(SetupError, match=f"expected the original of its name in .*{sha256}"):
        archive.get(sha256)
    path.unlink()
    with pytest.raises(SetupError, match=f"expected an original in .*{sha256}"):
        archive.get(sha256)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SetupError, match="expected a folder for the archive"):
        Archive(tmp_path / "file")


def test_the_environment_says_where_the_archive_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHOTATSU_ARCHIVE", raising=False)
    assert open_archive().folder == Path("archive")
    monkeypatch.setenv("CHOTATSU_ARCHIVE", "elsewhere")
    assert open_archive().folder == Path("elsewhere")


# Logs


def test_a_run_comes_back_as_it_was(archive: Archive) -> None:
    odd = Original(
        url="https://ebid.example.jp/PPI/search?a=1",
        body=b"<html>",
        fetched_at=BEGIN + timedelta(microseconds=123456),
        hints=Hints(source=SOURCE, stage="result", body="JP-X", context={"件名": "道路\n工事"}),
        status=503,
        method="POST",
        request_body="業種=工事&\0\xff".encode("cp932", "replace"),
        headers=(("Set-Cookie", "a"), ("set-cookie", "b"), ("X-Odd", "\xe9\u3042")),
        encoding="cp932",
    )
    fill(archive, "r1", [odd, original([notice("A")])])
    [log] = archive.runs()
    assert log.run is not None
    assert (log.run.id, log.run.source, log.run.kind) == ("r1", SOURCE, "crawl")
    assert log.end is not None
    assert (log.end.verdict, log.end.counts) == ("ok", {"items": 2})
    assert list(log.originals()) == [(0, odd), (1, original([notice("A")]))]


def test_runs_come_in_the_order_of_their_start(archive: Archive) -> None:
    for run_id, hour in (("b", 2), ("c", 1), ("a", 2)):
        fill(archive, run_id, [], hour)
    assert [log.path.stem for log in archive.runs()] == ["c", "a", "b"]


def test_a_torn_last_line_is_passed_over_and_healed(archive: Archive) -> None:
    archive.start_run("r1", SOURCE, "crawl", BEGIN)
    archive.record("r1", 0, original([notice("A")]))
    log = archive.folder / "runs" / "r1.jsonl"
    whole = log.read_bytes()
    archive.record("r1", 1, original([notice("B")]))
    torn = log.read_bytes()[len(whole) :]
    for cut in (1, len(torn) // 2, len(torn) - 1):
        log.write_bytes(whole + torn[:cut])
        [read] = archive.runs()
        assert [fetch.position for fetch in read.fetches()] == [0]
        assert read.end is None
        archive.record("r1", 1, original([notice("B")]))
        assert log.read_bytes() == whole + torn
    archive.start_run("r1", SOURCE, "crawl", BEGIN)
    assert log.read_bytes() == whole + torn


def test_a_run_that_could_not_say_what_it_is_starts_anew(archive: Archive) -> None:
    log = archive.folder / "runs" / "r1.jsonl"
    log.write_bytes(b'{"line":"run","id":"r')
    assert list(archive.runs()) == []
    archive.start_run("r1", SOURCE, "crawl", BEGIN)
    assert [read.path.stem for read in archive.runs()] == ["r1"]


def test_a_bad_line_within_a_log_is_named(archive: Archive) -> None:
    fill(archive, "r1", [original([notice("A")])])
    log = archive.folder / "runs" / "r1.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(lines[0] + b"{}\n" + lines[2])
    [read] = archive.runs()
    with pytest.raises(SetupError, match=r"r1\.jsonl:2"):
        list(read.fetches())


def test_a_run_id_that_cannot_name_a_file_is_refused(archive: Archive) -> None:
    with pytest.raises(ValueError, match="expected a run id"):
        archive.start_run("../r1", SOURCE, "crawl", BEGIN)


def test_a_killed_process_leaves_a_whole_archive(tmp_path: Path) -> None:
    script = tmp_path / "record.py"
    script.write_text(KILLED)
    folder = tmp_path / "archive"
    waits = random.Random(3)
    tests = Path(__file__).parent
    environment = os.environ | {"PYTHONPATH": f"{tests.parent}{os.pathsep}{tests}"}
    for turn in range(6):
        command = [sys.executable, str(script), str(folder), f"r{turn}"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:
            assert child.stdout
            child.stdout.readline()
            time.sleep(waits.uniform(0, 0.1))
            child.send_signal(signal.SIGKILL)
    archive = Archive(folder)
    for path in (folder / "originals").rglob("*"):
        assert path.is_dir() or hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    logs = list(archive.runs())
    assert len(logs) == 6
    for log in logs:
        positions = [position for position, _ in log.originals()]
        assert positions == list(range(len(positions)))
        assert log.end is None


def test_what_killed_processes_left_is_cleared_after_a_day(archive: Archive) -> None:
    fresh, old = archive.folder / "tmp" / "fresh", archive.folder / "tmp" / "old"
    for path in (fresh, old):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    archive.start_run("r1", SOURCE, "crawl", BEGIN)
    assert fresh.exists()
    assert not old.exists()


KILLED = """
import os, sys
from pipelines.archive import Archive
from store_story import BEGIN, SOURCE, original
from pipelines.records import Hints, Original

archive = Archive(sys.argv[1])
archive.start_run(sys.argv[2], SOURCE, "crawl", BEGIN)
print("begun", flush=True)
for position in range(100_000):
    body = os.urandom(200_000)
    one = Original(f"https://x.jp/{position}", body, BEGIN, Hints(source=SOURCE))
    archive.record(sys.argv[2], position, one)
"""


# WARC


PACKED = gzip.compress(b"<html>", mtime=0)
FETCHED = [
    Original(
        "https://www.city.aoba.example.jp/a?x=1",
        b"<html>",
        BEGIN,
        Hints(source=SOURCE),
        headers=(
            ("Content-Type", "text/html"),
            ("Transfer-Encoding", "chunked"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", "9999"),
            ("Set-Cookie", "a"),
            ("Set-Cookie", "b"),
        ),
    ),
    Original(
        "https://www.city.aoba.example.jp/packed",
        PACKED,
        BEGIN,
        Hints(source=SOURCE),
        headers=(("Content-Encoding", "gzip"), ("Content-Length", str(len(PACKED)))),
    ),
    Original(
        "https://www.city.aoba.example.jp/search",
        b"",
        BEGIN,
        Hints(source=SOURCE),
        status=404,
        method="POST",
        request_body=b"a=1\r\n\r\nb",
    ),
    Original(
        "https://www.city.aoba.example.jp/file.xlsx", bytes(range(256)), BEGIN, Hints(), status=599
    ),
    Original("file:///%E7%B5%90%E6%9E%9C.xlsx", b"PK\r\n\r\n", BEGIN, Hints(), status=0),
]


def test_warcio_accepts_the_warc_and_gives_back_every_byte(
    archive: Archive, tmp_path: Path
) -> None:
    fill(archive, "r1", FETCHED)
    fill(archive, "r2", FETCHED[:1], hour=1)
    target = tmp_path / "all.warc.gz"
    assert export_warc(archive, target) == 6
    check = [sys.executable, "-m", "warcio.cli", "check", "-v", str(target)]
    checked = subprocess.run(check, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.count("digest pass") == 12

    with target.open("rb") as file:
        records = [(record, record.raw_stream.read()) for record in ArchiveIterator(file)]
    kinds = [record.rec_type for record, _ in records]
    assert kinds == ["warcinfo", *["response", "request"] * 4, "resource", "response", "request"]
    bodies = [body for record, body in records if record.rec_type in ("response", "resource")]
    assert bodies == [one.body for one in [*FETCHED, FETCHED[0]]]
    assert [body for record, body in records if record.rec_type == "request"][2] == b"a=1\r\n\r\nb"
    assert all(
        record.rec_headers.get_header("WARC-Date") == "2026-04-01T00:00:00Z"
        for record, _ in records
    )
    ids = {record.rec_headers.get_header("WARC-Record-ID") for record, _ in records}
    assert len(ids) == len(records)

    first, request, packed = records[1][0], records[2][0], records[3][0]
    assert first.http_headers.headers == [
        ("Content-Type", "text/html"),
        ("X-Archive-Orig-Transfer-Encoding", "chunked"),
        ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("X-Archive-Orig-Content-Length", "9999"),
        ("Set-Cookie", "a"),
        ("Set-Cookie", "b"),
    ]
    assert first.http_headers.statusline == "200 OK"
    assert request.http_headers.get_header("Host") == "www.city.aoba.example.jp"
    assert request.rec_headers.get_header("WARC-Concurrent-To") == first.rec_headers.get_header(
        "WARC-Record-ID"
    )
    assert packed.http_headers.get_header("Content-Encoding") == "gzip"


def test_the_same_archive_gives_the_same_warc(archive: Archive, tmp_path: Path) -> None:
    fill(archive, "r1", FETCHED)
    one, two = tmp_path / "one.warc.gz", tmp_path / "two.warc.gz"
    export_warc(archive, one)
    time.sleep(1.1)  # a time of day in it would be in seconds
    export_warc(archive, two)
    assert one.read_bytes() == two.read_bytes()


def test_a_failed_export_leaves_what_was_there(archive: Archive, tmp_path: Path) -> None:
    fill(archive, "r1", FETCHED)
    target = tmp_path / "all.warc.gz"
    target.write_bytes(b"yesterday's")
    next(path for path in files(archive) if len(path.name) == 64).unlink()
    with pytest.raises(SetupError, match="expected an original"):
        export_warc(archive, target)
    assert target.read_bytes() == b"yesterday's"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [target.name]


def test_an_empty_archive_gives_a_warc_that_says_so(archive: Archive, tmp_path: Path) -> None:
    assert export_warc(archive, tmp_path / "none.warc.gz") == 0
    with (tmp_path / "none.warc.gz").open("rb") as file:
        assert [record.rec_type for record in ArchiveIterator(file)] == ["warcinfo"]
