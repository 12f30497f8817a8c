from __future__ import annotations

import io
from types import SimpleNamespace

import openpyxl
import pytest

from ckan.tests import factories

PAGE = "/organization/educacion/transparency"
LIST = "Nombre,Primer apellido,Talla,Monto,Municipio\nAna,Ruiz,mediana,500,León\n=Eva,Sol,chica,300,Celaya\n"


@pytest.fixture
def agency(clean_records):
    editor = factories.UserWithToken()
    agency = factories.Organization(
        name="educacion", title="Secretaría de Educación", users=[{"name": editor["name"], "capacity": "editor"}]
    )
    return SimpleNamespace(id=agency["id"], headers={"Authorization": editor["token"]})


@pytest.fixture
def becas(agency):
    return factories.Dataset(
        type="program",
        name="becas",
        title="Becas",
        owner_org=agency.id,
        notes="Da becas.",
        budget=[{"year": "2026", "approved": "100"}],
        articulated_programs=["utiles"],
    )


def rows(answer, sheet="Reporte de Formatos"):
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


@pytest.mark.usefixtures("becas")
def test_the_page_says_what_is_empty_with_a_link_to_its_field(app, agency):
    page = app.get(f"{PAGE}?period=2026-3", headers=agency.headers).body
    assert '/program/edit/becas#field-eligibility"' in page
    assert '/program/edit/becas#field-notes"' not in page
    assert "/organization/educacion/transparency/15a.xlsx?period=2026-3" in page
    assert "Ley General de Transparencia" in page
    assert "/organization/educacion/transparency" in app.get("/organization/educacion", headers=agency.headers).body


@pytest.mark.usefixtures("becas")
def test_the_file_has_what_is_published_and_names_linked_programs(app, agency):
    factories.Dataset(type="program", name="utiles", title="Útiles escolares", owner_org=agency.id)
    factories.Dataset(type="program", title="Borrador", owner_org=agency.id, state="draft")
    answer = app.get(f"{PAGE}/15a.xlsx?period=2026-3", headers=agency.headers)
    header, *found = rows(answer)[6:]
    titles = [dict(zip(header, row, strict=True)) for row in found]
    assert [one["Denominación del programa"] for one in titles] == ["Becas", "Útiles escolares"]
    assert titles[0]["Monto del presupuesto aprobado"] == 100
    assert titles[0]["Denominación del (los) programa(s) al (los) cual(es) está articulado"] == "Útiles escolares"
    assert 'filename="educacion-15a-2026-3.xlsx"' in answer.headers["Content-Disposition"]


@pytest.mark.usefixtures("becas")
def test_the_numbers_of_a_law_that_was_replaced_are_told_as_such(app, agency):
    page = app.get(f"{PAGE}?period=2026-3", headers=agency.headers).body
    assert "replaced by Ley General de Transparencia y Acceso a la Información Pública (2025)" in page
    told = str(rows(app.get(f"{PAGE}/15a.xlsx?period=2026-3", headers=agency.headers))[2][6])
    assert "reemplazada" in told
    assert "20/03/2025" in told
    assert "was replaced" not in app.get(f"{PAGE}?period=2024-3", headers=agency.headers).body
    before = app.get(f"{PAGE}/15a.xlsx?period=2024-3", headers=agency.headers)
    assert "reemplazada" not in str(rows(before)[2][6])
    assert 'filename="educacion-LGT_Art_70_Fr_XV-15a-2024-3.xlsx"' in before.headers["Content-Disposition"]


@pytest.mark.usefixtures("becas")
def test_evaluations_are_reported_by_year(app, agency):
    factories.Dataset(type="evaluation", title="De diseño", owner_org=agency.id, year="2026", programs=["becas"])
    factories.Dataset(type="evaluation", title="Percepción", owner_org=agency.id, year="2026", evaluation_type="survey")
    answer = app.get(f"{PAGE}/40a.xlsx?period=2026-3", headers=agency.headers)
    (found,) = rows(answer)[7:]
    assert found[:1] + found[3:5] == [2026, "Becas", "De diseño"]
    assert [str(day)[:10] for day in found[1:3]] == ["2026-01-01", "2026-12-31"]
    (survey,) = rows(app.get(f"{PAGE}/40b.xlsx?period=2026-3", headers=agency.headers))[7:]
    assert survey[4] == "Percepción"


@pytest.mark.usefixtures("becas")
def test_it_is_for_those_who_edit_the_agencys_records(app, agency):
    stranger = factories.UserWithToken()
    assert app.get(PAGE, status=403).status_code == 403
    app.get(f"{PAGE}/15a.xlsx", status=403, headers={"Authorization": stranger["token"]})
    app.get("/organization/otra/transparency", status=404, headers=agency.headers)
    assert PAGE not in app.get("/organization/educacion").body


@pytest.mark.usefixtures("becas")
def test_a_wrong_period_is_said(app, agency):
    assert "2026-3" in app.get(f"{PAGE}?period=ayer", status=400, headers=agency.headers).body
    app.get(PAGE, headers=agency.headers)
    app.get(f"{PAGE}/15c.xlsx", status=404, headers=agency.headers)


@pytest.fixture
def uploaded(becas, create_with_upload):
    def made(text):
        return create_with_upload(
            text.encode(), "padron.csv", package_id=becas["id"], name="Padrón", kind="beneficiary_list"
        )

    return made


def test_a_list_of_beneficiaries_gets_only_the_columns_that_the_law_names(app, agency, uploaded):
    address = f"/program/becas/beneficiaries-15b.xlsx?resource={uploaded(LIST)['id']}&period=2026-3"
    assert "beneficiaries-15b?" in app.get(f"{PAGE}?period=2026-3", headers=agency.headers).body
    answer = app.get(address, headers=agency.headers)
    header, ana, eva = rows(answer, "Tabla_1")[2:]
    assert ana[:3] == [1, "Ana", "Ruiz"]
    assert dict(zip(header, eva, strict=True))["Nombre de la persona física beneficiada"] == "=Eva"
    assert "mediana" not in str(rows(answer, "Tabla_1"))
    app.get(address, status=403)


def test_a_page_says_what_of_a_list_was_recognised_and_what_stays_empty(app, agency, uploaded):
    made = uploaded("Nombre,Monto del apoyo (pesos),Sexo,Talla\nAna,500,M\nLuis,300,H\n")
    address = f"/program/becas/beneficiaries-15b?resource={made['id']}&period=2026-3"
    assert address.replace("&", "&amp;") in app.get(f"{PAGE}?period=2026-3", headers=agency.headers).body
    page = app.get(address, headers=agency.headers).body
    recognised, empty, left_out = page.split("<section")[1:]
    assert "Monto del apoyo (pesos)" in recognised
    assert "Unidad territorial" in empty
    assert "Talla" in left_out
    app.get(address, status=403)
    answer = app.get(address.replace("15b?", "15b.xlsx?"), headers=agency.headers)
    header, ana, luis = (dict(enumerate(row)) for row in rows(answer, "Tabla_1")[2:])
    at = {label: number for number, label in header.items()}
    assert [one[at["Sexo (en su caso) (catálogo)"]] for one in (ana, luis)] == ["Mujer", "Hombre"]
    support = next(number for label, number in at.items() if str(label).startswith("Monto"))
    assert [str(one[support]) for one in (ana, luis)] == ["500", "300"]


@pytest.mark.parametrize(
    "label", ["Nombre de la persona beneficiaria", "Nombre(s) de la persona beneficiaria", "Nombre de beneficiarios"]
)
def test_the_persons_are_known_by_many_names_and_amounts_and_ages_are_numbers(app, agency, uploaded, label):
    text = f'{label},Monto,Edad,Colonia\nAna,"$1,500.50",34,Centro\nLuis,una despensa,s/d,Sur\nEva,1.234,7,Sur\n'
    address = f"/program/becas/beneficiaries-15b.xlsx?resource={uploaded(text)['id']}&period=2026-3"
    header, *people = rows(app.get(address, headers=agency.headers), "Tabla_1")[2:]
    amount = next(at for at, one in enumerate(header) if str(one).startswith("Monto"))
    age = header.index("Edad (en su caso)")
    assert [(one[1], one[amount], one[age]) for one in people] == [
        ("Ana", 1500.5, 34),
        ("Luis", "una despensa", "s/d"),
        ("Eva", "1.234", 7),
    ]


def test_a_list_that_is_held_back_is_offered_to_those_who_edit_and_loses_what_is_not_public(app, agency, uploaded):
    people = "Nombre,CURP,Monto\n" + "Winston Boj,BOXW310820HNERXN09,1200\n" * 30
    made = uploaded(people)
    page = app.get(f"{PAGE}?period=2026-3", headers=agency.headers).body
    assert made["id"] in page
    assert "Held back" in page
    address = f"/program/becas/beneficiaries-15b.xlsx?resource={made['id']}&period=2026-3"
    found = rows(app.get(address, headers=agency.headers), "Tabla_1")
    assert "Winston Boj" in str(found)
    assert "BOXW310820HNERXN09" not in str(found)
    stranger = factories.UserWithToken()
    app.get(address, status=403, headers={"Authorization": stranger["token"]})


def test_a_file_that_is_no_list_is_refused_with_what_to_do(app, agency, uploaded):
    resource = uploaded("color,forma\nazul,redonda\n")
    address = "/program/becas/beneficiaries-15b.xlsx?resource="
    assert "Primer apellido" in app.get(f"{address}{resource['id']}", status=400, headers=agency.headers).body
    app.get(f"{address}otra", status=400, headers=agency.headers)
    page = app.get(f"{address.replace('.xlsx', '')}{resource['id']}", status=400, headers=agency.headers).body
    assert "Primer apellido" in page
    assert f'href="{PAGE}?period=' in page, "there is a way back"
