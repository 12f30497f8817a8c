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
    yield from ((line, "_", text, []) for line, text in _texts(yaml.compose(fileobj, Loader=yaml.SafeLoader)))


def _texts(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in TRANSLATED and isinstance(value, yaml.ScalarNode) and value.tag.endswith(":str"):
                yield value.start_mark.line + 1, value.value
            else:
                yield from _texts(value)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _texts(child)
