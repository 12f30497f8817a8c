"""Which agency runs a program: the same one under all its spellings, within one state only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ckanext.socialprograms.records.values import folded


@dataclass(frozen=True)
class Said:
    """What a row names: the state, the department and the entity, each empty where it names none."""

    state: str
    department: str
    entity: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Give what is the same for all spellings."""
        return folded(self.state), folded(self.department), folded(self.entity)


@dataclass(frozen=True)
class Agency:
    """An agency of one state: the entity if there is one, else the department; ``key`` does not depend on spelling."""

    title: str
    key: str


def agencies(rows: Iterable[Said]) -> Mapping[Said, Agency]:
    """Give the agency of each combination that rows name; those without an agency are left out.

    A spelling that rows use most names it. An entity that rows name under two departments of its state is told apart
    by its department.
    """
    spellings: defaultdict[tuple[str, str, str], Counter[Said]] = defaultdict(Counter)
    for said in rows:
        if said.department or said.entity:
            spellings[said.key][said] += 1
    usual = {
        key: max(found, key=lambda said: (found[said], said.department, said.entity))
        for key, found in spellings.items()
    }
    departments: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for state, department, entity in usual:
        departments[state, entity or department].add(f"{department}/{entity}")
    return {
        said: Agency(_title(usual[key], is_shared=len(departments[key[0], key[2] or key[1]]) > 1), "/".join(key[1:]))
        for key, found in spellings.items()
        for said in found
    }


def _title(said: Said, *, is_shared: bool) -> str:
    if said.entity and said.department and is_shared:
        return f"{said.entity} ({said.department})"
    return said.entity or said.department
