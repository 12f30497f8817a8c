"""What keeps a view from being shown, as one sentence for its reader."""

from __future__ import annotations

from ckanext.socialprograms.language import told
from ckanext.socialprograms.messages import N_, Message


class Trouble(Exception):  # noqa: N818 (it is told, not raised to the top)
    """Says what is wrong with a view and what to do; ``status`` is that of an answer that has nothing else to say."""

    def __init__(self, message: Message, status: int = 409) -> None:
        super().__init__(str(message))
        self.message = message
        self.status = status

    @property
    def sentence(self) -> str:
        """Give the sentence in the language of the interface."""
        return told(self.message)


def gone() -> Trouble:
    """Say that the view or its file was deleted, or that the reader may not see it."""
    return Trouble(
        Message(N_("This view is not here: it or its file was deleted, or only its agency may see it.")), status=404
    )


class NoTable(Trouble):
    """Says that there is no such table."""


def no_table() -> NoTable:
    """Say that the file was never loaded as a table."""
    return NoTable(
        Message(
            N_(
                "This file has not been loaded as a table, and a view needs one. Load a CSV or XLSX file into the"
                " DataStore, or ask the portal's administrator whether the DataStore is switched on."
            )
        )
    )


def empty() -> Trouble:
    """Say that the table has no rows."""
    return Trouble(Message(N_("The table has no rows yet. Upload a file with data and the view fills itself.")))


def too_slow(seconds: float) -> Trouble:
    """Say that the database needed longer than it is given."""
    return Trouble(
        Message(
            N_(
                "The table is so large that it could not be read in {seconds} seconds. A map is prepared in the"
                " background: try again in a few minutes. For other views, publish a table with fewer rows, such as"
                " sums, or ask the portal's administrator to allow more time."
            ),
            {"seconds": f"{seconds:g}"},
        ),
        status=503,
    )


def no_answer() -> Trouble:
    """Say that the database does not answer."""
    return Trouble(
        Message(N_("The data can not be read at the moment. Try again in a few minutes; the file itself is not lost.")),
        status=503,
    )
