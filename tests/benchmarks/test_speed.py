"""Speed as ratios against the bare way, measured in one run; printed, never asserted.

Run it with ``bash .ci/in-venv --dev pytest tests/benchmarks -m benchmark -s``. Absolute times drift
with the machine; ratios inside one run hold to about a fifth.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from statistics import median

import orjson
import pytest
from python_calamine import CalamineWorkbook

from pipelines.archive import Archive
from pipelines.export.ocds import export_ocds
from pipelines.link import link
from pipelines.reading import read
from pipelines.records import Hints, Original
from pipelines.store.models import Base
from pipelines.store.save import end_run, save, start_run
from pipelines.store.session import Store, open_store
from pipelines.times import TOKYO
from pipelines.worker import Worker

MLIT = Path(__file__).parent.parent.parent.parent / "shared" / "samples" / "mlit"
WORKBOOKS = sorted(MLIT.glob("*/*.xls*"))
PAIRS = 5
NOW = datetime(2026, 11, 25, tzinfo=TOKYO)

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not WORKBOOKS, reason="the real workbooks (../shared/samples) are missing"),
]


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def told(name: str, ours: list[float], bare: list[float], asked: str) -> None:
    """Print the ratio of pairs: ours over the bare way, the median and its range."""
    ratios = sorted(a / b for a, b in zip(ours, bare, strict=True))
    print(
        f"\n{name}: {median(ratios):.2f} times the bare way [{ratios[0]:.2f}–{ratios[-1]:.2f}], "
        f"asked {asked}; {median(ours):.2f} s against {median(bare):.2f} s, n={len(ratios)}"
    )


def originals(copy: int = 0) -> Iterator[Original]:
    """The 48 workbooks; each copy counts as files of another source, so that all is new."""
    for path in WORKBOOKS:
        hints = Hints(source=f"copy_{copy}", name=path.name)
        url = f"https://www.example.go.jp/{copy}/{path.name}"
        yield Original(url=url, body=path.read_bytes(), fetched_at=NOW, hints=hints)


def keep_all(store: Store, copy: int = 0) -> None:
    """Read, normalise and store all workbooks as one good run."""
    run = f"run-{copy}"
    start_run(store, run, f"copy_{copy}", "crawl", NOW)
    for position, original in enumerate(originals(copy), 1):
        save(store, run, position, original, read(original))
    end_run(store, run, "ok", "", {}, NOW)


def calamine_alone() -> None:
    for path in WORKBOOKS:
        workbook = CalamineWorkbook.from_path(str(path))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


def stored_rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row that the store holds of the workbooks, by table."""
    with sqlite3.connect(file) as connection:
        names = [table.name for table in Base.metadata.sorted_tables if table.name != "bodies"]
        return {
            name: rows
            for name in names
            if (rows := connection.execute(f'SELECT * FROM "{name}"').fetchall())
        }


def raw_executemany(file: Path, rows: dict[str, list[tuple[object, ...]]]) -> None:
    """The same rows into bare tables with their primary keys, by sqlite3 alone."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN")
    for name, entries in rows.items():
        table = Base.metadata.tables[name]
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        key = ", ".join(f'"{column.name}"' for column in table.primary_key)
        connection.execute(f'CREATE TABLE "{name}" ({columns}, PRIMARY KEY ({key}))')
        marks = ", ".join("?" * len(table.columns))
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', entries)
    connection.execute("COMMIT")
    connection.close()


def test_reading_normalising_and_storing(tmp_path: Path) -> None:
    first = open_store(f"sqlite:///{tmp_path / 'first.db'}")
    keep_all(first)
    first.close()
    rows = stored_rows(tmp_path / "first.db")
    assert len(rows["bids"]) == 28_292
    ours, bare = [], []
    for pair in range(PAIRS):
        store = open_store(f"sqlite:///{tmp_path / f'{pair}.db'}")
        ours.append(timed(lambda store=store: keep_all(store)))  # type: ignore[misc]
        store.close()
        raw = tmp_path / f"raw-{pair}.db"
        bare.append(timed(calamine_alone) + timed(lambda raw=raw: raw_executemany(raw, rows)))  # type: ignore[misc]
    told("read, normalise and store 48 workbooks", ours, bare, "at most 8, stretch 5")


def test_exporting_all_releases(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    keep_all(store)
    link(store)
    out = tmp_path / "out"
    export_ocds(store, out)
    objects = {
        name: [orjson.loads(line) for line in (out / name).open("rb")]
        for name in ("releases.jsonl", "records.jsonl")
    }
    assert len(objects["releases.jsonl"]) == 4_883

    def orjson_alone() -> None:
        """The same objects to the same number of files: as lines, and again in packages."""
        for copy in ("lines", "packages"):
            for name, entries in objects.items():
                with (tmp_path / f"{copy}-{name}").open("wb") as file:
                    for entry in entries:
                        file.write(orjson.dumps(entry))
                        file.write(b"\n")

    ours, bare = [], []
    for _ in range(PAIRS):
        ours.append(timed(lambda: export_ocds(store, tmp_path / "again")))
        bare.append(timed(orjson_alone))
    told("export of all releases and records", ours, bare, "at most 2")


MEMORY = """
import sys
sys.path[:0] = [{tests!r}, {root!r}]
from test_speed import keep_through_worker
keep_through_worker({copies}, {folder!r})
"""


def keep_through_worker(copies: int, folder: str) -> None:
    """The way of a crawl without the network: archive, child process, store, link, export.

    Each copy counts as another source with other titles, so that all of it is new. Prints the
    peak memory of this process and of the one that reads, in megabytes.
    """
    store = open_store(f"sqlite:///{folder}/store.db")
    archive = Archive(f"{folder}/archive")
    with Worker() as worker:
        for copy in range(copies):
            run, source = f"run-{copy}", f"copy_{copy}"
            archive.start_run(run, source, "crawl", NOW)
            start_run(store, run, source, "crawl", NOW)
            for position, original in enumerate(originals(copy), 1):
                archive.record(run, position, original)
                reading = worker.read(original)
                for notice in reading.notices:
                    notice.title = f"{notice.title} その{copy}"
                save(store, run, position, original, reading)
            archive.end_run(run, "ok", "", {}, NOW)
            end_run(store, run, "ok", "", {}, NOW)
        link(store)
        export_ocds(store, Path(folder) / "out")
        assert worker.process_id
        print(json.dumps([peak_of(os.getpid()), peak_of(worker.process_id)]))


def peak_of(process: int) -> int:
    """Peak memory of a process in megabytes; ru_maxrss would count its parent's before exec."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) // 1024


def peaks(copies: int, folder: Path) -> list[int]:
    """The two peaks for a number of copies of the workbooks, in a process of its own."""
    folder.mkdir()
    here = Path(__file__).parent
    code = MEMORY.format(
        tests=str(here), root=str(here.parent.parent), copies=copies, folder=str(folder)
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found: list[int] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_memory_is_flat(tmp_path: Path) -> None:
    once, tenfold = peaks(1, tmp_path / "once"), peaks(10, tmp_path / "tenfold")
    processes = ("storing, linking and exporting", "reading")
    for name, small, large in zip(processes, once, tenfold, strict=True):
        print(
            f"\nmemory of {name}: {large / small:.2f} times for 10 times the workbooks, "
            f"asked at most 1.3; {small} MB and {large} MB"
        )
        assert large <= 1.3 * small, name
