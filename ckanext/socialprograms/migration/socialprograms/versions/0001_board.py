"""The tables of the monitoring board.

Revision ID: 0001_board
Revises:
Create Date: 2026-11-21

"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0001_board"
down_revision = None
branch_labels = None
depends_on = None

UNFINISHED = "status NOT IN ('done', 'cancelled')"


def upgrade():
    op.create_table(
        "socialprograms_record",
        _package_id(),
        sa.Column("type", sa.UnicodeText, nullable=False),
        sa.Column("plan", sa.UnicodeText, nullable=False),
        sa.Column("theme", sa.UnicodeText, nullable=False),
        sa.Column("years", ARRAY(sa.Integer), nullable=False),
        sa.Column("goals", ARRAY(sa.Integer), nullable=False),
        sa.Column("declared", sa.Integer),
        sa.Column("plan_end", sa.Date),
    )
    op.create_table(
        "socialprograms_activity",
        _package_id(),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.UnicodeText, nullable=False),
        sa.Column("description", sa.UnicodeText, nullable=False),
        sa.Column("responsible", ARRAY(sa.UnicodeText), nullable=False),
        sa.Column("due_date", sa.Date),
        sa.Column("due_text", sa.UnicodeText, nullable=False),
        sa.Column("status", sa.UnicodeText, nullable=False),
        sa.Column("completed_on", sa.Date),
        sa.Column("has_evidence", sa.Boolean, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("slippage", sa.Integer),
    )
    for name, column, condition in (
        ("socialprograms_activity_unfinished", "due_date", UNFINISHED),
        ("socialprograms_activity_unproved", "due_date", "status = 'done' AND NOT has_evidence"),
        ("socialprograms_activity_replanned", "slippage", "changes > 0"),
    ):
        op.create_index(name, "socialprograms_activity", [column], postgresql_where=sa.text(condition))


def downgrade():
    op.drop_table("socialprograms_activity")
    op.drop_table("socialprograms_record")


def _package_id():
    return sa.Column("package_id", sa.UnicodeText, sa.ForeignKey("package.id", ondelete="CASCADE"), primary_key=True)
