"""Bringing a database to the newest schema, one migration after the other.

A new one: write ``versions/NNNN_what.py`` by hand from its neighbour, and set ``HEAD``. A test
compares the result of all migrations with ``models.py``.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from pipelines.errors import SetupError

HEAD = "0005"
"""The newest migration. Known here so that opening a current store needn't load Alembic."""

# Two processes that open a new database at once: the second waits, then finds it done. SQLite
# needs no lock of its own, its write transaction is one.
_LOCK = 20_250_401


def migrate(connection: Connection) -> None:
    """Run the migrations that a database lacks, in the transaction of the connection.

    SetupError if the database was made by a newer version of the program.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    current = revision(connection)
    if current == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise SetupError(
            f"expected a database at schema {HEAD} or older, found {current}: it was made by a "
            "newer version of chotatsu"
        ) from error


def revision(connection: Connection) -> str | None:
    """The last migration that a database had; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
