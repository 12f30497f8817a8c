"""What personal data a file holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ckanext.socialprograms.guard.parts import Clock, Part, Source, Table, Text
from ckanext.socialprograms.guard.readers import delimited
from ckanext.socialprograms.guard.report import Finding, Place, Scan, Unchecked
from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.guard.tables import TableScan
from ckanext.socialprograms.importers.errors import UnreadableFile


def scan(path: Path, name: str, rules: Rules = Rules()) -> Scan:  # noqa: B008 (it never changes)
    """Read a file and tell what is in it that may not be published.

    Its content says what format it has; ``name`` is what people know it by. It never raises for a bad file: what could
    not be read comes back as unchecked.
    """
    source = Source(path, name, rules, Clock(rules.most_seconds))
    found = _Found()
    try:
        for part in delimited.read(source):
            found.add(part, source)
    except UnreadableFile as error:
        found.unchecked.append(Unchecked(Place(source.part), error.message))
    return Scan(name, found.rows, tuple(found.findings), tuple(found.unchecked))


class _Found:
    """What is known so far."""

    def __init__(self) -> None:
        self.rows = 0
        self.findings: list[Finding] = []
        self.unchecked: list[Unchecked] = []

    def add(self, part: Part, source: Source) -> None:
        """Look at one part of a file."""
        if isinstance(part, Unchecked):
            self.unchecked.append(part)
        elif isinstance(part, Table):
            table = TableScan(part, source.rules)
            try:
                for batch in part.batches:
                    table.add(batch)
            except UnreadableFile as error:
                self.unchecked.append(Unchecked(Place(part.part), error.message))
            self.rows += table.rows
            self.findings += table.findings()
