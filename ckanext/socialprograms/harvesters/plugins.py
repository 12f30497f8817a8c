"""The kinds of sources, each a plugin that a portal names in its ini file."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.harvesters import settings
from ckanext.socialprograms.harvesters.documents import Documents
from ckanext.socialprograms.harvesters.harvester import Harvester
from ckanext.socialprograms.harvesters.json_catalogue import JsonCatalogue
from ckanext.socialprograms.harvesters.memory import Memory
from ckanext.socialprograms.harvesters.portal import Portal
from ckanext.socialprograms.harvesters.remote import Source
from ckanext.socialprograms.harvesters.settings import Settings
from ckanext.socialprograms.harvesters.tables import Tables
from ckanext.socialprograms.messages import N_


class PortalHarvester(Harvester):
    """Harvests another CKAN portal."""

    kind = "socialprograms_portal"
    title = N_("Portal with social programs, or any CKAN portal")
    description = N_(
        "Commitments, programs and evaluations keep all that they say; other datasets keep what CKAN knows of them."
    )

    def source(self, url: str, asked: Settings) -> Source:
        """Give the portal at an address."""
        return Portal(url, asked)


class Unsearched(Harvester):
    """Harvests a catalogue that is read as it is, and can't be asked for a part."""

    def validate_config(self, config: str | None) -> str | None:
        """Check a configuration as all are, and refuse to search what can't be. Raises ValueError."""
        kept = super().validate_config(config)
        if settings.read(settings.written(config)).search:
            raise ValueError(tk._(_NO_SEARCH))
        return kept


_NO_SEARCH = N_(
    "A catalogue of this kind can't be searched: take out “search”, and give the address of the part that you want."
)


class CatalogueHarvester(Unsearched):
    """Harvests a catalogue in JSON."""

    kind = "socialprograms_catalogue"
    title = N_("Catalogue in JSON (datos.gob.mx, data.json)")
    description = N_("The catalogue of open data that ADELA writes, or a data.json (Project Open Data 1.1, DCAT-US).")

    def source(self, url: str, asked: Settings) -> Source:
        """Give the catalogue at an address."""
        return JsonCatalogue(url, asked)


class TableHarvester(Unsearched):
    """Harvests workbooks and tables at an address."""

    kind = "socialprograms_table"
    title = N_("Workbook or table with social programs")
    description = N_(
        "A file or shared sheet that is kept up to date at one address: a workbook of this portal, the formats of the "
        "transparency platform, the national inventory, or a table of aspects to improve."
    )

    def source(self, url: str, asked: Settings) -> Source:
        """Give the tables at an address."""
        return Tables(url, asked)

    def remembering(self, source_id: str, url: str, asked: Settings) -> Source:
        """Give the tables of a source, which are read when they changed."""
        return Tables(url, asked, Memory(source_id, asked))


class DocumentHarvester(Unsearched):
    """Harvests documents to which a page leads; a person publishes what is read from them."""

    kind = "socialprograms_document"
    title = N_("Page with improvement agendas or commitment sheets")
    description = N_(
        "A page that leads to documents (PDF, Word, web pages, tables). What is read from them waits as drafts, with "
        "what to look at beside each field."
    )
    usual = Settings(publish=False)

    def source(self, url: str, asked: Settings) -> Source:
        """Give the documents of a page."""
        return Documents(url, asked)

    def remembering(self, source_id: str, url: str, asked: Settings) -> Source:
        """Give the documents of a source, each of which is read when it changed."""
        return Documents(url, asked, Memory(source_id, asked))
