"""What forms call the fields: the ``form_labels`` of the schemas, and where a text begins with one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from itertools import islice
from typing import Any

import yaml

from ckanext.socialprograms.records.values import folded

Definition = Mapping[str, Any]
_WORD = re.compile(r"\w+")
_AFTER_LABEL = re.compile(r"[\s:.*_–—-]*")


def labels(record_type: str, path: str) -> tuple[str, ...]:
    """Give the labels by which forms know a field such as ``theme`` or ``activities.due_date``, longest first."""
    return _longest_first(_field(record_type, path).get("form_labels", ()))


def choice(record_type: str, path: str, said: str) -> str | None:
    """Give the value of a choice that forms call what is said, None if there is none."""
    for option in _field(record_type, path).get("choices", ()):
        if folded(said) in {folded(name) for name in (*option.get("form_labels", ()), option["value"])}:
            return option["value"]
    return None


def choices(record_type: str, path: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the values of a field with the labels by which forms know them, in the schema's order."""
    options = _field(record_type, path).get("choices", ())
    return tuple((option["value"], _longest_first(option.get("form_labels", ()))) for option in options)


@lru_cache
def fields(record_type: str, group: str = "") -> Mapping[str, Definition]:
    """Give the fields of a record by name, or those of the rows of a group; ``resources`` is the group of files."""
    if group == "resources":
        named = _schema(record_type)["resource_fields"]
    else:
        named = _field(record_type, group)["repeating_subfields"] if group else _schema(record_type)["dataset_fields"]
    return {field["field_name"]: _expanded(field) for field in named}


@lru_cache
def whole(record_type: str) -> Definition:
    """Give the schema of a type as ckanext-scheming gives it: each field with what its preset says."""

    def filled(field: Definition) -> Definition:
        inner = field.get("repeating_subfields")
        return {**field, "repeating_subfields": list(map(_expanded, inner))} if inner else field

    named = {"dataset_fields": fields(record_type), "resource_fields": fields(record_type, "resources")}
    return {**_schema(record_type), **{key: list(map(filled, found.values())) for key, found in named.items()}}


def after_label(text: str, names: Iterable[str]) -> str | None:
    """Give what follows the first label that the text begins with, None if it begins with none.

    Capitals, accents, spaces, punctuation and markers of bold or headings do not count.
    """
    known = [(name, label_words(name)) for name in names]
    longest = max((len(wanted) for _, wanted in known), default=0)
    words = [(folded(word.group()), word.end()) for word in islice(_WORD.finditer(text), longest)]
    for name, wanted in known:
        if wanted and tuple(word for word, _ in words[: len(wanted)]) == wanted:
            rest = text[words[len(wanted) - 1][1] :]
            return rest[_closing(rest, name) :].strip()
    return None


@lru_cache(maxsize=1000)
def label_words(name: str) -> tuple[str, ...]:
    """Give the words of a label as they are compared."""
    return tuple(folded(name).split())


def _closing(rest: str, name: str) -> int:
    """Give the length of the punctuation that belongs to the label, such as ``):``."""
    opened = ")" if "(" in name and rest.startswith(")") else ""
    match = _AFTER_LABEL.match(rest, len(opened))
    return match.end() if match else 0


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: -len(folded(name))))


@lru_cache
def _field(record_type: str, path: str) -> Definition:
    name, _, subfield = path.partition(".")
    fields: Iterable[Definition] = _schema(record_type)["dataset_fields"]
    if name == "resources":
        fields, name, subfield = _schema(record_type)["resource_fields"], subfield, ""
    field = _expanded(_named(fields, name))
    return _expanded(_named(field["repeating_subfields"], subfield)) if subfield else field


def _named(fields: Iterable[Definition], name: str) -> Definition:
    return next(field for field in fields if field["field_name"] == name)


def _expanded(field: Definition) -> Definition:
    preset = _presets().get(field.get("preset", ""), {})
    return {**(_expanded(preset) if "preset" in preset else preset), **field}


@lru_cache
def _presets() -> Mapping[str, Definition]:
    presets: Iterable[Definition] = _read("presets")["presets"]
    return {preset["preset_name"]: preset["values"] for preset in presets}


@lru_cache
def _schema(record_type: str) -> Definition:
    return _read(record_type)


def _read(name: str) -> Definition:
    source = resources.files("ckanext.socialprograms.schemas").joinpath(f"{name}.yaml")
    return yaml.safe_load(source.read_text(encoding="utf-8"))
