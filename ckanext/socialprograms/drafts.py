"""Who may see a draft of ours: those who may edit it, not every member of the organization."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.authz import check_config_permission

from ckanext.socialprograms.registration import TYPES

_OF_AGENCY = "socialprograms-editor-{}"
_OF_RECORD = "socialprograms-collaborator-{}"


def dataset_labels(package: model.Package, default: list[str]) -> list[str]:
    """Give the labels of a dataset: those of CKAN, or those of its editors where a record of ours is not active."""
    if package.type not in TYPES or package.state == "active":
        return default
    agency = [_OF_AGENCY.format(package.owner_org)] if package.owner_org else []
    return [*agency, _OF_RECORD.format(package.id), f"creator-{package.creator_user_id}"]


def user_labels(user: model.User | None, default: list[str]) -> list[str]:
    """Give the labels of a user: what CKAN gives, and those of the organizations and records that she edits."""
    if not user or user.is_anonymous:
        return default
    agencies = tk.get_action("organization_list_for_user")({"user": user.name}, {"permission": "update_dataset"})
    return [*default, *(_OF_AGENCY.format(one["id"]) for one in agencies), *_of_records(user)]


def _of_records(user: model.User) -> list[str]:
    if not check_config_permission("allow_dataset_collaborators"):
        return []
    shared = tk.get_action("package_collaborator_list_for_user")({"ignore_auth": True}, {"id": user.id})
    return [_OF_RECORD.format(one["package_id"]) for one in shared if one["capacity"] in ("admin", "editor")]
