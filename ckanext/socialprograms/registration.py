"""How the extension makes itself known to CKAN's configuration and to ckanext-scheming."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml

import ckan.plugins as p
from ckan.config.declaration import Declaration, Key

SCHEMAS = "ckanext.socialprograms.schemas"
TYPES = ("commitment", "program", "evaluation")
SCHEMING_PRESETS = "ckanext.scheming:presets.json"


def declare_options(declaration: Declaration) -> None:
    """Declare the options of the ini file."""
    file = resources.files("ckanext.socialprograms").joinpath("config_declaration.yaml")
    declaration.load_dict(yaml.safe_load(file.read_text("utf-8")))
    for option in ("dataset_schemas", "presets"):  # ckanext-scheming reads them and does not declare them
        declaration.declare(Key.from_string(f"scheming.{option}"), "")


def register_schemas(config: Any) -> None:
    """Add our schemas and presets to those of the ini file, whatever it names; once is enough.

    A schema for plain datasets is added only beside ckanext-dcat, which answers 500 without one.
    """
    schemas = str(config.get("scheming.dataset_schemas") or "").split()
    wanted = [*TYPES, *(["dataset"] if _dcat_needs_one(schemas) else [])]
    config["scheming.dataset_schemas"] = _with(schemas, [f"{SCHEMAS}:{name}.yaml" for name in wanted])
    presets = str(config.get("scheming.presets") or SCHEMING_PRESETS).split()
    config["scheming.presets"] = _with(presets, [f"{SCHEMAS}:presets.yaml"])


def _with(listed: list[str], ours: list[str]) -> str:
    return " ".join([*listed, *(one for one in ours if one not in listed)])


def _dcat_needs_one(schemas: list[str]) -> bool:
    return p.plugin_loaded("dcat") and not [one for one in schemas if not one.startswith(SCHEMAS)]
