"""What is known of a column after all its rows went by: counts, and a few of its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import polars as pl

from ckanext.socialprograms.guard.patterns import CURP_LIKE, HINT, PATTERNS
from ckanext.socialprograms.guard.kinds import CURP

_A_BATCH = 1000
_AT_MOST = 4000
_MATCHES = 500
_SHORTEST = 6
CURP_MAYBE = "curp_like"

NOTHING = frozenset(
    ["", "-", "--", ".", "n/a", "na", "nd", "n/d", "s/d", "sd", "s/n", "sn", "null", "none", "nan", "no aplica", "x"]
    + ["no disponible", "sin dato", "sin datos", "sin informacion", "sin información", "ninguno", "ninguna", "no tiene"]
    + ["no proporcionado", "no proporciono", "no proporcionó", "no cuenta", "0", "xxx", "confidencial", "reservado"]
)
"""What people write where there is nothing."""


class Column:
    """Counts the values of a column that look like personal data, batch by batch."""

    def __init__(self) -> None:
        self.filled = 0
        self.hits: Counter[str] = Counter()
        self.matches: dict[str, list[str]] = {}
        self.sample: list[str] = []

    def add(self, values: pl.Series, *, hinted: bool) -> None:
        """Look at a batch, closely where a quick look gave a hint."""
        known = values.drop_nulls()
        self.filled += known.len()
        room = min(_A_BATCH, _AT_MOST - len(self.sample))
        if room > 0 and known.len():
            self.sample += known.gather_every(max(1, known.len() // room)).head(room).to_list()
        if hinted:
            self._look(known.filter(known.str.contains(HINT)))

    def _look(self, values: pl.Series) -> None:
        """Count each value for the first kind that it has, beginning with the kind that the column had most of."""
        kinds = sorted(PATTERNS, key=lambda kind: -self.hits[kind])
        for kind in kinds:
            values = self._take(kind, PATTERNS[kind], values)
        self._take(CURP_MAYBE, CURP_LIKE, values)

    def _take(self, kind: str, pattern: str, values: pl.Series) -> pl.Series:
        """Count the values that have a pattern, keep some, and give the others."""
        if not values.len():
            return values
        has = values.str.contains(pattern)
        count = has.sum()
        if not count:
            return values
        self.hits[kind] += count
        kept = self.matches.setdefault(kind, [])
        if len(kept) < _MATCHES:
            found = values.filter(has).head(_MATCHES * 4).unique(maintain_order=True).head(_MATCHES - len(kept))
            kept += found.to_list()
        return values.filter(~has)

    @property
    def told(self) -> list[str]:
        """Give those of the sampled values that say something."""
        shown = (" ".join(value.split()) for value in self.sample)
        return [value for value in shown if value.lower() not in NOTHING]

    def about(self, values: Iterable[str]) -> int:
        """Give about how many rows hold such values, told from how many of the sample do."""
        return round(self.filled * sum(1 for _ in values) / max(1, len(self.sample)))
