from __future__ import annotations

import pytest
import yaml

from ckanext.socialprograms.pages import commitment, evaluation, program
from ckanext.socialprograms.pages.fields import sections

SCHEMA = {
    "sections": [{"id": "what", "label": "What it is"}, {"id": "money", "label": "Budget"}],
    "dataset_fields": [
        {"field_name": "title", "label": "Title", "section": "what"},
        {"field_name": "aim", "label": "Aim", "section": "what", "form_snippet": "markdown.html"},
        {"field_name": "sex", "label": "Sex", "section": "what", "choices": [{"value": "w", "label": "Women"}]},
        {"field_name": "secret", "label": "Secret", "section": "what", "display_snippet": None},
        {
            "field_name": "rows",
            "label": "Rows",
            "section": "money",
            "repeating_subfields": [
                {"field_name": "amount", "label": "Amount", "display_snippet": "socialprograms_money.html"},
                {"field_name": "note", "label": "Note"},
            ],
        },
    ],
}


def test_fields_are_shown_by_section_with_their_kind():
    data = {"title": "T", "aim": "**x**", "sex": "w", "secret": "s", "rows": [{"amount": "5"}, {"note": ""}]}
    what, money = sections(SCHEMA, data, shown=())
    assert [(field.name, field.kind, field.value) for field in what.fields] == [
        ("aim", "long", "**x**"),
        ("sex", "choice", ("Women",)),
    ]
    ((row,),) = money.fields[0].value
    assert (row.kind, row.value) == ("money", "5")


def test_what_the_page_shows_elsewhere_and_empty_sections_are_left_out():
    assert sections(SCHEMA, {"aim": "x", "sex": "w"}, shown={"aim", "sex"}) == ()


@pytest.mark.parametrize(
    ("name", "module"), [("commitment", commitment), ("program", program), ("evaluation", evaluation)]
)
def test_pages_name_fields_that_the_schemas_have(root, name, module):
    schema = yaml.safe_load((root / "schemas" / f"{name}.yaml").read_text())
    assert {field["field_name"] for field in schema["dataset_fields"]} >= module.SHOWN
