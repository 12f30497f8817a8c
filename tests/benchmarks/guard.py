"""How fast a million rows are looked at: beside polars reading the same file, and beside Python's ``re`` on its rows."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import polars as pl

from ckanext.socialprograms.guard.patterns import PATTERNS
from ckanext.socialprograms.guard.scan import scan
from tests.benchmarks.figures import Figure, medians
from tests.guard.people import People

ROWS = 1_000_000
PEOPLE = 5_000
PLAIN_ROWS = 20_000
LIMIT_MB = 500
_HEADER = [
    "folio",
    "nombre",
    "primer_apellido",
    "segundo_apellido",
    "sexo",
    "edad",
    "curp",
    "telefono",
    "correo",
    "domicilio",
    "monto",
    "fecha_apoyo",
]
_MEASURE = """
import re, sys
from pathlib import Path
from ckanext.socialprograms.guard.scan import scan
scan(Path(sys.argv[1]), "padron.csv")
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def figures() -> Iterator[Figure]:
    """Measure a list of beneficiaries of twelve columns, four of them personal, and one that may be published."""
    with tempfile.TemporaryDirectory() as folder:
        personal, lawful = Path(folder, "personal.csv"), Path(folder, "lawful.csv")
        _write(personal, range(12))
        _write(lawful, [0, 1, 2, 3, 4, 5, 10, 11, 1, 2, 3, 11])
        for file, name in ((personal, "four of them personal"), (lawful, "all of them lawful")):
            ours, read = medians(
                partial(scan, file, "padron.csv"), partial(pl.read_csv, file, infer_schema_length=1000), times=5
            )
            yield Figure(f"a scan of 1,000,000 rows of 12 columns, {name}, beside polars.read_csv", ours, read, "ms", 3)
        yield Figure("memory of that scan beside 500 MB", int(_run(personal)) / 1024, LIMIT_MB, "MB", target=1)
        each = medians(partial(scan, personal, "padron.csv"), times=3)[0] * 1000 / ROWS
        yield Figure("a scan of one row, beside the same patterns by Python's re", each, _plain(personal), "µs", 1 / 5)


def _write(file: Path, columns: Sequence[int]) -> None:
    people = People(1)
    known = []
    for _ in range(PEOPLE):
        one = people.person()
        own = (people.curp(one), people.phone(), people.email(one), people.address())
        known.append((one.name, one.first, one.second, one.sex, 2026 - one.born.year, *own))
    with file.open("w", newline="") as written:
        writer = csv.writer(written)
        writer.writerow(_HEADER[at] for at in columns)
        for number in range(ROWS):
            row = (number, *known[number * 7919 % PEOPLE], f"{number % 90_000}.50", f"2021-{1 + number % 12:02d}-05")
            writer.writerow([row[at] for at in columns])


def _run(file: Path) -> str:
    done = subprocess.run([sys.executable, "-c", _MEASURE, str(file)], check=True, capture_output=True, text=True)
    return done.stdout


def _plain(file: Path) -> float:
    """Give the microseconds that a row takes with Python's own regular expressions, on the first rows."""
    patterns = [re.compile(pattern) for pattern in PATTERNS.values()]
    start = time.perf_counter()
    with file.open(newline="") as read:
        for number, row in enumerate(csv.reader(read)):
            if number == PLAIN_ROWS:
                break
            for cell in row:
                for pattern in patterns:
                    pattern.search(cell)
    return (time.perf_counter() - start) * 1_000_000 / PLAIN_ROWS
