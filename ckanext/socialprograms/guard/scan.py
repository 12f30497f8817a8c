"""What personal data a file holds."""

from __future__ import annotations

from pathlib import Path

from ckanext.socialprograms.guard import opening
from ckanext.socialprograms.guard.parts import Clock, Part, Source, Table, Text
from ckanext.socialprograms.guard.report import Finding, Place, Scan, Unchecked
from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.guard.tables import TableScan
from ckanext.socialprograms.guard.texts import TextScan
from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.errors import UnreadableFile

_RULES = Rules()


def scan(path: Path, name: str, rules: Rules = _RULES) -> Scan:
    """Read a file and tell what is in it that may not be published.

    Its content says what format it has; ``name`` is what people know it by. It never raises for a bad file: what could
    not be read comes back as unchecked.
    """
    source = Source(path, name, rules, Clock(rules.most_seconds))
    found = _Found(source)
    found.add(Text("", iter([(None, name)])))
    try:
        for part in opening.parts(source):
            found.add(part)
    except UnreadableFile as error:
        found.miss(source.part, error)
    except OSError:
        found.miss(source.part, errors.missing(name))
    return found.scan()


class _Found:
    """What is known so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.rows = 0
        self.findings: list[Finding] = []
        self.unchecked: list[Unchecked] = []
        self.texts: dict[str, TextScan] = {}

    def add(self, part: Part) -> None:
        """Look at one part of a file."""
        if isinstance(part, Unchecked):
            self.unchecked.append(part)
        elif isinstance(part, Table):
            self._add_table(part)
        else:
            self._add_text(part)

    def miss(self, part: str, error: UnreadableFile) -> None:
        """Remember that a part could not be looked at to its end."""
        self.unchecked.append(Unchecked(Place(part), error.message))

    def scan(self) -> Scan:
        """Give all that was found; a kind that a table of a document has is not told of its text again."""
        tables = {(finding.place.part, finding.kind) for finding in self.findings}
        texts = [finding for text in self.texts.values() for finding in text.findings()]
        own = [finding for finding in texts if (finding.place.part, finding.kind) not in tables]
        lists = (one for text in self.texts.values() for one in text.unchecked())
        return Scan(self.source.name, self.rows, (*self.findings, *own), (*self.unchecked, *lists))

    def _add_table(self, part: Table) -> None:
        table = TableScan(part, self.source.rules)
        try:
            for batch in part.batches:
                table.add(batch)
        except UnreadableFile as error:
            self.miss(part.part, error)
        self.rows += table.rows
        self.findings += table.findings()
        self._text(part.part).add(part.page, table.top)

    def _add_text(self, part: Text) -> None:
        text = self._text(part.part)
        try:
            for page, piece in part.pieces:
                text.add(page, piece)
        except UnreadableFile as error:
            self.miss(part.part, error)

    def _text(self, part: str) -> TextScan:
        return self.texts.setdefault(part, TextScan(part, self.source.rules))
