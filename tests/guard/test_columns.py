"""What a column is told to hold, by its values, its name, and whose rows its table has."""

from __future__ import annotations

import pytest

from tests.guard.conftest import CURP, PEOPLE, PERSONS, delimited, found

NAMES = {"nombre": [one.name for one in PERSONS], "primer_apellido": [one.first for one in PERSONS]}
PHONES = [PEOPLE.phone() for _ in PERSONS]


@pytest.fixture
def told(scanned):
    """Scan columns and give what was found."""
    return lambda columns: found(scanned(delimited(columns), "padron.csv"))


def test_what_the_law_makes_public_passes(told):
    lawful = {
        **NAMES,
        "edad": [40] * 30,
        "sexo": ["M"] * 30,
        "unidad territorial": ["Tequila"] * 30,
        "monto": ["$1,500.00"] * 30,
    }
    assert told(lawful) == set()


def test_a_curp_is_found_whatever_its_column_is_called(told):
    assert told({**NAMES, "folio": CURP}) == {("curp", "folio")}


@pytest.mark.parametrize(
    "spelled",
    [
        str.lower,
        " {} ".format,
        "CURP: {}.".format,
        lambda curp: f"{curp[:4]}-{curp[4:10]}-{curp[10:]}",
        lambda curp: curp[:16],
        lambda curp: f"{curp[:4]}\N{NO-BREAK SPACE}{curp[4:10]}\N{NO-BREAK SPACE}{curp[10:]}",
        lambda curp: f"{curp[:4]} \N{EN DASH} {curp[4:10]}/{curp[10:]}",
        lambda curp: f"{curp[:5]}\N{SOFT HYPHEN}{curp[5:9]}\N{ZERO WIDTH SPACE}{curp[9:]}",
        lambda curp: "".join(chr(ord(sign) + 0xFEE0) for sign in curp),  # letters of full width
    ],
)
def test_a_curp_is_found_however_it_is_spelled(told, spelled):
    assert told({"dato": [spelled(curp) for curp in CURP]}) == {("curp", "dato")}


def test_one_curp_in_a_thousand_rows_of_remarks_is_found(told):
    remarks = ["Entregado"] * 999 + [f"Se corrigió {CURP[0]}"]
    assert told({"notas": remarks, "folio": range(1000)}) == {("curp", "notas")}


def test_a_persons_rfc_is_found_and_a_companys_is_not(told):
    persons = [PEOPLE.rfc(one) for one in PERSONS]
    companies = [PEOPLE.company_rfc() for _ in PERSONS]
    assert told({"clave": persons, "RFC del proveedor": companies}) == {("rfc", "clave")}


def test_keys_of_programs_that_look_like_an_rfc_have_other_check_digits(told):
    assert told({"clave": [f"PROG210531A{number:02d}" for number in range(30)]}) == set()


def test_numbers_of_eighteen_digits_are_accounts_only_by_their_check_digit(told):
    numbers = [f"0121800000000{number:05d}" for number in range(100, 130)]
    assert told({"id": numbers, "pago": [PEOPLE.clabe() for _ in PERSONS]}) == {("bank_account", "pago")}


def test_amounts_and_keys_of_ten_digits_are_no_telephones(told):
    amounts = [str(3_300_000_000 + 7_654_321 * number) for number in range(30)]
    assert told({**NAMES, "monto": amounts, "folio": range(3312340000, 3312340030)}) == set()


def test_the_same_few_telephones_in_all_rows_are_the_offices(told):
    assert told({**NAMES, "telefono": [PHONES[0], PHONES[1]] * 15}) == set()


def test_a_column_that_says_it_has_the_offices_telephone_is_not_believed_where_each_person_has_another(told):
    assert told({**NAMES, "telefono_oficina": PHONES}) == {("phone", "telefono_oficina")}


def test_addresses_telephones_and_places_of_offices_and_works_pass(told):
    works = {
        "obra": [f"Puente {number}" for number in range(30)],
        "domicilio": [PEOPLE.address() for _ in PERSONS],
        "telefono": PHONES,
        "correo": [PEOPLE.email(one) for one in PERSONS],
        "latitud": [f"20.{number:06d}" for number in range(123456, 123486)],
        "longitud": [f"-103.{number:06d}" for number in range(123456, 123486)],
    }
    assert told(works) == set()


def test_the_same_columns_are_found_where_rows_are_people(told):
    homes = {
        **NAMES,
        "domicilio": [PEOPLE.address() for _ in PERSONS],
        "latitud": [f"20.{number:06d}" for number in range(123456, 123486)],
        "correo": [PEOPLE.email(one) for one in PERSONS],
    }
    assert told(homes) == {("address", "domicilio"), ("coordinates", "latitud"), ("email", "correo")}


def test_a_table_of_works_that_names_who_got_them_is_one_of_people(told):
    called = [f"{one.name} {one.first}" for one in PERSONS]
    works = {"Obra": ["Piso firme"] * 30, "Beneficiario": called, "Telefono contacto": PHONES}
    assert told(works) == {("phone", "Telefono contacto")}


def test_even_in_a_table_of_works_a_home_is_a_home(told):
    works = {"obra": ["Techo firme"] * 30, "latitud de la vivienda": [f"20.{n:06d}" for n in range(123456, 123486)]}
    assert told(works) == {("coordinates", "latitud de la vivienda")}


def test_institutional_addresses_pass_even_among_people(told):
    assert told({**NAMES, "correo": [f"enlace{n}@jalisco.gob.mx" for n in range(30)]}) == set()


def test_days_of_birth_are_told_from_days_of_support(told):
    born = [one.born.strftime("%d/%m/%Y") for one in PERSONS]
    assert told({**NAMES, "fecha": born}) == {("birth_date", "fecha")}
    assert told({**NAMES, "fecha": ["03/05/2021", "07/08/2022"] * 15}) == set()


def test_days_of_birth_are_known_in_three_columns_too(told):
    parts = {"Día": [1 + n % 28 for n in range(30)], "Mes": [1 + n % 12 for n in range(30)]}
    assert told({**NAMES, **parts, "Año": [1940 + n for n in range(30)]}) == {("birth_date", "Día")}
    assert told({**NAMES, **parts, "Año": [2020 + n % 5 for n in range(30)]}) == set()


@pytest.mark.parametrize(
    "words", ["{} con su hija", "{} - casa", "{} Telcel", "llamar al {} por la tarde", "https://wa.me/52{}"]
)
def test_telephones_are_found_with_words_beside_them(told, words):
    assert told({**NAMES, "observaciones": [words.format(phone) for phone in PHONES]}) == {("phone", "observaciones")}


def test_a_column_of_telephones_is_one_whatever_stands_beside_them(told):
    assert told({"Teléfono": [f"{phone} (recados con la vecina)" for phone in PHONES]}) == {("phone", "Teléfono")}


def test_keys_of_ten_digits_with_the_names_of_what_they_are_of_are_no_telephones(told):
    keys = [f"{phone} Adquisición de papelería" for phone in PHONES]
    assert told({"partida": keys, "monto": [900] * 30}) == set()


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("Discapacidad", ["Sí", "No"], "health"),
        ("CD_PARENTESCO", ["1", "4"], "kinship"),
        ("lengua indígena", ["Otomí", "Mixe"], "ethnicity"),
        ("EDO_CIVIL", ["Casada", "Soltero"], "marital_status"),
        ("Firma o huella", ["1", "0"], "biometric"),
        ("Religión", ["Católica", "Ninguna religión"], "religion"),
        ("Orientación sexual", ["Heterosexual", "Bisexual"], "sexuality"),
        ("Identidad de género", ["Cis", "Trans"], "sexuality"),
        ("Afiliación política", ["Partido A", "Partido B"], "politics"),
        ("No. IMSS", ["90184918281", "58131865367"], "identity"),
        ("Facebook", ["https://facebook.com/a", "https://facebook.com/b"], "social_profile"),
    ],
)
def test_traits_are_found_by_name_where_rows_are_people(told, name, values, kind):
    assert told({**NAMES, name: values * 15}) == {(kind, name)}


def test_counts_of_people_are_statistics(told):
    towns = {
        "municipio": [f"Municipio {n}" for n in range(30)],
        "personas con discapacidad": range(100, 130),
        "hablantes de lengua indígena": range(200, 230),
        "menores": range(300, 330),
    }
    assert told(towns) == set()


def test_minors_are_not_named_whatever_their_columns_are_called(told):
    assert told({**NAMES, "edad": [17] + [40] * 29}) == {("minor", "nombre"), ("minor", "primer_apellido")}
    assert told({**NAMES, "rango de edad": ["6 a 12 años"] + ["30-44"] * 29}) == {
        ("minor", "nombre"),
        ("minor", "primer_apellido"),
    }
    full = [f"{one.name} {one.first}" for one in PERSONS]
    assert told({"Nombre del menor": full}) == {("minor", "Nombre del menor")}
    assert told({"Nombre de la víctima": full}) == {("victim", "Nombre de la víctima")}


def test_minors_are_known_by_their_school_their_guardian_and_the_year_of_their_birth(told):
    full = [f"{one.name} {one.first}" for one in PERSONS]
    amount = {"Beca": [900] * 30}
    school = {"Escuela": ["Primaria Benito Juárez"] * 30}
    assert told({"Alumno": full, **school, "Grado": [3] * 30, **amount}) == {("minor", "Alumno")}
    assert told({"Nombre": full, "Grado": ["3°"] * 30, **school, **amount}) == {("minor", "Nombre")}
    assert told({"Alumna": full, "Tutor": full[::-1], **amount}) == {("minor", "Alumna")}
    assert told({"Nombre": full, "Año de nacimiento": [2015] * 30, **amount}) == {("minor", "Nombre")}


def test_students_of_age_teachers_and_schools_are_no_minors(told):
    full = [f"{one.name} {one.first}" for one in PERSONS]
    assert told({"Estudiante": full, "Escuela": ["Universidad Tecnológica"] * 30, "Beca": [900] * 30}) == set()
    assert told({"Nombre": full, "Cargo": ["Maestra"] * 30, "Escuela": ["Primaria Juárez"] * 30}) == set()
    assert told({"Nombre": full, "Grado máximo de estudios": ["Secundaria"] * 30, "Monto": [900] * 30}) == set()
    assert told({"Nombre": full, "Año de nacimiento": [1960] * 30, "Monto": [900] * 30}) == set()


def test_the_sums_of_children_are_no_minors(told):
    assert (
        told({"municipio": ["Tequila"] * 30, "edad": range(1, 31), "niñas": range(30), "importe menor": range(30)})
        == set()
    )


def test_a_state_may_make_a_kind_lawful(scanned):
    data = delimited({**NAMES, "RFC": [PEOPLE.rfc(one) for one in PERSONS]})
    assert found(scanned(data, "padron.csv")) == {("rfc", "RFC")}
    assert found(scanned(data, "padron.csv", lawful=frozenset(["rfc"]))) == set()


def test_titles_above_the_header_are_no_header(told, scanned):
    data = b"Ayuntamiento de Tequila,,\nPadron 2021,,\n\n" + delimited({**NAMES, "telefono": PHONES})
    assert found(scanned(data, "padron.csv")) == {("phone", "telefono")}


def test_where_there_is_no_header_columns_are_called_by_letters_and_never_by_what_stands_in_them(scanned):
    rows = "\n".join(f"{one.name},{one.first},{curp}" for one, curp in zip(PERSONS, CURP, strict=True))
    assert found(scanned(rows.encode(), "padron.csv")) == {("curp", "C")}


def test_rows_that_are_longer_than_the_header_are_looked_at_to_their_end(scanned):
    data = b"nombre,monto\n" + b"Ana,5\n" * 20 + f"Ana,5,,,{CURP[0]}\n".encode()
    assert found(scanned(data, "padron.csv")) == {("curp", "E")}


def test_examples_say_little(scanned):
    finding = scanned(delimited({"CURP": CURP}), "padron.csv").findings[0]
    assert finding.share == 100
    assert len(finding.examples) <= 3
    assert all(not set(example[1:]) & set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") for example in finding.examples)


def test_what_notes_say_of_some_people_is_found(told):
    notes = [
        f"Vive en Calle Hidalgo {number}, Col. Centro; diabética" if number % 4 == 0 else "Entregado"
        for number in range(30)
    ]
    assert told({**NAMES, "observaciones": notes}) == {("address", "observaciones"), ("health", "observaciones")}


def test_illness_as_a_reason_is_found_and_what_a_support_is_called_is_not(told):
    reasons = ["VIH", "diabetes mellitus", "desempleo"] * 10
    assert told({**NAMES, "motivo": reasons}) == {("health", "motivo")}
    assert told({**NAMES, "apoyo": ["Apoyo por discapacidad"] * 30}) == set()


def test_people_with_one_surname_are_people_too(told):
    homes = {
        "latitud": [21 + number / 97 for number in range(30)],
        "longitud": [-101 - number / 97 for number in range(30)],
    }
    assert told({"nombre": ["Ana Pérez", "Pedro Sánchez", "Luis Gómez"] * 10, **homes}) == {
        ("coordinates", "latitud"),
        ("coordinates", "longitud"),
    }
    assert told({"escuela": ["Benito Juárez", "Niños Héroes", "Miguel Hidalgo"] * 10, **homes}) == set()


def test_a_header_that_stands_again_over_each_page_is_one(told):
    full = [f"{one.name} {one.first}" for one in PERSONS]
    again = {
        "Nombre": [*full[:9], "Nombre", *full[9:]],
        "Edad": [*[40] * 9, "Edad", *[40] * 21],
        "Padecimiento": [*["Asma"] * 9, "Padecimiento", *["Ninguno grave"] * 21],
    }
    assert told(again) == {("health", "Padecimiento")}


def test_a_header_may_have_days_and_years_in_it(told):
    full = [f"{one.name} {one.first}" for one in PERSONS]
    came = {str(day): ["x"] * 30 for day in range(1, 24)}
    assert told({"Nombre": full, "Edad": [9] * 30, **came}) == {("minor", "Nombre")}


def test_numbers_of_rows_and_wages_are_no_days_of_birth(told):
    lawful = {**NAMES, "edad": [40] * 30, "sexo": ["M"] * 30}
    assert told({**lawful, "No.": range(25_500, 25_530)}) == set()
    assert told({**lawful, "Sueldo mensual": range(12_000, 42_000, 1000)}) == set()
    assert told({**lawful, "Nacimiento": range(20_000, 35_000, 500)}) == {("birth_date", "Nacimiento")}


def test_days_of_birth_are_known_as_databases_export_them(told):
    assert told({**NAMES, "FECHA DE NACIMIENTO": ["Mar 12 1985 12:00AM"] * 30}) == {
        ("birth_date", "FECHA DE NACIMIENTO")
    }
    assert told({**NAMES, "FEC_NAC": ["479433600000"] * 30}) == {("birth_date", "FEC_NAC")}


def test_sums_of_pupils_and_of_births_name_nobody(told):
    towns = {"municipio": [f"Municipio {n}" for n in range(30)]}
    schools = {"CCT": [f"14DPR{n:04}X" for n in range(30)], "Escuela": ["Primaria Juárez"] * 30, "Grado": ["3°"] * 30}
    assert told({**schools, "Alumnos": range(300, 330)}) == set()
    assert told({**towns, "Nacimientos": range(20_000, 20_030)}) == set()
    sums = {"sexo": ["M", "H"] * 15, "edad": range(20, 50), "lengua indígena": ["Otomí", "Mixe"] * 15}
    assert told({**sums, "total": range(100, 130)}) == set()


def test_the_accounts_of_accountants_are_no_bank_accounts(told):
    assert told({"Cuenta": [f"1112-3-{n:03}-0001" for n in range(30)], "Saldo": range(30)}) == set()


def test_lists_of_beneficiaries_stay_lists_of_people_whatever_else_they_have(told):
    full = [f"{one.name} {one.first}" for one in PERSONS]
    streets = {"Domicilio": [PEOPLE.address() for _ in PERSONS]}
    assert told({"Beneficiario": full, "Proveedor": ["Aceros del Norte"] * 30, **streets}) == {("address", "Domicilio")}
    assert told({"Productor": full, "Extensión (ha)": range(30), "Teléfono": PHONES}) == {("phone", "Teléfono")}


def test_ages_in_months_and_in_words_are_ages(told):
    full = [f"{one.name} {one.first}" for one in PERSONS]
    for age in ("8 años 3 meses", "8 AÑOS CUMPLIDOS", "14 meses"):
        assert told({"Nombre": full, "Edad": [age] * 30}) == {("minor", "Nombre")}, age
