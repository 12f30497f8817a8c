from __future__ import annotations

import io

import openpyxl
import pytest

from ckanext.socialprograms.exporters.transparency.lines import Filling
from ckanext.socialprograms.exporters.transparency.upload import write
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.official.period import Period
from ckanext.socialprograms.official.transparency import FORMATS, format_
from ckanext.socialprograms.records.rules import problems

HEADER = (
    "Ejercicio",
    "Fecha de inicio del periodo que se informa",
    "Fecha de término del periodo que se informa",
    "Tipo de programa (catálogo)",
    "Denominación del programa",
    "Denominación del documento normativo en el cual se especifica la creación del programa",
    "Diseño",
    "Objetivos, alcances y metas del programa (Tabla_325313)",
    "Monto del presupuesto aprobado",
    "Está sujetos a reglas de operación (catálogo)",
    "Hipervínculo a las Reglas de operación",
    "Indicadores respecto de la ejecución del programa (Tabla_325315)",
    "Color favorito",
    "Nota",
)
NESTED = {
    "Tabla_325313": (
        ("OBJETIVO(S) GENERAL(ES)", "OBJETIVO(S) ESPECÍFICO(S)", "ALCANCES (CATÁLOGO)", "METAS FÍSICAS"),
        [("901", "Que estudien", "Uno; Dos", "Corto plazo", "100 becas"), ("901", "Que estudien", "Tres", "", "")],
    ),
    "Tabla_325315": (
        ("DENOMINACIÓN", "MÉTODO DE CÁLCULO", "DIMENSIÓN (CATÁLOGO)", "RESULTADOS"),
        [("77", "Cobertura", "a/b", "Eficacia", "83%"), ("78", "De otro", "", "", "")],
    ),
}


def row(quarter, approved, **more):
    start, end = {2: ("01/04/2026", "30/06/2026"), 3: ("01/07/2026", "30/09/2026")}[quarter]
    return (
        "2026",
        start,
        end,
        more.get("kind", "Programas de transferencia"),
        more.get("title", "Becas"),
        "Decreto 5",
        more.get("design", "Da becas."),
        "901",
        approved,
        "Sí",
        "https://example.org/reglas.pdf",
        "77",
        "Azul",
        "",
    )


def test_a_download_becomes_a_program_with_its_nested_sheets(downloaded, read):
    (record,) = read(downloaded(HEADER, [row(3, "$1,250,000.50")], NESTED))
    data = record.data
    assert (record.type, record.title, record.organization) == ("program", "Becas", "Secretaría de Educación")
    assert (data["reported_from"], data["reported_to"]) == ("2026-07-01", "2026-09-30")
    assert (data["program_type"], data["has_rules"], data["reach"]) == ("transfer", "yes", "short")
    assert data["creation_document"] == "Decreto 5"
    assert (data["main_objective"], data["specific_objectives"]) == ("Que estudien", ["Uno", "Dos", "Tres"])
    assert data["budget"] == [{"year": "2026", "approved": "1250000.50"}]
    assert data["rules"] == [{"year": "2026", "url": "https://example.org/reglas.pdf"}]
    (indicator,) = data["indicators"]
    assert (indicator["name"], indicator["dimension"], indicator["actual"]) == ("Cobertura", "effectiveness", "83")
    assert not list(problems(data))


def test_several_periods_of_a_program_are_one_record_and_the_last_counts(downloaded, read):
    rows = [row(3, "300", design="Nuevo"), row(2, "200", design="Viejo"), row(2, "9", title="Otro")]
    becas, otro = read(downloaded(HEADER, rows, NESTED))
    assert becas.data["notes"] == "Nuevo"
    assert becas.data["budget"] == [{"year": "2026", "approved": "300"}]
    assert otro.title == "Otro"


def test_what_is_not_understood_is_said(downloaded, read):
    (record,) = read(downloaded(HEADER, [row(3, "mucho", kind="Programas de magia")], NESTED))
    told = {note.field: str(note.message) for note in record.warnings}
    assert "Color favorito".upper() in told["provenance"]
    assert "Programas de subsidio" in told["program_type"]
    assert "budget" in told
    assert "program_type" not in record.data


def test_amounts_whose_point_may_part_thousands_are_told(downloaded, read):
    (record,) = read(downloaded(HEADER, [row(3, "1.234")], NESTED))
    assert record.data["budget"] == [{"year": "2026", "approved": "1.234"}]
    assert "1,234" in {note.field: str(note.message) for note in record.warnings}["budget"]


def test_absences_are_kept_as_such(downloaded, read):
    (record,) = read(downloaded(HEADER, [row(3, "ND", design="No aplica")], NESTED))
    assert record.data["not_applicable"] == ["notes"]
    assert record.data["not_available"] == ["budget.approved"]


def test_evaluations_surveys_and_indicators_have_their_formats(downloaded, read):
    period = HEADER[:3]
    evaluations = (*period, "Denominación del programa evaluado", "Denominación de la evaluación")
    (record,) = read(
        downloaded(
            (*evaluations, "Hipervínculo a los resultados de la evaluación"),
            [("2025", "01/01/2025", "31/12/2025", "Becas", "De diseño", "example.org/x")],
        )
    )
    assert (record.type, record.title, record.data["programs"]) == ("evaluation", "De diseño", ["Becas"])
    assert (record.data["year"], record.data["evaluation_url"]) == ("2025", "https://example.org/x")
    surveys = (*period, "Tipo de encuesta", "Denominación de la encuesta", "Objetivo de la encuesta")
    (record,) = read(downloaded(surveys, [("2025", "01/01/2025", "31/12/2025", "En línea", "Percepción", "Saber")]))
    assert (record.data["evaluation_type"], record.data["survey_kind"]) == ("survey", "En línea")
    indicators = (
        *period,
        "Nombre del programa",
        "Nombre del indicador",
        "Línea base",
        "Sentido del indicador (catálogo)",
    )
    rows = [("2025", "01/01/2025", "31/03/2025", "Becas", name, "10", "Ascendente") for name in ("Uno", "Dos")]
    (record,) = read(downloaded(indicators, rows))
    assert [(one["name"], one["year"], one["direction"]) for one in record.data["indicators"]] == [
        ("Uno", "2025", "up"),
        ("Dos", "2025", "up"),
    ]


def test_a_list_of_beneficiaries_is_refused(downloaded):
    header = (*HEADER[:3], "Denominación del programa", "Padrón de personas beneficiarias (Tabla_1)", "Nota")
    imported = read_file(
        io.BytesIO(downloaded(header, [("2025", "01/01/2025", "31/03/2025", "Becas", "1", "")])), "x.xlsx"
    )
    assert "beneficiaries" in str(imported.errors[0])


WHOLE = {
    "id": "x",
    "type": "program",
    "title": "=Becas",
    "metadata_modified": "2026-10-02T00:00:00",
    "government_scope": "state",
    "program_type": "mixed",
    "subprogram": "Rural",
    "gender_related": "no",
    "shared_responsibility": "yes",
    "co_responsible": ["DIF", "Salud"],
    "responsible_areas": ["Dirección"],
    "creation_document": "Decreto",
    "creation_document_url": "https://example.org/d",
    "validity_defined": "yes",
    "valid_from": "2026-01-01",
    "valid_until": "2026-12-31",
    "notes": "Uno.\n\nDos.",
    "main_objective": "Objetivo",
    "specific_objectives": ["a", "b"],
    "reach": "long",
    "physical_goals": "100",
    "estimated_population": "1200",
    "population_note": "Censo",
    "budget": [
        {"year": "2025", "approved": "1"},
        {"year": "2026", "approved": "100.5", "modified": "90", "spent": "80", "deficit": "1", "administration": "2"},
    ],
    "scope_changes_url": "https://example.org/s",
    "budget_calendar_url": "https://example.org/c",
    "eligibility": "Vivir aquí",
    "how_to_apply": "Ir",
    "support_minimum": "$100",
    "support_maximum": "$200",
    "complaints": "Buzón",
    "enforceability": "Ley",
    "cancellation": "Mentir",
    "evaluated_period": "2025",
    "evaluation_mechanisms": "Externa",
    "evaluators": ["CONEVAL"],
    "evaluation_results_url": "https://example.org/e",
    "recommendations_follow_up": "Sí",
    "indicators": [
        {
            "year": "2026", "name": "Cobertura", "definition": "d", "formula": "a/b", "unit": "%", "actual": "5",
            "dimension": "quality", "frequency": "Anual", "source": "Padrón",
        }
    ],
    "social_participation": "Comités",
    "articulated": "yes",
    "articulated_programs": ["Otro"],
    "has_rules": "yes",
    "rules": [{"year": "2026", "url": "https://example.org/r"}],
    "reports": [{"url": "https://example.org/i", "date": "2026-05-01"}],
    "beneficiary_list_url": "https://example.org/p",
    "publishing_areas": ["Planeación"],
    "updated_on": "2026-10-01",
    "observations": "Nada",
}  # fmt: skip

EVALUATION = {"type": "evaluation", "title": "Medición", "year": "2026", "programs": ["Becas"]}


def uploaded(data, id_="transparency_15a"):
    filling = Filling(format_(id_), Period(2026, 3), lambda one: one)
    lines = filling.lines(data)
    return b"".join(write(filling.form, filling.period, lines)), lines


def test_what_is_written_for_the_platform_is_read_again_whole(read):
    written, (line,) = uploaded(WHOLE)
    assert not line.empty
    (record,) = read(written, "subir.xlsx")
    kept = {**WHOLE, "budget": [WHOLE["budget"][1]], "reported_from": "2026-07-01", "reported_to": "2026-09-30"}
    for left_out in ("id", "type", "metadata_modified", "validated_on"):
        kept.pop(left_out, None)
    found = {name: value for name, value in record.data.items() if name != "external_key"}
    assert found == kept


@pytest.mark.parametrize("id_", FORMATS)
def test_what_is_written_in_each_format_is_taken_for_what_it_is(id_):
    record = EVALUATION if format_(id_).record == "evaluation" else WHOLE
    written, _ = uploaded({**record, "evaluation_type": "survey" if id_ == "transparency_40b" else "design"}, id_)
    imported = read_file(io.BytesIO(written), "subir.xlsx")
    assert imported.form == "transparency" or "beneficiaries" in str(imported.errors[0])
    assert [one.title for one in imported.records] == ([] if imported.errors else [record["title"]])


@pytest.mark.parametrize("id_", ["transparency_15a", "transparency_6"])
def test_the_layout_is_the_platforms_and_no_cell_is_a_formula(id_):
    written, _ = uploaded(WHOLE, id_)
    book = openpyxl.load_workbook(io.BytesIO(written))
    sheet = book["Reporte de Formatos"]
    assert [sheet.cell(2, column).value for column in (1, 4, 7)] == ["TÍTULO", "NOMBRE CORTO", "DESCRIPCIÓN"]
    assert sheet.cell(6, 1).value == "Tabla Campos"
    assert [sheet.cell(7, 1).value, sheet.cell(8, 1).value] == ["Ejercicio", 2026]
    assert sheet.row_dimensions[4].hidden
    assert all(cell.data_type != "f" for one in book for row in one.iter_rows() for cell in row)
    assert all(one.sheet_state == "hidden" for one in book if one.title.startswith("Hidden"))


def test_what_is_obligatory_and_empty_is_named_with_its_field():
    _, (line,) = uploaded({"type": "program", "title": "Becas", "indicators": [{"name": "Uno"}]})
    empty = {one.label: one.field for one in line.empty}
    assert empty["Diseño"] == "notes"
    assert empty["Monto del presupuesto aprobado"] == "budget"
    assert empty["Indicadores respecto de la ejecución del programa: Método de cálculo"] == "indicators"
    assert empty["Informes periódicos sobre la ejecución del programa y sus evaluaciones"] == "reports"
    assert empty["Objetivos, alcances y metas del programa"] == "main_objective"
    assert "Nota" not in empty
    assert "Denominación del programa" not in empty


def test_rules_are_those_of_the_periods_year_and_asked_for_where_there_are_some():
    label = "Hipervínculo a las Reglas de operación"
    former = {"title": "Becas", "has_rules": "yes", "rules": [{"year": "2021", "url": "https://example.org/2021"}]}
    _, (line,) = uploaded(former)
    assert "https://example.org/2021" not in line.cells
    assert label in {one.label for one in line.empty}
    _, (without,) = uploaded({**former, "has_rules": "no"})
    assert label not in {one.label for one in without.empty}


def test_programs_whose_term_has_ended_and_other_years_are_left_out():
    program = Filling(format_("transparency_15a"), Period(2026, 3), str)
    assert program.is_about({"type": "program"})
    assert not program.is_about({"type": "program", "valid_until": "2026-06-30"})
    evaluation = Filling(format_("transparency_40a"), Period(2026), str)
    assert evaluation.is_about({"type": "evaluation", "year": "2026"})
    assert evaluation.is_about({"type": "evaluation", "end_date": "2026-02-01", "year": "2025"})
    assert not evaluation.is_about({"type": "evaluation", "year": "2025"})
    assert not evaluation.is_about({"type": "evaluation", "year": "2026", "evaluation_type": "survey"})
