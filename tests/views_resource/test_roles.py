"""Columns are found by what people call them."""

from __future__ import annotations

from ckanext.socialprograms.views_resource.beneficiaries.beneficiaries import BENEFICIARIES
from ckanext.socialprograms.views_resource.budget import BUDGET
from ckanext.socialprograms.views_resource.indicators import INDICATORS
from ckanext.socialprograms.views_resource.roles import Column, detected, lacking
from ckanext.socialprograms.views_resource.works.works_map import WORKS_MAP


def columns(*labels, **types):
    return [Column(label.lower().replace(" ", "_"), label, types.get(label, "text")) for label in labels]


def found(kind, *labels, **types):
    return {role: column.label for role, column in detected(kind.roles, columns(*labels, **types)).items()}


def test_a_column_is_known_by_its_label_without_capitals_and_accents():
    assert found(WORKS_MAP, "LATITUD", "Longitud", "Estado de la Obra", "MONTO TOTAL") == {
        "latitude": "LATITUD", "longitude": "Longitud", "state": "Estado de la Obra", "amount": "MONTO TOTAL",
    }  # fmt: skip


def test_the_name_that_the_datastore_made_counts_as_well():
    assert detected(WORKS_MAP.roles, [Column("ano", "ano", "numeric")])["year"].id == "ano"
    assert detected(WORKS_MAP.roles, [Column("cve_mun", "cve_mun", "text")])["municipality"].id == "cve_mun"


def test_an_exact_name_goes_before_a_label_among_the_words():
    assert found(WORKS_MAP, "Programa anual de obra", "Programa")["program"] == "Programa"


def test_no_column_plays_two_roles():
    chosen = found(WORKS_MAP, "Nombre", "Latitud", "Longitud")
    assert len(set(chosen.values())) == len(chosen)


def test_a_number_role_takes_no_date():
    assert "latitude" not in found(WORKS_MAP, "Latitud", Latitud="timestamp")


def test_what_lacks_is_of_the_set_that_lacks_least():
    assert lacking(WORKS_MAP.needs, {}) == ("municipality",)
    assert lacking(WORKS_MAP.needs, detected(WORKS_MAP.roles, columns("Latitud", "Longitud"))) == ()


def test_each_kind_finds_its_table_and_not_those_of_the_others():
    tables = {
        WORKS_MAP: ("Folio", "Obra", "Latitud", "Longitud", "Monto"),
        BENEFICIARIES: ("Municipio", "Sexo", "Edad", "Ejercicio", "Monto"),
        BUDGET: ("Ejercicio", "Capítulo", "Aprobado", "Modificado", "Devengado", "Ejercido"),
        INDICATORS: ("Nivel", "Indicador", "Sentido", "Año", "Línea base", "Meta", "Valor alcanzado"),
    }
    for kind in tables:
        fitting = [
            of for of, labels in tables.items() if not lacking(kind.needs, detected(kind.roles, columns(*labels)))
        ]
        assert fitting == [kind]
