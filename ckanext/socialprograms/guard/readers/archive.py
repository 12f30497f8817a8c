"""ZIP files: every file in them, and those in a ZIP inside."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from ckanext.socialprograms.guard.parts import Part, Source, Text
from ckanext.socialprograms.guard.readers import embedded
from ckanext.socialprograms.guard.report import Place, Unchecked
from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.limits import MAX_MEMBERS
from ckanext.socialprograms.messages import N_, Message

_DEEPEST = 2
_ENCRYPTED = 0x1
_TOO_DEEP = N_("A compressed file inside compressed files is not looked at: unpack it.")


def read(source: Source) -> Iterator[Part]:
    """Give the parts of all files; what one of them lacks keeps nobody from the others. Raises UnreadableFile."""
    if source.depth > _DEEPEST:
        yield Unchecked(Place(source.part), Message(_TOO_DEEP))
        return
    try:
        with zipfile.ZipFile(source.path) as archive:
            yield from _members(source, archive)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise errors.damaged(source.name, Message(N_("its end"))) from error


def _members(source: Source, archive: zipfile.ZipFile) -> Iterator[Part]:
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) > MAX_MEMBERS:
        raise errors.too_many(source.name, Message(N_("parts")), MAX_MEMBERS)
    if sum(info.file_size for info in members) > source.rules.most_unpacked_bytes:
        raise errors.bomb(source.name, source.name, source.rules.most_unpacked_bytes)
    for info in members:
        source.clock.check(source.name)
        yield Text(source.inside(info.filename), iter([(None, info.filename)]))
        try:
            if info.flag_bits & _ENCRYPTED:
                raise errors.encrypted(info.filename)
            yield from embedded.member(source, archive, info.filename)
        except UnreadableFile as error:
            yield Unchecked(Place(source.inside(info.filename)), error.message)
