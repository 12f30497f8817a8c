from __future__ import annotations

import time

from ckanext.socialprograms.importers.comparison import (
    ADDED,
    CHANGED,
    REMOVED,
    SAME,
    compare,
    word_changes,
)
from ckanext.socialprograms.importers.regulation import Part
from ckanext.socialprograms.records.values import folded


def part(number, title, *paragraphs):
    return Part(number, title, paragraphs, frozenset(folded(" ".join((title, *paragraphs))).split()))


INTRO = part("1.", "Introducción", "El programa apoya a estudiantes.")
AMOUNT = part("2.", "Monto", "Cada persona recibe 500 pesos al mes.", "Se paga por banco.")
COMMITTEE = part("3.", "Comité", "Un comité decide quién recibe la beca y lo publica.")


def kinds(found):
    return [(one.kind, one.heading, one.is_moved) for one in found.sections]


def test_an_edition_is_the_same_as_itself():
    found = compare([INTRO, AMOUNT, COMMITTEE], [INTRO, AMOUNT, COMMITTEE])
    assert {one.kind for one in found.sections} == {SAME}
    assert found.moved == ()


def test_changed_words_are_shown_in_their_paragraph():
    new = part("2.", "Monto", "Cada persona recibe 650 pesos al mes.", "Se paga por banco.")
    found = compare([INTRO, AMOUNT], [INTRO, new])
    (changed,) = found.of(CHANGED)
    first, second = changed.changes
    assert [(one.kind, one.text.strip()) for one in first.segments] == [
        (SAME, "Cada persona recibe"),
        (REMOVED, "500"),
        (ADDED, "650"),
        (SAME, "pesos al mes."),
    ]
    assert (first.before, first.after) == (AMOUNT.paragraphs[0], new.paragraphs[0])
    assert second.kind == SAME


def test_what_came_and_went_stands_where_it_was():
    new = part("3.", "Quejas", "Las quejas van a la Contraloría, por teléfono.")
    found = compare([INTRO, COMMITTEE, AMOUNT], [INTRO, AMOUNT, new])
    assert kinds(found) == [
        (SAME, "1. Introducción", False),
        (REMOVED, "3. Comité", False),
        (SAME, "2. Monto", False),
        (ADDED, "3. Quejas", False),
    ]


def test_a_section_that_stands_elsewhere_has_moved():
    found = compare([INTRO, AMOUNT, COMMITTEE], [COMMITTEE, INTRO, AMOUNT])
    assert kinds(found) == [
        (SAME, "3. Comité", True),
        (SAME, "1. Introducción", False),
        (SAME, "2. Monto", False),
    ]


def test_articles_that_got_another_number_are_found_by_their_text():
    first = part("Artículo 1", "", "El programa apoya a quienes estudian el bachillerato en una escuela pública.")
    second = part("Artículo 2", "", "El comité decide quién recibe la beca y publica los resultados en su página.")
    inserted = part("Artículo 2", "", "Las personas jóvenes van primero.")
    renumbered = part("Artículo 3", "", second.paragraphs[0].replace("resultados", "nombres"))
    found = compare([first, second], [first, inserted, renumbered])
    assert [(one.kind, one.before, one.after) for one in found.sections] == [
        (SAME, "Artículo 1", "Artículo 1"),
        (ADDED, "", "Artículo 2"),
        (CHANGED, "Artículo 2", "Artículo 3"),
    ]


def test_paragraphs_that_came_and_went_are_not_forced_together():
    old = part("", "Objetivo", "Que nadie deje la escuela por falta de dinero.")
    new = part("", "Objetivo", "El comité sesiona cada mes.", "Que nadie deje la escuela por falta de apoyo.")
    (only,) = compare([old], [new]).sections
    assert [one.kind for one in only.changes] == [ADDED, CHANGED]


def test_an_empty_edition_takes_everything_away():
    assert [one.kind for one in compare([INTRO, AMOUNT], []).sections] == [REMOVED, REMOVED]
    assert compare([], []).sections == ()


def test_words_that_are_too_many_are_replaced_as_a_whole():
    assert [one.kind for one in word_changes("a " * 2000, "b " * 2000)] == [REMOVED, ADDED]


def test_a_hundred_pages_take_a_moment():
    def edition(amount):
        return [
            part(f"Artículo {n}", "", *(f"Párrafo {k} del artículo {n}: la persona {k * n} recibe {amount + k} pesos al mes, por banco, según el padrón." * 4 for k in range(5)))
            for n in range(200)
        ]  # fmt: skip

    started = time.process_time()
    found = compare(edition(500), [*edition(650)[100:], *edition(650)[:100]])
    assert time.process_time() - started < 10
    assert len(found.sections) == 200
