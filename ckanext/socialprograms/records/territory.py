"""Municipalities by their INEGI code."""

from __future__ import annotations

import csv
from collections.abc import Mapping
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


@lru_cache
def _municipalities() -> Mapping[str, Municipality]:
    file = resources.files("ckanext.socialprograms").joinpath("catalogues/municipalities.csv")
    rows = csv.DictReader(file.read_text("utf-8").splitlines())
    return {row["code"]: Municipality(row["code"], row["state"], row["name"]) for row in rows}
