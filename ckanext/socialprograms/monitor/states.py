"""What an activity's row says on a day: ``records/state.py`` and ``records/progress.py`` again, in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from ckanext.socialprograms.monitor.tables import activity
from ckanext.socialprograms.records.state import DUE_SOON, State
from ckanext.socialprograms.records.workplan import CANCELLED, DONE

Conditions = Mapping[str, sa.ColumnElement[bool]]
row = activity.c


def states(today: date, plan_end: sa.ColumnElement[date]) -> dict[State, sa.ColumnElement[bool]]:
    """Give the condition of each state; of every activity exactly one is true."""
    done = row.status == DONE
    late = sa.func.coalesce(row.completed_on > row.due_date, sa.false())
    unfinished = row.status.not_in((DONE, CANCELLED))
    passed = sa.and_(unfinished, row.due_date < today)
    ahead = sa.and_(unfinished, row.due_date > today + DUE_SOON)
    undated = sa.and_(unfinished, row.due_date.is_(None))
    closed = sa.func.coalesce(plan_end < today, sa.false())
    return {
        State.DONE: sa.and_(done, sa.not_(late)),
        State.DONE_LATE: sa.and_(done, late),
        State.IN_PROGRESS: sa.and_(ahead, row.status == "in_progress"),
        State.PLANNED: sa.and_(ahead, row.status != "in_progress"),
        State.DUE_SOON: sa.and_(unfinished, row.due_date.between(today, today + DUE_SOON)),
        State.OVERDUE: sa.and_(passed, row.status != ""),
        State.NO_REPORT: sa.and_(passed, row.status == ""),
        State.UNDATED: sa.and_(undated, sa.not_(closed)),
        State.PLAN_CLOSED: sa.and_(undated, closed),
        State.CANCELLED: row.status == CANCELLED,
    }


def conditions(today: date, plan_end: sa.ColumnElement[date]) -> Conditions:
    """Give the condition of each list of activities: of each state, and of what cuts across them."""
    done = row.status == DONE
    return {
        "all": row.status != CANCELLED,
        "reported": done,
        "with_evidence": sa.and_(done, row.has_evidence),
        "no_evidence": sa.and_(done, sa.not_(row.has_evidence)),
        "replanned": row.changes > 0,
        **{state.value: condition for state, condition in states(today, plan_end).items()},
    }


def state(today: date, plan_end: sa.ColumnElement[date]) -> sa.ColumnElement[str]:
    """Give the name of the state."""
    return sa.case(*((condition, one.value) for one, condition in states(today, plan_end).items()))
