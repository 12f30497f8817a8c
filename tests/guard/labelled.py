"""Tables of which every column is labelled with the kind of personal data that it holds, or with none."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.guard.lawful import Lawful
from tests.guard.people import People
from tests.guard.personal import Personal
from tests.guard.spelling import Labelled

SEPARATORS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-8-sig", "windows-1252", "utf-16")


def tables(count: int, seed: int) -> Iterator[tuple[Labelled, bytes, str]]:
    """Give labelled tables as files, each with the name of its file."""
    rng = random.Random(seed)
    people = People(seed)
    for number in range(count):
        make = SUBJECTS[number % len(SUBJECTS)]
        table = Tables(rng, people).make(make)
        name = rng.choice(["padron", "datos", "reporte", "lista"]) + rng.choice([".csv", ".csv", ".txt", ".tsv"])
        separator = "\t" if name.endswith(".tsv") else rng.choice(SEPARATORS)
        yield table, table.as_csv(separator, rng.choice(ENCODINGS)), name


class Tables(Personal, Lawful):
    """Makes one table: of beneficiaries, of children, of works, of offices …"""

    def make(self, subject: str) -> Labelled:
        table = Labelled(subject)
        getattr(self, f"_{subject}")(table)
        return table

    def _beneficiaries(self, table: Labelled) -> None:
        self.names(table)
        if self.rng.random() < 0.7:
            self.sex_and_age(table)
        self._some(table, self.harmless, 3, 7)
        for make in self.rng.sample(self._personal(), self.rng.randint(1, 5)):
            make(table)
        self._mixed(table)

    def _lawful(self, table: Labelled) -> None:
        self.names(table)
        if self.rng.random() < 0.7:
            self.sex_and_age(table)
        self._some(table, self.harmless, 4, 9)
        self._mixed(table)

    def _children(self, table: Labelled) -> None:
        self.persons = [self.people.person(*self.rng.choice([(4, 17), (4, 17), (18, 60)])) for _ in range(self.rows)]
        self.persons[0] = self.people.person(5, 12)
        self.names(table, "minor")
        self.sex_and_age(table)
        self._some(table, self.harmless, 2, 5)

    def _bare(self, table: Labelled) -> None:
        """Identifiers and contacts with nothing beside them that says whose they are."""
        for make in self.rng.sample(
            [self.curp, self.email, self.phone, self.clabe, self.voter_key], self.rng.randint(1, 3)
        ):
            make(table)
        self._some(table, self.harmless, 1, 4)

    def _works(self, table: Labelled) -> None:
        table.add(
            self.rng.choice(["obra", "NB_OBRA", "Nombre de la obra", "proyecto"]),
            self._each(
                lambda *_: (
                    f"{self.rng.choice(['Pavimentación de la', 'Rehabilitación de la', 'Drenaje en la'])} {self.people.street()}"
                )
            ),
        )
        table.add(
            self.rng.choice(["ubicación", "domicilio", "Calle y número", "direccion"]),
            self._each(lambda *_: self.people.address()),
        )
        table.add("latitud", self._each(lambda *_: f"{20 + self.rng.random():.6f}"))
        table.add("longitud", self._each(lambda *_: f"-{103 + self.rng.random():.6f}"))
        table.add(
            self.rng.choice(["inversion", "monto"]),
            self._each(lambda *_: f"{self.rng.randint(10**5, 10**9)}.{self.people.digits(2)}"),
        )
        table.add(
            self.rng.choice(["fecha_inicio", "inicio"]),
            self._each(lambda *_: self._dated(self.people.day(2010, 2024), 1)),
        )
        table.add("beneficiarios_mujeres", self._each(lambda *_: str(self.rng.randint(10, 900))))
        table.add("avance", self._each(lambda *_: f"{self.rng.randint(0, 100)}%"))

    def _offices(self, table: Labelled) -> None:
        kind = self.rng.choice(
            [
                "Biblioteca Pública",
                "Escuela Primaria",
                "Centro de Salud",
                "DIF",
                "Comedor comunitario",
                "Módulo de atención",
            ]
        )
        table.add(
            self.rng.choice(["nombre", "oficina", "Nombre del centro", "escuela", "sede"]),
            self._each(lambda *_: f"{kind} {self.people.faker.last_name()}"),
        )
        table.add(
            self.rng.choice(["domicilio", "Dirección", "calle y número"]), self._each(lambda *_: self.people.address())
        )
        table.add(
            self.rng.choice(["telefono", "Teléfono", "tel"]),
            self._each(lambda *_: self._dialled(self.rng.randrange(3))),
        )
        table.add(
            self.rng.choice(["correo", "email"]),
            self._each(
                lambda *_: (
                    f"{self.people.faker.user_name()}@{self.rng.choice(['gmail.com', 'edu.mx', 'jalisco.gob.mx'])}"
                )
            ),
        )
        table.add("latitud", self._each(lambda *_: f"{20 + self.rng.random():.5f}"))
        table.add("longitud", self._each(lambda *_: f"-{103 + self.rng.random():.5f}"))
        table.add("horario", self._each(lambda *_: "Lunes a viernes de 9:00 a 15:00"))

    def _officials(self, table: Labelled) -> None:
        self.names(table)
        table.add(
            self.rng.choice(["cargo", "puesto", "Denominación del cargo"]),
            self._each(lambda *_: self.rng.choice(["Director", "Jefa de departamento", "Analista"])),
        )
        table.add(
            self.rng.choice(["telefono", "Teléfono oficial"]),
            self._each(lambda *_: f"{self._dialled(1)} ext. {self.people.digits(3)}"),
        )
        table.add(
            self.rng.choice(["correo", "Correo electrónico oficial"]),
            self._each(lambda _, at: f"empleada{at}@jalisco.gob.mx"),
        )
        table.add("Domicilio oficial: nombre de vialidad", self._each(lambda *_: "Av. Hidalgo"))

    def _programs(self, table: Labelled) -> None:
        table.add(
            self.rng.choice(["programa", "Nombre del programa"]), self._each(lambda _, at: f"Programa de apoyo {at}")
        )
        table.add(
            "objetivo", self._each(lambda *_: "Mejorar el ingreso de personas con discapacidad y de pueblos indígenas")
        )
        table.add("presupuesto", self._each(lambda *_: str(self.rng.randint(10**6, 10**10))))
        table.add("Atiende a personas con discapacidad", self._each(lambda *_: self.rng.choice(["Sí", "No"])))
        table.add("población indígena", self._each(lambda *_: self.rng.choice(["Sí", "No"])))
        table.add(self.rng.choice(["telefono de contacto", "Teléfono"]), self._each(lambda *_: self._dialled(1)))
        table.add(
            self.rng.choice(["correo de contacto", "Correo electrónico"]),
            self._each(lambda _, at: f"programa{at}@{self.rng.choice(['gmail.com', 'leon.gob.mx'])}"),
        )
        table.add("Domicilio de la oficina", self._each(lambda *_: self.people.address()))

    def _statistics(self, table: Labelled) -> None:
        table.add("municipio", self._each(lambda *_: self.people.faker.city()))
        for name in self.rng.sample(
            [
                "personas con discapacidad",
                "poblacion_indigena",
                "hablantes de lengua indígena",
                "embarazadas",
                "viudas",
                "hombres",
                "mujeres",
                "menores",
                "víctimas atendidas",
                "niñas",
                "total_viviendas",
                "teléfonos",
                "correos enviados",
                "nacimientos",
            ],
            6,
        ):
            table.add(name, self._each(lambda *_: str(self.rng.randint(0, 5000))))
        table.add("porcentaje", self._each(lambda *_: f"{self.rng.random() * 100:.1f}"))

    def _personal(self) -> list[Callable[[Labelled], None]]:
        plain = [
            self.curp,
            self.curp_in_text,
            self.rfc,
            self.short_rfc,
            self.voter_key,
            self.identity,
            self.phone,
            self.email,
        ]
        return [
            *plain,
            self.local_phone,
            self.clabe,
            self.account,
            self.birth_date,
            self.address,
            self.coordinates,
            self.trait,
            self.trait,
            self.minor,
            self.victim,
        ]

    def _some(self, table: Labelled, make: Callable[[Labelled], None], least: int, most: int) -> None:
        for _ in range(self.rng.randint(least, most)):
            make(table)

    def _mixed(self, table: Labelled) -> None:
        order = self.rng.sample(range(len(table.columns)), len(table.columns))
        table.columns = [table.columns[at] for at in order]
        table.truth = [table.truth[at] for at in order]


SUBJECTS = (
    *["beneficiaries"] * 5,
    *["lawful"] * 2,
    *["children", "bare", "works", "offices", "officials", "programs", "statistics"],
)
