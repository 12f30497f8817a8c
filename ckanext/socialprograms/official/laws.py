"""Which law asks for which format, and by when: data, because laws are renumbered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ckanext.socialprograms.official.files import Certainty, read
from ckanext.socialprograms.records.values import same_words


@dataclass(frozen=True)
class Law:
    """A law or norm by its official name; ``state`` is where it holds, empty for the whole country."""

    id: str
    name: str
    certainty: Certainty
    state: str = ""
    published: date | None = None
    replaced_by: str = ""


@dataclass(frozen=True)
class Replaced:
    """A law whose numbers are given for a format, and the one that took its place, whose own are not confirmed."""

    former: Law
    newer: Law


@dataclass(frozen=True)
class Basis:
    """Where a law asks for a format; what nobody could confirm is empty."""

    format: str
    law: Law
    article: str
    fraction: str
    item: str
    certainty: Certainty


@dataclass(frozen=True)
class Deadline:
    """Days that a law gives for something."""

    id: str
    law: Law
    article: str
    days: int


@lru_cache
def laws() -> Mapping[str, Law]:
    """Give the laws by their ids."""
    return {
        one["id"]: Law(
            one["id"],
            one["name"],
            Certainty(one["certainty"]),
            one.get("state", ""),
            one.get("published"),
            one.get("replaced_by", ""),
        )
        for one in read("laws")["laws"]
    }


@lru_cache
def bases(format_: str, state: str = "") -> tuple[Basis, ...]:
    """Give where the laws of the country, and those of a state, ask for a format."""
    found = (one for one in read("laws")["crosswalk"] if one["format"] == format_)
    every = tuple(
        Basis(
            one["format"],
            laws()[one["law"]],
            one["article"],
            one["fraction"],
            one.get("item", ""),
            Certainty(one["certainty"]),
        )
        for one in found
    )
    return tuple(one for one in every if not one.law.state or same_words(one.law.state, state))


@lru_cache
def replaced(format_: str, day: date) -> Replaced | None:
    """Say whether the numbers given for a format on a day are those of a law that was replaced by then."""
    known = [one for one in bases(format_) if one.article and one.fraction]
    for one in known:
        newer = laws().get(one.law.replaced_by)
        if newer and newer.published and newer.published <= day and newer not in [other.law for other in known]:
            return Replaced(one.law, newer)
    return None


@lru_cache
def deadline(id_: str) -> Deadline:
    """Give a deadline."""
    one = next(one for one in read("laws")["deadlines"] if one["id"] == id_)
    return Deadline(id_, laws()[one["law"]], one["article"], one["days"])
