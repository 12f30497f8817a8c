"""Template helpers: what the pages of a harvest source show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.harvesters import settings
from ckanext.socialprograms.harvesters.words import FREQUENCIES
from ckanext.socialprograms.messages import N_

_PREFIX = "Error parsing the configuration options: "
_TWICE = "There already is a Harvest Source for this URL"
_IS_HERE = N_(
    "There is a source with this address and this configuration already. Edit that one, or write another configuration."
)
_FIELDS = {
    "url": N_("Address"),
    "title": N_("Title"),
    "name": N_("Name in the address"),
    "notes": N_("Description"),
    "source_type": N_("Kind of source"),
    "frequency": N_("How often"),
    "config": N_("Configuration"),
    "owner_org": N_("Organization"),
}


def socialprograms_harvest_yaml(config: str | None) -> str:
    """Give a source's configuration as a person wrote it."""
    return settings.written(config)


def socialprograms_harvest_frequencies() -> dict[str, str]:
    """Give how often a source can be harvested, by name."""
    return {name: tk._(said) for name, said in FREQUENCIES.items()}


def socialprograms_harvest_problems(errors: Mapping[str, Sequence[Any]] | None) -> dict[str, tuple[str, list[str]]]:
    """Give what is wrong with a source as its form sent it: the name of each field, and the sentences."""
    problems = {}
    for field, found in (errors or {}).items():
        sentences = [line for one in found for line in _plain(str(one)).splitlines() if line.strip()]
        if sentences:
            problems[field] = (tk._(_FIELDS.get(field, field)), sentences)
    return problems


def socialprograms_harvest_last(source_id: str) -> dict[str, Any] | None:
    """Give the last run of a source, None if it had none."""
    return next(iter(tk.get_action("socialprograms_harvest_run_list")({}, {"id": source_id, "limit": 1})["runs"]), None)


def _plain(sentence: str) -> str:
    return tk._(_IS_HERE) if sentence.startswith(_TWICE) else sentence.removeprefix(_PREFIX)
