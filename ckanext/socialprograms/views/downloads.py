"""A record, or a list of records, as a file: ``/program/NAME.json``, ``/program.csv?q=becas``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk
from ckan.lib.search.common import SearchError

from ckanext.socialprograms import search
from ckanext.socialprograms.exporters import bundle, mixed, record, table
from ckanext.socialprograms.exporters.archive import to_zip
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.language import told
from ckanext.socialprograms.pages.citation import read_moment
from ckanext.socialprograms.pages.fields import Schema
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.registration import TYPES
from ckanext.socialprograms.takeaway.files import held_files
from ckanext.socialprograms.takeaway.found import Found, Search, find
from ckanext.socialprograms.takeaway.portal import portal, settled
from ckanext.socialprograms.takeaway.versions import version
from ckanext.socialprograms.takeaway.works import projects as works_as_projects
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.sending import sent

MEDIA_TYPES = {**{ending: kind.media_type for ending, kind in table.FORMATS.items()}, "zip": "application/zip"}
ENDINGS = tuple(MEDIA_TYPES)
"""The formats of records and lists, by the ending of their files."""
MOST_IN_A_WORKBOOK = 5_000
MOST_IN_AN_ARCHIVE = 1_000

downloads = Blueprint("socialprograms_downloads", __name__)
downloads.after_request(keep_apart)


def one(type_: str, id_: str, ending: str) -> Response:
    """Give a record as a file."""
    data = settled(_as_asked(shown(type_, id_)))
    schema = _schema(data)
    if ending == "zip":
        packed = to_zip(bundle.of_record(data, _packing()))
        return sent(packed, f"{_stem(data)}.zip", MEDIA_TYPES[ending], is_long=True)
    if ending == "json":
        written = record.to_json(data, schema, portal())
        return sent([written], f"{_stem(data)}-{record.fingerprint(written)}.json", MEDIA_TYPES[ending])
    if ending == "xlsx":
        written = table.to_workbook(record.sheets(data, schema, portal()))
    else:
        written = table.to_csv(record.long_table(data, schema, portal()))
    return sent(written, f"{_stem(data)}.{ending}", MEDIA_TYPES[ending])


def several(type_: str, ending: str) -> Response:
    """Give a list of records, with the filters of its page, as a file."""
    found = searched(asked_list(type_))
    is_long = ending == "zip" or found.has_more
    return sent(_written(found, ending), f"{type_}-{_today()}.{ending}", MEDIA_TYPES[ending], is_long=is_long)


def _written(found: Found, ending: str) -> Iterable[bytes]:
    type_ = found.search.type
    if ending == "zip":
        return to_zip(_list_members(found))
    if ending == "json":
        return table.to_json(record.coded_list(type_, *_columns(type_, found), portal()))
    listed = record.list_table(type_, *_columns(type_, found), portal())
    if ending == "xlsx":
        notice = tk._("There are more: this format holds {most} rows here. The CSV and JSON files have all {found}.")
        listed = table.capped(listed, MOST_IN_A_WORKBOOK, notice.format(most=MOST_IN_A_WORKBOOK, found=found.count))
    return table.FORMATS[ending].write(listed)


def works(id_: str) -> Response:
    """Give a list of works of a program as projects of OC4IDS."""
    program = shown("program", id_)
    try:
        written = works_as_projects(program, tk.request.args.get("resource", ""))
    except UnreadableFile as unreadable:
        return tk.abort(400, told(unreadable.message))
    return sent(written, f"{program['name']}-works.oc4ids.json", MEDIA_TYPES["json"], is_long=True)


downloads.add_url_rule("/program/<id_>/works.oc4ids.json", "works", works)
_formats = f"<any({','.join(ENDINGS)}):ending>"
for _type in TYPES:
    downloads.add_url_rule(f"/{_type}/<id_>.{_formats}", "one", one, defaults={"type_": _type})
for _type in search.LISTS:
    downloads.add_url_rule(f"/{_type}.{_formats}", "several", several, defaults={"type_": _type})


def shown(type_: str, id_: str) -> dict[str, Any]:
    """Give a record of a type that the viewer may see, or say that it is not here."""
    try:
        data = tk.get_action("package_show")({}, {"id": id_})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        data = {}
    if data.get("type") != type_:
        tk.abort(404, tk._("This record is not here."))
    return data


def asked_list(type_: str) -> Search:
    """Read which list the request asks for, or say that the portal has none of ours there."""
    if type_ not in tk.h.socialprograms_lists():
        tk.abort(404, tk._("There is no such list."))
    return Search.read(type_, tk.request.args)


def searched(asked: Search) -> Found:
    """Search, or say that it can't be done."""
    try:
        return find(asked)
    except (SearchError, tk.ValidationError):
        return tk.abort(400, tk._("The search did not work. Try other words."))


def _as_asked(data: dict[str, Any]) -> dict[str, Any]:
    """Give the version of a record that the address asks for, or say that it is not kept."""
    asked = tk.request.args.get("as_of")
    if not asked:
        return data
    moment = read_moment(asked)
    if moment is None:
        return tk.abort(400, tk._("“as_of” takes a moment such as 2026-11-21T13:03:13Z."))
    found = version(data, moment)
    if found is None:
        tk.abort(410, tk._("This record changed since then, and the portal does not keep that version for you."))
    return found


def _packing() -> bundle.Packing:
    return bundle.Packing(portal(), _schema, _today(), told, held_files)


def _list_members(found: Found) -> Iterator[Any]:
    asked = found.search
    address = asked.at(tk.url_for(f"{asked.type}.search", _external=True))
    most = MOST_IN_AN_ARCHIVE
    records, schema = _columns(asked.type, found.up_to(most))
    listed = record.list_table("records", records, schema, portal())
    head = (tk._(search.LIST_NAMES[asked.type]), address)
    return bundle.of_list(head, listed, map(settled, found.up_to(most)), found.count, most, _packing())


def _columns(type_: str, records: Iterable[Data]) -> tuple[Iterable[Data], Schema]:
    """Give the records of a list and the schema of its columns: what all kinds have, where it has records of all."""
    if type_ in TYPES:
        return records, search.schemas()[type_]
    return map(mixed.counted, records), mixed.SCHEMA


def _stem(data: dict[str, Any]) -> str:
    return f"{data['name']}-{values.day(data, 'metadata_modified')}"


def _schema(data: Data) -> Schema:
    return search.schema_of(data["type"]) or mixed.SCHEMA


def _today() -> date:
    return tk.h.socialprograms_today()
