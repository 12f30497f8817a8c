"""Actions of ours, and what CKAN's own do more for records of ours."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Action, Context, DataDict

from ckanext.socialprograms.forms.groups import expanded
from ckanext.socialprograms.forms.schema import groups_of
from ckanext.socialprograms.ledger import keeping
from ckanext.socialprograms.logic import schema
from ckanext.socialprograms.monitor.answer import answer


@tk.chained_action
def package_create(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Read the repeating groups of forms, and let a new record of ours be a draft."""
    return original(context, _prepared(context, data_dict, str(data_dict.get("type", ""))))


@tk.chained_action
def package_update(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Read the repeating groups of forms, and let a form say whether a record is a draft."""
    return original(context, _prepared(context, data_dict, _type_of(context, data_dict)))


@tk.chained_action
def package_patch(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Read the repeating groups of forms."""
    return original(context, _prepared(context, data_dict, _type_of(context, data_dict)))


def socialprograms_publish(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Publish a record, with or without files: everyone can see it.

    :param id: the id or name of the record
    """
    tk.check_access("socialprograms_publish", context, data_dict)
    return _with_state(context, data_dict, "active")


def socialprograms_unpublish(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take a record back to a draft: only those who edit it can see it. The ledger stays.

    :param id: the id or name of the record
    """
    tk.check_access("socialprograms_unpublish", context, data_dict)
    return _with_state(context, data_dict, "draft")


@tk.side_effect_free
def socialprograms_monitor(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Give the numbers of the monitoring board as of today, and a list behind them. Anyone may ask.

    :param type: commitment or evaluation
    :param plan: the name of an action plan; here and below, ``-`` asks for records without one
    :param agency: the name (the last part of the address) of an organization
    :param theme: a theme
    :param sdg: a goal of the 2030 Agenda, 1 to 17
    :param year: a year of the plan or of the evaluation
    :param state: a list of activities to give: all, no_report, overdue, due_soon, undated, replanned, no_evidence, …
    :param records: a list of records to give: all, declared, compared
    :param limit: how much of the list to give, 1000 at most (optional, 50 by default)
    :param offset: where in the list to start (optional, 0 by default)
    """
    tk.check_access("socialprograms_monitor", context, data_dict)
    asked, errors = tk.navl_validate(data_dict, schema.monitor(), context)
    if errors:
        raise tk.ValidationError(errors)
    return answer(asked, tk.h.socialprograms_today())


def _with_state(context: Context, data_dict: DataDict, state: str) -> dict[str, Any]:
    inner = Context(context, allow_state_change=True)
    return tk.get_action("package_patch")(inner, {"id": tk.get_or_bust(data_dict, "id"), "state": state})


def _type_of(context: Context, data_dict: DataDict) -> str:
    package = model.Package.get(str(data_dict.get("id") or data_dict.get("name") or ""))
    return package.type if package is not None else str(data_dict.get("type", ""))


def _prepared(context: Context, data_dict: DataDict, type_: str) -> DataDict:
    groups = groups_of(type_)
    if not groups:
        return data_dict
    keeping.begin(context)
    data = expanded(data_dict, groups)
    data.pop("replanning", None)  # the ledger's, never the sender's
    # The buttons of our form say what becomes of the record.
    state = {"draft": "draft", "publish": "active"}.get(str(data.pop("save", "")))
    if state:
        data["state"] = state
    if data.get("state") in ("draft", "active"):
        context["allow_state_change"] = True  # whoever may save a record of ours may publish it
    return data
