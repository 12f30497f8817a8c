from __future__ import annotations

import io

import pytest

from ckanext.socialprograms.importers.document import Document, Paragraph, Place
from ckanext.socialprograms.importers.forms import registry


@pytest.mark.parametrize(
    ("sample", "types"),
    [
        ("commitment_form", ["commitment"]),
        ("follow_up", ["commitment"]),
        ("result_report", ["commitment"] * 3),
        ("improvement_agenda", ["evaluation"]),
    ],
)
def test_a_form_is_known_by_its_labels(read_sample, sample, types):
    found = read_sample(sample)
    assert [record.type for record in found.records] == types
    assert found.errors == ()
    assert len(found.checksum) == 64


def test_the_name_of_the_file_does_not_matter(read_sample, root):
    data = (root / "tests" / "samples" / "commitment_form.txt").read_bytes()
    (record,) = registry.read_file(io.BytesIO(data), "follow_up.txt").records
    assert record.data == read_sample("commitment_form").records[0].data


def test_a_document_without_a_form_is_one_sentence_and_no_record(read_sample):
    found = read_sample("no_form")
    assert found.records == ()
    (error,) = found.errors
    assert "no_form.txt" in str(error)


def test_the_founding_slides_hold_no_form(read_founding):
    found = read_founding("002")
    assert found.records == ()
    assert len(found.errors) == 1


def test_an_unreadable_file_is_one_sentence_and_no_record():
    found = registry.read_file(io.BytesIO(b""), "vacío.txt")
    assert found.records == ()
    assert len(found.errors) == 1


def test_a_form_that_breaks_its_reader_is_reported_and_gives_nothing(monkeypatch):
    def broken(document):
        raise KeyError(document.name)

    monkeypatch.setattr(registry, "FORMS", (registry.Form("broken", lambda _: True, broken),))
    document = Document("x.txt", "txt", "0" * 64, blocks=(Paragraph("hola", Place(line=1)),))
    found = registry.read_records(document)
    assert found.records == ()
    assert "x.txt" in str(found.errors[0])
