from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path

import pytest

TODAY = date(2026, 11, 20)


@pytest.fixture
def today():
    return TODAY


@pytest.fixture(scope="session")
def generator():
    """Give the module that makes records for the benchmarks."""
    path = Path(__file__).resolve().parent.parent / "benchmarks" / "generator.py"
    spec = importlib.util.spec_from_file_location("generator", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
