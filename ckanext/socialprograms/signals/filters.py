"""What a reader asks about the signals: of which stage, rule and agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from ckanext.socialprograms.monitor.filters import NONE
from ckanext.socialprograms.records.signal_rules import STAGES, rule_set

_LONGEST = 100


@dataclass(frozen=True)
class Filters:
    """Each filter as it stands in the address; an empty one leaves all signals in."""

    stage: str = ""
    rule: str = ""
    agency: str = ""

    @classmethod
    def read(cls, arguments: Mapping[str, str]) -> Filters:
        """Read the filters of an address; a value that none could have is left out."""
        given = {one.name: arguments.get(one.name, "").strip().replace("\0", "") for one in fields(cls)}
        return cls(
            stage=given["stage"] if given["stage"] in STAGES else "",
            rule=given["rule"] if given["rule"] in rule_set().by_id else "",
            agency=given["agency"] if len(given["agency"]) <= _LONGEST else "",
        )

    @property
    def chosen(self) -> dict[str, str]:
        """Give those that were chosen."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def rules(self) -> tuple[str, ...]:
        """Give the ids of the rules that are asked for."""
        return tuple(
            rule.id for rule in rule_set().rules if self.rule in ("", rule.id) and self.stage in ("", rule.stage)
        )

    @property
    def agency_name(self) -> str:
        """Give the name of the agency as the database has it: empty for records without one."""
        return "" if self.agency == NONE else self.agency

    def having(self, **changes: str) -> Filters:
        """Give the same filters with some of them changed."""
        return replace(self, **changes)
