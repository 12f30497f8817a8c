"""How many pieces of evidence a record cites that can't be opened here, for the board.

Revision ID: 0003_cited
Revises: 0002_ledger
Create Date: 2026-11-21

"""

import sqlalchemy as sa
from alembic import op

revision = "0003_cited"
down_revision = "0002_ledger"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("socialprograms_record", sa.Column("cited", sa.Integer, nullable=False, server_default="0"))


def downgrade():
    op.drop_column("socialprograms_record", "cited")
