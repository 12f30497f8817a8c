"""Finds the results in numbers of a commitment in what it did and what that changed."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.socialprograms.importers.draft import Draft
from ckanext.socialprograms.importers.figures import figures
from ckanext.socialprograms.records.values import folded

_IMPACT = "Impacto social"
_WORK = "Acciones realizadas"


def read_results(draft: Draft) -> None:
    """Put the counted results of the activities and of the social impact into a draft, each once."""
    seen: set[tuple[float, str]] = set()
    for source, text, path in _sources(draft):
        for figure in figures(text):
            key = (figure.value, folded(figure.unit).split()[0] if folded(figure.unit) else figure.unit)
            if key not in seen:
                seen.add(key)
                row = {"name": figure.name, "value": figure.value, "unit": figure.unit, "source": source}
                draft.add("results", row, draft.places.get(path))


def _sources(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Give each text with the name of its section: what the activities tell first."""
    for index, row in enumerate(draft.data.get("activities", ())):
        if result := row.get("result"):
            yield row.get("description", ""), result, f"activities.{index}"
        else:
            yield _WORK, row.get("description", ""), f"activities.{index}"
    yield _IMPACT, draft.data.get("social_impact", ""), "social_impact"
