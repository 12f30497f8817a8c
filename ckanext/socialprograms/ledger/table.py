"""The table of the ledger. It has no foreign key: an entry outlives the record that it speaks of."""

from __future__ import annotations

import sqlalchemy as sa

# Not CKAN's metadata: its own commands and tests must not count this table among theirs.
metadata = sa.MetaData()

PUBLISHED = "published"
"""The field of the entry that says when a record was first published."""

ledger = sa.Table(
    "socialprograms_ledger",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("package_id", sa.UnicodeText, nullable=False, index=True),
    sa.Column("item", sa.UnicodeText, nullable=False),
    sa.Column("field", sa.UnicodeText, nullable=False),
    sa.Column("before", sa.UnicodeText, nullable=False),
    sa.Column("after", sa.UnicodeText, nullable=False),
    sa.Column("reason", sa.UnicodeText, nullable=False),
    sa.Column("author", sa.UnicodeText, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
)
"""``item`` is an activity's id, a goal's number or a declared part, empty for the record: see records/replanning.py.

A trigger of the migration forbids to update or delete a row.
"""
