"""A record of another portal as a dataset dict of this one. Pure: what this portal has is given."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.harvesters.settings import Settings
from ckanext.socialprograms.records import values

# fmt: off
_OF_THE_PORTAL = frozenset([
    "id", "name", "type", "title", "display_title", "owner_org", "organization", "groups", "creator_user_id", "state",
    "private", "metadata_created", "metadata_modified", "revision_id", "revision_timestamp", "isopen", "license_title",
    "license_url", "num_resources", "num_tags", "tracking_summary", "relationships_as_subject",
    "relationships_as_object", "replanning", "provenance", "extras", "tags", "resources", "plugin_data",
])
_OF_A_FILE = frozenset([
    "package_id", "revision_id", "revision_timestamp", "state", "url_type", "datastore_active",
    "datastore_contains_all_records_of_source_file", "cache_url", "cache_last_updated", "webstore_url",
    "webstore_last_updated", "tracking_summary", "resource_group_id", "position", "on_same_domain", "ckan_url",
    "has_views", "resource_type", "hash", "created", "metadata_modified", "last_modified",
])
# fmt: on
OF_HARVESTING = frozenset({"harvest_object_id", "harvest_source_id", "harvest_source_title"})
CORE = frozenset(["notes", "url", "version", "author", "author_email", "maintainer", "maintainer_email", "license_id"])
_PLAIN = "dataset"


@dataclass(frozen=True)
class Here:
    """What this portal has: the fields of each type of ours, and the organization of the harvest source (an id).

    ``organizations`` are the ids of organizations by name.
    """

    fields: Mapping[str, Container[str]]
    organization: str | None
    organizations: Mapping[str, str]


def known_fields(types: Iterable[str], fields_of: Callable[[str], frozenset[str]]) -> frozenset[str]:
    """Give all fields that a configuration may speak of."""
    return CORE.union({"title"}, *map(fields_of, types))


def mapped(said: Mapping[str, Any], settings: Settings, here: Here) -> dict[str, Any]:
    """Give a record of another portal as it is to be saved here, without its id and name: they may be taken."""
    type_ = str(said.get("type"))
    if type_ not in here.fields:
        type_ = _PLAIN
    own = {key: value for key, value in said.items() if key not in _OF_THE_PORTAL}
    extras = {one["key"]: one["value"] for one in values.rows(said, "extras") if "key" in one and "value" in one}
    record = _fields(own, extras, here.fields.get(type_))
    record |= {
        ours: value for ours, theirs in settings.fields.items() if (value := _said(own, extras, theirs)) is not None
    }
    for name, here_called in settings.values.items():
        if name in record:
            record[name] = _called(record[name], here_called)
    record |= {name: value for name, value in settings.defaults.items() if record.get(name) in (None, "", [])}
    return {
        **record,
        "type": type_,
        "title": said.get("title") or said.get("name") or said["id"],
        "owner_org": _owner(said, settings, here),
        "private": False,
        "state": "active" if settings.publish else "draft",
        "tags": [{"name": one["name"]} for one in values.rows(said, "tags") if one.get("name")],
        "resources": [*_files(said)],
    }


def unknown(said: Mapping[str, Any], settings: Settings, here: Here) -> Iterator[tuple[str, bool]]:
    """Give the fields that a record has there and not here, each with whether it is kept as an additional field.

    Of plain datasets, whose additional fields are what they are there, only what is lost is given.
    """
    known = here.fields.get(str(said.get("type")))
    used = {*settings.fields.values(), *CORE, *_OF_THE_PORTAL, *OF_HARVESTING}
    for name, value in said.items():
        if name in used or value in (None, "", [], {}) or (known is not None and name in known):
            continue
        is_kept = isinstance(value, (str, int, float))
        if known is not None or not is_kept:
            yield name, is_kept


def organization_of(said: Mapping[str, Any]) -> str:
    """Give what the organization of a record is called in its source."""
    theirs = said.get("organization") or {}
    return str(theirs.get("name") or "") if isinstance(theirs, Mapping) else ""


def _fields(own: Mapping[str, Any], extras: Mapping[str, Any], known: Container[str] | None) -> dict[str, Any]:
    """Keep the fields that the type has; what it has not goes among the extras, as texts."""
    told = {**extras, **own}
    if known is None:
        fields = {key: value for key, value in own.items() if key in CORE}
    else:
        fields = {key: value for key, value in told.items() if key in known or key in CORE}
    rest = [
        {"key": key, "value": str(value)}
        for key, value in sorted(told.items())
        if key not in fields and key not in OF_HARVESTING and isinstance(value, (str, int, float)) and value != ""
    ]
    return {**fields, "extras": rest}


def _said(own: Mapping[str, Any], extras: Mapping[str, Any], name: str) -> Any:
    return own.get(name, extras.get(name))


def _called(value: Any, here_called: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [here_called.get(str(one), one) if not isinstance(one, Mapping) else one for one in value]
    return here_called.get(str(value), value)


def _owner(said: Mapping[str, Any], settings: Settings, here: Here) -> str | None:
    theirs = said.get("organization") or {}
    title = values.text(theirs, "title") if isinstance(theirs, Mapping) else ""
    name = organization_of(said)
    said_here = settings.organizations.get(name) or settings.organizations.get(title)
    mapped_to = said_here or (name if settings.same_organizations else "")
    return here.organizations.get(mapped_to, here.organization)


def _files(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the files as links: they stay where they are."""
    for file in values.rows(said, "resources"):
        yield {key: value for key, value in file.items() if key not in _OF_A_FILE and value not in (None, "")}
