"""Keeps the ledger when a record is saved, whatever the way in: form, API, workbook, import or harvest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ckan import model
from ckan.types import Context

from ckanext.socialprograms.ledger import entries
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.replanning import Change, changes
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.registration import TYPES

REASON = "replanning_reason"
NOTES = "socialprograms_ledger"
"""The key of the context under which validation hands over to saving: CKAN validates with a copy of the context."""
FIELDS = {
    "due_date": N_("due date"),
    "start_date": N_("start"),
    "end_date": N_("end"),
    "goal": N_("goal"),
    "activity": N_("activity taken out"),
    "description": N_("what will be done"),
    "status": N_("state"),
    "percent": N_("declared percent"),
}


def begin(context: Context) -> None:
    """Lay out an empty note before a record is validated."""
    context[NOTES] = {}  # type: ignore[literal-required]


def note_reason(context: Context, reason: str) -> None:
    """Note the reason that came with a record; it is for this saving only."""
    context.get(NOTES, {})["reason"] = reason.strip()


def noted(record: Data, context: Context) -> Message | None:
    """Note in the context what a valid record changes of its promise; give a sentence if it lacks its reason."""
    package = context.get("package")
    # A context that served another record before still holds that one.
    if package is None or package.id != record.get("id"):
        return None
    note = context.get(NOTES, {})
    note["was_public"] = _is_public(package)
    if not note["was_public"] and not entries.was_published(package.id):
        return None
    before = {**(package.extras or {}), "type": package.type}
    found = changes(before, record)
    note["changes"] = found
    missing = [change for change in found if change.needs_reason]
    return _lacking(missing) if missing and not note.get("reason") else None


def keep(context: Context, saved: dict[str, Any]) -> None:
    """Write what was noted, and the first publication, in the transaction of the record."""
    author = context.get("user") or ""
    note = context.get(NOTES, {})
    entries.write(saved["id"], note.get("changes", ()), note.get("reason", ""), author)
    package = model.Package.get(saved["id"])
    if package is not None and (note.get("was_public") or _is_public(package)):
        entries.mark_published(package.id, author)


def was_published(package_id: str) -> bool:
    """Say whether a record is public, or ever was."""
    package = model.Package.get(package_id) if package_id else None
    return package is not None and (_is_public(package) or entries.was_published(package.id))


def published_in_bulk(package_ids: Iterable[str], author: str) -> None:
    """Mark the records of ours that are public among those that CKAN published in one statement, and commit."""
    ours = model.Session.query(model.Package).filter(
        model.Package.id.in_(list(package_ids)), model.Package.type.in_(TYPES)
    )
    for package in ours.populate_existing():
        if _is_public(package):
            entries.mark_published(package.id, author)
    model.Session.commit()


def _is_public(package: model.Package) -> bool:
    return package.state == model.State.ACTIVE and not package.private


def _lacking(missing: list[Change]) -> Message:
    change = missing[0]
    return Message(
        N_(
            "This record was published, and you change this: {what} {item} ({before})."
            " Write the reason: it stays visible beside the old value."
        ),
        {"what": Message(FIELDS[change.field]), "item": change.item, "before": change.before[:80]},
    )
