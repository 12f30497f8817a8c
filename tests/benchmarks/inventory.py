"""How fast the national inventory of programs is imported: beside ``ckanapi load datasets -p 2`` with the same dicts."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ckanext.socialprograms.importers.forms.registry import read_file
from tests.benchmarks import imports
from tests.benchmarks.figures import Figure
from tests.benchmarks.portal import Portal

INVENTORY = Path(__file__).resolve().parents[3] / "shared" / "documents" / "IE_2021.xlsx"
READING_SECONDS = 3
ROUNDS = 2
"""The fastest of each side counts: a moment in which the machine is busy elsewhere is nobody's."""


def figures() -> Iterator[Figure]:
    """Measure reading, importing and the memory that it takes; nothing where the inventory is not there."""
    if not INVENTORY.is_file():
        print(f"The inventory is not at {INVENTORY}: nothing to measure.", file=sys.stderr)
        return
    start = time.perf_counter()
    imported = read_file(INVENTORY, INVENTORY.name)
    yield Figure("reading the inventory, beside 3 s", time.perf_counter() - start, READING_SECONDS, "s", target=1)
    portal, expected = Portal(), len(imported.records)
    try:
        with tempfile.TemporaryDirectory() as folder:
            dicts = Path(folder) / "programs.jsonl"
            imports.write_dicts(portal, imported, dicts)
            runs = [(imports.load(portal, expected, dicts), *_import(portal, expected)) for _ in range(ROUNDS)]
    finally:
        imports.empty(portal)
    peer, ours, memory = min(run[0] for run in runs), min(run[1] for run in runs), max(run[2] for run in runs)
    name = f"importing {expected} programs, beside ckanapi load -p 2"
    yield Figure(name, ours, peer, "s", target=imports.THREE_TIMES_AS_FAST)
    yield Figure("peak memory of the import, beside 400 MB", memory, imports.MEMORY_MB, "MB", target=1)


def _import(portal: Portal, expected: int) -> tuple[float, float]:
    imports.empty(portal)
    return imports.run(expected, "ckan", "socialprograms", "import", str(INVENTORY), "--publish")
