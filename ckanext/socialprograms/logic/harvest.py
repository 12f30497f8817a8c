"""Where records were harvested, and what ckanext-harvest's own actions do otherwise here."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timezone
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import search
from ckan.types import Action, Context, DataDict

from ckanext.harvest.model import HarvestSource
from ckanext.harvest.queue import get_harvester

from ckanext.socialprograms.harvesters import harvested, history, notices, previews, report
from ckanext.socialprograms.harvesters.harvester import Harvester
from ckanext.socialprograms.harvesters.history import Seen
from ckanext.socialprograms.logic import schema


@tk.chained_action
def harvest_source_reindex(_original: Action, context: Context, data_dict: DataDict) -> Any:
    """Index a source as CKAN 2.12 does a dataset.

    ckanext-harvest 1.6.3 gives the index what was not validated, and so the source loses its kind after its first run.
    """
    tk.check_access("harvest_source_reindex", context, data_dict)
    search.rebuild(data_dict["id"])


@tk.chained_action
def harvest_jobs_run(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Tell the contacts of sources of runs that ended with problems."""
    done = original(context, data_dict)
    notices.tell_of_ended()
    return done


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


@tk.side_effect_free
def socialprograms_harvest_run_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Give the runs of a harvest source (``runs``, newest first) and how many there are (``count``).

    :param id: the id or name of the source
    :param limit: how many to give, 500 at most (optional, 20 by default)
    :param offset: where to start (optional, 0 by default)
    """
    source = _source(data_dict)
    tk.check_access("socialprograms_harvest_run_list", context, {**data_dict, "id": source.id})
    asked = _validated(data_dict)
    seen = history.of_source(source.id, asked["limit"], asked["offset"])
    return {"count": history.count(source.id), "runs": [_run(one) for one in seen]}


@tk.side_effect_free
def socialprograms_harvest_run_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Give a run of a harvest source, and what it did with records of one ``kind`` (``records``).

    Why records were refused, and what went wrong with the run as a whole (``problems``), is for those who administer
    the source (``is_administrator``); others are told of public records alone.

    :param id: the id or name of the source
    :param job: the id of the run
    :param kind: refused, shrunk, vanished, taken_away, created, changed or same (optional)
    :param limit: how many records to give, 500 at most (optional, 20 by default)
    :param offset: where to start (optional, 0 by default)
    """
    source = _source(data_dict)
    tk.check_access("socialprograms_harvest_run_show", context, {**data_dict, "id": source.id})
    asked = _validated(data_dict)
    seen = history.find(source.id, str(tk.get_or_bust(data_dict, "job")))
    if seen is None:
        raise tk.ObjectNotFound(tk._("This source has no such run. It may have been deleted with its history."))
    may = _administers(context, source)
    kind = asked["kind"]
    part = (asked["limit"], asked["offset"])
    records = report.items(seen.id, kind, part, sees_all=may) if kind else []
    return {
        **_run(seen),
        "is_administrator": may,
        "problems": report.problems(seen.id, _MOST_PROBLEMS) if may else [],
        "records": [asdict(one) for one in records],
    }


def socialprograms_harvest_preview(context: Context, data_dict: DataDict) -> None:
    """Have a worker look at what harvesting a source would do, without writing anything.

    :param id: the id or name of the source
    """
    source = _source(data_dict)
    tk.check_access("socialprograms_harvest_preview", context, {**data_dict, "id": source.id})
    kept: Any = HarvestSource.get(source.id)
    if not isinstance(get_harvester(kept.type), Harvester):
        raise tk.ValidationError({"id": [tk._("Sources of this kind have no preview.")]})
    previews.ask(kept)


@tk.side_effect_free
def socialprograms_harvest_preview_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Give the last preview of a source: its ``stage`` (waiting, reading, done, stopped; empty if there is none).

    Once it is done, ``seen`` has the numbers of the whole list and the first records with what would become of each.

    :param id: the id or name of the source
    """
    source = _source(data_dict)
    tk.check_access("socialprograms_harvest_preview_show", context, {**data_dict, "id": source.id})
    return previews.find(source.id) or {"stage": ""}


_MOST_PROBLEMS = 50


def _source(data_dict: DataDict) -> model.Package:
    source = model.Package.get(tk.get_or_bust(data_dict, "id"))
    if source is None or source.type != "harvest":
        raise tk.ObjectNotFound(tk._("There is no such harvest source."))
    return source


def _validated(data_dict: DataDict) -> dict[str, Any]:
    asked, errors = tk.navl_validate(data_dict, schema.harvest_run())
    if errors:
        raise tk.ValidationError(errors)
    return asked


def _administers(context: Context, source: model.Package) -> bool:
    try:
        return tk.check_access("harvest_source_update", Context(context), {"id": source.id})
    except tk.NotAuthorized:
        return False


def _run(seen: Seen) -> dict[str, Any]:
    moments = {name: one.isoformat() if (one := getattr(seen, name)) else None for name in ("started", "finished")}
    told = {**asdict(seen), **moments, "seconds": seen.seconds, "has_trouble": seen.has_trouble}
    return {**told, "problem_count": told.pop("problems")}
