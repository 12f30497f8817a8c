from __future__ import annotations

from datetime import date

from ckanext.socialprograms.pages.dates import dates, shortened


def promise(*activities):
    return {"type": "commitment", "title": "Promesa", "activities": activities}


def program(*calls):
    return {"type": "program", "title": "Becas", "calls": calls}


def test_what_is_due_and_neither_done_nor_cancelled_is_in_the_calendar():
    found = dates(
        promise(
            {"id": "A1", "description": "Hecha", "due_date": "2026-01-01", "status": "done"},
            {"id": "A2", "description": "Cancelada", "due_date": "2026-01-02", "status": "cancelled"},
            {"id": "A3", "description": "Informe", "due_date": "2026-03-01", "responsible": ["Ana"]},
            {"id": "A4", "description": "Taller", "due_date": "2026-02-01", "status": "in_progress"},
            {"id": "A5", "description": "Sin fecha"},
        )
    )
    assert [(one.key, one.day, str(one.title)) for one in found] == [
        ("activity:A4", date(2026, 2, 1), "Due: Taller"),
        ("activity:A3", date(2026, 3, 1), "Due: Informe"),
    ]
    assert found[1].anchor == "activity-A3"
    assert "Responsible: Ana" in [str(sentence) for sentence in found[1].text]


def test_a_call_opens_and_closes():
    found = dates(program({"title": "2026", "opens": "2026-01-10", "closes": "2026-02-10", "url": "https://e.org"}))
    assert [str(one.title) for one in found] == ["Applications open: Becas", "Last day to apply: Becas"]
    assert any("https://e.org" in str(sentence) for sentence in found[0].text)


def test_each_day_has_a_name_of_its_own_that_a_new_date_does_not_change():
    before = dates(program({"title": "x", "closes": "2026-02-10"}, {"title": "x", "closes": "2026-01-10"}))
    after = dates(program({"title": "x", "closes": "2026-02-20"}, {"title": "x", "closes": "2026-01-10"}))
    assert len({one.key for one in before}) == 2
    assert {one.key for one in before} == {one.key for one in after}


def test_a_record_without_days_has_none():
    assert dates(promise()) == dates(program({"title": "2026"})) == dates({"type": "evaluation"}) == ()


def test_a_long_text_is_cut_after_a_word():
    assert shortened("uno dos tres", 8) == "uno dos…"
    assert shortened("uno\n dos", 8) == "uno dos"
    assert shortened("x" * 20, 8) == "x" * 8 + "…"


def test_the_day_for_the_results_of_an_evaluation_is_in_the_calendar_until_they_are_here():
    ended = {"type": "evaluation", "title": "Becas", "end_date": "2025-06-30"}
    (found,) = dates(ended)
    assert (found.day, str(found.title), found.anchor) == (date(2025, 7, 30), "Results due: Becas", "results")
    assert dates({**ended, "evaluation_url": "https://example.org"}) == ()
