"""A record as people and programs take it away: its fields, its groups, its ledger and its files, by its schema."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ckanext.socialprograms.exporters.table import Column, Table, Value
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages.fields import Schema, choices
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

Field = Mapping[str, Any]
# How an import read a record is for those who edit it; a reason is asked when a record is saved, and is in the ledger.
LEFT_OUT = frozenset({"provenance", "replanning_reason"})
LEDGER: Field = {
    "field_name": "replanning",
    "label": N_("What changed in the plan"),
    "repeating_subfields": [
        {"field_name": "date", "label": N_("Changed on"), "validators": "socialprograms_date"},
        {"field_name": "field", "label": N_("What")},
        {"field_name": "activity", "label": N_("Key")},
        {"field_name": "before", "label": N_("Before")},
        {"field_name": "after", "label": N_("Now")},
        {"field_name": "reason", "label": N_("Reason")},
        {"field_name": "author", "label": N_("Author")},
    ],
}
_OF_A_FILE = (
    {"field_name": "id", "label": N_("Key")},
    {"field_name": "mimetype", "label": N_("Media type")},
    {"field_name": "size", "label": N_("Size in bytes"), "validators": "socialprograms_number"},
    {"field_name": "last_modified", "label": N_("Last change")},
)
_NUMBERS = ("socialprograms_money", "socialprograms_number", "socialprograms_percent", "socialprograms_year")
_SEVERAL = "; "
_CODE = 12


@dataclass(frozen=True)
class Portal:
    """What only the portal knows: its name, the language, and the address of a record by its type and name."""

    name: str
    say: Callable[[str], str]
    address: Callable[[str, str], str]


def to_object(data: Data, schema: Schema, portal: Portal) -> dict[str, Any]:
    """Give a record for programs: coded values as codes, all fields there, those without a value empty."""
    single = {
        one["field_name"]: _plain(one, data) for one in schema["dataset_fields"] if one["field_name"] not in LEFT_OUT
    }
    return {
        "about": {
            "portal": portal.name,
            "address": portal.address(values.text(data, "type"), values.text(data, "name")),
            "type": values.text(data, "type"),
            "id": values.text(data, "id"),
            "modified": values.text(data, "metadata_modified"),
            "agency": agency(data),
            "license": values.text(data, "license_title") or None,
            "license_url": values.text(data, "license_url") or None,
        },
        "record": {**single, **{one["field_name"]: _plain(one, data) for one in (LEDGER, files_of(schema))}},
    }


def to_json(data: Data, schema: Schema, portal: Portal) -> bytes:
    """Give a record as JSON, the same bytes for the same version of it."""
    text = json.dumps(to_object(data, schema, portal), ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")


def fingerprint(written: bytes) -> str:
    """Give the first digits of the SHA-256 of a file: enough to tell one version of a record from another."""
    return hashlib.sha256(written).hexdigest()[:_CODE]


def long_table(data: Data, schema: Schema, portal: Portal) -> Table:
    """Give all of a record in one table, a row for each value."""
    columns = [
        Column("group", portal.say(N_("Group"))),
        Column("row", portal.say(N_("Row"))),
        Column("field", portal.say(N_("Field (code)"))),
        Column("label", portal.say(N_("Field"))),
        Column("value", portal.say(N_("Value"))),
    ]
    return Table(values.text(data, "name"), values.text(data, "title"), columns, _long_rows(data, schema, portal.say))


def sheets(data: Data, schema: Schema, portal: Portal) -> Iterator[Table]:
    """Yield the tables of a record's workbook: its single fields, and each group that has rows."""
    say = portal.say
    columns = [
        Column("field", say(N_("Field (code)"))),
        Column("label", say(N_("Field"))),
        Column("value", say(N_("Value"))),
    ]
    rows = ((one["field_name"], say(_label(one)), _cell(one, data, say)) for one in single_fields(schema))
    yield Table("record", say(N_("Record")), columns, rows)
    for group in groups(schema):
        if found := values.rows(data, group["field_name"]):
            inner = group["repeating_subfields"]
            yield Table(
                name=group["field_name"],
                title=say(_label(group)),
                columns=[Column(one["field_name"], say(_label(one))) for one in inner],
                rows=[[_cell(one, row, say) for one in inner] for row in found],
            )


def list_table(name: str, records: Iterable[Data], schema: Schema, portal: Portal) -> Table:
    """Give a list of records as people read it, a row for each, by the fields that hold no rows of their own."""
    fields, say = single_fields(schema), portal.say
    columns = [Column(one["field_name"], say(_label(one))) for one in fields]
    last = [Column("metadata_modified", say(N_("Last change"))), Column("address", say(N_("Address")))]
    rows = ([*(_cell(one, data, say) for one in fields), *_last(data, portal)] for data in records)
    return Table(name, say(N_("Records")), [*columns, *last], rows)


def coded_list(name: str, records: Iterable[Data], schema: Schema, portal: Portal) -> Table:
    """Give the same for programs: coded values as codes, several as a list, the agency by id and by name."""
    fields = single_fields(schema)
    names = [*(one["field_name"] for one in fields), "agency", "metadata_modified", "address"]
    rows = ([*(_plain(one, data) for one in fields), agency(data) or None, *_last(data, portal)] for data in records)
    return Table(name, portal.say(N_("Records")), [Column(one, one) for one in names], rows)


def single_fields(schema: Schema) -> list[Field]:
    """Give the fields of a schema that hold no rows of their own."""
    return [
        one
        for one in schema["dataset_fields"]
        if "repeating_subfields" not in one and one["field_name"] not in LEFT_OUT
    ]


def groups(schema: Schema) -> list[Field]:
    """Give the groups of a schema, the ledger and the files last."""
    own = [one for one in schema["dataset_fields"] if "repeating_subfields" in one]
    return [*own, LEDGER, files_of(schema)]


def files_of(schema: Schema) -> Field:
    """Give the group of a record's files."""
    inner = [*schema.get("resource_fields", ()), *_OF_A_FILE]
    return {"field_name": "resources", "label": N_("Files"), "repeating_subfields": inner}


def agency(data: Data) -> str:
    """Give the name of the institution that answers for a record, empty if it names none."""
    organization = data.get("organization") or {}
    named = values.text(organization, "title") or values.text(organization, "name")
    return named or values.text(data, "responsible_institution") or next(iter(values.texts(data, "agencies")), "")


def _long_rows(data: Data, schema: Schema, say: Callable[[str], str]) -> Iterator[Sequence[Value]]:
    for one in single_fields(schema):
        for value in _readable(one, data, say):
            yield None, None, one["field_name"], say(_label(one)), value
    for group in groups(schema):
        for number, row in enumerate(values.rows(data, group["field_name"]), 1):
            for one in group["repeating_subfields"]:
                for value in _readable(one, row, say):
                    yield group["field_name"], number, one["field_name"], say(_label(one)), value


def _last(data: Data, portal: Portal) -> tuple[Value, Value]:
    address = portal.address(values.text(data, "type"), values.text(data, "name"))
    return values.day(data, "metadata_modified"), address


def _label(field: Field) -> str:
    return field.get("label", field["field_name"])


def _plain(field: Field, data: Data) -> Any:
    name = field["field_name"]
    if "repeating_subfields" in field:
        inner = field["repeating_subfields"]
        return [{one["field_name"]: _plain(one, row) for one in inner} for row in values.rows(data, name)]
    if name == "tag_string":
        return list(_tags(data))
    value = data.get(name)
    if isinstance(value, list | tuple) or _holds_several(field):
        return list(values.texts(data, name))
    return value if value is None or isinstance(value, int | float) else str(value)


def _cell(field: Field, data: Data, say: Callable[[str], str]) -> Value:
    found = _readable(field, data, say)
    if len(found) == 1:
        return found[0]
    return _SEVERAL.join(str(one) for one in found) or None


def _readable(field: Field, data: Data, say: Callable[[str], str]) -> list[Value]:
    """Give the values of a field as people read them: coded ones by name, days and numbers as such."""
    name = field["field_name"]
    if name == "owner_org":
        return [agency(data)] if agency(data) else []
    if name == "license_id":
        return [values.text(data, "license_title") or values.text(data, name)] if values.text(data, name) else []
    if name == "tag_string":
        return list(_tags(data))
    if "choices" in field:
        named = choices(field)
        return [say(named[code]) if code in named else code for code in values.texts(data, name)]
    if _holds_several(field) or isinstance(data.get(name), list | tuple):
        return list(values.texts(data, name))
    return [_typed(field, data)] if values.text(data, name) else []


def _typed(field: Field, data: Data) -> Value:
    name, checks = field["field_name"], str(field.get("validators", ""))
    read: date | Any = None
    if "socialprograms_date" in checks:
        read = values.day(data, name)
    elif any(one in checks for one in _NUMBERS):
        read = values.number(data, name)
    return values.text(data, name) if read is None else read


def _holds_several(field: Field) -> bool:
    return "socialprograms_load_list" in str(field.get("output_validators", ""))


def _tags(data: Data) -> Iterator[str]:
    for tag in values.rows(data, "tags"):
        yield values.text(tag, "display_name") or values.text(tag, "name")
