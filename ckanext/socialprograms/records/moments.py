"""The day of a moment where the portal is: CKAN keeps moments in universal time, and people read days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timezone, tzinfo

_zone: Callable[[], tzinfo] = lambda: timezone.utc  # noqa: E731 (it is replaced as a whole)


def use_zone(zone: Callable[[], tzinfo]) -> None:
    """Have days told in the time zone that a function gives: the portal's, once its configuration is read."""
    global _zone  # noqa: PLW0603 (one portal a process)
    _zone = zone


def today() -> date:
    """Give the day that it is where the portal is."""
    return datetime.now(_zone()).date()


def local_day(moment: datetime) -> date:
    """Give the day of a moment; one without a zone is in universal time."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return aware.astimezone(_zone()).date()
