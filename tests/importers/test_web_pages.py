from __future__ import annotations

import pytest

from ckanext.socialprograms.importers import limits


@pytest.fixture
def blocks(read):
    return lambda page: read(f"<!doctype html><html><body>{page}</body></html>".encode(), "pagina.html").blocks


def texts(table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_a_page_is_read_as_it_is_seen(blocks):
    found = blocks(
        "<h2>Objetivo</h2><script>alert(1)</script><style>p{}</style><!-- nada --><p>Mejorar\n  el <b>agua</b><br>y el suelo"
        "<div>Suelto<p hidden>oculto</p></div><noscript>x</noscript>fin",
    )
    assert [(block.text, block.heading) for block in found] == [
        ("Objetivo", True),
        ("Mejorar el agua\ny el suelo", False),
        ("Suelto", False),
        ("fin", False),
    ]


def test_lists_keep_their_markers(blocks):
    found = blocks("<ul><li>Uno<li><p>Dos</p></ul><ol start=3><li>Tres<ul><li>Dentro</ul><li>Cuatro</ol>")
    assert [(block.marker, block.text) for block in found] == [
        ("●", "Uno"),
        ("●", "Dos"),
        ("3.", "Tres"),
        ("●", "Dentro"),
        ("4.", "Cuatro"),
    ]


def test_spans_leave_empty_cells(blocks):
    (table,) = blocks(
        "<table><tr><th>No.<th>Meta<th>Fecha<tr><td rowspan=2>1<td>a<td>b<tr><td colspan=2>c<tr><td rowspan=0>2<td>d<tr><td>e</table>",
    )
    assert texts(table) == [["No.", "Meta", "Fecha"], ["1", "a", "b"], ["", "c", ""], ["2", "d", ""], ["", "e", ""]]
    assert (table.rows[1][0].rowspan, table.rows[2][1].colspan) == (2, 2)


def test_cells_have_items_and_lines(blocks):
    (table,) = blocks(
        "<table><tr><td>Medios<td><p>Entrega:</p><ul><li>Acta</li><li>Lista</li></ul><tr><td>A<br>B<td></table>"
    )
    cell = table.rows[0][1]
    assert (cell.text, cell.items) == ("Entrega:\nActa\nLista", ("Acta", "Lista"))
    assert table.rows[1][0].text == "A\nB"


def test_a_table_that_only_lays_out_is_no_table(blocks):
    paragraph, table = blocks("<table><tr><td>Menú<td><table><tr><td>Tema<td>Agua</table></table>")
    assert paragraph.text == "Menú"
    assert texts(table) == [["Tema", "Agua"]]


def test_links_and_fields_say_what_they_hold(blocks):
    (paragraph,) = blocks(
        '<p><a href="https://a.mx/b">Minuta</a> <a href="#x">aquí</a> <a href="mailto:a@b.mx">a@b.mx</a> '
        '<input type=checkbox checked>Nuevo <input type=radio>En curso <input value="León"> <input type=hidden value=no>'
        "<select><option>Uno<option selected>Dos</select></p>",
    )
    assert paragraph.text == "Minuta (https://a.mx/b) aquí a@b.mx ☒ Nuevo ☐ En curso León Dos"


def test_navigation_is_furniture(blocks):
    assert [block.furniture for block in blocks("<nav>Inicio</nav><p>Texto</p><footer>Pie</footer>")] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_accents_come_out_right(read, charset):
    page = f"<html><head><meta charset={charset}></head><p>Descripción de la niñez</p></html>"
    assert read(page.encode(charset), "pagina.html").blocks[0].text == "Descripción de la niñez"


def test_xhtml_is_html(read):
    page = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/x.dtd"><html><body><p>Sí</p></body></html>'
    assert read(page.encode(), "pagina.xhtml").blocks[0].text == "Sí"


def test_entities_that_a_page_declares_are_refused(refusal):
    page = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>&x;</p></html>'
    assert "declares XML entities" in refusal(page, "pagina.html")


def test_a_page_too_deep_is_refused(refusal):
    page = b"<html>" + b"<div>" * (limits.MAX_DEPTH + 50) + b"x"
    assert "too many levels of elements" in refusal(page, "honda.html")


def test_deep_pages_cost_no_time(refusal):
    assert "too many levels" in refusal(b"<html>" + b"<b>" * 300_000 + b"x", "honda.html")


def test_spans_of_a_billion_cells_are_refused(refusal):
    cells = b"<td colspan=2000 rowspan=60000>x" * 3
    page = b"<html><table><tr>" + cells + b"<tr><td>y" * 60_000 + b"</table></html>"
    assert "too many" in refusal(page, "ancha.html")


def test_a_page_without_text_is_refused(refusal):
    assert "the file is empty" in refusal(b"<html><body><img src=x></body></html>", "vacia.html")
