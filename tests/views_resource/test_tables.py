"""Budget and indicators: what their tables and files say."""

from __future__ import annotations

import json

import pytest

from tests.views_resource.conftest import words

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "scheming_datasets socialprograms datastore socialprograms_budget socialprograms_indicators"
    ),
    pytest.mark.ckan_config("ckan.locale_default", "en"),
]
BUDGET = [
    {"ejercicio": "2020", "capitulo": "4000", "aprobado": "$1,000.00", "ejercido": "900", "inpc": "100"},
    {"ejercicio": "2021", "capitulo": "4000", "aprobado": "2000", "ejercido": "1,800", "inpc": "110"},
    {"ejercicio": "2021", "capitulo": "6000", "aprobado": "100", "ejercido": "", "inpc": "110"},
]
INDICATORS = [
    {"indicador": "Pobreza", "sentido": "Descendente", "ano": "2020", "meta": "10", "meta_ajustada": "", "avance": "9"},
    {
        "indicador": "Pobreza",
        "sentido": "Descendente",
        "ano": "2021",
        "meta": "10",
        "meta_ajustada": "8",
        "avance": "9",
    },
    {
        "indicador": "Becas",
        "sentido": "Ascendente",
        "ano": "2021",
        "meta": "10",
        "meta_ajustada": "",
        "avance": "<b>9</b>",
    },
]


@pytest.fixture
def budget(table, view):
    return view(table(BUDGET), "socialprograms_budget")["id"]


@pytest.fixture
def indicators(table, view):
    return view(table(INDICATORS), "socialprograms_indicators")["id"]


def lines(soup):
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in soup.select("tbody tr")]


def test_a_budget_is_told_by_year_with_what_changed(page, budget):
    assert lines(page(f"/view/{budget}")) == [
        ["2020", "$1,000.00", "$900.00", "90 %", "—"],
        ["2021", "$2,100.00", "$1,800.00", "85 %", "+100.0 %"],
    ]


def test_a_year_is_told_by_classifier(page, budget):
    assert lines(page(f"/view/{budget}?year=2021")) == [
        ["4000", "$2,000.00", "$1,800.00", "90 %"],
        ["6000", "$100.00", "—", "—"],
    ]


def test_pesos_without_inflation_are_those_of_the_last_year(page, budget):
    assert lines(page(f"/view/{budget}?measure=real"))[0][1] == "$1,100.00"


def test_amounts_per_inhabitant_are_not_offered_without_inhabitants(page, budget):
    assert not page(f"/view/{budget}").select("option[value=per_head]")
    assert lines(page(f"/view/{budget}?measure=per_head")) == lines(page(f"/view/{budget}"))


def test_the_sums_can_be_taken_away(app, budget):
    rows = json.loads(app.get(f"/view/{budget}/data.json").data)["rows"]
    assert [(row["year"], row["classifier"], row["approved"]) for row in rows] == [
        ("2020", "4000", 1000), ("2021", "4000", 2000), ("2021", "6000", 100),
    ]  # fmt: skip


def test_a_goal_is_reached_in_the_direction_of_its_indicator(page, indicators):
    said = [row[-1] for row in lines(page(f"/view/{indicators}"))]
    assert said == ["Not known", "✓ Yes", "✗ No"]


def test_an_indicator_tells_its_direction(page, indicators):
    told = words(page(f"/view/{indicators}"))
    assert "It should fall" in told
    assert "It should rise" in told


def test_charts_have_the_numbers_of_the_tables(page, indicators):
    charts = [json.loads(one["data-chart"]) for one in page(f"/view/{indicators}").select("[data-chart]")]
    numbers = [value["number"] for chart in charts for value in chart["spec"]["data"]["values"]]
    assert sorted(numbers) == [8, 9, 9, 10, 10, 10]
