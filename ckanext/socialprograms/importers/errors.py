"""Why a file cannot be read: one sentence each that says where, what was found, what was expected, what to do."""

from __future__ import annotations

from ckanext.socialprograms.importers.limits import MEGABYTE
from ckanext.socialprograms.messages import N_, Message


class UnreadableFile(Exception):  # noqa: N818 (it is the file's state, not the program's error)
    """Raised by every reader instead of giving half a document; ``message`` is for the person who sent the file."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


def missing(name: str) -> UnreadableFile:
    """Say that there is no file at a path, or that it may not be opened."""
    return _because(N_("{name}: there is no file that can be opened here: check the path and its permissions."), name)


def empty(name: str) -> UnreadableFile:
    """Say that a file holds nothing."""
    return _because(N_("{name}: the file is empty, and a document was expected: send it again, complete."), name)


def too_heavy(name: str, limit: int) -> UnreadableFile:
    """Say that a file weighs more than ``limit`` bytes."""
    sentence = N_(
        "{name}: the file weighs more than {limit} MB, the most that is accepted: "
        "split it or take out its pictures, and send it again.",
    )
    return _because(sentence, name, limit=limit // MEGABYTE)


def wrong_type(name: str, found: Message) -> UnreadableFile:
    """Say that a file is of a type without a reader; ``found`` names the type."""
    sentence = N_(
        "{name}: this is {found}, and a text, Word (.docx), PDF, web page, Excel (.xlsx, .xls), OpenDocument (.ods), "
        "CSV or YAML file was expected: save it as one of these and send it again.",
    )
    return _because(sentence, name, found=found)


def damaged(name: str, where: str | Message) -> UnreadableFile:
    """Say that a file is cut or damaged; ``where`` is the part, page or line."""
    sentence = N_(
        "{name}: the file is incomplete or damaged at {where}, and a whole one was expected: "
        "open it in its program, save it again and send the new copy.",
    )
    return _because(sentence, name, where=where)


def encrypted(name: str) -> UnreadableFile:
    """Say that a file asks for a password."""
    sentence = N_(
        "{name}: the file is protected with a password, and an open one was expected: "
        "save a copy without password and send the copy.",
    )
    return _because(sentence, name)


def scanned(name: str, pages: int) -> UnreadableFile:
    """Say that a PDF holds pictures alone."""
    sentence = N_(
        "{name}: no text was found on its {pages} pages, which seem to be scanned, and a PDF with text was expected: "
        "send the original document, or a copy with text recognition (OCR).",
    )
    return _because(sentence, name, pages=pages)


def illegible(name: str) -> UnreadableFile:
    """Say that a PDF draws letters without saying which they are."""
    sentence = N_(
        "{name}: the PDF does not say which letters it draws, and one whose text can be copied was expected: "
        "send the original document, or a copy with text recognition (OCR).",
    )
    return _because(sentence, name)


def bomb(name: str, where: str | Message, limit: int) -> UnreadableFile:
    """Say that a packed file would unpack to far more than it should; ``limit`` in bytes."""
    sentence = N_(
        "{name}: at {where} it unpacks to far more than a document needs, and {limit} MB at most are accepted: "
        "save only what is needed in a new file and send that one.",
    )
    return _because(sentence, name, where=where, limit=limit // MEGABYTE)


def entities(name: str, where: str) -> UnreadableFile:
    """Say that a file declares XML entities, which no office program writes."""
    sentence = N_(
        "{name}: {where} declares XML entities, which a plain document has no need of and which can do harm: "
        "open it in its program, save it again and send the new copy.",
    )
    return _because(sentence, name, where=where)


def too_many(name: str, things: Message, limit: int, sheet: str = "") -> UnreadableFile:
    """Say that a file, or a sheet of it, has more pages, rows, columns, … (``things``) than are read."""
    if sheet:
        sentence = N_(
            "{name}, sheet “{sheet}”: it has too many {things}, and {limit} at most are accepted: take out what is not "
            "needed, or split it into several files and send them one by one.",
        )
        return _because(sentence, name, sheet=sheet, things=things, limit=f"{limit:,}")
    sentence = N_(
        "{name}: the file has too many {things}, and {limit} at most are accepted: "
        "split it into several files and send them one by one.",
    )
    return _because(sentence, name, things=things, limit=f"{limit:,}")


def _because(sentence: str, name: str, **values: object) -> UnreadableFile:
    return UnreadableFile(Message(sentence, {"name": name, **values}))
