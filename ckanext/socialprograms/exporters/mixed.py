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
            "help_text": N_("Whether it is a commitment, a program, an evaluation or other open data."),
            "choices": [{"value": kind, "label": name} for kind, name in KIND_NAMES.items()],
        },
        {"field_name": "title", "label": N_("Name"), "help_text": N_("What the record is called.")},
        {
            "field_name": "name",
            "label": N_("Address in this portal"),
            "help_text": N_("The record's name in its address."),
        },
        {
            "field_name": "owner_org",
            "label": N_("Agency"),
            "help_text": N_("Who answers for the record; a key in JSON."),
        },
        {
            "field_name": "notes",
            "label": N_("Description"),
            "help_text": N_("What the record is about, in a few words."),
        },
        {
            "field_name": "main_objective",
            "label": N_("Main objective"),
            "help_text": N_("What it is to achieve, where the record says so."),
        },
        {
            "field_name": "years",
            "label": N_("Years"),
            "help_text": N_("The years that the record speaks of."),
            "validators": "socialprograms_list",
        },
        {"field_name": "tag_string", "label": N_("Tags"), "help_text": N_("Words by which the record is found.")},
        {
            "field_name": "license_id",
            "label": N_("License"),
            "help_text": N_("What others may do with the data; a key in JSON."),
        },
        {
            "field_name": "files",
            "label": N_("Files"),
            "help_text": N_("How many files and links the record has."),
            "validators": "socialprograms_number",
        },
    ],
    "resource_fields": [
        {"field_name": "name", "label": N_("Title"), "help_text": N_("What the file is called.")},
        {"field_name": "description", "label": N_("Description"), "help_text": N_("What the file holds.")},
        {"field_name": "format", "label": N_("Format"), "help_text": N_("CSV, PDF or another format.")},
        {"field_name": "url", "label": N_("Address"), "help_text": N_("Where the file can be downloaded.")},
    ],
}
"""What any record has, one that has no schema of its own as well."""


def counted(data: Data) -> Data:
    """Give a record with what is computed of it: the years that it speaks of, and how many files it has."""
    files = len(data.get("resources", ()))
    return {**data, "years": [str(year) for year in sorted(years(data))], "files": files}
