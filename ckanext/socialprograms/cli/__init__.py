"""The commands of ``ckan socialprograms``, one module each."""

from __future__ import annotations

import click

from ckanext.socialprograms.cli.demo import demo
from ckanext.socialprograms.cli.doctor import doctor
from ckanext.socialprograms.cli.harvest_preview import harvest_preview
from ckanext.socialprograms.cli.harvest_worker import harvest_worker
from ckanext.socialprograms.cli.import_ import import_
from ckanext.socialprograms.cli.rebuild import rebuild
from ckanext.socialprograms.cli.scan import scan
from ckanext.socialprograms.cli.search_setup import search_setup
from ckanext.socialprograms.cli.workbook import workbook

__all__ = ["socialprograms"]


@click.group()
def socialprograms() -> None:
    """Look after the public record of social programs."""


socialprograms.add_command(demo)
socialprograms.add_command(doctor)
socialprograms.add_command(harvest_preview)
socialprograms.add_command(harvest_worker)
socialprograms.add_command(import_)
socialprograms.add_command(rebuild)
socialprograms.add_command(scan)
socialprograms.add_command(search_setup)
socialprograms.add_command(workbook)


def get_commands() -> list[click.Command]:
    """Give what CKAN's command line gets from us."""
    return [socialprograms]
