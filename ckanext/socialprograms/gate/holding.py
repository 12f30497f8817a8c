"""Which uploaded files are held back, and from whom: only those who may edit a dataset see its held files."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.authz import is_authorized
from ckan.types import Context

from ckanext.socialprograms.gate import checks
from ckanext.socialprograms.gate.checks import REVIEWED, Check, State
from ckanext.socialprograms.language import told
from ckanext.socialprograms.messages import N_, Message

_LISTED = 5
_WHOLE = frozenset({"data_dict", "validated_data_dict"})
_MARK = "socialprograms_held"
"""The key of a held file's dict in the index."""


def is_held(resource: model.Resource) -> bool:
    """Say whether the file or table of a resource is held back: it was not checked, or not let through."""
    if resource.url_type not in REVIEWED:
        return False
    check = checks.of_resource(resource.id)
    return check is not None and not _is_open(check, resource)


def held(package_id: str) -> dict[str, Check | None]:
    """Give the resources of a dataset whose files are held back, with what is known of each; None: not checked yet."""
    known = checks.of_package(package_id)
    if not known:
        return {}
    waiting = [one for one in reviewed(package_id) if one.id in known and not _is_open(known[one.id], one)]
    return {one.id: known[one.id] if known[one.id].upload == checks.upload_of(one) else None for one in waiting}


def reviewed(package_id: str) -> list[model.Resource]:
    """Give the resources of a dataset that have a file or a table on this portal, in their order."""
    query = sa.select(model.Resource).where(
        model.Resource.package_id == package_id,
        model.Resource.state == model.State.ACTIVE,
        model.Resource.url_type.in_(REVIEWED),
    )
    return list(model.Session.scalars(query.order_by(model.Resource.position)))


def hide(context: Context, data: dict[str, Any]) -> None:
    """Take held files out of a dataset dict, unless it is for someone who may edit the dataset, or to be saved."""
    if not has_reviewed(data):
        return
    for resource in data["resources"]:
        resource.pop(_MARK, None)
    if context.get("ignore_auth") or context.get("for_update"):
        return
    kept_back = held(data["id"])
    if kept_back and not _may_edit(context, data["id"]):
        _take_out(data, kept_back)


def mark(document: dict[str, Any]) -> dict[str, Any]:
    """Mark held files in an index document, and let nobody find it by them.

    They stay in it since CKAN reads datasets from its index, those that it is about to save as well.
    """
    data = json.loads(document["validated_data_dict"])
    kept_back = held(data["id"]) if has_reviewed(data) else {}
    if not kept_back:
        return document
    marked = dict(document)
    for name in _WHOLE:
        said = json.loads(document[name])
        for resource in said["resources"]:
            if resource["id"] in kept_back:
                resource[_MARK] = True
        marked[name] = json.dumps(said)
    ids = [resource["id"] for resource in data["resources"]]
    for name, told_of_each in document.items():  # lists in the order of the resources
        if name.startswith("res_") and isinstance(told_of_each, list) and len(told_of_each) == len(ids):
            marked[name] = [one for one, id_ in zip(told_of_each, ids, strict=True) if id_ not in kept_back]
    return marked


def hide_marked(found: Iterable[dict[str, Any]]) -> None:
    """Take held files out of what a search found: it is told to everyone.

    Who asks for fields of the index by name gets its documents as they are, with whole datasets in them as JSON.
    """
    for data in found:
        for name in _WHOLE & data.keys():
            said = json.loads(data[name])
            hide_marked([said])
            data[name] = json.dumps(said)
        marked = [one["id"] for one in data.get("resources") or () if one.get(_MARK)]
        if marked:
            _take_out(data, marked)


def public(resources: Collection[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give those of some resources of any datasets that are not held back."""
    kept_back = held_among([one["id"] for one in resources if one.get("url_type") in REVIEWED])
    return [one for one in resources if one["id"] not in kept_back]


def held_among(resource_ids: Collection[str]) -> frozenset[str]:
    """Give those of some files or tables that are held back: two queries at most."""
    known = checks.of_resources(resource_ids)
    if all(check.state.is_open for check in known.values()):
        return frozenset()
    found = model.Session.scalars(sa.select(model.Resource).where(model.Resource.id.in_(known)))
    return frozenset(one.id for one in found if not _is_open(known[one.id], one))


def has_reviewed(data: Mapping[str, Any]) -> bool:
    """Say whether a dataset dict has a file or a table that is on this portal."""
    return any(one.get("url_type") in REVIEWED for one in data.get("resources") or ())


def is_public(private: Any, state: Any) -> bool:
    """Say whether everyone sees a dataset."""
    return not tk.asbool(private) and state == model.State.ACTIVE


def refuse_publication(context: Context, package: model.Package, data: Mapping[str, Any]) -> None:
    """Keep a dataset from being made public while a file of it has personal data. Raises ValidationError."""
    private, state = data.get("private", False), data.get("state") or package.state
    if is_public(package.private, package.state) or not is_public(private, state):
        return
    found = {id_ for id_, check in held(package.id).items() if check and check.state is State.FOUND}
    names = [one.name or one.url for one in reviewed(package.id) if one.id in found]
    if names:
        tk.check_access("package_update", Context(context), {"id": package.id})
        raise tk.ValidationError({"private": [told(_refused(names))]})


def _is_open(check: Check, resource: model.Resource) -> bool:
    return check.state.is_open and check.upload == checks.upload_of(resource)


def _may_edit(context: Context, package_id: str) -> bool:
    asking = Context(user=context.get("user", ""), auth_user_obj=context.get("auth_user_obj"))
    return bool(is_authorized("package_update", asking, {"id": package_id}).get("success"))


def _take_out(data: dict[str, Any], kept_back: Iterable[str]) -> None:
    hidden = set(kept_back)
    data["resources"] = [one for one in data.get("resources", ()) if one["id"] not in hidden]
    data["num_resources"] = len(data["resources"])


def _refused(names: list[str]) -> Message:
    sentence = N_(
        "This cannot be public while a file has personal data: {files}. Open “Review of files” and remove the columns,"
        " or have someone who may do so record why they can be published."
    )
    return Message(sentence, {"files": ", ".join(names[:_LISTED])})
