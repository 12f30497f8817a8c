"""The previews of sources: a worker makes them, and the last of each source waits in Redis for whoever asked."""

from __future__ import annotations

import json
import time
import zlib
from dataclasses import asdict
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.jobs import job_from_id
from ckan.lib.redis import connect_to_redis

from ckanext.harvest.model import HarvestSource
from ckanext.harvest.queue import get_harvester

from ckanext.socialprograms.harvesters import settings
from ckanext.socialprograms.harvesters.harvester import Harvester
from ckanext.socialprograms.harvesters.trial import Trial, trial
from ckanext.socialprograms.language import language, told
from ckanext.socialprograms.loading.speaking import speaking

WAITING, READING, DONE, STOPPED = "waiting", "reading", "done", "stopped"
_TIMEOUT = 900
_LIFETIME = 24 * 3600
_SILENCE = 120


def ask(source: Any) -> None:
    """Have a worker look at a source, in the language of who asks."""
    limits = {"timeout": _TIMEOUT}
    job = tk.enqueue_job(look, [source.id, language()], title=f"Preview of {source.id}", rq_kwargs=limits)
    _keep(source.id, {"stage": WAITING, "job": job.id, "at": time.time()})


def look(source_id: str, spoken: str) -> None:
    """Make the preview of a source."""
    with speaking(spoken):
        one = find(source_id)
        if one is None:
            return
        source: Any = HarvestSource.get(source_id)
        _keep(source_id, {**one, "stage": READING})
        found = of(source)
        problems = [told(problem) for problem in found.problems]
        _keep(source_id, {**one, "stage": DONE, "at": time.time(), "seen": {**asdict(found), "problems": problems}})


def of(source: Any) -> Trial:
    """Make the preview of a source here and now. Raises LookupError where its kind is not ours."""
    harvester = get_harvester(source.type)
    if isinstance(harvester, Harvester):
        asked = settings.read(settings.written(source.config), usual=harvester.usual)
        return trial(harvester.source(source.url, asked), source, asked, harvester.user)
    raise LookupError(source.type)


def find(source_id: str) -> dict[str, Any] | None:
    """Give the last preview of a source, as far as it is; None if nobody asked for one today."""
    kept: Any = connect_to_redis().get(_key(source_id))
    if kept is None:
        return None
    one = json.loads(zlib.decompress(kept))
    return {**one, "stage": STOPPED} if one["stage"] in (WAITING, READING) and _broke_off(one) else one


def _broke_off(one: dict[str, Any]) -> bool:
    try:
        job = job_from_id(one["job"])
    except KeyError:
        return time.time() - one["at"] > _SILENCE
    return bool(job.is_failed or job.is_stopped or job.is_canceled or time.time() - one["at"] > _TIMEOUT + _SILENCE)


def _keep(source_id: str, one: dict[str, Any]) -> None:
    connect_to_redis().set(_key(source_id), zlib.compress(json.dumps(one, default=str).encode()), ex=_LIFETIME)


def _key(source_id: str) -> str:
    return f"ckan:{tk.config['ckan.site_id']}:socialprograms:harvest-preview:{source_id}"
