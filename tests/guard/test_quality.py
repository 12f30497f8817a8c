"""How many columns with personal data are found, and how many that have none are let alone."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from ckanext.socialprograms.guard.scan import scan
from tests.guard.labelled import tables

TABLES, SEED = 420, 20261121
LEAST_RECALL, LEAST_PRECISION = 0.995, 0.98


@dataclass
class Tally:
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    other_kind: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed))

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))


@pytest.fixture(scope="module")
def tally(tmp_path_factory):
    counts = Tally()
    path = tmp_path_factory.mktemp("labelled") / "table"
    for number, (table, data, name) in enumerate(tables(TABLES, SEED)):
        path.write_bytes(data)
        kinds: dict[str, set[str]] = {}
        for finding in scan(path, name).findings:
            kinds.setdefault(finding.place.column, set()).add(finding.kind)
        for (column, _), truth in zip(table.columns, table.truth, strict=True):
            got = kinds.get(column, set())
            said = f"table {number} ({table.subject}), “{column}”: {truth or 'nothing'}, found {got or 'nothing'}"
            counts.right += bool(truth and got)
            counts.missed += [said] * bool(truth and not got)
            counts.wrong += [said] * bool(got and not truth)
            counts.other_kind += [said] * bool(truth and got and truth not in got)
    return counts


def test_nearly_every_column_with_personal_data_is_found(tally):
    assert tally.right > 500
    assert tally.recall >= LEAST_RECALL, tally.missed


def test_columns_that_the_law_makes_public_are_let_alone(tally):
    assert tally.precision >= LEAST_PRECISION, tally.wrong


def test_what_is_found_is_called_by_its_kind(tally):
    assert len(tally.other_kind) <= 0.02 * tally.right, tally.other_kind
