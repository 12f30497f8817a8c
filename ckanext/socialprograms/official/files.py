"""Reads the data files of official formats."""

from __future__ import annotations

from enum import Enum
from importlib import resources
from typing import Any

import yaml


class Certainty(str, Enum):
    """How a line of a format is known."""

    VERBATIM = "verbatim"
    PROBABLE = "probable"
    MEMORY = "memory"


def read(name: str) -> dict[str, Any]:
    """Give what a file of ``catalogues/formats`` says."""
    file = resources.files("ckanext.socialprograms").joinpath(f"catalogues/formats/{name}.yaml")
    return yaml.safe_load(file.read_text("utf-8"))
