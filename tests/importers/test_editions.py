"""Files that are no edition of rules: one clear sentence each, in Spanish, before much time is spent."""

from __future__ import annotations

import io
import time

import pytest
from docx import Document
from reportlab.lib.pdfencrypt import StandardEncryption

from ckanext.socialprograms.importers.editions import MAX_BYTES, MAX_PAGES, MAX_WORDS, read_edition
from ckanext.socialprograms.importers.errors import UnreadableFile

RULES = "Artículo 1. Objeto\n\nDar becas."


def refused(data, name):
    with pytest.raises(UnreadableFile) as refusal:
        read_edition(data, name)
    sentence = refusal.value.message.in_language("es")
    assert sentence.startswith(f"{name}: ")
    return sentence


def word(text):
    file = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def test_a_scan_without_text(pdf):
    assert "OCR" in refused(pdf(lambda canvas: canvas.rect(10, 10, 500, 700, fill=1)), "escaneado.pdf")


def test_a_pdf_with_a_password(pdf):
    data = pdf(lambda canvas: canvas.drawString(72, 700, "x"), encrypt=StandardEncryption("clave", strength=128))
    assert "contraseña" in refused(data, "cifrado.pdf")


def test_a_pdf_of_five_hundred_pages_is_refused_before_it_is_read(pdf):
    data = pdf(*[lambda canvas: canvas.drawString(72, 700, "Artículo")] * 500)
    started = time.process_time()
    sentence = refused(data, "largo.pdf")
    assert "demasiad" in sentence
    assert str(MAX_PAGES) in sentence
    assert time.process_time() - started < 10


def test_a_word_file_that_unpacks_to_far_more(repacked):
    bomb = repacked(word("Objeto"), document=lambda part: part + b" " * 60_000_000)
    assert "MB" in refused(bomb, "bomba.docx")


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "vacio.txt", "vacío"),
        (b"a,b\n1,2\n", "tabla.csv", "csv"),
        (b"%PDF-1.4 cortado", "cortado.pdf", "dañado"),
        (b"PK\x03\x04 cortado", "cortado.docx", "dañado"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "foto.png", "se esperaba"),
        (b"x" * (MAX_BYTES + 1), "pesado.txt", "10 MB"),
        (b"beca " * (MAX_WORDS + 1), "largo.txt", "palabras"),
    ],
)
def test_what_is_no_edition(data, name, said):
    assert said in refused(data, name)


def test_an_edition_is_read_from_text_word_and_pdf(pdf):
    def draw(canvas):
        canvas.drawString(72, 700, "Artículo 1. Objeto")
        canvas.drawString(72, 650, "Dar becas.")

    for data, name in ((RULES.encode(), "a.txt"), (word(RULES), "a.docx"), (pdf(draw), "a.pdf")):
        assert read_edition(data, name).parts[0].number == "Artículo 1", name
