"""The process that reads files has no network, nor has any program that it starts."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.practice_site import PracticeServer
from pipelines.alone import works

ROOT = Path(__file__).parents[1]
CONNECT = "import socket; socket.create_connection(('127.0.0.1', {port}), 2).close()"
START = """
import subprocess, sys
from pipelines.alone import leave_network
leave_network()
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture
def port() -> Iterator[int]:
    """A port at which somebody listens: what can't be reached is the network, not the server."""
    with PracticeServer({}) as server:
        yield int(server.address.rpartition(":")[2])


def test_a_reader_opens_no_connection(port: int) -> None:
    connect = CONNECT.format(port=port)
    assert run(connect).returncode == 0
    refused = run(START + connect)
    assert refused.returncode == 1
    assert "PermissionError: expected no network while a file is read" in refused.stderr


@pytest.mark.parametrize(
    "way",
    [
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request as u; u.urlopen('http://127.0.0.1:1')",
        "import socket; socket.socket().bind(('127.0.0.1', 0))",
    ],
)
def test_every_way_of_python_is_refused(way: str) -> None:
    assert "expected no network" in run(START + way).stderr


def test_a_step_that_fails_half_way_leaves_the_process_as_it_was() -> None:
    """Ubuntu from 24.04 lets a user make a namespace, and then write nothing into it."""
    done: list[str] = []

    def half() -> None:
        done.append("begun")
        raise PermissionError

    assert not works(half)
    assert works(lambda: done.append("begun"))
    assert done == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no network namespaces")
def test_a_program_that_a_reader_starts_has_no_network_either(port: int, tmp_path: Path) -> None:
    connect = CONNECT.format(port=port)
    code = f"sys.exit(subprocess.run([sys.executable, '-c', {connect!r}]).returncode)"
    mine = run("import os; print(os.readlink('/proc/self/ns/net'))").stdout
    told = run(START + "import os; print(os.readlink('/proc/self/ns/net'))").stdout
    if told == mine:
        pytest.skip("this system lets no user leave its network")
    found = run(START + code)
    assert found.returncode == 1
    assert "unreachable" in found.stderr
    # It can still write: LibreOffice puts what it makes into a folder.
    made = tmp_path / "made"
    assert run(START + f"open({str(made)!r}, 'w').write('x')").returncode == 0
    assert made.read_text() == "x"
