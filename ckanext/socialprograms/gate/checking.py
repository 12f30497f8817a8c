"""Checks uploaded files: small tables at once, all else in the background; until then a file is held back."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import event

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import search

from ckanext.socialprograms import config
from ckanext.socialprograms.gate import checks, holding, loaders, tables
from ckanext.socialprograms.gate.checks import REVIEWED, TABLES, UPLOAD, State
from ckanext.socialprograms.guard.report import Place, Scan, Unchecked
from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.guard.scan import scan
from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.takeaway import files

_AT_ONCE = 1_000_000
"""Bytes of a table that are read while its publisher waits: less than a second."""
_QUICK = frozenset({".csv", ".tsv", ".txt", ".json", ".geojson", ".xlsx", ".png", ".jpg", ".jpeg"})
_LONGEST = 3600
_ATTENDANCE = re.compile(r"asistencia|asistentes|attendance", re.IGNORECASE)
_WHO_CAME = N_("By its name this is a list of who came: such lists are private until a person has looked at them.")
_NEW = "socialprograms_new_files"


@contextlib.contextmanager
def replacing(resources: Iterable[Any]) -> Iterator[None]:
    """Hold back what gets a new file while it is saved, so that it is not public for a moment.

    CKAN puts the new file into the place of the old one before it saves what it knows of it.
    """
    replaced = [one["id"] for one in resources if isinstance(one, dict) and one.get("upload") and one.get("id")]
    if not replaced or not config.check_files():
        yield
        return
    checks.hold(replaced)
    try:
        yield
    except tk.ValidationError:
        for id_ in replaced:  # whichever file is there now
            enqueue(id_, "")
        raise


def after_saving(data: dict[str, Any]) -> None:
    """Check the files of a dataset that are new, in its transaction or after it."""
    if not config.check_files() or not holding.has_reviewed(data):
        return
    model.Session.flush()
    known = checks.of_package(data["id"])
    for resource in holding.reviewed(data["id"]):
        if resource.url_type != UPLOAD:  # rows are looked at as they are written
            continue
        before = known.get(resource.id)
        if before is None or before.upload != checks.upload_of(resource):
            _check_new(resource)


def check(resource_id: str) -> None:
    """Check the file or table of a resource: the job in the background."""
    resource = model.Resource.get(resource_id)
    if resource is None or resource.url_type not in REVIEWED or resource.state != model.State.ACTIVE:
        return
    keep(resource, scanned(resource))


def keep(resource: model.Resource, found: Scan) -> None:
    """Note what was found in a file, and tell the search and those who load tables."""
    was_held = holding.is_held(resource)
    _decide(resource, found)
    if was_held != holding.is_held(resource):
        show_change(resource)
    model.Session.commit()
    after_change(resource)


def enqueue(resource_id: str, name: str) -> None:
    """Have the file of a resource checked in the background."""
    tk.enqueue_job(check, [resource_id], title=f"Check the file {name}", rq_kwargs={"timeout": _LONGEST})


def scanned(resource: model.Resource) -> Scan:
    """Scan the file of a resource, wherever the portal keeps it; one that cannot be read was not looked at."""
    name = file_name(resource)
    try:
        with local_copy(resource) as path:
            found = scan(path, name, rules())
    except OSError:
        return Scan(name, unchecked=(Unchecked(Place(), errors.missing(name).message),))
    if _ATTENDANCE.search(f"{name} {resource.name or ''}"):
        return replace(found, unchecked=(*found.unchecked, Unchecked(Place(), Message(_WHO_CAME))))
    return found


def scanned_table(resource: model.Resource) -> Scan:
    """Scan the table into which the file of a resource was loaded: it may have other rows by now."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        tables.write_csv(resource.id, path)
        return scan(path, file_name(resource), rules())


def rules() -> Rules:
    """Give what this portal lets pass."""
    return Rules(lawful=config.lawful_data())


def file_name(resource: model.Resource) -> str:
    """Give the name of a resource's file, or of a table."""
    if resource.url_type in TABLES:
        return resource.name or resource.id
    return PurePosixPath(resource.url or "").name


@contextlib.contextmanager
def local_copy(resource: model.Resource) -> Iterator[Path]:
    """Give a resource's file or table as a path for a while. Raises OSError where it cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        if resource.url_type in TABLES:
            tables.write_csv(resource.id, path)
            yield path
            return
        with path.open("wb") as copy:
            for chunk in files.content({"id": resource.id, "url_type": resource.url_type, "url": resource.url}):
                copy.write(chunk)
        yield path


def show_change(resource: model.Resource) -> None:
    """Date the dataset anew, since what everyone sees of it changes."""
    package = model.Package.get(resource.package_id)
    if package is not None:
        package.metadata_modified = datetime.now(timezone.utc).replace(tzinfo=None)


def after_change(resource: model.Resource) -> None:
    """Tell the search, and those who load tables, what a check or a person decided."""
    search.rebuild(resource.package_id)
    if resource.url_type == UPLOAD and not holding.is_held(resource):
        loaders.load(resource.id)


def _check_new(resource: model.Resource) -> None:
    if (resource.size or 0) <= _AT_ONCE and PurePosixPath(file_name(resource)).suffix.lower() in _QUICK:
        _decide(resource, scanned(resource))
        return
    checks.write(resource, State.WAITING)
    model.Session().info.setdefault(_NEW, []).append((resource.id, resource.url or ""))


@event.listens_for(model.Session, "after_transaction_end")
def _enqueue_new(session: Any, transaction: Any) -> None:
    """Have new files checked once they are saved: a worker would not find them before."""
    if transaction.parent is None:
        for id_, name in session.info.pop(_NEW, ()):
            enqueue(id_, name)


def _decide(resource: model.Resource, found: Scan) -> None:
    checks.write(resource, State(found.verdict.value), found)
