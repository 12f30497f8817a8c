"""How fast a workbook of 10,000 programs is imported: beside ``ckanapi load datasets -p 2`` with the same dicts.

``BENCH_RECORDS`` asks for another number of them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.workbook.writing import NAMES_ROW, workbook
from tests.benchmarks import imports
from tests.benchmarks.figures import Figure
from tests.benchmarks.inventory import INVENTORY
from tests.benchmarks.portal import Portal

RECORDS = int(os.environ.get("BENCH_RECORDS", "10000"))
CHANGED = RECORDS // 100
A_QUARTER = 1 / 4


def figures() -> Iterator[Figure]:
    """Measure a workbook of new programs, the same again, and the portal's own with one program in a hundred changed."""
    if not INVENTORY.is_file():
        print(f"The inventory is not at {INVENTORY}: nothing to measure.", file=sys.stderr)
        return
    portal = Portal()
    try:
        with tempfile.TemporaryDirectory() as folder:
            new, own, dicts = (Path(folder) / name for name in ("new.xlsx", "own.xlsx", "programs.jsonl"))
            new.write_bytes(b"".join(workbook("program", _programs(), str)))
            imports.write_dicts(portal, read_file(new, new.name), dicts)
            peer = imports.load(portal, RECORDS, dicts)
            imports.empty(portal)
            first = _import(new)
            again = _import(new)
            writing = imports.run(RECORDS, "ckan", "socialprograms", "workbook", "--type", "program", str(own))
            _change(own)
            some = _import(own)
    finally:
        imports.empty(portal)
    name = f"importing a workbook of {RECORDS} programs, beside ckanapi load -p 2"
    yield Figure(name, first[0], peer, "s", target=imports.THREE_TIMES_AS_FAST)
    yield Figure("the same workbook again, beside the first time", again[0], first[0], "s", target=A_QUARTER)
    yield Figure(f"with {CHANGED} of them changed, beside the first time", some[0], first[0], "s", target=A_QUARTER)
    for told, memory in (("importing", max(first[1], again[1], some[1])), ("writing", writing[1])):
        yield Figure(f"peak memory of {told} it, beside 400 MB", memory, imports.MEMORY_MB, "MB", target=1)


def _programs() -> Iterator[dict[str, Any]]:
    """Give the inventory's programs over and over, each time under other titles."""
    found = read_file(INVENTORY, INVENTORY.name).records
    for number in range(RECORDS):
        record = found[number % len(found)]
        told = {"title": f"{record.title} {number}", "name": str(number), "id": ""}
        yield {**record.data, **told, "organization": {"title": record.organization}}


def _import(file: Path) -> tuple[float, float]:
    return imports.run(RECORDS, "ckan", "socialprograms", "import", str(file), "--publish")


def _change(file: Path) -> None:
    """Change the title of every hundredth program."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[NAMES_ROW]].index("title") + 1
    for number in range(CHANGED):
        cell: Any = sheet.cell(NAMES_ROW + 1 + 100 * number, column)
        cell.value = f"{cell.value} (nuevo)"
    book.save(file)
