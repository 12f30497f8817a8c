"""Columns that may be published, some of which look as if they might not."""

from __future__ import annotations

from collections.abc import Sequence

from tests.guard.people import CONSONANTS
from tests.guard.spelling import Columns, Labelled, Make


class Lawful(Columns):
    """Makes columns of what the law makes public and of what belongs to offices and programs."""

    def names(self, table: Labelled, kind: str = "") -> None:
        if self.rng.random() < 0.3:
            table.add(
                self.rng.choice(["nombre completo", "Nombre del beneficiario", "NOMBRE"]),
                self._each(lambda person, _: self._full_name(person)),
                kind,
            )
            return
        names = self.rng.choice(
            [
                ("nombre", "primer_apellido", "segundo_apellido"),
                ("NB_NOMBRE", "NB_PRIMER_AP", "NB_SEGUNDO_AP"),
                ("Nombre(s)", "Apellido paterno", "Apellido materno"),
                ("NOMBRE", "AP_PATERNO", "AP_MATERNO"),
                ("nombres", "paterno", "materno"),
                ("NOM", "APATERNO", "AMATERNO"),
            ],
        )
        for name, attribute in zip(names, ("name", "first", "second"), strict=True):
            table.add(name, [getattr(person, attribute) for person in self.persons], kind)

    def sex_and_age(self, table: Labelled) -> None:
        table.add(self.rng.choice(["sexo", "CD_SEXO", "Sexo", "género"]), [person.sex for person in self.persons])
        table.add(
            self.rng.choice(["edad", "Edad", "edad_beneficiario"]),
            [str(2026 - person.born.year) for person in self.persons],
        )

    def harmless(self, table: Labelled) -> None:
        start, year = self.rng.randint(10**9, 9 * 10**9), self.rng.randint(2015, 2024)
        office = [self.people.phone() for _ in range(self.rng.randint(1, 3))]
        mail = self.rng.choice(
            [
                ["atencion@jalisco.gob.mx", "bienestar@zapopan.gob.mx"],
                ["difmunicipal@gmail.com"],
                ["contacto@tepa.gob.mx"],
            ]
        )
        code = "".join(self.rng.choice(CONSONANTS + "AEIOU") for _ in range(4))
        choices: list[tuple[Sequence[str], Make]] = [
            (
                ("municipio", "Municipio", "CVE_MUN"),
                lambda *_: self.rng.choice(["Guadalajara", "Zapopan", "León", "Tonalá", "Tequila"]),
            ),
            (
                ("localidad", "colonia", "Unidad territorial"),
                lambda *_: self.rng.choice(["Centro", "San Juan", "El Salto", "Las Juntas"]),
            ),
            (
                ("monto", "Monto del apoyo", "importe"),
                lambda *_: f"${self.rng.randint(500, 90000):,}.{self.rng.randint(0, 99):02d}",
            ),
            (("monto_total", "presupuesto", "importe"), lambda *_: str(self.rng.randint(2 * 10**9, 9 * 10**9))),
            (("folio", "No.", "ID", "clave"), lambda _, at: str(start + at)),
            (("folio", "id_registro", "clave_apoyo"), lambda *_: str(self.rng.randint(10**9, 10**10 - 1))),
            (("id", "clave", "folio_pago"), lambda *_: str(self.rng.randint(10**17, 10**18 - 1))),
            (("id", "folio unico"), lambda _, at: f"0121{start:010d}{at:04d}"),
            (
                ("clave_programa", "folio", "clave"),
                lambda *_: (
                    f"{code}{year % 100}{self.rng.randint(1, 12):02d}{self.rng.randint(1, 28):02d}{self.rng.choice('ABCDEF')}{self.people.digits(2)}"
                ),
            ),
            (
                ("fecha_apoyo", "Fecha de alta", "fecha de entrega", "fecha", "F_REGISTRO"),
                lambda *_: self._dated(self.people.day(year, year + 2), 0),
            ),
            (
                ("programa", "nombre_programa"),
                lambda *_: self.rng.choice(["Apoyo a mujeres jefas de familia", "Becas", "Personas con discapacidad"]),
            ),
            (("dependencia", "Institución"), lambda *_: self.rng.choice(["Secretaría de Bienestar", "DIF Municipal"])),
            (("tipo_apoyo", "beneficio"), lambda *_: self.rng.choice(["Monetario", "En especie", "Aparato auditivo"])),
            (("telefono_oficina", "Teléfono de la dependencia", "tel_ventanilla"), lambda *_: self.rng.choice(office)),
            (("correo_oficina", "Correo institucional", "correo de contacto"), lambda *_: self.rng.choice(mail)),
            (("rfc_empresa", "RFC del proveedor", "RFC"), lambda *_: self.people.company_rfc()),
            (("cuenta_con_agua", "¿Cuenta con drenaje?"), lambda *_: self.rng.choice(["Sí", "No"])),
            (
                ("documentos", "Documentos entregados"),
                lambda *_: self.rng.choice(["CURP, INE", "CURP, comprobante de domicilio", "INE"]),
            ),
            (("menor_de_edad", "¿Es menor?"), lambda *_: "No"),
            (
                ("observaciones", "notas"),
                lambda *_: self.rng.choice(["Entregado", "Pendiente", "Se entregó el 12/03/2021 a las 10:30", ""]),
            ),
            (("enlace", "url"), lambda _, at: f"https://datos.jalisco.gob.mx/apoyos/{start}{at}"),
            (("grupo_edad", "rango de edad"), lambda *_: self.rng.choice(["18-29", "30-44", "45-59", "60 y más"])),
            (
                ("entidad_nacimiento", "Estado de nacimiento"),
                lambda *_: self.rng.choice(["Jalisco", "Colima", "Nayarit"]),
            ),
            (("año", "ejercicio"), lambda *_: str(year)),
            (("cuenta pública", "partida"), lambda *_: self.rng.choice(["4411", "4412"])),
            (("codigo_barras", "sku"), lambda *_: f"750{self.people.digits(10)}"),
            (("factura", "uuid"), lambda *_: f"{self.rng.getrandbits(128):032X}"),
        ]
        names, make = self.rng.choice(choices)
        name = self.rng.choice(list(names))
        if name not in [other for other, _ in table.columns]:
            table.add(name, self._each(make))
