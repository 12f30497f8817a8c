from __future__ import annotations

from ckanext.socialprograms.forms.groups import expanded, origins

GROUPS = {"activities", "goals", "budget"}


def test_thirty_rows_keep_their_order():
    form = {f"activities-{n}-description": f"Actividad {n}" for n in range(30)}
    rows = expanded(dict(sorted(form.items())), GROUPS)["activities"]
    assert [row["description"] for row in rows] == [f"Actividad {n}" for n in range(30)]


def test_groups_do_not_mix():
    form = {f"goals-{n}-number": str(n) for n in range(11)} | {f"activities-{n}-id": f"A{n}" for n in range(16)}
    data = expanded(form, GROUPS)
    assert len(data["goals"]) == 11
    assert len(data["activities"]) == 16


def test_names_of_fields_may_have_digits():
    form = {"budget-0-year": "2021", "budget-0-ramo33": "yes", "budget-0-ramo33_source": "FAIS"}
    assert expanded(form, GROUPS) == {"budget": [{"year": "2021", "ramo33": "yes", "ramo33_source": "FAIS"}]}


def test_blank_rows_and_cells_are_dropped_and_the_rest_moves_up():
    form = {
        "goals-0-number": "",
        "goals-0-description": " ",
        "goals-3-number": "3",
        "goals-3-description": "",
        "goals-4-expected_evidence": ["", ""],
    }
    assert expanded(form, GROUPS) == {"goals": [{"number": "3"}]}


def test_a_row_that_only_says_where_it_came_from_is_blank():
    assert expanded({"goals-0-_origin": "0", "goals-0-number": ""}, GROUPS) == {"goals": []}


def test_an_emptied_group_is_told_from_one_that_is_not_on_the_form():
    assert expanded({"goals-present": "1", "title": "x"}, GROUPS) == {"goals": [], "title": "x"}
    assert expanded({"title": "x"}, GROUPS) == {"title": "x"}


def test_boxes_that_are_all_unticked_are_an_empty_list():
    assert expanded({"rights-present": "1"}, GROUPS) == {"rights": []}
    assert expanded({"rights-present": "1", "rights": "health"}, GROUPS) == {"rights": "health"}


def test_lists_of_an_api_are_left_alone():
    data = {"goals": [{"number": "1", "description": ""}], "tags": [{"name": "agua-1-potable"}]}
    assert expanded(dict(data), GROUPS) == data


def test_what_a_form_shows_replaces_what_was_stored():
    data = {"goals": [{"number": "1"}], "goals-present": "1", "goals-0-number": "2"}
    assert expanded(data, GROUPS) == {"goals": [{"number": "2"}]}


def test_keys_of_other_fields_stay():
    assert expanded({"extras-0-key": "x", "rules-1-title": "y"}, GROUPS) == {"extras-0-key": "x", "rules-1-title": "y"}


def test_rows_give_up_where_they_came_from():
    data = expanded({"goals-0-number": "2", "goals-0-_origin": "1", "goals-1-number": "9"}, GROUPS)
    assert origins(data, GROUPS) == {"goals": ["1", ""]}
    assert data == {"goals": [{"number": "2"}, {"number": "9"}]}
