"""Whether keeping holds up the network: a crawl that stores against one that throws away.

Thirty practice hosts, one process, no delays: 2,400 notices, or with ``CHOTATSU_NOTICES=10000`` so
many, in seven minutes a pair. Ratios of pairs within one run, printed and never asserted; run by
``bash .ci/in-venv --dev pytest tests/benchmarks/test_crawl_speed.py -m benchmark -s``.
"""

from __future__ import annotations

import json
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from engine import Place, start
from thirty import NAMES, thirty

from crawlers.practice_site import PracticeServer

PAIRS = int(os.environ.get("CHOTATSU_PAIRS", "1"))
NOTICES = int(os.environ.get("CHOTATSU_NOTICES", "2400"))
AWAY = {"ITEM_PIPELINES": {"thirty.ThrowAway": 100, "pipelines.stages.KeepOriginal": None}}

pytestmark = pytest.mark.benchmark


@dataclass(frozen=True)
class Done:
    """One crawl: answers a second, and the memory of its process at the middle and the end."""

    rate: float
    middle: int
    end: int
    kept: int
    most_at_once: int


def crawled(folder: Path, settings: dict[str, Any]) -> Done:
    """Crawl all sites into an empty folder."""
    place = Place(folder)
    folder.mkdir()
    expected = NOTICES // len(NAMES) * len(NAMES)
    with PracticeServer(thirty(NOTICES)) as server:
        process = start(
            place, server, {"names": NAMES, "modules": ["thirty"], "settings": settings}
        )
        memory: list[tuple[int, int]] = []
        watch = threading.Thread(target=_watch, args=(process, server, memory))
        watch.start()
        out, log = process.communicate(timeout=1200)
        watch.join()
    runs = json.loads(out.splitlines()[-1])["runs"]
    assert len(runs) == len(NAMES), log
    visits = server.seen.visits
    seconds = max(visit.ended for visit in visits) - min(visit.began for visit in visits)
    half = next(kilobytes for count, kilobytes in memory if count >= expected / 2)
    return Done(
        rate=len(visits) / seconds,
        middle=half,
        end=memory[-1][1],
        kept=sum(run["originals"] for run in runs.values()),
        most_at_once=max(server.seen.most_at_once.values()),
    )


def _watch(process: Any, server: PracticeServer, memory: list[tuple[int, int]]) -> None:
    while process.poll() is None:
        try:
            lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
        except (OSError, ProcessLookupError):
            return
        if found := [line.split()[1] for line in lines if line.startswith("VmRSS")]:
            memory.append((len(server.seen.requests), int(found[0])))
        time.sleep(0.2)


def test_keeping_does_not_hold_up_the_network(tmp_path: Path) -> None:
    ratios = []
    for pair in range(PAIRS):
        away = crawled(tmp_path / f"away{pair}", AWAY)
        kept = crawled(tmp_path / f"kept{pair}", {})
        ratios.append(kept.rate / away.rate)
        assert kept.kept == away.kept >= NOTICES - len(NAMES)
        assert kept.most_at_once == 1, "no host is asked twice at once"
        print(
            f"\nwith storing {kept.rate:.0f} answers a second, thrown away {away.rate:.0f}; memory "
            f"with storing {kept.middle // 1024} MiB at the middle, {kept.end // 1024} at the end"
        )
    print(
        f"\nstoring: {median(ratios):.2f} of the rate with items thrown away "
        f"[{min(ratios):.2f}–{max(ratios):.2f}], asked 0.7 or more, n={PAIRS}"
    )
