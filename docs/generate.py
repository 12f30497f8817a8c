"""Writes the pages of these docs that the code already says: the data model and the configuration.

.local/venv/bin/python docs/generate.py
"""

from __future__ import annotations

import csv
import gettext
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ckanext.socialprograms.importers import vocabulary as schemas
from ckanext.socialprograms.importers.inventory.header import columns_of
from ckanext.socialprograms.profiles import terms as kinds
from ckanext.socialprograms.profiles.ontology import ontology
from ckanext.socialprograms.profiles.terms import Term, file_terms, terms
from ckanext.socialprograms.profiles.vocabulary import classes, short
from ckanext.socialprograms.records.signal_rules import rule_set

ROOT = Path(__file__).resolve().parent.parent
TYPES = ("commitment", "program", "evaluation")
SAMPLE = ROOT / "ckanext/socialprograms/demo/data/guanajuato_2021.csv"
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


def inventory() -> str:
    """Give which field each column of the 2021 inventory goes to, as Markdown."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        columns = list(columns_of(next(csv.reader(file))))
    lines = [
        "# The inventory of programs, column by column",
        "",
        "Made from `importers/inventory/header.py` and the schemas by `docs/generate.py`. Columns are matched by the words",
        "of their labels, without numbering and year, so that other editions are read too; what is not understood is",
        "reported and left out. Of the 63 columns of the 2021 edition, these go here:",
        "",
        "| column | label | field |",
        "| --- | --- | --- |",
        *(f"| {n} | {column.label} | `{_shown(column.field) or 'left out'}` |" for n, column in enumerate(columns, 1)),
        "",
        "The agency of a record is the entity (column 7) if the row names one, else the department (columns 4 to 6), told",
        "apart by its department where a state has one entity under two. The 2021 edition names 315 different pairs of",
        "department and entity, state by state; with spellings merged they are 313 agencies, and two rows name none.",
        "",
        "*No Aplica* and *No Disponible* are kept apart from what is empty: `not_applicable` and `not_available` list the",
        "fields, a figure with its year (`budget.2021.spent`).",
    ]
    return "\n".join(lines) + "\n"


def signals() -> str:
    """Give the rules of the risk signals as Markdown."""
    rules = rule_set()
    lines = [
        "# Risk signals",
        "",
        "Made from `catalogues/signals.yaml` by `docs/generate.py`: edit the rules there. A signal says what to ask about; it",
        "accuses nobody. Each page that shows one shows its cause, the rule with its version, the date of the data, and the",
        "agency's answer (the group `signal_answers` of a program).",
        "",
        f"Version {rules.version}, {rules.date.isoformat()}. All programs: `/signals`; the rules for people: `/signals/rules`; as files:",
        "`/signals/signals.csv` (`.xlsx`, `.json`) and `/signals/rules.csv`. `ckanext.socialprograms.signals = false` shows none.",
        "",
        "A rule that lacks its inputs does not fire. What the source gives as not available or not applicable is no signal.",
        "The stages are those of a program's risks. Of HIRPROL's stages, its public description names Presupuesto, Operación",
        "and Padrón de beneficiarios; the other names in the column are our reading of its variables.",
        "",
        "| rule | stage | HIRPROL | field | signal | how it is computed | what clears it | since |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| `{rule.id}` | {rule.stage} | {rule.hirprol} | `{rule.field}` | {rule.label} | {rule.how} | {rule.clears} | {rule.since} |"
            for rule in rules.rules
        ),
        "",
        "## Changing a rule",
        "",
        "Edit the YAML file, raise `version` and `date`, set the rule's `since`, and run `ckan socialprograms rebuild` and",
        "`ckan search-index rebuild`. A kind of test that is new is a class in `records/predicates.py`: rules name tests and",
        "give thresholds, nothing in them is run. An id is never used again for another rule, since answers name it.",
        "",
        "## What is stored",
        "",
        "Saving a program writes its signals to `socialprograms_signal`, each with the first day on which it fires, so that",
        "nothing grows stale at midnight. Saving an evaluation writes the programs that it names to `socialprograms_evaluated`.",
        "Whether a record is public, and of which agency, is asked when the signals are read. The facet *Signals* of the list",
        "of programs has the rules that depend on neither the day nor another record.",
    ]
    return "\n".join(lines) + "\n"


def linked_data() -> str:
    """Give the predicate of every field as Markdown, after what is said by hand."""
    lines = [(ROOT / "docs" / "linked-data.head.md").read_text("utf-8").rstrip()]
    for type_ in TYPES:
        named_classes = ", ".join(f"`{short(class_)}`" for class_ in classes(type_))
        schema = schemas.whole(type_)
        lines += ["", f"## {type_}", "", f"`dcat:Dataset`, {named_classes}.", ""]
        lines += ["| field | predicate | what stands there |", "| --- | --- | --- |"]
        lines += [row for term in terms(schema) for row in _term_rows(term)]
        lines += ["", "Of each file (`dcat:Distribution`):", ""]
        lines += ["| field | predicate | what stands there |", "| --- | --- | --- |"]
        lines += [row for term in file_terms(schema) for row in _term_rows(term)]
    return "\n".join(lines) + "\n"


def own_vocabulary() -> str:
    """Give the vocabulary of our namespace as Turtle."""
    return ontology(TYPES).serialize(format="turtle")


_ENDS = {
    kinds.TEXT: "text in the portal's language",
    kinds.KEY: "text without a language",
    kinds.DATE: "`xsd:date`",
    kinds.YEAR: "`xsd:gYear`",
    kinds.NUMBER: "`xsd:integer` or `xsd:decimal`",
    kinds.MONEY: "`schema:MonetaryAmount` with currency",
    kinds.BOOLEAN: "`xsd:boolean`",
    kinds.URL: "address",
    kinds.EMAIL: "`mailto:` address",
    kinds.FORMAT: "`dct:MediaTypeOrExtent` with a label",
    kinds.SDG: "`http://metadata.un.org/sdg/…`",
    kinds.PLACE: "`dct:Location` by its INEGI code",
    kinds.LINK: "page of a record, or an outside address",
}


def _term_rows(term: Term, indent: str = "") -> Iterator[str]:
    ends = _ENDS.get(term.kind, "")
    if term.kind == kinds.CHOICE:
        ends = f"`skos:Concept` of `{short(term.concepts)}`"
    elif term.kind == kinds.REFERENCE:
        ends = f"row of {' or '.join(f'`{group}`' for group in term.refers)}"
    elif term.kind == kinds.ROWS:
        ends = "rows" + "".join(f", `{short(class_)}`" for class_ in term.classes)
    path = " / ".join(f"`{short(predicate)}`" for predicate in term.path)
    yield f"| {indent}`{term.name}` | {path} | {ends}{', several' if term.has_several else ''} |"
    for inner in term.rows:
        yield from _term_rows(inner, "&nbsp;&nbsp;· ")


def _shown(field: str) -> str:
    """Name a field as the data model does: a mention is a row of `mentions`, the year is one of `editions`."""
    return "editions" if field == "edition" else field.replace("mentions:", "mentions, ").replace(":", ", ")


PAGES = {
    "data-model.md": data_model,
    "configuration.md": configuration,
    "inventory.md": inventory,
    "signals.md": signals,
    "linked-data.md": linked_data,
    "vocabulary.ttl": own_vocabulary,
}


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
