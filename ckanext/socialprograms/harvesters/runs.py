"""What each run of a harvest saw: a row a job, beside ckanext-harvest's own tables, and one for what vanished in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

REFUSED, SHRUNK, VANISHED, TAKEN_AWAY = "refused", "shrunk", "vanished", "taken_away"
CREATED, CHANGED, SAME = "created", "changed", "same"
KINDS = (REFUSED, SHRUNK, VANISHED, TAKEN_AWAY, CREATED, CHANGED, SAME)
"""What can have become of a record, what needs a person first. ``same`` was fetched and says what it said before."""

metadata = sa.MetaData()

run = sa.Table(
    "socialprograms_harvest_run",
    metadata,
    sa.Column("job_id", sa.UnicodeText, primary_key=True),
    sa.Column("listed", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("vanished", sa.Integer, nullable=False),
    sa.Column("is_whole", sa.Boolean, nullable=False),
    sa.Column("told_at", sa.DateTime),
)
vanished = sa.Table(
    "socialprograms_harvest_vanished",
    metadata,
    sa.Column("job_id", sa.UnicodeText, primary_key=True),
    sa.Column("package_id", sa.UnicodeText, primary_key=True),
)


@dataclass(frozen=True)
class Run:
    """How many records the source listed, how many of them were new or changed, and how many it has no more.

    ``is_whole`` says that the list was read to its end and nothing stood against taking away what vanished.
    """

    job_id: str
    listed: int
    changed: int
    vanished: int
    is_whole: bool


def begin(seen: Run, new: Iterable[str] = ()) -> None:
    """Write what a run saw, in the session's transaction; a job that is begun again says it anew.

    ``new`` are the datasets that the source had in the run before.
    """
    row = asdict(seen)
    model.Session.execute(insert(run).values(row).on_conflict_do_update(index_elements=["job_id"], set_=row))
    model.Session.execute(sa.delete(vanished).where(vanished.c.job_id == seen.job_id))
    if rows := [{"job_id": seen.job_id, "package_id": one} for one in dict.fromkeys(new)]:
        model.Session.execute(sa.insert(vanished), rows)
