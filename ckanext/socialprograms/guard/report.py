"""What was found in a file, and what could not be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any, Literal

from ckanext.socialprograms.guard.kinds import LABELS
from ckanext.socialprograms.messages import N_, Message

By = Literal["content", "name"]

_IN_COLUMN = N_(
    "{where}: {kind} in {share} of the rows ({count}), for example {examples}: take out the column before you publish.",
)
_NAMED_COLUMN = N_("{where}: the column is called so, and has {kind} in {share} of the rows ({count}): take it out.")
_IN_TEXT = N_("{where}: {kind}, {count} times, for example {examples}: take it out of the document.")


class Verdict(str, Enum):
    """What becomes of a file: it may be published, it may not, or a person has to look first."""

    CLEAN = "clean"
    FOUND = "found"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: ``part`` is a sheet or a file in a ZIP; all are empty for a CSV or JSON file as a whole."""

    part: str = ""
    column: str = ""
    page: int | None = None

    def message(self) -> Message:
        """Give the place in a few words."""
        known = [
            Message(msgid, {"found": found})
            for msgid, found in (
                (N_("“{found}”"), self.part),
                (N_("page {found}"), self.page),
                (N_("column “{found}”"), self.column),
            )
            if found
        ]
        if not known:
            return Message(N_("The file"))
        first, *rest = known
        for one in rest:
            first = Message("{first}, {rest}", {"first": first, "rest": one})
        return first


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data of one kind in one place.

    ``share`` is the percentage of rows with them, zero outside tables; ``examples`` are masked, three at most, and can
    be shown. ``by`` says whether the values gave them away or the name of their column.
    """

    kind: str
    place: Place
    share: float
    count: int
    examples: tuple[str, ...]
    by: By

    def message(self) -> Message:
        """Say in one sentence where it is, what, how much of it, and what to do."""
        told = {
            "where": self.place.message(),
            "kind": Message(LABELS[self.kind]),
            "share": _percent(self.share),
            "count": f"{self.count:,}",
            "examples": ", ".join(self.examples),
        }
        if not self.place.column:
            return Message(_IN_TEXT, told)
        return Message(_IN_COLUMN if self.examples and self.by == "content" else _NAMED_COLUMN, told)


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A part of a file that could not be looked at, and why."""

    place: Place
    reason: Message

    def message(self) -> Message:
        """Say in one sentence where it is and why."""
        if self.place == Place():
            return self.reason
        return Message("{where}: {reason}", {"where": self.place.message(), "reason": self.reason})


@dataclass(frozen=True, slots=True)
class Scan:
    """What a file holds: ``rows`` of all its tables, the findings, and what nobody has looked at."""

    name: str
    rows: int = 0
    findings: tuple[Finding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Give the worst that is known of the file."""
        if self.findings:
            return Verdict.FOUND
        return Verdict.UNCHECKED if self.unchecked else Verdict.CLEAN

    def columns(self, part: str) -> frozenset[str]:
        """Give the columns of one part in which something was found."""
        return frozenset(one.place.column for one in self.findings if one.place.part == part and one.place.column)

    def as_json(self) -> dict[str, Any]:
        """Give a form that JSON can hold and ``from_json`` reads back."""
        return {
            "name": self.name,
            "verdict": self.verdict.value,
            "rows": self.rows,
            "findings": [asdict(finding) | {"examples": list(finding.examples)} for finding in self.findings],
            "unchecked": [{"place": asdict(one.place), "reason": one.reason.as_json()} for one in self.unchecked],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Scan:
        """Read what ``as_json`` gave."""
        return cls(
            stored["name"],
            stored["rows"],
            tuple(
                Finding(
                    one["kind"], Place(**one["place"]), one["share"], one["count"], tuple(one["examples"]), one["by"]
                )
                for one in stored["findings"]
            ),
            tuple(Unchecked(Place(**one["place"]), Message.from_json(one["reason"])) for one in stored["unchecked"]),
        )


def _percent(share: float) -> str:
    """Write a percentage; a share that is not nothing is never shown as zero."""
    return "< 0.1 %" if 0 < share < 0.1 else f"{share:.0f} %" if share >= 10 else f"{share:.1f} %"  # noqa: PLR2004
