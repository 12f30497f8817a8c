"""The words of our linked data: namespaces, classes, and what a name such as ``dct:title`` stands for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

import yaml
from rdflib import Graph, Namespace, URIRef

_OURS = "sp"


class Between(NamedTuple):
    """The node in the middle of a path: its classes, and whether it carries an identifier and a title."""

    classes: tuple[URIRef, ...]
    is_named: bool


@lru_cache
def _read() -> Mapping[str, Any]:
    file = resources.files("ckanext.socialprograms").joinpath("catalogues/vocabulary.yaml")
    return yaml.safe_load(file.read_text("utf-8"))


SP = Namespace(_read()["namespace"])
"""The namespace of what no other vocabulary says."""
# No field can be called so: fields have small letters only.
IN_ORDER, OF_PREDICATE, STANDS_IN = SP["inOrder"], SP["ofPredicate"], SP["standsIn"]
PREFIXES: Mapping[str, Namespace] = {
    _OURS: SP,
    **{prefix: Namespace(address) for prefix, address in _read()["prefixes"].items()},
}
SDG = PREFIXES["sdg"]
SCHEMA = PREFIXES["schema"]
CPSV = PREFIXES["cpsv"]
CV = PREFIXES["cv"]
CURRENCY: str = _read()["currency"]
COUNTRY = URIRef(_read()["country"])


@lru_cache(maxsize=1000)
def named(name: str) -> URIRef:
    """Give what a name stands for, such as ``dct:title``."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix][local]


def path(names: str) -> tuple[URIRef, ...]:
    """Give the predicates of a path: one, or two with a node between them, such as ``dct:temporal/dcat:startDate``."""
    return tuple(map(named, names.split("/")))


@lru_cache
def classes(type_: str) -> tuple[URIRef, ...]:
    """Give what a record of a type is, our own class first."""
    return tuple(map(named, _read()["types"][type_]))


@lru_cache
def types() -> Mapping[URIRef, str]:
    """Give our types by the classes by which a record is known; the public services of others are programs."""
    own = {classes(type_)[0]: type_ for type_ in _read()["types"]}
    return {**own, CPSV.PublicService: "program"}


@lru_cache
def between() -> Mapping[URIRef, Between]:
    """Give the nodes in the middle of paths by the predicate that leads to them."""
    return {
        named(name): Between(tuple(map(named, about["classes"])), bool(about.get("named")))
        for name, about in _read()["nodes"].items()
    }


def bind(graph: Graph) -> None:
    """Have a graph write our prefixes."""
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)


def short(term: URIRef) -> str:
    """Give a term as people write it, such as ``dct:title``."""
    longest = max(PREFIXES.items(), key=lambda one: len(one[1]) if term.startswith(one[1]) else 0)
    return f"{longest[0]}:{term.removeprefix(longest[1])}" if term.startswith(longest[1]) else str(term)
