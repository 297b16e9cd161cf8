"""When a notice was withdrawn by its publisher."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; nothing was withdrawn so far."""
    op.add_column("notices", sa.Column("withdrawn", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("notices", "withdrawn")
