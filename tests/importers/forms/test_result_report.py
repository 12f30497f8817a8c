from __future__ import annotations

import json

import pytest

from ckanext.socialprograms.records.rules import problems


@pytest.fixture(scope="module")
def records(read_sample):
    return read_sample("result_report").records


@pytest.fixture(scope="module")
def founding(read_founding):
    return read_founding("003").records


def _titles(record):
    return [row["title"] for row in record.data["evidence"]]


def _figures(record):
    return {(row["value"], row["unit"]) for row in record.data.get("results", ())}


def _warned(record, field):
    return [str(note.message) for note in record.warnings if note.field == field]


def test_each_sheet_is_a_commitment_of_its_institution_under_one_plan(records):
    assert [record.organization for record in records] == [
        "Tesorería de Valle Claro",
        "Secretaría de Bienestar",
        "Dirección de Agua de Valle Claro",
    ]
    assert {record.data["action_plan"] for record in records} == {
        "2do. Plan de Acción Local de Gobierno Abierto Valle Claro"
    }
    assert {(r.data["action_plan_start_year"], r.data["action_plan_end_year"]) for r in records} == {(2021, 2022)}
    assert not [problem for record in records for problem in problems(record.data)]
    assert json.dumps([record.data for record in records])


def test_headings_on_several_lines_are_one_readable_title(records):
    assert [record.title for record in records] == [
        "Publicar y explicar los Pagos de Obra en Valle Claro (PEP)",
        "Comedores de Barrio",
        "Mapa de fugas",
    ]
    assert records[1].data["theme"] == "Comida para todas"
    assert records[1].data["responsible_institution"].startswith("Poder Ejecutivo de Valle Claro a través de")


def test_targets_are_normalised_and_goals_without_targets_are_warned_about(records):
    assert [record.data["sdg_targets"] for record in records] == [["16.6", "16.7", "5.b"], ["2", "10"], ["6.1", "6.4"]]
    assert _warned(records[1], "sdg_targets")
    assert "Meta: 5b" in records[0].data["sdg_text"]


def test_work_is_read_from_coded_items_sections_and_steps(records):
    assert [row["id"] for row in records[0].data["activities"]] == ["A.1.C.1", "A.2.C.1"]
    assert [row["description"] for row in records[1].data["activities"]] == [
        "Apertura de comedores",
        "Menú elegido por los comités",
    ]
    assert records[1].data["activities"][0]["result"].startswith("Abrimos 12 comedores")
    assert [row["description"].split(":")[0] for row in records[2].data["activities"]] == ["Registro", "Reparación"]


def test_listed_work_is_done_unless_the_text_says_that_it_goes_on(records):
    assert [row["status"] for row in records[1].data["activities"]] == ["done", "in_progress"]
    assert _warned(records[1], "activities.1.status")


def test_evidence_without_an_address_is_cited(records):
    assert _titles(records[0]) == [
        "Evidencia documental de las acciones realizadas",
        "Portal Web Pagos de Obra",
        "Portal Web de la Tesorería",
    ]
    assert not [row for row in records[0].data["evidence"] if row.get("url")]
    assert _warned(records[0], "evidence.0.url")
    assert records[2].data["evidence"][0]["title"] == "Portal Web del mapa de fugas"


def test_addresses_in_the_text_and_captions_between_text_are_evidence(records):
    urls = [row["url"] for row in records[1].data["evidence"] if row.get("url")]
    assert urls == ["https://comedores.valleclaro.example/fotos"]
    assert _titles(records[1])[1:] == [
        "Fotos de la inauguración",
        "Primer compromiso: desglose de talleres",
        "Primer compromiso: enlace para consultar el recetario",
    ]


def test_each_sheet_declares_its_percent_and_a_forecast_is_not_the_value(records):
    assert [[row["percent"] for row in record.data["declared"]] for record in records] == [[100], [100, 80], [60]]
    assert records[1].data["declared"][1]["note"] == "80% y en revisión de Tesorería"
    assert "100%" in _warned(records[2], "declared.0.percent")[0]


def test_voices_have_their_author_where_the_sheet_names_one(records):
    assert [len(record.data.get("voices", ())) for record in records] == [1, 1, 0]
    assert records[1].data["voices"][0]["author"] == "Red de Cocinas Comunitarias A.C"
    assert records[0].data["voices"][0]["kind"] == "civil_society"


def test_results_in_numbers_come_from_the_work_and_the_impact(records):
    assert _figures(records[0]) == {(1204, "recibos"), (96, "opiniones"), (40.5, "%"), (59.5, "%")}
    assert _figures(records[1]) == {(12, "comedores"), (7, "colonias"), (45, "personas")}
    assert {row["source"] for row in records[0].data["results"]} == {"Impacto social"}


def test_a_heading_with_nothing_under_it_is_warned_about(records):
    assert "social_impact" not in records[1].data
    assert _warned(records[1], "social_impact")


def test_the_founding_report_gives_eleven_commitments_of_eleven_institutions(founding):
    assert (
        len(founding) == len({record.organization for record in founding}) == len({r.identity for r in founding}) == 11
    )
    assert {record.data["action_plan"] for record in founding} == {
        "1er. Plan de Acción Local de Gobierno Abierto Guanajuato"
    }
    for record in founding:
        assert not list(problems(record.data))
        assert {"theme", "main_objective", "citizen_purpose", "activities", "declared", "evidence"} <= set(record.data)
        assert all(row["status"] in {"done", "in_progress"} for row in record.data["activities"])


def test_the_founding_report_declares_a_percent_for_each(founding):
    percents = [[row["percent"] for row in record.data["declared"]] for record in founding]
    assert percents == [[100], [100], [100], [100, 100, 100], [100], [100], [100], [75], [100], [100], [100]]
    assert "en proceso" in founding[3].data["declared"][1]["note"]


def test_the_founding_report_names_targets_and_goals(founding):
    assert founding[0].data["sdg_targets"] == ["16.6", "16.7"]
    assert founding[1].data["sdg_targets"] == ["5", "16"]
    assert "5.b" in founding[5].data["sdg_targets"]


def test_the_founding_report_counts_its_results(founding):
    assert {(30, "estudiantes"), (80, "expedientes"), (32, "jóvenes"), (15, "municipios")} <= _figures(founding[2])
    assert {(29, "mujeres"), (3, "hombres"), (40, "proyectos"), (46, "proyectos")} <= _figures(founding[2])
    assert {value for value, _ in _figures(founding[3])} == {72, 6, 462}
    assert {value for value, _ in _figures(founding[5])} == {430100, 6209, 5833, 6427, 54175, 560, 1788}
    assert {value for value, _ in _figures(founding[6])} == {3702, 3614, 11193}
    assert {value for value, _ in _figures(founding[9])} == {882, 49.8, 50.2, 555, 193}
    assert not [record for record in (*founding[:2], founding[4], *founding[7:9], founding[10]) if _figures(record)]


def test_the_founding_report_lists_its_work_and_cites_its_evidence(founding):
    assert [len(record.data["activities"]) for record in founding] == [2, 5, 5, 4, 7, 5, 8, 9, 12, 11, 10]
    assert [len(record.data["evidence"]) for record in founding] == [2, 2, 8, 6, 2, 2, 2, 6, 2, 5, 2]
    with_address = [row["url"] for record in founding for row in record.data["evidence"] if row.get("url")]
    assert len(with_address) == 1
    assert sum(bool(record.data.get("voices")) for record in founding) == 2
