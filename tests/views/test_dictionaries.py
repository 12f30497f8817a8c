"""Every table that can be taken away has a dictionary, and it is that of the real file: column by column."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict

import openpyxl
import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.monitor.downloads import NAMES
from ckanext.socialprograms.signals.downloads import TITLES
from ckanext.socialprograms.takeaway.dictionaries import board_table, signal_table

VIEWS = ("works_map", "beneficiaries", "budget", "indicators")
PLUGINS = f"scheming_datasets socialprograms datastore {' '.join(f'socialprograms_{one}' for one in VIEWS)}"
pytestmark = [pytest.mark.ckan_config("ckan.plugins", PLUGINS), pytest.mark.ckan_config("ckan.locale_default", "en")]

TABLES_BY_ENDPOINT = {
    "socialprograms_downloads.one": {"record", "evidence", "program", "commitment", "evaluation"},
    "socialprograms_downloads.several": {"program", "commitment", "evaluation", "dataset"},
    "socialprograms_dictionary.every": {"dictionary"},
    "socialprograms_dictionary.one": {"dictionary"},
    "socialprograms_view.data": {f"view-{one.replace('_', '-')}" for one in VIEWS},
    "socialprograms_comparing.file": {"compared-rules"},
    "socialprograms_plans.work_plan_file": {"work-plan"},
    "socialprograms_plans.agenda_file": {"agenda"},
    "socialprograms_programs.budget": {"fiscal-budget"},
    "socialprograms_programs.budgets": {"fiscal-budget"},
    "socialprograms_programs.of_inventory": {"inventory"},
    "socialprograms_conac.improvements": {"asm"},
    "socialprograms_conac.form": {"conac"},
    "socialprograms_transparency.file": {f"transparency-{one}" for one in ("15a", "6", "40a", "40b")},
    "socialprograms_transparency.people": {"transparency-15b"},
    "socialprograms_calls.file": {"calls"},
    "socialprograms_monitor.file": set(map(board_table, NAMES)),
    "socialprograms_signals.file": set(map(signal_table, TITLES)),
}
NO_TABLES = {
    "socialprograms_downloads.works",  # a standard with a schema of its own
    "socialprograms_following.one",
    "socialprograms_following.several",
    "socialprograms_view.part",
    "socialprograms_view.layer",
    "socialprograms_import.marked",  # what its reader sent
    "socialprograms_workbooks.book",  # its notes stand beside its columns
}
ROWS = [
    {
        "folio": "A1", "nombre_de_la_obra": "Calle", "latitud": "21.1", "longitud": "-101.6", "municipio": "León",
        "sexo": "Mujer", "edad": "30", "ejercicio": "2025", "monto": "10", "capitulo": "4000", "aprobado": "100",
        "modificado": "90", "devengado": "80", "ejercido": "70", "indicador": "Becas", "nivel": "Fin", "unidad": "Becas",
        "sentido": "Ascendente", "linea_base": "1", "meta": "2", "meta_ajustada": "3", "valor_alcanzado": "2",
    },
    {"folio": "A2", "sexo": "Hombre", "edad": "40", "ejercicio": "2025", "municipio": "León"},
]  # fmt: skip
ACTIVITY = {"id": "A1", "serves": ["1"], "description": "Reunir", "due_date": "2020-01-01", "status": "done"}
EVIDENCE = {"title": "Minuta", "url": "https://example.org/m", "activities": ["A1"]}


@pytest.fixture
def filled(with_plugins, clean_records, clean_datastore, create_with_upload):
    editor = factories.UserWithToken()
    agency = factories.Organization(name="dif", title="DIF", users=[{"name": editor["name"], "capacity": "editor"}])
    own = {"owner_org": agency["id"]}
    program = factories.Dataset(
        type="program", name="becas", title="Becas", budget=[{"year": "2023", "approved": "5"}], **own
    )
    for name, kind, text in (
        ("2019.txt", "rules_of_operation", "1. Objetivo\n\nDa 500 pesos."),
        ("2020.txt", "rules_of_operation", "1. Objetivo\n\nDa 650 pesos."),
        ("padron.csv", "beneficiary_list", "Nombre,Primer apellido,Monto,Municipio\nAna,Ruiz,500,León\n"),
    ):
        made = create_with_upload(text.encode(), name, package_id=program["id"], name=name, kind=kind)
    plan = {"activities": [ACTIVITY], "evidence": [EVIDENCE]}
    factories.Dataset(type="commitment", name="promesa", goals=[{"number": "1", "description": "Uno"}], **plan, **own)
    improvements = [{"number": "1", "description": "Mejorar"}]
    factories.Dataset(type="evaluation", name="estudio", findings=["Tarde"], improvements=improvements, **plan, **own)
    return {"headers": {"Authorization": editor["token"]}, "list": made["id"]}


@pytest.fixture
def views(filled):
    """Give the addresses of a view of each kind over a table that has all of their columns."""
    package = factories.Dataset()
    resource = factories.Resource(package_id=package["id"], url="http://example.org/o.csv")
    fields = [{"id": name, "type": "text"} for name in ROWS[0]]
    call_action("datastore_create", resource_id=resource["id"], force=True, fields=fields, records=ROWS * 20)
    made = {
        one: call_action(
            "resource_view_create", resource_id=resource["id"], view_type=f"socialprograms_{one}", title="Una"
        )
        for one in VIEWS
    }
    return {f"view-{one.replace('_', '-')}": f"/view/{view['id']}/data" for one, view in made.items()}


@pytest.fixture
def meant(app):
    """Give the columns of a table as its dictionary has them, by group: key and label."""

    def read(name):
        groups = defaultdict(list)
        for row in json.loads(app.get(f"/dictionary/{name}.json", status=200).data)["rows"]:
            groups[row["group"]].append((row["field"], row["label"]))
        return groups

    return read


def header(answer):
    return next(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def labels(columns):
    return [label for _key, label in columns]


def keys(columns):
    return [key for key, _label in columns]


def sheets(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_every_download_is_of_a_table_that_is_listed_or_of_none(app):
    given = {
        rule.endpoint
        for rule in app.flask_app.url_map.iter_rules()
        if rule.endpoint.startswith("socialprograms_") and ("." in rule.rule or "ending" in rule.arguments)
    }
    assert given == set(TABLES_BY_ENDPOINT) | NO_TABLES
    listed = {row["table"] for row in json.loads(app.get("/dictionary.json").data)["rows"]}
    assert listed == set().union(*TABLES_BY_ENDPOINT.values())


def test_the_columns_of_a_table_are_those_of_its_dictionary(app, filled, views, meant):
    of_views = {name: address for name, address in views.items() if name != "view-works-map"}
    for name, address in {
        "work-plan": "/commitment/promesa/work-plan",
        "agenda": "/evaluation/estudio/agenda",
        "compared-rules": "/program/becas/compare-rules",
        "asm": "/evaluation/estudio/asm",
        "calls": "/calls",
        "dictionary": "/dictionary",
        **{board_table(one): f"/monitor/{one}" for one in NAMES},
        **{signal_table(one): f"/signals/{one}" for one in TITLES},
        **of_views,
    }.items():
        columns = meant(name)[""]
        assert header(app.get(f"{address}.csv", status=200)) == labels(columns), name
        rows = json.loads(app.get(f"{address}.json", status=200).data)["rows"]
        assert all(list(row) == keys(columns) for row in rows), name
    assert rows


def test_a_map_has_the_columns_of_its_file_and_those_of_its_dictionary(app, views, meant):
    rest, *own = meant("view-works-map")[""]
    assert rest[0] == "*"
    assert header(app.get(f"{views['view-works-map']}.csv", status=200)) == [*ROWS[0], *labels(own)]


@pytest.mark.parametrize("type_", ["program", "commitment", "evaluation", "dataset"])
def test_a_list_has_the_fields_of_its_dictionary_that_hold_no_rows(app, filled, meant, type_):
    groups = meant(type_)
    columns = [one for one in groups[""] if one[0] not in groups]
    assert header(app.get(f"/{type_}.csv")) == [label for key, label in columns if key != "agency"]
    assert list(json.loads(app.get(f"/{type_}.json").data)["rows"][0]) == keys(columns)


@pytest.mark.usefixtures("filled")
def test_the_files_of_a_record_have_the_columns_of_its_dictionary(app, meant):
    assert header(app.get("/evaluation/estudio.csv")) == labels(meant("record")[""])
    groups = meant("evaluation")
    titles = {label[:31]: groups[key] for key, label in groups[""] if key in groups}
    first, *others = sheets(app.get("/evaluation/estudio.xlsx").data).items()
    assert first[1][0] == labels(meant("record")[""])[2:]
    assert {"Improvements", "Activities"} <= {title for title, _rows in others}
    for title, rows in others:
        assert rows[0] == labels(titles[title])
    packed = zipfile.ZipFile(io.BytesIO(app.get("/evaluation/estudio.zip").data))
    evidence = next(csv.reader(io.StringIO(packed.read("estudio/evidence.csv").decode("utf-8-sig"))))
    assert evidence == labels(meant("evidence")[""])


@pytest.mark.usefixtures("filled")
def test_formats_of_others_have_the_columns_of_their_dictionaries(app, meant):
    assert header(app.get("/program.inventory.csv")) == labels(meant("inventory")[""])
    packed = zipfile.ZipFile(io.BytesIO(app.get("/program/becas/budget.fiscal.zip").data))
    budget = next(csv.reader(io.StringIO(packed.read("budget.csv").decode("utf-8-sig"))))
    assert budget == labels(meant("fiscal-budget")[""])
    conac = meant("conac")
    for section in json.loads(app.get("/evaluation/estudio/conac.json").data)["sections"]:
        items = [(one.get("number") or one.get("field"), one["label"]) for one in section["items"]]
        assert items == conac[section["number"]]
        for one in section["items"]:
            assert [part["label"] for part in one.get("parts", ())] == labels(conac[one.get("number")])


@pytest.mark.parametrize("number", ["15a", "6", "40a", "40b", "15b"])
def test_what_the_platform_takes_in_has_the_columns_of_its_dictionary(app, filled, meant, number):
    address = f"/organization/dif/transparency/{number}.xlsx?period=2023-4"
    if number == "15b":
        address = f"/program/becas/beneficiaries-15b.xlsx?resource={filled['list']}&period=2023-4"
    columns = meant(f"transparency-{number}")
    found = sheets(app.get(address, headers=filled["headers"], status=200).data)
    assert found["Reporte de Formatos"][6] == labels(columns.pop(""))
    for title, nested in columns.items():
        assert found[title][2] == labels(nested)


@pytest.mark.usefixtures("with_plugins")
def test_every_column_has_its_meaning_and_how_it_is_written(app):
    rows = json.loads(app.get("/es/dictionary.json").data)["rows"]
    assert not [(row["table"], row["field"]) for row in rows if not (row["field"] and row["label"])]
    assert not [(row["table"], row["field"]) for row in rows if not (row["meaning"] and row["kind"])]
    uncoded = [row["field"] for row in rows if row["kind"] == "uno de los valores" and not row["values"]]
    assert not uncoded


@pytest.mark.usefixtures("with_plugins")
def test_official_labels_come_with_their_source_and_how_sure_they_are(app):
    rows = json.loads(app.get("/en/dictionary/asm.json").data)["rows"]
    told = {row["label"]: row for row in rows}["Nivel de prioridad"]
    assert told["meaning"].startswith("The official form says “Nivel de prioridad”, word for word. Source: ")
    assert told["official"] == "Nivel de prioridad"
    fiscal = json.loads(app.get("/en/dictionary/fiscal-budget.json").data)["rows"]
    assert {row["field"]: row["official"] for row in fiscal}["year"] == "date:fiscal-year"


@pytest.mark.usefixtures("with_plugins")
def test_a_table_that_there_is_not_has_no_dictionary(app):
    for name in ("otra", "..", "board-overdue", "%00"):
        app.get(f"/dictionary/{name}.csv", status=404)
    app.get("/dictionary/program.exe", status=404)
    app.get("/dictionary.exe", status=404)


@pytest.mark.usefixtures("with_plugins")
def test_the_page_leads_to_the_dictionary_of_each_table(app):
    page = app.get("/dictionary", status=200).body
    for name in set().union(*TABLES_BY_ENDPOINT.values()):
        assert f'href="/dictionary/{name}.csv"' in page
    assert 'href="/dictionary.xlsx"' in page


@pytest.mark.ckan_config("ckanext.socialprograms.signals", "false")
@pytest.mark.ckan_config("ckanext.socialprograms.board", "false")
@pytest.mark.usefixtures("with_plugins")
def test_what_the_portal_does_not_give_is_not_listed(app):
    page = app.get("/dictionary", status=200).body
    assert "/dictionary/signals.csv" not in page
    app.get("/dictionary/board-totals.csv", status=404)


@pytest.mark.usefixtures("filled")
def test_the_pages_with_downloads_lead_to_what_their_columns_mean(app, views):
    for address, name in (
        ("/monitor", "board-totals"),
        ("/monitor?state=all", "board-activities"),
        ("/signals", "signals"),
        ("/signals/rules", "signal-rules"),
        ("/commitment/promesa/work-plan", "work-plan"),
        ("/evaluation/estudio/agenda", "agenda"),
        ("/evaluation/estudio", "asm"),
        ("/program/becas/compare-rules", "compared-rules"),
        ("/program/", "program"),
        ("/dataset/", "dataset"),
        (views["view-budget"].removesuffix("/data"), "view-budget"),
    ):
        assert f'href="/dictionary/{name}.csv"' in app.get(address, status=200).body, address
