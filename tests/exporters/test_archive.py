from __future__ import annotations

import io
import zipfile

import pytest

from ckanext.socialprograms.exporters.archive import Member, file_name, to_zip


def opened(*members):
    return zipfile.ZipFile(io.BytesIO(b"".join(to_zip(members))))


def test_a_zip_opens_with_all_that_went_in():
    archive = opened(Member("a.txt", b"uno"), Member("f/b.pdf", iter([b"do", b"s"])), Member("empty.csv", b""))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == {
        "a.txt": b"uno",
        "f/b.pdf": b"dos",
        "empty.csv": b"",
    }


def test_a_member_is_asked_for_only_when_its_turn_comes():
    asked = []

    def members():
        for number in range(3):
            asked.append(number)
            yield Member(f"{number}.txt", b"x" * 10)

    chunks = to_zip(members())
    next(chunks)
    assert asked == [0]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Informe final (versión 2).pdf", "Informe-final-version-2.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\trampa.exe", "C-trampa.exe"),
        ("¿?", "file"),
        ("a" * 300 + ".csv", "a" * 100 + ".csv"),
    ],
)
def test_a_name_from_outside_becomes_a_harmless_one(written, name):
    assert file_name(written) == name
