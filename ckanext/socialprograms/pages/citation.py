"""How a record is cited: who, what, where, and which version of the data."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

_LONGEST = 40
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def citation(data: Data, agency: str, portal: str, day: str, address: str) -> Message:
    """Give the citation of a record; ``day`` is the date of the version as people write it."""
    named = {"title": values.text(data, "title"), "portal": portal, "date": day, "address": address}
    if not agency:
        return Message(N_("“{title}”. {portal}. Version of {date}. {address}"), named)
    return Message(N_("{agency}. “{title}”. {portal}. Version of {date}. {address}"), {"agency": agency, **named})


def version_moment(data: Data) -> datetime:
    """Give the moment since which a record is as it is, to the second, in UTC."""
    changed = datetime.fromisoformat(values.text(data, "metadata_modified"))
    return changed.replace(microsecond=0, tzinfo=timezone.utc)


def written_moment(moment: datetime) -> str:
    """Write a moment as addresses have it: 2026-11-21T13:03:13Z."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_moment(text: str) -> datetime | None:
    """Read a moment of an address, or a day (then its end); None if it is neither. One without a zone is in UTC."""
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text[:_LONGEST].removesuffix("Z"))
        if "T" not in text:
            moment += _DAY - _SECOND
        return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None
