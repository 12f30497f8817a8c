"""Values that people are told in words and by a sign, never by colour alone."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Self


class Told(str, Enum):
    """A closed set of values, each with its name (a msgid) and its sign: ``DONE = "done", N_("Done"), "✓"``."""

    label: str
    symbol: str

    def __new__(cls, value: str, label: str, symbol: str) -> Self:
        """Make a member that is the text of its value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.symbol = label, symbol
        return member
