"""Finds the organization of each record, or creates it: once for each agency, and never one for two states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from functools import cached_property
from itertools import count
from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.munge import munge_title_to_name
from ckan.types import Context

from ckanext.socialprograms.importers.records import ImportedRecord
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import folded

STATE = "federal_entity"
"""The extra of an organization that says of which state it is."""

_LONGEST_NAME = 90
_group, _package = model.group_table, model.package_table


def of_several_states(records: Iterable[ImportedRecord]) -> frozenset[str]:
    """Give the folded names of institutions that records have in several states."""
    states: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        if state := _state(record):
            states[folded(record.organization or "")].add(folded(state))
    return frozenset(name for name, found in states.items() if len(found) > 1)


class NoOrganization(Exception):  # noqa: N818 (it is what the portal lacks, not the program's error)
    """Raised where a record's organization can't be told or made; ``message`` is for the person who imports."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class Organizations:
    """The portal's organizations while documents are imported; what is looked up once is remembered.

    ``chosen`` is the id or name of the one that all records go to; without it each record's document says which.
    ``several`` are the folded names that the whole document has in several states.
    """

    def __init__(self, context: Context, chosen: str | None = None, several: Container[str] = ()) -> None:
        self.made: list[str] = []
        self._context, self._several = context, several
        self._titles_by_id: dict[str, str] = {}
        self._states: dict[str, frozenset[str]] = {}
        self._ids: dict[tuple[str, str], set[str]] = {}
        self._anywhere: dict[str, set[str]] = {}
        self._names = set(model.Session.scalars(sa.select(_group.c.name)))
        self._chosen = ""
        self._may_create: bool | None = None
        for row in self._all():
            self._remember(row["id"], row["title"] or row["name"], row["state_of"] or "")
            if chosen and chosen in (row["id"], row["name"]):
                self._chosen = row["id"]
        if chosen and not self._chosen:
            raise NoOrganization(Message(_UNKNOWN, {"found": chosen}))

    def title_of(self, record: ImportedRecord) -> str:
        """Give the title of the organization that a record goes to, as it is or would be."""
        return self._titles_by_id.get(self.find(record) or "", self._own_title(record))

    def _own_title(self, record: ImportedRecord) -> str:
        agency, state = (record.organization or "").strip(), _state(record)
        return f"{agency}, {state}" if agency and state and folded(state) not in folded(agency) else agency

    def find(self, record: ImportedRecord) -> str | None:
        """Give the id of a record's organization, empty for none, None if it has to be made first."""
        if self._chosen or not record.organization:
            return self._chosen
        state = folded(_state(record))
        ids = set().union(*(self._ids.get((folded(name), state), ()) for name in self._titles(record)))
        if not ids:
            # A document that names no state speaks of the only agency with that name.
            ids = self._of_no_state(record, state) if state else {*self._anywhere.get(folded(record.organization), ())}
        if len(ids) > 1:
            raise NoOrganization(Message(_AMBIGUOUS, {"name": record.organization}))
        if ids:
            return ids.pop()
        if not self._can_create():
            raise NoOrganization(Message(_MISSING, {"name": self._own_title(record)}))
        return None

    def may_own(self, record: ImportedRecord) -> frozenset[str]:
        """Give the ids of those to which the same record may belong if it is here; one of no state may be its own.

        A document that names none may mean any whose records the user may edit.
        """
        if self._chosen:
            return frozenset({self._chosen})
        if not record.organization:
            return self._mine
        try:
            found = self.find(record)
        except NoOrganization:
            found = None
        stateless = self._ids.get((folded(record.organization or ""), ""), ())
        return frozenset({found} if found else stateless)

    def find_or_create(self, record: ImportedRecord) -> str:
        """Give the id of a record's organization, empty for none; what is made belongs to the session's transaction."""
        found = self.find(record)
        return self._create(record) if found is None else found

    @cached_property
    def _mine(self) -> frozenset[str]:
        asked = {"permission": "update_dataset"}
        return frozenset(one["id"] for one in tk.get_action("organization_list_for_user")({**self._context}, asked))  # type: ignore[arg-type]

    def _of_no_state(self, record: ImportedRecord, state: str) -> set[str]:
        """Give the only organization of a record's name if nothing says that it is of another state."""
        name = folded(record.organization or "")
        ids = self._ids.get((name, ""), set())
        if name in self._several or len(self._anywhere.get(name, ())) > 1:
            return set()
        return {one for one in ids if self._states_of(one) <= {state}}

    def _states_of(self, id_: str) -> frozenset[str]:
        """Give the states that the records of an organization name."""
        if id_ not in self._states:
            named = _package.c.extras[STATE].astext
            query = sa.select(named).where(_package.c.owner_org == id_, _package.c.state != model.State.DELETED)
            self._states[id_] = frozenset(map(folded, filter(None, model.Session.scalars(query.distinct()))))
        return self._states[id_]

    def _titles(self, record: ImportedRecord) -> tuple[str, str]:
        return record.organization or "", self._own_title(record)

    def _create(self, record: ImportedRecord) -> str:
        title, state = self._own_title(record), _state(record)
        data: dict[str, Any] = {"name": self._free_name(title), "title": title}
        if state:
            data["extras"] = [{"key": STATE, "value": state}]
        context: dict[str, Any] = {**self._context, "defer_commit": True, "return_id_only": True}
        made = tk.get_action("organization_create")(context, data)  # type: ignore[arg-type]
        model.Session.flush()
        self._names.add(data["name"])
        self._remember(made, title, state)
        self.made.append(made)
        return made

    def _remember(self, id_: str, title: str, state: str) -> None:
        self._titles_by_id[id_] = title
        self._ids.setdefault((folded(title), folded(state)), set()).add(id_)
        for name in (title, title.removesuffix(f", {state}")):
            self._anywhere.setdefault(folded(name), set()).add(id_)

    def _free_name(self, title: str) -> str:
        base = munge_title_to_name(title)[:_LONGEST_NAME]
        numbered = (base if number == 1 else f"{base}-{number}" for number in count(1))
        return next(name for name in numbered if name not in self._names)

    def _can_create(self) -> bool:
        if self._may_create is None:
            try:
                tk.check_access("organization_create", {**self._context}, {})  # type: ignore[arg-type]
                self._may_create = True
            except tk.NotAuthorized:
                self._may_create = False
        return self._may_create

    @staticmethod
    def _all() -> list[Any]:
        columns = (_group.c.id, _group.c.name, _group.c.title, _group.c.extras[STATE].astext.label("state_of"))
        query = sa.select(*columns).where(_group.c.is_organization, _group.c.state == model.State.ACTIVE)
        return list(model.Session.execute(query.order_by(_group.c.created)).mappings())


def _state(record: ImportedRecord) -> str:
    return record.federal_entity or values.text(record.data, STATE)


_UNKNOWN = N_("There is no organization “{found}” in this portal. Give the name of one that is in its address.")
_AMBIGUOUS = N_("Two organizations of this portal are called “{name}”. Choose the one that you mean.")
_MISSING = N_(
    "There is no organization “{name}” in this portal, and your account may not create it. Choose one of yours, "
    "or ask the portal's administrator to create it."
)
