from __future__ import annotations

from ckanext.socialprograms.messages import N_, Message


def test_a_sentence_carries_its_values():
    assert str(Message(N_("Row {row} has no name."), {"row": 7})) == "Row 7 has no name."


def test_a_value_that_is_a_message_is_translated_with_it():
    inner = Message("p. {page}", {"page": 3})
    assert str(Message("At {where}.", {"where": inner})) == "At p. 3."


def test_braces_in_a_sentence_without_values_stay_as_they_are():
    assert str(Message("{x}")) == "{x}"


def test_a_message_survives_json():
    message = Message("At {where}: {found}", {"where": Message("p. {page}", {"page": 3}), "found": "Por definir"})
    assert Message.from_json(message.as_json()) == message
