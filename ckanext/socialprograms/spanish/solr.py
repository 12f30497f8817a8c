"""Talks with Solr about its schema: what fields it has, and what is to be added or taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import requests

import ckan.plugins.toolkit as tk

_PATIENCE = 60
_NOT_FOUND = 404
Definition = Mapping[str, Any]


class SolrRefused(RuntimeError):  # noqa: N818 (it is what happened)
    """Raised where Solr does not answer, or will not do what it was asked; its text is Solr's."""


class Schema:
    """The schema of the portal's search index, over Solr's own HTTP interface."""

    def __init__(self, patience: float = _PATIENCE) -> None:
        user, password = tk.config.get("solr_user"), tk.config.get("solr_password")
        self._address = tk.config["solr_url"].rstrip("/")
        self._patience = patience
        self._session = requests.Session()
        self._session.auth = (user, password) if user and password else None

    def has_field(self, name: str) -> bool:
        """Say whether the index has a field of this very name."""
        return self._get(f"/schema/fields/{name}") is not None

    def type(self, name: str) -> dict[str, Any] | None:
        """Give a field type as it was defined."""
        return (self._get(f"/schema/fieldtypes/{name}") or {}).get("fieldType")

    def field(self, name: str) -> dict[str, Any] | None:
        """Give a field as it was defined."""
        return (self._get(f"/schema/fields/{name}") or {}).get("field")

    def copies(self, destination: str) -> set[str]:
        """Give the names of the fields that are copied into one."""
        found = self._get("/schema/copyfields") or {}
        return {one["source"] for one in found.get("copyFields", ()) if one["dest"] == destination}

    def change(self, **commands: Definition | Sequence[Definition]) -> None:
        """Change the schema in one go: ``add_field=…``, ``replace_field_type=…`` and the like."""
        self._send("POST", "/schema", {name.replace("_", "-"): what for name, what in commands.items()})

    def synonyms(self, name: str) -> dict[str, list[str]]:
        """Give a managed list of synonyms: for each word, those that it stands for, itself among them."""
        found = self._get(f"/schema/analysis/synonyms/{name}") or {}
        return found.get("synonymMappings", {}).get("managedMap", {})

    def put_synonyms(self, name: str, entries: Mapping[str, Sequence[str]]) -> None:
        """Add entries to a managed list of synonyms."""
        self._send("PUT", f"/schema/analysis/synonyms/{name}", entries)

    def drop_synonym(self, name: str, entry: str) -> None:
        """Take an entry out of a managed list of synonyms."""
        self._send("DELETE", f"/schema/analysis/synonyms/{name}/{quote(entry, safe='')}")

    def stems(self, type_: str, texts: list[str]) -> list[list[str]]:
        """Give the stems that the index keeps of each text."""
        return [list(self._stems(type_, text)) for text in texts]

    def _stems(self, type_: str, text: str) -> Iterator[str]:
        asked = {"analysis.fieldtype": type_, "analysis.fieldvalue": text}
        found = self._ask("GET", "/analysis/field", params={**asked, "wt": "json"}).json()
        steps = found["analysis"]["field_types"][type_]["index"]
        last = next(tokens for tokens in reversed(steps) if isinstance(tokens, list))
        # Neighbours joined to one word are no stems.
        yield from (token["text"] for token in last if token["type"] != "shingle")

    def _get(self, path: str) -> dict[str, Any] | None:
        answer = self._ask("GET", path, params={"wt": "json"})
        return None if answer.status_code == _NOT_FOUND else answer.json()

    def _send(self, method: str, path: str, content: Any = None) -> None:
        answer = self._ask(method, path, json=content)
        if answer.status_code == _NOT_FOUND:
            raise SolrRefused(f"{path}: {answer.text[:300]}")

    def _ask(self, method: str, path: str, **more: Any) -> requests.Response:
        try:
            answer = self._session.request(method, self._address + path, timeout=self._patience, **more)
        except requests.RequestException as error:
            raise SolrRefused(" ".join(str(error).split())[:300]) from error
        if not answer.ok and answer.status_code != _NOT_FOUND:
            raise SolrRefused(f"{path}: {' '.join(answer.text.split())[:500]}")
        return answer
