"""Writes the pages of these docs that the code already says: the data model and the configuration.

.local/venv/bin/python docs/generate.py
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
TYPES = ("commitment", "program", "evaluation")
Field = dict[str, Any]


def data_model() -> str:
    """Give the data model as Markdown: every field with its Spanish name and the labels by which forms know it."""
    spanish = gettext.translation("ckanext-socialprograms", ROOT / "i18n", ["es"]).gettext
    presets = {preset["preset_name"]: preset["values"] for preset in _read("presets")["presets"]}
    lines = [
        "# Data model",
        "",
        "Made from `schemas/` by `docs/generate.py`: edit the schemas, not this page. *Name in the portal* is what the",
        "Spanish interface says; *labels of forms* are the labels by which documents and workbooks know the field.",
        "A field marked with ▾ is a search facet. Indented fields are the columns of the repeating group above them.",
    ]
    for name in TYPES:
        lines += _type_section(_read(name), presets, spanish)
    return "\n".join(lines) + "\n"


def configuration() -> str:
    """Give the options of the ini file as Markdown."""
    declared = yaml.safe_load((ROOT / "ckanext/socialprograms/config_declaration.yaml").read_text("utf-8"))
    lines = [
        "# Configuration",
        "",
        "Made from `config_declaration.yaml` by `docs/generate.py`. Options go into `[app:main]` of the ini file.",
        "",
        "| option | default | what it does |",
        "| --- | --- | --- |",
    ]
    for group in declared["groups"]:
        for option in group["options"]:
            default = option.get("default", "")
            shown = str(default).lower() if isinstance(default, bool) else default
            about = " ".join(str(option.get("description", "")).split())
            lines.append(f"| `{option['key']}` | {f'`{shown}`' if shown != '' else ''} | {about} |")
    return "\n".join(lines) + "\n"


PAGES = {"data-model.md": data_model, "configuration.md": configuration}


def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / "schemas" / f"{name}.yaml").read_text("utf-8"))


def _type_section(schema: dict[str, Any], presets: dict[str, Field], spanish) -> Iterator[str]:  # noqa: ANN001
    yield from ("", f"## {schema['dataset_type']}", "", f"{schema['about']}.")
    fields = [{**presets.get(field.get("preset", ""), {}), **field} for field in schema["dataset_fields"]]
    for section in schema["sections"]:
        inside = [field for field in fields if field.get("section") == section["id"]]
        yield from ("", f"### {section['label']} ({spanish(section['label'])})", "")
        yield from ("| field | name in the portal | labels of forms |", "| --- | --- | --- |")
        for field in inside:
            yield _row(field, spanish)
            for subfield in field.get("repeating_subfields", ()):
                yield _row(subfield, spanish, "&nbsp;&nbsp;· ")


def _row(field: Field, spanish, indent: str = "") -> str:  # noqa: ANN001
    name = f"{indent}`{field['field_name']}`{' ▾' if field.get('facet') else ''}"
    label = spanish(field["label"]) if field.get("label") else ""
    choices = ", ".join(f"`{choice['value']}`" for choice in field.get("choices", ()))
    labels = "; ".join(str(label) for label in field.get("form_labels", ()))
    return f"| {name} | {label}{f' ({choices})' if choices else ''} | {labels.replace('|', '/')} |"


if __name__ == "__main__":
    for page, write in PAGES.items():
        (ROOT / "docs" / page).write_text(write(), "utf-8")
