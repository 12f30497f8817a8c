from __future__ import annotations

import pytest

from ckanext.socialprograms.importers.figures import Figure, figures


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Se publicaron 1,204 recibos de obra.", Figure("Recibos de obra", 1204, "recibos")),
        ("Hemos formado en datos abiertos a 72 personas, entre otras", Figure("Personas formadas en datos abiertos", 72, "personas")),
        ("con registros de hasta 462 ciudadanas y ciudadanos", Figure("Registros de ciudadanas y ciudadanos", 462, "ciudadanas y ciudadanos")),
        ("un total de 80 expedientes de interesados", Figure("Expedientes de interesados", 80, "expedientes")),
        ("y a 5,833 les gusta la página, además", Figure("Personas a las que les gusta la página", 5833, "personas")),
        ("(49.8% de mujeres)", Figure("Porcentaje de mujeres", 49.8, "%")),
    ],
)  # fmt: skip
def test_a_number_with_what_it_counts_is_a_result(text, figure):
    assert figures(text) == (figure,)


@pytest.mark.parametrize(
    "text",
    [
        "En 2021 la ciudad cambió",
        "el 11 de febrero y los días 22 y 23 de marzo",
        "del 2012 al 2020",
        "llame al 55 5555 1234 hoy",
        "el objetivo 16 de la agenda 2030",
        "se tiene un 75% de cumplimiento y el 100% del compromiso",
        "1. Chat abierto",
        "convenio 02/2021 Equidad",
        "menores de 5 años, durante 20 días",
        "más de 3,000 obras",
        "el eje temático 4.3 Mejora",
        "por el COVID 19 y la A.1.C.2 Diseñar",
        "Enfermería (6); Derecho (2)",
        "2 dos para el programa",
    ],
)
def test_dates_names_telephones_progress_and_rough_numbers_are_no_result(text):
    assert figures(text) == ()


def test_a_result_told_twice_counts_once():
    assert len(figures("Hay 3,702 obras o acciones.\nLas 3,702 obras siguen.")) == 1
