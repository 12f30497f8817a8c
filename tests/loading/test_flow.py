from __future__ import annotations

import json

import pytest

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.importers.forms.notes import NO_INSTITUTION
from ckanext.socialprograms.importers.records import ImportedRecord, Note
from ckanext.socialprograms.loading import flow
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.messages import Message
from ckanext.socialprograms.monitor.tables import activity as activity_rows

from .conftest import PLUGINS, SERVICES, activity, commitment, document, found, load, stored

pytestmark = [PLUGINS, pytest.mark.usefixtures(*SERVICES)]


def names(report):
    return [one.name for one in report.saved]


def test_a_record_is_saved_as_a_draft_with_where_its_values_came_from(site_user):
    report = load(site_user, commitment())
    record = stored(report.saved[0].id)
    told = json.loads(record["provenance"])
    assert record["state"] == "draft"
    assert report.counts == {"create": 1, "update": 0, "same": 0}
    assert (told["file"], told["form"], told["checksum"]) == ("formato.docx", "commitment_form", "c1")
    assert told["warnings"][0]["where"] == {"page": 2, "row": 4}
    assert [row["id"] for row in record["activities"]] == ["1.1"]


def test_publishing_is_asked_for(site_user):
    report = load(site_user, commitment(), options=Options(publish=True))
    assert stored(report.saved[0].id)["state"] == "active"


def test_what_is_saved_can_be_found_at_once(site_user):
    report = load(site_user, commitment(), commitment("Otro", "k2"), options=Options(publish=True))
    assert found() == set(names(report))
    assert {row["title"] for row in call_action("package_search", q="comedores")["results"]} == {"Comedores abiertos"}


def test_the_same_document_again_changes_nothing(site_user):
    first = load(site_user, commitment())
    before = stored(first.saved[0].id)
    again = load(site_user, commitment())
    assert again.counts == {"create": 0, "update": 0, "same": 1}
    assert names(again) == names(first)
    assert stored(first.saved[0].id)["metadata_modified"] == before["metadata_modified"]


def test_a_corrected_document_updates_the_record(site_user):
    first = load(site_user, commitment())
    again = load(site_user, commitment(problem="Se sabe poco."), checksum="c2")
    record = stored(first.saved[0].id)
    assert again.counts == {"create": 0, "update": 1, "same": 0}
    assert record["problem"] == "Se sabe poco."
    assert record["state"] == "draft"
    assert [one["checksum"] for one in json.loads(record["provenance"])["earlier"]] == ["c1"]


def test_what_a_publisher_edited_is_never_overwritten(site_user):
    first = load(site_user, commitment())
    call_action("package_patch", id=first.saved[0].id, problem="Escrito a mano")
    again = load(site_user, commitment(problem="Del documento", main_objective="Saber"), checksum="c2")
    record = stored(first.saved[0].id)
    assert record["problem"] == "Escrito a mano"
    assert record["main_objective"] == "Saber"
    assert [note.field for note in again.saved[0].step.notes][-1] == "problem"


def test_an_edit_by_hand_stays_import_after_import(site_user):
    first = load(site_user, commitment())
    call_action("package_patch", id=first.saved[0].id, problem="Escrito a mano")
    for number in range(2, 5):
        load(site_user, commitment(problem=f"Versión {number}", main_objective=f"Fin {number}"), checksum=f"c{number}")
    record = stored(first.saved[0].id)
    assert (record["problem"], record["main_objective"]) == ("Escrito a mano", "Fin 4")


def test_a_draft_is_published_by_importing_it_again_with_publish(site_user):
    first = load(site_user, commitment())
    again = load(site_user, commitment(), options=Options(publish=True))
    assert again.counts["update"] == 1
    assert stored(first.saved[0].id)["state"] == "active"
    third = load(site_user, commitment())
    assert third.counts["same"] == 1
    assert stored(first.saved[0].id)["state"] == "active"


def test_one_record_that_cannot_be_saved_keeps_all_of_its_document_out(site_user):
    report = load(
        site_user,
        commitment(),
        commitment("Otro", "k2", organization="Nueva", start_date="nunca"),
        commitment("Tres", "k3", end_date="ayer"),
    )
    assert not report.saved
    assert len(report.errors) == 2
    assert str(report.errors[0]).startswith("p. 1, row 1: “Otro”, Start")
    assert found() == set()
    assert model.Session.query(model.Package).count() == 0
    assert call_action("organization_list") == []


def test_two_records_that_are_one_are_refused(site_user):
    report = load(site_user, commitment(), commitment())
    assert not report.saved
    assert "twice" in str(report.errors[0])


def test_records_with_one_title_get_addresses_of_their_own(site_user):
    report = load(site_user, commitment(key="k1"), commitment(key="k2"))
    again = load(site_user, commitment(key="k1"), commitment(key="k2"))
    assert len(set(names(report))) == 2
    assert names(again) == names(report)


def test_a_preview_writes_nothing_and_says_what_would_happen(site_user):
    load(site_user, commitment())
    seen = flow.preview(
        document(commitment(problem="Otro"), commitment("Nuevo", "k2", organization="Nueva")), Options(), site_user
    )
    assert seen.counts == {"create": 1, "update": 1, "same": 0}
    assert seen.saved[0].step.changed == ("problem",)
    assert not seen.errors
    assert model.Session.query(model.Package).count() == 1
    assert call_action("organization_list") == []


def test_a_preview_tells_every_error(site_user):
    seen = flow.preview(
        document(commitment(start_date="nunca"), commitment("Dos", "k2", end_date="ayer")), Options(), site_user
    )
    assert len(seen.errors) == 2


def test_a_document_with_errors_is_not_loaded(site_user):
    bad = document(commitment())
    bad = type(bad)(bad.name, bad.checksum, bad.records, (Message("Row 7 has no name."),))
    assert flow.load(bad, Options(), site_user).errors == bad.errors
    assert model.Session.query(model.Package).count() == 0


def test_the_agency_becomes_an_organization_once(site_user):
    report = load(
        site_user,
        commitment(organization="Secretaría de Salud"),
        commitment("Dos", "k2", organization="SECRETARIA DE SALUD"),
    )
    owners = {stored(one.id)["organization"]["title"] for one in report.saved}
    load(site_user, commitment("Tres", "k3", organization="Secretaría de salud"))
    assert owners == {"Secretaría de Salud"}
    assert len(call_action("organization_list")) == 1


def test_agencies_of_two_states_with_one_name_stay_two(site_user):
    report = load(
        site_user,
        *(
            ImportedRecord(
                "program",
                {"title": "Apoyo", "external_key": state, "federal_entity": state},
                organization="Secretaría de Salud",
            )
            for state in ("Jalisco", "Guanajuato")
        ),
    )
    titles = {stored(one.id)["organization"]["title"] for one in report.saved}
    again = load(
        site_user,
        ImportedRecord(
            "program",
            {"title": "Otro", "external_key": "x", "federal_entity": "Jalisco"},
            organization="Secretaría de Salud",
        ),
    )
    assert titles == {"Secretaría de Salud, Jalisco", "Secretaría de Salud, Guanajuato"}
    assert stored(again.saved[0].id)["organization"]["title"] == "Secretaría de Salud, Jalisco"


def test_an_agency_without_its_state_is_the_only_one_of_that_name(site_user):
    def program(state):
        data = {"title": "Apoyo", "external_key": state, "federal_entity": state}
        return ImportedRecord("program", data, organization="Secretaría de Salud")

    (first,) = load(site_user, program("Jalisco")).saved
    (second,) = load(site_user, commitment(organization="secretaria de salud")).saved
    assert stored(second.id)["owner_org"] == stored(first.id)["owner_org"]
    load(site_user, program("Guanajuato"))
    refused = load(site_user, commitment("Dos", "k2", organization="Secretaría de Salud"))
    assert "Two organizations" in str(refused.errors[0])


def agency_of(state, title, name="DIF"):
    data = {"title": title, "external_key": f"{title} {state}", "federal_entity": state}
    return ImportedRecord("program", data, organization=name)


def test_an_agency_whose_state_nobody_wrote_is_the_only_one_of_that_name(site_user):
    agency = factories.Organization(title="DIF")
    seen = flow.preview(document(agency_of("Jalisco", "Becas")), Options(), site_user)
    assert (seen.saved[0].step.organization, seen.saved[0].step.makes_organization) == ("DIF", False)
    load(site_user, agency_of("Jalisco", "Becas"))
    (second,) = load(site_user, agency_of("Jalisco", "Despensas")).saved
    assert stored(second.id)["owner_org"] == agency["id"]
    (other,) = load(site_user, agency_of("Guanajuato", "Becas")).saved
    assert stored(other.id)["organization"]["title"] == "DIF, Guanajuato", "it has records of another state"


def test_an_agency_without_a_state_is_none_of_those_of_several_states(site_user):
    agency = factories.Organization(title="DIF")
    saved = load(site_user, agency_of("Jalisco", "Becas"), agency_of("Guanajuato", "Becas")).saved
    assert agency["id"] not in {stored(one.id)["owner_org"] for one in saved}


def test_the_chosen_organization_takes_all_records(site_user):
    organization = factories.Organization()
    report = load(site_user, commitment(organization="Otra"), options=Options(organization=organization["name"]))
    assert stored(report.saved[0].id)["owner_org"] == organization["id"]


def test_an_organization_that_is_not_there_is_named(site_user):
    report = load(site_user, commitment(), options=Options(organization="nadie"))
    assert "nadie" in str(report.errors[0])


@pytest.mark.ckan_config("ckan.auth.user_create_organizations", False)
def test_a_publisher_imports_into_her_organization_and_nowhere_else(someone):
    context, mine = someone
    other = factories.Organization(title="Obras")
    assert load(context, commitment(organization="Tesorería")).saved[0].step.action == "create"
    assert load(context, commitment("Dos", "k2"), options=Options(organization=mine["id"])).saved
    refused = load(context, commitment("Tres", "k3"), options=Options(organization=other["id"]))
    assert "Tres" in str(refused.errors[0])
    missing = load(context, commitment("Cuatro", "k4", organization="Nueva"))
    assert "Nueva" in str(missing.errors[0])


def test_a_record_of_another_organization_is_not_touched(site_user, someone):
    load(site_user, commitment(organization="Obras"))
    context, mine = someone
    refused = load(context, commitment(problem="Otro"), options=Options(organization=mine["id"]))
    assert "may not edit" in str(refused.errors[0])


def follow_up(title="Comedores abiertos", number=1, reason="Por las lluvias"):
    rows = [{"id": f"1.{number}", "description": "Recorrido", "status": "done"}]
    data = {
        "title": title,
        "activities": rows,
        "evidence": [{"title": "Video", "url": "https://a.mx/v", "activities": ["1.1"]}],
    }
    return ImportedRecord("commitment", data, updates=title, reason=reason)


def test_a_follow_up_changes_the_record_that_it_names_and_the_ledger_has_its_reason(site_user):
    first = load(site_user, commitment(), options=Options(publish=True))
    report = load(site_user, follow_up("COMEDORES  ABIERTOS"), name="nota.txt", checksum="n1", form="follow_up")
    record = stored(first.saved[0].id)
    assert report.counts["update"] == 1
    assert record["activities"][0]["description"] == "Recorrido"
    assert record["activities"][0]["due_date"] == "2026-03-01"
    assert [(row["field"], row["before"], row["reason"]) for row in record["replanning"]] == [
        ("description", "Paso 1", "Por las lluvias")
    ]
    assert load(site_user, follow_up()).counts["same"] == 1


def test_the_first_document_again_does_not_undo_a_follow_up(site_user):
    first = load(site_user, commitment(), options=Options(publish=True))
    load(site_user, follow_up(), name="nota.txt", checksum="n1")
    assert load(site_user, commitment(), options=Options(publish=True)).counts["same"] == 1
    again = load(site_user, commitment(problem="Corregido"), checksum="c2")
    record = stored(first.saved[0].id)
    assert again.counts["update"] == 1
    assert (record["problem"], record["activities"][0]["description"]) == ("Corregido", "Recorrido")


@pytest.mark.parametrize(
    ("note", "word"), [(follow_up("Otro compromiso"), "Otro compromiso"), (follow_up(number=9), "1.9")]
)
def test_a_follow_up_of_nothing_here_is_refused_and_no_title_is_guessed(site_user, note, word):
    load(site_user, commitment())
    report = load(site_user, note)
    assert word in str(report.errors[0])


def test_a_published_promise_changes_with_a_reason_only(site_user):
    load(site_user, commitment(), options=Options(publish=True))
    later = commitment(activities=[activity(due_date="2026-09-01")])
    refused = load(site_user, later, checksum="c2")
    accepted = load(site_user, later, checksum="c2", options=Options(reason="Faltó presupuesto"))
    assert "reason" in str(refused.errors[0])
    assert accepted.counts["update"] == 1
    assert stored(accepted.saved[0].id)["replanning"][0]["reason"] == "Faltó presupuesto"


def test_many_updates_are_saved_in_one_go(site_user):
    records = [commitment(f"Compromiso {n}", f"k{n}") for n in range(90)]
    load(site_user, *records)
    later = [commitment(f"Compromiso {n}", f"k{n}", problem=f"Problema {n}") for n in range(90)]
    assert load(site_user, *later, checksum="c2").counts["update"] == 90
    problems = {row["problem"] for row in call_action("package_search", include_drafts=True, rows=100)["results"]}
    assert problems == {f"Problema {n}" for n in range(90)}


def test_the_board_has_what_was_imported(site_user):
    load(site_user, commitment(activities=[activity(1), activity(2)]))
    assert model.Session.query(activity_rows).count() == 2


def evaluation(**data):
    read = {"title": "Evaluación de Becas", "external_key": "evaluation:becas", **data}
    return ImportedRecord("evaluation", read, organization="Tesorería", is_found_by_title=True)


def test_a_form_finds_the_record_that_somebody_wrote_by_its_title(site_user):
    agency = factories.Organization(title="Tesorería")
    written = factories.Dataset(type="evaluation", title="EVALUACIÓN DE BECAS", owner_org=agency["id"], year="2025")
    report = load(site_user, evaluation(year="2024", conclusions="Llega."))
    assert report.counts == {"create": 0, "update": 1, "same": 0}
    record = stored(written["id"])
    assert (record["conclusions"], record["year"]) == ("Llega.", "2025")


def test_a_record_of_another_agency_with_the_same_title_is_another(site_user):
    other = factories.Organization(title="Salud")
    factories.Dataset(type="evaluation", title="Evaluación de Becas", owner_org=other["id"])
    factories.Organization(title="Tesorería")
    assert load(site_user, evaluation()).counts == {"create": 1, "update": 0, "same": 0}


def test_two_records_with_one_title_are_not_guessed_between(site_user):
    agency = factories.Organization(title="Tesorería")
    for _ in range(2):
        factories.Dataset(type="evaluation", title="Evaluación de Becas", owner_org=agency["id"])
    assert load(site_user, evaluation()).counts == {"create": 1, "update": 0, "same": 0}


def unsigned(title="Evaluación de Becas", **data):
    """Give a record of an official form whose file does not say whose it is."""
    read = {"title": title, "external_key": f"evaluation::{title}", **data}
    return ImportedRecord("evaluation", read, (Note("owner_org", NO_INSTITUTION),), is_found_by_title=True)


def test_a_form_that_names_no_agency_finds_what_its_sender_may_edit(someone):
    context, mine = someone
    factories.Dataset(type="evaluation", title="Evaluación de Becas", owner_org=mine["id"], year="2025")
    other = factories.Organization(title="Salud")
    factories.Dataset(type="evaluation", title="Evaluación de Becas", owner_org=other["id"], year="2025")
    seen = flow.preview(document(unsigned(year="2025", goals=None)), Options(), context)
    assert seen.counts == {"create": 0, "update": 0, "same": 1}
    assert not seen.saved[0].step.notes, "it is known whose it is"


def test_a_form_that_names_no_agency_is_refused_where_several_have_that_title(site_user):
    for title in ("Salud", "Tesorería"):
        agency = factories.Organization(title=title)
        factories.Dataset(type="evaluation", title="Evaluación de Becas", owner_org=agency["id"])
    report = load(site_user, unsigned())
    assert not report.saved
    assert "choose its agency" in str(report.errors[0])


def edition(title, key, **data):
    read = {"title": title, "external_key": key, "editions": ["2025"], "goals": None, **data}
    return ImportedRecord("program", read, organization="Tesorería", is_found_by_title=True)


def test_an_edition_finds_a_program_that_was_renamed_since(site_user):
    factories.Organization(title="Tesorería")
    (first,) = load(site_user, edition("Becas Jalisco", "program:becas"), form="inventory").saved
    call_action("package_patch", id=first.id, title="Becas para todas")
    again = load(site_user, edition("Becas para todas", "program:todas"), form="inventory", checksum="c2")
    assert again.counts == {"create": 0, "update": 0, "same": 1}


def test_an_edition_does_not_take_another_program_of_the_same_title_for_its_own(site_user):
    factories.Organization(title="Tesorería")
    load(site_user, edition("Becas", "program:a:becas"), form="inventory")
    again = load(site_user, edition("Becas", "program:b:becas"), form="inventory", checksum="c2")
    assert again.counts == {"create": 1, "update": 0, "same": 0}


def test_a_record_that_names_no_agency_is_warned_of_beside_that_field(site_user):
    seen = flow.preview(document(commitment(organization=None)), Options(), site_user)
    (note,) = [one for one in seen.saved[0].step.notes if one.field == "owner_org"]
    assert "names no agency" in str(note.message)
    saved = load(site_user, commitment(organization=None)).saved[0]
    warnings = json.loads(stored(saved.id)["provenance"])["warnings"]
    assert [one["field"] for one in warnings] == ["activities.0.due_date", "owner_org"]


def test_a_record_with_an_agency_has_no_such_warning(site_user):
    seen = flow.preview(document(commitment(organization="Tesorería")), Options(), site_user)
    assert [one.field for one in seen.saved[0].step.notes] == ["activities.0.due_date"]
