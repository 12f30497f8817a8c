from __future__ import annotations

from ckanext.socialprograms.importers.periods import joined


def test_rules_that_a_later_period_names_stay_those_of_their_year():
    stored = {"rules": [{"year": "2021", "url": "https://x.example/r", "title": "Reglas"}]}
    given = {"reported_to": "2026-09-30", "rules": [{"year": "2026", "url": "https://x.example/r"}]}
    assert joined(stored, given)["rules"] == stored["rules"]


def test_an_indicator_of_no_year_is_not_doubled_by_a_period_that_says_the_same_of_it():
    stored = {"indicators": [{"name": "Cobertura", "level": "purpose", "actual": "5.0"}]}
    given = {"reported_to": "2026-09-30", "indicators": [{"name": "Cobertura", "actual": "5", "year": "2026"}]}
    assert joined(stored, given)["indicators"] == stored["indicators"]
    other = {**given, "indicators": [{"name": "Cobertura", "actual": "6", "year": "2026"}]}
    assert joined(stored, other)["indicators"] == [*stored["indicators"], *other["indicators"]]
