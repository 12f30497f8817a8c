"""What a request says of a record of ours, as the dataset dict that CKAN is to save."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count
from typing import Any

import sqlalchemy as sa

from ckan import model
from ckan.lib.munge import munge_title_to_name
from ckan.types import DataDict

from ckanext.socialprograms.forms import groups, notes
from ckanext.socialprograms.loading import provenance
from ckanext.socialprograms.records import values

FORM = "socialprograms_form"
"""The field by which our form is known: what it does not show stays as it is."""
_BUTTONS = {"draft": "draft", "publish": "active"}
_SHORTEST_NAME, _LONGEST_NAME = 2, 80


def is_form(data: Mapping[str, Any]) -> bool:
    """Say whether a request comes from our form."""
    return FORM in data


def record_of(data: Mapping[str, Any], group_names: frozenset[str], stored: model.Package | None) -> DataDict:
    """Give the dataset dict of a request; ``stored`` is the record that it changes, None for a new one."""
    record = groups.expanded(data, group_names)
    record.pop("replanning", None)  # the ledger's, never the sender's
    if is_form(data):
        record = _of_form(record, group_names, stored)
    if not values.text(record, "name") and stored is None and (title := values.text(record, "title")):
        record["name"] = free_name(title)
    return record


def free_name(title: str) -> str:
    """Give an address that no record has, made from a title."""
    name = munge_title_to_name(title)[:_LONGEST_NAME].strip("-_").ljust(_SHORTEST_NAME, "_")
    alike = sa.select(model.Package.name).where(model.Package.name.startswith(name, autoescape=True))
    taken = set(model.Session.scalars(alike))
    return next(free for n in count(1) if (free := name if n == 1 else f"{name}-{n}") not in taken)


def _of_form(record: DataDict, group_names: frozenset[str], stored: model.Package | None) -> DataDict:
    record.pop(FORM, None)
    if state := _BUTTONS.get(values.text(record, "save")):
        record["state"] = state
    tags = values.text(record, "tag_string").split(",")
    record["tags"] = [{"name": name} for tag in tags if (name := tag.strip())]
    if not values.text(record, "name"):
        record.pop("name", None)
    origins = groups.origins(record, group_names)
    seen = {int(number) for number in values.texts(record, notes.SEEN) if number.isdecimal()}
    before = provenance.read((stored.extras or {}).get("provenance")) if stored is not None else {}
    if before:
        record["provenance"] = json.dumps(notes.edited(before, origins, seen), ensure_ascii=False)
    return {key: value for key, value in record.items() if key not in ("save", "tag_string", notes.SEEN)}
