"""``ckan socialprograms rebuild``."""

from __future__ import annotations

import click

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.loading.speaking import speaking
from ckanext.socialprograms.monitor import mirror


@click.command()
def rebuild() -> None:
    """Write the tables of the monitoring board and of the risk signals anew from the records.

    Saving a record keeps them right; this is for an installation that has records already, or after an upgrade.
    """
    with speaking():
        ids = mirror.every_id()
        with click.progressbar(length=len(ids), label=tk._("Writing the board")) as bar:
            for written in mirror.rebuild(ids):
                bar.update(written)
        sentence = tk.ungettext("{n} record is on the board.", "{n} records are on the board.", len(ids))
        click.echo(sentence.format(n=len(ids)))
