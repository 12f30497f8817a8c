"""Creates many new records: each is checked and announced as ``package_create`` does, and they are written together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sqlalchemy as sa

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import plugins as ckan_plugins
from ckan.lib.dictization import model_save
from ckan.model.types import make_uuid
from ckan.types import Context

from ckanext.socialprograms.forms.schema import groups_of
from ckanext.socialprograms.forms.sending import record_of
from ckanext.socialprograms.ledger import keeping
from ckanext.socialprograms.loading.sharing import Progress, shared
from ckanext.socialprograms.logic.validators import ASKED
from ckanext.socialprograms.monitor import mirror

_ACTION = "package_create"
_AT_ONCE = 100
_OURS = "socialprograms"
_NAME = re.compile(r"[a-z0-9_-]{2,100}")
_WITH_TABLES = ("resources", "tags", "groups", "relationships_as_subject", "relationships_as_object")


def is_ours_alone(action: str = _ACTION) -> bool:
    """Say whether no other plugin takes part in an action; one that does has to see each record."""
    return not any(
        action in plugin.get_actions() for plugin in p.PluginImplementations(p.IActions) if plugin.name != _OURS
    )


@dataclass(frozen=True)
class Checked:
    """A new record as it is to be written (a dataset dict), or what is wrong with it, as CKAN's validation says it."""

    data: dict[str, Any]
    errors: dict[str, Any]
    is_allowed: bool = True


class Creation:
    """New records on their way into the database, in the session's transaction."""

    def __init__(self, context: Context) -> None:
        author = model.User.get(context.get("user"))
        self._context: Any = {**context, "session": model.Session, "auth_user_obj": author, "allow_state_change": True}
        self._author = author.id if author else None

    def check(self, records: Sequence[dict[str, Any]], progress: Progress) -> list[Checked]:
        """Check dataset dicts whose names nobody has, and whose organizations are in this transaction."""
        owners = {owner for record in records if (owner := record.get("owner_org"))}
        names = (record["name"] for record in records)
        asked = {
            "owner_org": frozenset(filter(self._may_have_records, owners)),
            "name": frozenset(filter(_NAME.fullmatch, names)),
        }

        def work(share: Sequence[dict[str, Any]], told: Progress) -> list[Checked]:
            checked = []
            for record in share:
                checked.append(self._checked(record, {**self._context, ASKED: asked}))
                told(1)
            return checked

        return shared(work, records, progress)

    def write(self, records: Iterable[dict[str, Any]]) -> Iterator[model.Package]:
        """Write checked records, and tell the plugins of each; they are yielded before they are written."""
        waiting = iter(records)
        while some := list(islice(waiting, _AT_ONCE)):
            with model.Session.no_autoflush:
                packages = [_package({**data, "creator_user_id": self._author}, {**self._context}) for data in some]
            yield from packages
            model.Session.flush()
            _give_to_organizations(packages)
            for package, data in zip(packages, some, strict=True):
                self._announce(package, {**data, "id": package.id})
            model.Session.flush()
            mirror.mirror([package.id for package in packages], are_new=True)

    def _may_have_records(self, owner: str) -> bool:
        context: Any = {**self._context}
        try:
            return tk.check_access(_ACTION, context, {"owner_org": owner})
        except tk.NotAuthorized:
            return False

    @staticmethod
    def _checked(record: dict[str, Any], context: Any) -> Checked:
        plugin = ckan_plugins.lookup_package_plugin(record["type"])
        keeping.begin(context)
        try:
            tk.check_access(_ACTION, context, record)
        except tk.NotAuthorized:
            return Checked(record, {}, is_allowed=False)
        data = record_of(record, groups_of(record["type"]), None)
        schema = plugin.create_package_schema()
        return Checked(*ckan_plugins.plugin_validate(plugin, context, data, schema, _ACTION))

    def _announce(self, package: model.Package, data: dict[str, Any]) -> None:
        files = data.get("resources") or ()
        for file, saved in zip(files, package.resources if files else (), strict=True):
            file["id"] = saved.id
        context: Any = {**self._context, mirror.LATER: True}
        keeping.begin(context)
        for plugin in p.PluginImplementations(p.IPackageController):
            plugin.create(package)
            plugin.after_dataset_create(context, data)
        if files:
            views: Any = {**self._context, "ignore_auth": True, "defer_commit": True}
            tk.get_action("package_create_default_resource_views")(views, {"package": data})


def _give_to_organizations(packages: Sequence[model.Package]) -> None:
    member = {"table_name": "package", "capacity": "organization", "state": model.State.ACTIVE}
    rows = [
        {**member, "id": make_uuid(), "table_id": package.id, "group_id": package.owner_org}
        for package in packages
        if package.owner_org
    ]
    if rows:  # past the session, which would ask for the packages of each when it commits
        model.Session.execute(sa.insert(model.member_table), rows)


def _package(data: dict[str, Any], context: Any) -> model.Package:
    """Add a package to the session; one that has nothing in other tables needs no query for it."""
    if any(data.get(name) for name in _WITH_TABLES):
        return model_save.package_dict_save(data, context)[0]
    package = model.Package(id=make_uuid())
    package.from_dict({**data, "extras": {extra["key"]: extra["value"] for extra in data.get("extras", ())}})
    model.Session.add(package)
    return package
