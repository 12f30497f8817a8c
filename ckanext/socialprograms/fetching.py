"""A file from another server, by an address that somebody wrote: never from inside this network, never without end."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import certifi
import urllib3

from ckanext.socialprograms.importers.limits import MEGABYTE
from ckanext.socialprograms.messages import N_, Message

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_CHUNK = 64 * 1024
_HEADERS = {"Accept-Encoding": "identity", "User-Agent": "ckanext-socialprograms"}
_FOUND, _SAME = 200, 304
_BUSY, _BROKEN = 429, 500

_SCHEME = N_("{url}: only addresses that begin with http:// or https:// are fetched.")
_INSIDE = N_("{url}: this address leads into a private network, from which nothing is fetched.")
_NOWHERE = N_("{url}: no server is known by this name: check the address.")
_SILENT = N_("{url}: the server did not answer as it should ({found}): try again later.")
_STATUS = N_("{url}: the server answered {status}, and a file was expected: check the address.")
_PACKED = N_("{url}: the server sent the file compressed, though it was asked not to.")
_HEAVY = N_("{url}: the file weighs more than {limit} MB, the most that is fetched.")
_SLOW = N_("{url}: the file was not here after {limit} seconds, the longest that is waited for.")
_CIRCLE = N_("{url}: the address leads on and on to others: write the last one.")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class NotFetched(Exception):  # noqa: N818 (it is what happened to the file)
    """Raised where a file can't or may not be fetched; ``message`` is for the person who wrote the address."""

    def __init__(self, text: str, url: str, **values: object) -> None:
        self.message = Message(text, {"url": url, **values})
        super().__init__(self.message)

    @property
    def may_pass(self) -> bool:
        """Say whether the same address may well be fetched a little later."""
        status = self.message.values.get("status", 0)
        return (
            self.message.text in (_SILENT, _SLOW) or status == _BUSY or (isinstance(status, int) and status >= _BROKEN)
        )

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is fetched at most, for how long, over how many redirects; ``networks`` are private ones that may be."""

    most_bytes: int = 500 * MEGABYTE
    most_seconds: float = 300
    seconds_of_silence: float = 20
    redirects: int = 5
    networks: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a server tells the state of a file, in its own words; empty where it does not."""

    etag: str = ""
    modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """Give the headers that ask for the file only if it is another one now."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": "" if self.etag else self.modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched: its name, the address at which it was found in the end, and its state.

    ``is_same`` says that the server has it as it was, and sent nothing.
    """

    name: str
    url: str
    stamp: Stamp
    is_same: bool = False


class _Server(NamedTuple):
    """A server as its address names it, and the one address of the network that was checked."""

    url: str
    parts: SplitResult
    address: str
    port: int


_LIMITS = Limits()
_UNKNOWN = Stamp()


def fetch(url: str, target: Path, limits: Limits = _LIMITS) -> str:
    """Write what an address leads to into a file, and give the name that the file has there. Raises NotFetched."""
    return fetch_changed(url, target, _UNKNOWN, limits).name


def fetch_changed(url: str, target: Path, known: Stamp, limits: Limits = _LIMITS) -> Fetched:
    """Write what an address leads to into a file, unless its server says that it is as it was. Raises NotFetched.

    The connection goes to the very network address that was checked, so that a name can't mean another a moment later;
    each redirect is checked anew. Proxies of the environment are not used.
    """
    end = time.monotonic() + limits.most_seconds
    for _ in range(limits.redirects + 1):
        server = _server(url, limits)
        answer = _ask(server, limits, known)
        try:
            if answer.status in _REDIRECTS and (onward := answer.headers.get("Location")):
                url = urljoin(url, onward)
                continue
            is_same = answer.status == _SAME and bool(known.headers)
            if not is_same:
                _check(answer, url)
                _write(answer, url, target, limits, end)
            return Fetched(_name(answer, server.parts), url, known if is_same else _stamp(answer), is_same)
        finally:
            answer.close()
    raise NotFetched(_CIRCLE, url)


def _server(url: str, limits: Limits) -> _Server:
    """Find out where an address leads, and refuse it if any of its answers lies inside."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise NotFetched(_NOWHERE, url) from error
    if parts.scheme not in _PORTS:
        raise NotFetched(_SCHEME, url)
    if not host:
        raise NotFetched(_NOWHERE, url)
    port = port or _PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(_NOWHERE, url) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(_may_be_asked(address, limits) for address in addresses):
        raise NotFetched(_INSIDE, url)
    return _Server(url, parts, addresses[0], port)


def _may_be_asked(address: str, limits: Limits) -> bool:
    """Tell whether a network address is out in the world, whatever clothes it wears."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _behind_nat64(ip) or ip
    if any(ip.version == network.version and ip in network for network in limits.networks):
        return True
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _behind_nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip not in ipaddress.ip_network("64:ff9b::/96"):
        return None
    return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)


def _ask(server: _Server, limits: Limits, known: Stamp) -> urllib3.BaseHTTPResponse:
    timeout = urllib3.Timeout(connect=limits.seconds_of_silence, read=limits.seconds_of_silence)
    host = server.parts.hostname or ""
    if server.parts.scheme == "https":
        pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(
            server.address,
            server.port,
            timeout=timeout,
            ca_certs=certifi.where(),
            server_hostname=host,
            assert_hostname=host,
        )
    else:
        pool = urllib3.HTTPConnectionPool(server.address, server.port, timeout=timeout)
    path = server.parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    named = f"[{host}]" if ":" in host else host
    headers = {
        **_HEADERS,
        **known.headers,
        "Host": named if server.port in _PORTS.values() else f"{named}:{server.port}",
    }
    try:
        return pool.urlopen(
            "GET",
            path,
            headers=headers,
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
        )
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise NotFetched(_SILENT, server.url, found=type(error).__name__) from error


def _check(answer: urllib3.BaseHTTPResponse, url: str) -> None:
    if answer.status != _FOUND:
        raise NotFetched(_STATUS, url, status=answer.status)
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise NotFetched(_PACKED, url)


def _write(answer: urllib3.BaseHTTPResponse, url: str, target: Path, limits: Limits, end: float) -> None:
    size = 0
    try:
        with target.open("wb") as file:
            for chunk in _chunks(answer):
                size += len(chunk)
                if size > limits.most_bytes:
                    raise NotFetched(_HEAVY, url, limit=limits.most_bytes // MEGABYTE)
                if time.monotonic() > end:
                    raise NotFetched(_SLOW, url, limit=round(limits.most_seconds))
                file.write(chunk)
    except (urllib3.exceptions.HTTPError, TimeoutError) as error:
        raise NotFetched(_SILENT, url, found=type(error).__name__) from error


def _chunks(answer: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    """Give what comes as it comes: a server that sends a byte now and then must not outlast the clock."""
    while chunk := answer.read1(_CHUNK):
        yield chunk


def _stamp(answer: urllib3.BaseHTTPResponse) -> Stamp:
    return Stamp(answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))


def _name(answer: urllib3.BaseHTTPResponse, parts: SplitResult) -> str:
    """Give the name of the file, as the server says or as its address ends."""
    said = answer.headers.get("Content-Disposition", "").rpartition("filename=")[2].partition(";")[0].strip(' "')
    return PurePosixPath(said or unquote(parts.path)).name or parts.hostname or "file"
