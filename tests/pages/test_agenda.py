from __future__ import annotations

from datetime import date

import pytest

from ckanext.socialprograms.exporters.agenda import agenda_table
from ckanext.socialprograms.pages.agenda import Level
from ckanext.socialprograms.pages.agenda_building import AS_WORDED, agenda
from ckanext.socialprograms.pages.agenda_page import GAP, MOST_ACTIVITIES, Asked, agenda_page
from ckanext.socialprograms.records.standing import Standing

TODAY = date(2026, 11, 21)
DATA = {
    "type": "evaluation",
    "findings": ["Las solicitudes tardan 74 días.", "El padrón no dice el municipio.", "No hay indicadores."],
    "recommendations": [
        {"number": "1", "text": "Acortar el plazo.", "finding": "1"},
        {"number": "2", "text": "Publicar el municipio.", "finding": "el padrón no dice el municipio"},
        {"number": "3", "text": "Dar cursos.", "finding": "99"},
    ],
    "improvements": [
        {"number": "1", "description": "Resolver en línea.", "recommendation_number": "1"},
        {"number": "2", "description": "Contratar personal.", "recommendation_number": "1"},
        {"number": "3", "description": "Publicar cada trimestre.", "recommendation": "Publicar el municipio"},
        {"number": "4", "description": "Encuesta.", "recommendation": "Preguntar a la gente."},
        {"number": "5", "description": "Otra cosa."},
    ],
    "activities": [
        {"id": "A1", "description": "Comprar", "serves": ["1"], "status": "done", "due_date": "2026-06-01"},
        {
            "id": "A2",
            "description": "Capacitar",
            "serves": ["1", "2"],
            "status": "in_progress",
            "due_date": "2026-08-01",
        },
        {"id": "A3", "description": "Encuestar", "serves": ["4"]},
        {"id": "A4", "description": "Suelta", "status": "cancelled"},
    ],
    "evidence": [
        {"title": "Contrato", "url": "https://example.org/c", "activities": ["A1", "A2"]},
        {"title": "Foto"},
    ],
}


def tree(**fields):
    return agenda({**DATA, **fields}, TODAY)


def found(shown, key):
    return next(node for root in shown.roots for node in root.walk() if node.key == key)


def keys(nodes):
    return [node.key for node in nodes]


def test_each_step_hangs_from_the_one_before():
    shown = tree()
    assert keys(shown.roots[:3]) == ["finding-1", "finding-2", "finding-3"]
    assert keys(found(shown, "finding-1").children) == ["recommendation-1"]
    assert keys(found(shown, "recommendation-1").children) == ["improvement-1", "improvement-2"]
    assert keys(found(shown, "improvement-1").children) == ["activity-A1", "activity-A2"]
    assert [node.piece and node.piece.url for node in found(shown, "activity-A1").children] == ["https://example.org/c"]
    assert keys(found(shown, "finding-2").children) == ["recommendation-2"]


def test_what_names_no_step_before_it_is_kept_apart():
    shown = tree()
    holders = {root.text: root for root in shown.roots if root.level is None}
    loose, improvements, activities, evidence = holders.values()
    assert [node.text for node in loose.children] == ["Dar cursos.", "Preguntar a la gente."]
    assert loose.children[1].note == AS_WORDED
    assert keys(improvements.children) == ["improvement-5"]
    assert keys(activities.children) == ["activity-A4"]
    assert [node.text for node in evidence.children] == ["Foto"]


def test_without_findings_the_tree_begins_with_the_advice():
    shown = tree(findings=[])
    assert shown.roots[0].key == "recommendation-1"
    assert "No findings" in str(shown.notes[0])
    assert not tree().notes


def test_what_serves_several_counts_once():
    first = found(tree(), "recommendation-1")
    assert first.counts[Level.ACTIVITY] == 2
    assert first.counts[Level.EVIDENCE] == 1
    assert (first.done.part, first.done.whole) == (1, 2)
    second = found(tree(), "improvement-2")
    assert [view.activity.id for view in second.also] == ["A2"]
    assert not second.is_gap
    assert second.standing is Standing.LATE
    assert {step.level: step.count for step in tree().steps} == {
        Level.FINDING: 3,
        Level.RECOMMENDATION: 4,
        Level.IMPROVEMENT: 5,
        Level.ACTIVITY: 4,
        Level.EVIDENCE: 2,
    }


def test_what_lacks_the_next_step_says_so():
    shown = tree()
    gaps = [node.key for node in shown.nodes if node.is_gap]
    assert gaps == ["improvement-3", "finding-3", "recommendation-3", "activity-A3", "improvement-5"]
    assert Level.FINDING.lacks == "This finding has no recommendation yet."
    assert not found(shown, "activity-A4").is_gap


def test_a_filter_leaves_in_what_leads_to_a_state():
    shown = agenda_page(tree(), Asked(state="late"))
    assert [node.key for root in shown.roots for node in root.walk() if node.level is not Level.EVIDENCE] == [
        "finding-1",
        "recommendation-1",
        "improvement-1",
        "activity-A2",
    ]
    assert found(shown, "recommendation-1").done.whole == 2
    assert {"finding-1", "improvement-1"} <= shown.open
    gaps = agenda_page(tree(), Asked(state=GAP))
    assert "finding-3" in keys(gaps.roots)
    assert "finding-1" not in keys(gaps.roots)


def test_a_link_to_a_node_opens_the_way_to_it():
    shown = agenda_page(tree(), Asked(open="none", node="activity-A1"))
    assert shown.open == {"finding-1", "recommendation-1", "improvement-1", "activity-A1"}
    everything = agenda_page(tree(), Asked(open="all"))
    assert everything.open >= set(keys(node for node in tree().nodes if node.view))
    assert agenda_page(tree(), Asked(open="none")).open == set()


@pytest.mark.parametrize("asked", [Asked(state="<script>" * 99), Asked(node="../x" * 999), Asked(open="\x00")])
def test_what_nobody_can_mean_shows_everything(asked):
    shown = agenda_page(tree(), asked)
    assert keys(shown.roots) == keys(tree().roots)
    assert all(len(str(note)) < 150 for note in shown.notes)
    assert bool(shown.notes) == bool(asked.state or asked.node)


def test_a_page_of_thousands_says_what_it_leaves_out():
    activities = [{"id": str(n), "serves": ["1"], "description": f"N{n}"} for n in range(2000)]
    whole = tree(activities=activities)
    shown = agenda_page(whole, Asked(node="activity-1999"))
    branch = found(shown, "improvement-1")
    assert len(branch.children) <= MOST_ACTIVITIES + 1
    assert branch.children[-1].key == "activity-1999"
    assert shown.left_out == {"improvement-1": 2000 - len(branch.children)}
    assert branch.done.whole == 2000


def test_keys_are_never_the_same():
    twins = [{"id": "A 1", "serves": ["1"]}, {"id": "A-1", "serves": ["1"]}]
    shown = tree(activities=twins, improvements=[*DATA["improvements"], {"number": "1", "description": "Otra"}])
    assert len(set(keys(shown.nodes))) == len(shown.nodes)


def test_the_table_has_a_line_for_each_way():
    table = agenda_table(tree(), str, {})
    names = [column.key for column in table.columns]
    lines = [dict(zip(names, row, strict=True)) for row in table.rows]
    ways = [
        (line["finding_number"], line["improvement_number"], line["activity_id"], line["evidence"]) for line in lines
    ]
    assert ("1", "1", "A1", "Contrato") in ways
    assert ("1", "2", "A2", "Contrato") in ways
    assert [line["missing"] for line in lines if line["finding_number"] == "3"] == [Level.FINDING.lacks]
    assert [line["standing"] for line in lines if line["activity_id"] == "A4"] == ["cancelled"]


def test_an_evaluation_without_anything_has_no_tree():
    assert agenda({"type": "evaluation"}, TODAY).roots == ()
