"""Municipalities by their INEGI code, where they lie, and what is land."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple


class Municipality(NamedTuple):
    """A municipality; ``code`` has five figures, the first two of which are its state's."""

    code: str
    state: str
    name: str


def municipality(code: str) -> Municipality | None:
    """Give the municipality with an INEGI code such as ``11020``, None if there is none."""
    return _municipalities().get(code)


class Place(NamedTuple):
    """Where the seat of a municipality lies, in degrees, and how many people live in the municipality."""

    code: str
    latitude: float
    longitude: float
    population: int


class Land(NamedTuple):
    """A stretch of Mexico's territory in squares of a twentieth of a degree: those of a row, first to last."""

    row: int
    first: int
    last: int


SQUARES_PER_DEGREE = 20


@lru_cache
def places() -> tuple[Place, ...]:
    """Give the places of the municipalities; some small ones are not known."""
    return tuple(
        Place(row["code"], float(row["latitude"]), float(row["longitude"]), int(row["population"] or 0))
        for row in _read("places")
    )


@lru_cache
def land() -> tuple[Land, ...]:
    """Give Mexico's territory, wider than the coast by a square, so that a pier is not in the sea."""
    return tuple(Land(int(row["row"]), int(row["first"]), int(row["last"])) for row in _read("land"))


@lru_cache
def _municipalities() -> Mapping[str, Municipality]:
    return {row["code"]: Municipality(row["code"], row["state"], row["name"]) for row in _read("municipalities")}


def _read(name: str) -> Iterable[Mapping[str, str]]:
    file = resources.files("ckanext.socialprograms").joinpath(f"catalogues/{name}.csv")
    return csv.DictReader(file.read_text("utf-8").splitlines())
