"""The same table in every format, and what lies where nobody looks."""

from __future__ import annotations

import io
import json
import zipfile

import docx
import openpyxl
import pytest
from docx.shared import Cm
from openpyxl.comments import Comment
from PIL import Image
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from ckanext.socialprograms.guard.report import Verdict
from tests.guard.conftest import CURP, PEOPLE, PERSONS, as_json, delimited, found, saved, workbook, zipped
from tests.opendocument import as_ods

TABLE = {"folio": [f"A-{n}" for n in range(30)], "nombre": [one.name for one in PERSONS], "CURP": CURP}
CLEAN = {"folio": [f"A-{n}" for n in range(30)], "monto": list(range(30))}


def png():
    """Make a picture."""
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(file, "PNG")
    return file.getvalue()


PICTURE = png()


def kinds(scan):
    return {finding.kind for finding in scan.findings}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16", "utf-16-le"])
def test_csv_of_any_separator_and_encoding(scanned, separator, encoding):
    text = delimited(
        {"Niñez": ["sí"] * 30, "Dirección de correo": [PEOPLE.email(one) for one in PERSONS], **TABLE}, separator
    )
    scan = scanned(text.decode().encode(encoding), "padron.csv")
    assert scan.rows == 30
    assert found(scan) == {("curp", "CURP"), ("email", "Dirección de correo")}


def test_old_line_ends_and_the_hint_that_excel_writes(scanned):
    assert found(scanned(delimited(TABLE).replace(b"\r\n", b"\r"), "a.csv")) == {("curp", "CURP")}
    assert found(scanned(b"sep=;\r\n" + delimited(TABLE, ";"), "a.csv")) == {("curp", "CURP")}


def test_a_table_is_known_by_its_content_whatever_its_name(scanned):
    assert found(scanned(delimited(TABLE), "padron.txt")) == {("curp", "CURP")}
    assert found(scanned(saved(workbook({"Hoja": TABLE})), "padron.csv")) == {("curp", "CURP")}


def test_every_sheet_of_a_workbook_even_a_hidden_one(scanned):
    book = workbook({"Programas": CLEAN, "Oculta": TABLE}, hidden=["Oculta"])
    finding = scanned(saved(book), "libro.xlsx").findings[0]
    assert (finding.place.part, finding.place.column, finding.count) == ("Oculta", "CURP", 30)


def test_what_hides_behind_the_cells_of_a_workbook(scanned):
    commented = workbook({"Hoja": CLEAN})
    commented.worksheets[0]["A1"].comment = Comment(f"Es {CURP[0]}", "x")
    assert kinds(scanned(saved(commented), "a.xlsx")) == {"curp"}
    described = workbook({"Hoja": CLEAN})
    described.properties.description = CURP[0]
    assert kinds(scanned(saved(described), "a.xlsx")) == {"curp"}
    headed = workbook({"Hoja": CLEAN})
    headed.worksheets[0].oddHeader.center.text = CURP[0]  # pyright: ignore[reportOptionalMemberAccess]
    assert kinds(scanned(saved(headed), "a.xlsx")) == {"curp"}
    narrow = workbook({"Hoja": {**CLEAN, **TABLE}})
    narrow.worksheets[0].column_dimensions["D"].hidden = True
    assert kinds(scanned(saved(narrow), "a.xlsx")) == {"curp"}
    assert scanned(saved(workbook({"Hoja": CLEAN})), "a.xlsx").verdict is Verdict.CLEAN


def led(cells):
    """Give a workbook of people in whose last column each cell leads somewhere."""
    people = {"nombre": [one.name for one in PERSONS], "edad": [40] * 30, "contacto": ["ver"] * 30}
    book = workbook({"Hoja": people})
    for row, target in enumerate(cells, 2):
        book.worksheets[0][f"C{row}"].hyperlink = target
    return book


def test_addresses_behind_the_cells_of_a_workbook(scanned):
    mail = [f"mailto:{PEOPLE.email(one)}?subject=Hola" for one in PERSONS]
    assert found(scanned(saved(led(mail)), "a.xlsx")) == {("email", "contacto")}
    keys = [f"https://ejemplo.mx/?curp={curp}" for curp in CURP]
    assert found(scanned(saved(led(keys)), "a.xlsx")) == {("curp", "contacto")}
    assert scanned(saved(led(["https://ejemplo.mx/becas"] * 30)), "a.xlsx").verdict is Verdict.CLEAN
    computed = workbook(
        {"Hoja": {"nombre": ["x"], "edad": [40], "contacto": [f'=HYPERLINK("mailto:{CURP[0]}","ver")']}}
    )
    assert kinds(scanned(saved(computed), "a.xlsx")) == {"curp"}


def test_addresses_behind_the_texts_of_a_spreadsheet_and_a_document(scanned):
    ods = as_ods(io.BytesIO(saved(workbook({"Hoja": CLEAN})))).getvalue()
    link = f'<text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://ejemplo.mx/{CURP[0]}">ver</text:a>'
    changed = changed_part(ods, "content.xml", lambda xml: xml.replace(b"</text:p>", link.encode() + b"</text:p>", 1))
    assert kinds(scanned(changed, "a.ods")) == {"curp"}
    written = document("Reglas")
    written.part.relate_to(f"https://ejemplo.mx/{CURP[0]}", "hyperlink", is_external=True)
    assert kinds(scanned(saved(written), "a.docx")) == {"curp"}


def changed_part(data, name, change):
    """Give a ZIP file with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    return zipped({**files, name: change(files[name])})


def test_names_of_files_are_looked_at_too(scanned):
    assert kinds(scanned(b"a,b\n1,2\n", f"{CURP[0]}.csv")) == {"curp"}
    assert kinds(scanned(zipped({f"fotos/JUAN_{CURP[0]}.csv": b"a,b\n1,2\n"}), "todo.zip")) == {"curp"}


def test_merged_headers_are_read_together(scanned):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Padrón 2021"])
    sheet.append(["Persona", None, "Teléfono", None])
    sheet.append(["nombre", "apellido", "fijo", "otro"])
    for person in PERSONS:
        sheet.append([person.name, person.first, PEOPLE.phone(), PEOPLE.phone()])
    assert found(scanned(saved(book), "a.xlsx")) == {("phone", "fijo"), ("phone", "otro")}


def test_json_of_objects_nested_or_a_line_each(scanned):
    nested = [{"persona": {"datos": {"CURP": curp}}, "tels": [{"n": 1}, {"n": 2}]} for curp in CURP]
    assert found(scanned(json.dumps({"data": nested}).encode(), "a.json")) == {("curp", "data.persona.datos.CURP")}
    lines = b"\n".join(json.dumps({"CURP": curp}).encode() for curp in CURP)
    assert found(scanned(lines, "a.json")) == {("curp", "CURP")}
    lists = [list(TABLE), *map(list, zip(*TABLE.values(), strict=True))]
    assert found(scanned(json.dumps(lists).encode(), "a.json")) == {("curp", "CURP")}
    assert scanned(as_json(CLEAN), "a.json").verdict is Verdict.CLEAN


def test_json_whose_keys_are_people(scanned):
    assert kinds(scanned(json.dumps({curp: {"monto": 5} for curp in CURP}).encode(), "a.json")) == {"curp"}


def feature(properties, number):
    point = {"type": "Point", "coordinates": [-103.345678 + number / 997, 20.654321 + number / 991]}
    return {"type": "Feature", "properties": properties, "geometry": point}


def test_where_works_are_is_public_and_where_people_live_is_not(scanned):
    works = [feature({"obra": f"Puente {n}", "inversión": n}, n) for n in range(30)]
    assert (
        scanned(json.dumps({"type": "FeatureCollection", "features": works}).encode(), "a.geojson").verdict
        is Verdict.CLEAN
    )
    homes = [feature({"nombre": one.name, "primer_apellido": one.first}, n) for n, one in enumerate(PERSONS)]
    scan = scanned(json.dumps({"type": "FeatureCollection", "features": homes}).encode(), "a.geojson")
    assert found(scan) == {("coordinates", "features.geometry.coordinates")}


def document(*paragraphs, table=None):
    made = docx.Document()
    for paragraph in paragraphs:
        line = made.add_paragraph()
        for run in paragraph.split("|"):
            line.add_run(run)
    if table:
        rows = [list(table), *zip(*table.values(), strict=True)]
        grid = made.add_table(len(rows), len(table))
        for number, row in enumerate(rows):
            for cell, value in zip(grid.rows[number].cells, row, strict=True):
                cell.text = str(value)
    return made


def test_a_word_document_with_its_tables_and_words_cut_into_runs(scanned):
    assert found(scanned(saved(document("Lista", table=TABLE)), "a.docx")) == {("curp", "CURP")}
    cut = scanned(saved(document(f"Clave {CURP[0][:7]}|{CURP[0][7:]}")), "a.docx")
    assert [(one.kind, one.count) for one in cut.findings] == [("curp", 1)]
    assert scanned(saved(document("Sin datos")), "a.docx").verdict is Verdict.CLEAN


def test_what_hides_in_a_word_document(scanned):
    headed = document("Reglas")
    headed.sections[0].header.paragraphs[0].text = CURP[0]
    assert kinds(scanned(saved(headed), "a.docx")) == {"curp"}
    described = document("Reglas")
    described.core_properties.comments = CURP[0]
    assert kinds(scanned(saved(described), "a.docx")) == {"curp"}


def test_a_logo_passes_and_a_photograph_waits_for_a_person(scanned, tmp_path):
    picture = tmp_path / "picture.png"
    picture.write_bytes(PICTURE)
    small, large, running = document("Reglas"), document("Reglas"), document("Reglas")
    small.add_picture(str(picture), width=Cm(3))
    large.add_picture(str(picture), width=Cm(12))
    running.sections[0].header.paragraphs[0].add_run().add_picture(str(picture), width=Cm(16))
    assert scanned(saved(small), "a.docx").verdict is Verdict.CLEAN
    assert scanned(saved(large), "a.docx").verdict is Verdict.UNCHECKED
    assert scanned(saved(running), "a.docx").verdict is Verdict.CLEAN


def pdf(*pages, encrypt=None):
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=letter, encrypt=encrypt)
    for page in pages:
        for number, line in enumerate(page):
            canvas.drawString(50, 740 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_a_pdf_page_by_page(scanned):
    scan = scanned(pdf(["Reglas de operación"], [f"Clave {CURP[0]}"]), "a.pdf")
    assert [(one.kind, one.place.page) for one in scan.findings] == [("curp", 2)]


def test_a_curp_that_a_narrow_column_breaks_in_two(scanned):
    assert kinds(scanned(pdf([CURP[0][:10], CURP[0][10:]]), "a.pdf")) == {"curp"}


def test_an_offices_telephone_and_address_in_a_text_pass(scanned):
    rules = [
        "Mayores informes: Dirección de Programas Sociales, Av. Hidalgo 400, tel. 33 3668 1800 ext. 31200",
        "correo becas@jalisco.gob.mx o difmunicipal@gmail.com",
    ]
    assert scanned(pdf(rules), "reglas.pdf").verdict is Verdict.CLEAN
    assert scanned("\n".join(rules).encode(), "reglas.txt").verdict is Verdict.CLEAN


def test_the_telephones_of_a_list_of_people_do_not(scanned):
    rows = [f"{one.name} {one.first}  {PEOPLE.phone()}  {PEOPLE.email(one)}" for one in PERSONS[:12]]
    assert kinds(scanned(pdf(["Lista de asistencia", "Nombre completo  Teléfono  Correo", *rows]), "a.pdf")) == {
        "phone",
        "email",
    }


LISTED = [f"{number}. {one.name} {one.first} {PEOPLE.phone()}" for number, one in enumerate(PERSONS[:12])]


@pytest.mark.parametrize("kind", ["txt", "pdf", "docx"])
def test_people_with_their_telephones_wait_for_a_person_though_no_heading_says_what_they_are(scanned, kind):
    word = io.BytesIO()
    document(*LISTED).save(word)
    made = {"txt": "\n".join(LISTED).encode(), "pdf": pdf(["Apoyos", *LISTED]), "docx": word.getvalue()}
    scan = scanned(made[kind], f"apoyos.{kind}")
    assert scan.verdict is Verdict.UNCHECKED
    assert "list of people" in str(scan.unchecked[0].message())


def test_forms_that_people_filled_in_wait_for_a_person(scanned):
    form = "Nombre: {0.name} {0.first}\nDomicilio: {1}\nTeléfono: {2}\n\n"
    forms = "".join(form.format(one, PEOPLE.address(), PEOPLE.phone()) for one in PERSONS[:6])
    assert scanned(forms.encode(), "cedulas.txt").verdict is Verdict.UNCHECKED
    empty = "Nombre: ______\nDomicilio: ______\nTeléfono: ______\n" * 9
    assert scanned(empty.encode(), "formato.txt").verdict is Verdict.CLEAN


def test_a_directory_of_public_servants_is_no_list_of_people(scanned):
    lines = [f"{one.name} {one.first}, Directora de Área, tel. {PEOPLE.phone()}" for one in PERSONS[:12]]
    assert scanned(pdf(lines), "directorio.pdf").verdict is Verdict.CLEAN


def test_zeros_and_other_signs_that_are_no_text_wait_for_a_person(scanned):
    for data in (bytes(300), b"\x00\x01" * 300):
        assert scanned(data, "datos.bin").verdict is Verdict.UNCHECKED


def test_a_text_that_says_whose_the_telephone_is(scanned):
    assert kinds(scanned(b"Domicilio y telefono particular: 33 3668 1800", "a.txt")) == {"phone"}


@pytest.mark.parametrize("page", ["drawn", "photographed"])
def test_a_page_without_text_waits_for_a_person(scanned, tmp_path, page):
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=letter)
    canvas.drawString(50, 700, "Anexo")
    canvas.showPage()
    if page == "drawn":
        canvas.rect(50, 50, 500, 600, fill=1)
    else:
        picture = tmp_path / "picture.png"
        picture.write_bytes(PICTURE)
        canvas.drawString(50, 700, "Fotografía")
        canvas.drawImage(str(picture), 50, 50, 400, 300)
    canvas.save()
    scan = scanned(file.getvalue(), "anexo.pdf")
    assert scan.verdict is Verdict.UNCHECKED
    assert [one.place.page for one in scan.unchecked] == [2]


def test_what_cannot_be_looked_at_is_never_passed(scanned, tmp_path):
    for data, name in (
        (PICTURE, "foto.csv"),
        (bytes(range(256)) * 9, "datos.bin"),
        (pdf(["hola"], encrypt="secreto"), "cerrado.pdf"),
        (zipped({"a.csv": delimited(CLEAN), "foto.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF"}), "a.zip"),
        (b"{\\rtf1 hola}", "a.rtf"),
    ):
        scan = scanned(data, name)
        assert scan.verdict is Verdict.UNCHECKED, name
        assert scan.unchecked[0].message().in_language("es")


def test_files_in_archives_are_looked_at_and_named(scanned):
    inner = zipped({"padron.json": as_json(TABLE)})
    scan = scanned(zipped({"sub/a.xlsx": saved(workbook({"Hoja": TABLE})), "b.zip": inner}), "todo.zip")
    assert {one.place.part for one in scan.findings} == {"sub/a.xlsx › Hoja", "b.zip › padron.json"}


def test_a_file_that_lies_in_a_document(scanned):
    parts = {"word/embeddings/hoja.xlsx": saved(workbook({"Hoja": TABLE}))}
    file = io.BytesIO(saved(document("Anexo")))
    with zipfile.ZipFile(file, "a") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert kinds(scanned(file.getvalue(), "a.docx")) == {"curp"}


@pytest.mark.parametrize(
    "data", [b"<kml><Placemark><name>{}</name></Placemark></kml>", b"<p>{}<br></p>", b'<a curp="{}"/>']
)
def test_xml_and_web_pages(scanned, data):
    assert kinds(scanned(data.replace(b"{}", CURP[0].encode()), "a.kml")) == {"curp"}


def test_an_empty_file_is_clean(scanned):
    assert scanned(b"", "nada.csv").verdict is Verdict.CLEAN
    assert scanned(b"\n\n", "nada.csv").verdict is Verdict.CLEAN
