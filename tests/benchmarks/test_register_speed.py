"""Importing the register as a ratio against ``executemany`` alone, in one run; never asserted.

CHOTATSU_REGISTER_ROWS sets how many rows; the real full file has about 5 million.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import pytest
from register_files import many

from pipelines.register.importing import import_files
from pipelines.register.layout import FIELDS, KEPT, kept_of
from pipelines.store.session import open_store

ROWS = int(os.environ.get("CHOTATSU_REGISTER_ROWS", "500000"))
PAIRS = 3

pytestmark = pytest.mark.benchmark


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def executemany(file: Path, columns: int, key: int, rows: Sequence[Sequence[str]]) -> None:
    """Rows that are in memory already into a bare table with its key, in one transaction."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    names = [f"c{place}" for place in range(columns)]
    connection.execute(f"CREATE TABLE t ({', '.join(names)}, PRIMARY KEY (c{key}))")
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * columns)})", rows)
    connection.execute("COMMIT")
    connection.close()


def test_importing_the_register(tmp_path: Path) -> None:
    archive = tmp_path / "00_zenkoku_all_20260430.zip"
    with (
        zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("00_zenkoku_all_20260430.csv", "w") as file,
    ):
        for text in many(ROWS):
            file.write(text.encode("cp932"))
    with zipfile.ZipFile(archive) as packed, packed.open(packed.namelist()[0]) as file:
        rows = list(csv.reader(text.decode("cp932") for text in file))
    kept = [kept_of(row) for row in rows]
    ours, whole, bare = [], [], []
    for pair in range(PAIRS):
        store = open_store(f"sqlite:///{tmp_path / f'{pair}.db'}")
        ours.append(timed(lambda store=store: import_files(store, [archive])))  # type: ignore[misc]
        again = import_files(store, [archive])
        assert (again.rows, again.written, again.same) == (ROWS, 0, ROWS)
        store.close()
        files = [tmp_path / f"{pair}-{kind}.db" for kind in ("whole", "bare")]
        whole.append(timed(lambda file=files[0]: executemany(file, len(FIELDS), 1, rows)))  # type: ignore[misc]
        bare.append(timed(lambda file=files[1]: executemany(file, len(kept[0]), 0, kept)))  # type: ignore[misc]
        for file in tmp_path.glob(f"{pair}*.db*"):
            file.unlink()
    for what, alone in (("all 30 columns", whole), (f"the {len(KEPT)} kept columns", bare)):
        rates = sorted(a / b for a, b in zip(alone, ours, strict=True))
        print(
            f"\n{ROWS:,} rows of the register from a zip: {median(rates):.2f} times the rate of "
            f"executemany alone with {what} [{rates[0]:.2f}–{rates[-1]:.2f}], asked at least 0.5; "
            f"{median(ours):.1f} s against {median(alone):.1f} s"
        )
