"""Which rows of a table name somebody under age: statistics may say how many there are, not who they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from ckanext.socialprograms.guard.names import roles_of
from ckanext.socialprograms.guard.subject import Subject

_OF_AGE = 18
_YEARS = r"^\s*(?:de\s*)?(?:\d{1,2}\s*(?:a|-|–)\s*)?(\d{1,3})\s*a?[ñn]?o?s?\s*$"
"""An age with its unit, or the end of a range of ages."""

_NAMES = frozenset(["name", "surname"])


class Minors:
    """Counts, for each column of names, the rows in which somebody under age is named."""

    def __init__(self) -> None:
        self.counts: Counter[int] = Counter()

    def add(self, batch: pl.DataFrame, names: Sequence[str]) -> None:
        """Look at the next rows of a table whose columns are called so."""
        roles = [roles_of(name) for name in names[: batch.width]]
        ages = [at for at, role in enumerate(roles) if "age" in role]
        called = [at for at, role in enumerate(roles) if role & _NAMES]
        if not ages or not called:
            return
        age = pl.min_horizontal(*(_age(batch[str(at)]) for at in ages))
        young = batch.filter(age < _OF_AGE).select(pl.col(str(at)).count() for at in called)
        self.counts.update(dict(zip(called, young.row(0), strict=True)))

    def named(self, column: int, subject: Subject) -> int:
        """Give in how many rows a column names somebody under age."""
        return 0 if subject is Subject.THING else self.counts[column]


def _age(written: pl.Series) -> pl.Series:
    """Read ages; only what is no bare number is read closely."""
    age = written.cast(pl.Float64, strict=False)
    if age.null_count() == written.null_count():
        return age
    return age.zip_with(age.is_not_null(), written.str.extract(_YEARS).cast(pl.Float64))
