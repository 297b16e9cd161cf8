"""Processes that start at once: forked from one that has imported what crawls and commands need.

Importing the engine takes a second; the tests start hundreds of crawls. What is forked is what a
new interpreter would be after its imports: its own folder, environment, files and signals, and it
ends as one does. Nothing that reads the environment is imported before (``crawlers.settings``,
``crawlers.cli``).
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import runpy
import select
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_IMPORTED = (
    "alembic.command",
    "rich.progress",
    "typer",
    "crawlers.checks",
    "crawlers.crawl",
    "crawlers.health",
    "crawlers.held",
    "crawlers.new_spider",
    "crawlers.polite",
    "crawlers.practice",
    "crawlers.practice_sites",
    "crawlers.recording",
    "crawlers.revisit",
    "pipelines.link",
    "pipelines.export.ocds",
    "pipelines.export.tables",
    "pipelines.extract.read",
    "pipelines.register.importing",
    "pipelines.register.matching",
    "pipelines.store.save",
    "tldextract",
    "twisted.conch.telnet",
)


class Started:
    """A process that was forked, with as much of ``subprocess.Popen`` as tests use."""

    def __init__(self, parent: _Parent, pid: int, folder: Path) -> None:
        self._parent, self.pid, self._folder = parent, pid, folder

    @property
    def returncode(self) -> int | None:
        """How it ended: the number of a signal with a minus; None while it runs."""
        return self._parent.ended.get(self.pid)

    def poll(self) -> int | None:
        """The same, as of now."""
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal; nothing once it has ended."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it as a crash would."""
        self.send_signal(signal.SIGKILL)

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Wait for its end; what it wrote to standard output and standard error."""
        with self._parent.news:
            if not self._parent.news.wait_for(lambda: self.returncode is not None, timeout):
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
        out, err = (self._folder / name for name in ("out", "err"))
        return out.read_text("utf-8"), err.read_text("utf-8")


class _Parent:
    """The process that forks, and what it tells."""

    def __init__(self) -> None:
        path = os.pathsep.join((str(HERE.parent), str(HERE)))
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._folder = tempfile.TemporaryDirectory(prefix="ready")
        self._count = 0
        self._begun: list[int] = []
        self.ended: dict[int, int] = {}
        self.news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()
        atexit.register(self._close)

    def start(
        self, program: str, arguments: Sequence[str], cwd: Path, env: Mapping[str, str], said: str
    ) -> Started:
        """Fork a process that runs a program (a file), with something said on standard input."""
        with self.news:
            self._count += 1
            folder = Path(self._folder.name) / str(self._count)
            folder.mkdir()
            (folder / "in").write_text(said, "utf-8")
            asked = {"argv": [program, *arguments], "cwd": str(cwd), "env": dict(env)}
            assert self._process.stdin
            self._process.stdin.write(json.dumps({**asked, "folder": str(folder)}) + "\n")
            self._process.stdin.flush()
            assert self.news.wait_for(lambda: bool(self._begun), 60), "the parent doesn't answer"
            return Started(self, self._begun.pop(), folder)

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            told: dict[str, int] = json.loads(line)
            with self.news:
                if "code" in told:
                    self.ended[told["pid"]] = told["code"]
                else:
                    self._begun.append(told["pid"])
                self.news.notify_all()

    def _close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(10)
        self._folder.cleanup()


@cache
def _parent() -> _Parent:
    return _Parent()


def run_at_once(
    program: Path,
    *arguments: str,
    cwd: Path,
    env: Mapping[str, str],
    said: str = "",
) -> Started:
    """Start a program (a file of Python) in a process that has its imports."""
    return _parent().start(str(program), arguments, cwd, env, said)


def _serve() -> int | None:
    """The parent's loop: fork for each line, tell of each end; a child returns its exit code."""
    _import_all()
    lines, running = _lines(), set[int]()
    while True:
        asked = next(lines, None) if not running or _is_ready() else ""
        if asked is None:
            return None
        if asked:
            pid = os.fork()
            if pid == 0:
                return _become(json.loads(asked))
            running.add(pid)
            _tell({"pid": pid})
        for pid in list(running):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                running.remove(pid)
                _tell({"pid": pid, "code": os.waitstatus_to_exitcode(status)})


def _import_all() -> None:
    for name in _IMPORTED:
        importlib.import_module(name)
    from scrapy.settings import default_settings
    from sqlalchemy import create_engine

    from crawlers.source import sources

    sources()
    create_engine("sqlite://").dispose()
    for kind in ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS"):
        for path in getattr(default_settings, f"{kind}_BASE"):
            importlib.import_module(path.rpartition(".")[0])
    early = {"crawlers.settings", "crawlers.cli", "twisted.internet.reactor"} & set(sys.modules)
    assert not early, f"expected nothing that is a process's own, found {early}"


def _lines() -> Iterator[str]:
    """What is asked, a line each: read without a buffer, which a child would inherit."""
    rest = b""
    while block := os.read(0, 1 << 20):
        rest += block
        while b"\n" in rest:
            line, _, rest = rest.partition(b"\n")
            yield line.decode()


def _is_ready() -> bool:
    """Whether something is asked; waits a moment for it, to look after the children then."""
    return bool(select.select([0], [], [], 0.01)[0])


def _tell(what: dict[str, int]) -> None:
    os.write(1, json.dumps(what).encode() + b"\n")


def _become(asked: dict[str, Any]) -> int:
    """Be the process that was asked for; its exit code."""
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    path = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[1:1] = [folder for folder in path if folder and folder not in sys.path]
    folder = Path(asked["folder"])
    for number, (name, mode) in enumerate((("in", "r"), ("out", "w"), ("err", "w"))):
        with (folder / name).open(mode, encoding="utf-8") as file:
            os.dup2(file.fileno(), number)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for number, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    sys.argv = asked["argv"]
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit as error:
        if error.code is None or isinstance(error.code, int):
            return error.code or 0
        print(error.code, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_serve())
