"""Keeps personal data out of tables that programs write row by row: in a public dataset a row is public at once."""

from __future__ import annotations

import itertools
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.authz import is_sysadmin
from ckan.types import Context

from ckanext.socialprograms.gate import checking, checks, holding
from ckanext.socialprograms.gate.checks import UPLOAD, State
from ckanext.socialprograms.guard import kinds
from ckanext.socialprograms.guard.report import Finding, Scan
from ckanext.socialprograms.guard.scan import scan
from ckanext.socialprograms.guard.texts import TextScan
from ckanext.socialprograms.language import told
from ckanext.socialprograms.messages import N_, Message

_ROWS = "rows.json"
_OF_ANY_ROW = frozenset({kinds.CURP, kinds.VOTER_KEY})
_REFUSED = N_(
    "These rows were not written, since they have personal data. {finding} Leave the column out; or write the rows into"
    " a table of their own in a private dataset and open “Review of files”."
)


def are_looked_at(context: Context) -> bool:
    """Say whether what somebody sends for a table is scanned; trusted code says in its context that it is not."""
    return not context.get("ignore_auth")


def scanned(records: Sequence[Mapping[str, Any]], fields: Sequence[Mapping[str, Any]] = ()) -> Scan:
    """Scan rows as they are sent, read as a JSON file of them is, and what columns are called and said to hold."""
    names = TextScan("", checking.rules())
    names.add(None, "\n".join(_texts(fields)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, _ROWS)
        path.write_text(json.dumps(list(records), default=str), encoding="utf-8")
        found = scan(path, _ROWS, checking.rules())
    return replace(found, findings=(*found.findings, *names.findings()))


def of_let_through(context: Context, resource: model.Resource | None, found: Scan) -> Scan:
    """Give what is wrong with rows that may be those of a file that was let through.

    DataPusher writes them a piece at a time, with the rights of a system administrator. What depends on how many rows
    there are was judged on the file; the keys that tell a person in any row are not in it.
    """
    is_of_file = resource is not None and resource.url_type == UPLOAD and not holding.is_held(resource)
    if not (is_of_file and is_sysadmin(context.get("user", ""))):
        return found
    return replace(found, findings=tuple(one for one in found.findings if one.kind in _OF_ANY_ROW))


def _texts(described: Any) -> Iterator[str]:
    """Yield all texts in the description of columns, however deep."""
    if isinstance(described, str):
        yield described
    elif isinstance(described, Mapping):
        yield from itertools.chain.from_iterable(map(_texts, described.values()))
    elif isinstance(described, Sequence):
        yield from itertools.chain.from_iterable(map(_texts, described))


def refuse(resource: model.Resource | None, package: model.Package, found: Scan) -> None:
    """Keep rows with personal data out of public datasets, and of tables made of files. Raises ValidationError.

    What a person let through in the same columns of this table passes.
    """
    new = _unknown(resource, found)
    is_of_file = resource is not None and resource.url_type == UPLOAD
    if not new or not (is_of_file or holding.is_public(package.private, package.state)):
        return
    said = [told(Message(_REFUSED, {"finding": one.message()})) for one in new]
    if resource is not None and resource.url_type == "tabledesigner":  # its form wants each sentence by its field
        pairs = zip((one.place.column for one in new), said, strict=True)
        said = ["\t".join(("TAB-DELIMITED", *itertools.chain.from_iterable(pairs)))]
    raise tk.ValidationError({"records": said})


def note(resource_id: str, found: Scan) -> None:
    """Hold back a table of a private dataset into which rows with personal data were written."""
    resource = model.Resource.get(resource_id)
    if resource is None or resource.url_type == UPLOAD or not (new := _unknown(resource, found)):
        return
    known = checks.of_resource(resource.id)
    before = known.scan.findings if known and known.scan else ()
    findings = {(one.kind, one.place): one for one in (*before, *new)}
    checking.keep(resource, replace(found, name=checking.file_name(resource), findings=tuple(findings.values())))


def _unknown(resource: model.Resource | None, found: Scan) -> list[Finding]:
    """Give what was found and no person let through."""
    known = checks.of_resource(resource.id) if resource is not None else None
    let_through = known.scan.findings if known and known.scan and known.state is State.ALLOWED else ()
    allowed = {(one.kind, one.place.column) for one in let_through}
    return [one for one in found.findings if (one.kind, one.place.column) not in allowed]
