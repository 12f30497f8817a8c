"""Says what harvesting a source would do, from its whole list and the first of its records; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import plugins as ckan_plugins

from ckanext.harvest.model import HarvestSource

from ckanext.socialprograms.forms.schema import groups_of
from ckanext.socialprograms.forms.sending import record_of
from ckanext.socialprograms.harvesters import harvested, mapping, saving
from ckanext.socialprograms.harvesters.harvested import Known
from ckanext.socialprograms.harvesters.mapping import Here
from ckanext.socialprograms.harvesters.remote import Remote, Source, SourceFailed, Trouble
from ckanext.socialprograms.harvesters.saving import Record
from ckanext.socialprograms.harvesters.settings import Settings
from ckanext.socialprograms.language import told
from ckanext.socialprograms.ledger import keeping
from ckanext.socialprograms.loading.creation import Creation
from ckanext.socialprograms.loading.digests import digest, same
from ckanext.socialprograms.loading.steps import CREATE, SAME, UPDATE
from ckanext.socialprograms.messages import Message
from ckanext.socialprograms.records import values

LOOKED_AT = 100
"""Records that are fetched and checked."""
_NEW, _CHANGED, _UNCHANGED = "new", "changed", "unchanged"
_MOST_CHANGED = 50
_MOST_NAMES = 30


@dataclass(frozen=True)
class Trial:
    """What a run would do: numbers from the whole list, and what became of the ``records`` that were looked at.

    A record is what the preview of an import shows, with its ``url`` in the source. ``organizations`` are those of the
    source that none of ours stands for, ``fields`` what records have there and not here, with whether it is kept;
    both with how many of the records. ``problems`` say why the source could not be read to its end.
    """

    listed: int
    new: int
    changed: int
    unchanged: int
    vanished: int
    records: tuple[dict[str, Any], ...] = ()
    organizations: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, tuple[int, bool]] = field(default_factory=dict)
    problems: tuple[Message, ...] = ()

    @property
    def refused(self) -> int:
        """Say how many of the records that were looked at would stay out."""
        return sum(bool(one["problems"]) for one in self.records)


def trial(source: Source, of: HarvestSource, asked: Settings, user: str) -> Trial:
    """Read the list of a source and its first records, and say what harvesting them would do."""
    known = harvested.known(str(of.id))
    listed = _read(source, known)
    got: list[Remote] = []
    problems = list(listed.problems)
    try:
        got += [listed.records[guid] for guid in listed.sample if guid in listed.records]
        rest = [guid for guid in listed.sample if guid not in listed.records]
        got.extend(source.records(rest) if rest else ())
    except SourceFailed as failed:
        problems.append(failed.message)
    here = saving.here_of(str(of.id), asked, [one.data for one in got])
    records = _Looking(known, asked, here, user).records(got)
    model.Session.rollback()
    return Trial(
        listed=len(listed.guids),
        **{kind: listed.numbers[kind] for kind in (_NEW, _CHANGED, _UNCHANGED)},
        vanished=0 if problems else len(known.keys() - listed.guids),
        records=tuple(sorted(records, key=lambda one: not one["problems"])),
        organizations=_organizations(got, asked, here),
        fields=_fields(got, asked, here),
        problems=tuple(problems),
    )


@dataclass
class _List:
    """The list of a source, as far as it could be read."""

    guids: set[str] = field(default_factory=set)
    numbers: Counter[str] = field(default_factory=Counter)
    chosen: dict[str, list[str]] = field(default_factory=lambda: {_NEW: [], _CHANGED: []})
    records: dict[str, Remote] = field(default_factory=dict)
    problems: list[Message] = field(default_factory=list)

    @property
    def sample(self) -> list[str]:
        """Give the records to look at: new and changed ones, if there are both."""
        new, changed = self.chosen[_NEW], self.chosen[_CHANGED]
        return [*changed[:_MOST_CHANGED], *new, *changed[_MOST_CHANGED:]][:LOOKED_AT]


def _read(source: Source, known: Mapping[str, Known]) -> _List:
    found = _List()
    try:
        for entry in source.entries():
            if isinstance(entry, Trouble):
                found.problems.append(entry.message)
                found.guids.update(entry.guids)
                continue
            before = known.get(entry.guid)
            kind = _NEW if before is None else _UNCHANGED if before.version == entry.version else _CHANGED
            found.numbers[kind] += 1
            found.guids.add(entry.guid)
            chosen = found.chosen.get(kind)
            if chosen is not None and len(chosen) < LOOKED_AT:
                chosen.append(entry.guid)
                if entry.record:
                    found.records[entry.guid] = entry.record
    except SourceFailed as failed:
        found.problems.append(failed.message)
    return found


class _Looking:
    """Looks at records as saving them would."""

    def __init__(self, known: Mapping[str, Known], asked: Settings, here: Here, user: str) -> None:
        self._known, self._asked, self._here = known, asked, here
        self._context: Any = {"user": user, "ignore_auth": True, "session": model.Session, "allow_state_change": True}

    def records(self, got: list[Remote]) -> list[dict[str, Any]]:
        """Give what the preview shows of records."""
        data = {one.guid: mapping.mapped(one.data, self._asked, self._here) for one in got}
        shown = [self._again(one, data[one.guid], self._known[one.guid]) for one in got if one.guid in self._known]
        return [*shown, *self._new([one for one in got if one.guid not in self._known], data)]

    def _again(self, one: Remote, data: dict[str, Any], known: Known) -> dict[str, Any]:
        if known.digest == digest(data):
            return _shown(one, data, SAME)
        context: Any = {**self._context, "use_cache": False}
        before = tk.get_action("package_show")(context, {"id": known.package_id})
        names = sorted({"title", *saving.fields_told(data["type"])})
        old, new = _said(before), _said(data)
        changed = [name for name in names if not same(old.get(name), new.get(name))]
        problems = self._errors({**data, "id": before["id"], "name": before["name"]})
        told_of = {"before": old, "after": new, "changed": changed, "name": before["name"], "problems": problems}
        return _shown(one, data, UPDATE if changed else SAME, **told_of)

    def _errors(self, data: dict[str, Any]) -> list[str]:
        package = model.Package.get(data["id"])
        plugin = ckan_plugins.lookup_package_plugin(data["type"])
        context: Any = {**self._context, "package": package}
        keeping.begin(context)
        record = record_of({**data, "replanning_reason": "-"}, groups_of(data["type"]), package)
        schema = plugin.update_package_schema()
        _data, errors = ckan_plugins.plugin_validate(plugin, context, record, schema, "package_update")
        return saving.sentences(data, errors)

    def _new(self, got: list[Remote], data: Mapping[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
        others = saving.taken([one.guid for one in got])
        free = [one for one in got if one.guid not in others]
        for one in got:
            if one.guid in others:
                problem = told(Message(saving.TAKEN, {"key": one.guid}))
                yield _shown(one, data[one.guid], CREATE, problems=[problem])
        wanted = [
            Record(one.guid, {**data[one.guid], "id": one.guid, "name": saving.wished(one.data)}, "") for one in free
        ]
        named = [one.data for one in saving.named(wanted)]
        checked = Creation(self._context).check(named, lambda _done: None)
        for one, record, seen in zip(free, named, checked, strict=True):
            problems = saving.sentences(record, seen.errors)
            yield _shown(one, record, CREATE, data=_said(record), problems=problems)


def _shown(one: Remote, data: Mapping[str, Any], action: str, /, **told_of: Any) -> dict[str, Any]:
    empty = {"warnings": [], "problems": [], "data": {}, "before": {}, "after": {}, "changed": [], "name": ""}
    about = {"type": data["type"], "title": str(data["title"]), "action": action, "url": one.url}
    return {**empty, **about, "organization": "", "makes_organization": False, **told_of}


def _said(record: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a record says, its files, tags and additional fields without what CKAN adds to them."""
    files = [{name: one.get(name) or "" for name in ("name", "url")} for one in values.rows(record, "resources")]
    tags = sorted(str(one.get("name")) for one in values.rows(record, "tags"))
    extras = {str(one.get("key")): one.get("value") for one in values.rows(record, "extras")}
    extras = [f"{key}: {extras[key]}" for key in sorted(extras) if key not in mapping.OF_HARVESTING]
    return {**record, "resources": files, "tags": tags, "extras": extras}


def _organizations(got: list[Remote], asked: Settings, here: Here) -> dict[str, int]:
    names = Counter(filter(None, (mapping.organization_of(one.data) for one in got)))
    known = {*(theirs for theirs, ours in asked.organizations.items() if ours in here.organizations)}
    known |= set(here.organizations) if asked.same_organizations else set()
    return dict([(name, number) for name, number in names.most_common() if name not in known][:_MOST_NAMES])


def _fields(got: list[Remote], asked: Settings, here: Here) -> dict[str, tuple[int, bool]]:
    seen = Counter(pair for one in got for pair in mapping.unknown(one.data, asked, here))
    return {name: (number, is_kept) for (name, is_kept), number in seen.most_common(_MOST_NAMES)}
