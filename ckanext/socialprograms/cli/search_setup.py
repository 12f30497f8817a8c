"""``ckan socialprograms search-setup``."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import click

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchIndexError

from ckanext.socialprograms.loading.speaking import speaking
from ckanext.socialprograms.spanish import setup
from ckanext.socialprograms.spanish.solr import SolrRefused


@click.command("search-setup", short_help="Teach the search Spanish.")
@click.option("--remove", is_flag=True, help="Take out of Solr what this command put there.")
def search_setup(remove: bool) -> None:
    """Teach the search Spanish: Solr gets a text type, fields and synonyms, and all records are indexed anew.

    It can be run again at any time; run it after an upgrade, and after a new Solr core.
    """
    with speaking():
        try:
            _tell(_taken_out() if remove else _set_up())
        except (SolrRefused, SearchIndexError) as error:
            sentence = tk._(
                "Solr could not do it: {found}. Check solr_url and that its schema can be changed, and run this again."
            )
            raise click.ClickException(sentence.format(found=str(error).rstrip("."))) from error
        except tk.Invalid as error:
            raise click.ClickException(error.error) from error


def _set_up() -> str:
    with ExitStack() as bars:

        def begins(count: int) -> Callable[[int], None]:
            return bars.enter_context(click.progressbar(length=count, label=tk._("Indexing records"))).update

        changed = setup.set_up(begins)
    return tk._("The search knows Spanish.") if changed else tk._("The search knew Spanish already; nothing changed.")


def _taken_out() -> str:
    if setup.take_out():
        return tk._("The Spanish fields are gone from Solr; searches go CKAN's own way within half a minute.")
    return tk._("Solr had no Spanish fields of ours; nothing changed.")


def _tell(sentence: str) -> None:
    click.echo(sentence)
