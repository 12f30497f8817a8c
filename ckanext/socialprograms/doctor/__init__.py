"""Examines an installation: what is fine, what has to be mended, and how."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.socialprograms.doctor import files, portal, server, services, workers
from ckanext.socialprograms.doctor.finding import Finding

_EXAMINATIONS = (
    portal.ckan_version,
    portal.plugins,
    portal.dataset_schema,
    services.database,
    portal.tables,
    services.redis,
    services.solr,
    services.solr_fields,
    services.spanish,
    workers.workers,
    files.file_tables,
    files.file_review,
    portal.site_url,
    portal.languages,
    server.storage,
    server.settings_file,
    server.memory,
    server.disk,
)


def examine() -> Iterator[Finding]:
    """Look at each part of the installation in turn; a part that can't be reached is a finding, not an error."""
    for look in _EXAMINATIONS:
        yield from look()
