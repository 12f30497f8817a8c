from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.importers.inventory.editions import combined
from ckanext.socialprograms.importers.inventory.header import find_header
from ckanext.socialprograms.importers.reading import read_document
from ckanext.socialprograms.importers.records import Import
from ckanext.socialprograms.records.rules import problems

LABELS = [
    "Ciclo", "Entidad Federativa", "1. Nombre de la intervención", "2. Dependencia 1", "2. Dependencia 2", "3. Entidad",
    "4. Objetivo", "5. ¿Referencia específica en el Presupuesto de Egresos Estatal 2021?",
    "5.2. Hipervínculo del Presupuesto de Egresos Estatal 2021", "13. Derecho social vinculado 1",
    "13. Derecho social vinculado 2", "16.1. ¿Cómo se entregan los apoyos?", "19. Presupuesto original (pesos)",
    "19.2. Hipervínculo de la fuente de información", "20. Presupuesto ejercido (pesos)",
]  # fmt: skip
ROW = [
    "2021", "Jalisco", "Becas de prueba", "Secretaría de Educación", "No Aplica", "No Disponible", "Que nadie deje la escuela",
    "Sí", "https://example.org/presupuesto.pdf", "Educación", "No Aplica", "Monetario", "1200000.5",
    "https://example.org/b.pdf", "No Disponible",
]  # fmt: skip


def table(*rows: list[str], labels: list[str] = LABELS, above: int = 0) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([*([["INVENTARIO"]] * above), labels, *rows])
    return file.getvalue().encode()


def imported(*rows: list[str], name: str = "inventario.csv", **options) -> Import:
    return read_file(io.BytesIO(table(*rows, **options)), name)


def with_value(label: str, value: str) -> list[str]:
    return [value if name == label else old for name, old in zip(LABELS, ROW, strict=True)]


def test_a_row_becomes_a_program():
    [program] = imported(ROW).records
    assert program.type == "program"
    assert program.organization == "Secretaría de Educación"
    assert program.data["title"] == "Becas de prueba"
    assert program.data["rights"] == ["education"]
    assert program.data["support_form"] == "monetary"
    assert program.data["budget"] == [
        {"year": "2021", "approved": "1200000.5", "approved_url": "https://example.org/b.pdf"}
    ]
    assert program.data["mentions"] == [
        {"document": "budget_decree", "year": "2021", "found": "yes", "url": "https://example.org/presupuesto.pdf"}
    ]
    assert program.data["editions"] == ["2021"]
    assert not problems(program.data)


def test_what_is_not_available_or_not_applicable_is_told_from_what_is_empty():
    [program] = imported(ROW).records
    assert program.data["not_available"] == ["operating_entity", "budget.2021.spent"]
    assert "not_applicable" not in program.data, "what one column lacks another one gives"
    [program] = imported(with_value("20. Presupuesto ejercido (pesos)", "")).records
    assert program.data["not_available"] == ["operating_entity"]


def test_every_value_remembers_its_cell():
    [program] = imported(ROW, above=3).records
    place = program.places["budget.approved"]
    assert (place.row, place.column) == (5, 13)


def test_labels_count_and_their_order_numbering_and_year_do_not():
    labels = [label.replace("2021", "2018").split(". ", 1)[-1] for label in reversed(LABELS)]
    [program] = imported(list(reversed(ROW)), labels=labels).records
    assert program.data["title"] == "Becas de prueba"
    assert program.data["budget"][0]["approved"] == "1200000.5"


def test_columns_that_are_not_understood_are_reported():
    [program] = imported([*ROW, "x"], labels=[*LABELS, "99. Color del logotipo"]).records
    assert "Color del logotipo" in str(program.warnings[0].message)


def test_a_missing_necessary_column_is_one_clear_sentence_and_no_record():
    labels = [label for label in LABELS if label != "4. Objetivo"]
    result = imported([value for value in ROW if value != ROW[6]], labels=labels)
    assert not result.records
    assert "Objetivo" in str(result.errors[0])


def test_spellings_of_an_agency_are_one_within_a_state_only():
    shouted = with_value("2. Dependencia 1", "SECRETARIA DE EDUCACIÓN ")
    colima, fourth = (
        ["2021", state, title, *ROW[3:]] for state, title in (("Colima", "Tercero"), ("Jalisco", "Cuarto"))
    )
    result = imported(ROW, [*shouted[:2], "Otro", *shouted[3:]], colima, fourth)
    assert [record.organization for record in result.records] == ["Secretaría de Educación"] * 4
    assert len({record.identity.split(":")[2] for record in result.records}) == 1


def test_an_agency_is_the_entity_if_there_is_one_and_none_if_the_inventory_has_none():
    entity = with_value("3. Entidad", "Instituto de Becas")
    nobody = with_value("2. Dependencia 1", "No Disponible")
    result = imported(entity, [*nobody[:2], "Otro", *nobody[3:]])
    assert [record.organization for record in result.records] == ["Instituto de Becas", None]


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [
        ("19. Presupuesto original (pesos)", "doce millones", "budget.approved"),
        ("19. Presupuesto original (pesos)", "-5", "budget.approved"),
        ("19.2. Hipervínculo de la fuente de información", "ver página", "budget.approved_url"),
        ("19.2. Hipervínculo de la fuente de información", "javascript:alert(1)", "budget.approved_url"),
        ("13. Derecho social vinculado 1", "Diversión", "rights"),
    ],
)
def test_a_dirty_value_is_left_out_with_a_warning_beside_its_cell(label, value, field):
    [program] = imported(with_value(label, value)).records
    [note] = program.warnings
    assert note.field == field
    assert note.found == value
    assert note.place
    assert note.place.row == 2


def test_signs_before_an_address_are_taken_off_with_a_warning():
    [program] = imported(with_value("19.2. Hipervínculo de la fuente de información", "/http://example.org/x")).records
    assert program.data["budget"][0]["approved_url"] == "http://example.org/x"
    assert len(program.warnings) == 1


def test_a_newer_edition_adds_its_year_and_its_texts_win():
    old = imported(ROW).records[0].data
    new = imported(["2023", *with_value("4. Objetivo", "Otro objetivo")[1:]]).records[0].data
    both = combined(old, new)
    assert both["editions"] == ["2023", "2021"]
    assert [row["year"] for row in both["budget"]] == ["2023", "2021"]
    assert both["main_objective"] == "Otro objetivo"


def test_an_older_edition_adds_its_year_and_overwrites_nothing():
    new = imported(["2023", *ROW[1:]]).records[0].data
    old = imported(with_value("4. Objetivo", "Objetivo viejo")).records[0].data
    both = combined(new, old)
    assert both["editions"] == ["2023", "2021"]
    assert "main_objective" not in both
    assert len(both["budget"]) == 2


def test_the_same_edition_again_changes_nothing():
    data = imported(ROW).records[0].data
    assert combined(data, data) == data


def test_what_is_not_there_in_a_year_stays_so_until_that_year_is_told_anew():
    old = imported(["2018", *with_value("20. Presupuesto ejercido (pesos)", "No Disponible")[1:]]).records[0].data
    new = imported(with_value("20. Presupuesto ejercido (pesos)", "5")).records[0].data
    both = {**new, **combined(old, new)}
    assert "budget.2018.spent" in both["not_available"]
    assert "budget.2021.spent" not in both["not_available"]
    again = imported(["2018", *with_value("20. Presupuesto ejercido (pesos)", "6")[1:]]).records[0].data
    assert "budget.2018.spent" not in combined(both, again)["not_available"]


def test_several_years_of_a_program_in_a_file_are_one_record():
    result = imported(ROW, ["2018", *with_value("4. Objetivo", "Objetivo viejo")[1:]], ROW)
    [program] = result.records
    assert program.data["editions"] == ["2021", "2018"]
    assert program.data["main_objective"] == imported(ROW).records[0].data["main_objective"]
    assert [row["year"] for row in program.data["budget"]] == ["2021", "2018"]


def test_the_same_program_in_another_year_has_the_same_key():
    assert imported(ROW).records[0].identity == imported(["2018", *ROW[1:]]).records[0].identity


@pytest.fixture(scope="module")
def inventory(documents: Path) -> Import:
    path = documents / "IE_2021.xlsx"
    return read_file(path, path.name)


def test_the_national_inventory_has_1038_programs_of_313_agencies(inventory):
    records = inventory.records
    assert not inventory.errors
    assert len(records) == 1038
    assert len({record.identity for record in records}) == 1038
    assert sum(not record.organization for record in records) == 2
    assert (
        len({(record.data["federal_entity"], record.organization) for record in records if record.organization}) == 313
    )
    states = Counter(record.data["federal_entity"] for record in records)
    assert states["Guanajuato"] == 57
    assert states["Jalisco"] == 84
    assert not [record.title for record in records if problems(record.data)]


def test_all_63_columns_of_the_national_inventory_are_understood(documents):
    path = documents / "IE_2021.xlsx"
    header = find_header(read_document(path, path.name).sheets[0])
    assert header
    assert len(header.columns) == 63
    assert not header.unknown


def test_only_the_twelve_addresses_with_a_stray_sign_are_warned_about(inventory):
    assert Counter(note.field for record in inventory.records for note in record.warnings) == {
        "budget.approved_url": 12
    }
