from __future__ import annotations

import io

import docx
import openpyxl
import pytest

from ckanext.socialprograms.exporters.annex import as_docx, as_pdf, as_xlsx
from ckanext.socialprograms.exporters.annex.answers import answers
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.official.annex import annex
from ckanext.socialprograms.records.rules import problems

ABOUT = {"title": "x", "portal": "Portal", "address": "https://example.org/evaluation/x", "modified": "2026-11-21"}
WHOLE = {
    "type": "evaluation",
    "title": "=Evaluación de procesos de «Becas»",
    "start_date": "2025-02-01",
    "end_date": "2025-06-30",
    "contact_name": "Ana Ruiz",
    "contact_area": "Dirección de Evaluación",
    "main_objective": "Saber si llega.\n\nY a quién:\n\n- a niñas\n- a niños\n\n1. primero\n2. después",
    "specific_objectives": ["Medir", "1. Contar"],
    "instruments": ["interviews", "other"],
    "instruments_other": "Grupos focales",
    "method": "Muestreo; n = 400",
    "findings": ["Llega tarde", "-5 % en 2024"],
    "strengths": ["Padrón al día"],
    "opportunities": ["Convenios"],
    "weaknesses": ["Pocas ventanillas"],
    "threats": ["Recorte"],
    "conclusions": "Funciona.\nA veces.",
    "recommendations": [{"number": "1", "text": "Abrir antes"}, {"number": "2.1", "text": "Avisar\n\ncon tiempo"}],
    "evaluator_coordinator": "Dra. Luz Paz",
    "evaluator_position": "Coordinadora",
    "evaluator_institution": "Universidad",
    "evaluator_team": ["Uno", "Dos"],
    "evaluator_email": "luz@example.org",
    "evaluator_phone": "33 1234 5678",
    "programs": ["Becas", "Útiles"],
    "program_acronym": "PB",
    "coordinating_body": "Secretaría de Educación",
    "branch_of_power": "executive",
    "government_scope": "state",
    "administrative_units": [
        {"name": "Dirección A"},
        {"name": "Dirección B", "head": "Luis Mar", "email": "luis@example.org", "phone": "477 123 4567"},
    ],
    "procurement_kind": "other",
    "procurement_other": "Convenio",
    "contracting_unit": "Oficialía Mayor",
    "cost": "33000.5",
    "funding_source": "Recursos propios",
    "evaluation_url": "https://example.org/informe.pdf",
    "format_url": "https://example.org/formato.pdf",
}
BY_HAND = """\
ANEXO 1
Formato para la difusión de los resultados de las evaluaciones
1. DESCRIPCION DE LA EVALUACION
1.1 Nombre de la evaluacion: Evaluación específica del FORTAMUN
1.2 Fecha de inicio de la evaluación (dd/mm/aaaa): 5 de julio de 2019
1.3 Fecha de termino de la evaluación: 23/12/19
1.4 Nombre de la persona responsable de darle seguimiento a la evaluación y nombre de la unidad administrativa a la que pertenece:
Nombre: Arq. Eva Sol
Unidad administrativa: Obras Públicas
1.5 Objetivo general de la evaluación: Evaluar el fondo.
1.6 Objetivos especificos de la evaluación:
a) Uno
b) Dos
1.7 Metodologia utilizada en la evaluación:
Instrumentos de recolección de información:
Cuestionarios X Entrevistas __ Formatos x Otros__ Especifique:
Descripción de las técnicas y modelos utilizados: Gabinete
2. PRINCIPALES HALLAZGOS DE LA EVALUACIÓN
2.1 Describir los hallasgos mas relevantes de la evaluación:
Llega bien.
2.2.1 Fortalesas:
Equipo
3.2 Describir las recomendaciones de acuerdo a su relevancia:
1: Medir
2: Publicar
6.1 Tipo de contratación:
6.1.1 Adjudicación Directa___ 6.1.2 Invitación a tres _X_ 6.1.3 Licitación Pública Nacional___ 6.1.5 Otro: (Señalar)___
6.3 Costo total de la evaluación: $ 1,250,000.50 (IVA incluido)
"""


def read(data, name):
    imported = read_file(io.BytesIO(data), name)
    assert not imported.errors
    assert imported.form == "conac_annex"
    (record,) = imported.records
    return record


def written(how, data):
    return how.write(annex(), answers(annex(), data, {}), ABOUT)


def of_form(data):
    return {name: data[name] for name in annex().fields if name in data}


def notes_of(record, field):
    return [str(note.message) for note in record.warnings if note.field == field]


@pytest.mark.parametrize(("how", "ending"), [(as_docx, "docx"), (as_xlsx, "xlsx")])
def test_what_is_written_is_read_again_whole(how, ending):
    record = read(written(how, WHOLE), f"x.{ending}")
    assert of_form(record.data) == of_form(WHOLE)
    assert set(of_form(WHOLE)) == set(annex().fields)
    assert not list(problems(record.data))
    assert record.organization == "Secretaría de Educación"


@pytest.mark.parametrize(("how", "ending"), [(as_docx, "docx"), (as_xlsx, "xlsx")])
def test_an_empty_form_says_what_it_lacks_and_invents_nothing(how, ending):
    record = read(written(how, {"type": "evaluation", "title": "Sola"}), f"x.{ending}")
    assert of_form(record.data) == {"title": "Sola"}
    assert notes_of(record, "owner_org")
    assert not notes_of(record, "provenance")


def test_a_text_too_long_for_a_cell_comes_back_whole():
    long = "\n".join(f"Línea {number} de las conclusiones" for number in range(3000))
    assert read(written(as_xlsx, {**WHOLE, "conclusions": long}), "x.xlsx").data["conclusions"] == long


def test_no_text_of_a_workbook_is_a_formula():
    book = openpyxl.load_workbook(io.BytesIO(written(as_xlsx, WHOLE)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type == "s" for cell in cells)
    assert "=Evaluación de procesos de «Becas»" in [cell.value for cell in cells]


def test_a_form_filled_in_by_hand_is_read_as_people_spell_it():
    record = read(BY_HAND.encode(), "formato.txt")
    data = record.data
    assert data["title"] == "Evaluación específica del FORTAMUN"
    assert (data["start_date"], data["end_date"]) == ("2019-07-05", "2019-12-23")
    assert (data["contact_name"], data["contact_area"]) == ("Arq. Eva Sol", "Obras Públicas")
    assert data["specific_objectives"] == ["Uno", "Dos"]
    assert data["instruments"] == ["questionnaires", "forms"]
    assert data["method"] == "Gabinete"
    assert data["findings"] == ["Llega bien."]
    assert data["strengths"] == ["Equipo"]
    assert data["recommendations"] == [{"number": "1", "text": "Medir"}, {"number": "2", "text": "Publicar"}]
    assert data["procurement_kind"] == "three_bids"
    assert data["cost"] == "1250000.5"
    assert "4.1" in notes_of(record, "provenance")[0]


def test_a_table_of_questions_and_answers_is_read_too():
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for label, value in (
        ("1.1 Nombre de la evaluación", "Evaluación de diseño"),
        ("Fecha de inicio de la evaluación", "01/03/2024"),
        ("1.3 Fecha de término de la evaluación (dd/mm/aaaa)", "mañana"),
        ("1.5 Objetivo general de la evaluación", "6.3 Costo total de la evaluación: nada"),
        ("4.1 Nombre del coordinador de la evaluación", "Eva"),
        ("4.2 Cargo", "Jefa"),
        ("5.4 Poder público al que pertenece(n) el(los) programa(s)", "Poder Ejecutivo"),
        ("6.1 Tipo de contratación", "Trueque"),
        ("6.3 Costo total de la evaluación", "mucho"),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    file = io.BytesIO()
    document.save(file)
    record = read(file.getvalue(), "formato.docx")
    assert record.data["start_date"] == "2024-03-01"
    assert record.data["main_objective"] == "6.3 Costo total de la evaluación: nada"
    assert record.data["branch_of_power"] == "executive"
    assert {"end_date", "procurement_kind", "cost"} <= {note.field for note in record.warnings}
    assert not {"end_date", "procurement_kind", "cost"} & set(record.data)


def test_what_stands_twice_is_kept_once_and_said():
    twice = BY_HAND + "1.1 Nombre de la evaluación: Otra\n"
    record = read(twice.encode(), "formato.txt")
    assert record.data["title"] == "Evaluación específica del FORTAMUN"
    assert any("1.1" in note for note in notes_of(record, "provenance"))


def test_two_marks_where_one_can_be_are_asked_about():
    record = read(BY_HAND.replace("Adjudicación Directa___", "Adjudicación Directa_X_").encode(), "formato.txt")
    assert "procurement_kind" not in record.data
    assert notes_of(record, "procurement_kind")


@pytest.mark.parametrize(
    "marks",
    [
        "X 6.1.1 Adjudicación Directa\n☐ 6.1.2 Invitación a tres\n☐ 6.1.3 Licitación Pública Nacional",
        "(X) 6.1.1 Adjudicación Directa\n6.1.2 Invitación a tres\n6.1.3 Licitación Pública Nacional",
        "6.1.2 Invitación a tres\n x 6.1.1 Adjudicación Directa\n6.1.3 Licitación Pública Nacional",
        "6.1.2 Invitación a tres\n6.1.1 Adjudicación Directa X\n6.1.3 Licitación Pública Nacional",
    ],
)
def test_a_mark_may_stand_before_the_number_of_its_option(marks):
    line = next(line for line in BY_HAND.splitlines() if line.startswith("6.1.1"))
    record = read(BY_HAND.replace(line, marks).encode(), "formato.txt")
    assert record.data["procurement_kind"] == "direct"
    assert not notes_of(record, "procurement_kind")


def test_bullets_below_each_other_in_a_paragraph_are_entries_of_their_own():
    document = docx.Document()
    for line in BY_HAND.splitlines():
        document.add_paragraph("• Se reúnen poco\n• Falta seguimiento" if line == "Llega bien." else line)
    file = io.BytesIO()
    document.save(file)
    assert read(file.getvalue(), "formato.docx").data["findings"] == ["Se reúnen poco", "Falta seguimiento"]


def test_what_is_no_e_mail_address_or_telephone_number_is_left_out_and_said():
    told = BY_HAND + "4.5 Correo electrónico del coordinador: correo malo\n4.6 Teléfono (con clave lada): no tiene\n"
    record = read(told.encode(), "formato.txt")
    for field in ("evaluator_email", "evaluator_phone"):
        assert field not in record.data
        assert notes_of(record, field)


def test_a_pdf_is_refused_with_what_to_do():
    imported = read_file(io.BytesIO(written(as_pdf, WHOLE)), "formato.pdf")
    assert "Word" in str(imported.errors[0])
