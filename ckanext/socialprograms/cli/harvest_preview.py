"""``ckan socialprograms harvest-preview``."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.plugins import plugin_loaded

from ckanext.socialprograms.language import told
from ckanext.socialprograms.loading.speaking import speaking

_SIGNS = {"create": ("✚", "green"), "update": ("✎", "yellow"), "same": ("=", None)}


@click.command("harvest-preview", short_help="Say what harvesting a source would bring.")
@click.argument("name")
def harvest_preview(name: str) -> None:
    """Say what harvesting a source would create, change and refuse; write nothing.

    The exit status is 1 if something would be refused or the source could not be read to its end.
    """
    if not plugin_loaded("harvest"):
        raise click.UsageError("The plugin harvest is not on.")
    with speaking():
        package = model.Package.get(name)
        if package is None or package.type != "harvest":
            raise click.UsageError(tk._("There is no such harvest source."))
        found = _seen(package.id)
        _tell(found)
    sys.exit(1 if found.problems or found.refused else 0)


def _seen(id_: str) -> Any:
    # ckanext-harvest may not be installed.
    harvest = import_module("ckanext.harvest.model")
    previews = import_module("ckanext.socialprograms.harvesters.previews")
    try:
        return previews.of(harvest.HarvestSource.get(id_))
    except LookupError as error:
        raise click.UsageError(tk._("Sources of this kind have no preview.")) from error


def _tell(found: Any) -> None:
    for problem in found.problems:
        click.secho(told(problem), fg="red", err=True)
    sentence = tk._(
        "{listed} listed: {new} new, {changed} changed, {unchanged} unchanged; {vanished} not there any more."
    )
    click.echo(sentence.format(**{key: getattr(found, key) for key in _NUMBERS}))
    for one in found.records:
        sign, color = ("✖", "red") if one["problems"] else _SIGNS[one["action"]]
        click.echo(f"{click.style(sign, fg=color)} {one['title']}")
        for problem in one["problems"]:
            click.echo(f"    {problem}")
    for name, number in found.organizations.items():
        click.echo(tk._("Organization without one of ours: {name} ({n})").format(name=name, n=number))
    for name, (number, is_kept) in found.fields.items():
        text = tk._("Additional field: {name} ({n})") if is_kept else tk._("Field that is lost: {name} ({n})")
        click.echo(text.format(name=name, n=number))


_NUMBERS = ("listed", "new", "changed", "unchanged", "vanished")
