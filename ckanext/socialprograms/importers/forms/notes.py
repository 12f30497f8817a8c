"""The warnings that several forms give."""

from __future__ import annotations

from ckanext.socialprograms.messages import N_, Message

UNREAD_DATE = Message(N_("This date could not be read. Write it as day, month and year."))
BREAKS_OFF = Message(N_("This text seems to be cut. Complete it from the original document."))
NO_TITLE = Message(N_("The document gives no name for this record. Write one."))
NO_INSTITUTION = Message(N_("The document names no responsible institution. Choose one."))
UNKNOWN_COLUMNS = N_("Columns of the file that were not understood and left out: {labels}.")
NOT_LINKED = N_(
    "The program “{found}” was kept as the document names it. If the portal has it, choose it in the record's form."
)
