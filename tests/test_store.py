"""The store: schema, opening, and what comes back of what was put in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, inspect, select

import pipelines.store.migrations as migrations
from pipelines.errors import SetupError
from pipelines.lookups import bodies
from pipelines.records import Amount
from pipelines.store.columns import Yen, fits
from pipelines.store.models import Base, BodyRow, RunRow, SourceRow
from pipelines.store.runs import start_run
from pipelines.store.session import Store, open_store, sync_sources
from pipelines.store.statements import table


def test_the_migrations_make_the_tables_of_the_models(store: Store) -> None:
    with store.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert found == []


def test_the_newest_migration_is_the_one_that_is_named() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert scripts.get_heads() == [migrations.HEAD]


def test_the_migrations_can_be_taken_back(store: Store) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with store.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with store.engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_opening_again_keeps_what_is_there(new_url: Callable[[], str]) -> None:
    url = new_url()
    first = open_store(url)
    start_run(first, "r1", "aoba_results", "crawl", datetime(2026, 4, 1, tzinfo=UTC))
    first.close()
    second = open_store(url)
    with second.engine.connect() as connection:
        assert connection.scalars(select(table(RunRow).c.id)).all() == ["r1"]
    second.close()


def test_bodies_are_those_of_the_reference_file(new_url: Callable[[], str]) -> None:
    url = new_url()
    store = open_store(url)
    with store.write() as connection:
        connection.execute(table(BodyRow).update().values(name="a name of last year"))
    store.close()
    store = open_store(url)
    with store.engine.connect() as connection:
        names = {row.id: row.name for row in connection.execute(select(table(BodyRow)))}
    assert names == {facts.id: facts.name for facts in bodies().values()}
    store.close()


def test_sources_are_written_and_corrected(store: Store) -> None:
    row = {
        "name": "aoba_results",
        "title": "青葉市 入札結果",
        "home": "https://www.city.aoba.example.jp/",
        "bodies": ["JP-JCN-8000020131016"],
        "stages": ["result"],
        "terms": None,
    }
    sync_sources(store, [row, row | {"name": "midori"}])
    sync_sources(store, [row | {"terms": "https://www.city.aoba.example.jp/terms"}])
    with store.engine.connect() as connection:
        found = connection.execute(select(table(SourceRow)).order_by("name")).mappings().all()
    assert [one["name"] for one in found] == ["aoba_results", "midori"]
    assert found[0]["terms"] == "https://www.city.aoba.example.jp/terms"
    assert found[0]["bodies"] == ["JP-JCN-8000020131016"]


def test_a_newer_schema_is_refused(new_url: Callable[[], str]) -> None:
    url = new_url()
    store = open_store(url)
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(SetupError, match="newer version of chotatsu"):
        open_store(url)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("sqlite:////no/such/folder/x.db", "expected a database at sqlite:////no/such/folder"),
        ("postgresql://me:secret@127.0.0.1:1/x", r"me:\*\*\*@127\.0\.0\.1"),
        ("mysql://127.0.0.1/x", "expected sqlite or postgresql"),
        ("chotatsu.db", "expected an address like sqlite:///chotatsu.db"),
    ],
)
def test_a_database_that_cannot_be_opened_is_named(url: str, message: str) -> None:
    with pytest.raises(SetupError, match=message) as caught:
        open_store(url)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "chotatsu.db"
    path.write_text("件名,落札者\n" * 1000)
    with pytest.raises(SetupError, match="not a database"):
        open_store(f"sqlite:///{path}")
    assert path.read_text().startswith("件名")


def test_the_environment_says_where_the_store_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHOTATSU_DATABASE_URL", raising=False)
    open_store().close()
    monkeypatch.setenv("CHOTATSU_DATABASE_URL", f"sqlite:///{tmp_path / 'named.db'}")
    open_store().close()
    assert {path.name for path in tmp_path.glob("*.db")} == {"chotatsu.db", "named.db"}


def test_times_keep_their_moment_and_come_back_with_a_zone(store: Store) -> None:
    japan = timezone(timedelta(hours=9))
    started = datetime(2026, 4, 1, 8, 30, 15, 123456, tzinfo=japan)
    start_run(store, "r1", "aoba_results", "crawl", started)
    with store.engine.connect() as connection:
        found = connection.scalar(select(table(RunRow).c.started))
    assert found == started
    assert found.isoformat() == "2026-04-01T08:30:15.123456+09:00"


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="expected a time with its zone"):
        start_run(store, "r1", "aoba_results", "crawl", datetime(2026, 4, 1))


AMOUNTS = [
    0,
    1,
    -500,
    9_999_999_999_999_999,
    9_007_199_254_740_993,  # 2**53 + 1: the first that a float loses
    Decimal("0.0001"),
    Decimal("1234.5"),
    Decimal("98765432109.8765"),
    Decimal("-0.3"),
]


@pytest.mark.parametrize("amount", AMOUNTS)
def test_amounts_come_back_exactly(store: Store, amount: Amount) -> None:
    assert _there_and_back(store, [amount]) == [amount]


def test_a_whole_amount_is_an_int_however_it_was_given(store: Store) -> None:
    found = _there_and_back(store, [Decimal("1200000.00"), Decimal("1E+3"), Decimal("2.50")])
    assert [repr(amount) for amount in found] == ["1200000", "1000", "Decimal('2.5')"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.integers(-(10**15), 10**15)
        | st.decimals(-(10**11), 10**11, places=4, allow_nan=False).filter(fits),
        max_size=50,
    )
)
def test_any_amount_that_fits_comes_back_exactly(store: Store, amounts: list[Amount]) -> None:
    assert _there_and_back(store, amounts) == amounts


@pytest.mark.parametrize(
    "amount",
    [10**16, -(10**16), Decimal("0.00001"), Decimal("123456789012.3456"), Decimal("NaN")],
)
def test_amounts_that_a_column_would_change_do_not_fit(amount: Amount) -> None:
    assert not fits(amount)


def test_sqlite_keeps_log_and_checks_references(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/x.db")
    with store.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    store.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}
    # After closing all is in the one file: it can be copied or opened with any program.
    assert [path.name for path in tmp_path.iterdir()] == ["x.db"]
    found = sqlite3.connect(tmp_path / "x.db").execute("SELECT count(*) FROM bodies").fetchone()
    assert found[0] == len(bodies())


def _there_and_back(store: Store, amounts: list[Amount]) -> list[Amount]:
    """Amounts through a column of their type."""
    one = Table(
        "amounts", MetaData(), Column("id", Integer, primary_key=True), Column("amount", Yen)
    )
    with store.write() as connection:
        one.drop(connection, checkfirst=True)
        one.create(connection)
        for id, amount in enumerate(amounts):
            connection.execute(one.insert(), {"id": id, "amount": amount})
        return list(connection.scalars(select(one.c.amount).order_by(one.c.id)))
