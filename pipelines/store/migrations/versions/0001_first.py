"""The first schema: all tables of ``models.py``."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "bodies",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("parent", sa.String(64)),
        sa.Column("corporate_number", sa.String(13)),
        sa.Column("local_code", sa.String(6)),
        sa.Column("prefecture", sa.String(2)),
        sa.PrimaryKeyConstraint("id", name="pk_bodies"),
    )
    op.create_table(
        "issues",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.String(20)),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("label", sa.Text()),
        sa.Column("text", sa.Text()),
        sa.Column("cell", sa.Text()),
        sa.PrimaryKeyConstraint("sha256", "position", name="pk_issues"),
    )
    op.create_index("ix_issues_code", "issues", ["code"])
    op.create_index("ix_issues_notice_id", "issues", ["notice_id"])
    op.create_table(
        "notices",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True)),
        sa.Column("last_seen", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index("ix_notices_source", "notices", ["source"])
    op.create_table(
        "originals",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_originals"),
    )
    op.create_table(
        "parties",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("match_key", sa.Text(), nullable=False),
        sa.Column("corporate_number", sa.String(13)),
        sa.PrimaryKeyConstraint("id", name="pk_parties"),
    )
    op.create_index("ix_parties_match_key", "parties", ["match_key"])
    op.create_table(
        "processes",
        sa.Column("ocid", sa.String(128), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("buyer_id", sa.String(64), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.PrimaryKeyConstraint("ocid", name="pk_processes"),
        sa.UniqueConstraint("key", name="uq_processes_key"),
    )
    op.create_index("ix_processes_buyer_id", "processes", ["buyer_id"])
    op.create_table(
        "runs",
        sa.Column("id", sa.String(96), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True)),
        sa.Column("verdict", sa.String(16)),
        sa.Column("reason", sa.Text()),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_source", "runs", ["source"])
    op.create_table(
        "sources",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.Column("bodies", sa.JSON(), nullable=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("terms", sa.Text()),
        sa.PrimaryKeyConstraint("name", name="pk_sources"),
    )
    op.create_table(
        "fetches",
        sa.Column("run_id", sa.String(96), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("method", sa.String(8), nullable=False),
        sa.Column("request_body", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("encoding", sa.String(16)),
        sa.Column("hints", sa.JSON(), nullable=False),
        sa.Column("read_with", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_fetches_run_id_runs"),
        sa.ForeignKeyConstraint(
            ["sha256"], ["originals.sha256"], name="fk_fetches_sha256_originals"
        ),
        sa.PrimaryKeyConstraint("run_id", "position", name="pk_fetches"),
    )
    op.create_index("ix_fetches_sha256", "fetches", ["sha256"])
    op.create_index("ix_fetches_url", "fetches", ["url"], postgresql_using="hash")
    op.create_table(
        "links",
        sa.Column("notice_id", sa.String(20), nullable=False),
        sa.Column("ocid", sa.String(128), nullable=False),
        sa.Column("rule", sa.String(16), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name="fk_links_notice_id_notices"),
        sa.ForeignKeyConstraint(["ocid"], ["processes.ocid"], name="fk_links_ocid_processes"),
        sa.PrimaryKeyConstraint("notice_id", name="pk_links"),
    )
    op.create_index("ix_links_ocid", "links", ["ocid"])
    op.create_table(
        "notice_versions",
        sa.Column("notice_id", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("buyer_id", sa.String(64)),
        sa.Column("buyer_name", sa.Text()),
        sa.Column("department", sa.Text()),
        sa.Column("category", sa.Text()),
        sa.Column("method", sa.Text()),
        sa.Column("fiscal_year", sa.Integer()),
        sa.Column("opened", sa.Text()),
        sa.Column("signed", sa.Text()),
        sa.Column("planned_amount", sa.Numeric(precision=20, scale=4)),
        sa.Column("planned_tax", sa.String(8)),
        sa.Column("award_amount", sa.Numeric(precision=20, scale=4)),
        sa.Column("award_tax", sa.String(8)),
        sa.Column("number_of_bids", sa.Integer()),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name="fk_notice_versions_notice_id_notices"
        ),
        sa.PrimaryKeyConstraint("notice_id", "number", name="pk_notice_versions"),
    )
    op.create_index("ix_notice_versions_buyer_id", "notice_versions", ["buyer_id"])
    op.create_table(
        "releases",
        sa.Column("id", sa.String(192), nullable=False),
        sa.Column("ocid", sa.String(128), nullable=False),
        sa.Column("notice_id", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("buyer_id", sa.String(64), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("date", sa.String(25), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ocid"], ["processes.ocid"], name="fk_releases_ocid_processes"),
        sa.PrimaryKeyConstraint("id", name="pk_releases"),
    )
    op.create_index(
        "ix_releases_export", "releases", ["buyer_id", "fiscal_year", "ocid", "date", "order", "id"]
    )
    op.create_index("ix_releases_ocid", "releases", ["ocid"])
    op.create_index("ix_releases_version", "releases", ["notice_id", "number"])
    op.create_table(
        "bids",
        sa.Column("notice_id", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("status", sa.String(16)),
        sa.Column("won", sa.Boolean()),
        sa.Column("rank", sa.Integer()),
        sa.Column("amount", sa.Numeric(precision=20, scale=4)),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id", "number"],
            ["notice_versions.notice_id", "notice_versions.number"],
            name="fk_bids_notice_id_notice_versions",
        ),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name="fk_bids_party_id_parties"),
        sa.PrimaryKeyConstraint("notice_id", "number", "position", name="pk_bids"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bids_party_id", "bids", ["party_id"])
    op.create_table(
        "sightings",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("notice_id", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id", "number"],
            ["notice_versions.notice_id", "notice_versions.number"],
            name="fk_sightings_notice_id_notice_versions",
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["originals.sha256"], name="fk_sightings_sha256_originals"
        ),
        sa.PrimaryKeyConstraint("sha256", "notice_id", name="pk_sightings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sightings_version", "sightings", ["notice_id", "number"])


def downgrade() -> None:
    """Drop all tables, those that refer to others first."""
    for table in (
        "sightings",
        "bids",
        "releases",
        "notice_versions",
        "links",
        "fetches",
        "sources",
        "runs",
        "processes",
        "parties",
        "originals",
        "notices",
        "issues",
        "bodies",
    ):
        op.drop_table(table)
