"""Reads the data files of official formats."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


class Certainty(str, Enum):
    """How a line of a format is known."""

    VERBATIM = "verbatim"
    PROBABLE = "probable"
    MEMORY = "memory"


@lru_cache
def source(name: str, certainty: Certainty) -> str:
    """Say where the lines of a format come from that are known in a way (a msgid), empty where its file does not."""
    found = (one["text"] for one in read(name)["sources"] if one["certainty"] == certainty.value)
    return next(found, "")


def read(name: str) -> dict[str, Any]:
    """Give what a file of ``catalogues/formats`` says."""
    file = resources.files("ckanext.socialprograms").joinpath(f"catalogues/formats/{name}.yaml")
    return yaml.safe_load(file.read_text("utf-8"))
