"""A server with the files of a catalogue."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class CatalogueServer(ThreadingHTTPServer):
    """Serves what is held at its paths, 404 elsewhere; ``asked`` has the paths that were asked for."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.2", 0), Answers)
        self.held = {}
        self.asked = []

    @property
    def url(self):
        return f"http://127.0.0.2:{self.server_port}"

    def put(self, path, content):
        """Put a file at a path, and give its address."""
        self.held[path] = content.encode() if isinstance(content, str) else content
        return f"{self.url}{path}"


class Answers(BaseHTTPRequestHandler):
    server: CatalogueServer

    def do_GET(self):
        self.server.asked.append(self.path)
        content = self.server.held.get(self.path)
        self.send_response(200 if content is not None else 404)
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_args):
        """Keep still."""
