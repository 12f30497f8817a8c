"""What the templates of a view are given: its content, or the one sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.views_resource import form, trouble
from ckanext.socialprograms.views_resource.kind import Asked, Kind
from ckanext.socialprograms.views_resource.kinds import kind_of
from ckanext.socialprograms.views_resource.links import Links
from ckanext.socialprograms.views_resource.opened import Opened
from ckanext.socialprograms.views_resource.opening import may_edit, opened, stored
from ckanext.socialprograms.views_resource.roles import Column
from ckanext.socialprograms.views_resource.source import state_of

Given = TypeVar("Given")


def open_stored(view_id: str) -> tuple[Kind, Opened]:
    """Open a view by its id. Raises Trouble."""
    view = stored(view_id)
    kind = kind_of(view["view_type"])
    if kind is None:
        raise trouble.gone()
    return kind, opened(kind, view)


def shown(kind: Kind, view: Opened, asked: Asked, route: str = "show") -> dict[str, Any]:
    """Give what a template shows of a view, or its trouble."""
    try:
        content = kind.content(view, asked)
    except trouble.Trouble as found:
        return {**nothing(found), "kind": kind, "view": view}
    kept = {key: value for key, value in asked.items() if key != "page"}
    return {"kind": kind, "view": view, "shown": content, "trouble": "", "link": Links(view, kept, route)}


def nothing(found: trouble.Trouble | None = None) -> dict[str, Any]:
    """Give what a template shows where a view has trouble, or does not exist yet."""
    return {"kind": None, "view": None, "shown": None, "link": None, "trouble": found.sentence if found else ""}


def inline(kind: Kind, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Give what CKAN's own pages show of a view, and what its form asks.

    CKAN shows whatever settings an address holds. Only who may change the view may try out others than those stored:
    from many cuts of the same people one could compute what a single one keeps hidden.
    """
    resource, view = data_dict["resource"], data_dict.get("resource_view") or {}
    is_editor = may_edit(resource["id"])
    given = {**view, "resource_id": resource["id"]}
    try:
        settings = given if is_editor else stored(str(view.get("id", "")))
        of_view = shown(kind, opened(kind, settings), {}) if view else nothing()
    except trouble.Trouble as found:
        of_view = nothing(found)
    columns = _columns(resource["id"]) if is_editor else []
    return {**of_view, "kind": kind, "columns": columns, "choices": form.choices(kind, columns, given)}


def answered(make: Callable[[], Given]) -> Given:
    """Give an answer that is data and not a page; where there is none, its status and the sentence that says why."""
    try:
        return make()
    except trouble.Trouble as found:
        tk.abort(found.status, found.sentence)


def _columns(resource_id: str) -> list[Column]:
    try:
        return list(state_of(resource_id).columns)
    except trouble.Trouble:
        return []
