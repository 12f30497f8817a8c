"""``ckan socialprograms import``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.importers.records import Import
from ckanext.socialprograms.language import language, told
from ckanext.socialprograms.loading import failures, flow, report
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.loading.report import Report
from ckanext.socialprograms.loading.speaking import speaking
from ckanext.socialprograms.messages import N_, Message

_SAYS_SO = N_("The document “{name}” says so.")
"""The reason in the ledger where the one who imports gives none: a reader can open the document."""


@click.command("import", short_help="Turn documents into records.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--org", metavar="NAME", help="Organization of all records; else each document says which.")
@click.option("--publish", is_flag=True, help="Publish the records at once; else they are drafts.")
@click.option("--reason", default="", metavar="TEXT", help="Why published promises change, for the ledger.")
@click.option("--dry-run", is_flag=True, help="Only show what is read; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and nothing else, on the standard output.")
def import_(files: Sequence[Path], org: str | None, publish: bool, reason: str, dry_run: bool, as_json: bool) -> None:
    """Turn documents into records: forms, reports, agendas and inventories (txt, docx, pdf, html, xlsx, xls, ods, csv).

    All records of a document are saved, or none where one can't be; of a workbook, all that can be. The same document
    again changes nothing.
    """
    with speaking():
        imports = [read_file(file, file.name) for file in files]
        # A note of follow-up needs the record that it speaks of, which may be in another file.
        imports.sort(key=lambda one: any(record.updates for record in one.records))
        errors = _show_read(imports, as_json) if dry_run else _load(imports, Options(org, publish, reason), as_json)
    sys.exit(1 if errors else 0)


def with_progress(imported: Import, work: Callable[[flow.Progress], Report]) -> Report:
    """Do the work on a document under a progress bar on the standard error; without records there is none to show."""
    if not imported.records:
        return work(lambda *_: None)
    with click.progressbar(
        length=len(imported.records) * len(flow.STAGES), label=imported.name, file=sys.stderr
    ) as bar:
        done = work(lambda _stage, records: bar.update(records))
        bar.update(bar.length or 0)
        return done


def summary(done: Report) -> str:
    """Say in a line what was done with a document's records."""
    counts = done.counts
    sentence = tk._("{name}: {create} created, {update} updated, {same} already there; {warnings} warnings.")
    return sentence.format(name=done.name, warnings=done.warnings, **counts)


def site_context() -> Any:
    """Give the context in which the command line acts: as the site itself."""
    return {"user": tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"], "ignore_auth": True}


def _load(imports: Sequence[Import], options: Options, as_json: bool) -> list[Message]:
    context = site_context()
    reports: list[Report] = []
    for imported in imports:
        own = replace(options, reason=options.reason or told(Message(_SAYS_SO, {"name": imported.name})))
        done = with_progress(imported, lambda progress, one=imported, own=own: flow.load(one, own, context, progress))
        reports.append(done)
        tell_errors([*done.errors, *done.refusals])
        _tell_notices(done.notices)
        if not as_json and (done.saved or not done.errors):
            click.echo(summary(done))
    if as_json:
        click.echo(_json(report.done_json(reports, language())))
    return [error for done in reports for error in (*done.errors, *done.refusals)]


def _show_read(imports: Sequence[Import], as_json: bool) -> list[Message]:
    errors = [error for imported in imports for error in imported.errors]
    if as_json:
        click.echo(_json(report.read_json(imports, language())))
    else:
        for line in _lines(imports):
            click.echo(line)
    tell_errors(errors)
    _tell_notices([notice for imported in imports for notice in imported.warnings])
    return errors


def _lines(imports: Sequence[Import]) -> Iterator[str]:
    for imported in imports:
        for record in imported.records:
            yield f"{imported.name}: {tk._(record.type)}: {record.title}"
            for note in record.warnings:
                told_note = report.note_json(note, language())
                field = told(failures.label(record.type, note.field)) if note.field else ""
                yield "    " + ": ".join(filter(None, (told_note["where"], field, told_note["message"])))


def tell_errors(errors: Sequence[Message]) -> None:
    """Print why a document was not imported."""
    for error in errors:
        click.secho(told(error), fg="red", err=True)


def _tell_notices(notices: Sequence[Message]) -> None:
    for notice in notices:
        click.secho(told(notice), fg="yellow", err=True)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
