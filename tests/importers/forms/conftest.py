"""Samples of our own words in the layouts of real forms, and the founding documents where they are at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.importers.records import Import


@pytest.fixture(scope="session")
def read_sample(root: Path) -> Callable[[str], Import]:
    """Give a reader of the samples by their name."""
    return lambda name: read_file(root / "tests" / "samples" / f"{name}.txt", f"{name}.txt")


@pytest.fixture(scope="session")
def read_founding(documents: Path) -> Callable[[str], Import]:
    """Give a reader of the founding documents by the number that their name begins with; skips where they are not."""

    def read(number: str) -> Import:
        path = next(documents.glob(f"{number}_*"))
        return read_file(path, path.name)

    return read
