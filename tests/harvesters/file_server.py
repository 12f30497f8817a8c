"""A server with files, as an agency's web site."""

from __future__ import annotations

import hashlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "text/html; charset=utf-8"


class FileServer(ThreadingHTTPServer):
    """Serves what is put at its paths, and says whether it is as it was.

    ``asked`` has the paths that were asked for, ``sent`` those whose content went out.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.2", 0), Answers)
        self.held: dict[str, bytes] = {}
        self.led: dict[str, str] = {}
        self.asked: list[str] = []
        self.sent: list[str] = []
        self.has_etags = True

    @property
    def url(self):
        return f"http://127.0.0.2:{self.server_port}"

    def put(self, path, content):
        """Put a file or a text at a path, and give its address."""
        self.held[path] = content.encode() if isinstance(content, str) else content
        return self.url + path

    def list(self, path, *links):
        """Put a page with links at a path, and give its address."""
        items = "".join(f'<li><a href="{link}">Documento</a></li>' for link in links)
        return self.put(path, f"<!DOCTYPE html><html><body><ul>{items}</ul></body></html>")


class Answers(BaseHTTPRequestHandler):
    server: FileServer

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path in self.server.led:
            return self.answer(302, Location=self.server.led[self.path])
        content = self.server.held.get(self.path)
        if content is None:
            return self.answer(404)
        if not self.server.has_etags:
            return self.send(content)
        etag = f'"{hashlib.sha256(content).hexdigest()[:12]}"'
        if self.headers["If-None-Match"] == etag:
            return self.answer(304, ETag=etag)
        return self.send(content, ETag=etag)

    def send(self, content, **headers):
        self.server.sent.append(self.path)
        self.answer(200, content, **headers)

    def answer(self, status, content=b"", **headers):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args):
        """Keep still."""
