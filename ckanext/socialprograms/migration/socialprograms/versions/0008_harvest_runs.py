"""What each run of a harvest saw of its source.

Revision ID: 0008_harvest_runs
Revises: 0007_results
Create Date: 2026-11-22

"""

import sqlalchemy as sa
from alembic import op

revision = "0008_harvest_runs"
down_revision = "0007_results"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "socialprograms_harvest_run",
        sa.Column("job_id", sa.UnicodeText, primary_key=True),
        sa.Column("listed", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("vanished", sa.Integer, nullable=False),
        sa.Column("is_whole", sa.Boolean, nullable=False),
    )


def downgrade():
    op.drop_table("socialprograms_harvest_run")
