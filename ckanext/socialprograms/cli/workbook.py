"""``ckan socialprograms workbook``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import click

import ckan.plugins.toolkit as tk
from ckan.lib.search.common import SearchError

from ckanext.socialprograms.cli.import_ import site_context, tell_errors
from ckanext.socialprograms.exporters.unfinished import is_for_lack_of_room
from ckanext.socialprograms.loading.speaking import speaking
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.registration import TYPES
from ckanext.socialprograms.takeaway import workbooks
from ckanext.socialprograms.takeaway.found import find

_NO_ORGANIZATION = N_("This portal has no organization “{name}”. Write its name as its address has it.")
_NO_ANSWER = N_("The search did not answer ({found}). See that Solr runs, and try again.")
_NO_FILE = N_("The file {name} can't be written: {found}. Nothing was written; choose another place.")

_NO_ROOM = N_(
    "There is no room for the file {name}: its disk is full, or that of {folder}, where it is made. Nothing was "
    "written; free some room, or choose another place (and folder, with TMPDIR)."
)


@click.command(short_help="Write the workbook in which publishers fill in records.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--type", "type_", type=click.Choice(TYPES), required=True, help="Type of the records.")
@click.option("--org", metavar="NAME", default="", help="Only the records of this organization.")
@click.option("--empty", is_flag=True, help="Without records: the form to fill in.")
def workbook(file: Path, type_: str, org: str, empty: bool) -> None:
    """Write the workbook of a type to FILE.xlsx: a sheet for the records and one for each group of rows.

    Filled in or corrected, it comes back with `ckan socialprograms import`.
    """
    with speaking():
        if error := _write(file, type_, org, is_empty=empty):
            tell_errors([error])
            sys.exit(1)
        click.echo(tk._("{file} is written.").format(file=file))


def _write(file: Path, type_: str, org: str, *, is_empty: bool) -> Message | None:
    context: Any = site_context()
    unfinished = file.with_name(f"{file.name}.part")
    try:
        if org:
            tk.get_action("organization_show")(context.copy(), {"id": org})
        asked = workbooks.asked(type_, org)
        chunks = workbooks.empty(type_) if is_empty else workbooks.of_found(find(asked, context))
        with unfinished.open("wb") as written:
            written.writelines(chunks)
        unfinished.replace(file)
    except tk.ObjectNotFound:
        return Message(_NO_ORGANIZATION, {"name": org})
    except SearchError as error:
        return Message(_NO_ANSWER, {"found": error})
    except OSError as error:
        if is_for_lack_of_room(error):
            return Message(_NO_ROOM, {"name": file, "folder": tempfile.gettempdir()})
        return Message(_NO_FILE, {"name": file, "found": error.strerror})
    finally:
        unfinished.unlink(missing_ok=True)
    return None
