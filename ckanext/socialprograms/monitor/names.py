"""What the lists and tables of the board are called, and what each list means (msgids)."""

from __future__ import annotations

from ckanext.socialprograms.messages import N_

TABLES = {
    "agency": N_("By agency"),
    "theme": N_("By theme"),
    "plan": N_("By action plan"),
    "sdg": N_("By goal of the 2030 Agenda"),
    "year": N_("By year"),
}
DIMENSIONS = {
    "type": N_("Kind of record"),
    "plan": N_("Action plan"),
    "agency": N_("Agency"),
    "theme": N_("Theme"),
    "sdg": N_("2030 Agenda"),
    "year": N_("Year"),
}
"""The filters, and what a line of each table stands for."""
NOT_STATED = {
    "agency": N_("Without an agency"),
    "theme": N_("Without a theme"),
    "plan": N_("Outside a plan"),
    "sdg": N_("Without a goal"),
    "year": N_("Without a year"),
}
TYPES = {"commitment": N_("Commitments"), "evaluation": N_("Evaluations")}
ACTIVITY_LISTS = {
    "all": (N_("Activities"), N_("All that was promised and not cancelled.")),
    "due_soon": (N_("Due in 30 days"), N_("Not done yet, and due today or in the next 30 days.")),
    "overdue": (N_("Past their date"), N_("Reported as planned or in progress, and their date has passed.")),
    "no_report": (
        N_("Without a report"),
        N_("Their date has passed, and nobody has reported on them here. It does not mean that nothing was done."),
    ),
    "undated": (N_("Without a date"), N_("Nobody has said yet by when they will be done.")),
    "plan_closed": (N_("Left without a date"), N_("They never got a date, and their plan has ended.")),
    "replanned": (
        N_("Re-planned"),
        N_("What was promised changed after it was published. Each record keeps the old value and the reason."),
    ),
    "no_evidence": (
        N_("Done without evidence"),
        N_("Reported as done, but without a written result or without evidence that can be opened here."),
    ),
    "with_evidence": (N_("Done with evidence"), N_("Done, with a written result and evidence that you can open.")),
    "reported": (N_("Reported as done"), N_("All that is reported as done, with evidence or without it.")),
    "done": (N_("Done on time"), N_("Done, and not later than promised as far as we know.")),
    "done_late": (N_("Done after their date"), N_("Done after the date that was promised.")),
    "in_progress": (N_("Being done"), N_("Being done, and due in more than 30 days.")),
    "planned": (N_("Not begun"), N_("Not begun, and due in more than 30 days.")),
    "cancelled": (N_("Called off"), N_("They were promised and will not be done. They count in no percent.")),
}
"""Each list of activities: its name, and what it means."""
RECORD_LISTS = {
    "all": (N_("Records"), N_("Commitments and evaluations, each with its own numbers.")),
    "declared": (N_("Records that declare a percent"), N_("The agency has said how much of them it has fulfilled.")),
    "citing": (
        N_("Evidence that is cited and not available here"),
        N_("The documents of these records cite evidence that can't be opened here. It may well exist."),
    ),
    "results_due": (
        N_("Results to be published soon"),
        N_("These evaluations have ended, and the day by which the law asks for their results is still ahead."),
    ),
    "results_late": (
        N_("Results past their day"),
        N_(
            "The day by which the law asks for the results of these evaluations has passed, and they are not here. "
            "They may be published elsewhere."
        ),
    ),
    "compared": (
        N_("Where the gap comes from"),
        N_("Records that declare a percent and have a work plan here: the greatest gap comes first."),
    ),
}
SORTS = {
    "date": N_("Date, oldest first"),
    "agency": N_("Agency"),
    "record": N_("Record"),
    "moved": N_("Most days of delay"),
}
