"""Says in a sentence why a record can't be saved: where it stands in the document, which field, what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.scheming.helpers import scheming_get_dataset_schema

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.loading.steps import Step
from ckanext.socialprograms.messages import N_, Message


@dataclass(frozen=True)
class Failure:
    """Why a record was not saved; ``field`` is a path such as ``activities.3.due_date``, empty for the record.

    ``record`` tells its record from others of the document, ``place`` says where the field stands there.
    """

    title: str
    field: str
    message: Message
    record: str = ""
    place: Place | None = None


def of_step(step: Step) -> Iterator[Failure]:
    """Give what stands against a step before it is tried."""
    for problem in step.problems:
        yield _failure(step, "", problem)


def of_validation(step: Step, errors: Mapping[str, Any]) -> Iterator[Failure]:
    """Give the errors that CKAN's validation found, one sentence each."""
    for path, found in _flat(errors):
        about = {"title": step.title, "field": label(step.record.type, path), "found": found}
        yield _failure(step, path, Message(_sentence(step, path), about))


def sentences(
    type_: str, title: str, errors: Mapping[str, Any], where: Callable[[str], Place | None]
) -> Iterator[Message]:
    """Give the errors that CKAN's validation found in a record, one sentence each; ``where`` gives a field's place."""
    for path, found in _flat(errors):
        message = Message(_INVALID, {"title": title, "field": label(type_, path), "found": found})
        yield _located(where(path), message)


def forbidden(step: Step) -> Failure:
    """Say that the person who imports may not save a record."""
    return _failure(step, "", Message(_FORBIDDEN, {"title": step.title}))


def record_of(step: Step) -> str:
    """Give what tells the record of a step from the others of its document."""
    record = step.record
    return record.edits.id if record.edits else record.identity or record.title


def without(steps: Iterable[Step], against: Iterable[Failure]) -> list[Step]:
    """Give the steps against which nothing stands."""
    wrong = {failure.record for failure in against}
    return [step for step in steps if record_of(step) not in wrong]


def label(type_: str, path: str) -> Message:
    """Give the name that people know a field by, such as “Activities 4, Due date”."""
    schema = scheming_get_dataset_schema(type_) or {}
    fields = {field["field_name"]: field for field in schema.get("dataset_fields", ())}
    name, _, rest = path.partition(".")
    field = fields.get(name, {})
    whole = Message(str(field.get("label", name)))
    number, _, inner = rest.partition(".")
    if not number.isdigit():
        return whole
    columns = {column["field_name"]: column for column in field.get("repeating_subfields", ())}
    parts: dict[str, object] = {"group": whole, "number": int(number) + 1}
    if not inner:
        return Message(_ROW, parts)
    return Message(_CELL, {**parts, "field": Message(str(columns.get(inner, {}).get("label", inner)))})


def _sentence(step: Step, path: str) -> str:
    if step.title:
        return _INVALID
    return _UNTITLED if path == "title" else _INVALID_UNTITLED


def _failure(step: Step, path: str, message: Message) -> Failure:
    place = step.place or _place(step, path)
    return Failure(step.title, path, _located(place, message), record_of(step), place)


def _located(place: Place | None, message: Message) -> Message:
    where = place.message() if place else Message("")
    return Message("{where}: {message}", {"where": where, "message": message}) if where.text else message


def _place(step: Step, path: str) -> Place | None:
    places = step.record.places
    while path and path not in places:
        path = path.rpartition(".")[0]
    return places.get(path) or next(iter(places.values()), None)


def _flat(errors: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(errors, Mapping):
        for key, inner in errors.items():
            yield from _flat(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(errors, (list, tuple)):
        texts = [str(one) for one in errors if not isinstance(one, Mapping)]
        if texts:
            yield path, " ".join(texts)
        for row, inner in enumerate(errors):
            if isinstance(inner, Mapping):
                yield from _flat(inner, f"{path}.{row}")
    else:
        yield path, str(errors)


_INVALID = N_("“{title}”, {field}: {found}")
_UNTITLED = N_(
    "The record of this row has no name. Write it in the column “{field}”, or empty the row if it is no record."
)
_INVALID_UNTITLED = N_("The record without a name, {field}: {found}")
_FORBIDDEN = N_("Your account may not save “{title}” in its organization. Choose an organization of yours.")
_ROW = N_("{group} {number}")
_CELL = N_("{group} {number}, {field}")
