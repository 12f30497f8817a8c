"""What the field of a schema holds, which its validators tell."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any


class Held(str, Enum):
    """What a field holds; each file format says in its own words how it writes it."""

    TEXT = "text"
    LIST = "list"
    KEYS = "keys"
    SDG_TARGETS = "sdg targets"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    ADDRESS = "address"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


NUMBERS = frozenset({Held.YEAR, Held.NUMBER, Held.COUNT, Held.PERCENT, Held.MONEY})
LISTS = frozenset({Held.LIST, Held.KEYS, Held.SDG_TARGETS, Held.CHOICES})
"""Those of which a field holds several."""
_RULES = {
    "socialprograms_keys": Held.KEYS,  # before the list: a field of keys may take the preset of lists
    "socialprograms_list": Held.LIST,
    "socialprograms_sdg_targets": Held.SDG_TARGETS,
    "socialprograms_choice": Held.CHOICE,
    "socialprograms_choices": Held.CHOICES,
    "socialprograms_date": Held.DATE,
    "socialprograms_year": Held.YEAR,
    "socialprograms_number": Held.NUMBER,
    "socialprograms_count": Held.COUNT,
    "socialprograms_percent": Held.PERCENT,
    "socialprograms_money": Held.MONEY,
    "socialprograms_url": Held.ADDRESS,
    "socialprograms_email": Held.EMAIL,
    "socialprograms_phone": Held.PHONE,
    "name_validator": Held.NAME,
}


def held(field: Mapping[str, Any]) -> Held:
    """Give what a field holds; text if no validator says otherwise."""
    rules = str(field.get("validators", "")).split()
    return next((kind for rule, kind in _RULES.items() if rule in rules), Held.TEXT)
