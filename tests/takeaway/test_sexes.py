from __future__ import annotations

import pytest

from ckanext.socialprograms.takeaway.sexes import sex, sexes


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["H", "M", None], ["Hombre", "Mujer", None]),
        (["M", "F"], ["Hombre", "Mujer"]),
        (["masculino", "FEMENINO", "No binario"], ["Hombre", "Mujer", "No binario"]),
        (["Hombre", "Mujer"], ["Hombre", "Mujer"]),
        (["M", "M"], ["M", "M"]),
        (["H", "F", "M"], ["Hombre", "Mujer", "M"]),
    ],
)
def test_letters_are_told_by_those_beside_them(written, read):
    known = sexes(written)
    assert [sex(cell, known) for cell in written] == read
