"""The log of files that were checked. It has no foreign key: an entry outlives the file that it speaks of."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

# Not CKAN's metadata: its own commands and tests must not count this table among theirs.
metadata = sa.MetaData()

checks = sa.Table(
    "socialprograms_check",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("resource_id", sa.UnicodeText, nullable=False),
    sa.Column("package_id", sa.UnicodeText, nullable=False),
    sa.Column("upload", sa.UnicodeText, nullable=False),
    sa.Column("state", sa.UnicodeText, nullable=False),
    sa.Column("scan", JSONB),
    sa.Column("author", sa.UnicodeText, nullable=False),
    sa.Column("reason", sa.UnicodeText, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
)
"""``upload`` says which upload of a resource was checked; ``state`` is one of ``checks.State``.

A trigger of the migration forbids to update or delete a row.
"""
