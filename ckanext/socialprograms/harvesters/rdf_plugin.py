"""The kind of sources that only portals with ckanext-dcat and pyoxigraph can have."""

from __future__ import annotations

from ckanext.socialprograms.harvesters.plugins import Unsearched
from ckanext.socialprograms.harvesters.rdf import RdfCatalogue
from ckanext.socialprograms.harvesters.remote import Source
from ckanext.socialprograms.harvesters.settings import Settings
from ckanext.socialprograms.messages import N_


class RdfHarvester(Unsearched):
    """Harvests a catalogue in linked data."""

    kind = "socialprograms_rdf"
    title = N_("Catalogue in linked data (DCAT)")
    description = N_(
        "RDF/XML, Turtle or JSON-LD, in pages or in one file. Social programs keep all that they say; other datasets "
        "keep what DCAT-AP says of them."
    )

    def source(self, url: str, asked: Settings) -> Source:
        """Give the catalogue at an address."""
        return RdfCatalogue(url, asked)
