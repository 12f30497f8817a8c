"""The kinds of sources, each a plugin that a portal names in its ini file."""

from __future__ import annotations

from ckanext.socialprograms.harvesters.harvester import Harvester
from ckanext.socialprograms.harvesters.portal import Portal
from ckanext.socialprograms.harvesters.remote import Source
from ckanext.socialprograms.harvesters.settings import Settings
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
