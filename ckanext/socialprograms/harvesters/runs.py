"""What each run of a harvest saw: a row a job, beside ckanext-harvest's own tables."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

metadata = sa.MetaData()

run = sa.Table(
    "socialprograms_harvest_run",
    metadata,
    sa.Column("job_id", sa.UnicodeText, primary_key=True),
    sa.Column("listed", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("vanished", sa.Integer, nullable=False),
    sa.Column("is_whole", sa.Boolean, nullable=False),
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


def begin(seen: Run) -> None:
    """Write what a run saw, in the session's transaction; a job that is begun again says it anew."""
    row = asdict(seen)
    model.Session.execute(insert(run).values(row).on_conflict_do_update(index_elements=["job_id"], set_=row))
