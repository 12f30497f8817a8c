"""Actions about the check of uploaded files for personal data."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Action, Context, DataDict

from ckanext.socialprograms.gate import checking, checks, decisions, holding
from ckanext.socialprograms.gate.checks import REVIEWED, TABLES, Check, State
from ckanext.socialprograms.guard import cleaning
from ckanext.socialprograms.guard.report import Finding, Place, Unchecked
from ckanext.socialprograms.language import told
from ckanext.socialprograms.messages import N_, Message

_LOGGED = 100


@tk.chained_action
@tk.side_effect_free
def resource_search(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Leave out files that are held back: what is found is told to everyone."""
    if context.get("search_query") or not checks.some_are_held():
        return original(context, data_dict)
    found = original(context, {name: value for name, value in data_dict.items() if name not in ("limit", "offset")})
    shown = holding.public(found["results"])
    start, most = int(data_dict.get("offset") or 0), data_dict.get("limit")
    return {"count": len(shown), "results": shown[start : start + int(most) if most else None]}


@tk.side_effect_free
def socialprograms_file_checks(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Give what was found in the uploaded files of a dataset (``files``), and what people decided (``log``).

    A file's ``state`` is waiting, clean, found, unchecked or allowed, and empty where it was never checked; examples
    are masked.

    :param id: the id or name of the dataset
    """
    tk.check_access("socialprograms_file_checks", context, data_dict)
    package = model.Package.get(tk.get_or_bust(data_dict, "id"))
    assert package is not None  # who may edit it, finds it
    known, held = checks.of_package(package.id), holding.held(package.id)
    return {
        "files": [_file(one, known.get(one.id), held) for one in holding.reviewed(package.id)],
        "log": [_entry(one) for one in checks.log(package.id, _LOGGED) if one.state is not State.WAITING],
    }


def socialprograms_file_check(context: Context, data_dict: DataDict) -> None:
    """Have an uploaded file checked again, in the background.

    :param id: the id of the resource
    """
    tk.check_access("socialprograms_file_check", context, data_dict)
    resource = _resource(data_dict)
    checking.enqueue(resource.id, resource.url or "")


def socialprograms_file_clean(context: Context, data_dict: DataDict) -> None:
    """Put a copy without the columns that have personal data into the place of an uploaded file.

    :param id: the id of the resource
    """
    tk.check_access("socialprograms_file_clean", context, data_dict)
    decisions.clean(_resource(data_dict), context.get("user") or "")


def socialprograms_file_allow(context: Context, data_dict: DataDict) -> None:
    """Let an uploaded file be public because you say why; you and your reason are kept.

    :param id: the id of the resource
    :param reason: why it can be published: which law makes the data public, or that you looked and found none
    """
    tk.check_access("socialprograms_file_allow", context, data_dict)
    decisions.allow(_resource(data_dict), context.get("user") or "", str(data_dict.get("reason") or ""))


def _resource(data_dict: DataDict) -> model.Resource:
    resource = model.Resource.get(tk.get_or_bust(data_dict, "id"))
    if resource is None or resource.url_type not in REVIEWED:
        raise tk.ObjectNotFound(tk._("This file is not here."))
    return resource


def _file(resource: model.Resource, known: Check | None, held: dict[str, Check | None]) -> dict[str, Any]:
    check = held.get(resource.id, known)
    missing = State.WAITING.value if resource.id in held else ""
    return {
        "id": resource.id,
        "name": resource.name or resource.url,
        "state": check.state.value if check else missing,
        "is_held": resource.id in held,
        "is_table": resource.url_type in TABLES,
        "has_columns": _may_be_cleaned(resource, check),
        "may_allow": _may_allow(resource),
        **_scanned(check),
    }


def _may_be_cleaned(resource: model.Resource, check: Check | None) -> bool:
    """Say whether columns can be taken out: a table in a Word document has some, and is no table for that."""
    is_document = PurePosixPath(resource.url or "").suffix.lower() in cleaning.DOCUMENTS
    return not is_document and bool(check and check.scan and any(one.place.column for one in check.scan.findings))


def _may_allow(resource: model.Resource) -> bool:
    try:
        tk.check_access("socialprograms_file_allow", {}, {"id": resource.id})
    except tk.NotAuthorized:
        return False
    return True


def _scanned(check: Check | None) -> dict[str, Any]:
    scan = check.scan if check else None
    return {
        "findings": [told(_finding(one, check)) for one in scan.findings] if scan and check else [],
        "unchecked": [_unchecked(one) for one in scan.unchecked] if scan else [],
    }


def _finding(one: Finding, check: Check) -> Message:
    """Say what was found; of a file that a person let through, without what there was to do about it."""
    message = one.message()
    return Message(_LET_THROUGH, message.values) if check.state is State.ALLOWED else message


def _unchecked(one: Unchecked) -> str:
    return told(one.reason) if one.place == Place() else f"{told(one.place.message())}: {told(one.reason)}"


def _entry(check: Check) -> dict[str, Any]:
    return {
        "resource_id": check.resource_id,
        "state": check.state.value,
        "author": check.author,
        "reason": check.reason,
        "at": check.at.astimezone(tk.h.get_display_timezone()).isoformat(),
    }


_LET_THROUGH = N_("{where}: {kind} ({count})")
