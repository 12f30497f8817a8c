"""The streams inside an OLE file: the envelope of old Office documents and of encrypted new ones."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
_DIFAT_IN_HEADER = 109


class _Entry(NamedTuple):
    start: int
    size: int


class OleFile:
    """Reads an OLE file as far as it is sound: chains of sectors that leave the file or go in circles just end."""

    def __init__(self, data: bytes) -> None:
        self._data = data.ljust(_HEADER, b"\x00")
        self._size = 1 << min(12, max(7, *struct.unpack_from("<H", self._data, 30)))
        directory, self._small_limit, small_fat = struct.unpack_from("<I4xII", self._data, 48)
        self._fat = self._table(self._fat_sectors())
        self._small_fat = self._table(self._chain(small_fat, self._fat))
        self._entries = dict(self._directory(directory))
        root = self._entries.get("Root Entry", _Entry(_LAST_SECTOR, 0))
        self._small = b"".join(map(self._sector, self._chain(root.start, self._fat)))

    @property
    def names(self) -> frozenset[str]:
        """Give the names of all streams and storages."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Give a stream's bytes, short ones from the stream of small sectors. Raises EOFError when it is cut."""
        entry = self._entries[name]
        if entry.size >= self._small_limit:
            whole = b"".join(map(self._sector, self._chain(entry.start, self._fat)))
        else:
            chain = self._chain(entry.start, self._small_fat)
            whole = b"".join(self._small[number * 64 : number * 64 + 64] for number in chain)
        if len(whole) < entry.size:
            raise EOFError(name)
        return whole[: entry.size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _chain(self, start: int, table: Mapping[int, int]) -> Iterator[int]:
        seen: set[int] = set()
        while start < _LAST_SECTOR and start not in seen and (start in table):
            seen.add(start)
            yield start
            start = table[start]

    def _fat_sectors(self) -> Iterator[int]:
        """Give the sectors that hold the table of chains: the first ones stand in the header, the rest in a list."""
        yield from struct.unpack_from(f"<{_DIFAT_IN_HEADER}I", self._data, 76)
        (following,) = struct.unpack_from("<I", self._data, 68)
        seen: set[int] = set()
        while following < _LAST_SECTOR and following not in seen:
            seen.add(following)
            numbers = _numbers(self._sector(following))
            yield from numbers[:-1]
            following = numbers[-1] if numbers else _LAST_SECTOR

    def _table(self, sectors: Iterator[int]) -> dict[int, int]:
        numbers = [number for sector in sectors if sector < _LAST_SECTOR for number in _numbers(self._sector(sector))]
        return dict(enumerate(numbers))

    def _directory(self, start: int) -> Iterator[tuple[str, _Entry]]:
        for sector in map(self._sector, self._chain(start, self._fat)):
            for offset in range(0, len(sector) - _ENTRY + 1, _ENTRY):
                raw = sector[offset : offset + _ENTRY]
                length, first, size = struct.unpack("<64xH50xII4x", raw)
                if 2 <= length <= 64:  # noqa: PLR2004 (a name of 32 characters at most, its end included)
                    yield raw[: length - 2].decode("utf-16-le", "replace"), _Entry(first, size)


def _numbers(sector: bytes) -> tuple[int, ...]:
    count = len(sector) // 4
    return struct.unpack_from(f"<{count}I", sector)
