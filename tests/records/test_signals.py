from __future__ import annotations

from datetime import date

import pytest
import yaml

from ckanext.socialprograms.records.predicates import KINDS
from ckanext.socialprograms.records.signal_rules import STAGES, rule_set
from ckanext.socialprograms.records.signals import as_of, lasting, signals

TODAY = date(2026, 11, 21)
FULL = {
    "budget": [{"year": "2026", "approved": "100", "modified": "120", "spent": "110"}],
    "rules": [{"year": "2026", "title": "Reglas"}],
    "eligibility": "Vivir aquí",
    "how_to_apply": "En la ventanilla",
    "support_maximum": "1000",
    "beneficiary_statistics_url": "https://example.org/padron",
    "indicators": [{"name": "Becas", "goal": "1", "actual": "1", "year": "2025"}],
    "complaints": "Contraloría",
    "enforceability": "Ante el órgano interno de control",
    "evaluated_period": "2024-2025",
    "evaluation_results_url": "https://example.org/evaluacion",
}


def fired(data, today=TODAY, evaluated=()):
    return {one.rule.id: one for one in signals(data, rule_set(), evaluated) if one.is_up(today)}


def test_a_program_that_publishes_everything_gives_no_signal():
    assert fired(FULL) == {}


def test_what_nobody_published_is_a_signal_of_its_own():
    assert list(fired({})) == [
        "budget_unpublished",
        "rules_unpublished",
        "eligibility_unpublished",
        "procedure_unpublished",
        "amount_unpublished",
        "list_unpublished",
        "evaluation_unknown",
        "indicators_unpublished",
        "complaints_unpublished",
        "enforceability_unpublished",
    ]


@pytest.mark.parametrize("mark", ["not_available", "not_applicable"])
def test_what_the_source_lacks_or_what_does_not_apply_is_no_signal(mark):
    marked = {mark: ["complaints", "budget.2021.approved", "support_minimum", "support_maximum"]}
    assert not {"complaints_unpublished", "budget_unpublished", "amount_unpublished"} & fired(marked).keys()
    assert "eligibility_unpublished" in fired(marked)


def test_an_answer_of_no_rules_or_a_file_of_rules_silences_the_rule():
    assert "rules_unpublished" not in fired({"has_rules": "no"})
    assert "rules_unpublished" not in fired({"resources": [{"kind": "rules_of_operation"}]})
    assert "rules_unpublished" in fired({"resources": [{"kind": "call"}], "has_rules": "yes"})


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"modified": "100", "spent": "102"}, None),
        ({"modified": "100", "spent": "102.01"}, "spent_over_modified"),
        ({"approved": "100", "spent": "110"}, None),
        ({"approved": "100", "spent": "110.5"}, "spent_over_approved"),
        ({"approved": "100", "modified": "200", "spent": "150"}, None),
        ({"approved": "0", "spent": "150"}, None),
        ({"spent": "150"}, None),
        ({"modified": "100", "spent": "69.99"}, "spent_much_less"),
        ({"modified": "100", "spent": "70"}, None),
        ({"approved": "100", "modified": "10", "spent": "10"}, None),
        ({"approved": "-5", "spent": "10"}, None),
    ],
)
def test_spending_is_compared_with_the_budget_that_is_published(row, rule):
    money = {"spent_over_modified", "spent_over_approved", "spent_much_less"}
    found = fired({"budget": [{"year": "2024", **row}]}).keys() & money
    assert found == ({rule} if rule else set())


def test_the_cause_gives_its_figures():
    one = fired({"budget": [{"year": "2024", "modified": "1000000", "spent": "1250000.50"}]})["spent_over_modified"]
    assert str(one.cause) == ("In 2024, $1,250,000.50 was spent: 25 % more than the modified budget of $1,000,000.00.")


def test_a_running_year_has_not_spent_too_little_yet():
    data = {"budget": [{"year": "2026", "modified": "100", "spent": "10"}]}
    assert "spent_much_less" not in fired(data)
    assert "spent_much_less" in fired(data, date(2027, 1, 1))


def test_spending_may_be_told_a_year_later():
    data = {"budget": [{"year": "2025", "approved": "100"}]}
    assert "spending_unpublished" not in fired(data)
    assert "spending_unpublished" in fired(data, date(2027, 1, 1))
    assert "spending_unpublished" not in fired({**data, "not_available": ["budget.2025.spent"]}, date(2027, 1, 1))


def test_rules_are_older_only_where_every_year_is_known():
    budget = {"budget": [{"year": "2025", "approved": "100"}]}
    assert "rules_older_than_budget" in fired({**budget, "rules": [{"year": "2024"}]})
    assert "rules_older_than_budget" not in fired({**budget, "rules": [{"year": "2025"}]})
    assert "rules_older_than_budget" not in fired({**budget, "rules": [{"year": "2024"}, {"title": "sin año"}]})
    assert "rules_older_than_budget" not in fired(budget)


def test_a_call_that_closed_long_ago_needs_its_results():
    call = {"closes": "2026-08-22"}
    assert "call_without_results" not in fired({"calls": [call]}, date(2026, 11, 19))
    assert "call_without_results" in fired({"calls": [call]}, date(2026, 11, 20))
    assert "call_without_results" not in fired({"calls": [{**call, "selected": "0"}]})
    assert "call_without_results" not in fired({"calls": [{**call, "closes": "9999-12-31"}]})


def test_linked_evaluations_count():
    assert "evaluation_unknown" not in fired({}, evaluated=[2019, 2023])
    assert "evaluation_unknown" not in fired({}, evaluated=[None])
    old = fired({}, evaluated=[2019, 2022])["evaluation_unknown"]
    assert str(old.cause) == "The newest evaluation of this program that is known here is of 2022."
    assert "evaluation_unknown" not in fired({"evaluation_results_url": "https://example.org"})
    assert "evaluation_unknown" not in fired({"not_applicable": ["evaluated_period", "evaluation_results_url"]})


def test_indicators_lack_a_goal_at_once_and_a_result_once_their_year_is_over():
    rows = {"indicators": [{"name": "a", "year": "2026"}, {"name": "b", "adjusted_goal": "3", "actual": "2"}]}
    found = fired(rows)
    assert str(found["indicators_without_goal"].cause) == "1 of 2 indicators have no goal."
    assert "indicators_without_result" not in found
    assert "indicators_without_result" in fired(rows, date(2028, 1, 1))


def test_answers_stand_beside_their_signal_newest_first():
    answers = [
        {"rule": "complaints_unpublished", "answer": "Ya viene", "date": "2026-01-01"},
        {"rule": "complaints_unpublished", "answer": "Publicado", "date": "2026-02-01"},
        {"rule": "budget_unpublished", "answer": " "},
    ]
    found = fired({"signal_answers": answers})
    assert [one.text for one in found["complaints_unpublished"].answers] == ["Publicado", "Ya viene"]
    assert found["budget_unpublished"].answers == ()


def test_the_index_keeps_what_no_day_and_no_other_record_changes():
    data = {"budget": [{"year": "2020", "approved": "1"}], "editions": ["2020"]}
    assert set(lasting(data, rule_set())) == fired(data).keys() - {
        "spending_unpublished",
        "data_old",
        "evaluation_unknown",
    }


@pytest.mark.parametrize(
    ("data", "dated"),
    [({"updated_on": "2024-06-30", "editions": ["2025"]}, "2024-06-30"), ({"editions": ["2021"]}, "2021"), ({}, "")],
)
def test_signals_carry_the_date_of_the_data(data, dated):
    assert as_of(data) == dated


@pytest.mark.parametrize("year", ["-1", "0", "99999999", "1e30", "NaN", "x", "2024.5"])
def test_no_year_that_somebody_wrote_breaks_it(year):
    rows = [{"year": year, "approved": "1e400", "spent": "1"}]
    assert fired({"budget": rows, "rules": rows, "indicators": rows, "editions": [year], "evaluated_period": year})


def test_the_form_offers_every_rule_to_answer_and_risks_have_the_same_stages(root):
    schema = yaml.safe_load((root / "schemas/program.yaml").read_text("utf-8"))
    groups = {one["field_name"]: one.get("repeating_subfields", ()) for one in schema["dataset_fields"]}
    offered = {one["value"]: one["label"] for one in groups["signal_answers"][0]["choices"]}
    assert offered == {rule.id: rule.label for rule in rule_set().rules}
    assert {one["value"]: one["label"] for one in groups["risks"][0]["choices"]} == STAGES
    assert {rule.field for rule in rule_set().rules} <= {*groups, "evaluations"}


def test_every_rule_has_a_stage_a_version_and_a_kind_that_is_used():
    rules = rule_set().rules
    assert len(rule_set().by_id) == len(rules)
    assert {rule.stage for rule in rules} == set(STAGES)
    assert {type(rule.test) for rule in rules} == set(KINDS.values())
    assert all(float(rule.since) <= float(rule_set().version) for rule in rules)
    assert all("{" not in str(rule.how) for rule in rules)
