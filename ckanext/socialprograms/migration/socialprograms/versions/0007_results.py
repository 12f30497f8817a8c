"""By when the results of an evaluation have to be published, while they are not here, for the board.

Revision ID: 0007_results
Revises: 0006_checks
Create Date: 2026-11-21

"""

import sqlalchemy as sa
from alembic import op

revision = "0007_results"
down_revision = "0006_checks"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("socialprograms_record", sa.Column("results_due", sa.Date))


def downgrade():
    op.drop_column("socialprograms_record", "results_due")
