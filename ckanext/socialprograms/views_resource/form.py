"""The settings of a view: which column plays which role, chosen in CKAN's own form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey, Schema

from ckanext.socialprograms.views_resource.kind import Kind
from ckanext.socialprograms.views_resource.opening import NO_COLUMN, PREFIX, View, chosen_columns
from ckanext.socialprograms.views_resource.roles import Column, Role, detected, lacking
from ckanext.socialprograms.views_resource.source import state_of
from ckanext.socialprograms.views_resource.trouble import Trouble
from ckanext.socialprograms.views_resource.zones import resource_id_of


@dataclass(frozen=True)
class Choice:
    """The column of a role as the form asks for it; ``automatic`` is the one that is found by its label."""

    role: Role
    name: str
    chosen: str
    automatic: Column | None


def choices(kind: Kind, columns: Sequence[Column], view: View) -> list[Choice]:
    """Give the choices of a form with what is set."""
    found = detected(kind.roles, columns)
    return [
        Choice(role, PREFIX + role.name, view.get(PREFIX + role.name) or "", found.get(role.name))
        for role in kind.roles
    ]


def schema(kind: Kind) -> Schema:
    """Give the validators of a view's settings."""
    ignore_empty, text = tk.get_validator("ignore_empty"), tk.get_validator("unicode_safe")
    settings: dict[str, Any] = {PREFIX + role.name: [ignore_empty, text, _column(role)] for role in kind.roles}
    settings |= {name: [ignore_empty, text, *([_zones] if name == "zones" else [])] for name in kind.options}
    return {**settings, "__after": [_complete(kind)]}


def _column(role: Role) -> Any:
    def validator(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
        if data[key] == NO_COLUMN:
            return
        column = {one.id: one for one in _columns(data)}.get(data[key])
        if column is None:
            errors[key].append(tk._("The table has no column “{name}”.").format(name=data[key]))
        elif column.type not in role.types:
            errors[key].append(tk._("The column “{name}” holds something else.").format(name=column.label))

    return validator


def _complete(kind: Kind) -> Any:
    def validator(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
        if any(found for one, found in errors.items() if one[0].startswith(PREFIX)):
            return
        settings = {name: data.get((PREFIX + name,), "") for name in (role.name for role in kind.roles)}
        columns = _columns(data)
        chosen = chosen_columns(kind, columns, {PREFIX + name: setting for name, setting in settings.items()})
        for name in lacking(kind.needs, chosen) if columns else ():
            errors.setdefault((PREFIX + name,), []).append(tk._("Choose the column: this view needs it."))
        if kind.is_alone and _other_view(kind, data):
            errors.setdefault(("view_type",), []).append(
                tk._("This table has such a view already. From two of them one could subtract what each keeps hidden.")
            )

    return validator


def _zones(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    if resource_id_of(data[key]) is None:
        errors[key].append(
            tk._("This is no file of this portal: write the address of a GeoJSON resource that was uploaded here.")
        )


def _columns(data: FlattenDataDict) -> list[Column]:
    try:
        return list(state_of(str(data.get(("resource_id",), ""))).columns)
    except Trouble:
        return []


def _other_view(kind: Kind, data: FlattenDataDict) -> bool:
    found = model.Session.query(model.ResourceView).filter_by(
        resource_id=data.get(("resource_id",)), view_type=kind.name
    )
    return any(view.id != data.get(("id",)) for view in found)
