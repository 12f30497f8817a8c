from __future__ import annotations

from ckanext.socialprograms.loading import merging, provenance


def saved(**fields):
    return provenance.with_saved({}, fields, fields)


def test_a_field_that_only_the_document_changed_is_taken():
    merge = merging.merge({"title": "Uno"}, {"title": "Dos", "external_key": "k"}, saved(title="Uno"))
    assert merge.changes == {"title": "Dos"}
    assert not merge.kept


def test_what_a_person_edited_since_stays_and_a_note_says_so():
    merge = merging.merge({"title": "A mano"}, {"title": "Dos"}, saved(title="Uno"))
    assert merge.changes == {}
    assert [(note.field, note.found) for note in merge.kept] == [("title", "Dos")]


def test_a_record_that_no_document_made_is_only_completed():
    merge = merging.merge({"title": "A mano", "problem": ""}, {"title": "Dos", "problem": "Hambre"}, {})
    assert merge.changes == {"problem": "Hambre"}
    assert [note.field for note in merge.kept] == ["title"]


def test_what_the_document_no_longer_gives_stays():
    assert merging.merge({"title": "Uno", "problem": "Hambre"}, {"title": "Uno"}, {}).changes == {}


def test_files_are_added_and_those_that_are_there_are_left_alone():
    stored = {"resources": [{"id": "r1", "name": "Informe final", "url": "https://a.mx/1", "description": "a mano"}]}
    incoming = {"resources": [{"name": "INFORME FINAL", "url": ""}, {"name": "Bases", "url": "https://a.mx/2"}]}
    changes = merging.merge(stored, incoming, {}).changes
    assert changes == {"resources": [stored["resources"][0], incoming["resources"][1]]}
    assert merging.merge({"resources": changes["resources"]}, incoming, {}).changes == {}


def test_a_note_of_follow_up_changes_the_rows_that_it_names_and_adds_its_evidence():
    stored = {
        "title": "Uno",
        "activities": [
            {"id": "1.1", "description": "Taller", "due_date": "2026-01-01"},
            {"id": "2.1", "description": "Foro"},
        ],
        "evidence": [{"title": "Acta", "url": "https://a.mx/acta"}],
    }
    note = {
        "title": "Uno",
        "activities": [{"id": "1.1", "description": "Recorrido", "status": "done"}],
        "evidence": [{"title": "Video", "url": "https://a.mx/video"}, {"title": "El acta", "url": "https://a.mx/acta"}],
    }
    changes = merging.follow_up(stored, note)
    assert changes["activities"] == [
        {"id": "1.1", "description": "Recorrido", "due_date": "2026-01-01", "status": "done"},
        {"id": "2.1", "description": "Foro"},
    ]
    assert [row["title"] for row in changes["evidence"]] == ["El acta", "Video"]
    assert merging.follow_up({**stored, **changes}, note) == {}


def test_rows_that_a_note_changes_and_the_record_lacks_are_named():
    assert list(merging.unknown_rows({"activities": [{"id": "1.1"}]}, {"activities": [{"id": "9.1"}]})) == [
        ("activities", "9.1")
    ]


def test_a_period_of_the_transparency_law_only_adds_its_rows():
    stored = {"reported_to": "2026-06-30", "notes": "Viejo", "budget": [{"year": "2025", "approved": "1"}]}
    given = {"reported_to": "2026-09-30", "budget": [{"year": "2026", "approved": "2"}]}
    found = merging.merge(stored, given, saved(**stored))
    assert found.changes["budget"] == [{"year": "2025", "approved": "1"}, {"year": "2026", "approved": "2"}]
    assert found.changes["reported_to"] == "2026-09-30"


def test_a_period_that_says_nothing_new_of_what_was_never_reported_changes_nothing():
    given = {"title": "Becas", "reported_to": "2026-09-30", "updated_on": "2026-08-01"}
    assert merging.merge({"title": "Becas"}, given, {}).changes == {}
    reported = {"title": "Becas", "reported_to": "2026-06-30"}
    assert merging.merge(reported, given, saved(**reported)).changes == {
        "reported_to": "2026-09-30", "updated_on": "2026-08-01",
    }  # fmt: skip


def test_an_older_period_changes_nothing_but_its_rows():
    stored = {"reported_to": "2026-09-30", "notes": "Nuevo", "budget": [{"year": "2026", "approved": "2"}]}
    given = {"reported_to": "2025-09-30", "notes": "Viejo", "budget": [{"year": "2025", "approved": "1"}]}
    found = merging.merge(stored, given, saved(**stored))
    assert set(found.changes) == {"budget"}
    assert len(found.changes["budget"]) == 2


def test_a_table_that_knows_a_part_of_the_rows_leaves_the_rest_as_it_is():
    stored = {
        "activities": [
            {"id": "A1", "description": "Medir", "serves": ["2", "1"], "due_text": "29/03/19 11:00 PM"},
            {"id": "A2", "description": "Publicar", "serves": []},
        ]
    }
    told = {"title": "Uno", "activities": [{"id": "A1", "description": "Medir", "serves": ["1", "2"]}]}
    assert merging.completed(stored, told) == {"title": "Uno", "activities": stored["activities"]}
    changed = merging.completed(stored, {"activities": [{"id": "A1", "description": "Contar"}]})["activities"]
    assert changed[0] == {**stored["activities"][0], "description": "Contar"}


def test_an_edition_completes_the_rows_of_its_year_and_leaves_their_order():
    stored = {
        "editions": ["2021"],
        "budget": [{"year": "2021", "approved": "9", "modified": "8"}],
        "mentions": [{"document": "inventory", "year": year, "found": "no"} for year in ("2016", "2018")],
    }
    told = {
        "editions": ["2021"], "mentions": stored["mentions"][::-1], "budget": [{"year": "2021", "approved": "9.0"}],
    }  # fmt: skip
    assert merging.merge(stored, told, saved(**stored)).changes == {}


def test_an_agency_that_only_names_the_records_organization_is_no_news():
    told = {"title": "Comedores", "operating_entity": "DIF"}
    assert merging.without_owner({"title": "Comedores"}, told, "DIF") == {"title": "Comedores"}
    assert merging.without_owner({"agencies": ["Salud"]}, told, "DIF") == told
    assert merging.without_owner({}, told, "Salud") == told


def test_a_link_stays_where_the_document_has_its_title():
    stored = {"type": "evaluation", "programs": ["becas", "Otro que no está"]}
    told = {"programs": ["BECAS  escolares", "Otro que no está", "Uno nuevo"]}
    found = merging.relinked(stored, told, {"becas": "Becas escolares", "id-1": "Becas escolares"})
    assert found == {"programs": ["becas", "Otro que no está", "Uno nuevo"]}
