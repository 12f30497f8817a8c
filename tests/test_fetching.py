"""Addresses that somebody wrote: what is fetched, and what never is."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ckanext.socialprograms.fetching import Limits, NotFetched, Stamp, fetch, fetch_changed

HERE = ipaddress.ip_network("127.0.0.2/32")


class Served(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.2", 0), Answers)
        self.asked = []


class Answers(BaseHTTPRequestHandler):
    server: Served

    def do_GET(self):
        self.server.asked.append((self.path, self.headers["Host"]))
        getattr(self, f"_{self.path.partition('?')[0].strip('/').partition('/')[0]}")()

    def _answer(self, body=b"", status=200, **headers):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _file(self):
        self._answer(b"curp\nx\n")

    def _named(self):
        self._answer(b"x", Content_Disposition='attachment; filename="padron 2021.csv"')

    def _state(self):
        by_tag = "etag" in self.path
        asked = self.headers["If-None-Match" if by_tag else "If-Modified-Since"]
        state = '"a1"' if by_tag else "Sat, 01 Nov 2025 10:00:00 GMT"
        if asked == state:
            return self._answer(status=304)
        return self._answer(b"x", ETag=state) if by_tag else self._answer(b"x", Last_Modified=state)

    def _silent(self):
        self._answer(status=304)

    def _onward(self):
        self._answer(status=302, Location=self.path.partition("?")[2])

    def _missing(self):
        self._answer(b"no", status=404)

    def _packed(self):
        self._answer(b"x", Content_Encoding="gzip")

    def _endless(self):
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 65536)

    def _dripping(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    """Serve files at 127.0.0.2, which the tests let pass, and at no other address."""
    served = Served()
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield served
    served.shutdown()
    served.server_close()


@pytest.fixture
def fetched(server, tmp_path):
    """Fetch a path of the server."""

    def get(path, **limits):
        target = tmp_path / "fetched"
        name = fetch(f"http://127.0.0.2:{server.server_port}{path}", target, Limits(networks=(HERE,), **limits))
        return name, target.read_bytes()

    return get


def refusal(call, *arguments, **named):
    with pytest.raises(NotFetched) as caught:
        call(*arguments, **named)
    assert caught.value.message.in_language("es")
    return str(caught.value)


def test_a_file_is_fetched_with_its_name(fetched):
    assert fetched("/file/padron.csv?x=1") == ("padron.csv", b"curp\nx\n")
    assert fetched("/named")[0] == "padron 2021.csv"


def test_redirects_are_followed_but_not_for_ever(fetched):
    assert fetched("/onward?/file/a.csv")[1] == b"curp\nx\n"
    assert "on and on" in refusal(fetched, "/onward?/onward?/onward?/onward?/file/a.csv", redirects=2)


@pytest.mark.parametrize("path", ["/state?etag", "/state?date", "/onward?/state?etag"])
def test_a_file_that_is_as_it_was_is_not_sent_again(server, tmp_path, path):
    target, limits = tmp_path / "fetched", Limits(networks=(HERE,))
    url = f"http://127.0.0.2:{server.server_port}{path}"
    first = fetch_changed(url, target, Stamp(), limits)
    assert (first.is_same, target.read_bytes()) == (False, b"x")
    assert first.url.endswith(path.removeprefix("/onward?"))
    target.unlink()
    again = fetch_changed(url, target, first.stamp, limits)
    assert (again.is_same, again.stamp, target.exists()) == (True, first.stamp, False)
    assert not fetch_changed(url, target, Stamp('"other"'), limits).is_same


def test_a_server_that_says_unasked_that_nothing_changed_is_not_believed(fetched):
    assert "answered 304" in refusal(fetched, "/silent")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/a.csv", "gopher://example.org", "//example.org/a"]
)
def test_only_the_web_is_asked(tmp_path, url):
    assert "http://" in refusal(fetch, url, tmp_path / "x")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0.0.0.0",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fe80::1]",
        "[fc00::1]",
        "[64:ff9b::7f00:1]",
        "224.0.0.1",
    ],
)
def test_addresses_inside_are_refused_whatever_clothes_they_wear(tmp_path, host):
    said = refusal(fetch, f"http://{host}/a.csv", tmp_path / "x")
    assert "private network" in said or "no server is known" in said
    assert not (tmp_path / "x").exists()


def test_a_redirect_inside_is_refused(fetched):
    assert "private network" in refusal(fetched, "/onward?http://127.0.0.1:1/a.csv")
    assert "http://" in refusal(fetched, "/onward?file:///etc/passwd")


def test_a_name_of_which_one_address_lies_inside_is_refused(tmp_path, monkeypatch):
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    assert "private network" in refusal(fetch, "http://example.org/a.csv", tmp_path / "x")


def test_the_address_that_was_checked_is_the_one_that_is_asked(server, tmp_path, monkeypatch):
    asked = []

    def resolve(host, port, *rest, **named):
        asked.append(host)
        ip = "127.0.0.2" if len(asked) == 1 or host == "127.0.0.2" else "127.0.0.1"  # another one from then on
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    fetch(f"http://padron.example:{server.server_port}/file/a.csv", tmp_path / "x", Limits(networks=(HERE,)))
    assert asked.count("padron.example") == 1
    assert server.asked == [("/file/a.csv", f"padron.example:{server.server_port}")]


def test_a_file_without_end_is_given_up(fetched):
    assert "weighs more than 1 MB" in refusal(fetched, "/endless", most_bytes=1024 * 1024)


def test_a_server_that_sends_a_byte_now_and_then_does_not_outlast_the_clock(fetched):
    start = time.monotonic()
    assert "seconds" in refusal(fetched, "/dripping", most_seconds=0.3)
    assert time.monotonic() - start < 3


def test_what_is_no_file_is_said(fetched, tmp_path):
    assert "answered 404" in refusal(fetched, "/missing")
    assert "compressed" in refusal(fetched, "/packed")
    assert "no server is known" in refusal(fetch, "http://nada.invalid/a.csv", tmp_path / "x")
    closed = socket.create_server(("127.0.0.2", 0))
    port = closed.getsockname()[1]
    closed.close()
    assert "did not answer" in refusal(fetch, f"http://127.0.0.2:{port}/", tmp_path / "x", Limits(networks=(HERE,)))
