"""The budget view: approved, modified, accrued and spent, by year and classifier; per head and without inflation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters.column import Column, Kind, said
from ckanext.socialprograms.exporters.table import Table
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.views_resource import source as datastore
from ckanext.socialprograms.views_resource import trouble
from ckanext.socialprograms.views_resource.charts import Chart
from ckanext.socialprograms.views_resource.kind import Asked
from ckanext.socialprograms.views_resource.kind import Kind as ViewKind
from ckanext.socialprograms.views_resource.opened import Opened
from ckanext.socialprograms.views_resource.roles import DATES, NUMBERS, TEXTS, Role
from ckanext.socialprograms.views_resource.source import Source

STAGES = ("approved", "modified", "accrued", "spent")
PLAIN, REAL, PER_HEAD = "plain", "real", "per_head"
_MOST = 5_000
_MONEY = TEXTS | NUMBERS
ROLES = (
    Role(
        "year",
        N_("Year"),
        ("ejercicio", "ejercicio fiscal", "año", "ciclo", "periodo", "fecha", "year"),
        TEXTS | NUMBERS | DATES,
    ),
    Role(
        "classifier",
        N_("Classifier"),
        (
            "capítulo de gasto",
            "capítulo",
            "objeto del gasto",
            "concepto",
            "partida",
            "función",
            "clasificador",
            "programa",
            "fuente de financiamiento",
            "classifier",
        ),
        TEXTS | NUMBERS,
    ),
    Role(
        "approved",
        N_("Approved"),
        ("presupuesto aprobado", "aprobado", "original", "presupuesto original", "autorizado", "approved"),
        _MONEY,
    ),
    Role("modified", N_("Modified"), ("presupuesto modificado", "modificado", "modified"), _MONEY),
    Role("accrued", N_("Accrued"), ("presupuesto devengado", "devengado", "accrued"), _MONEY),
    Role("spent", N_("Spent"), ("presupuesto ejercido", "ejercido", "pagado", "gasto", "spent"), _MONEY),
    Role("deflator", N_("Price index of the year"), ("deflactor", "índice de precios", "inpc", "deflator"), _MONEY),
    Role("population", N_("Population of the year"), ("población", "habitantes", "population"), _MONEY),
)
TITLES = {role.name: role.title for role in ROLES}
COLUMNS = (
    Column("year", TITLES["year"], N_("The year of the money."), Kind.YEAR),
    Column("classifier", TITLES["classifier"], N_("What the money is for or comes from, as the file words it.")),
    Column("approved", TITLES["approved"], N_("What was given for the year at first, added up."), Kind.MONEY),
    Column("modified", TITLES["modified"], N_("What there was after the changes of the year, added up."), Kind.MONEY),
    Column("accrued", TITLES["accrued"], N_("What was owed for what was received, added up."), Kind.MONEY),
    Column("spent", TITLES["spent"], N_("What was spent, added up."), Kind.MONEY),
)
MEASURES = {PLAIN: N_("Pesos of each year"), REAL: N_("Pesos without inflation"), PER_HEAD: N_("Pesos per inhabitant")}


@dataclass(frozen=True)
class Line:
    """A line of the table; ``share`` is what was spent of the last budget that is told, in percent rounded down."""

    name: str
    amounts: Sequence[float | None]
    change: float | None

    @property
    def share(self) -> int | None:
        """Give the percent that was spent, of the modified budget where there is one, else of the approved."""
        approved, modified, _accrued, spent = self.amounts
        budget = modified or approved
        return int(100 * spent / budget) if budget and spent is not None else None


def content(view: Opened, asked: Asked) -> dict[str, Any]:
    """Give what the page shows: a line for each year, or for each value of the classifier in one year."""
    rows, source = _rows(view.source), view.source
    years = sorted({row["year"] for row in rows if row["year"]})
    year = asked.get("year", "") if asked.get("year", "") in years else ""
    measures = [PLAIN, *([REAL] if source.has("deflator") else []), *([PER_HEAD] if source.has("population") else [])]
    measure = asked.get("measure", "") if asked.get("measure", "") in measures else PLAIN
    by = "classifier" if source.has("classifier") and (year or not years) else "year"
    stages = [stage for stage in STAGES if source.has(stage)]
    lines = list(_lines([row for row in rows if not year or row["year"] == year], by, _factors(rows, measure)))
    return {
        "by": by,
        "year": year,
        "years": years,
        "measure": measure,
        "measures": {name: MEASURES[name] for name in measures},
        "stages": stages,
        "positions": {stage: STAGES.index(stage) for stage in stages},
        "titles": TITLES,
        "lines": lines,
        "has_classifier": source.has("classifier"),
        "chart": _chart(by, stages, lines).for_page,
    }


def table(view: Opened, asked: Asked) -> Table:
    """Give the sums by year and classifier as a table to take away."""
    del asked
    columns = [one for one in COLUMNS if view.source.has(one.key)]
    rows = [[row[one.key] for one in columns] for row in _rows(view.source)]
    return Table("budget", view.title, said(columns, tk._), rows)


def _rows(source: Source) -> list[dict[str, Any]]:
    """Give the sums by year and classifier. Raises Trouble where there is none."""
    by = [source.year("year").label("year"), source.text("classifier").label("classifier")]
    sums = [sa.func.sum(source.number(stage)).label(stage) for stage in STAGES]
    given = [sa.func.max(source.number(name)).label(name) for name in ("deflator", "population")]
    query = sa.select(*by, *sums, *given).select_from(source.table).group_by(*by).order_by(*by).limit(_MOST)
    found = datastore.rows(query)[0]
    if not found:
        raise trouble.empty()
    return found


def _factors(rows: Sequence[dict[str, Any]], measure: str) -> dict[str | None, float | None]:
    """Give by what the pesos of each year are multiplied, None where that is not known."""
    if measure == PLAIN:
        return {row["year"]: 1.0 for row in rows}
    if measure == PER_HEAD:
        return {row["year"]: 1 / row["population"] if row["population"] else None for row in rows}
    last = max((row for row in rows if row["deflator"]), key=lambda row: row["year"] or "", default=None)
    return {row["year"]: last["deflator"] / row["deflator"] if last and row["deflator"] else None for row in rows}


def _lines(rows: Sequence[dict[str, Any]], by: str, factors: dict[str | None, float | None]) -> Any:
    before: float | None = None
    for name in sorted({row[by] for row in rows}, key=lambda name: name or "￿"):
        amounts = [_sum(rows, by, name, stage, factors) for stage in STAGES]
        now = next(
            (
                amounts[STAGES.index(stage)]
                for stage in ("spent", "accrued", "modified", "approved")
                if amounts[STAGES.index(stage)] is not None
            ),
            None,
        )
        change = 100 * (now - before) / before if by == "year" and before and now is not None else None
        yield Line(name or tk._("Not stated"), amounts, change)
        before = now


def _sum(
    rows: Sequence[dict[str, Any]], by: str, name: str | None, stage: str, factors: dict[str | None, float | None]
) -> float | None:
    told = [(row[stage], factors[row["year"]]) for row in rows if row[by] == name and row[stage] is not None]
    known = [amount * factor for amount, factor in told if factor is not None]
    return sum(known) if known and len(known) == len(told) else None


def _chart(by: str, stages: Sequence[str], lines: Sequence[Line]) -> Chart:
    values = [
        {"category": line.name, "series": str(tk._(TITLES[stage])), "number": round(amount, 2)}
        for line in lines
        for stage in stages
        if (amount := line.amounts[STAGES.index(stage)]) is not None
    ]
    kind = "line" if by == "year" else "grouped"
    return Chart(values, str(tk._(TITLES[by])), str(tk._("Pesos")), str(tk._("Stage of the budget")), kind)


BUDGET = ViewKind(
    name="socialprograms_budget",
    title=N_("Budget"),
    lead=N_("What was approved, what became of it, and what was spent."),
    icon="coins",
    roles=ROLES,
    needs=tuple((*one, stage) for stage in STAGES for one in (("year",), ("classifier",))),
    template="budget",
    content=content,
    table=table,
    columns=COLUMNS,
)
