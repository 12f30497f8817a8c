"""The file itself behind an address that people copy from where they share it. Pure."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

_SHARED = (
    (r"(https://docs\.google\.com/spreadsheets(?:/u/\d+)?/d/e/[\w-]+)/pub(?:html)?/?", r"\1/pub?output=xlsx"),
    (r"(https://docs\.google\.com/spreadsheets(?:/u/\d+)?/d/[\w-]+)(?:/\w*)?/?", r"\1/export?format=xlsx"),
    (r"https://drive\.google\.com/file/d/([\w-]+)(?:/\w*)?/?", r"https://drive.google.com/uc?export=download&id=\1"),
    (r"(https://[\w-]+\.sharepoint\.com/:\w:/.*)", r"\1?download=1"),
    (r"(https://(?:www\.)?dropbox\.com/.+)", r"\1?dl=1"),
    (r"(https?://[^/]+(?:/[\w.-]+)*/s/[A-Za-z0-9]{15})/?", r"\1/download"),
)
"""What the addresses of shared files look like, without their query, and where the files themselves are."""
_EXPORTS = re.compile(r"/(?:export|pub)\?(?:.*&)?(?:format|output)=")


def direct(url: str) -> str:
    """Give the address of a shared file; any other address is given as it is.

    Known are sheets and files of Google, and links of SharePoint and OneDrive, Dropbox and Nextcloud.
    """
    address = url.partition("#")[0]
    if _EXPORTS.search(address):  # which somebody looked up already
        return url
    path, _, query = address.partition("?")
    for shared, file in _SHARED:
        if found := re.fullmatch(shared, path):
            whole = found.expand(file)
            return _with(whole, query) if whole.startswith(path) and "?" in whole else whole
    return url


def _with(url: str, query: str) -> str:
    """Keep what else an address asks for, such as the key of a link."""
    path, _, asked = url.partition("?")
    more = dict(parse_qsl(asked))
    return f"{path}?{urlencode({**dict(parse_qsl(query, keep_blank_values=True)), **more})}"
