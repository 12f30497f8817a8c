"""Data of people who do not exist, as the registers of Mexico would write them."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from faker import Faker
from stdnum.mx import curp as stdnum_curp
from stdnum.mx import rfc as stdnum_rfc

VOWELS = "AEIOU"
CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ"
STATES = ("AS", "BC", "CS", "DF", "GT", "JC", "MC", "MN", "NL", "OC", "PL", "SL", "SR", "VZ", "YN", "NE")
AREAS = (
    "33",
    "55",
    "81",
    "56",
    "222",
    "442",
    "477",
    "664",
    "998",
    "614",
    "667",
    "229",
    "871",
    "444",
    "449",
    "461",
    "999",
)
BANKS = ("002", "012", "014", "021", "030", "036", "044", "072", "127", "137", "646", "638", "166")
FREE = ("gmail.com", "hotmail.com", "outlook.com", "yahoo.com.mx", "live.com.mx", "prodigy.net.mx")


@dataclass
class Person:
    name: str
    first: str
    second: str
    sex: str
    born: date


class People:
    """Makes people; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.faker = Faker("es_MX")
        self.faker.seed_instance(seed)

    def person(self, youngest: int = 18, oldest: int = 95) -> Person:
        sex = self.random.choice("HM")
        name = self.faker.first_name_male() if sex == "H" else self.faker.first_name_female()
        days = self.random.randint(youngest * 366, oldest * 365)
        return Person(
            name, self.faker.last_name(), self.faker.last_name(), sex, date(2026, 6, 1) - timedelta(days=days)
        )

    def curp(self, person: Person) -> str:
        start = _initials(person) + person.born.strftime("%y%m%d") + person.sex + self.random.choice(STATES)
        start += "".join(self.random.choice(CONSONANTS) for _ in range(3))
        start += "A" if person.born.year > 1999 else str(self.random.randint(0, 9))
        return start + stdnum_curp.calc_check_digit(start + "0")

    def rfc(self, person: Person) -> str:
        start = _initials(person) + person.born.strftime("%y%m%d") + self._alphanumeric(2)
        return start + stdnum_rfc.calc_check_digit(start)

    def company_rfc(self) -> str:
        start = "".join(self.random.choice(CONSONANTS) for _ in range(3)) + self.day(1980, 2022).strftime("%y%m%d")
        start += self._alphanumeric(2)
        return start + stdnum_rfc.calc_check_digit(start)

    def voter_key(self, person: Person) -> str:
        letters = (
            (_plain(person.first) + "XXX")[:2] + (_plain(person.second) + "XXX")[:2] + (_plain(person.name) + "XX")[:2]
        )
        return f"{letters}{person.born:%y%m%d}{self.random.randint(1, 32):02d}{person.sex}{self.digits(3)}"

    def clabe(self) -> str:
        start = self.random.choice(BANKS) + self.digits(14)
        total = sum(int(digit) * weight % 10 for digit, weight in zip(start, (3, 7, 1) * 6, strict=False))
        return f"{start}{-total % 10}"

    def card(self) -> str:
        start = self.random.choice(["4152", "5579", "4766"]) + self.digits(11)
        doubled = [int(d) * 2 if at % 2 == 0 else int(d) for at, d in enumerate(start)]
        return f"{start}{-sum(d - 9 if d > 9 else d for d in doubled) % 10}"

    def phone(self) -> str:
        area = self.random.choice(AREAS)
        return area + str(self.random.randint(2, 9)) + self.digits(9 - len(area))

    def email(self, person: Person) -> str:
        user = f"{_plain(person.name)}.{_plain(person.first)}{self.random.randint(1, 9999)}".lower().replace(" ", "")
        return f"{user}@{self.random.choice(FREE)}"

    def street(self) -> str:
        kind = self.random.choice(["Calle", "Av.", "Avenida", "Privada", "Calz.", "Prol.", "Andador", "Calle"])
        return f"{kind} {self.faker.last_name()}"

    def address(self) -> str:
        number = self.random.choice([f"{self.random.randint(1, 2999)}", f"#{self.random.randint(1, 999)}", "S/N"])
        colony = self.random.choice(["Centro", "San Juan", "Las Flores", "Obrera"])
        return f"{self.street()} {number}, Col. {colony}, C.P. 4{self.digits(4)}"

    def day(self, first: int, last: int) -> date:
        return date(first, 1, 1) + timedelta(days=self.random.randint(0, (last - first + 1) * 365 - 1))

    def digits(self, count: int) -> str:
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def _alphanumeric(self, count: int) -> str:
        return "".join(self.random.choice("ABCDEFGHJKLMNPQRSTUVWXYZ123456789") for _ in range(count))


def _initials(person: Person) -> str:
    first = _plain(person.first)
    vowel = next((letter for letter in first[1:] if letter in VOWELS), "X")
    return first[0] + vowel + (_plain(person.second) + "X")[0] + (_plain(person.name) + "X")[0]


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.upper())
    return "".join(letter for letter in letters if "A" <= letter <= "Z") or "X"
