"""Run the benchmarks, or those that are named, one line a figure: ``python -m tests.benchmarks [NAME …]``."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

HELPERS = {"__main__", "figures", "generator", "imports", "portal"}


def main() -> int:
    """Run them and say whether every target was met."""
    known = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in HELPERS)
    asked = sys.argv[1:] or known
    unknown = [name for name in asked if name not in known]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    met = True
    for name in asked:
        for figure in importlib.import_module(f"tests.benchmarks.{name}").figures():
            print(figure, flush=True)
            met = met and figure.is_met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
