"""A copy of a file without the columns in which personal data were found: values alone, and nothing that hides."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePosixPath

from ckanext.socialprograms.guard import cleaners, opening
from ckanext.socialprograms.guard.parts import Clock, Source
from ckanext.socialprograms.guard.report import Scan, Verdict
from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.guard.scan import scan as look
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.messages import N_, Message

_CLEANERS = {
    "csv": "delimited.clean",
    "json": "records.clean",
    "xlsx": "workbook.clean",
    "ods": "workbook.clean",
    "xls": "workbook.clean",
    "zip": "archive.clean",
}
DOCUMENTS = frozenset([".docx", ".pdf", ".html", ".htm", ".xml", ".kml"])
"""How the names of files end that no columns can be taken out of."""
_BECOME_XLSX = frozenset(["ods", "xls"])
_ROUNDS = 3
_SIGNS = b' \t\r\n,;|[]{}"\xef\xbb\xbf'
_RULES = Rules()
_NO_COLUMNS = N_(
    "{name}: personal data can only be taken out of tables (CSV, Excel, OpenDocument, JSON and ZIP of these): "
    "take them out in the program that made the document, and send the new copy.",
)
_NOTHING = N_("{name}: every column holds personal data: without them nothing would be left.")
_STILL = N_("{name}: after taking out the columns there are still personal data in it: take them out by hand.")


class NotCleanable(UnreadableFile):
    """Raised where a file has no columns that could be taken out, or where that is not enough."""


Cleaner = Callable[[Source, Scan, Path], None]


def clean(path: Path, name: str, scan: Scan, target: Path, rules: Rules = _RULES) -> str:
    """Write a copy of a file without the columns that ``scan`` found, and give its name.

    Tables keep their values alone: no hidden sheets, formulas, comments, properties or titles above the header. The
    copy is scanned again; nothing is left in ``target`` unless it is clean. An ODS or XLS file becomes an XLSX file,
    and a table in a text file a CSV file: a lone column would be taken for prose. Raises NotCleanable, or
    UnreadableFile.
    """
    rows = scan.rows
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        here = path
        for round_ in range(_ROUNDS):
            written = Path(folder, str(round_))
            name = clean_once(Source(here, name, rules, Clock(rules.most_seconds)), scan, written)
            scan, here = look(written, name, rules), written
            if rows and not scan.rows and _is_blank(written):
                raise NotCleanable(Message(_NOTHING, {"name": name}))
            if scan.verdict is Verdict.CLEAN:
                shutil.move(written, target)
                return name
    raise NotCleanable(Message(_STILL, {"name": name}))


def clean_once(source: Source, scan: Scan, target: Path) -> str:
    """Write a copy without what one scan found, and give its name. Raises NotCleanable, or UnreadableFile."""
    with source.path.open("rb") as file:
        kind = opening.format_of(source, file.read(opening.HEAD))
    if kind not in _CLEANERS:
        raise NotCleanable(Message(_NO_COLUMNS, {"name": source.name}))
    module, _, function = _CLEANERS[kind].partition(".")
    cleaner: Cleaner = getattr(import_module(f"{cleaners.__name__}.{module}"), function)
    cleaner(source, scan, target)
    return _name_of_copy(source.name, kind)


def _name_of_copy(name: str, kind: str) -> str:
    path = PurePosixPath(name)
    if kind == "csv" and path.suffix.lower() not in opening.TABLES:
        return str(path.with_suffix(".csv"))
    return str(path.with_suffix(".xlsx")) if kind in _BECOME_XLSX else name


def _is_blank(path: Path) -> bool:
    """Tell whether a file without rows has no words either."""
    with path.open("rb") as file:
        start = file.read(opening.HEAD)
    return start.startswith(b"PK") or not start.strip(_SIGNS)
