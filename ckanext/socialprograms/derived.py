"""Writes the tables that are derived from records, in their transaction: the board's, the calls' and the signals'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ckanext.socialprograms.monitor import mirror
from ckanext.socialprograms.signals import mirror as signals

LATER = "socialprograms_derived_later"
"""The key of the context by which an import says that it has the rows of many records written together."""


def write(context: Mapping[str, Any], record: dict[str, Any], *, is_new: bool) -> None:
    """Write the rows of a record that is being created or updated."""
    if not context.get(LATER):
        mirror.mirror_saved(record, is_new=is_new)
        signals.mirror_saved(record, is_new=is_new)


def write_new(ids: Sequence[str]) -> None:
    """Write the rows of records that were created and flushed."""
    mirror.mirror(ids)
    signals.mirror(ids, are_new=True)
