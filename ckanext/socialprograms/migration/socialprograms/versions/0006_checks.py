"""The append-only log of files that were checked for personal data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006_checks"
down_revision = "0005_signals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "socialprograms_check",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("resource_id", sa.UnicodeText, nullable=False),
        sa.Column("package_id", sa.UnicodeText, nullable=False),
        sa.Column("upload", sa.UnicodeText, nullable=False),
        sa.Column("state", sa.UnicodeText, nullable=False),
        sa.Column("scan", JSONB),
        sa.Column("author", sa.UnicodeText, nullable=False),
        sa.Column("reason", sa.UnicodeText, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_index("socialprograms_check_resource", "socialprograms_check", ["resource_id", "id"])
    op.create_index("socialprograms_check_package", "socialprograms_check", ["package_id", "resource_id", "id"])
    op.execute(
        "CREATE OR REPLACE FUNCTION socialprograms_check_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'socialprograms_check is append-only'; END $$"
    )
    for event, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER socialprograms_check_keeps_each_{each} BEFORE {event} ON socialprograms_check"
            f" FOR EACH {each} EXECUTE FUNCTION socialprograms_check_is_append_only()"
        )


def downgrade() -> None:
    op.drop_table("socialprograms_check")
    op.execute("DROP FUNCTION IF EXISTS socialprograms_check_is_append_only()")
