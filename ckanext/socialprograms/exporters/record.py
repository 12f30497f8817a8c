"""A record as people and programs take it away: its fields, its groups, its ledger and its files, by its schema."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ckanext.socialprograms.exporters.column import Column, Kind, said
from ckanext.socialprograms.exporters.fields import Field, columns, label
from ckanext.socialprograms.exporters.record_fields import LEDGER, LEFT_OUT, files_of, groups, single_fields
from ckanext.socialprograms.exporters.table import Table, Value
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages.fields import Schema, choices
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.kinds import LISTS, NUMBERS, Held, held
from ckanext.socialprograms.records.values import Data

_FIELD = Column("field", N_("Field (code)"), N_("What programs call the field; it is the same in every language."))
_LABEL = Column("label", N_("Field"), N_("The name of the field."))
_VALUE = Column("value", N_("Value"), N_("What the record says in this field; coded values by their name."))
FIELD_COLUMNS = (_FIELD, _LABEL, _VALUE)
"""What the first sheet of a record's workbook has: a row a field."""
LONG_COLUMNS = (
    Column("group", N_("Group"), N_("The group that the value is in, such as activities; empty for single fields.")),
    Column("row", N_("Row"), N_("Which row of its group it is in, counted from 1."), Kind.COUNT),
    *FIELD_COLUMNS,
)
"""What a record in one table has: a row a value."""
_AGENCY = Column("agency", N_("Agency"), N_("The name of the institution that answers for the record; only in JSON."))
_OF_EVERY_LIST = (
    Column("metadata_modified", N_("Last change"), N_("The day on which the record last changed here."), Kind.DAY),
    Column("address", N_("Address"), N_("The address of the record's page."), Kind.ADDRESS),
)
LAST = (_AGENCY, *_OF_EVERY_LIST)
"""What lists of records have beside the fields."""
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
    named, rows = said(LONG_COLUMNS, portal.say), _long_rows(data, schema, portal.say)
    return Table(values.text(data, "name"), values.text(data, "title"), named, rows)


def sheets(data: Data, schema: Schema, portal: Portal) -> Iterator[Table]:
    """Yield the tables of a record's workbook: its single fields, and each group that has rows."""
    say = portal.say
    rows = ((one["field_name"], say(label(one)), _cell(one, data, say)) for one in single_fields(schema))
    yield Table("record", say(N_("Record")), said(FIELD_COLUMNS, say), rows)
    for group in groups(schema):
        if found := values.rows(data, group["field_name"]):
            inner = group["repeating_subfields"]
            yield Table(
                name=group["field_name"],
                title=say(label(group)),
                columns=columns(inner, say, group),
                rows=[[_cell(one, row, say) for one in inner] for row in found],
            )


def list_table(name: str, records: Iterable[Data], schema: Schema, portal: Portal) -> Table:
    """Give a list of records as people read it, a row for each, by the fields that hold no rows of their own."""
    fields, say = single_fields(schema), portal.say
    rows = ([*(_cell(one, data, say) for one in fields), *_last(data, portal)] for data in records)
    return Table(name, say(N_("Records")), [*columns(fields, say), *said(_OF_EVERY_LIST, say)], rows)


def coded_list(name: str, records: Iterable[Data], schema: Schema, portal: Portal) -> Table:
    """Give the same for programs: coded values as codes, several as a list, the agency by id and by name."""
    fields, say = single_fields(schema), portal.say
    rows = ([*(_plain(one, data) for one in fields), agency(data) or None, *_last(data, portal)] for data in records)
    return Table(name, say(N_("Records")), [*columns(fields, say), *said(LAST, say)], rows)


def agency(data: Data) -> str:
    """Give the name of the institution that answers for a record, empty if it names none."""
    organization = data.get("organization") or {}
    named = values.text(organization, "title") or values.text(organization, "name")
    return named or values.text(data, "responsible_institution") or next(iter(values.texts(data, "agencies")), "")


def _long_rows(data: Data, schema: Schema, say: Callable[[str], str]) -> Iterator[Sequence[Value]]:
    for one in single_fields(schema):
        for value in _readable(one, data, say):
            yield None, None, one["field_name"], say(label(one)), value
    for group in groups(schema):
        for number, row in enumerate(values.rows(data, group["field_name"]), 1):
            for one in group["repeating_subfields"]:
                for value in _readable(one, row, say):
                    yield group["field_name"], number, one["field_name"], say(label(one)), value


def _last(data: Data, portal: Portal) -> tuple[Value, Value]:
    address = portal.address(values.text(data, "type"), values.text(data, "name"))
    return values.day(data, "metadata_modified"), address


def _plain(field: Field, data: Data) -> Any:
    name = field["field_name"]
    if "repeating_subfields" in field:
        inner = field["repeating_subfields"]
        return [{one["field_name"]: _plain(one, row) for one in inner} for row in values.rows(data, name)]
    if name == "tag_string":
        return list(_tags(data))
    value = data.get(name)
    if isinstance(value, list | tuple) or held(field) in LISTS:
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
    if held(field) in LISTS or isinstance(data.get(name), list | tuple):
        return list(values.texts(data, name))
    return [_typed(field, data)] if values.text(data, name) else []


def _typed(field: Field, data: Data) -> Value:
    name, kind = field["field_name"], held(field)
    read: date | Any = None
    if kind is Held.DATE:
        read = values.day(data, name)
    elif kind in NUMBERS:
        read = values.number(data, name)
    return values.text(data, name) if read is None else read


def _tags(data: Data) -> Iterator[str]:
    for tag in values.rows(data, "tags"):
        yield values.text(tag, "display_name") or values.text(tag, "name")
