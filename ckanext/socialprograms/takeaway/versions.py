"""Versions of a record: the one that is here now, and earlier ones where CKAN's activity plugin keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.plugins import plugin_loaded

from ckanext.socialprograms import search
from ckanext.socialprograms.exporters import record
from ckanext.socialprograms.gate import holding
from ckanext.socialprograms.language import told
from ckanext.socialprograms.pages.citation import citation, read_moment, version_moment, written_moment
from ckanext.socialprograms.takeaway.portal import portal, settled

# A change is noted a moment after it was made; and a few changes may be noted in that while.
_NOTED_WITHIN = 60
_LOOKED_AT = 10


@dataclass(frozen=True)
class Citation:
    """How the version of a record that is here now is cited, with what proves a copy of its JSON file."""

    text: str
    address: str
    fingerprint: str


@dataclass(frozen=True)
class Cited:
    """What a reader is told who follows a citation: ``is_same`` if the record did not change since."""

    moment: datetime
    is_same: bool
    kept: str = ""
    """The address of the data as they were then, empty if they are not kept."""


def cite(data: dict[str, Any]) -> Citation:
    """Give the citation of a record as it is now."""
    here, moment = portal(), version_moment(data)
    address = f"{here.address(data['type'], data['name'])}?as_of={written_moment(moment)}"
    day = tk.h.socialprograms_date(moment.astimezone(tk.h.get_display_timezone()).date())
    written = record.to_json(settled(data), search.schemas()[data["type"]], here)
    sentence = citation(data, record.agency(data), here.name, day, address)
    return Citation(told(sentence), address, record.fingerprint(written))


def cited(data: dict[str, Any], as_of: str) -> Cited | None:
    """Say what became of the version that an address asks for; None if it asks for none."""
    moment = read_moment(as_of) if as_of else None
    if moment is None:
        return None
    if version_moment(data) <= moment:
        return Cited(moment, is_same=True)
    kept = ""
    if _stored(data, moment):
        kept = tk.url_for(
            "socialprograms_downloads.one",
            type_=data["type"],
            id_=data["name"],
            ending="json",
            as_of=written_moment(moment),
        )
    return Cited(moment, is_same=False, kept=kept)


def version(data: dict[str, Any], moment: datetime) -> dict[str, Any] | None:
    """Give a record as it was at a moment, None if that is not kept, or not for this reader."""
    return data if version_moment(data) <= moment else _stored(data, moment)


def _stored(data: dict[str, Any], moment: datetime) -> dict[str, Any] | None:
    if not plugin_loaded("activity"):
        return None
    asked = {"id": data["id"], "before": moment.timestamp() + _NOTED_WITHIN, "limit": _LOOKED_AT}
    try:
        for activity in tk.get_action("package_activity_list")({}, asked):
            told_of = tk.get_action("activity_show")({}, {"id": activity["id"], "include_data": True})
            found = (told_of.get("data") or {}).get("package") or {}
            # Not just an older one: changes that the portal itself made are hidden from readers.
            if _is_public(found, data) and version_moment(found) == moment:
                holding.hide({}, found)
                return found
    except tk.NotAuthorized:  # the portal keeps old versions to those who edit
        return None
    return None


def _is_public(found: dict[str, Any], data: dict[str, Any]) -> bool:
    same = found.get("id") == data["id"] and found.get("type") == data["type"]
    return same and found.get("state") == "active" and not found.get("private")
