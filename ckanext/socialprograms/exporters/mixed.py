"""Records of all kinds in one table, by the fields that all of them have."""

from __future__ import annotations

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages.fields import Schema
from ckanext.socialprograms.pages.index import years
from ckanext.socialprograms.records.values import Data

KIND_NAMES = {
    "commitment": N_("Commitment"),
    "program": N_("Social program"),
    "evaluation": N_("Evaluation"),
    "dataset": N_("Open data"),
}
SCHEMA: Schema = {
    "dataset_fields": [
        {
            "field_name": "type",
            "label": N_("Kind of record"),
            "choices": [{"value": kind, "label": name} for kind, name in KIND_NAMES.items()],
        },
        {"field_name": "title", "label": N_("Name")},
        {"field_name": "name", "label": N_("Address in this portal")},
        {"field_name": "owner_org", "label": N_("Agency")},
        {"field_name": "notes", "label": N_("Description")},
        {"field_name": "main_objective", "label": N_("Main objective")},
        {"field_name": "years", "label": N_("Years")},
        {"field_name": "tag_string", "label": N_("Tags")},
        {"field_name": "license_id", "label": N_("License")},
        {"field_name": "files", "label": N_("Files"), "validators": "socialprograms_number"},
    ],
    "resource_fields": [
        {"field_name": "name", "label": N_("Title")},
        {"field_name": "description", "label": N_("Description")},
        {"field_name": "format", "label": N_("Format")},
        {"field_name": "url", "label": N_("Address")},
    ],
}
"""What any record has, one that has no schema of its own as well."""


def counted(data: Data) -> Data:
    """Give a record with what is computed of it: the years that it speaks of, and how many files it has."""
    files = len(data.get("resources", ()))
    return {**data, "years": [str(year) for year in sorted(years(data))], "files": files}
