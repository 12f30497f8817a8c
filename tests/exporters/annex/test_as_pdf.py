from __future__ import annotations

import io
from collections import Counter

import pikepdf
import pytest

from ckanext.socialprograms.exporters.annex import as_pdf
from ckanext.socialprograms.exporters.annex.answers import answers
from ckanext.socialprograms.official.annex import annex

ABOUT = {"title": "Becas", "portal": "Portal", "address": "https://example.org/evaluation/x", "modified": "2026-11-21"}
DATA = {"type": "evaluation", "title": "Becas #panic()", "findings": ["Uno", "Dos"], "conclusions": "Larga. " * 60}


@pytest.fixture
def pdf():
    def made(**more):
        written = as_pdf.write(annex(), answers(annex(), {**DATA, **more}, {}), ABOUT)
        return pikepdf.open(io.BytesIO(written))

    return made


def tags(pdf):
    found: Counter[str] = Counter()

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found[str(node.S)] += 1
            walk(node.get("/K"))

    walk(pdf.Root.StructTreeRoot.K)
    return found


def test_it_says_its_language_and_title_and_that_it_is_accessible(pdf):
    made = pdf()
    assert str(made.Root.Lang) == "es-MX"
    assert bool(made.Root.MarkInfo.Marked)
    assert bool(made.Root.ViewerPreferences.DisplayDocTitle)
    assert "Formato para la Difusión" in str(made.docinfo.Title)
    assert made.open_metadata()["pdfuaid:part"] == "1"


def test_sections_are_headings_lists_are_lists_and_tables_have_headers(pdf):
    found = tags(pdf())
    assert found["/H1"] == len(annex().sections)
    assert found["/H2"] == 2
    assert found["/LI"] >= 2
    assert found["/THead"] == found["/Table"] > 0
    assert found["/TH"] == 2 * found["/Table"]


def test_texts_of_the_record_are_never_markup(pdf):
    made = pdf(conclusions='#read("/etc/passwd") $x$ *a* @b <c> \\')
    assert tags(made)["/H1"] == len(annex().sections)


def test_letters_that_no_built_in_font_has_leave_it_tagged(pdf):
    made = pdf(conclusions="漢字")
    assert tags(made)["/H1"] == len(annex().sections)
    assert "pdfuaid:part" not in made.open_metadata()
