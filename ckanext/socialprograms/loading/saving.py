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
from ckanext.socialprograms.loading.creation import Creation, is_ours_alone
from ckanext.socialprograms.loading.failures import Failure
from ckanext.socialprograms.loading.organizations import Organizations
from ckanext.socialprograms.loading.provenance import Provenance
from ckanext.socialprograms.loading.sharing import Progress, shared
from ckanext.socialprograms.loading.steps import CREATE, SAME, Step

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
    is_together = is_ours_alone()
    together = [step for step in steps if is_together and step.action == CREATE]
    others = [step for step in steps if not (is_together and step.action == CREATE)]
    created, found = _create(together, context, organizations, progress)
    if found:
        model.Session.rollback()
        return [], [*found, *check(others, context, progress)][:_MOST_FAILURES]
    saved: list[Saved] = []
    for number, step in enumerate(others):
        try:
            saved.append(_save(step, context, organizations))
        except (tk.ValidationError, tk.NotAuthorized) as error:
            model.Session.rollback()
            return [], [*_failures(step, error), *check(others[number + 1 :], context, progress)][:_MOST_FAILURES]
        progress(1)
    model.repo.commit()
    done = {id(one.step): one for one in (*created, *saved)}
    return [done[id(step)] for step in steps], []


def check(steps: Sequence[Step], context: Context, progress: Progress) -> list[Failure]:
    """Validate records as saving them would, and save nothing."""

    def work(share: Sequence[Step], told: Progress) -> list[Failure]:
        found: list[Failure] = []
        for step in share:
            if step.action != SAME:
                found.extend(failures.of_validation(step, _errors(step, context)))
            told(1)
        model.Session.rollback()
        return found

    return shared(work, steps, progress)


def _create(
    steps: Sequence[Step], context: Context, organizations: Organizations, progress: Progress
) -> tuple[list[Saved], list[Failure]]:
    creation = Creation(context)
    checked = creation.check([_new(step, organizations) for step in steps], progress)
    found: list[Failure] = []
    for step, one in zip(steps, checked, strict=True):
        found += failures.of_validation(step, one.errors) if one.is_allowed else [failures.forbidden(step)]
    if found:
        return [], found
    saved = []
    for step, package in zip(steps, creation.write([one.data for one in checked]), strict=True):
        _remember(package, step)
        saved.append(Saved(step, package.id, package.name))
    return saved, []


def _save(step: Step, context: Context, organizations: Organizations) -> Saved:
    """Save a record with CKAN's own action."""
    if step.action == SAME:
        stored = step.stored
        return Saved(step, stored.id if stored else "", stored.name if stored else "")
    inner: Any = {**context, "defer_commit": True, "return_id_only": True}
    if step.action == CREATE:
        id_ = _action("package_create")(inner, _new(step, organizations))
    else:
        inner["original_package"] = step.before
        id_ = _action("package_update")(inner, {**step.data, "provenance": _json(step.data["provenance"])})
        _release_savepoints()
    package = model.Package.get(id_)
    if package is None:
        raise LookupError(id_)
    _remember(package, step)
    return Saved(step, package.id, package.name)


def _new(step: Step, organizations: Organizations) -> dict[str, Any]:
    owner = organizations.find_or_create(step.record) or None
    return {**step.data, "provenance": _json(step.data["provenance"]), "owner_org": owner}


def _failures(step: Step, error: tk.ValidationError | tk.NotAuthorized) -> list[Failure]:
    if isinstance(error, tk.ValidationError):
        return [*failures.of_validation(step, error.error_dict)]
    return [failures.forbidden(step)]


def _remember(package: model.Package, step: Step) -> None:
    if not (step.record.updates or step.record.edits):
        remember(package, step.data["provenance"], step.record.data if step.action == CREATE else step.changed)


def remember(package: model.Package, told: Provenance, names: Iterable[str]) -> None:
    """Note in the provenance how fields were saved, so that the next import sees what people edited since."""
    extras = dict(package.extras or {})
    # Files are told apart by their addresses.
    fields = {*names} - {"resources"}
    stored = {name: extras.get(name, getattr(package, name, None)) for name in fields}
    package.extras = {**extras, "provenance": _json(provenance.with_saved(told, stored, sorted(fields)))}


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
