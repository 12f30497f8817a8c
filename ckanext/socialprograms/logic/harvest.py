"""Where records were harvested, and what ckanext-harvest's own actions do otherwise here."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timezone
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import search
from ckan.types import Action, Context, DataDict

from ckanext.socialprograms.harvesters import harvested


@tk.chained_action
def harvest_source_reindex(_original: Action, context: Context, data_dict: DataDict) -> Any:
    """Index a source as CKAN 2.12 does a dataset.

    ckanext-harvest 1.6.3 gives the index what was not validated, and so the source loses its kind after its first run.
    """
    tk.check_access("harvest_source_reindex", context, data_dict)
    search.rebuild(data_dict["id"])


@tk.side_effect_free
def socialprograms_harvested(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Say from which source a dataset was harvested (``source``, ``url``, ``harvested_at``), empty if it was not.

    ``vanished_on`` is the day since which the source does not have it any more, empty as long as it does.

    :param id: the id or name of the dataset
    """
    tk.check_access("socialprograms_harvested", context, data_dict)
    package = model.Package.get(tk.get_or_bust(data_dict, "id"))
    found = harvested.origin(package.id) if package else None
    if found is None:
        return {}
    at = found.harvested_at
    return {**asdict(found), "harvested_at": at.replace(tzinfo=timezone.utc).isoformat() if at else ""}
