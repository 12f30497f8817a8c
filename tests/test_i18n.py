from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("translations", ROOT / "services" / "translations.py")
assert SPEC
assert SPEC.loader
translations = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(translations)


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return translations.template()


def catalogue(language: str) -> Catalog:
    path = ROOT / "i18n" / language / "LC_MESSAGES" / "ckanext-socialprograms.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_text_has_its_translation(texts, language):
    known = catalogue(language)
    lost = [message.id for message in texts if message.id and not getattr(known.get(message.id), "string", None)]
    assert not lost


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_translation_has_the_placeholders_of_its_text(language):
    wrong = [(message.id, error) for message, errors in catalogue(language).check() for error in errors]
    assert not wrong
    for message in catalogue(language):
        ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
        strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        for text in strings:
            assert any(_fields(str(text)) == _fields(msgid) for msgid in ids), (message.id, text)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_compiled_catalogue_is_up_to_date(language):
    path = ROOT / "i18n" / language / "LC_MESSAGES" / "ckanext-socialprograms.mo"
    with path.open("rb") as file:
        compiled = read_mo(file)
    stale = [
        message.id
        for message in catalogue(language)
        if message.id and _strings(compiled.get(message.id)) != _strings(message)
    ]
    assert not stale


def _fields(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)[sd]|\{(\w+)\}", str(text)))


def _strings(message) -> list[str]:
    string = getattr(message, "string", None) or ""
    return [string] if isinstance(string, str) else list(string)
