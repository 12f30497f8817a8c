"""``ckan socialprograms scan``."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from ckanext.socialprograms.cli.import_ import tell_errors
from ckanext.socialprograms.fetching import NotFetched, fetch
from ckanext.socialprograms.gate import checking, published
from ckanext.socialprograms.guard.report import Scan, Verdict
from ckanext.socialprograms.guard.scan import scan as scan_file
from ckanext.socialprograms.language import language, told
from ckanext.socialprograms.loading.speaking import speaking
from ckanext.socialprograms.messages import N_, Message

_NO_FILE = N_("{name}: there is no file that can be opened here: check the path and its permissions.")
_VERDICTS = {
    Verdict.CLEAN: ("✔", "green", N_("{name}: no personal data found in {rows} rows.")),
    Verdict.FOUND: ("✖", "red", N_("{name}: it must not be published as it is ({rows} rows looked at).")),
    Verdict.UNCHECKED: (
        "△",
        "yellow",
        N_("{name}: a person has to look before it is published ({rows} rows looked at)."),
    ),
}
_ALL = N_(
    "{all} public files: {found} have personal data, {unchecked} could not be checked. Add --hold to hold them back."
)
_ALL_HELD = N_(
    "{all} public files: {found} have personal data, {unchecked} could not be checked. These are held back now."
)
_BAD_USE = 2


@click.command(short_help="Look for personal data in a file, or in all that is public.")
@click.argument("source", metavar="[FILE|URL]", required=False)
@click.option("--all", "everything", is_flag=True, help="Look at every file that this portal publishes.")
@click.option("--hold", is_flag=True, help="With --all: hold back what must not be published, until a person decides.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and nothing else, on the standard output.")
def scan(source: str | None, everything: bool, hold: bool, as_json: bool) -> None:
    """Look for what must not be published: CURP, telephones, addresses, health … in tables, documents and archives.

    The exit status is 1 if something was found or could not be checked, and 2 if there is no such file.
    """
    if bool(source) == everything or (hold and not everything):
        raise click.UsageError("Give a file or an address, or --all (with --hold, if you like).")
    with speaking():
        is_clean = _scan_all(hold=hold, as_json=as_json) if everything else _scan_one(source or "", as_json=as_json)
    sys.exit(0 if is_clean else 1)


def _scan_one(source: str, *, as_json: bool) -> bool:
    try:
        with _opened(source) as (path, name):
            found = scan_file(path, name, checking.rules())
    except NotFetched as error:
        tell_errors([error.message])
        sys.exit(_BAD_USE)
    if as_json:
        click.echo(json.dumps(_dictized(found), ensure_ascii=False, indent=2))
    else:
        _tell(found)
    return found.verdict is Verdict.CLEAN


def _scan_all(*, hold: bool, as_json: bool) -> bool:
    """Look at what is public; files that a person let through are told and do not count."""
    counted: Counter[Verdict] = Counter()
    for one in published.scanned():
        counted[Verdict.CLEAN if one.is_allowed else one.scan.verdict] += 1
        if as_json:
            where = {"dataset": one.dataset, "resource": one.resource.id, "is_allowed": one.is_allowed}
            click.echo(json.dumps({**where, **_dictized(one.scan)}, ensure_ascii=False))
        elif one.scan.verdict is not Verdict.CLEAN:
            _tell(replace(one.scan, name=f"{one.dataset}/{one.scan.name}"))
        if hold and not one.is_allowed and one.scan.verdict is not Verdict.CLEAN:
            published.hold(one)
    if not as_json:
        numbers = {"all": counted.total(), "found": counted[Verdict.FOUND], "unchecked": counted[Verdict.UNCHECKED]}
        click.echo(told(Message(_ALL_HELD if hold else _ALL, numbers)))
    return not (counted[Verdict.FOUND] or counted[Verdict.UNCHECKED])


@contextmanager
def _opened(source: str) -> Iterator[tuple[Path, str]]:
    """Give the file of a path, or a copy of what an address leads to. Raises NotFetched."""
    if "://" not in source and not source.lower().startswith("file:"):
        path = Path(source)
        if not path.is_file():
            raise NotFetched(_NO_FILE, source, name=source)
        yield path, path.name
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "fetched")
        yield path, fetch(source, path)


def _tell(found: Scan) -> None:
    sign, color, sentence = _VERDICTS[found.verdict]
    message = Message(sentence, {"name": found.name, "rows": f"{found.rows:,}"})
    click.echo(f"{click.style(sign, fg=color)} {told(message)}")
    for finding in found.findings:
        click.echo(f"  ✖ {told(finding.message())}")
    for one in found.unchecked:
        click.echo(f"  △ {told(one.message())}")


def _dictized(found: Scan) -> dict[str, object]:
    """Give the stored form with each sentence in the reader's language beside it."""
    stored = found.as_json()
    for written, finding in zip(stored["findings"], found.findings, strict=True):
        written["message"] = finding.message().in_language(language())
    for written, one in zip(stored["unchecked"], found.unchecked, strict=True):
        written["message"] = one.message().in_language(language())
    return stored
