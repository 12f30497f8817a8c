"""Who may call the actions."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.authz import has_user_permission_for_group_or_org, has_user_permission_for_some_org, is_authorized
from ckan.logic import auth_allow_anonymous_access
from ckan.logic.auth import get_resource_object
from ckan.types import AuthFunction, AuthResult, Context, DataDict

from ckanext.socialprograms import config
from ckanext.socialprograms.gate import checks, holding
from ckanext.socialprograms.gate.checks import State


@tk.chained_auth_function
@auth_allow_anonymous_access
def resource_show(next_auth: AuthFunction, context: Context, data_dict: DataDict | None) -> AuthResult:
    """Let only those who may edit a dataset see a file of it that is held back, its table and its views too."""
    asked = data_dict or {}
    decided, resource = next_auth(context, asked), get_resource_object(context, asked)
    if not decided.get("success") or not holding.is_held(resource):
        return decided
    return is_authorized("package_update", Context(context), {"id": resource.package_id})


def socialprograms_file_checks(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may edit a dataset see what was found in its files."""
    return is_authorized("package_update", context, data_dict)


def socialprograms_file_check(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may edit a file have it checked again."""
    return is_authorized("resource_update", context, data_dict)


def socialprograms_file_clean(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may edit a file have columns taken out of it."""
    return is_authorized("resource_update", context, data_dict)


def socialprograms_file_allow(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may edit a file say that it can be published; where something was found, administrators alone."""
    resource = get_resource_object(context, data_dict)
    check = checks.of_resource(resource.id)
    if check is None or check.state is not State.FOUND:
        return is_authorized("resource_update", context, data_dict)
    owner = resource.package.owner_org if resource.package else None
    return {"success": bool(owner) and has_user_permission_for_group_or_org(owner, context.get("user"), "admin")}


def socialprograms_publish(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may edit a record publish it."""
    return is_authorized("package_update", context, data_dict)


def socialprograms_unpublish(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may edit a record take it back to a draft."""
    return is_authorized("package_update", context, data_dict)


@auth_allow_anonymous_access
def socialprograms_ledger(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Let those who may see a record see its ledger; that of a purged record is for administrators."""
    if model.Package.get(str((data_dict or {}).get("id"))) is None:
        return {"success": False}
    return is_authorized("package_show", context, data_dict)


@auth_allow_anonymous_access
def socialprograms_harvested(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Let those who may see a dataset see where it was harvested."""
    return is_authorized("package_show", context, data_dict)


@auth_allow_anonymous_access
def socialprograms_harvest_run_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Let those who may see a harvest source see how often it was harvested."""
    return is_authorized("package_show", context, data_dict)


@auth_allow_anonymous_access
def socialprograms_harvest_run_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Let those who may see a harvest source see what a run of it did."""
    return is_authorized("package_show", context, data_dict)


def socialprograms_harvest_preview(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may edit a harvest source see what it would bring."""
    return is_authorized("package_update", context, data_dict)


def socialprograms_harvest_preview_show(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may edit a harvest source see what it would bring."""
    return is_authorized("package_update", context, data_dict)


@auth_allow_anonymous_access
def socialprograms_monitor(_context: Context, _data_dict: DataDict | None) -> AuthResult:
    """Let anyone see the board: it counts only what anyone may see."""
    return {"success": True}


@auth_allow_anonymous_access
def socialprograms_signals(_context: Context, _data_dict: DataDict | None) -> AuthResult:
    """Let anyone see the risk signals: they speak only of what anyone may see."""
    return {"success": config.signals()}


def socialprograms_compare_rules(context: Context, _data_dict: DataDict | None) -> AuthResult:
    """Let those who are signed in have two files compared, which takes the server a while."""
    return {"success": bool(context.get("user"))}


def socialprograms_transparency(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Let those who edit the records of an organization see what the transparency law still asks of it."""
    organization = str((data_dict or {}).get("organization", ""))
    user = context.get("user", "")
    return {"success": has_user_permission_for_group_or_org(organization, user, "update_dataset")}


def socialprograms_import(context: Context, _data_dict: DataDict | None) -> AuthResult:
    """Let those who may create records in some organization import documents."""
    allowed = config.import_page() and has_user_permission_for_some_org(context.get("user", ""), "create_dataset")
    return {"success": bool(allowed)}


def socialprograms_import_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Let those who import see their own imports."""
    return socialprograms_import(context, data_dict)


def socialprograms_import_status(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Let those who import see their own imports; the action finds no others."""
    return socialprograms_import(context, data_dict)


def socialprograms_import_marked(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Decide as for starting one."""
    return socialprograms_import(context, data_dict)


def socialprograms_import_confirm(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Let those who import confirm their own imports; each record is authorized when it is saved."""
    return socialprograms_import(context, data_dict)


def socialprograms_import_resume(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Let those who import go on with their own imports; each record is authorized when it is saved."""
    return socialprograms_import(context, data_dict)


def socialprograms_import_cancel(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Let those who import give up their own imports."""
    return socialprograms_import(context, data_dict)
