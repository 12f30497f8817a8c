"""What a portal lets pass, and how much of a file is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from ckanext.socialprograms.importers.limits import MEGABYTE


@dataclass(frozen=True, slots=True)
class Rules:
    """``lawful`` are kinds that a state's law makes public: they are not looked for (an RFC in some states).

    ``institutional`` are the endings of e-mail addresses that belong to offices. A file is given up as unchecked after
    ``most_seconds``, or where it has to be held in memory whole and weighs more than ``most_bytes``, or unpacks to more
    than ``most_unpacked_bytes``.
    """

    lawful: frozenset[str] = frozenset()
    institutional: tuple[str, ...] = (".gob.mx", ".gov.mx", ".edu.mx", ".gob", ".unam.mx", ".udg.mx", ".ipn.mx")
    most_seconds: float = 600
    most_bytes: int = 50 * MEGABYTE
    most_unpacked_bytes: int = 2048 * MEGABYTE

    def is_institutional(self, address: str) -> bool:
        """Say whether an e-mail address belongs to an office."""
        return address.lower().endswith(self.institutional)
