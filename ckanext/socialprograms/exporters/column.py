"""A column of a table to take away, with what it means and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum

from ckanext.socialprograms.messages import N_

Say = Callable[[str], str]


class Kind(str, Enum):
    """How the values of a column are written (a msgid)."""

    TEXT = N_("text")
    TEXTS = N_("several texts")
    DAY = N_("day (YYYY-MM-DD)")
    LOCAL_DAY = N_("day (DD/MM/YYYY)")
    DAYS = N_("several days (YYYY-MM-DD)")
    YEAR = N_("year")
    MONEY = N_("amount in pesos")
    PERCENT = N_("percent, 0 to 100")
    POINTS = N_("points, -100 to 100")
    DEGREES = N_("degrees, with decimals")
    COUNT = N_("whole number")
    NUMBER = N_("number")
    FLAG = N_("1 (yes) or 0 (no)")
    CODE = N_("one of the values")
    CODES = N_("several of the values")
    ADDRESS = N_("address")
    ROWS = N_("rows")
    HEAD = N_("without a value: it heads others")


@dataclass(frozen=True)
class Column:
    """A column: ``key`` names it to machines (JSON), ``label`` to people (CSV, XLSX), ``meaning`` says what it holds.

    Label, meaning and the names of its values (code and name) are msgids until they are ``said``. ``official`` is what
    official forms call it, ``predicate`` what linked data does.
    """

    key: str
    label: str
    meaning: str
    kind: Kind = Kind.TEXT
    values: tuple[tuple[str, str], ...] = ()
    official: str = ""
    predicate: str = ""

    def said(self, say: Say) -> Column:
        """Give the column in a language."""
        named = tuple((code, say(name)) for code, name in self.values)
        return replace(self, label=say(self.label), meaning=say(self.meaning), values=named)


def said(columns: Iterable[Column], say: Say) -> list[Column]:
    """Give columns in a language."""
    return [one.said(say) for one in columns]
