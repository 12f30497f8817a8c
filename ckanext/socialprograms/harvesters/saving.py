"""Saves a portion of harvested records: new ones together, changed ones one by one, and all can be found at the end."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.harvest.model import HarvestObject, HarvestSource

from ckanext.socialprograms.forms.schema import fields_of
from ckanext.socialprograms.harvesters import amendment, harvested, shrinking
from ckanext.socialprograms.harvesters.harvested import (
    ADDED,
    DELETED,
    UNCHANGED,
    UPDATED,
    Known,
    Outcome,
    Waiting,
)
from ckanext.socialprograms.harvesters.mapping import CORE, OF_HARVESTING, Here, mapped
from ckanext.socialprograms.harvesters.settings import Settings, Vanished
from ckanext.socialprograms.language import told
from ckanext.socialprograms.loading import failures, identity, indexing, provenance
from ckanext.socialprograms.loading.creation import Creation, is_ours_alone
from ckanext.socialprograms.loading.digests import digest
from ckanext.socialprograms.loading.saving import remember
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.registration import TYPES

TAKEN = N_("This portal has a record with the key “{key}” that did not come from this source: it stays as it is.")
_HERE = N_(
    "“{title}” is in this portal already, in the same organization, and did not come from this source: it stays as it "
    "is. If it is to come from the source from now on, delete it and run the source again."
)
_REASON = N_("As published in {source}")
_NAME_LENGTH = 90
_NOT_OF_THE_SOURCE = frozenset({"replanning", "provenance", "name", "owner_org"})


def save(leader: str, asked: Settings, user: str) -> str:
    """Save the records of a portion that are not saved yet; give what became of the one that leads it.

    It can be called again after it broke off, by another process too: nothing is lost and nothing is saved twice.
    """
    with _alone(leader):
        waiting = harvested.portion(leader)
        first = model.Session.get(HarvestObject, leader)
        assert first is not None  # it is in the queue
        is_again = cast("int", first.retry_times) > 1
        portion = _Portion(first.source, asked, user)
        portion.save(waiting)
        model.Session.commit()
    indexing.index(harvested.packages(leader) if is_again else portion.new)
    status = sa.select(harvested.objects.c.report_status).where(harvested.objects.c.id == leader)
    return model.Session.scalar(status) or ""


@contextlib.contextmanager
def _alone(leader: str) -> Iterator[None]:
    """Keep other processes from a portion; on a connection of its own, since saving it takes several transactions."""
    with model.Session.get_bind().engine.begin() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(leader))))
        yield


@dataclass(frozen=True)
class Record:
    """A record as it is to be saved (a dataset dict), with the id of its harvest object and what it loses."""

    id: str
    data: dict[str, Any]
    digest: str
    shrunk: str = ""
    fields: tuple[str, ...] = ()
    """Those that come from a document, in a record that was read from one."""


class _Portion:
    def __init__(self, source: HarvestSource, asked: Settings, user: str) -> None:
        self._source, self._asked = source, asked
        self._context = {"user": user, "ignore_auth": True}
        self._read: Mapping[str, str] = {}
        self.new: list[str] = []

    def save(self, waiting: list[Waiting]) -> None:
        """Save what can be saved and write down what became of each."""
        guids = [one.guid for one in waiting]
        known = harvested.taken_away(str(self._source.id), guids) | harvested.known(str(self._source.id), guids)
        ready = {one: json.loads(one.content) for one in waiting if one.content and one.content != harvested.GONE}
        self._read = harvested.noted_of(harvested.PROVENANCE, [one.id for one in waiting])
        here = here_of(str(self._source.id), self._asked, ready.values())
        news = []
        for one in waiting:
            before = known.get(one.guid)
            if one.content == harvested.GONE:
                self._take_away(one, before)
            elif one in ready:
                data = mapped(ready[one], self._asked, here)
                if before:
                    self._change(one, before, data)
                else:
                    news.append(self._new(one, data, wished(ready[one])))
            model.Session.commit()  # a record that is refused later rolls back
        self._create(news)

    def _new(self, one: Waiting, data: dict[str, Any], name: str) -> Record:
        record = {**data, "id": one.guid, "name": name}
        read = self._read.get(one.id)
        if read is None:
            return Record(one.id, record, digest(data))
        return Record(one.id, {**record, "provenance": read}, digest(data), fields=amendment.fields(data))

    def _change(self, one: Waiting, before: Known, data: dict[str, Any]) -> None:
        said = digest(data)
        if before.digest == said:
            harvested.finish({one.id: Outcome(UNCHANGED, before.package_id, said)})
            return
        package = model.Package.get(before.package_id)
        assert package is not None
        reason = told(Message(_REASON, {"source": self._source.title or self._source.url}))
        is_hidden = package.private and before.version != ""  # one that was taken away has no version
        record = Record(one.id, {**data, "state": _state(package, data), "private": is_hidden}, said)
        if read := self._read.get(one.id):
            shown = tk.get_action("package_show")({**self._context, "use_cache": False}, {"id": package.id})  # type: ignore[arg-type]
            amended, changed = amendment.amended(shown, record.data, json.loads(read))
            record = replace(record, data=amended, fields=changed)
        own = {"replanning_reason": reason} if data["type"] in TYPES else {}
        lost = shrinking.shrunk(_told_before(package), record.data, fields_told(data["type"]))
        own |= {"id": package.id, "name": package.name}
        whole = replace(record, data={**record.data, **own}, shrunk=shrinking.written(lost))
        self._act("package_update", UPDATED, whole)

    def _act(self, name: str, status: str, one: Record) -> None:
        """Save one record with CKAN's own action, which rolls back where it refuses."""
        try:
            saved = tk.get_action(name)({**self._context}, one.data)  # type: ignore[arg-type]
        except tk.ValidationError as error:
            model.Session.rollback()
            harvested.refuse({one.id: sentences(one.data, error.error_dict)}, "Import")
        else:
            if one.fields and (package := model.Package.get(saved["id"])):
                remember(package, json.loads(one.data["provenance"]), one.fields)
            harvested.finish({one.id: Outcome(status, saved["id"], one.digest, one.shrunk)})
        model.Session.commit()

    def _take_away(self, one: Waiting, before: Known | None) -> None:
        if before is None:
            harvested.finish({one.id: Outcome(UNCHANGED)})
            return
        if self._asked.when_vanished is Vanished.DELETE:
            tk.get_action("package_delete")({**self._context}, {"id": before.package_id})  # type: ignore[arg-type]
        else:
            tk.get_action("package_patch")({**self._context}, {"id": before.package_id, "private": True})  # type: ignore[arg-type]
        harvested.finish({one.id: Outcome(DELETED, before.package_id)})

    def _create(self, news: list[Record]) -> None:
        """Create records together; where another extension wants to see each, with CKAN's own action."""
        others = taken([one.data["id"] for one in news])
        refused = {one.id: [told(Message(TAKEN, {"key": one.data["id"]}))] for one in news if one.data["id"] in others}
        refused |= {one.id: [told(Message(_HERE, {"title": one.data["title"]}))] for one in self._imported(news)}
        harvested.refuse(refused, "Import")
        model.Session.commit()
        wanted = named([one for one in news if one.id not in refused])
        if not is_ours_alone():
            for one in wanted:
                self._act("package_create", ADDED, one)
            return
        creation = Creation(self._context)  # type: ignore[arg-type]
        checked = creation.check([one.data for one in wanted], lambda _done: None)
        wrong = {
            one.id: sentences(one.data, seen.errors) for one, seen in zip(wanted, checked, strict=True) if seen.errors
        }
        harvested.refuse(wrong, "Import")
        good = [(one, seen.data) for one, seen in zip(wanted, checked, strict=True) if not seen.errors]
        outcomes = {}
        for (one, _data), package in zip(good, creation.write([data for _one, data in good]), strict=True):
            if one.fields:
                remember(package, json.loads(one.data["provenance"]), one.fields)
            outcomes[one.id] = Outcome(ADDED, package.id, one.digest)
            self.new.append(package.id)
        model.Session.flush()
        harvested.finish(outcomes)

    def _imported(self, news: Sequence[Record]) -> list[Record]:
        """Give those that somebody imported into the same organization already, or another source brought."""
        keys = {
            one.id: (one.data["type"], one.data["owner_org"], one.data.get("external_key", ""))
            for one in news
            if one.fields
        }
        saved = identity.owned(key for _type, _owner, key in keys.values() if key)
        if not saved.keys() & {*keys.values()}:
            return []
        own = {one.package_id for one in harvested.known(str(self._source.id)).values()}
        return [one for one in news if saved.get(keys.get(one.id, ("", "", "")), set()) - own]


def _told_before(package: model.Package) -> dict[str, Any]:
    """Give what a record says before it is changed."""
    extras = dict(package.extras or {})
    other = extras.keys() - fields_of(package.type) - OF_HARVESTING
    rows = [{"key": key, "value": extras[key]} for key in sorted(other)]
    own = {name: getattr(package, name) for name in CORE}
    files = [{"url": file.url} for file in package.resources]
    return {**extras, **own, "extras": rows, "resources": files, "tags": [tag.name for tag in package.get_tags()]}


def fields_told(type_: str) -> frozenset[str]:
    """Give the names of what a source says of a record."""
    return CORE.union({"extras", "resources", "tags"}, fields_of(type_)) - _NOT_OF_THE_SOURCE


def here_of(source_id: str, asked: Settings, said: Iterable[Mapping[str, Any]]) -> Here:
    """Look up what a portion needs to know of this portal, with one query a table."""
    theirs = {str((one.get("organization") or {}).get("name") or "") for one in said}
    names = {*asked.organizations.values(), *(theirs if asked.same_organizations else ())}
    query = sa.select(model.Group.name, model.Group.id).where(
        model.Group.is_organization.is_(True), model.Group.state == model.State.ACTIVE, model.Group.name.in_(names)
    )
    source = model.Package.get(source_id)
    fields = {type_: fields_of(type_) for type_ in TYPES}
    return Here(fields, source.owner_org if source else None, dict(map(tuple, model.Session.execute(query))))


def _state(package: model.Package, data: Mapping[str, Any]) -> str:
    """Leave a record published that somebody published; one that was taken away comes back as the source wants it."""
    return "active" if package.state == model.State.ACTIVE else str(data["state"])


def wished(said: Mapping[str, Any]) -> str:
    """Give the name that a record would like to have."""
    return str(said.get("name") or said["id"])[:_NAME_LENGTH]


def named(news: list[Record]) -> list[Record]:
    """Give each record the name that it has in its source, or one with a piece of its key where that is taken."""
    names = {one.id: (one.data["name"], f"{one.data['name']}-{one.data['id'][:8]}", one.data["id"]) for one in news}
    free = identity.free_names(name for some in names.values() for name in some)
    chosen = []
    for one in news:
        name = next((name for name in names[one.id] if name in free), "")
        free.discard(name)
        chosen.append(replace(one, data={**one.data, "name": name}))
    return chosen


def taken(ids: list[str]) -> set[str]:
    """Give those of some keys that datasets of this portal have."""
    return set(model.Session.scalars(sa.select(model.Package.id).where(model.Package.id.in_(ids))))


def sentences(data: Mapping[str, Any], errors: Mapping[str, Any]) -> list[str]:
    """Say what is wrong with a record as an import does, and where that stands in the document that it is from."""
    where = partial(provenance.place_of, provenance.read(data.get("provenance")))
    return [told(message) for message in failures.sentences(data["type"], data["title"], errors, where)]
