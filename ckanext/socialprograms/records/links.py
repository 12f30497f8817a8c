"""Which records a record names, by id, name or an outside address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

LINK_FIELDS: dict[str, dict[str, str]] = {
    "commitment": {"programs": "program", "evaluations": "evaluation"},
    "evaluation": {"programs": "program"},
    "program": {"articulated_programs": "program"},
}
"""The typed link fields of each record type, with the type that they lead to."""


@dataclass(frozen=True)
class Link:
    """A reference from one record to another; it may name something that is not here (yet)."""

    field: str
    target_type: str
    reference: str

    @property
    def is_outside(self) -> bool:
        """Say whether it leads out of the portal."""
        return self.reference.lower().startswith(("http://", "https://"))


def links(data: Data) -> Iterator[Link]:
    """Yield the links of a dataset dict, in order, each reference once a field."""
    for field, target_type in LINK_FIELDS.get(values.text(data, "type"), {}).items():
        for reference in dict.fromkeys(values.texts(data, field)):
            yield Link(field, target_type, reference)
