"""Charts as Vega-Lite: a specification, and what the page needs to draw it once someone asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SCRIPTS = ("vega-6.4.0/vega.min.js", "vega-lite-6.4.3/vega-lite.min.js", "vega-embed-7.3.0/vega-embed.min.js")
"""What draws charts, in the order in which it is loaded; their versions are part of their address."""


@dataclass(frozen=True)
class Chart:
    """Numbers by a category and, in colours, by another one; both in the order in which they shall stand.

    ``kind`` is how: ``bar`` stacks them, ``grouped`` puts them side by side, ``line`` is for years.
    ``spans`` are times: instead of a number their values have the days ``from`` and ``to``.
    """

    values: Sequence[dict[str, Any]]
    category: str
    number: str
    series: str = ""
    kind: str = "bar"

    @property
    def for_page(self) -> dict[str, Any]:
        """Give what the page needs to draw it."""
        words = {
            "png": tk._("Save as PNG"),
            "svg": tk._("Save as SVG"),
            "actions": tk._("Save the chart"),
            "trouble": tk._("The chart could not be loaded. The table has the same numbers."),
        }
        scripts = [tk.h.url_for_static(f"/socialprograms/{one}") for one in SCRIPTS]
        return {"spec": self.spec, "scripts": scripts, "words": words}

    @property
    def spec(self) -> dict[str, Any]:
        """Give the specification."""
        return {"line": _lines, "spans": _spans}.get(self.kind, _bars)(self)


def _bars(chart: Chart) -> dict[str, Any]:
    encoding = {
        "y": {"field": "category", "type": "nominal", "title": chart.category, "sort": None},
        "x": {"field": "number", "type": "quantitative", "title": chart.number, "aggregate": "sum"},
    }
    if chart.kind == "grouped":
        encoding["yOffset"] = {"field": "series", "type": "nominal", "sort": None}
    return _spec(chart, {"type": "bar"}, encoding, {"height": {"step": 26 if chart.kind == "bar" else 14}})


def _lines(chart: Chart) -> dict[str, Any]:
    encoding = {
        "x": {"field": "category", "type": "ordinal", "title": chart.category, "axis": {"labelAngle": 0}},
        "y": {"field": "number", "type": "quantitative", "title": chart.number},
    }
    return _spec(chart, {"type": "line", "point": True}, encoding, {"height": 300})


def _spans(chart: Chart) -> dict[str, Any]:
    day = {"type": "temporal", "title": chart.number, "scale": {"type": "utc"}, "axis": {"format": "%Y-%m-%d"}}
    encoding = {
        "y": {"field": "category", "type": "nominal", "title": chart.category, "sort": None},
        "yOffset": {"field": "series", "type": "nominal", "sort": None},
        "x": {"field": "to", **day},
    }
    spec = _spec(chart, {"type": "bar"}, encoding, {"height": {"step": 12}})
    spec["encoding"]["tooltip"] = [{"field": name} for name in ("category", "series", "from", "to")]
    # A bar of a single day can't be seen: its end is marked, with another shape for each series.
    ends = {"mark": {"type": "point", "filled": True, "size": 60}, "encoding": {"shape": {"field": "series"}}}
    bars = {
        "mark": {"type": "bar", "opacity": 0.45},
        "encoding": {"x": {"field": "from", **day}, "x2": {"field": "to"}},
    }
    del spec["mark"]
    return {**spec, "layer": [bars, ends]}


def _spec(chart: Chart, mark: dict[str, Any], encoding: dict[str, Any], size: dict[str, Any]) -> dict[str, Any]:
    tooltip = [
        {"field": "category", "title": chart.category},
        {"field": "number", "title": chart.number, "format": ","},
    ]
    if chart.series:
        # A pattern or a name for those who see no colours: the tooltip and the table have it.
        legend = {"orient": "bottom", "columns": 2, "labelLimit": 240}
        encoding["color"] = {
            "field": "series",
            "type": "nominal",
            "title": chart.series,
            "sort": None,
            "legend": legend,
        }
        tooltip.insert(1, {"field": "series", "title": chart.series})
    return {
        "$schema": SCHEMA,
        "width": "container",
        **size,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": list(chart.values)},
        "mark": mark,
        "encoding": {**encoding, "tooltip": tooltip},
    }
