"""The sample program: made up, with everything that a record can have and a call that is open today."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

import ckan.plugins.toolkit as tk

_DAYS = {"opens": -12, "closes": 25, "results": 60, "last_opens": -300, "last_closes": -250, "last_results": -210}


def load_program(context: Any, organization: str, today: date) -> bool:
    """Load the sample program, published; say whether it was not here yet."""
    record = sample_program(today)
    try:
        tk.get_action("package_show")(context.copy(), {"id": record["name"]})
    except tk.ObjectNotFound:
        asked = {**record, "type": "program", "owner_org": organization, "state": "active"}
        tk.get_action("package_create")(context.copy(), asked)
        return True
    return False


def sample_program(today: date) -> dict[str, Any]:
    """Give the sample program as it would be written on a day."""
    file = Path(str(resources.files("ckanext.socialprograms.demo"))) / "data" / "tables" / "programa.yaml"
    days = {name: (today + timedelta(number)).isoformat() for name, number in _DAYS.items()}
    written = file.read_text("utf-8").format(year=today.year, last_year=today.year - 1, **days)
    return yaml.safe_load(written)
