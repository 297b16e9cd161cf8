"""Crawls with the real engine in a process of their own, against a practice server."""

import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ready import Started, run_at_once
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from crawlers.practice_site import PracticeServer
from pipelines.store.session import open_store

HERE = Path(__file__).parent
# A trap: if a request went by the environment's proxy it would end here, at a closed port.
PROXY = "http://127.0.0.1:9"


@dataclass(frozen=True)
class Place:
    """A folder with a store and an archive; ``url`` is a store that is somewhere else."""

    folder: Path
    url: str | None = None

    @property
    def store(self) -> str:
        return self.url or f"sqlite:///{self.folder / 'store.db'}"

    @property
    def archive(self) -> str:
        return str(self.folder / "archive")

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        store = open_store(self.store)
        try:
            with store.engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(sql))]
        finally:
            store.close()

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """What two stores must agree on, however often they were filled; no times, no runs."""
        return {
            "notices": self.query("SELECT id, source, stage, version FROM notices ORDER BY id"),
            "versions": self.query(
                "SELECT notice_id, number, hash, record FROM notice_versions ORDER BY 1, 2"
            ),
            "bids": self.query("SELECT * FROM bids ORDER BY 1, 2, 3"),
            "issues": self.query("SELECT * FROM issues ORDER BY 1, 2"),
            "originals": self.query("SELECT * FROM originals ORDER BY 1"),
            "sightings": self.query("SELECT * FROM sightings ORDER BY 1, 2"),
            "seen": self.query("SELECT count(first_seen), count(last_seen) FROM notices"),
        }


def environment(server: PracticeServer | None, **more: str) -> dict[str, str]:
    """The environment of a crawl: practice mode if there is a server, live mode if not."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHOTATSU_")}
    practice = (
        {"CHOTATSU_PRACTICE": server.address, "CHOTATSU_PRACTICE_DELAY": "0"} if server else {}
    )
    path = os.pathsep.join((str(HERE.parent), str(HERE)))  # also for the process that reads
    return {
        **kept,
        "PYTHONPATH": path,
        "http_proxy": PROXY,
        "https_proxy": PROXY,
        **practice,
        **more,
    }


def start(place: Place, server: PracticeServer | None, asked: dict[str, Any],
          **more: str) -> Started:  # fmt: skip
    """Begin a crawl in a process of its own."""
    said = json.dumps({"store": place.store, "archive": place.archive, **asked})
    env = environment(server, **more)
    return run_at_once(HERE / "run_crawl.py", cwd=place.folder, env=env, said=said)


def crawl(place: Place, server: PracticeServer | None, asked: dict[str, Any],
          **more: str) -> dict[str, Any]:  # fmt: skip
    """A crawl to its end: runs by source, ``connected``, ``looked_up``, ``code``, ``log``."""
    process = start(place, server, asked, **more)
    try:
        out, log = process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    assert out, log
    return {**json.loads(out.splitlines()[-1]), "code": process.returncode, "log": log}


def kill_in_run(process: Started, place: Place, seconds: float) -> None:
    """SIGKILL a time after the run has begun, as a crash would; nothing if it has ended before.

    Counted from the run's beginning: how long a process takes to start differs with the machine.
    """
    while process.poll() is None and not _has_begun(place):
        time.sleep(0.1)
    time.sleep(seconds)
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    process.communicate()


def _has_begun(place: Place) -> bool:
    """Whether a store knows a run without a verdict; opening it must not be what makes it."""
    if place.url is None and not (place.folder / "store.db").is_file():
        return False
    try:
        return bool(place.query("SELECT count(*) FROM runs WHERE verdict IS NULL")[0][0])
    except DBAPIError:  # its tables are being made
        return False
