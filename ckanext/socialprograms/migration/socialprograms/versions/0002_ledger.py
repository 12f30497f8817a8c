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
    op.execute(
        "CREATE OR REPLACE FUNCTION socialprograms_ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'socialprograms_ledger is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER socialprograms_ledger_is_append_only BEFORE UPDATE OR DELETE ON socialprograms_ledger"
        " FOR EACH ROW EXECUTE FUNCTION socialprograms_ledger_is_append_only()"
    )


def downgrade() -> None:
    op.drop_table("socialprograms_ledger")
    op.execute("DROP FUNCTION IF EXISTS socialprograms_ledger_is_append_only()")
