"""The journal of a run: what is cut short is passed over, and only one process has it."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipelines.journal import Answer, Begun, Journal, Stopped, packed, remove_old
from pipelines.store.runs import end_run, left_off, start_run
from pipelines.store.session import Store
from pipelines.times import TOKYO

START = datetime(2026, 11, 26, 9, tzinfo=TOKYO)
PART: dict[str, str | int | None] = {"since": "2026-10-01", "until": None, "sample": None}
BEGUN = Begun(run="r1", started=START, part=PART)
LONG = "<p>入札結果　架空市</p>".encode() * 100


def answer(key: str, body: bytes, minutes: int = 1) -> Answer:
    kept, is_packed = packed(body)
    return Answer(
        key=key.encode(),
        fetched_at=START + timedelta(minutes=minutes),
        url=f"https://kakuu.example.jp/{key}",
        status=200,
        headers=(("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")),
        body=kept,
        packed=is_packed,
    )


def opened(folder: Path) -> Journal:
    journal = Journal.open(folder, "kakuu")
    assert journal is not None
    return journal


def written(folder: Path) -> Path:
    journal = opened(folder)
    for frame in (BEGUN, answer("a", LONG), answer("b", b"\0b", 2), answer("a", b"again", 3)):
        journal.write(frame)
    journal.close()
    return journal.path


def test_answers_come_back_in_their_order_and_once(tmp_path: Path) -> None:
    assert written(tmp_path).stat().st_size < len(LONG) / 2
    journal = opened(tmp_path)
    left = journal.left
    assert left is not None
    assert (left.run, left.count, left.last) == (BEGUN, 3, START + timedelta(minutes=3))
    first, other, second = (journal.take(key) for key in (b"a", b"b", b"a"))
    assert first == answer("a", LONG)
    assert first is not None
    assert first.content() == LONG
    assert (other, second) == (answer("b", b"\0b", 2), answer("a", b"again", 3))
    assert journal.take(b"a") is journal.take(b"never asked") is None
    # Who goes on writes on, so that the next has all of it.
    journal.write(Begun(run="r2", started=START + timedelta(hours=1), part=PART))
    journal.write(answer("c", b"new", 61))
    journal.write(Stopped(at=START + timedelta(minutes=62)))
    journal.close()
    left = opened(tmp_path).left
    assert left is not None
    assert (left.run.run, left.first, left.count, left.stopped) == ("r2", START, 4, True)


def test_what_was_cut_short_is_passed_over_wherever_it_was_cut(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.write(BEGUN)
    begun = journal.size
    journal.remove()
    path = written(tmp_path)
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        journal = opened(tmp_path)
        count = journal.left.count if journal.left else 0
        journal.write(answer("after", b"x"))
        journal.close()
        journal = opened(tmp_path)
        # Without its first frame nobody knows whose the answers are.
        assert (journal.left is None) == (size < begun)
        if journal.left:
            assert journal.left.count == count + 1
        journal.close()


def test_what_is_damaged_ends_it(tmp_path: Path) -> None:
    path = written(tmp_path)
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    journal = opened(tmp_path)
    assert journal.left is not None
    assert journal.left.count == 2


def test_a_living_process_keeps_it_and_a_dead_one_does_not(tmp_path: Path) -> None:
    path = written(tmp_path)
    os.utime(path, (0, 0))
    code = (
        "import sys, pathlib; from pipelines.journal import Journal; "
        f"j = Journal.open(pathlib.Path({str(tmp_path)!r}), 'kakuu'); print(j.left.count); "
        "sys.stdout.flush(); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "3\n"
        assert Journal.open(tmp_path, "kakuu") is None
        remove_old(tmp_path, timedelta(days=1))
        assert path.exists()
        other.kill()
        other.wait()
    journal = opened(tmp_path)
    assert journal.left is not None
    journal.close()
    remove_old(tmp_path, timedelta(days=1))
    assert not path.exists()


def test_one_that_is_removed_is_gone_for_who_waits_for_it(tmp_path: Path) -> None:
    written(tmp_path)
    journal = opened(tmp_path)
    journal.remove()
    assert list(tmp_path.iterdir()) == []
    assert opened(tmp_path).left is None


@pytest.mark.parametrize(
    ("since", "stopped", "expected"),
    [
        ([], False, True),
        (["r1 ended"], False, False),
        (["r1 ended"], True, True),  # by its user, in the middle
        (["r2 began"], False, False),
        (["r0 ended"], False, False),  # began before, and ended after the killed one began
        (["other ended"], False, True),  # another source
    ],
)
def test_only_the_last_run_is_gone_on_with(
    store: Store, since: list[str], stopped: bool, expected: bool
) -> None:
    start_run(store, "r0", "kakuu", "crawl", START - timedelta(hours=1))
    start_run(store, "r1", "kakuu", "crawl", START)
    start_run(store, "other", "other", "crawl", START)
    for event in since:
        run, what = event.split()
        if what == "began":
            start_run(store, run, "kakuu", "crawl", START + timedelta(minutes=5))
        else:
            end_run(store, run, "broken", "stopped", {}, START + timedelta(minutes=5))
    start_run(store, "ours", "kakuu", "crawl", START + timedelta(hours=1))
    assert left_off(store, "r1", "ours", stopped=stopped) is expected
    assert not left_off(store, "of another store", "ours", stopped=stopped)
