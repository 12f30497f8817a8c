"""Brings the catalogues in i18n/ up to date: finds every text, keeps the translations, compiles.

Run it after a text has changed, translate what it lists, and run it again:

    .local/venv/bin/python services/translations.py
"""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = "ckanext-socialprograms"
LANGUAGES = ("es", "en")
METHODS = [
    ("ckanext/**/templates/**.html", "ckan"),
    ("ckanext/**.py", "python"),
    ("ckanext/socialprograms/catalogues/*.yaml", "scheming"),
    ("ckanext/socialprograms/catalogues/formats/*.yaml", "ckanext.socialprograms.extraction:extract_sources"),
    ("schemas/*.yaml", "scheming"),
]
RELEASE = datetime(2026, 11, 21, tzinfo=timezone.utc)
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None}


def template() -> Catalog:
    """Collect every text that people see, from code, templates and schemas."""
    catalog = Catalog(project=DOMAIN, charset="utf-8")
    for folder in ("ckanext", "schemas"):
        # Directories are given one by one so that environments and builds beside them are left alone.
        found = extract_from_dir(
            ROOT / folder,
            [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in METHODS if pattern.startswith(folder)],
            options_map={},
            keywords=KEYWORDS,
        )
        for filename, line, message, comments, context in found:
            catalog.add(message, None, [(f"{folder}/{filename}", line)], auto_comments=comments, context=context)
    return catalog


def update() -> dict[str, list[str]]:
    """Write the template, the catalogues and their compiled forms; give what is untranslated, by language."""
    pot = template()
    _write(ROOT / "i18n" / f"{DOMAIN}.pot", pot)
    missing = {}
    for language in LANGUAGES:
        path = ROOT / "i18n" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = Catalog(language, domain=DOMAIN)
        if path.exists():
            with path.open("rb") as file:
                catalog = read_po(file, locale=language, domain=DOMAIN)
        catalog.update(pot, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        if language == "en":
            _fill_english(catalog)
        _write(path, catalog)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        missing[language] = untranslated(catalog)
    return missing


def untranslated(catalog: Catalog) -> list[str]:
    """List the texts of a catalogue that have no translation."""
    return [str(message.id) for message in catalog if message.id and not _strings(message.string)]


def _strings(string: str | tuple[str, ...] | list[str]) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def _fill_english(catalog: Catalog) -> None:
    for message in catalog:
        if message.id and not _strings(message.string):
            message.string = message.id


def _write(path: Path, catalog: Catalog) -> None:
    catalog.revision_date = catalog.creation_date = RELEASE  # so that nothing but a text changes the file
    with path.open("wb") as file:
        write_po(file, catalog, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)


if __name__ == "__main__":
    report = update()
    for language, messages in report.items():
        for message in messages:
            sys.stdout.write(f"{language}: {message!r} has no translation\n")
    sys.exit(any(report.values()))
