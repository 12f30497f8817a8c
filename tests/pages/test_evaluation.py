from __future__ import annotations

from datetime import date
from decimal import Decimal

from ckanext.socialprograms.pages.evaluation import evaluation_page

TODAY = date(2026, 3, 10)


def page_of(**fields):
    data = {"id": "1", "name": "e", "type": "evaluation", **fields}
    return evaluation_page(data, {"dataset_fields": [], "sections": []}, (), TODAY)


def test_an_improvement_is_finished_when_all_its_activities_are_done():
    page = page_of(
        improvements=[{"number": "1"}, {"number": "2"}, {"number": "3"}],
        activities=[
            {"id": "A1", "serves": ["1", "2"], "status": "done"},
            {"id": "A2", "serves": ["2"], "status": "in_progress"},
        ],
    )
    assert (page.finished, len(page.improvements)) == (1, 3)


def test_a_recommendation_shows_the_improvements_that_answer_it():
    page = page_of(
        recommendations=[{"number": "1", "text": "Fortalecer los comités."}, {"number": "2", "text": "Seguir."}],
        improvements=[
            {"number": "4", "recommendation": "fortalecer los COMITES"},
            {"number": "5", "recommendation": "otra cosa", "recommendation_number": "1"},
            {"number": "6", "recommendation": "Seguir", "recommendation_number": "9"},
        ],
    )
    first, second = page.recommendations
    assert [group.goal.number for group in first.answers if group.goal] == ["4", "5"]
    assert second.answers == ()


def test_a_recommendation_without_words_is_answered_by_nothing():
    page = page_of(recommendations=[{"number": "1"}], improvements=[{"number": "1"}])
    assert page.recommendations[0].answers == ()


def test_documents_that_are_not_published_are_named():
    page = page_of(resources=[{"kind": "report", "name": "Informe", "url": "https://example.org", "format": "PDF"}])
    assert [(one.label, one.url) for one in page.documents] == [
        ("Terms of reference", ""),
        ("Report", "https://example.org"),
    ]


def test_the_address_of_the_results_stands_in_for_the_report():
    page = page_of(evaluation_url="https://example.org/resultados")
    assert [one.url for one in page.documents] == ["", "https://example.org/resultados"]


def test_evidence_files_are_not_documents_and_others_are():
    page = page_of(resources=[{"kind": "evidence", "name": "Lista"}, {"name": "Anexo", "url": "https://example.org"}])
    assert [one.title for one in page.documents] == ["", "", "Anexo"]


def test_what_it_found_and_what_it_cost():
    page = page_of(findings=["Uno", "Dos"], threats=["Tres"], cost="1500.50")
    assert [texts for _, texts in page.findings] == [("Uno", "Dos"), ("Tres",)]
    assert page.cost == Decimal("1500.50")


def test_the_studys_own_end_does_not_close_its_agenda():
    page = page_of(end_date="2019-01-01", improvements=[{"number": "1"}], activities=[{"id": "A1", "serves": ["1"]}])
    assert page.plan.activities[0].state.value == "undated"
