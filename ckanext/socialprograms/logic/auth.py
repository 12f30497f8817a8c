"""Who may call the actions."""

from __future__ import annotations

from ckan import model
from ckan.authz import has_user_permission_for_some_org, is_authorized
from ckan.logic import auth_allow_anonymous_access
from ckan.types import AuthResult, Context, DataDict

from ckanext.socialprograms import config


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
