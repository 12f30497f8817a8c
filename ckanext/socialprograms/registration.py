"""How the extension makes itself known to ckanext-scheming, so that naming the plugin is all that an ini file needs."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
from ckan.exceptions import CkanConfigurationException

SCHEMAS = "ckanext.socialprograms.schemas"
TYPES = ("commitment", "program", "evaluation")
SCHEMING = "scheming_datasets"
LONGEST_FORM = 4_000_000
"""Bytes, as the browser sends them."""
SCHEMING_PRESETS = "ckanext.scheming:presets.json"


def register(config: Any) -> None:
    """Add our schemas and presets to those of the ini file, and have ckanext-scheming read them.

    Its templates are added on the way, beneath ours. So it does not matter which of the two plugins is named first.
    """
    scheming: Any = p.get_plugin(SCHEMING)
    if scheming is None:
        raise CkanConfigurationException(f"socialprograms needs {SCHEMING}: write both into ckan.plugins.")
    schemas = _listed(config, "scheming.dataset_schemas")
    config["scheming.dataset_schemas"] = _with(schemas, [f"{SCHEMAS}:{name}.yaml" for name in TYPES])
    presets = _listed(config, "scheming.presets") or [SCHEMING_PRESETS]
    config["scheming.presets"] = _with(presets, [f"{SCHEMAS}:presets.yaml"])
    scheming.update_config(config)


def admit_long_forms(config: Any) -> None:
    """Let a form be as long as a work plan with 30 rows in every group; Flask stops at 500 kB unless it is told."""
    config["MAX_FORM_MEMORY_SIZE"] = max(int(config.get("MAX_FORM_MEMORY_SIZE") or 0), LONGEST_FORM)


def _with(listed: list[str], ours: list[str]) -> str:
    return " ".join([*listed, *(one for one in ours if one not in listed)])


def _listed(config: Any, option: str) -> list[str]:
    return str(config[option]).split() if option in config else []
