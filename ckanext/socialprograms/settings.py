"""What the portal's administrator may set on the page of CKAN's settings, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema

from ckanext.socialprograms import home
from ckanext.socialprograms.spanish import lexicon, setup

HOME_BLOCKS = "ckanext.socialprograms.home_blocks"
SYNONYMS = "ckanext.socialprograms.synonyms"


def with_ours(schema: Schema) -> Schema:
    """Add our settings to those that can be changed while the portal runs."""
    optional = [tk.get_validator("ignore_missing"), tk.get_validator("unicode_safe")]
    return {**schema, HOME_BLOCKS: [*optional, _blocks], SYNONYMS: [*optional, _families]}


def apply(changed: Mapping[str, Any]) -> None:
    """Have a worker bring changed synonyms to the search index."""
    if SYNONYMS in changed:
        tk.enqueue_job(setup.put_synonyms, title="Bring the synonyms to the search index")


def _blocks(value: str) -> str:
    unknown = [block for block in value.split() if block not in home.BLOCKS]
    if unknown:
        sentence = tk._("There is no block “{found}”: choose among {known}.")
        raise tk.Invalid(sentence.format(found=unknown[0], known=", ".join(home.BLOCKS)))
    return value


def _families(value: str) -> str:
    lexicon.parsed(value)
    return value
