"""Who may see a draft of ours: those who may edit it, not every member of the organization."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.socialprograms.registration import TYPES

_EDITORS = "socialprograms-editor-{}"


def dataset_labels(package: model.Package, default: list[str]) -> list[str]:
    """Give the labels of a dataset: for a draft of ours, its organization's editors instead of its members."""
    if package.type not in TYPES or package.state != "draft":
        return default
    member = f"member-{package.owner_org}"
    kept = [label for label in default if label != member]
    editors = [_EDITORS.format(package.owner_org)] if package.owner_org else []
    return [*kept, *editors, f"creator-{package.creator_user_id}"]


def user_labels(user: model.User | None, default: list[str]) -> list[str]:
    """Give the labels of a user: those of the organizations that she edits too."""
    if not user or user.is_anonymous:
        return default
    edited = tk.get_action("organization_list_for_user")(
        {"user": user.name, "auth_user_obj": user}, {"permission": "update_dataset"}
    )
    return [*default, *(_EDITORS.format(organization["id"]) for organization in edited)]
