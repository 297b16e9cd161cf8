"""Fixtures that tests share: real databases.

Every test with ``store`` runs on SQLite, and on PostgreSQL where CHOTATSU_TEST_POSTGRES holds
the address of a server (``.ci/postgres start`` prints one). Each gets a schema of its own there.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy
from reports import heads
from sqlalchemy.engine import make_url

from pipelines.store.session import Store, open_store

POSTGRES = os.environ.get("CHOTATSU_TEST_POSTGRES")

_KINDS = [
    "sqlite",
    pytest.param(
        "postgresql",
        marks=pytest.mark.skipif(not POSTGRES, reason="CHOTATSU_TEST_POSTGRES holds no address"),
    ),
]

_BEGIN = time.time()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, so that two workers end at about the same time."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what the tests wrote for people to read."""
    if lines := heads(_BEGIN):
        terminalreporter.section("reports")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(params=_KINDS)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes addresses of empty databases, all of one kind."""
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path / uuid.uuid4().hex}.db"
        return
    assert POSTGRES
    server = sqlalchemy.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    schemas: list[str] = []

    def new() -> str:
        schemas.append(f"test_{uuid.uuid4().hex}")
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {schemas[-1]}")
        options = {"options": f"-csearch_path={schemas[-1]}"}
        address = make_url(str(POSTGRES)).update_query_dict(options)
        return address.render_as_string(hide_password=False)

    yield new
    with server.connect() as connection:
        for schema in schemas:
            connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    server.dispose()


@pytest.fixture
def new_store(new_url: Callable[[], str]) -> Iterator[Callable[[], Store]]:
    """Opens empty stores, all on one kind of database."""
    stores: list[Store] = []

    def new() -> Store:
        stores.append(open_store(new_url()))
        return stores[-1]

    yield new
    for store in stores:
        store.close()


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    """An empty store."""
    return new_store()
