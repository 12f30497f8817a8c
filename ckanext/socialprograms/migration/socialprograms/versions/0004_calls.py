"""The calls of programs, to find those that are open.

Revision ID: 0004_calls
Revises: 0003_cited
Create Date: 2026-11-21

"""

import sqlalchemy as sa
from alembic import op

revision = "0004_calls"
down_revision = "0003_cited"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "socialprograms_call",
        sa.Column("package_id", sa.UnicodeText, sa.ForeignKey("package.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("title", sa.UnicodeText, nullable=False),
        sa.Column("opens", sa.Date),
        sa.Column("closes", sa.Date, nullable=False),
        sa.Column("url", sa.UnicodeText, nullable=False),
    )
    op.create_index("ix_socialprograms_call_closes", "socialprograms_call", ["closes"])


def downgrade():
    op.drop_table("socialprograms_call")
