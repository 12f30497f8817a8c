from __future__ import annotations

import pytest

from ckanext.socialprograms.importers.sdg import read_targets


@pytest.mark.parametrize(
    ("said", "targets"),
    [
        ("Objetivo 16. Paz. Metas: 16.6 y 16.7.", ("16.6", "16.7")),
        ("Metas: 16.5,16.6, 16.10", ("16.5", "16.6", "16.10")),
        ("Objetivo: 5. Igualdad. Meta: 5b. Menores de 5 años", ("5.b",)),
        ("Meta 5.B", ("5.b",)),
        ("Objetivos 5 Igualdad de Género. Objetivo 16 Paz", ("5", "16")),
        ("Objetivo 99, versión 18.2 del 3.14.15", ()),
    ],
)
def test_targets_are_read_as_forms_write_them_and_goals_only_where_there_is_no_target(said, targets):
    assert read_targets(said) == targets
