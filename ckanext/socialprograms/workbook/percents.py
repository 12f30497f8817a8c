"""Percents in cells: a spreadsheet shows 45 % and keeps 0.45, a person writes “45%”, and the portal keeps 45."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from ckanext.socialprograms.forms import reading
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.values import folded

_SIGN = "%"
_UNITS = ("%", "porcentaje", "porciento", "por ciento", "percent")
_DECIMALS = 10


def is_written(cell: Any) -> bool:
    """Say whether a cell is a text of a number with the sign."""
    return isinstance(cell, str) and cell.rstrip().endswith(_SIGN) and doubt(whole(cell)) is not None


def whole(cell: Any) -> Any:
    """Give the number before the sign of a percent that a cell shows."""
    if isinstance(cell, str):
        return cell.rstrip().removesuffix(_SIGN).rstrip()
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return cell
    return float(round(Decimal(str(cell)) * 100, _DECIMALS))


def is_unit(unit: str) -> bool:
    """Say whether figures in a unit are percents."""
    said = folded(unit)
    return any(one in said for one in _UNITS)


def doubt(read: Any) -> Message | None:
    """Say how a percent was read where nothing says that the figure is one; None for what is no number."""
    try:
        said = f"{Decimal(reading.number(read)).normalize():f}"
    except (reading.Unreadable, InvalidOperation):
        return None
    return Message(_READ, {"found": f"{said} %", "read": said})


_READ = N_(
    "“{found}” was read as {read}. If the figure is no percent, write it without the sign; else say so in its unit."
)
