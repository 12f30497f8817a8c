"""Actions of ours, and what CKAN's own do more for records of ours."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.plugins import plugin_loaded
from ckan.types import Action, Context, DataDict

from ckanext.socialprograms import settings
from ckanext.socialprograms.forms.schema import groups_of
from ckanext.socialprograms.forms.sending import is_form, record_of
from ckanext.socialprograms.gate import checking, holding
from ckanext.socialprograms.ledger import entries, keeping
from ckanext.socialprograms.loading import uploads
from ckanext.socialprograms.logic import schema
from ckanext.socialprograms.monitor.answer import answer
from ckanext.socialprograms.registration import TYPES
from ckanext.socialprograms.spanish import attempts, pages


@tk.chained_action
def package_create(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Read the repeating groups of forms, and let a new record of ours be a draft."""
    groups = groups_of(str(data_dict.get("type", "")))
    return original(context, _prepared(context, data_dict, groups, None) if groups else data_dict)


@tk.chained_action
def package_update(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Read the repeating groups of forms; what our form does not show stays as it is. Hold back new files."""
    package = _package(data_dict)
    groups = groups_of(package.type) if package is not None else None
    data = _prepared(context, data_dict, groups, package) if groups else data_dict
    if groups and is_form(data_dict):
        tk.check_access("package_update", context, data_dict)
        return tk.get_action("package_patch")(context, data)
    if package is not None:
        holding.refuse_publication(context, package, data)
    with checking.replacing(data.get("resources") or ()):
        return original(context, data)


@tk.chained_action
def package_patch(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Read the repeating groups of forms."""
    package = _package(data_dict)
    groups = groups_of(package.type) if package is not None else None
    return original(context, _prepared(context, data_dict, groups, package) if groups else data_dict)


@tk.chained_action
@tk.side_effect_free
def package_search(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Where nothing is found in Spanish, correct the words, then look for most of them; the results say so.

    ``socialprograms_attempt`` has ``asked``, ``words`` and ``all_words`` where the search was asked otherwise.
    """
    results, attempt = attempts.found(lambda params: original(context, params), data_dict)
    if attempt:
        results["socialprograms_attempt"] = asdict(attempt)
        pages.remember(attempt)
    return results


@tk.chained_action
def config_option_update(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Do what follows from settings of ours that changed."""
    before = {key: tk.config.get(key) for key in data_dict}
    result = original(context, data_dict)
    settings.apply({key: value for key, value in data_dict.items() if value != before[key]})
    return result


@tk.chained_action
def bulk_update_public(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Note in the ledger which records of ours this publishes: CKAN tells no hook of it."""
    result = original(context, data_dict)
    keeping.published_in_bulk(data_dict.get("datasets", ()), context.get("user") or "")
    return result


@tk.chained_action
@tk.side_effect_free
def scheming_dataset_schema_show(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Let ckanext-dcat ask for the schema of plain datasets, which keep CKAN's own form and so have none."""
    try:
        return original(context, data_dict)
    except tk.ObjectNotFound:
        if data_dict.get("type") == "dataset" and plugin_loaded("dcat"):
            return {}
        raise


def socialprograms_publish(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Publish a record, with or without files: everyone can see it.

    :param id: the id or name of the record
    """
    tk.check_access("socialprograms_publish", context, data_dict)
    return _with(context, data_dict, {"state": "active", "private": False})


def socialprograms_unpublish(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take a record back to a draft: only those who edit it can see it. The ledger stays.

    :param id: the id or name of the record
    """
    tk.check_access("socialprograms_unpublish", context, data_dict)
    return _with(context, data_dict, {"state": "draft"})


@tk.side_effect_free
def socialprograms_ledger(context: Context, data_dict: DataDict) -> list[entries.Entry]:
    """Give what the promise of a record took back or moved, oldest first; it outlives a record that was purged.

    :param id: the id or name of the record
    """
    tk.check_access("socialprograms_ledger", context, data_dict)
    package = _package({"id": tk.get_or_bust(data_dict, "id")})
    return entries.of_record(package.id if package is not None else str(data_dict.get("id")))


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
    :param records: a list of records to give: all, declared, citing, compared, results_due, results_late
    :param limit: how much of the list to give, 1000 at most (optional, 50 by default)
    :param offset: where in the list to start (optional, 0 by default)
    """
    tk.check_access("socialprograms_monitor", context, data_dict)
    asked, errors = tk.navl_validate(data_dict, schema.monitor(), context)
    if errors:
        raise tk.ValidationError(errors)
    return answer(asked, tk.h.socialprograms_today())


def socialprograms_import(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Send a document to become records: it is read in the background, and saved once it is confirmed.

    :param upload: the file, as a form sends it
    :param organization: the id or name of the organization of all records (optional: the document says which)
    """
    tk.check_access("socialprograms_import", context, data_dict)
    organization = str(data_dict.get("organization") or "")
    return uploads.status(uploads.send(_user_id(context), data_dict.get("upload"), organization))


@tk.side_effect_free
def socialprograms_import_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """Give the imports that you started in the last week, newest first."""
    tk.check_access("socialprograms_import_list", context, data_dict)
    return [uploads.status(one) for one in uploads.of_user(_user_id(context))]


@tk.side_effect_free
def socialprograms_import_status(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Give how far an import of yours is, and its records.

    :param id: the id of the import
    :param limit: how many records to give, 100 at most (optional, 0 by default)
    :param offset: where in the records to start (optional, 0 by default)
    """
    tk.check_access("socialprograms_import_status", context, data_dict)
    asked, errors = tk.navl_validate(data_dict, schema.import_status(), context)
    if errors:
        raise tk.ValidationError(errors)
    return uploads.status(uploads.find(_user_id(context), asked["id"]), asked["offset"], asked["limit"])


@tk.side_effect_free
def socialprograms_import_marked(context: Context, data_dict: DataDict) -> bytes:
    """Give the workbook of an import of yours with its errors marked.

    :param id: the id of the import
    """
    tk.check_access("socialprograms_import_marked", context, data_dict)
    return uploads.marked_copy(uploads.find(_user_id(context), tk.get_or_bust(data_dict, "id")))


def socialprograms_import_confirm(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Save the records of an import of yours that was read.

    :param id: the id of the import
    :param publish: true publishes the records; else they are drafts (optional)
    :param reason: why public promises change, for the ledger (optional)
    """
    tk.check_access("socialprograms_import_confirm", context, data_dict)
    one = uploads.find(_user_id(context), tk.get_or_bust(data_dict, "id"))
    publish = tk.asbool(data_dict.get("publish", False))
    return uploads.status(uploads.confirm(one, publish=publish, reason=str(data_dict.get("reason") or "")))


def socialprograms_import_resume(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Have an import of yours that stopped go on: what was saved is not saved twice.

    :param id: the id of the import
    """
    tk.check_access("socialprograms_import_resume", context, data_dict)
    return uploads.status(uploads.resume(uploads.find(_user_id(context), tk.get_or_bust(data_dict, "id"))))


def socialprograms_import_cancel(context: Context, data_dict: DataDict) -> None:
    """Forget an import of yours and its file.

    :param id: the id of the import
    """
    tk.check_access("socialprograms_import_cancel", context, data_dict)
    uploads.cancel(uploads.find(_user_id(context), tk.get_or_bust(data_dict, "id")))


def _user_id(context: Context) -> str:
    user = context.get("auth_user_obj") or model.User.get(context.get("user"))
    if user is None:
        raise tk.NotAuthorized
    return user.id


def _with(context: Context, data_dict: DataDict, changes: dict[str, Any]) -> dict[str, Any]:
    package = _package({"id": tk.get_or_bust(data_dict, "id")})
    if package is None or package.type not in TYPES:
        raise tk.ObjectNotFound(tk._("This record is not here."))
    return tk.get_action("package_patch")(Context(context), {**changes, "id": package.id})


def _package(data_dict: DataDict) -> model.Package | None:
    return model.Package.get(str(data_dict.get("id") or data_dict.get("name") or ""))


def _prepared(context: Context, data_dict: DataDict, groups: frozenset[str], package: model.Package | None) -> DataDict:
    keeping.begin(context)
    record = record_of(data_dict, groups, package)
    if record.get("state") in ("draft", "active"):
        context["allow_state_change"] = True  # whoever may save a record of ours may publish it
    return record
