from __future__ import annotations

from datetime import date

from ckanext.socialprograms.pages.program import outdated, program_page

TODAY = date(2026, 3, 10)


def page_of(**fields):
    data = {"id": "1", "name": "p", "type": "program", **fields}
    return program_page(data, {"dataset_fields": [], "sections": []}, (), TODAY)


def test_questions_with_an_answer_stand_apart_from_those_without():
    page = page_of(eligibility="Jóvenes", support_kinds=["Beca"])
    assert [question.key for question in page.answered] == ["who", "what"]
    assert [question.key for question in page.unanswered] == ["how", "documents", "until", "complain"]


def test_who_it_is_for_may_be_told_by_the_inventorys_groups_alone():
    assert "who" in [question.key for question in page_of(life_stages=["youth"]).answered]


def test_an_old_edition_is_said_to_be_old():
    assert str(outdated({"editions": ["2019", "2021"]}, TODAY)).startswith("From the 2021 edition of the inventory")
    assert "of 2024" in str(outdated({"editions": ["2021"], "budget": [{"year": "2024"}]}, TODAY))
    assert outdated({"editions": ["2021"], "rules": [{"year": "2026"}]}, TODAY) is None
    assert outdated({}, TODAY) is None


def test_only_calls_that_are_open_today_are_offered():
    page = page_of(
        calls=[
            {"title": "ahora", "opens": "2026-03-01", "closes": "2026-03-16"},
            {"title": "antes", "closes": "2025-01-31"},
        ]
    )
    assert [call.title for call in page.open_calls] == ["ahora"]
    assert [call.title for call in page.other_calls] == ["antes"]
    assert page.days_left(page.open_calls[0]) == 6


def test_amounts_that_no_year_has_get_no_column():
    page = page_of(budget=[{"year": "2020", "approved": "1"}, {"year": "2021", "spent": "0"}])
    assert page.amounts == ("approved", "spent")


def test_silent_parties_take_no_place():
    assert page_of().speakers == ()
    assert [one.kind for one in page_of(voices=[{"kind": "government", "text": "x"}]).speakers] == ["government"]
