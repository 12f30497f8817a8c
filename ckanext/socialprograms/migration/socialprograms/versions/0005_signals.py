"""The risk signals of programs, and which programs an evaluation names.

Revision ID: 0005_signals
Revises: 0004_calls
Create Date: 2026-11-21

"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005_signals"
down_revision = "0004_calls"
branch_labels = None
depends_on = None


def package_id():
    return sa.Column("package_id", sa.UnicodeText, sa.ForeignKey("package.id", ondelete="CASCADE"), primary_key=True)


def upgrade():
    op.create_table(
        "socialprograms_signal",
        package_id(),
        sa.Column("rule", sa.UnicodeText, primary_key=True, index=True),
        sa.Column("version", sa.UnicodeText, nullable=False),
        sa.Column("since", sa.Date),
        sa.Column("as_of", sa.UnicodeText, nullable=False),
        sa.Column("cause", JSONB, nullable=False),
        sa.Column("answer", sa.UnicodeText, nullable=False),
        sa.Column("answered_on", sa.Date),
    )
    op.create_table(
        "socialprograms_evaluated",
        package_id(),
        sa.Column("reference", sa.UnicodeText, primary_key=True, index=True),
        sa.Column("year", sa.Integer),
    )


def downgrade():
    op.drop_table("socialprograms_evaluated")
    op.drop_table("socialprograms_signal")
