"""Which links of a page lead to documents."""

from __future__ import annotations

import pytest

from ckanext.socialprograms.harvesters.link_page import links
from ckanext.socialprograms.importers.errors import UnreadableFile

URL = "https://example.org/mejora/agendas"


def found(*targets, patterns=(), hosts=(), before=""):
    page = f"<html>{before}<body>{''.join(f'<a href={target!r}>x</a>' for target in targets)}</body></html>"
    return links(page.encode(), URL, patterns, hosts)


def test_links_to_files_are_found_in_their_order_and_once():
    targets = ("b.pdf", "/a.DOCX?v=1", "b.pdf#pagina-2", "nosotros.html", "https://example.org/mejora/b.pdf", "")
    assert found(*targets) == ("https://example.org/mejora/b.pdf", "https://example.org/a.DOCX?v=1")


def test_patterns_say_which_links_count():
    targets = ("agendas/1.html", "agendas/2.pdf", "noticias/3.pdf", "descarga.php?id=9")
    assert found(*targets, patterns=["*/agendas/*"]) == tuple(
        f"https://example.org/mejora/{one}" for one in targets[:2]
    )
    assert found(*targets, patterns=["DESCARGA.php"]) == ("https://example.org/mejora/descarga.php?id=9",)
    assert found("a.pdf", patterns=["[a", "("]) == ()


def test_other_servers_count_only_where_they_are_named():
    targets = ("https://otro.example.net/a.pdf", "//EXAMPLE.org/b.pdf", "http://example.org:8080/c.pdf")
    assert found(*targets) == ("https://EXAMPLE.org/b.pdf", "http://example.org:8080/c.pdf")
    assert len(found(*targets, hosts=["Otro.example.net"])) == 3
    assert found("https://example.org@otro.example.net/a.pdf") == ()


def test_what_is_no_address_of_the_web_does_not_count():
    targets = ("file:///etc/passwd.txt", "javascript:void(0)//.pdf", "mailto:a@example.org?x.pdf", "//[::1/x.pdf")
    assert found(*targets) == ()


def test_no_page_can_say_that_it_is_somewhere_else():
    assert found("a.pdf", before="<base href='http://127.0.0.1/'>") == ("https://example.org/mejora/a.pdf",)


def test_a_page_without_an_end_is_refused():
    with pytest.raises(UnreadableFile, match="levels of elements"):
        links(b"<div>" * 5000, URL, (), ())
