"""The sample records: real programs of two states, and the promises and evaluation that are known of them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

_ORDER = (".csv", "commitment_", "evaluation_", "follow_up_")
"""Programs come first, so that what links to them finds them; follow-ups last, for they change what is there."""


def sample_files() -> tuple[Path, ...]:
    """Give the files of the sample records in the order in which they are imported."""
    folder = Path(str(resources.files(__name__))) / "data"
    files = (path for path in folder.iterdir() if path.suffix in {".csv", ".yaml"})
    return tuple(sorted(files, key=lambda path: (_rank(path.name), path.name)))


def _rank(name: str) -> int:
    return next(rank for rank, mark in enumerate(_ORDER) if name.endswith(mark) or name.startswith(mark))
