"""What is known of a column after all its rows went by: counts, and a few of its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

import polars as pl

from ckanext.socialprograms.guard.kinds import BANK_ACCOUNT, PHONE
from ckanext.socialprograms.guard.patterns import COUNTED, HINT, PATTERNS

_FIRST, _LATER, _AT_MOST = 1000, 50, 1500
_SETTLED = 0.9
_MATCHES = 500
_LONGEST = 500
_WORDED = "[A-Za-zÑñ@]"
_NUMBERS = frozenset([BANK_ACCOUNT, PHONE])

NOTHING = frozenset(
    [
        "",
        "-",
        "--",
        ".",
        "n/a",
        "na",
        "nd",
        "n/d",
        "s/d",
        "sd",
        "s/n",
        "sn",
        "null",
        "none",
        "nan",
        "no aplica",
        "x",
        "no disponible",
        "sin dato",
        "sin datos",
        "sin informacion",
        "sin información",
        "ninguno",
        "ninguna",
        "no tiene",
        "no proporcionado",
        "no proporciono",
        "no proporcionó",
        "no cuenta",
        "0",
        "xxx",
        "confidencial",
        "reservado",
    ]
)
"""What people write where there is nothing."""


class Column:
    """Counts the values of a column that look like personal data, batch by batch."""

    def __init__(self) -> None:
        self.filled = 0
        self.hits: Counter[str] = Counter()
        self.matches: dict[str, list[str]] = {}
        self.sample: list[str] = []

    @property
    def is_settled(self) -> bool:
        """Tell whether nearly all values have one kind so far."""
        return self.filled > 0 and max(self.hits.values(), default=0) >= _SETTLED * self.filled

    @property
    def mark(self) -> str:
        """Give the pattern by which to take a quick look at the next batch: a kind's own where most values have it."""
        return COUNTED[self.hits.most_common(1)[0][0]] if self.is_settled else HINT

    def add(self, values: pl.Series, marked: pl.Series | None) -> None:
        """Look at a batch, closely at the values that the quick look did not settle; where None marked, at none."""
        known = values.drop_nulls()
        settled = self.hits.most_common(1)[0][0] if self.is_settled else ""
        self.filled += known.len()
        room = min(_LATER if self.sample else _FIRST, _AT_MOST - len(self.sample))
        if room > 0 and known.len():
            fair = known.gather_every(max(1, known.len() // room)).head(room)
            self.sample += fair.str.slice(0, _LONGEST).to_list()
        if marked is None:
            return
        if settled:
            self.hits[settled] += int(marked.sum())
            values = values.filter(~marked)
            marked = values.str.contains(HINT)
        if marked.any():
            self._look(values.filter(marked))

    def _look(self, values: pl.Series) -> None:
        """Count each value for the first kind that it has."""
        worded = values.str.contains(_WORDED)
        texts, numbers = values.filter(worded), values.filter(~worded)
        for kind, pattern in COUNTED.items():
            texts = self._take(kind, pattern, texts)
            if kind in _NUMBERS:
                numbers = self._take(kind, pattern, numbers)

    def _take(self, kind: str, pattern: str, values: pl.Series) -> pl.Series:
        """Count the values that have a pattern, keep some, and give the others."""
        if not values.len():
            return values
        has = values.str.contains(pattern)
        count = int(has.sum())
        if not count:
            return values
        self.hits[kind] += count
        kept = self.matches.setdefault(kind, [])
        if len(kept) < _MATCHES:
            found = values.filter(has).head(_MATCHES * 4).unique(maintain_order=True).head(_MATCHES - len(kept))
            kept += found.str.extract(PATTERNS[kind], 0).str.slice(0, _LONGEST).drop_nulls().to_list()
        return values.filter(~has) if count < values.len() else values.clear()

    @cached_property
    def told(self) -> list[str]:
        """Give those of the sampled values that say something; asked once all rows went by."""
        shown = (" ".join(value.split()) for value in self.sample)
        return [value for value in shown if value.lower() not in NOTHING]

    def about(self, values: Iterable[str]) -> int:
        """Give about how many rows hold such values, told from how many of the sample do."""
        return round(self.filled * sum(1 for _ in values) / max(1, len(self.sample)))
