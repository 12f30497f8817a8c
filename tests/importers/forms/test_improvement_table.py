from __future__ import annotations

import csv
import io

import docx
import pytest

from ckanext.socialprograms.exporters.improvements import asm_table
from ckanext.socialprograms.exporters.table import to_csv, to_xlsx
from ckanext.socialprograms.importers.forms.registry import read_file

AGENDA = {
    "title": "Evaluación de Becas",
    "programs": ["becas"],
    "improvements": [
        {
            "number": "1", "description": "Publicar el padrón", "recommendation": "Publicar", "kind": "Operación",
            "recommendation_number": "2", "class": "institutional", "priority": "high", "action": "correct",
            "expected_results": "Padrón en línea", "percent": "40", "remarks": "Va bien",
        },
        {"number": "2", "description": "Medir", "class": "specific", "priority": "low"},
    ],
    "activities": [
        {
            "id": "A1", "serves": ["1", "2"], "description": "Limpiar la base", "responsible": ["DG", "TI"],
            "due_date": "2026-12-31", "status": "in_progress", "expected_evidence": ["Base", "Acta"],
        },
        {"id": "A2", "serves": ["1"], "description": "Subirla", "status": "done", "completed_on": "2026-02-01",
         "result": "Ya está"},
    ],
}  # fmt: skip


def read(data, name):
    imported = read_file(io.BytesIO(data), name)
    assert not imported.errors
    assert imported.form == "improvement_table"
    return imported.records


@pytest.mark.parametrize(("write", "name"), [(to_xlsx, "asm.xlsx"), (to_csv, "asm.csv")])
def test_what_is_written_is_read_again_whole(write, name):
    (record,) = read(b"".join(write(asm_table(AGENDA, {}, str))), name)
    found = {key: record.data[key] for key in AGENDA}
    assert found == AGENDA
    assert record.is_found_by_title


def test_programs_are_written_by_name():
    rows = list(
        csv.DictReader(io.StringIO(b"".join(to_csv(asm_table(AGENDA, {"becas": "Becas"}, str))).decode("utf-8-sig")))
    )
    assert {row["Nombre del programa"] for row in rows} == {"Becas"}
    assert len(rows) == 3


def test_a_table_of_a_word_document_filled_in_by_hand_is_read():
    document = docx.Document()
    table = document.add_table(rows=0, cols=6)
    for row in (
        ("No.", "Aspecto susceptible de mejora", "Clasificación del ASM", "Prioridad", "Actividades", "% de avance"),
        ("1", "Publicar el padron", "Institucional", "ALTA", "Limpiar", "50%"),
        ("", "", "", "", "Subir", "20"),
        ("2", "Medir", "Cósmica", "Media", "Encuestar", "mucho"),
    ):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    (record,) = read(file.getvalue(), "asm.docx")
    first, second = record.data["improvements"]
    assert (first["class"], first["priority"], first["percent"]) == ("institutional", "high", "20")
    assert (second["description"], "class" in second, "percent" in second) == ("Medir", False, False)
    assert [(one["id"], one["serves"]) for one in record.data["activities"]] == [
        ("1.1", ["1"]), ("1.2", ["1"]), ("2.1", ["2"]),
    ]  # fmt: skip
    warned = [note.field for note in record.warnings]
    assert {"title", "owner_org", "improvements"} <= set(warned)
