"""Writes the sex of persons as the transparency law's catalogue does, whatever a list's own letters are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ckanext.socialprograms.records.values import folded

MAN, WOMAN = "Hombre", "Mujer"
_MEN = frozenset({"h", "hombre", "hombres", "masculino", "masc", "varon"})
_WOMEN = frozenset({"f", "mujer", "mujeres", "femenino", "fem"})
_EITHER = "m"


def sexes(cells: Iterable[Any]) -> Mapping[str, str]:
    """Give the catalogue's word for each of a column's; one that could be both, or is neither, has none.

    An M is a woman beside an H, and a man beside an F.
    """
    said = {folded(str(cell)) for cell in cells if cell not in (None, "")}
    known = {**dict.fromkeys(said & _MEN, MAN), **dict.fromkeys(said & _WOMEN, WOMAN)}
    if _EITHER in said and len(set(known.values())) == 1:
        known[_EITHER] = WOMAN if MAN in known.values() else MAN
    return known


def sex(cell: Any, known: Mapping[str, str]) -> Any:
    """Give a cell in the catalogue's word, as it is where the catalogue has none."""
    return known.get(folded(str(cell)), cell) if cell else cell
