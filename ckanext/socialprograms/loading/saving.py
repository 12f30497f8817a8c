"""Saves the records of one document in one transaction: all of them or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import plugins as ckan_plugins
from ckan.types import Context

from ckanext.socialprograms.ledger import keeping
from ckanext.socialprograms.loading import failures, provenance
from ckanext.socialprograms.loading.failures import Failure
from ckanext.socialprograms.loading.organizations import Organizations
from ckanext.socialprograms.loading.steps import CREATE, SAME, Step

Progress = Callable[[int], None]
"""Called with the number of records that are done since the last call."""

_IMPORTING = 7_053_118_402
"""Any number that nobody else locks: one import saves at a time, so that two can't create the same record."""
_MOST_FAILURES = 20


@dataclass(frozen=True)
class Saved:
    """What was done with a record; ``id`` and ``name`` are empty where nothing was."""

    step: Step
    id: str
    name: str


def lock() -> None:
    """Wait until no other import saves, and keep others waiting until the session's transaction ends."""
    model.Session.execute(sa.select(sa.func.pg_advisory_xact_lock(_IMPORTING)))


def save(
    steps: Sequence[Step], context: Context, organizations: Organizations, progress: Progress
) -> tuple[list[Saved], list[Failure]]:
    """Save records and commit; where one can't be saved nothing is, and the failures say why."""
    saved: list[Saved] = []
    for number, step in enumerate(steps):
        try:
            saved.append(_save(step, context, organizations))
        except tk.ValidationError as error:
            model.Session.rollback()
            found = [*failures.of_validation(step, error.error_dict), *check(steps[number + 1 :], context, progress)]
            return [], found[:_MOST_FAILURES]
        except tk.NotAuthorized:
            model.Session.rollback()
            return [], [failures.forbidden(step)]
        progress(1)
    model.repo.commit()
    return saved, []


def check(steps: Iterable[Step], context: Context, progress: Progress) -> list[Failure]:
    """Validate records as saving them would, and save nothing."""
    found: list[Failure] = []
    for step in steps:
        if step.action != SAME:
            found.extend(failures.of_validation(step, _errors(step, context)))
        progress(1)
    model.Session.rollback()
    return found


def _save(step: Step, context: Context, organizations: Organizations) -> Saved:
    if step.action == SAME:
        stored = step.stored
        return Saved(step, stored.id if stored else "", stored.name if stored else "")
    data = {**step.data, "provenance": _json(step.data["provenance"])}
    inner: Any = {**context, "defer_commit": True, "return_id_only": True}
    if step.action == CREATE:
        data["owner_org"] = organizations.find_or_create(step.record) or None
        id_ = _action("package_create")(inner, data)
    else:
        inner["original_package"] = step.before
        id_ = _action("package_update")(inner, data)
        _release_savepoints()
    package = model.Package.get(id_)
    if package is None:
        raise LookupError(id_)
    _remember(package, step)
    return Saved(step, package.id, package.name)


def _remember(package: model.Package, step: Step) -> None:
    """Note in the provenance how each field was saved, so that the next import sees what people edited since."""
    told = step.data["provenance"]
    if not step.record.updates:
        extras = dict(package.extras or {})
        fields = step.record.data if step.action == CREATE else step.changed
        stored = {name: extras.get(name, getattr(package, name, None)) for name in fields}
        package.extras = {**extras, "provenance": _json(provenance.with_saved(told, stored, fields))}
        model.Session.flush()


def _errors(step: Step, context: Context) -> dict[str, Any]:
    plugin = ckan_plugins.lookup_package_plugin(step.record.type)
    inner: Any = {"session": model.Session, **context, "allow_state_change": True}
    keeping.begin(inner)
    data = {**step.data, "provenance": _json(step.data["provenance"])}
    if step.action == CREATE:
        schema, action = plugin.create_package_schema(), "package_create"
        # Its organization may not be there yet; whether it can be made was looked at before.
        schema.pop("owner_org", None)
    else:
        inner["package"] = model.Package.get(step.stored.id if step.stored else "")
        schema, action = plugin.update_package_schema(), "package_update"
    _data, errors = ckan_plugins.plugin_validate(plugin, inner, data, schema, action)
    if step.action == CREATE:
        errors.pop("owner_org", None)
    return errors


def _action(name: str) -> Callable[..., Any]:
    """Give an action without the signal that follows it: ckanext-activity would keep a whole copy of each record."""
    action = tk.get_action(name)
    return getattr(action, "__wrapped__", action)


def _release_savepoints() -> None:
    """End the savepoint that package_update leaves open when it does not commit."""
    while savepoint := model.Session().get_nested_transaction():
        savepoint.commit()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
