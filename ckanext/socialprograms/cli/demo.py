"""``ckan socialprograms demo``."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

import click

import ckan.plugins.toolkit as tk

from ckanext.socialprograms import search
from ckanext.socialprograms.cli.import_ import site_context, tell_errors, with_progress
from ckanext.socialprograms.demo import sample_files
from ckanext.socialprograms.demo.program import load_program
from ckanext.socialprograms.demo.tables import TITLE, load_tables
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.loading import flow
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.loading.speaking import speaking
from ckanext.socialprograms.loading.steps import SAME


@click.command(short_help="Load the sample records.")
def demo() -> None:
    """Load the sample records, published, as anyone's documents are. Loading them again changes nothing."""
    types: Counter[str] = Counter()
    changed = 0
    with speaking():
        context = site_context()
        for file in sample_files():
            imported = read_file(file, file.name)
            done = with_progress(
                imported, lambda progress, one=imported: flow.load(one, Options(publish=True), context, progress)
            )
            if done.errors:
                tell_errors(done.errors)
                sys.exit(1)
            types.update(one.step.record.type for one in done.saved if not one.step.record.updates)
            changed += sum(one.step.action != SAME for one in done.saved)
        agency = _agency_of_a_program(context)
        program = load_program(context, _agency_of_a_program(context, "Guanajuato"), tk.h.socialprograms_today())
        tables = load_tables(context, agency)
        for type_, number in types.items():
            click.echo(f"{tk._(search.TYPE_NAMES[type_])}: {number}")
        if tables:
            click.echo(tk._("Sample tables with their views: {name}").format(name=TITLE))
        if not changed and not tables and not program:
            click.echo(tk._("They were here already: nothing changed."))


def _agency_of_a_program(context: Any, state: str = "") -> str:
    """Give an organization for what is made up: the one with the most sample programs, of a state or at all."""
    where = f' +vocab_federal_entity:"{state}"' if state else ""
    asked = {"fq": f"+dataset_type:program{where}", "rows": 0, "facet.field": ["organization"], "facet.limit": 1}
    found = tk.get_action("package_search")(context.copy(), asked)["search_facets"]["organization"]["items"]
    return found[0]["name"]
