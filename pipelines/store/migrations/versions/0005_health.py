"""Pauses of sources, and the alarms that were sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make both tables, empty."""
    op.create_table(
        "pauses",
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("until", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_pauses"),
    )
    op.create_table(
        "alarms",
        sa.Column("run_id", sa.String(96), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("sent", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("run_id", name="pk_alarms"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_alarms_run_id_runs"),
    )
    op.create_index("ix_alarms_source", "alarms", ["source"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("alarms")
    op.drop_table("pauses")
