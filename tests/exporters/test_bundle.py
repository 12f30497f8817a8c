from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest

from ckanext.socialprograms.exporters import bundle
from ckanext.socialprograms.exporters.archive import to_zip
from ckanext.socialprograms.exporters.bundle import HeldFile, Packing
from ckanext.socialprograms.exporters.record import Portal, list_table

PORTAL = Portal("Portal de prueba", lambda text: text, lambda type_, name: f"https://example.org/{type_}/{name}")
SCHEMA = {
    "dataset_type": "commitment",
    "dataset_fields": [{"field_name": "title", "label": "Name"}],
    "resource_fields": [],
}
DATA = {
    "type": "commitment",
    "name": "promesa",
    "title": "Revisar",
    "metadata_modified": "2026-11-20T10:00:00",
    "license_title": "CC-BY",
    "license_url": "https://example.org/cc",
    "evidence": [{"title": "Minuta", "url": "https://example.org/minuta", "activities": ["A1"]}, {"title": "Acta"}],
}


def vanished():
    raise FileNotFoundError
    yield b""


def torn():
    yield b"una parte"
    raise OSError


def packing(*held):
    return Packing(PORTAL, lambda _data: SCHEMA, date(2026, 11, 21), str, lambda _data: held)


def opened(members):
    return zipfile.ZipFile(io.BytesIO(b"".join(to_zip(members))))


def readme(archive, name):
    return archive.read(name).decode("utf-8-sig")


def test_the_zip_of_a_record_has_its_data_its_files_and_its_evidence():
    archive = opened(bundle.of_record(DATA, packing(HeldFile("Minuta", "minuta.pdf", lambda: [b"PDF"]))))
    assert sorted(archive.namelist()) == [
        "promesa/README.txt",
        "promesa/evidence.csv",
        "promesa/files/01-minuta.pdf",
        "promesa/record.csv",
        "promesa/record.json",
        "promesa/record.xlsx",
    ]
    assert archive.read("promesa/files/01-minuta.pdf") == b"PDF"
    evidence = archive.read("promesa/evidence.csv").decode("utf-8-sig").splitlines()
    assert evidence[1:] == ["promesa,Minuta,https://example.org/minuta,A1,,,1", "promesa,Acta,,,,,0"]


def test_the_readme_says_license_address_and_dates():
    told = readme(opened(bundle.of_record(DATA, packing())), "promesa/README.txt")
    for said in (
        "https://example.org/commitment/promesa",
        "Data as of 2026-11-20",
        "Downloaded on 2026-11-21",
        "License: CC-BY https://example.org/cc",
    ):
        assert said in told
    assert "missing" not in told
    unlicensed = bundle.of_record({**DATA, "license_title": None, "license_url": None}, packing())
    assert "has not stated a license" in readme(opened(unlicensed), "promesa/README.txt")


@pytest.mark.parametrize("broken", [vanished, torn])
def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_whole(broken):
    held = (HeldFile("Informe", "informe.pdf", broken), HeldFile("Acta", "acta.pdf", lambda: [b"PDF"]))
    archive = opened(bundle.of_record(DATA, packing(*held)))
    assert archive.testzip() is None
    assert archive.read("promesa/files/02-acta.pdf") == b"PDF"
    assert "- promesa/files/01-informe.pdf: Informe" in readme(archive, "promesa/README.txt")


def test_the_zip_of_a_list_has_each_record_and_says_what_it_leaves_out():
    records = [{**DATA, "name": name} for name in ("uno", "dos")]
    head = ("Compromisos", "https://example.org/?q=x")
    members = bundle.of_list(head, list_table("records", records, SCHEMA, PORTAL), records, 7, 2, packing())
    archive = opened(members)
    assert len(archive.read("records.csv").decode().splitlines()) == 3
    assert json.loads(archive.read("records/dos/record.json"))["record"]["title"] == "Revisar"
    told = readme(archive, "README.txt")
    assert "2 of the 7" in told
    assert "holds 2 records at most" in told
    assert "https://example.org/?q=x" in told
