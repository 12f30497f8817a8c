"""What tells one state of a public record, or of a list, from the next: one small query, for readers that ask often."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, time, timezone

from sqlalchemy import or_, select

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search.common import SearchError

from ckanext.socialprograms.language import language
from ckanext.socialprograms.takeaway.found import Search, newest


@dataclass(frozen=True)
class State:
    """A state: its tag is another when anything of it is; ``changed`` has a time zone."""

    tag: str
    changed: datetime


def of_record(type_: str, reference: str) -> State | None:
    """Give the state of a public record, by its id or name; None where only its permissions can say who may see it."""
    if tk.current_user.is_authenticated:
        return None
    package = model.Package
    found = model.Session.execute(
        select(package.id, package.metadata_modified).where(
            or_(package.id == reference, package.name == reference),
            package.type == type_,
            package.state == "active",
            package.private.is_(False),
        )
    ).first()
    return _state(found.metadata_modified, found.id) if found else None


def of_list(asked: Search) -> State | None:
    """Give the state of the public records of a list: how many there are, and which of them changed last."""
    if tk.current_user.is_authenticated:
        return None
    try:
        count, id_, changed = newest(asked)
    except (SearchError, tk.ValidationError):  # the answer itself says what is wrong
        return None
    return _state(changed, str(count), id_, *(part for pair in asked.parameters for part in pair), asked.type)


def _state(changed: datetime | None, *parts: str) -> State:
    """Make a state of today: what is said of a record depends on the day.

    An agency's new name, which comes to the search index some time after it was saved, is told the next day at latest.
    """
    midnight = datetime.combine(tk.h.socialprograms_today(), time(), tk.h.get_display_timezone())
    when = [midnight, *([changed.replace(tzinfo=timezone.utc)] if changed else ())]
    told = [language(), tk.config["ckan.site_title"], *(one.isoformat() for one in when), *parts]
    return State(hashlib.sha256("\0".join(told).encode()).hexdigest()[:24], max(when))
