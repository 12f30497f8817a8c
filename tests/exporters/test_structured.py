"""What search engines read, held against schema.org's own vocabulary: every type known, every property in its domain."""

from __future__ import annotations

import msgspec_schemaorg.models as schema_org
import pytest

from ckanext.socialprograms.exporters.structured import Around, structured
from ckanext.socialprograms.registration import TYPES
from tests.profiles.conftest import filled

AROUND = Around(
    "Datos de León",
    "https://datos.leon.gob.mx",
    "es",
    "https://datos.leon.gob.mx/program/becas",
    (("csv", "Tabla (CSV)", "https://datos.leon.gob.mx/program/becas.csv"),),
)


def things(value):
    """Yield every thing in a document that says what it is."""
    if isinstance(value, list):
        for one in value:
            yield from things(one)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        yield from things(list(value.values()))


def unknown(document):
    return [
        (one["@type"], name)
        for one in things(document)
        for name in one
        if not name.startswith("@") and name not in getattr(schema_org, one["@type"]).__struct_fields__
    ]


@pytest.mark.parametrize("type_", TYPES)
def test_every_property_belongs_to_its_type(type_):
    document = structured(filled(type_), AROUND)
    assert unknown(document) == []
    assert unknown({"@type": "Dataset", "serviceType": "x"}) == [("Dataset", "serviceType")], "the test can fail"


def test_a_program_is_a_dataset_about_a_government_service():
    dataset, service = structured(filled("program"), AROUND)["@graph"]
    assert (dataset["@type"], service["@type"]) == ("Dataset", "GovernmentService")
    assert dataset["about"]["@id"] == service["@id"]
    assert service["areaServed"][0] == {
        "@type": "AdministrativeArea",
        "name": "León, Guanajuato",
        "identifier": "11020",
    }
    assert service["provider"]["name"] == "DIF Municipal"
    assert dataset["temporalCoverage"] == "2024-02-29/2024-02-29"
    assert dataset["distribution"][0]["encodingFormat"] == "text/csv"


@pytest.mark.parametrize("type_", TYPES)
def test_what_a_record_does_not_say_is_left_out(type_):
    (dataset, *_) = structured({"type": type_, "title": "Becas", "id": "x"}, AROUND)["@graph"]
    assert dataset["name"] == dataset["description"] == "Becas"
    assert "license" not in dataset
    assert "temporalCoverage" not in dataset


def test_half_a_period_is_open_at_the_other_end():
    data = {"type": "program", "title": "Becas", "valid_from": "2024-01-01"}
    assert structured(data, AROUND)["@graph"][0]["temporalCoverage"] == "2024-01-01/.."
