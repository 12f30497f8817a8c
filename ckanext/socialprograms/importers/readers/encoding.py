"""Bytes of a text file as characters: UTF-8 first, then Windows-1252, which offices in Mexico still write."""

from __future__ import annotations

import codecs
import re
from collections import Counter

import charset_normalizer

from ckanext.socialprograms.messages import N_, Message

_SAMPLE = 200_000
MIXED = "socialprograms-windows-1252"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SPANISH = frozenset("áéíóúüñÁÉÍÓÚÜÑ")
_ENCODINGS = ("windows-1252", "cp850", "mac_roman")
_INSIDE_WORD = re.compile(rb"(?<=[A-Za-z])[\x80-\xff](?=[A-Za-z])")
_META = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that is no UTF-8 as Windows-1252 (an error handler for codecs)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("windows-1252", "replace"), error.end


codecs.register_error(MIXED, _as_windows)


def encoding_of(data: bytes) -> tuple[str, str]:
    """Give the encoding of a text and how to handle its errors, both as ``bytes.decode`` takes them."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, "replace" if encoding == "utf-16" else MIXED
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=True)
    except UnicodeDecodeError:
        return ("utf-8", MIXED) if _mostly_utf8(data) else (_single_byte(data), "replace")
    return "utf-8", "strict"


def decode(data: bytes) -> str:
    """Give a whole text file as characters, with one kind of line break."""
    encoding, handling = encoding_of(data)
    return data.decode(encoding, handling).replace("\r\n", "\n").replace("\r", "\n")


def decode_page(data: bytes) -> str:
    """Give a web page as characters, in the encoding that it declares where it can be so."""
    declared = _META.search(data[:4096])
    encoding, _ = encoding_of(data)
    if declared and not encoding.startswith("utf"):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def warnings(data: bytes) -> tuple[Message, ...]:
    """Warn of a text that mixes two encodings or has characters that none gives."""
    encoding, handling = encoding_of(data)
    if handling == MIXED and b"\xef\xbf\xbd" not in data:
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            return (Message(N_("The file mixes two encodings; look at the accented letters.")),)
        return ()
    if "\ufffd" in data.decode(encoding, handling):
        return (Message(N_("Some characters of the file cannot be read and were replaced by “�”.")),)
    return ()


def _mostly_utf8(data: bytes) -> bool:
    """Tell a UTF-8 text with a few stray bytes from one in a single-byte encoding."""
    characters = Counter(
        "stray" if "\udc80" <= character <= "\udcff" else "good"
        for character in data.decode("utf-8", "surrogateescape")
        if character > "\x7f"
    )
    return characters["good"] > 4 * characters["stray"]


def _single_byte(data: bytes) -> str:
    """Give the old encoding in which the letters inside words are Spanish; else what charset-normalizer finds."""
    sample = data[:_SAMPLE]
    inside = b"".join(_INSIDE_WORD.findall(sample)) or re.sub(rb"[\x00-\x7f]+", b"", sample)
    shares = {encoding: _spanish_share(inside.decode(encoding, "replace")) for encoding in _ENCODINGS}
    best = max(_ENCODINGS, key=lambda encoding: shares[encoding])
    if shares[best] < 0.5:  # noqa: PLR2004 (half of them)
        found = charset_normalizer.from_bytes(sample).best()
        return found.encoding if found else best
    return best


def _spanish_share(letters: str) -> float:
    return sum(letter in _SPANISH for letter in letters) / len(letters)
