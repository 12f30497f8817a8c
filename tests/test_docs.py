from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from ckanext.socialprograms.cli import socialprograms

ROOT = Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
assert SPEC
assert SPEC.loader
generate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate)


@pytest.mark.parametrize("page", generate.PAGES)
def test_generated_pages_say_what_the_code_says(page):
    assert (ROOT / "docs" / page).read_text("utf-8") == generate.PAGES[page]()


def test_links_between_the_docs_lead_somewhere():
    broken = [
        f"{page.name}: {target}"
        for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken


def test_the_readme_stays_short():
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 100


def test_every_command_is_documented():
    text = "".join(page.read_text("utf-8") for page in (ROOT / "docs").glob("*.md"))
    missing = [name for name in socialprograms.commands if f"ckan socialprograms {name}" not in text]
    assert not missing
