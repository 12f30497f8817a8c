from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib

import docx
import pytest

from ckanext.socialprograms.importers import limits
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.reading import read_document

FOREIGN = {
    "foto.pdf": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"),
    "foto.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "a picture"),
    "programa.xlsx": (b"MZ\x90\x00\x03\x00\x00\x00", "a program"),
    "padron.gz": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "a compressed file"),
    "padron.7z": (b"7z\xbc\xaf\x27\x1c\x00\x04", "a compressed file"),
    "sesion.mp4": (b"\x00\x00\x00\x18ftypmp42\x00", "a sound or a video"),
    "base.csv": (b"SQLite format 3\x00", "a database"),
    "carta.docx": (b"{\\rtf1\\ansi Hola}", "a rich text document (RTF)"),
    "factura.xml": (b'<?xml version="1.0"?><Comprobante/>', "an XML file"),
    "datos.txt": (b"abc\x00\x01\x02def", "a file that is not text"),
}


def test_a_document_carries_its_name_and_checksum(read):
    data = b"Objetivo\n"
    document = read(data, "uno.txt")
    assert (document.name, document.kind, document.checksum) == ("uno.txt", "txt", hashlib.sha256(data).hexdigest())


def test_a_path_is_read_as_its_bytes_are(tmp_path, read):
    path = tmp_path / "compromiso.txt"
    path.write_text("Objetivo\tMejorar", encoding="utf-8")
    assert read_document(path, path.name) == read(path.read_bytes(), path.name)


def test_nothing_at_a_path_is_a_sentence(tmp_path):
    with pytest.raises(UnreadableFile, match="no file that can be opened"):
        read_document(tmp_path / "nada.pdf", "nada.pdf")


def test_a_folder_is_a_sentence(tmp_path):
    with pytest.raises(UnreadableFile, match="no file that can be opened"):
        read_document(tmp_path, "carpeta")


@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_a_sentence(refusal, data):
    assert "the file is empty" in refusal(data, "vacio.csv")


@pytest.mark.parametrize("name", FOREIGN)
def test_a_wrong_type_is_named(refusal, name):
    data, found = FOREIGN[name]
    assert f"this is {found}," in refusal(data, name)


def test_a_text_may_begin_with_the_letters_of_a_program(read):
    assert read(b"MZA,LOTE\n1,2\n3,4\n", "manzanas.csv").kind == "csv"


def test_content_wins_over_the_name(read, xlsx):
    assert read(xlsx({"A": {"A1": 1}}), "tabla.csv").kind == "xlsx"
    assert read(b"<html><body><table><tr><td>a<td>b</table>", "tabla.xls").kind == "html"
    assert read(b"Clave;Nombre\n1;Becas\n2;Apoyos\n", "tabla.xls").kind == "csv"
    assert read("Descripción: nada, de nada.\n\nY un párrafo, largo, más.".encode(), "carta.pdf").kind == "txt"


def test_a_text_copy_that_begins_with_a_tag_is_text(read):
    assert read(b"<p>Objetivo</p>\tMejorar", "copia.txt").kind == "txt"


def test_a_file_over_the_limit_is_refused_by_its_size_before_it_is_read(tmp_path):
    path = tmp_path / "enorme.csv"
    with path.open("wb") as file:
        file.truncate(200 * limits.MEGABYTE)
    with pytest.raises(UnreadableFile, match="weighs more than 50 MB"):
        read_document(path, path.name)


def test_an_upload_over_the_limit_is_read_no_further_than_the_limit():
    class Endless(io.BytesIO):
        given = 0

        def read(self, size: int | None = -1) -> bytes:
            self.given += size or 0
            return b"a" * (size or 0)

    upload = Endless()
    with pytest.raises(UnreadableFile, match="weighs more than 50 MB"):
        read_document(upload, "enorme.csv")
    assert upload.given == limits.MAX_BYTES + 1


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("xl/workbook.bin", "an Excel workbook in binary form"),
        ("ppt/presentation.xml", "a presentation"),
        ("content.xml", "an OpenDocument file that is not a spreadsheet"),
        ("foto.jpg", "a compressed file"),
    ],
)
def test_a_packed_file_of_another_kind_is_named(refusal, packed, part, found):
    assert found in refusal(packed({part: "x"}), "archivo.xlsx")


def test_an_encrypted_office_file_asks_for_a_copy_without_password(refusal, ole):
    data = ole({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"})
    for name in ("secreto.xlsx", "secreto.docx"):
        assert "protected with a password" in refusal(data, name)


def test_an_old_word_document_is_named(refusal, ole):
    assert "an old Word document (.doc)" in refusal(ole({"WordDocument": b"x"}), "viejo.doc")


def test_a_packed_file_with_a_password_asks_for_a_copy_without(refusal, packed):
    data = bytearray(packed({"word/document.xml": "x"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert "protected with a password" in refusal(bytes(data), "secreto.docx")


def test_a_zip_bomb_is_refused_by_its_directory(refusal, packed):
    assert "unpacks to far more" in refusal(packed({"word/document.xml": b"\x00" * 60_000_000}), "bomba.docx")


def test_a_zip_bomb_that_claims_to_be_small_is_refused_while_it_is_read(refusal, packed):
    data = bytearray(packed({"xl/workbook.xml": b" " * 60_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + offset, 1000)
    assert "unpacks to far more" in refusal(bytes(data), "bomba.xlsx")


def test_a_part_that_lies_about_its_size_is_refused(refusal, packed):
    data = bytearray(packed({"xl/workbook.xml": b"a" * 5000}))
    where = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, where + 24, 100)
    struct.pack_into("<I", data, where + 16, zlib.crc32(b"a" * 100))
    assert "damaged at xl/workbook.xml" in refusal(bytes(data), "mentira.xlsx")


def test_many_small_parts_are_too_many(refusal, packed):
    parts = {f"word/{number}.xml": b"" for number in range(limits.MAX_MEMBERS + 1)}
    assert "too many parts" in refusal(packed({"word/document.xml": b"", **parts}), "partes.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_are_refused_in_any_encoding(refusal, packed, encoding):
    laughs = '<!DOCTYPE d [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'.encode(encoding)
    assert "declares XML entities" in refusal(packed({"word/document.xml": laughs}), "risas.docx")


def test_entities_far_into_a_part_are_found(refusal, packed):
    laughs = b"<!--" + b"x" * (limits.MEGABYTE - 10) + b"--><!DOCTYPE d []><d/>"
    assert "declares XML entities" in refusal(packed({"word/document.xml": laughs}), "risas.docx")


def test_a_truncated_word_document_is_refused(refusal):
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Objetivo del programa")
    document.save(file)
    for length in (30, 5000, len(file.getvalue()) - 30):
        assert "incomplete or damaged" in refusal(file.getvalue()[:length], "cortado.docx")


def test_a_packed_file_without_its_directory_is_refused(refusal):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "x")
    assert "damaged at its end" in refusal(file.getvalue()[:40], "cortado.docx")
