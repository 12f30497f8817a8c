"""``ckan socialprograms doctor``."""

from __future__ import annotations

import json
import sys

import click

from ckanext.socialprograms.doctor import examine
from ckanext.socialprograms.doctor.finding import BROKEN, COULD_BE_BETTER, GOOD, Finding
from ckanext.socialprograms.language import language, told
from ckanext.socialprograms.loading.speaking import speaking
from ckanext.socialprograms.messages import N_, Message

_SIGNS = {GOOD: ("✔", "green"), COULD_BE_BETTER: ("△", "yellow"), BROKEN: ("✖", "red")}
_FINE = Message(N_("Nothing has to be mended."))
_COULD_BE_BETTER = Message(N_("Nothing has to be mended; what is marked with △ could be better."))
_MEND = Message(N_("Mend what is marked with ✖, and run this again."))


@click.command(short_help="Check the installation and say what to mend.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and nothing else, on the standard output.")
def doctor(as_json: bool) -> None:
    """Check services, versions, plugins, tables, search index, workers, storage, memory and disk.

    The exit status is 1 if something has to be mended.
    """
    with speaking():
        findings = []
        for finding in examine():
            findings.append(finding)
            if not as_json:
                _tell(finding)
        states = {finding.state for finding in findings}
        is_broken = BROKEN in states
        if as_json:
            click.echo(json.dumps([_dictized(finding) for finding in findings], ensure_ascii=False, indent=2))
        else:
            click.echo()
            click.echo(told(_MEND if is_broken else _COULD_BE_BETTER if COULD_BE_BETTER in states else _FINE))
    sys.exit(1 if is_broken else 0)


def _tell(finding: Finding) -> None:
    sign, color = _SIGNS[finding.state]
    click.echo(f"{click.style(sign, fg=color)} {told(Message(finding.about))}: {told(finding.found)}")
    if finding.remedy:
        click.echo(f"  → {told(finding.remedy)}")


def _dictized(finding: Finding) -> dict[str, str]:
    return {
        "about": Message(finding.about).in_language(language()),
        "state": finding.state,
        "found": told(finding.found),
        "remedy": told(finding.remedy) if finding.remedy else "",
    }
