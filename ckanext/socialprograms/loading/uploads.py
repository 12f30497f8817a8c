"""What a person does with an import on the page or through the API: sends a file, looks, confirms, or gives up."""

from __future__ import annotations

import logging
import re
from datetime import datetime, timezone
from pathlib import PurePosixPath
from typing import Any

from redis.exceptions import RedisError

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.limits import MAX_BYTES
from ckanext.socialprograms.language import language, told
from ckanext.socialprograms.loading import jobs, pending, report
from ckanext.socialprograms.loading.pending import Pending
from ckanext.socialprograms.loading.provenance import note
from ckanext.socialprograms.messages import N_, Message

_LONGEST_NAME = 120
log = logging.getLogger(__name__)


def send(user: str, upload: Any, organization: str) -> Pending:
    """Take the file that a person sends and have it read; ``upload`` is a file as Flask gives it."""
    name = _safe_name(getattr(upload, "filename", "") or "")
    if not name or not hasattr(upload, "stream"):
        raise _refused("upload", Message(_NO_FILE))
    content = upload.stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise _refused("upload", errors.too_heavy(name, MAX_BYTES).message)
    if not content:
        raise _refused("upload", errors.empty(name).message)
    try:
        one = pending.start(user, name, content, organization, language())
        jobs.enqueue(one, jobs.read, f"Read the document {name}")
    except RedisError as error:
        log.exception("A document could not be kept")
        raise _refused("upload", Message(_NOT_KEEPING, {"name": name})) from error
    return one


def confirm(one: Pending, *, publish: bool, reason: str) -> Pending:
    """Have the records of a preview saved; ``publish`` publishes them, else they are drafts."""
    if one.asks_reason and not reason.strip():
        raise _refused("reason", Message(_NO_REASON))
    asked = {"publish": publish, "reason": reason.strip(), "language": language()}
    if not pending.moves(one.id, pending.PREVIEW, pending.SAVING, **asked):
        raise _refused("id", Message(_NOT_NOW, {"name": one.name}))
    jobs.enqueue(one, jobs.save, f"Save the records of {one.name}")
    return pending.find(one.id) or one


def resume(one: Pending) -> Pending:
    """Have an import that stopped go on where it was."""
    if not pending.keeps(one.id, "file"):
        raise _refused("id", Message(jobs.GONE, {"name": one.name}))
    if not pending.moves(one.id, pending.STOPPED, one.broken, broken="", errors=()):
        raise _refused("id", Message(_NOT_NOW, {"name": one.name}))
    if one.broken == pending.SAVING:
        jobs.enqueue(one, jobs.save, f"Save the records of {one.name}")
    else:
        jobs.enqueue(one, jobs.read, f"Read the document {one.name}")
    return pending.find(one.id) or one


def cancel(one: Pending) -> None:
    """Forget an import and its file; one that is being saved goes on."""
    if one.stage == pending.SAVING:
        raise _refused("id", Message(_NOT_NOW, {"name": one.name}))
    pending.forget(one.id)


def status(one: Pending, start: int = 0, number: int = 0) -> dict[str, Any]:
    """Give how far an import is and some of its records, in the language of who asks."""
    spoken = language()
    return {
        "id": one.id,
        "name": one.name,
        "stage": one.stage,
        "waiting": one.stage in pending.AT_WORK and jobs.is_waiting(one),
        "started": datetime.fromtimestamp(one.started, timezone.utc).replace(tzinfo=None).isoformat(),
        "done": one.done,
        "total": one.total,
        "publish": one.publish,
        "counts": dict(one.counts),
        "left_out": one.left_out,
        "warnings": one.warnings,
        "asks_reason": one.asks_reason,
        "notices": [notice.in_language(spoken) for notice in one.notices],
        "errors": [error.in_language(spoken) for error in one.errors],
        "refused": [refused.in_language(spoken) for refused in one.refused],
        "can_go_on": one.stage == pending.STOPPED and pending.keeps(one.id, "file"),
        "broken": one.broken,
        "has_marked_copy": one.stage not in pending.AT_WORK and pending.keeps(one.id, "marked"),
        "records": [_told(record, spoken) for record in pending.records(one.id, start, number)] if number else [],
    }


def marked_copy(one: Pending) -> bytes:
    """Give the workbook of an import with its errors marked. Raises ObjectNotFound where it is kept no longer."""
    content = pending.marked(one.id)
    if content is None:
        raise tk.ObjectNotFound(told(Message(_NOT_KEPT)))
    return content


def of_user(user: str) -> list[Pending]:
    """Give the imports that a person started in the last week, newest first."""
    return [jobs.seen(one) for one in pending.of_user(user)]


def find(user: str, import_id: str) -> Pending:
    """Give an import of a person; those of others are not found."""
    one = pending.find(import_id)
    if one is None or one.user != user:
        raise tk.ObjectNotFound(told(Message(_NOT_HERE)))
    return jobs.seen(one)


def _told(record: dict[str, Any], spoken: str) -> dict[str, Any]:
    return {
        **record,
        "problems": [Message.from_json(problem).in_language(spoken) for problem in record["problems"]],
        "warnings": [report.note_json(note(warning), spoken) for warning in record["warnings"]],
    }


def _refused(field: str, message: Message) -> tk.ValidationError:
    return tk.ValidationError({field: [told(message)]})


def _safe_name(name: str) -> str:
    """Give the name of a file without folders and control characters, for people to read."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = re.sub(r"[\x00-\x1f\x7f]", "", last).strip()
    return clean if len(clean) <= _LONGEST_NAME else clean[-_LONGEST_NAME:]


_NOT_KEEPING = N_(
    "The portal could not keep “{name}”: its memory or its disk is full, or its Redis does not answer. Nothing was "
    "imported: tell the portal's administrator, and send it again later."
)
_NO_FILE = N_("Choose the file of the document.")
_NOT_HERE = N_("This import is not here. Imports are kept for a week, and each person sees only her own.")
_NOT_KEPT = N_("This copy is kept for six hours and is gone. Send the workbook again to have its errors marked.")
_NO_REASON = N_("Promises that are public change. Write the reason: it stays visible beside the old value.")
_NOT_NOW = N_("The import of “{name}” is not waiting for this: it is being saved, is done, or was given up.")
