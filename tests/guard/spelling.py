"""Labelled columns, with the errors, blanks and spellings that the tables of offices have."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.guard.people import People, Person

Make = Callable[[Person, int], str]

NOTHING = ("", "", "", "N/D", "S/D", "NO APLICA", "-")


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


class Columns:
    """Makes columns of one table."""

    def __init__(self, rng: random.Random, people: People) -> None:
        self.rng, self.people = rng, people
        self.rows = rng.choice([12, 25, 40, 80, 150, 300])
        self.persons = [people.person() for _ in range(self.rows)]

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
