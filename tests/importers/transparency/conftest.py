"""Files as the platform gives them out, made with the labels of the data files."""

from __future__ import annotations

import io

import openpyxl
import pytest

from ckanext.socialprograms.importers.forms.registry import read_file

SUBJECT = (
    ("Nombre del Sujeto Obligado:", "GTO - Secretaría de Educación"),
    ("Normativa:", "LTAIPG"),
    ("Formato:", "Programas sociales"),
    ("Periodo:", "3er trimestre"),
)


@pytest.fixture
def downloaded():
    """Make a download: four rows of heading, labels in capitals in row 6, nested sheets joined by their keys."""

    def make(header, rows, nested=None):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.title = "Información"
        for row in SUBJECT:
            sheet.append(row)
        sheet.append([])
        sheet.append(["ID", "FECHA CREACION", "FECHA MODIFICACION", *(_shouted(label) for label in header)])
        for number, row in enumerate(rows):
            sheet.append([f"{number}", "2026-10-01", "2026-10-02", *row])
        book.create_sheet("Hidden_1").append(["Programas de transferencia"])
        for name, (labels, found) in (nested or {}).items():
            inner = book.create_sheet(name)
            inner.append(["Información relacionada a:", name])
            inner.append([])
            inner.append(["ID", "FECHA CREACION", "FECHA MODIFICACION", *labels])
            for row in found:
                inner.append([row[0], "", "", *row[1:]])
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return make


@pytest.fixture
def read():
    def records(data, name="descarga.xlsx"):
        imported = read_file(io.BytesIO(data), name)
        assert not imported.errors, imported.errors
        assert imported.form == "transparency"
        return imported.records

    return records


def _shouted(label):
    # The platform writes two spaces for each comma.
    return label.upper().replace(",", "  ").replace("(CATÁLOGO)", " (CATÁLOGO)")
