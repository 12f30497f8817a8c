"""The tables of the board and of calls: one row a record with a work plan, one an activity, one a call of a program.

Only content lies here. State, privacy, names and organizations are CKAN's and joined when read, so that they can't
drift apart; a record that goes takes its rows along.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from ckan import model

TYPES = ("commitment", "evaluation")
"""The types of records that have a work plan."""
MIRRORED = (*TYPES, "program")
"""The types of records that have rows here."""

# Not CKAN's metadata: its own commands and tests must not count these tables among theirs.
metadata = sa.MetaData()


def package_id() -> sa.Column[str]:
    """Give the column by which the rows of a record go with it."""
    return sa.Column(
        "package_id",
        sa.UnicodeText,
        sa.ForeignKey(model.package_table.c.id, ondelete="CASCADE"),
        primary_key=True,
    )


record = sa.Table(
    "socialprograms_record",
    metadata,
    package_id(),
    sa.Column("type", sa.UnicodeText, nullable=False),
    sa.Column("plan", sa.UnicodeText, nullable=False),
    sa.Column("theme", sa.UnicodeText, nullable=False),
    sa.Column("years", ARRAY(sa.Integer), nullable=False),
    sa.Column("goals", ARRAY(sa.Integer), nullable=False),
    sa.Column("declared", sa.Integer),
    sa.Column("plan_end", sa.Date),
    sa.Column("cited", sa.Integer, nullable=False, server_default="0"),
    sa.Column("results_due", sa.Date),
)
"""``goals``: of the 2030 Agenda; ``declared``: a percent; ``plan_end``: the day that closes what has no date;
``cited``: pieces of evidence that are cited and can't be opened here; ``results_due``: the last day to publish the
results of an evaluation, while they are not here."""

activity = sa.Table(
    "socialprograms_activity",
    metadata,
    package_id(),
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
"""``has_evidence``: a result and evidence to open; ``changes``: entries of the ledger; ``slippage``: days."""

call = sa.Table(
    "socialprograms_call",
    metadata,
    package_id(),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("title", sa.UnicodeText, nullable=False),
    sa.Column("opens", sa.Date),
    sa.Column("closes", sa.Date, nullable=False, index=True),
    sa.Column("url", sa.UnicodeText, nullable=False),
)
"""The windows in which people can apply to programs; a call without a closing day is none that can be found."""

for _name, _column, _condition in (
    ("unfinished", activity.c.due_date, "status NOT IN ('done', 'cancelled')"),
    ("unproved", activity.c.due_date, "status = 'done' AND NOT has_evidence"),
    ("replanned", activity.c.slippage, "changes > 0"),
):
    sa.Index(f"{activity.name}_{_name}", _column, postgresql_where=sa.text(_condition))
