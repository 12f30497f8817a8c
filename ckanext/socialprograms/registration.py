"""How the extension makes itself known to ckanext-scheming, so that naming the plugin is all that an ini file needs."""

from __future__ import annotations

import os
from typing import Any

import ckan.plugins as p
from ckan.exceptions import CkanConfigurationException

from ckanext.scheming import plugins

SCHEMAS = "ckanext.socialprograms.schemas"
TYPES = ("commitment", "program", "evaluation")
SCHEMING = "scheming_datasets"
SCHEMING_TEMPLATES = os.path.join(os.path.dirname(plugins.__file__), "templates")  # noqa: PTH118, PTH120 (as it writes it)
LONGEST_FORM = 4_000_000
"""Bytes, as the browser sends them."""
SCHEMING_PRESETS = "ckanext.scheming:presets.json"


def register(config: Any) -> None:
    """Add our schemas and presets to those of the ini file, and have ckanext-scheming read them.

    Whichever of the two plugins is named first, its templates come to lie beneath ours: it adds its folder only once.
    """
    scheming: Any = p.get_plugin(SCHEMING)
    if scheming is None:
        raise CkanConfigurationException(f"socialprograms needs {SCHEMING}: write both into ckan.plugins.")
    schemas = _listed(config, "scheming.dataset_schemas")
    config["scheming.dataset_schemas"] = _with(schemas, [f"{SCHEMAS}:{name}.yaml" for name in TYPES])
    presets = _listed(config, "scheming.presets") or [SCHEMING_PRESETS]
    config["scheming.presets"] = _with(presets, [f"{SCHEMAS}:presets.yaml"])
    # CKAN asks the last plugin first.
    if SCHEMING_TEMPLATES in config["plugin_template_paths"]:
        scheming.update_config(config)
    else:
        config["plugin_template_paths"] = [SCHEMING_TEMPLATES, *config["plugin_template_paths"]]


def admit_long_forms(config: Any) -> None:
    """Let a form be as long as a work plan with 30 rows in every group; Flask stops at 500 kB unless it is told."""
    config["MAX_FORM_MEMORY_SIZE"] = max(int(config.get("MAX_FORM_MEMORY_SIZE") or 0), LONGEST_FORM)


def _with(listed: list[str], ours: list[str]) -> str:
    return " ".join([*listed, *(one for one in ours if one not in listed)])


def _listed(config: Any, option: str) -> list[str]:
    return str(config[option]).split() if option in config else []
