"""The tables of the risk signals: content only, as those of the board."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from ckanext.socialprograms.monitor.tables import metadata, package_id

signal = sa.Table(
    "socialprograms_signal",
    metadata,
    package_id(),
    sa.Column("rule", sa.UnicodeText, primary_key=True, index=True),
    sa.Column("version", sa.UnicodeText, nullable=False),
    sa.Column("since", sa.Date),
    sa.Column("as_of", sa.UnicodeText, nullable=False),
    sa.Column("cause", JSONB, nullable=False),
    sa.Column("answer", sa.UnicodeText, nullable=False),
    sa.Column("answered_on", sa.Date),
)
"""One row a program and rule; ``version`` is that of the rules, ``since`` the first day on which the rule fires (empty:
whatever the day), ``answer`` the agency's newest."""

evaluated = sa.Table(
    "socialprograms_evaluated",
    metadata,
    package_id(),
    sa.Column("reference", sa.UnicodeText, primary_key=True, index=True),
    sa.Column("year", sa.Integer),
)
"""One row an evaluation and program that it names, by id or name; no year where it has none."""
