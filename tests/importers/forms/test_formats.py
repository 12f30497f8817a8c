"""One sample of each form laid out as text, Word, web page and PDF gives the same records."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest

from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.importers.records import Import
from tests.importers.layouts import (
    MERGED,
    Block,
    Break,
    Bullets,
    Grid,
    Heading,
    Text,
    as_docx,
    as_html,
    as_pdf,
    as_text,
)


def commitment():
    return [
        Text("Tercer Plan de Acción Local de Gobierno Abierto 2023-2024 “Cuentas claras”"),
        Heading(
            "COMPROMISO DE GOBIERNO ABIERTO POR EL EJECUTIVO: Seguimiento vecinal del programa “Comedores de barrio” para saber qué se compra, a qué precio se compra y quién lo recibe en cada barrio de la ciudad"
        ),
        Grid(
            [
                ["Nuevo", "", "En curso", "X"],
                ["Tema", "Alimentación", "", ""],
                ["Fecha de inicio", "3 de Febrero del año 2023", "", ""],
                ["Fecha de conclusión", "28 de Febrero del año 2024", "", ""],
                ["Institución responsable", "Secretaría de Bienestar de Valle Claro", "", ""],
                ["Nombre de la persona responsable", "Inés Robledo Prueba", "", ""],
                ["Teléfono", "+51 (55) 5555 1234", "Extensión", "204"],
                ["Gobierno", Bullets(("Secretaría de Bienestar de Valle Claro", "Tesorería de Valle Claro")), "", ""],
                [
                    "Sociedad civil, iniciativa privada, grupos de trabajo, academia, etc.",
                    Bullets(("Red de Cocinas A. C.", "Universidad del Valle")),
                    "",
                    "",
                ],
                [
                    "Problema/tema que se va a abordar (se pretende resolver)",
                    "Nadie fuera de la oficina sabe cuánto cuesta cada plato",
                    "",
                    "",
                ],
                ["Objetivo principal", "Publicar cada mes las compras", "", ""],
                [
                    "Breve descripción del compromiso (máximo 280 caracteres)",
                    "Vecinas y gobierno revisan juntos las compras.",
                    "",
                    "",
                ],
                [
                    "Descripción de cómo este compromiso es relevante para avanzar los valores de la OGP:",
                    Bullets(
                        (
                            "Transparencia: Las compras estarán a la vista.",
                            "Rendición de Cuentas: La tesorería explicará cada pago.",
                        )
                    ),
                    "",
                    "",
                ],
            ]
        ),
        Break(),
        Heading("PLAN ANUAL DE TRABAJO*"),
        Grid(
            [
                [
                    "No.",
                    "OBJETIVOS O METAS",
                    "ACTIVIDADES ESPECIFICAS",
                    "FECHA DE CUMPLIMIENTO",
                    "MEDIOS DE VERIFICACIÓN",
                    "AUTORIDAD ENCARGADA DEL CUMPLIMIENTO",
                ],
                [
                    "1",
                    "Formar un grupo de seguimiento con los comités",
                    "Reunión de arranque",
                    "07/02/23",
                    Bullets(("Convocatoria", "Lista de asistencia", "Plan de trabajo del grupo")),
                    "Inés Robledo",
                ],
                [MERGED, MERGED, "Segunda reunión con Tesorería", "21/2/23", MERGED, MERGED],
                [
                    "2",
                    Bullets(("Comités vecinales", "Personal de cocina"), "Enseñar a leer facturas a:"),
                    "Sesión de ensayo",
                    "03/03/23",
                    Bullets(("Convocatoria", "Memoria")),
                    "Inés Robledo",
                ],
                [
                    MERGED,
                    MERGED,
                    "Taller de facturas",
                    "10/03/23",
                    Bullets(("Convocatoria", "Lista de asistencia")),
                    MERGED,
                ],
                ["3", "Contar lo aprendido", "Por definir", "Por definir", Bullets(("Video", "Memoria")), "Tomás Vela"],
            ]
        ),
        Text("*Sujeto a cambios"),
    ]


def report():
    return [
        Heading("INFORME DE RESULTADOS"),
        Heading("2DO. PLAN DE ACCIÓN LOCAL DE GOBIERNO ABIERTO VALLE CLARO"),
        Text(
            "Desde 2021 el Plan de Acción Local de Gobierno Abierto 2021-2022 reúne a oficinas y vecinas. La plataforma Cuentas Claras y el programa Comedores de Barrio nacieron en Valle Claro, y durante dos años sumaron a oficinas y vecinas de todos los barrios de la ciudad."
        ),
        Break(),
        Heading("TESORERÍA DE VALLE CLARO"),
        Heading("NOMBRE DEL EJE"),
        Heading("CUENTAS CLARAS"),
        Heading("NOMBRE DEL COMPROMISO"),
        Heading("PUBLICAR Y EXPLICAR LOS PAGOS DE OBRA EN VALLE CLARO (PEP)"),
        Grid(
            [
                [
                    "OBJETIVO PRINCIPAL DEL COMPROMISO",
                    "ALINEACIÓN DEL COMPROMISO CON LAS METAS ESPECÍFICAS DE LA AGENDA 2030.",
                ],
                ["Que cualquier persona sepa qué se pagó por cada calle", "Objetivo 16. Metas: 16.6 y 16.7. Meta: 5b."],
            ]
        ),
        Heading("ACTIVIDADES REALIZADAS PARA EL CUMPLIMIENTO DEL COMPROMISO"),
        Heading("PROPÓSITO CIUDADANO DEL EJE:"),
        Text(
            "Que las vecinas puedan seguir el dinero de su calle, de principio a fin, sin tener que pedirlo por escrito a la oficina ni esperar una respuesta que tarda semanas en llegar."
        ),
        Heading(
            "ACCIONES REALIZADAS POR LA TESORERÍA DE VALLE CLARO PARA EL CUMPLIMIENTO DEL PROPÓSITO CIUDADANO DEL EJE:"
        ),
        Text("- Ordenar los recibos."),
        Text("- Publicar la plataforma."),
        Heading("EVIDENCIA DOCUMENTAL DE LAS ACCIONES REALIZADAS:"),
        Break(),
        Heading("MEDIO DE VERIFICACIÓN:"),
        Text("Portal Web Pagos de Obra"),
        Text("Portal Web de la Tesorería"),
        Heading("PERSPECTIVA DE LA SOCIEDAD CIVIL INTEGRANTE DEL STL:"),
        Text("El comité del barrio Norte encontró los recibos de su calle."),
        Heading("PORCENTAJE DE CUMPLIMIENTO DEL COMPROMISO: 100%"),
        Heading("IMPACTO SOCIAL:"),
        Text(
            "Se publicaron 1,204 recibos de obra y se recibieron 96 opiniones ciudadanas (40.5% de mujeres y 59.5% de hombres)."
        ),
        Break(),
        Heading("PODER EJECUTIVO DE VALLE CLARO"),
        Heading("A TRAVÉS DE LA SECRETARÍA DE BIENESTAR"),
        Heading("NOMBRE DEL EJE"),
        Heading("COMIDA PARA TODAS"),
        Heading("NOMBRE DEL COMPROMISO"),
        Heading("COMEDORES DE BARRIO"),
        Grid(
            [
                [
                    "OBJETIVO PRINCIPAL DEL COMPROMISO",
                    "ALINEACIÓN DEL COMPROMISO CON LAS METAS ESPECÍFICAS DE LA AGENDA 2030",
                ],
                ["Dar de comer cerca de casa", "Objetivo 2 Hambre cero. Objetivo 10 Desigualdades."],
            ]
        ),
        Heading("PROPÓSITO CIUDADANO DEL EJE:"),
        Text("Que nadie deje de comer por vivir lejos."),
        Heading("APERTURA DE COMEDORES"),
        Text("Abrimos 12 comedores en 7 colonias."),
        Heading("EVIDENCIA DOCUMENTAL DE LAS ACCIONES REALIZADAS:"),
        Heading("PORCENTAJE DE CUMPLIMIENTO DEL COMPROMISO:"),
        Grid(
            [
                ["Compromiso", "Porcentaje de cumplimiento"],
                ["Abrir comedores.", "100%"],
                ["Publicar los precios.", "80% y en revisión de Tesorería"],
            ]
        ),
        Heading("IMPACTO SOCIAL"),
        Text("Menos hambre."),
    ]


def agenda():
    return [
        Text("Información sobre la intervención pública"),
        Text("Patios Abiertos"),
        Text("Descripción:"),
        Text(
            "La Estrategia Patios Abiertos (EPA) presta los patios de las escuelas a las vecinas. Con Patios Abiertos cada barrio decide los talleres, los horarios y las reglas para cuidar el espacio, que después revisa la escuela con su comité."
        ),
        Text("Fuente:"),
        Text("Objetivo general del programa:"),
        Text("El objetivo de esta Evaluación de Procesos de la EPA es saber si los patios abren a tiempo."),
        Text("Más información de esta"),
        Text("https://patios.valleclaro.example/"),
        Text("Síntesis de la evaluación:"),
        Text("1. Abrir los patios también los domingos."),
        Text("2. Nombrar a una persona responsable en cada escuela."),
        Text("Objetivo de la evaluación:"),
        Text("Conocer qué retrasa la apertura de los patios."),
        Text("Documentos de descarga:"),
        Text("Terminos de referencia"),
        Text("https://agendas.valleclaro.example/archivo/7?archivo=terminos"),
        Text("Informe"),
        Text("https://agendas.valleclaro.example/archivo/7?archivo=informe"),
        Break(),
        Text("Compromiso No.1:"),
        Text("Ampliar el horario de los patios"),
        Text("Tipo Mejora:"),
        Text("Mejorar la operación"),
        Text("Recomendación:"),
        Text("Abrir los patios también los domingos."),
        Text("Actividad 1:"),
        Text("Fuente:"),
        Text("Acordar turnos con el personal de las escuelas"),
        Text("Responsable: Dirección de Escuelas / DIrección de Barrios"),
        Text("Fecha de término 29/03/24 11:00 PM"),
        Break(),
        Text("Preparar un aviso para cada barrio"),
        Text("Responsable: Dirección de Barrios"),
        Text("Compromiso No.2:"),
        Text("Tener a alguien que responda en cada escuela"),
        Text("Tipo Mejora:"),
        Text("Mejorar la operación"),
        Text("Recomendación:"),
        Text("Nombrar responsables."),
        Text("025"),
        Break(),
        Text("Preparar un aviso para cada barrio"),
        Text("Responsable: Dirección de Barrios"),
        Text("Fecha de término 30/04/24 12:00 AM"),
    ]


def long_commitment():
    labels = [
        "No.",
        "OBJETIVOS O METAS",
        "ACTIVIDADES ESPECIFICAS",
        "FECHA DE CUMPLIMIENTO",
        "MEDIOS DE VERIFICACIÓN",
        "AUTORIDAD ENCARGADA DEL CUMPLIMIENTO",
    ]
    proofs = Bullets(
        ("Convocatoria", "Lista de asistencia", "Memoria fotográfica", "Informe general de las mesas de trabajo")
    )
    goal = (
        "revisar con las vecinas y con las cocineras las compras del mes y publicar lo que se encuentre en cada comedor"
    )
    rows: list[list] = [labels]
    for n in range(1, 12):
        rows.append([str(n), f"Objetivo {n}: {goal}", "Primera reunión", f"{n:02d}/09/23", proofs, "Inés Robledo"])
        rows.append([MERGED, MERGED, "Segunda reunión con Tesorería para revisar", f"{n:02d}/10/23", MERGED, MERGED])
    return [*commitment()[:3], Grid(rows), Text("*Sujeto a cambios")]


SAMPLES: list[Callable[[], Sequence[Block]]] = [commitment, long_commitment, report, agenda]


def imported(sample: Sequence[Block], kind: str) -> Import:
    laid_out = {"txt": as_text, "docx": as_docx, "html": as_html, "pdf": as_pdf}[kind](sample)
    return read_file(io.BytesIO(laid_out), f"muestra.{kind}")


def told(result: Import) -> list[tuple]:
    """Give what matters of records: their data and the warnings beside the fields."""
    return [
        (record.data, sorted((note.field, str(note.message)) for note in record.warnings)) for record in result.records
    ]


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)
def test_every_format_of_a_form_gives_the_records_of_its_text(sample, kind):
    expected, found = imported(sample(), "txt"), imported(sample(), kind)
    assert expected.records
    assert not found.errors
    assert told(found) == told(expected)


def test_a_plan_that_runs_over_pages_keeps_every_activity():
    [record] = imported(long_commitment(), "pdf").records
    assert len(record.data["goals"]) == 11
    assert [row["due_date"] for row in record.data["activities"][:2]] == ["2023-09-01", "2023-10-01"]
    assert len(record.data["activities"]) == 22


def test_places_in_a_pdf_name_the_page():
    [record] = imported(commitment(), "pdf").records
    assert record.places["goals.0"].page == 2
