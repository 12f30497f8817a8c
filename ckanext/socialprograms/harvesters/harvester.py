"""The stages of ckanext-harvest, for all sources: a list that is compared, portions that are fetched and saved."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Mapping

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.common import CKANConfig

from ckanext.harvest.harvesters.base import HarvesterBase
from ckanext.harvest.model import HarvestJob, HarvestObject

from ckanext.socialprograms.forms.schema import fields_of
from ckanext.socialprograms.harvesters import comparison, harvested, mapping, saving, settings, waiting
from ckanext.socialprograms.harvesters.remote import Source, SourceFailed
from ckanext.socialprograms.harvesters.settings import BadSettings, Settings
from ckanext.socialprograms.language import told
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.registration import TYPES


class Harvester(HarvesterBase):
    """Gathers, fetches and imports records in portions; a kind of source says only where they come from.

    Only the first of a portion goes into ckanext-harvest's queue, for the others wait in a state that it does not know.
    So a hundred records cost it as much as one, and a portion that broke off is taken up where it ended.
    """

    p.implements(p.IConfigurable)

    kind: str
    title: str
    description: str
    usual = Settings()
    """What a source of this kind asks for where its configuration says nothing."""

    def configure(self, config: CKANConfig) -> None:  # noqa: ARG002 (so CKAN calls it)
        """Have the consumers wait for work."""
        waiting.be_patient()

    @abstractmethod
    def source(self, url: str, asked: Settings) -> Source:
        """Give the source at an address."""

    def remembering(self, source_id: str, url: str, asked: Settings) -> Source:  # noqa: ARG002 (for kinds that remember)
        """Give a source as it is harvested, which may remember what it saw when it was harvested before."""
        return self.source(url, asked)

    @property
    def user(self) -> str:
        """Give the name of the user who harvests."""
        return self._get_user_name()

    def info(self) -> Mapping[str, str]:
        """Give what the form for sources shows of this kind."""
        return {
            "name": self.kind,
            "title": self.title,
            "description": self.description,
            "form_config_interface": "Text",
        }

    def validate_config(self, config: str | None) -> str | None:
        """Check a configuration, and give it as ckanext-harvest keeps it, which is JSON. Raises ValueError."""
        try:
            settings.read(text := settings.written(config), mapping.known_fields(TYPES, fields_of))
        except BadSettings as bad:
            raise ValueError("\n".join(told(one) for one in bad.messages)) from bad
        return json.dumps({"yaml": text}) if text.strip() else None

    def get_original_url(self, harvest_object_id: str) -> str | None:
        """Give the address at which people see a record in its source."""
        return harvested.noted(harvested.URL, harvest_object_id)

    def gather_stage(self, harvest_job: HarvestJob) -> list[str]:
        """Compare the list of the source with what is here; give the portions that have something to do."""
        asked = asked_of(harvest_job, self.usual)
        source = self.remembering(str(harvest_job.source_id), harvest_job.source.url, asked)
        found = comparison.compare(source, harvest_job, asked)
        for problem in found.problems:
            self._save_gather_error(told(problem), harvest_job)
        return found.portions

    def fetch_stage(self, harvest_object: HarvestObject) -> bool:
        """Ask the source for the records of a portion."""
        waiting = [one for one in harvested.portion(str(harvest_object.id)) if one.content is None]
        source = self.source(harvest_object.source.url, asked_of(harvest_object.job, self.usual))
        try:
            got = {one.guid: one for one in source.records([one.guid for one in waiting])} if waiting else {}
        except SourceFailed as failed:
            harvested.refuse({one.id: [told(failed.message)] for one in waiting}, "Fetch")
            model.Session.commit()
            return False
        harvested.keep({one.id: got[one.guid] for one in waiting if one.guid in got})
        harvested.refuse({one.id: [tk._(_GONE)] for one in waiting if one.guid not in got}, "Fetch")
        model.Session.commit()
        return True

    def import_stage(self, harvest_object: HarvestObject) -> bool | str:
        """Save a portion; the answer is what became of its first."""
        status = saving.save(str(harvest_object.id), asked_of(harvest_object.job, self.usual), self.user)
        model.Session.add(harvest_object)
        model.Session.refresh(harvest_object)
        return "unchanged" if status == harvested.UNCHANGED else status != harvested.ERRORED


_GONE = N_("The source listed this record and does not have it any more.")


def asked_of(job: HarvestJob, usual: Settings = settings.USUAL) -> Settings:
    """Give the configuration of a job's source, which was checked when it was saved."""
    return settings.read(settings.written(job.source.config), usual=usual)
