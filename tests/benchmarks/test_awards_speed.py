"""Speed of a full set of awards from file to store, against the bare way; printed, never asserted.

``CHOTATSU_AWARDS=311176 bash .ci/in-venv --dev pytest tests/benchmarks/test_awards_speed.py -m
benchmark -s`` takes the whole set (the rows that clients counted in August 2026); without it a
fifth. The rows are made up: as many a year, and as often the same firm, as clients tell.
"""

from __future__ import annotations

import csv
import gc
import io
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_speed import NOW, peak_of, raw_executemany, stored_rows, timed, told

from crawlers.practice_sites.p_portal_awards import Row, award, packed, year_file
from pipelines.reading import read
from pipelines.records import Hints, Original
from pipelines.store.save import end_run, save, start_run
from pipelines.store.session import Store, open_store

ROWS = int(os.environ.get("CHOTATSU_AWARDS", "60000"))
FULL, FIRMS, YEARS = 311_176, 22_703, range(2013, 2027)
PAIRS = 3
BODIES = ("S1", "U1", "P1", "Q1", "L1", "N2", "K1", "O1", "M1", "J5", "S4", "T1", "R1", "W1")
METHODS = ("8002010",) * 12 + ("8002040",) * 4 + ("8004020", "8001010", "8002020", "8003010")
WORDS = ("庁舎清掃業務", "電気設備保守点検業務", "複写機賃貸借", "事務用品の購入", "橋梁補修工事",
         "情報システム運用支援業務", "自動車用燃料の購入", "河川巡視業務")  # fmt: skip

pytestmark = pytest.mark.benchmark


@pytest.fixture(autouse=True)
def _as_in_the_reader() -> Iterator[None]:
    """Garbage is collected as seldom as in the process that reads files, for both sides."""
    known = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    yield
    gc.set_threshold(*known)
    gc.unfreeze()


def year_of_awards(year: int, count: int, firms: int) -> list[Row]:
    """The invented rows of a year; a few firms win often, most of them once or twice."""
    chance = random.Random(year)
    rows = []
    for number in range(count):
        day = chance.randrange(365)
        month = (3 + day // 31) % 12 + 1
        rows.append(
            award(
                (year - 2000) * 1_000_000 + number,
                f"{year + (month < 4)}-{month:02}-{day % 28 + 1:02}",
                f"{chance.randrange(1_000, 99_999_999)}.00",
                title=f"令和架空{number % 977}事務所{WORDS[number % 8]}（その{number}）",
                firm=int(firms * chance.random() ** 2.2),
                body=chance.choice(BODIES),
                method=chance.choice(METHODS),
            )
        )
    return rows


def originals(rows: int) -> list[Original]:
    """The yearly files of so many awards."""
    firms = max(1, FIRMS * rows // FULL)
    found = []
    for place, year in enumerate(YEARS):
        count = rows // len(YEARS) + (place < rows % len(YEARS))
        name = year_file(year)
        hints = Hints(source="awards", name=name, as_of="2026-08-31", whole_year=year)
        body = packed(name, year_of_awards(year, count, firms))
        found.append(Original(f"https://api.example.go.jp/{name}", body, NOW, hints))
    return found


def keep_all(store: Store, files: list[Original]) -> None:
    """Read, normalise and store all files as one good run."""
    start_run(store, "run", "awards", "crawl", NOW)
    for position, original in enumerate(files, 1):
        save(store, "run", position, original, read(original))
    end_run(store, "run", "ok", "", {}, NOW)


def raw_read(files: list[Original]) -> int:
    """The bare read: every row of every file as the csv module gives it."""
    count = 0
    for original in files:
        with zipfile.ZipFile(io.BytesIO(original.body)) as archive:
            [name] = archive.namelist()
            with archive.open(name) as part:
                text = io.TextIOWrapper(part, "utf-8-sig", newline="")
                count += sum(1 for _ in csv.reader(text))
    return count


def test_from_file_to_store(tmp_path: Path) -> None:
    files = originals(ROWS)
    first = open_store(f"sqlite:///{tmp_path / 'first.db'}")
    keep_all(first, files)
    first.close()
    rows = stored_rows(tmp_path / "first.db")
    assert len(rows["notices"]) == len(rows["sightings"]) == raw_read(files) == ROWS
    ours, bare = [], []
    for pair in range(PAIRS):
        store = open_store(f"sqlite:///{tmp_path / f'{pair}.db'}")
        ours.append(timed(lambda store=store: keep_all(store, files)))  # type: ignore[misc]
        store.close()
        raw = tmp_path / f"raw-{pair}.db"
        alone = timed(lambda: raw_read(files))
        bare.append(alone + timed(lambda raw=raw: raw_executemany(raw, rows)))  # type: ignore[misc]
    told(f"{ROWS:,} awards from file to store", ours, bare, "at most 4")


MEMORY = """
import sys
sys.path[:0] = [{tests!r}, {root!r}]
from test_awards_speed import peak
peak({rows}, {folder!r})
"""


def peak(rows: int, folder: str) -> None:
    """Keep so many awards; print the peak of memory in megabytes."""
    keep_all(open_store(f"sqlite:///{folder}/store.db"), originals(rows))
    print(peak_of(os.getpid()))


def test_memory(tmp_path: Path) -> None:
    """Of one process for both: reading the largest file decides, not how many there are."""
    here = Path(__file__).parent
    code = MEMORY.format(
        tests=str(here), root=str(here.parent.parent), rows=ROWS, folder=str(tmp_path)
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    print(f"\nmemory for {ROWS:,} awards: {int(done.stdout)} MB")
