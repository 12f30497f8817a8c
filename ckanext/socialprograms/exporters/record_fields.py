"""The fields and groups of a record as it is taken away: those of its schema, its ledger and its files."""

from __future__ import annotations

from ckanext.socialprograms.exporters.fields import Field
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages.fields import Schema
from ckanext.socialprograms.pages.plan import CHANGED

# How an import read a record is for those who edit it; a reason is asked when a record is saved, and is in the ledger.
LEFT_OUT = frozenset({"provenance", "replanning_reason"})
LEDGER: Field = {
    "field_name": "replanning",
    "label": N_("What changed in the plan"),
    "help_text": N_("Each change of what was promised after it was published. Nobody can erase a row."),
    "repeating_subfields": [
        {
            "field_name": "date",
            "label": N_("Changed on"),
            "help_text": N_("The day on which the change was saved."),
            "validators": "socialprograms_date",
        },
        {
            "field_name": "field",
            "label": N_("What"),
            "help_text": N_("What changed."),
            "codes": CHANGED,
        },
        {
            "field_name": "activity",
            "label": N_("Key"),
            "help_text": N_("The key of the activity, the number of the goal or the declared part that changed."),
        },
        {"field_name": "before", "label": N_("Before"), "help_text": N_("What was promised before the change.")},
        {"field_name": "after", "label": N_("Now"), "help_text": N_("What was promised after the change.")},
        {"field_name": "reason", "label": N_("Reason"), "help_text": N_("Why it changed, in the agency's words.")},
        {"field_name": "author", "label": N_("Author"), "help_text": N_("Who saved the change.")},
    ],
}
_OF_A_FILE = (
    {"field_name": "id", "label": N_("Key"), "help_text": N_("The key of the file in this portal; it never changes.")},
    {"field_name": "mimetype", "label": N_("Media type"), "help_text": N_("What kind of file it is, for programs.")},
    {
        "field_name": "size",
        "label": N_("Size in bytes"),
        "help_text": N_("How large the file is, where the portal holds it."),
        "validators": "socialprograms_number",
    },
    {
        "field_name": "last_modified",
        "label": N_("Last change"),
        "help_text": N_("When the file was last uploaded or replaced (UTC)."),
    },
)


def single_fields(schema: Schema) -> list[Field]:
    """Give the fields of a schema that hold no rows of their own."""
    return [
        one
        for one in schema["dataset_fields"]
        if "repeating_subfields" not in one and one["field_name"] not in LEFT_OUT
    ]


def groups(schema: Schema) -> list[Field]:
    """Give the groups of a schema, the ledger and the files last."""
    own = [one for one in schema["dataset_fields"] if "repeating_subfields" in one]
    return [*own, LEDGER, files_of(schema)]


def files_of(schema: Schema) -> Field:
    """Give the group of a record's files."""
    inner = [*schema.get("resource_fields", ()), *_OF_A_FILE]
    return {
        "field_name": "resources",
        "label": N_("Files"),
        "help_text": N_("The files and links of the record."),
        "repeating_subfields": inner,
    }
