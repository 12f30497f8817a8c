"""Programs in the columns of the national inventory are read again as they were."""

from __future__ import annotations

import io

from ckanext.socialprograms.exporters import inventory
from ckanext.socialprograms.exporters.table import to_csv
from ckanext.socialprograms.importers.forms.registry import read_file

PROGRAM = {
    "title": "Becas",
    "federal_entity": "Guanajuato",
    "agencies": ["DIF", "Secretaría de Educación"],
    "main_objective": "Que nadie deje la escuela",
    "rights": ["education"],
    "sex": "both",
    "has_rules": "yes",
    "editions": ["2021", "2018"],
    "budget": [{"year": "2021", "approved": "10", "co_funded": "no"}, {"year": "2018", "approved": "7", "spent": "6"}],
    "rules": [{"year": "2021", "url": "https://x.example/2021"}, {"year": "2017", "url": "https://x.example/2017"}],
    "mentions": [
        {"document": "inventory", "year": "2018", "found": "yes"},
        {
            "document": "public_account",
            "year": "2021",
            "found": "yes",
            "source": "Cuenta",
            "url": "https://x.example/c",
        },
    ],
    "not_available": ["budget.2021.spent"],
}


def written(*programs):
    return io.BytesIO(b"".join(to_csv(inventory.table(programs, str))))


def told(program):
    """Give rows by year, with what stands under a label (the first of several)."""
    labels = [column.label for column in inventory.table([], str).columns]
    return {row[0]: dict(reversed(list(zip(labels, row, strict=True)))) for row in inventory.rows(program)}


def test_each_year_is_a_row_with_its_own_money_rules_and_mentions():
    rows = told(PROGRAM)
    assert list(rows) == ["2021", "2018"]
    money = "19. Presupuesto original (pesos)"
    assert [row[money] for row in rows.values()] == ["10", "7"]
    assert [row["11.1. Hipervínculo de la fuente de información"] for row in rows.values()] == [
        "https://x.example/2021",
        "https://x.example/2017",
    ]
    account = "6. ¿Referencia específica en la Cuenta Pública Estatal?"
    assert [row[account] for row in rows.values()] == ["Sí", ""]
    assert rows["2021"]["20. Presupuesto ejercido (pesos)"] == "No Disponible"


def test_a_program_of_no_known_year_is_a_row_too():
    assert list(told({"title": "Comedores"})) == [""]
    assert list(told({"title": "Comedores", "budget": [{"year": "2024"}]})) == ["2024"]


def test_what_is_written_is_read_again_as_one_program():
    (record,) = read_file(written(PROGRAM), "inventario.csv").records
    names = ("title", "agencies", "rights", "sex", "has_rules", "editions", "budget", "rules", "not_available")
    assert {name: record.data[name] for name in names} == {name: PROGRAM[name] for name in names}


def test_a_program_without_an_agency_has_that_of_its_organization():
    program = {"title": "Comedores", "federal_entity": "Jalisco", "organization": {"title": "DIF, Jalisco"}}
    (row,) = told(program).values()
    assert row["3. Entidad"] == "DIF, Jalisco"
    (row,) = told({**program, "not_available": ["operating_entity"]}).values()
    assert row["3. Entidad"] == "No Disponible"
    (row,) = told({**program, "agencies": ["Salud"]}).values()
    assert row["3. Entidad"] == ""


def test_the_real_inventory_comes_back_whole(documents):
    file = documents / "IE_2021.xlsx"
    before = [record.data for record in read_file(file, file.name).records]
    after = [record.data for record in read_file(written(*before), "inventario.csv").records]
    assert len(after) == len(before) > 1000
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert changed == []
