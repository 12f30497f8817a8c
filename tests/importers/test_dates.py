from __future__ import annotations

import pytest

from ckanext.socialprograms.importers.dates import is_to_be_defined, read_date


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("22 de Agosto del año 2019", "2019-08-22"),
        ("Viernes 05 de junio 2020, de 11 a 13 hrs", "2020-06-05"),
        ("1 de setiembre de 2021", "2021-09-01"),
        ("05/09/19", "2019-09-05"),
        ("7/11/19", "2019-11-07"),
        ("29/03/19 11:00 PM", "2019-03-29"),
        ("31-12-2024", "2024-12-31"),
        ("2024-02-29T10:00", "2024-02-29"),
        ("05-sep-24", "2024-09-05"),
        ("5-ene.-2024", "2024-01-05"),
    ],
)
def test_a_date_is_read_as_people_in_mexico_write_it(said, iso):
    day = read_date(said)
    assert day
    assert day.isoformat() == iso


@pytest.mark.parametrize("said", ["", "Por definir", "31/02/20", "99/99/99", "32 de enero de 2020", "2020"])
def test_what_is_no_date_is_none(said):
    assert read_date(said) is None


@pytest.mark.parametrize("said", ["Por definir", "POR DEFINIR.", " por  definir "])
def test_to_be_defined_is_told_from_nothing(said):
    assert is_to_be_defined(said)
    assert not is_to_be_defined("")
