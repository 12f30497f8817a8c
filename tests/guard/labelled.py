"""Tables of which every column is labelled with the kind of personal data that it holds, or with none."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.guard.people import CONSONANTS, People, Person

Make = Callable[[Person, int], str]


@dataclass
class Labelled:
    """A table; ``truth`` gives the kind of each column, empty where it may be published."""

    subject: str
    columns: list[tuple[str, list[str]]] = field(default_factory=list)
    truth: list[str] = field(default_factory=list)

    def add(self, name: str, values: list[str], kind: str = "") -> None:
        self.columns.append((name, values))
        self.truth.append(kind)

    def as_csv(self, separator: str, encoding: str) -> bytes:
        file = io.StringIO()
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(name for name, _ in self.columns)
        writer.writerows(zip(*(values for _, values in self.columns), strict=True))
        return file.getvalue().encode(encoding, "replace")


NOTHING = ("", "", "", "N/D", "S/D", "NO APLICA", "-")
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


class Tables:
    """Makes one table with the errors, blanks and odd names that offices' tables have."""

    def __init__(self, rng: random.Random, people: People) -> None:
        self.rng, self.people = rng, people
        self.rows = rng.choice([12, 25, 40, 80, 150, 300])
        self.persons = [people.person() for _ in range(self.rows)]

    def make(self, subject: str) -> Labelled:
        table = Labelled(subject)
        getattr(self, f"_{subject}")(table)
        return table

    # What may not be published.

    def curp(self, table: Labelled) -> None:
        name = self.rng.choice(
            ["CURP", "curp", "NB_CURP", "Clave Única de Registro de Población", "curp_beneficiario", "CURP del titular"]
            + ["folio", "CLAVE", "id", "clave_unica", "dato_3", "Referencia", "llave", "CURPBENEF", "Clave CURP"],
        )
        self._add(table, name, "curp", lambda person, _: self._mistaken(self.people.curp(person)))

    def curp_in_text(self, table: Labelled) -> None:
        def note(person: Person, at: int) -> str:
            if at % 7:
                return self.rng.choice(["Entregado en oficina", "Pendiente de firma", "", "Sin observaciones"])
            return f"Se corrigió la CURP {self.people.curp(person)} a petición de la persona"

        table.add(self.rng.choice(["Observaciones generales", "Notas del enlace", "comentarios"]), self._each(note), "curp")

    def rfc(self, table: Labelled) -> None:
        name = self.rng.choice(["RFC", "rfc_beneficiario", "Registro Federal de Contribuyentes", "RFC con homoclave", "CLAVE", "id_fiscal"])
        self._add(table, name, "rfc", lambda person, _: self._mistaken(self.people.rfc(person), 0.03))

    def short_rfc(self, table: Labelled) -> None:
        name = self.rng.choice(["RFC", "rfc sin homoclave", "clave"])
        self._add(table, name, "rfc", lambda person, _: self.people.rfc(person)[:10])

    def voter_key(self, table: Labelled) -> None:
        name = self.rng.choice(["Clave de elector", "CVE_ELECTOR", "INE", "folio", "Clave", "CLAVE_ELECTOR", "identificacion", "CVE_ELEC", "clave_ine", "IFE"])
        self._add(table, name, "voter_key", lambda person, _: self._spelled(self.people.voter_key(person)))

    def identity(self, table: Labelled) -> None:
        name, size = self.rng.choice(
            [("NSS", 11), ("Número de Seguro Social", 11), ("num_seguro_social", 11), ("OCR", 13), ("CIC", 9)],
        )
        self._add(table, name, "identity", lambda *_: self.people.digits(size))

    def phone(self, table: Labelled) -> None:
        name = self.rng.choice(
            ["telefono", "Teléfono", "TEL", "celular", "TEL_CEL", "Núm. de teléfono", "whatsapp", "Telefono1", "Tel. casa"]
            + ["telefono_beneficiario", "numero", "dato_contacto", "folio", "cel/tel", "Teléfono celular", "NUM_TEL", "TELEF", "TELEFONO_CEL", "No. Cel.", "tels", "Teléfono(s)"],
        )
        style = self.rng.randrange(8)
        self._add(table, name, "phone", lambda *_: self._dialled(style if style < 7 else self.rng.randrange(7)))

    def local_phone(self, table: Labelled) -> None:
        name = self.rng.choice(["teléfono", "Tel.", "tel_casa"])
        self._add(table, name, "phone", lambda *_: self.people.phone()[-8:])

    def email(self, table: Labelled) -> None:
        name = self.rng.choice(["correo", "Correo electrónico", "email", "E-mail", "correo_beneficiario", "mail", "dato_2", "medio", "CORREO_E", "e_mail", "correoelectronico"])
        self._add(table, name, "email", lambda person, _: self.rng.choice(["{}", " {} ", "{}."]).format(self.people.email(person)))

    def clabe(self, table: Labelled) -> None:
        name = self.rng.choice(["CLABE", "CLABE interbancaria", "cuenta", "cta_clabe", "folio", "CLAVE", "Referencia de pago", "CtaClabe", "cuenta_deposito", "CLABE_INTERB"])
        gap = self.rng.choice(["", "", " ", "-"])

        def written(*_: object) -> str:
            clabe = self.people.clabe()
            return gap.join([clabe[:3], clabe[3:6], clabe[6:17], clabe[17:]])

        self._add(table, name, "bank_account", written)

    def account(self, table: Labelled) -> None:
        name, make = self.rng.choice(
            [("Número de cuenta", 10), ("no_cuenta", 11), ("Cuenta bancaria", 10), ("CTA_BANCO", 11), ("NO_CTA", 10), ("cuenta_deposito", 10), ("tarjeta", 0), ("num_tarjeta", 0), ("medio de pago", 0)],
        )
        self._add(table, name, "bank_account", lambda *_: self.people.digits(make) if make else self.people.card())

    def birth_date(self, table: Labelled) -> None:
        name = self.rng.choice(
            ["fecha de nacimiento", "FH_NACIMIENTO", "fec_nac", "F. Nacimiento", "nacimiento", "FechaNacimiento", "fechanacimiento", "fecha", "DOB", "FECNAC", "F_NACIM", "Fecha Nac.", "FNAC", "fch_nacimiento", "nacido el"],
        )
        style = self.rng.randrange(6)
        self._add(table, name, "birth_date", lambda person, _: self._dated(person.born, style))

    def address(self, table: Labelled) -> None:
        kind = self.rng.randrange(5)
        if kind == 0:
            self._add(table, self.rng.choice(["calle", "Calle", "NOMVIAL", "Nombre de la vialidad"]), "address", lambda *_: self.people.faker.last_name())
            self._add(table, self.rng.choice(["num_ext", "Número exterior", "No. ext", "NUMEXTNUM1"]), "address", lambda *_: str(self.rng.randint(1, 3000)))
        else:
            name = self.rng.choice(["domicilio", "Dirección", "DIRECCION", "Domicilio particular", "direccion_beneficiario", "ubicación", "dato_4", "DOM_CALLE", "CALLE_Y_NUMERO", "Domic.", "DOM", "dirección actual"])
            self._add(table, name, "address", lambda *_: self.people.address())

    def coordinates(self, table: Labelled) -> None:
        latitude, longitude = self.rng.choice([("latitud", "longitud"), ("lat", "lon"), ("LATITUD", "LONGITUD"), ("lat_vivienda", "long_vivienda")])
        table.add(latitude, self._each(lambda *_: f"{20 + self.rng.random():.6f}"), "coordinates")
        table.add(longitude, self._each(lambda *_: f"-{103 + self.rng.random():.6f}"), "coordinates")

    def trait(self, table: Labelled) -> None:
        kind, names, answers = self.rng.choice(
            [
                ("health", ["discapacidad", "Discapacidad (sí/no)", "tiene_discapacidad", "DISCAP", "presenta_discapacidad"], ["Sí", "No", "No", "No"]),
                ("health", ["CD_DISCAPACIDAD", "tipo_discapacidad"], ["0", "1", "2", "3"]),
                ("health", ["enfermedad", "Padecimiento", "diagnóstico", "padece_enfermedad", "Enfermedades crónicas"], ["Diabetes", "Hipertensión", "Ninguna", "Asma"]),
                ("biometric", ["firma", "Firma o huella", "IN_HUELLA"], ["1", "0"]),
                ("biometric", ["foto", "fotografía"], ["IMG_0231.jpg", "IMG_0232.jpg", "IMG_0240.jpg"]),
                ("ethnicity", ["lengua_indigena", "Lengua indígena que habla", "HABLA_LENGUA"], ["Náhuatl", "Wixárika", "Ninguna", "Otomí"]),
                ("ethnicity", ["indigena", "¿Es indígena?", "grupo étnico"], ["Sí", "No"]),
                ("kinship", ["parentesco", "CD_PARENTESCO", "Parentesco con el titular"], ["Hija", "Cónyuge", "Nieto", "Madre"]),
                ("marital_status", ["estado_civil", "Estado civil", "edo. civil", "EDOCIVIL", "edo_civ"], ["Soltera", "Casado", "Unión libre", "Viuda"]),
            ],
        )
        self._add(table, self.rng.choice(names), kind, lambda *_: self.rng.choice(answers), spelled=False)

    def minor(self, table: Labelled) -> None:
        name = self.rng.choice(["nombre_menor", "Nombre del menor", "NOMBRE DE LA NIÑA O NIÑO", "menor", "nombre_hijo"])
        self._add(table, name, "minor", lambda *_: self._full_name(self.people.person(1, 17)), spelled=False)

    def victim(self, table: Labelled) -> None:
        name = self.rng.choice(["nombre_victima", "Nombre de la víctima", "víctima"])
        self._add(table, name, "victim", lambda person, _: self._full_name(person), spelled=False)

    # What may be published.

    def names(self, table: Labelled, kind: str = "") -> None:
        if self.rng.random() < 0.3:
            table.add(self.rng.choice(["nombre completo", "Nombre del beneficiario", "NOMBRE"]), self._each(lambda person, _: self._full_name(person)), kind)
            return
        names = self.rng.choice(
            [("nombre", "primer_apellido", "segundo_apellido"), ("NB_NOMBRE", "NB_PRIMER_AP", "NB_SEGUNDO_AP"), ("Nombre(s)", "Apellido paterno", "Apellido materno"), ("NOMBRE", "AP_PATERNO", "AP_MATERNO"), ("nombres", "paterno", "materno"), ("NOM", "APATERNO", "AMATERNO")],
        )
        for name, attribute in zip(names, ("name", "first", "second"), strict=True):
            table.add(name, [getattr(person, attribute) for person in self.persons], kind)

    def sex_and_age(self, table: Labelled) -> None:
        table.add(self.rng.choice(["sexo", "CD_SEXO", "Sexo", "género"]), [person.sex for person in self.persons])
        table.add(self.rng.choice(["edad", "Edad", "edad_beneficiario"]), [str(2026 - person.born.year) for person in self.persons])

    def harmless(self, table: Labelled) -> None:
        start, year = self.rng.randint(10**9, 9 * 10**9), self.rng.randint(2015, 2024)
        office = [self.people.phone() for _ in range(self.rng.randint(1, 3))]
        mail = self.rng.choice([["atencion@jalisco.gob.mx", "bienestar@zapopan.gob.mx"], ["difmunicipal@gmail.com"], ["contacto@tepa.gob.mx"]])
        code = "".join(self.rng.choice(CONSONANTS + "AEIOU") for _ in range(4))
        choices: list[tuple[Sequence[str], Make]] = [
            (("municipio", "Municipio", "CVE_MUN"), lambda *_: self.rng.choice(["Guadalajara", "Zapopan", "León", "Tonalá", "Tequila"])),
            (("localidad", "colonia", "Unidad territorial"), lambda *_: self.rng.choice(["Centro", "San Juan", "El Salto", "Las Juntas"])),
            (("monto", "Monto del apoyo", "importe"), lambda *_: f"${self.rng.randint(500, 90000):,}.{self.rng.randint(0, 99):02d}"),
            (("monto_total", "presupuesto", "importe"), lambda *_: str(self.rng.randint(2 * 10**9, 9 * 10**9))),
            (("folio", "No.", "ID", "clave"), lambda _, at: str(start + at)),
            (("folio", "id_registro", "clave_apoyo"), lambda *_: str(self.rng.randint(10**9, 10**10 - 1))),
            (("id", "clave", "folio_pago"), lambda *_: str(self.rng.randint(10**17, 10**18 - 1))),
            (("id", "folio unico"), lambda _, at: f"0121{start:010d}{at:04d}"),
            (("clave_programa", "folio", "clave"), lambda *_: f"{code}{year % 100}{self.rng.randint(1, 12):02d}{self.rng.randint(1, 28):02d}{self.rng.choice('ABCDEF')}{self.people.digits(2)}"),
            (("fecha_apoyo", "Fecha de alta", "fecha de entrega", "fecha", "F_REGISTRO"), lambda *_: self._dated(self.people.day(year, year + 2), 0)),
            (("programa", "nombre_programa"), lambda *_: self.rng.choice(["Apoyo a mujeres jefas de familia", "Becas", "Personas con discapacidad"])),
            (("dependencia", "Institución"), lambda *_: self.rng.choice(["Secretaría de Bienestar", "DIF Municipal"])),
            (("tipo_apoyo", "beneficio"), lambda *_: self.rng.choice(["Monetario", "En especie", "Aparato auditivo"])),
            (("telefono_oficina", "Teléfono de la dependencia", "tel_ventanilla"), lambda *_: self.rng.choice(office)),
            (("correo_oficina", "Correo institucional", "correo de contacto"), lambda *_: self.rng.choice(mail)),
            (("rfc_empresa", "RFC del proveedor", "RFC"), lambda *_: self.people.company_rfc()),
            (("cuenta_con_agua", "¿Cuenta con drenaje?"), lambda *_: self.rng.choice(["Sí", "No"])),
            (("documentos", "Documentos entregados"), lambda *_: self.rng.choice(["CURP, INE", "CURP, comprobante de domicilio", "INE"])),
            (("menor_de_edad", "¿Es menor?"), lambda *_: "No"),
            (("observaciones", "notas"), lambda *_: self.rng.choice(["Entregado", "Pendiente", "Se entregó el 12/03/2021 a las 10:30", ""])),
            (("enlace", "url"), lambda _, at: f"https://datos.jalisco.gob.mx/apoyos/{start}{at}"),
            (("grupo_edad", "rango de edad"), lambda *_: self.rng.choice(["18-29", "30-44", "45-59", "60 y más"])),
            (("entidad_nacimiento", "Estado de nacimiento"), lambda *_: self.rng.choice(["Jalisco", "Colima", "Nayarit"])),
            (("año", "ejercicio"), lambda *_: str(year)),
            (("cuenta pública", "partida"), lambda *_: self.rng.choice(["4411", "4412"])),
            (("codigo_barras", "sku"), lambda *_: f"750{self.people.digits(10)}"),
            (("factura", "uuid"), lambda *_: f"{self.rng.getrandbits(128):032X}"),
        ]
        names, make = self.rng.choice(choices)
        name = self.rng.choice(list(names))
        if name not in [other for other, _ in table.columns]:
            table.add(name, self._each(make))

    # Whole tables.

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
        for make in self.rng.sample([self.curp, self.email, self.phone, self.clabe, self.voter_key], self.rng.randint(1, 3)):
            make(table)
        self._some(table, self.harmless, 1, 4)

    def _works(self, table: Labelled) -> None:
        table.add(self.rng.choice(["obra", "NB_OBRA", "Nombre de la obra", "proyecto"]), self._each(lambda *_: f"{self.rng.choice(['Pavimentación de la', 'Rehabilitación de la', 'Drenaje en la'])} {self.people.street()}"))
        table.add(self.rng.choice(["ubicación", "domicilio", "Calle y número", "direccion"]), self._each(lambda *_: self.people.address()))
        table.add("latitud", self._each(lambda *_: f"{20 + self.rng.random():.6f}"))
        table.add("longitud", self._each(lambda *_: f"-{103 + self.rng.random():.6f}"))
        table.add(self.rng.choice(["inversion", "monto"]), self._each(lambda *_: f"{self.rng.randint(10**5, 10**9)}.{self.people.digits(2)}"))
        table.add(self.rng.choice(["fecha_inicio", "inicio"]), self._each(lambda *_: self._dated(self.people.day(2010, 2024), 1)))
        table.add("beneficiarios_mujeres", self._each(lambda *_: str(self.rng.randint(10, 900))))
        table.add("avance", self._each(lambda *_: f"{self.rng.randint(0, 100)}%"))

    def _offices(self, table: Labelled) -> None:
        kind = self.rng.choice(["Biblioteca Pública", "Escuela Primaria", "Centro de Salud", "DIF", "Comedor comunitario", "Módulo de atención"])
        table.add(self.rng.choice(["nombre", "oficina", "Nombre del centro", "escuela", "sede"]), self._each(lambda *_: f"{kind} {self.people.faker.last_name()}"))
        table.add(self.rng.choice(["domicilio", "Dirección", "calle y número"]), self._each(lambda *_: self.people.address()))
        table.add(self.rng.choice(["telefono", "Teléfono", "tel"]), self._each(lambda *_: self._dialled(self.rng.randrange(3))))
        table.add(self.rng.choice(["correo", "email"]), self._each(lambda *_: f"{self.people.faker.user_name()}@{self.rng.choice(['gmail.com', 'edu.mx', 'jalisco.gob.mx'])}"))
        table.add("latitud", self._each(lambda *_: f"{20 + self.rng.random():.5f}"))
        table.add("longitud", self._each(lambda *_: f"-{103 + self.rng.random():.5f}"))
        table.add("horario", self._each(lambda *_: "Lunes a viernes de 9:00 a 15:00"))

    def _officials(self, table: Labelled) -> None:
        self.names(table)
        table.add(self.rng.choice(["cargo", "puesto", "Denominación del cargo"]), self._each(lambda *_: self.rng.choice(["Director", "Jefa de departamento", "Analista"])))
        table.add(self.rng.choice(["telefono", "Teléfono oficial"]), self._each(lambda *_: f"{self._dialled(1)} ext. {self.people.digits(3)}"))
        table.add(self.rng.choice(["correo", "Correo electrónico oficial"]), self._each(lambda person, at: f"empleada{at}@jalisco.gob.mx"))
        table.add("Domicilio oficial: nombre de vialidad", self._each(lambda *_: "Av. Hidalgo"))

    def _programs(self, table: Labelled) -> None:
        table.add(self.rng.choice(["programa", "Nombre del programa"]), self._each(lambda _, at: f"Programa de apoyo {at}"))
        table.add("objetivo", self._each(lambda *_: "Mejorar el ingreso de personas con discapacidad y de pueblos indígenas"))
        table.add("presupuesto", self._each(lambda *_: str(self.rng.randint(10**6, 10**10))))
        table.add("Atiende a personas con discapacidad", self._each(lambda *_: self.rng.choice(["Sí", "No"])))
        table.add("población indígena", self._each(lambda *_: self.rng.choice(["Sí", "No"])))
        table.add(self.rng.choice(["telefono de contacto", "Teléfono"]), self._each(lambda *_: self._dialled(1)))
        table.add(self.rng.choice(["correo de contacto", "Correo electrónico"]), self._each(lambda _, at: f"programa{at}@{self.rng.choice(['gmail.com', 'leon.gob.mx'])}"))
        table.add("Domicilio de la oficina", self._each(lambda *_: self.people.address()))

    def _statistics(self, table: Labelled) -> None:
        table.add("municipio", self._each(lambda *_: self.people.faker.city()))
        for name in self.rng.sample(
            ["personas con discapacidad", "poblacion_indigena", "hablantes de lengua indígena", "embarazadas", "viudas", "hombres", "mujeres"]
            + ["menores", "víctimas atendidas", "niñas", "total_viviendas", "teléfonos", "correos enviados", "nacimientos"],
            6,
        ):
            table.add(name, self._each(lambda *_: str(self.rng.randint(0, 5000))))
        table.add("porcentaje", self._each(lambda *_: f"{self.rng.random() * 100:.1f}"))

    def _personal(self) -> list[Callable[[Labelled], None]]:
        plain = [self.curp, self.curp_in_text, self.rfc, self.short_rfc, self.voter_key, self.identity, self.phone, self.email]
        return [*plain, self.local_phone, self.clabe, self.account, self.birth_date, self.address, self.coordinates, self.trait, self.trait, self.minor, self.victim]

    def _some(self, table: Labelled, make: Callable[[Labelled], None], least: int, most: int) -> None:
        for _ in range(self.rng.randint(least, most)):
            make(table)

    def _mixed(self, table: Labelled) -> None:
        order = self.rng.sample(range(len(table.columns)), len(table.columns))
        table.columns = [table.columns[at] for at in order]
        table.truth = [table.truth[at] for at in order]

    # How values come out of offices.

    def _add(self, table: Labelled, name: str, kind: str, make: Make, *, spelled: bool = True) -> None:
        if name in [other for other, _ in table.columns]:
            name = f"{name}_{len(table.columns)}"
        filled = self.rng.choice([1, 1, 1, 0.9, 0.5, 0.05]) if spelled else 1
        least = 2 if filled < 0.5 else 0
        values = [
            make(person, at) if at < least or self.rng.random() < filled else self.rng.choice(NOTHING)
            for at, person in enumerate(self.persons)
        ]
        table.add(name, values, kind)

    def _each(self, make: Make) -> list[str]:
        return [make(person, at) for at, person in enumerate(self.persons)]

    def _full_name(self, person: Person) -> str:
        return f"{person.name} {person.first} {person.second}"

    def _mistaken(self, value: str, share: float = 0.1) -> str:
        """Spell an identifier as people do, now and then with a wrong letter or without the last."""
        if self.rng.random() < share:
            value = self.rng.choice([value[:-1] + self.rng.choice("0123456789"), value[:-1]])
        return self._spelled(value)

    def _spelled(self, value: str) -> str:
        way = self.rng.random()
        if way < 0.8:
            return value
        if way < 0.86:
            return value.lower()
        if way < 0.9:
            return f" {value} "
        return f"{value[:4]} {value[4:]}" if way < 0.95 else f"{value[:4]}-{value[4:10]}-{value[10:]}"

    def _dialled(self, style: int) -> str:
        phone = self.people.phone()
        area = 2 if phone[:2] in {"33", "55", "81", "56"} else 3
        middle = (10 - area) // 2 + area
        parts = (phone[:area], phone[area:middle], phone[middle:])
        return [
            phone,
            "{} {} {}".format(*parts),
            "({}) {}-{}".format(*parts),
            f"+52 {phone}",
            "-".join(parts),
            f"044{phone}",
            f"{phone} / {self.people.phone()}",
        ][style]

    def _dated(self, day: object, style: int) -> str:
        return f"{day:{['%d/%m/%Y', '%Y-%m-%d', '%d-%m-%y', '%Y-%m-%d 00:00:00', '%d.%m.%Y', '%Y%m%d'][style]}}"


SUBJECTS = (
    *["beneficiaries"] * 5,
    *["lawful"] * 2,
    *["children", "bare", "works", "offices", "officials", "programs", "statistics"],
)
