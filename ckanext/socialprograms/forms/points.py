"""A point before three digits: decimals or thousands? A column's other numbers may tell; else it is to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ckanext.socialprograms.forms import reading
from ckanext.socialprograms.messages import N_, Message

_DOUBTFUL = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_POINT_PARTS_THOUSANDS = re.compile(r"-?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,}(?:,\d+)?)")
_POINT_BEFORE_DECIMALS = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)\.(?:\d{1,2}|\d{4,})|-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def is_doubtful(cell: Any) -> bool:
    """Say whether a text such as “1.234” could mean a thousand and more; a number of a spreadsheet means itself."""
    return isinstance(cell, str) and bool(_DOUBTFUL.fullmatch(reading.bare(cell)))


def part_thousands(cells: Iterable[Any]) -> bool:
    """Say whether points part thousands in a column: some of its numbers can't be read otherwise, and none says no."""
    found = [reading.bare(cell) for cell in cells if isinstance(cell, str)]
    return any(map(_POINT_PARTS_THOUSANDS.fullmatch, found)) and not any(map(_POINT_BEFORE_DECIMALS.fullmatch, found))


def without(cell: Any) -> Any:
    """Give a doubtful number with its point taken for one of thousands; all else stays."""
    return cell.replace(".", "") if is_doubtful(cell) else cell


def doubt(cell: Any, *, are_thousands: bool = False) -> Message | None:
    """Say how a doubtful number was read, and how to write the other one; None where there is no doubt."""
    if not is_doubtful(cell):
        return None
    bare = reading.bare(cell)
    found = {"found": cell.strip(), "thousands": bare.replace(".", ","), "decimals": f"{bare}0"}
    return Message(_THOUSANDS if are_thousands else _DECIMALS, found)


_DECIMALS = N_("“{found}” was read with decimals. If its point parts thousands, write {thousands}.")
_THOUSANDS = N_(
    "“{found}” was read as {thousands}, since points part thousands in this column. If it has decimals, write "
    "{decimals}."
)
