"""Columns that may not be published."""

from __future__ import annotations

from tests.guard.people import Person
from tests.guard.spelling import Columns, Labelled


class Personal(Columns):
    """Makes columns of each kind of personal data, under names that tell and names that do not."""

    def curp(self, table: Labelled) -> None:
        name = self.rng.choice(
            [
                "CURP",
                "curp",
                "NB_CURP",
                "Clave Única de Registro de Población",
                "curp_beneficiario",
                "CURP del titular",
                "folio",
                "CLAVE",
                "id",
                "clave_unica",
                "dato_3",
                "Referencia",
                "llave",
                "CURPBENEF",
                "Clave CURP",
            ],
        )
        self._add(table, name, "curp", lambda person, _: self._mistaken(self.people.curp(person)))

    def curp_in_text(self, table: Labelled) -> None:
        def note(person: Person, at: int) -> str:
            if at % 7:
                return self.rng.choice(["Entregado en oficina", "Pendiente de firma", "", "Sin observaciones"])
            return f"Se corrigió la CURP {self.people.curp(person)} a petición de la persona"

        table.add(
            self.rng.choice(["Observaciones generales", "Notas del enlace", "comentarios"]), self._each(note), "curp"
        )

    def rfc(self, table: Labelled) -> None:
        name = self.rng.choice(
            ["RFC", "rfc_beneficiario", "Registro Federal de Contribuyentes", "RFC con homoclave", "CLAVE", "id_fiscal"]
        )
        self._add(table, name, "rfc", lambda person, _: self._mistaken(self.people.rfc(person), 0.03))

    def short_rfc(self, table: Labelled) -> None:
        name = self.rng.choice(["RFC", "rfc sin homoclave", "clave"])
        self._add(table, name, "rfc", lambda person, _: self.people.rfc(person)[:10])

    def voter_key(self, table: Labelled) -> None:
        name = self.rng.choice(
            [
                "Clave de elector",
                "CVE_ELECTOR",
                "INE",
                "folio",
                "Clave",
                "CLAVE_ELECTOR",
                "identificacion",
                "CVE_ELEC",
                "clave_ine",
                "IFE",
            ]
        )
        self._add(table, name, "voter_key", lambda person, _: self._spelled(self.people.voter_key(person)))

    def identity(self, table: Labelled) -> None:
        name, size = self.rng.choice(
            [("NSS", 11), ("Número de Seguro Social", 11), ("num_seguro_social", 11), ("OCR", 13), ("CIC", 9)],
        )
        self._add(table, name, "identity", lambda *_: self.people.digits(size))

    def phone(self, table: Labelled) -> None:
        name = self.rng.choice(
            [
                "telefono",
                "Teléfono",
                "TEL",
                "celular",
                "TEL_CEL",
                "Núm. de teléfono",
                "whatsapp",
                "Telefono1",
                "Tel. casa",
                "telefono_beneficiario",
                "numero",
                "dato_contacto",
                "folio",
                "cel/tel",
                "Teléfono celular",
                "NUM_TEL",
                "TELEF",
                "TELEFONO_CEL",
                "No. Cel.",
                "tels",
                "Teléfono(s)",
            ],
        )
        style = self.rng.randrange(8)
        self._add(table, name, "phone", lambda *_: self._dialled(style if style < 7 else self.rng.randrange(7)))

    def local_phone(self, table: Labelled) -> None:
        name = self.rng.choice(["teléfono", "Tel.", "tel_casa"])
        self._add(table, name, "phone", lambda *_: self.people.phone()[-8:])

    def email(self, table: Labelled) -> None:
        name = self.rng.choice(
            [
                "correo",
                "Correo electrónico",
                "email",
                "E-mail",
                "correo_beneficiario",
                "mail",
                "dato_2",
                "medio",
                "CORREO_E",
                "e_mail",
                "correoelectronico",
            ]
        )
        self._add(
            table,
            name,
            "email",
            lambda person, _: self.rng.choice(["{}", " {} ", "{}."]).format(self.people.email(person)),
        )

    def clabe(self, table: Labelled) -> None:
        name = self.rng.choice(
            [
                "CLABE",
                "CLABE interbancaria",
                "cuenta",
                "cta_clabe",
                "folio",
                "CLAVE",
                "Referencia de pago",
                "CtaClabe",
                "cuenta_deposito",
                "CLABE_INTERB",
            ]
        )
        gap = self.rng.choice(["", "", " ", "-"])

        def written(*_: object) -> str:
            clabe = self.people.clabe()
            return gap.join([clabe[:3], clabe[3:6], clabe[6:17], clabe[17:]])

        self._add(table, name, "bank_account", written)

    def account(self, table: Labelled) -> None:
        name, make = self.rng.choice(
            [
                ("Número de cuenta", 10),
                ("no_cuenta", 11),
                ("Cuenta bancaria", 10),
                ("CTA_BANCO", 11),
                ("NO_CTA", 10),
                ("cuenta_deposito", 10),
                ("tarjeta", 0),
                ("num_tarjeta", 0),
                ("medio de pago", 0),
            ],
        )
        self._add(table, name, "bank_account", lambda *_: self.people.digits(make) if make else self.people.card())

    def birth_date(self, table: Labelled) -> None:
        name = self.rng.choice(
            [
                "fecha de nacimiento",
                "FH_NACIMIENTO",
                "fec_nac",
                "F. Nacimiento",
                "nacimiento",
                "FechaNacimiento",
                "fechanacimiento",
                "fecha",
                "DOB",
                "FECNAC",
                "F_NACIM",
                "Fecha Nac.",
                "FNAC",
                "fch_nacimiento",
                "nacido el",
            ],
        )
        style = self.rng.randrange(6)
        self._add(table, name, "birth_date", lambda person, _: self._dated(person.born, style))

    def address(self, table: Labelled) -> None:
        kind = self.rng.randrange(5)
        if kind == 0:
            self._add(
                table,
                self.rng.choice(["calle", "Calle", "NOMVIAL", "Nombre de la vialidad"]),
                "address",
                lambda *_: self.people.faker.last_name(),
            )
            self._add(
                table,
                self.rng.choice(["num_ext", "Número exterior", "No. ext", "NUMEXTNUM1"]),
                "address",
                lambda *_: str(self.rng.randint(1, 3000)),
            )
        else:
            name = self.rng.choice(
                [
                    "domicilio",
                    "Dirección",
                    "DIRECCION",
                    "Domicilio particular",
                    "direccion_beneficiario",
                    "ubicación",
                    "dato_4",
                    "DOM_CALLE",
                    "CALLE_Y_NUMERO",
                    "Domic.",
                    "DOM",
                    "dirección actual",
                ]
            )
            self._add(table, name, "address", lambda *_: self.people.address())

    def coordinates(self, table: Labelled) -> None:
        latitude, longitude = self.rng.choice(
            [("latitud", "longitud"), ("lat", "lon"), ("LATITUD", "LONGITUD"), ("lat_vivienda", "long_vivienda")]
        )
        table.add(latitude, self._each(lambda *_: f"{20 + self.rng.random():.6f}"), "coordinates")
        table.add(longitude, self._each(lambda *_: f"-{103 + self.rng.random():.6f}"), "coordinates")

    def trait(self, table: Labelled) -> None:
        kind, names, answers = self.rng.choice(
            [
                (
                    "health",
                    ["discapacidad", "Discapacidad (sí/no)", "tiene_discapacidad", "DISCAP", "presenta_discapacidad"],
                    ["Sí", "No", "No", "No"],
                ),
                ("health", ["CD_DISCAPACIDAD", "tipo_discapacidad"], ["0", "1", "2", "3"]),
                (
                    "health",
                    ["enfermedad", "Padecimiento", "diagnóstico", "padece_enfermedad", "Enfermedades crónicas"],
                    ["Diabetes", "Hipertensión", "Ninguna", "Asma"],
                ),
                ("biometric", ["firma", "Firma o huella", "IN_HUELLA"], ["1", "0"]),
                ("biometric", ["foto", "fotografía"], ["IMG_0231.jpg", "IMG_0232.jpg", "IMG_0240.jpg"]),
                (
                    "ethnicity",
                    ["lengua_indigena", "Lengua indígena que habla", "HABLA_LENGUA"],
                    ["Náhuatl", "Wixárika", "Ninguna", "Otomí"],
                ),
                ("ethnicity", ["indigena", "¿Es indígena?", "grupo étnico"], ["Sí", "No"]),
                (
                    "kinship",
                    ["parentesco", "CD_PARENTESCO", "Parentesco con el titular"],
                    ["Hija", "Cónyuge", "Nieto", "Madre"],
                ),
                (
                    "marital_status",
                    ["estado_civil", "Estado civil", "edo. civil", "EDOCIVIL", "edo_civ"],
                    ["Soltera", "Casado", "Unión libre", "Viuda"],
                ),
            ],
        )
        self._add(table, self.rng.choice(names), kind, lambda *_: self.rng.choice(answers), spelled=False)

    def minor(self, table: Labelled) -> None:
        name = self.rng.choice(["nombre_menor", "Nombre del menor", "NOMBRE DE LA NIÑA O NIÑO", "menor", "nombre_hijo"])
        self._add(table, name, "minor", lambda *_: self._full_name(self.people.person(1, 17)), spelled=False)

    def victim(self, table: Labelled) -> None:
        name = self.rng.choice(["nombre_victima", "Nombre de la víctima", "víctima"])
        self._add(table, name, "victim", lambda person, _: self._full_name(person), spelled=False)
