"""Makes the form of a record out of what CKAN hands to its template."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ckanext.socialprograms.forms.notes import FieldNote, Notes
from ckanext.socialprograms.forms.page import Form, form
from ckanext.socialprograms.loading import provenance
from ckanext.socialprograms.records import values

SEEN = "provenance-seen"
"""The field of the form that holds the numbers of the notes that were seen to."""


def form_of(schema: Mapping[str, Any], data: Mapping[str, Any], errors: Mapping[str, Any]) -> Form:
    """Make the form of a record, new, saved, or sent and refused."""
    return form(schema, data, errors, _notes(data.get("provenance"), values.texts(data, SEEN)))


def _notes(stored: object, seen: Collection[str]) -> Notes:
    return tuple(
        FieldNote(
            number=number,
            field=note.field,
            message=note.message,
            found=note.found,
            place=note.place.message() if note.place else None,
            is_seen=str(number) in seen,
        )
        for number, note in enumerate(provenance.notes(provenance.read(stored)))
    )
