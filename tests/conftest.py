"""What every test may ask for, beside CKAN's own fixtures."""

from __future__ import annotations

import functools
import inspect
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent

# CKAN loads its plugins anew for every test: with libyaml, and without looking up lines of source that nobody reads,
# that takes a third of the time.
yaml.SafeLoader = yaml.CSafeLoader
inspect.stack = functools.partial(inspect.stack, 0)

# How long things take is for the benchmarks to say, not for a test on a busy machine. The same code gives the same
# result; to look for what nobody thought of: bin/test --hypothesis-profile=hunt tests/guard
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("hunt", deadline=None, max_examples=500)
settings.load_profile("same")


def pytest_configure(config: pytest.Config) -> None:
    """Give the second of two processes that share the tests a site of its own."""
    if os.environ.get("PYTEST_XDIST_WORKER") == "gw1":
        config.option.ckan_ini = str(ROOT / ".local" / "test2.urls.ini")


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def documents() -> Path:
    """Give the folder of the founding documents, which lie beside the repository and are not part of it."""
    folder = ROOT.parent / "shared" / "documents"
    if not folder.is_dir():
        pytest.skip("the founding documents are not here")
    return folder


@pytest.fixture
def clean_datastore(clean_db: None, clean_index: None) -> Iterator[None]:
    """Leave the DataStore without tables. Ask for it after `with_plugins`, with the plugin `datastore` on."""
    from ckanext.datastore.backend.postgres import get_write_engine  # noqa: PLC0415 (it needs a configuration)

    def drop_tables() -> None:
        with get_write_engine().begin() as connection:
            tables = connection.exec_driver_sql(
                "SELECT quote_ident(tablename) FROM pg_tables"
                " WHERE schemaname = 'public' AND tableowner = current_user AND NOT starts_with(tablename, '_')"
            ).scalars()
            for table in tables.all():
                connection.exec_driver_sql(f"DROP TABLE public.{table}")

    drop_tables()
    yield
    drop_tables()


@pytest.fixture(scope="session")
def migrated() -> set[str]:
    """Remember whose tables this process has brought up to date: cleaning empties tables and drops none."""
    return set()


@pytest.fixture
def clean_records(
    with_plugins: None, clean_db: None, clean_index: None, migrate_db_for: Callable[[str], None], migrated: set[str]
) -> None:
    """Give a portal with the tables of the extension and no records. The ledger keeps its rows: nothing deletes them."""
    if "socialprograms" not in migrated:
        migrate_db_for("socialprograms")
        migrated.add("socialprograms")
