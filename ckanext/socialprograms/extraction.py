"""Finds the texts of schema files for gettext, so that schemas hold one language only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

import yaml

TRANSLATED = ("label", "help_text", "help", "about", "repeating_label", "cause", "cause_dated", "clears")


def extract_scheming(
    fileobj: IO[bytes],
    keywords: Collection[str],  # noqa: ARG001 (Babel's signature)
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, Any],  # noqa: ARG001
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield the labels and help texts of a schema file, as a Babel extractor does."""
    yield from ((line, "_", text, []) for line, text in _texts(_root(fileobj), TRANSLATED))


def extract_sources(
    fileobj: IO[bytes],
    keywords: Collection[str],  # noqa: ARG001 (Babel's signature)
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, Any],  # noqa: ARG001
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield where the lines of an official format come from; its labels stay as they are."""
    yield from ((line, "_", text, []) for line, text in _texts(_root(fileobj), ("text",)))


def _root(fileobj: IO[bytes]) -> yaml.Node | None:
    return yaml.compose(fileobj, Loader=yaml.SafeLoader)


def _texts(node: yaml.Node | None, keys: Collection[str]) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in keys and isinstance(value, yaml.ScalarNode) and value.tag.endswith(":str"):
                yield value.start_mark.line + 1, value.value
            else:
                yield from _texts(value, keys)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _texts(child, keys)
