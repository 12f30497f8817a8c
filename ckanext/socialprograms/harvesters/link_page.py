"""The links of a web page that lead to documents. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fnmatch import fnmatchcase
from urllib.parse import urldefrag, urljoin, urlsplit

from ckanext.socialprograms.importers.readers.web_page import tree

DOCUMENTS = ("*.pdf", "*.docx", "*.xlsx", "*.xls", "*.ods", "*.csv", "*.txt")
"""What links to documents look like where nobody says it."""


def links(page: bytes, url: str, patterns: Sequence[str], hosts: Collection[str]) -> tuple[str, ...]:
    """Give the addresses to which links of a page lead, in its order and each once. Raises UnreadableFile.

    Only those of the page's own server and of ``hosts`` are given, and only those that look like one of ``patterns``,
    in which ``*`` stands for anything.
    """
    allowed = {_host(url), *(host.casefold() for host in hosts)}
    found = (urldefrag(address).url for address in _addresses(page, url))
    return tuple(
        dict.fromkeys(one for one in found if one != url and _host(one) in allowed and _looks_like(one, patterns))
    )


def _addresses(page: bytes, url: str) -> Iterator[str]:
    for element in tree(page, url).iter("a"):
        if href := (element.get("href") or "").strip():
            try:
                yield urljoin(url, href)
            except ValueError:  # no address at all
                continue


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.hostname or "" if parts.scheme in ("http", "https") else ""


def _looks_like(url: str, patterns: Sequence[str]) -> bool:
    whole = url.casefold()
    forms = (whole, whole.partition("?")[0])
    wanted = (one.casefold() if "*" in one else f"*{one.casefold()}*" for one in patterns or DOCUMENTS)
    return any(fnmatchcase(form, pattern) for pattern in wanted for form in forms)
