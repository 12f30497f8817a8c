"""The append-only ledger of what promises took back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_ledger"
down_revision = "0001_board"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "socialprograms_ledger",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("package_id", sa.UnicodeText, nullable=False, index=True),
        sa.Column("item", sa.UnicodeText, nullable=False),
        sa.Column("field", sa.UnicodeText, nullable=False),
        sa.Column("before", sa.UnicodeText, nullable=False),
        sa.Column("after", sa.UnicodeText, nullable=False),
        sa.Column("reason", sa.UnicodeText, nullable=False),
        sa.Column("author", sa.UnicodeText, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_index(
        "socialprograms_ledger_published",
        "socialprograms_ledger",
        ["package_id"],
        unique=True,
        postgresql_where=sa.text("field = 'published'"),
    )
    op.execute(
        "CREATE OR REPLACE FUNCTION socialprograms_ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'socialprograms_ledger is append-only'; END $$"
    )
    for event, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER socialprograms_ledger_keeps_each_{each} BEFORE {event} ON socialprograms_ledger"
            f" FOR EACH {each} EXECUTE FUNCTION socialprograms_ledger_is_append_only()"
        )
    # Records that were public before the ledger was: what they promised then counts.
    op.execute(
        "INSERT INTO socialprograms_ledger (package_id, item, field, before, after, reason, author)"
        " SELECT id, '', 'published', '', '', '', '' FROM package"
        " WHERE type IN ('commitment', 'program', 'evaluation') AND state = 'active' AND NOT private"
    )


def downgrade() -> None:
    op.drop_table("socialprograms_ledger")
    op.execute("DROP FUNCTION IF EXISTS socialprograms_ledger_is_append_only()")
