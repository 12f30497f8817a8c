"""What somebody saw in the preview of an import, so that nothing else is saved when it is confirmed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from ckanext.socialprograms.loading import editing, failures
from ckanext.socialprograms.loading.digests import digest
from ckanext.socialprograms.loading.saving import Saved
from ckanext.socialprograms.loading.steps import CREATE, SAME, UPDATE, Step
from ckanext.socialprograms.messages import N_, Message


class Seen(NamedTuple):
    """What was to become of a record, and digests of what its fields held that were to change."""

    action: str
    fields: Mapping[str, str]


def of_report(saved: Iterable[Saved]) -> dict[str, Seen]:
    """Remember of a preview the records that were to be created or changed."""
    return {
        failures.record_of(step): Seen(step.action, {name: digest(step.before.get(name)) for name in step.changed})
        for step in (one.step for one in saved)
        if step.action != SAME and not step.problems
    }


def guarded(step: Step, seen: Seen | None) -> Step:
    """Refuse a step that would change what somebody else did since the preview was looked at."""
    if seen is None or step.action != UPDATE:
        return step
    if seen.action == CREATE and step.changed:
        return replace(step, problems=(Message(_CREATED, {"title": step.title}),))
    moved = [name for name in step.changed if seen.fields.get(name) not in (None, digest(step.before.get(name)))]
    found = (
        editing.conflict(step.record.type, step.title, name, step.before.get(name), step.data.get(name))
        for name in moved
    )
    return replace(step, problems=(*step.problems, *found))


def packed(seen: Mapping[str, Seen]) -> bytes:
    """Put what was seen into few bytes."""
    return zlib.compress(json.dumps(seen).encode())


def unpacked(kept: bytes | None) -> dict[str, Seen]:
    """Read what ``packed`` gave, empty where it is kept no longer."""
    told = json.loads(zlib.decompress(kept)) if kept else {}
    return {record: Seen(action, fields) for record, (action, fields) in told.items()}


_CREATED = N_(
    "“{title}” came into the portal while you looked at this document, and not all is the same there. Send it again to "
    "see what differs."
)
