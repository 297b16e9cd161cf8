"""Linking and exporting need no more memory for more; their speed is in ``benchmarks``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import ocds_notices as city
import pytest
from ocds_store import publish

from pipelines.link import link
from pipelines.store.session import Store, open_store

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc"),
]


def store_of(folder: Path, count: int) -> Store:
    """A store with a number of processes of some 5 KB a release, in six packages."""
    store = open_store(f"sqlite:///{folder}/chotatsu.db")
    for year in range(2018, 2021):
        notices = [
            city.result(
                f"工事その{number}",
                opened=f"{year}-05-10",
                signed=f"{year}-05-24",
                bids=[city.bid(f"第{i}建設", 100_000_000 + i, won=not i) for i in range(6)],
            )
            for number in range(count // 3)
        ]
        publish(store, notices, day=(year - 2018) * 365)
    assert link(store).releases == count // 3 * 3
    return store


_EXPORT = """
import re, sys
from pathlib import Path
from pipelines.export.ocds import export_ocds
from pipelines.link import link
from pipelines.store.session import open_store
store = open_store(sys.argv[1])
link(store)
export_ocds(store, Path(sys.argv[2]))
# Not ru_maxrss: that counts the parent's memory before exec.
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def test_ten_times_the_releases_need_no_more_memory(tmp_path: Path) -> None:
    needed = []
    for count in (1_000, 10_000):
        folder = tmp_path / str(count)
        folder.mkdir()
        store = store_of(folder, count)
        store.close()
        needed.append(int(_own_process(store.url, folder / "out")))
    assert needed[1] <= 1.3 * needed[0]


def _own_process(address: str, out: Path) -> str:
    command = [sys.executable, "-c", _EXPORT, address, str(out)]
    root = Path(__file__).parents[1]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
