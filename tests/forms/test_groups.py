from __future__ import annotations

from ckanext.socialprograms.forms.groups import expanded

GROUPS = {"activities", "goals"}


def test_thirty_rows_keep_their_order():
    form = {f"activities-{n}-description": f"Actividad {n}" for n in range(30)}
    rows = expanded(dict(sorted(form.items())), GROUPS)["activities"]
    assert [row["description"] for row in rows] == [f"Actividad {n}" for n in range(30)]


def test_groups_do_not_mix():
    form = {f"goals-{n}-number": str(n) for n in range(11)} | {f"activities-{n}-id": f"A{n}" for n in range(16)}
    data = expanded(form, GROUPS)
    assert len(data["goals"]) == 11
    assert len(data["activities"]) == 16


def test_blank_rows_are_dropped_and_the_rest_moves_up():
    form = {
        "goals-0-number": "",
        "goals-0-description": " ",
        "goals-3-number": "3",
        "goals-4-expected_evidence": ["", ""],
    }
    assert expanded(form, GROUPS) == {"goals": [{"number": "3"}]}


def test_an_emptied_group_is_told_from_one_that_is_not_on_the_form():
    assert expanded({"goals-present": "1", "title": "x"}, GROUPS) == {"goals": [], "title": "x"}
    assert expanded({"title": "x"}, GROUPS) == {"title": "x"}


def test_lists_of_an_api_are_left_alone():
    data = {"goals": [{"number": "1"}], "tags": [{"name": "agua-1-potable"}]}
    assert expanded(dict(data), GROUPS) == data


def test_keys_of_other_fields_stay():
    assert expanded({"extras-0-key": "x", "rules-1-title": "y"}, GROUPS) == {"extras-0-key": "x", "rules-1-title": "y"}
