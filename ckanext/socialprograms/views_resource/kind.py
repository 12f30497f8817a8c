"""What a kind of view is: its name, the roles of its columns, and what it makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.exporters.column import Column
from ckanext.socialprograms.exporters.table import Table
from ckanext.socialprograms.views_resource.opened import Opened
from ckanext.socialprograms.views_resource.roles import Role

Asked = Mapping[str, str]
"""The arguments of an address."""


@dataclass(frozen=True)
class Kind:
    """A kind of view.

    ``needs`` are sets of roles of which one must be complete. ``content`` gives what the ``template`` shows, ``table``
    the same numbers to take away; both may raise Trouble. ``columns`` are those that the table can
    have. ``options`` are settings beside the columns.
    """

    name: str
    title: str
    lead: str
    icon: str
    roles: tuple[Role, ...]
    needs: tuple[tuple[str, ...], ...]
    template: str
    content: Callable[[Opened, Asked], dict[str, Any]]
    table: Callable[[Opened, Asked], Table]
    columns: tuple[Column, ...]
    options: tuple[str, ...] = ()
    is_alone: bool = False
    """Whether a table can have only one view of this kind."""

    @property
    def table_name(self) -> str:
        """Give what the dictionary of its table is called."""
        return f"view-{self.name.removeprefix('socialprograms_').replace('_', '-')}"

    def role(self, name: str) -> Role:
        """Give a role by its name."""
        return next(role for role in self.roles if role.name == name)
