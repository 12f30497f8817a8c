"""The numbers of each single record that is seen: what all other numbers of the board are added up from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from ckanext.socialprograms.monitor.counts import Counts
from ckanext.socialprograms.monitor.states import conditions
from ckanext.socialprograms.monitor.tables import activity

OF_ACTIVITIES = (
    "all", "reported", "with_evidence", "no_evidence", "replanned", "done", "done_late", "in_progress", "planned",
    "due_soon", "overdue", "no_report", "undated", "plan_closed", "cancelled",
)  # fmt: skip
OF_RECORDS = (
    "commitments", "evaluations", "declared", "declared_sum", "compared", "gap_sum", "citing", "cited",
    "results_due", "results_late",
)  # fmt: skip
_KEPT = ("type", "name", "title", "agency", "agency_title", "theme", "plan", "goals", "years", "modified")


def each_record(seen: sa.CTE, today: date) -> sa.CTE:
    """Count the activities of each of some records that can be seen (``visible``)."""
    own = _own_activities(seen, today)
    proved = own.c.with_evidence * 100 // sa.func.nullif(own.c.all, 0)
    gap = seen.c.declared - proved
    return (
        sa.select(
            *(seen.c[name] for name in _KEPT),
            _one_if(seen.c.type == "commitment").label("commitments"),
            _one_if(seen.c.type == "evaluation").label("evaluations"),
            _one_if(seen.c.declared.is_not(None)).label("declared"),
            seen.c.declared.label("declared_sum"),
            _one_if(gap.is_not(None)).label("compared"),
            gap.label("gap_sum"),
            _one_if(seen.c.cited > 0).label("citing"),
            seen.c.cited,
            _one_if(seen.c.results_due >= today).label("results_due"),
            _one_if(seen.c.results_due < today).label("results_late"),
            *(own.c[name] for name in OF_ACTIVITIES),
        )
        .outerjoin(own, own.c.package_id == seen.c.package_id)
        .cte("each_record")
    )


def counts(row: Mapping[str, Any]) -> Counts:
    """Read the numbers of a row; a record without activities has none."""
    numbers = {name: int(row[name] or 0) for name in (*OF_RECORDS, *OF_ACTIVITIES)}
    return Counts(records=row.get("records", 1), **numbers, modified=row["modified"])


def _own_activities(seen: sa.CTE, today: date) -> sa.Subquery:
    wanted = conditions(today, seen.c.plan_end)
    return (
        sa.select(activity.c.package_id, *(sa.func.count().filter(wanted[name]).label(name) for name in OF_ACTIVITIES))
        .join(seen, seen.c.package_id == activity.c.package_id)
        .group_by(activity.c.package_id)
        .subquery("own")
    )


def _one_if(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.case((condition, 1), else_=0)
