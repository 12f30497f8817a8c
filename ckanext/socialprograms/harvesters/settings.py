"""What a source's configuration asks for: a few lines of YAML, checked when they are saved."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any

import yaml

from ckanext.socialprograms.messages import N_, Message


class Vanished(str, Enum):
    """What becomes of a record that its source no longer has."""

    KEEP = "keep"
    ARCHIVE = "archive"
    DELETE = "delete"


@dataclass(frozen=True)
class Settings:
    """How a source is harvested.

    ``search`` narrows what another portal is asked for; ``types`` are the kinds of records that are taken, all where
    there are none. ``organizations`` says to which organization of this portal those of the source belong,
    ``same_organizations`` that those of the same name do. ``fields`` gives the field of the source from which one of
    ours is filled, ``values`` what the source's values are called here, ``defaults`` what stands where nothing is said.
    ``most_vanished`` is the percentage of the records that may be taken away in one run. ``urls`` are more tables or
    pages beside the source's own address; ``links`` says which links of a page lead to documents, ``hosts`` on which
    other servers they may lie, ``most_documents`` how many are read. ``contact`` are the e-mail addresses to which the
    problems of a run are written.
    """

    search: str = ""
    types: tuple[str, ...] = ()
    organizations: Mapping[str, str] = field(default_factory=dict)
    same_organizations: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    publish: bool = True
    when_vanished: Vanished = Vanished.KEEP
    most_vanished: int = 10
    contact: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    most_documents: int = 200


USUAL = Settings()


class BadSettings(Exception):  # noqa: N818 (it is what the text is)
    """Raised where the configuration can't be used; ``messages`` say in which line and what to write."""

    def __init__(self, messages: list[Message]) -> None:
        self.messages = messages
        super().__init__(messages)


def read(text: str, known: Collection[str] = (), usual: Settings = USUAL) -> Settings:
    """Read the YAML of a source's configuration; what it does not say is as usual. Raises BadSettings.

    ``known`` are the fields of this portal's records; without them any name is taken for one.
    """
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        about = {"line": (mark.line if mark else 0) + 1, "found": error.problem or ""}
        raise BadSettings([Message(_NO_YAML, about)]) from error
    except yaml.YAMLError as error:  # characters that YAML does not allow have no line
        raise BadSettings([Message(_NO_YAML, {"line": 1, "found": str(error)})]) from error
    if root is None:
        return usual
    if not isinstance(root, yaml.MappingNode):
        raise BadSettings([Message(_NO_PAIRS, {"line": 1})])
    reader = _Reader(known)
    said = dict(reader.fields(root))
    if reader.wrong:
        raise BadSettings(reader.wrong)
    return replace(usual, **said)


def written(config: str | None) -> str:
    """Give the YAML of a configuration, which ckanext-harvest keeps inside JSON."""
    try:
        stored = json.loads(config or "")
    except ValueError:
        return config or ""
    return str(stored["yaml"]) if isinstance(stored, dict) and [*stored] == ["yaml"] else config or ""


class _Reader:
    """Reads the nodes one by one and remembers what is wrong with them, each with its line."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self.wrong: list[Message] = []

    def fields(self, root: yaml.MappingNode) -> Iterator[tuple[str, Any]]:
        for key, value in root.value:
            read_as = _KINDS.get(key.value) if isinstance(key, yaml.ScalarNode) else None
            if read_as is None:
                known = ", ".join(one.name for one in fields(Settings))
                self._refuse(key, _UNKNOWN, found=getattr(key, "value", ""), known=known)
            else:
                yield key.value, read_as(self, value)

    def text(self, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        self._refuse(node, _NO_TEXT)
        return ""

    def texts(self, node: yaml.Node) -> tuple[str, ...]:
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.text(one) for one in node.value)
        return (self.text(node),)

    def pairs(self, node: yaml.Node) -> dict[str, str]:
        return {name: self.text(value) for name, value in self._mapped(node)}

    def tables(self, node: yaml.Node) -> dict[str, dict[str, str]]:
        return {name: self.pairs(value) for name, value in self._mapped(node)}

    def by_field(self, node: yaml.Node) -> dict[str, str]:
        self._check_fields(node)
        return self.pairs(node)

    def tables_by_field(self, node: yaml.Node) -> dict[str, dict[str, str]]:
        self._check_fields(node)
        return self.tables(node)

    def flag(self, node: yaml.Node) -> bool:
        said = self.text(node).casefold()
        if said not in _FLAGS:
            self._refuse(node, _NO_FLAG, found=said)
        return _FLAGS.get(said, False)

    def percent(self, node: yaml.Node) -> int:
        said = self.text(node).rstrip("% ")
        if said.isascii() and said.isdigit() and int(said) <= _WHOLE:
            return int(said)
        self._refuse(node, _NO_PERCENT, found=said)
        return 0

    def number(self, node: yaml.Node) -> int:
        said = self.text(node)
        if said.isascii() and said.isdigit() and 0 < int(said) <= _MOST:
            return int(said)
        self._refuse(node, _NO_NUMBER, found=said, most=_MOST)
        return 1

    def addresses(self, node: yaml.Node) -> tuple[str, ...]:
        said = [one.strip() for text in self.texts(node) for one in text.split(",")]
        for one in said:
            if not _ADDRESS.fullmatch(one):
                self._refuse(node, _NO_ADDRESS, found=one)
        if len(said) > _MOST_ADDRESSES:
            self._refuse(node, _MANY_ADDRESSES, found=len(said), most=_MOST_ADDRESSES)
        return tuple(dict.fromkeys(said))

    def policy(self, node: yaml.Node) -> Vanished:
        said = self.text(node)
        try:
            return Vanished(said)
        except ValueError:
            self._refuse(node, _NO_POLICY, found=said, known=", ".join(one.value for one in Vanished))
            return Vanished.KEEP

    def _check_fields(self, node: yaml.Node) -> None:
        names = [key for key, _value in node.value] if isinstance(node, yaml.MappingNode) else ()
        for key in names:
            if self._known and key.value not in self._known:
                self._refuse(key, _NO_FIELD, found=key.value)

    def _mapped(self, node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            self._refuse(node, _NO_PAIRS)
            return
        for key, value in node.value:
            yield self.text(key), value

    def _refuse(self, node: yaml.Node, sentence: str, **about: object) -> None:
        self.wrong.append(Message(sentence, {"line": node.start_mark.line + 1, **about}))


_WHOLE = 100
_MOST = 2000
_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
_MOST_ADDRESSES = 10
_FLAGS = {"yes": True, "true": True, "sí": True, "si": True, "no": False, "false": False}
_KINDS: Mapping[str, Callable[[_Reader, yaml.Node], Any]] = {
    "search": _Reader.text,
    "types": _Reader.texts,
    "organizations": _Reader.pairs,
    "same_organizations": _Reader.flag,
    "fields": _Reader.by_field,
    "values": _Reader.tables_by_field,
    "defaults": _Reader.by_field,
    "publish": _Reader.flag,
    "when_vanished": _Reader.policy,
    "most_vanished": _Reader.percent,
    "contact": _Reader.addresses,
    "urls": _Reader.texts,
    "links": _Reader.texts,
    "hosts": _Reader.texts,
    "most_documents": _Reader.number,
}
_NO_YAML = N_("Line {line}: this is no YAML ({found}): write one “name: value” a line.")
_NO_PAIRS = N_("Line {line}: write one “name: value” a line.")
_NO_TEXT = N_("Line {line}: one value was expected here, and there are several.")
_UNKNOWN = N_("Line {line}: there is no setting “{found}”. There are: {known}.")
_NO_FIELD = N_("Line {line}: records have no field “{found}” here. The data dictionary has their names.")
_NO_FLAG = N_("Line {line}: yes or no was expected, and “{found}” was found.")
_NO_PERCENT = N_("Line {line}: a percentage from 0 to 100 was expected, and “{found}” was found.")
_NO_NUMBER = N_("Line {line}: a number from 1 to {most} was expected, and “{found}” was found.")
_NO_ADDRESS = N_("Line {line}: an e-mail address was expected, and “{found}” was found.")
_MANY_ADDRESSES = N_("Line {line}: {found} addresses are too many; {most} can be written to.")
_NO_POLICY = N_("Line {line}: one of {known} was expected, and “{found}” was found.")
