"""Opens a view for its reader: whether she may see it, which columns it reads, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.views_resource import trouble
from ckanext.socialprograms.views_resource.kind import Kind
from ckanext.socialprograms.views_resource.opened import Opened
from ckanext.socialprograms.views_resource.roles import Column, detected, lacking
from ckanext.socialprograms.views_resource.source import Source, state_of

PREFIX = "column_"
"""What the settings of a view call the column of a role, before its name."""
NO_COLUMN = "-"
"""The setting that says that no column plays a role; an empty one says that it shall be found."""
View = Mapping[str, Any]


def stored(view_id: str) -> dict[str, Any]:
    """Give a view as it was saved. Raises Trouble where there is none or the reader may not see it."""
    view = model.ResourceView.get(view_id)
    if view is None:
        raise trouble.gone()
    try:
        tk.check_access("resource_view_show", _context(), {"id": view_id})
    except (tk.ObjectNotFound, tk.NotAuthorized) as error:
        raise trouble.gone() from error
    own = {name: getattr(view, name) for name in ("id", "resource_id", "title", "view_type")}
    return {**(view.config or {}), **own}


def opened(kind: Kind, view: View) -> Opened:
    """Open a view with the columns that its settings name, or that are found by their labels. Raises Trouble."""
    resource_id = str(view["resource_id"])
    _check_access(resource_id)
    state = state_of(resource_id)
    chosen = chosen_columns(kind, state.columns, view)
    if missing := lacking(kind.needs, chosen):
        raise _lacks(kind, missing, state.columns)
    return Opened(
        id=view.get("id", ""),
        title=view.get("title") or tk._(kind.title),
        source=Source(resource_id, chosen, state),
        options={name: view.get(name) or "" for name in kind.options},
    )


def chosen_columns(kind: Kind, columns: Sequence[Column], view: View) -> dict[str, Column]:
    """Give the column of each role. Raises Trouble where a column that was chosen is not there any more."""
    by_id = {column.id: column for column in columns}
    settings = {role.name: str(view.get(PREFIX + role.name) or "") for role in kind.roles}
    chosen: dict[str, Column] = {}
    for name, setting in settings.items():
        if setting in by_id:
            chosen[name] = by_id[setting]
        elif setting and setting != NO_COLUMN:
            raise _column_gone(kind, name, setting)
    free = [column for column in columns if column not in chosen.values()]
    return {**detected((role for role in kind.roles if not settings[role.name]), free), **chosen}


def may_edit(resource_id: str) -> bool:
    """Say whether the reader may change the views of a resource, and so try out other settings."""
    try:
        tk.check_access("resource_view_create", _context(), {"resource_id": resource_id})
    except (tk.NotAuthorized, tk.ObjectNotFound):
        return False
    return True


def _check_access(resource_id: str) -> None:
    """Ask whether the reader may see the table as such. Raises Trouble."""
    try:
        tk.check_access("resource_show", _context(), {"id": resource_id})
        if not p.plugin_loaded("datastore"):
            raise trouble.no_table()
        tk.check_access("datastore_search", _context(), {"resource_id": resource_id})
    except (tk.ObjectNotFound, tk.NotAuthorized) as error:
        raise trouble.gone() from error
    resource = model.Resource.get(resource_id)
    if resource is None or resource.state != "active":
        raise trouble.gone()


def _context() -> Context:
    return Context(user=tk.current_user.name)


def _lacks(kind: Kind, missing: Sequence[str], columns: Sequence[Column]) -> trouble.Trouble:
    return trouble.Trouble(
        Message(
            N_(
                "The table lacks what this view needs: {missing}. Its columns are: {columns}. Whoever publishes the"
                " file can say in the view's settings which column it is, or add it to the file."
            ),
            {
                "missing": ", ".join(str(tk._(kind.role(name).title)) for name in missing),
                "columns": ", ".join(column.label for column in columns[:12]) or "—",
            },
        )
    )


def _column_gone(kind: Kind, role: str, column: str) -> trouble.Trouble:
    return trouble.Trouble(
        Message(
            N_(
                "The column “{column}”, chosen for “{role}”, is not in the table any more. Choose another one in the"
                " view's settings."
            ),
            {"column": column, "role": tk._(kind.role(role).title)},
        )
    )


def can_be_found(kind: Kind, resource: Mapping[str, Any]) -> bool:
    """Say whether the columns that a kind of view needs are found in the table of a resource."""
    if not resource.get("datastore_active"):
        return False
    try:
        columns = state_of(resource["id"]).columns
    except trouble.Trouble:
        return False
    return not lacking(kind.needs, detected(kind.roles, columns))
