"""Of which entry of a list an original is the page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns; of what was fetched so far nobody noted it."""
    op.add_column("fetches", sa.Column("entry", sa.Text()))
    op.add_column("fetches", sa.Column("entry_row", sa.String(64)))
    op.create_index("ix_fetches_entry", "fetches", ["entry"], postgresql_using="hash")


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_fetches_entry", "fetches")
    op.drop_column("fetches", "entry_row")
    op.drop_column("fetches", "entry")
