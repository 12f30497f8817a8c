"""What a document of a source says of a record anew, together with what people changed in it here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ckanext.socialprograms.importers.inventory import editions
from ckanext.socialprograms.loading import merging, provenance
from ckanext.socialprograms.loading.provenance import Provenance
from ckanext.socialprograms.records.values import Data

_OF_THE_PORTAL = frozenset({"type", "owner_org", "private", "state", "tags", "extras", "resources"})
_KEPT = ("saved", "follow_ups", "earlier")


def fields(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the fields of a record that a document gives."""
    return tuple(sorted(said.keys() - _OF_THE_PORTAL))


def amended(stored: Data, said: Mapping[str, Any], told: Provenance) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Give a saved record with what its document says now, and the fields that change, as an import does.

    What somebody changed by hand stays, and is noted beside its field; ``told`` is the provenance of what was read.
    """
    remembered = provenance.read(stored.get("provenance"))
    frame = {name: said[name] for name in ("type", "owner_org", "private", "state")}
    incoming: Data = {name: value for name, value in said.items() if name in fields(said) or name == "resources"}
    if "editions" in incoming:
        incoming = editions.combined(stored, incoming)
    merge = merging.merge(stored, incoming, remembered)
    notes = [*told.get("warnings", ()), *map(provenance.warning, merge.kept)]
    kept = {name: remembered[name] for name in _KEPT if name in remembered}
    whole = {**stored, **merge.changes, **frame}
    whole.pop("metadata_modified", None)  # CKAN takes it for the moment of this change
    whole["provenance"] = json.dumps({**kept, **told, "warnings": notes})
    return whole, tuple(merge.changes.keys() - {"resources"})
