"""YAML files that hold records: every value stays the text that stands there, with the line that it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.document import Written
from ckanext.socialprograms.importers.limits import MAX_WRITTEN_BYTES
from ckanext.socialprograms.importers.readers import Content
from ckanext.socialprograms.importers.readers.encoding import decode
from ckanext.socialprograms.messages import N_, Message

_MAX_DEPTH = 10
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast where PyYAML was built with its C library."""
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def read(data: bytes, name: str) -> Content:
    """Give the records of a file: one mapping, or a list of them. Raises UnreadableFile.

    No value is turned into a number, a date or an object: the schema says what each one is. Aliases, by which a few
    lines could stand for millions, are refused.
    """
    if len(data) > MAX_WRITTEN_BYTES:
        raise errors.too_heavy(name, MAX_WRITTEN_BYTES)
    text = decode(data)
    try:
        _check(text, name)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _refused(_BROKEN, name, mark.line + 1 if mark else 1) from error
    if root is None:
        raise errors.empty(name)
    nodes = root.value if isinstance(root, yaml.SequenceNode) else [root]
    return Content(written=tuple(_written(node, name) for node in nodes))


def _check(text: str, name: str) -> None:
    """Go through a file before anything is made of it."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
        documents += isinstance(event, yaml.DocumentStartEvent)
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise _refused(_ALIAS, name, line)
        if depth > _MAX_DEPTH or documents > 1:
            raise _refused(_BROKEN, name, line)


def _written(node: yaml.Node, name: str) -> Written:
    if not isinstance(node, yaml.MappingNode):
        raise _refused(_NO_RECORD, name, node.start_mark.line + 1)
    lines: dict[str, int] = {}
    values = _value(node, "", lines, name)
    return Written(values, lines)


def _value(node: yaml.Node, path: str, lines: dict[str, int], name: str) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag == "tag:yaml.org,2002:null" else node.value.strip()
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, f"{path}.{index}", lines, name) for index, item in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key, value in _pairs(node, name):
        if key in found:
            raise _refused(_TWICE, name, value.start_mark.line + 1, field=key)
        found[key] = _value(value, f"{path}.{key}".lstrip("."), lines, name)
    return found


def _pairs(node: yaml.Node, name: str) -> Iterator[tuple[str, yaml.Node]]:
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refused(_BROKEN, name, key.start_mark.line + 1)
        yield key.value, value


def _refused(sentence: str, name: str, line: int, **more: object) -> errors.UnreadableFile:
    return errors.UnreadableFile(Message(sentence, {"name": name, "line": line, **more}))


_BROKEN = N_(
    "{name}: line {line} is not written as YAML asks. Check its indentation, colons and quotation marks, "
    "and send it again."
)
_ALIAS = N_("{name}: line {line} refers to another part of the file (&, *). Write the value out, and send it again.")
_NO_RECORD = N_(
    "{name}: a record was expected at line {line}, with its type and its data. Write both, and send it again."
)
_TWICE = N_("{name}: “{field}” stands twice in the same place, again at line {line}. Take one of the two out.")
