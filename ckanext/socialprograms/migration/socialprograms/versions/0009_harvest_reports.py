"""What vanished in each run of a harvest, and of which runs somebody was told.

Revision ID: 0009_harvest_reports
Revises: 0008_harvest_runs
Create Date: 2026-11-22

"""

import sqlalchemy as sa
from alembic import op

revision = "0009_harvest_reports"
down_revision = "0008_harvest_runs"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("socialprograms_harvest_run", sa.Column("told_at", sa.DateTime))
    # Nobody is told now of what ended before.
    op.execute("UPDATE socialprograms_harvest_run SET told_at = now() AT TIME ZONE 'utc'")
    op.create_table(
        "socialprograms_harvest_vanished",
        sa.Column("job_id", sa.UnicodeText, primary_key=True),
        sa.Column(
            "package_id", sa.UnicodeText, sa.ForeignKey("package.id", ondelete="CASCADE"), primary_key=True, index=True
        ),
    )


def downgrade():
    op.drop_table("socialprograms_harvest_vanished")
    op.drop_column("socialprograms_harvest_run", "told_at")
