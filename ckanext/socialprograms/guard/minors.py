"""Which rows of a table name somebody under age: statistics may say how many there are, not who they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from functools import reduce

import polars as pl

from ckanext.socialprograms.guard.names import roles_of, words_of
from ckanext.socialprograms.guard.subject import Subject

_OF_AGE = 18
_YEARS = r"(?i)^\s*(?:de\s*)?(?:\d{1,2}\s*(?:a|-|–)\s*)?(\d{1,3})(?:\s*a[ñn]?o?s?\b.*)?\s*$"
"""An age with its unit, or the end of a range of ages."""
_OF_CHILDREN = r"(?i)primaria|secundaria|preescolar|kinder|jard[ií]n de ni|guarder|estancia inf|cendi|prim\.|sec\."
"""What schools that children go to are called, and the levels that they have."""
_OF_ADULTS = r"(?i)normal|universi|licenciatura|\blic\b|maestr[ií]a|posgrado|facultad|tecnol[oó]gic"
_MONTHS = r"(?i)^\s*\d{1,3}\s*mes(?:es)?\b"

_GRADE = r"(?i)^\s*[1-6]\s*(?:°|º|er|ro|do|to)"
_HIGHER = frozenset(
    ["posgrado", "maestria", "doctorado", "licenciatura", "carrera", "tesis", "universidad", "facultad"]
)
_NAMES = frozenset(["name", "surname"])


class Minors:
    """Counts, for each column of names, the rows in which somebody under age is named."""

    def __init__(self) -> None:
        self.counts: Counter[int] = Counter()
        self.are_pupils = False

    def add(self, batch: pl.DataFrame, names: Sequence[str]) -> None:
        """Look at the next rows of a table whose columns are called so."""
        roles = [roles_of(name) for name in names[: batch.width]]
        called = [at for at, role in enumerate(roles) if role & _NAMES]
        has = frozenset().union(*roles)
        is_higher = any(not _HIGHER.isdisjoint(words_of(name)) for name in names)
        self.are_pupils = not is_higher and "official" not in has and ("pupil" in has or {"grade", "school"} <= has)
        signs = list(_signs(batch, roles, are_pupils=self.are_pupils)) if called else []
        if not signs:
            return
        is_young = reduce(pl.Series.__or__, (sign.fill_null(value=False) for sign in signs))
        young = batch.filter(is_young).select(pl.col(str(at)).count() for at in called)
        self.counts.update(dict(zip(called, young.row(0), strict=True)))

    def named(self, column: int, subject: Subject) -> int:
        """Give in how many rows a column names somebody under age; in a list of pupils schools name no rows."""
        return 0 if subject is Subject.THING and not self.are_pupils else self.counts[column]


def _signs(batch: pl.DataFrame, roles: Sequence[frozenset[str]], *, are_pupils: bool) -> Iterator[pl.Series]:
    """Yield, sign by sign, in which rows somebody is under age: by age, year of birth, guardian or school."""
    this_year = datetime.now(timezone.utc).year
    has_beneficiaries = any("beneficiary" in role for role in roles)
    for at, role in enumerate(roles):
        values = batch[str(at)]
        if "age" in role:
            yield _age(values) < _OF_AGE
        elif "birth_year" in role:
            yield values.str.extract(r"^\s*((?:19|20)\d\d)(?:\.0)?\s*$").cast(pl.Float64) > this_year - _OF_AGE
        elif "guardian" in role and (are_pupils or has_beneficiaries):
            yield values.is_not_null()
        elif are_pupils and "grade" in role and values.str.contains(_GRADE).any():
            yield values.str.contains(_GRADE)
        elif are_pupils and role & {"school", "grade"}:
            yield values.str.contains(_OF_CHILDREN) & ~values.str.contains(_OF_ADULTS)


def _age(written: pl.Series) -> pl.Series:
    """Read ages; only what is no bare number is read closely."""
    age = written.cast(pl.Float64, strict=False)
    if age.null_count() == written.null_count():
        return age
    told = written.str.extract(_YEARS).cast(pl.Float64)
    told = told.zip_with(~written.str.contains(_MONTHS).fill_null(value=False), pl.Series([0.0]))
    return age.zip_with(age.is_not_null(), told)
