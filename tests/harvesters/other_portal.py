"""A portal that answers as CKAN's search does."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


def dataset(number, **data):
    """Give a plain dataset of the other portal."""
    return {"id": f"7c0d6b0e-0000-4000-8000-{number:012}", "name": f"dato-{number}", "title": f"Dato {number}", **data}


class OtherPortal(ThreadingHTTPServer):
    """Serves datasets (``held``, by id).

    ``broken`` says how many of the next answers are errors, ``breaks_at`` from where on lists are.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.2", 0), Answers)
        self.held = {}
        self.asked = []
        self.broken = 0
        self.breaks_at = None

    @property
    def url(self):
        return f"http://127.0.0.2:{self.server_port}"

    def publish(self, *datasets):
        """Publish datasets, each with a date of its own."""
        for data in datasets:
            stamp = f"2026-01-01T00:00:{len(self.held) % 60:02}.{len(self.asked):06}"
            self.held[data["id"]] = {"metadata_modified": stamp, "type": "dataset", **data}


class Answers(BaseHTTPRequestHandler):
    server: OtherPortal

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.server.broken:
            self.server.broken -= 1
            return self.answer({"success": False}, 500)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        filters = asked.get("fq", "")
        found = [self.server.held[id_] for id_ in sorted(self.server.held)]
        if since := re.search(r"metadata_modified:\[(\S+?)Z? TO", filters):
            found = [data for data in found if data["metadata_modified"] >= since[1]]
        if wanted := re.search(r"\bid:\((.*?)\)", filters):
            ids = re.findall(r'"(.*?)"', wanted[1])
            found = [data for data in found if data["id"] in ids]
        if types := re.search(r"\+dataset_type:\((.*?)\)", filters):
            found = [data for data in found if data["type"] in types[1].split(" OR ")]
        start, rows = int(asked.get("start", 0)), int(asked["rows"])
        if self.server.breaks_at is not None and start >= self.server.breaks_at:
            return self.answer({"success": False}, 500)
        page = found[start : start + rows]
        if "fl" in asked:
            page = [{name: data[name] for name in asked["fl"].split(",")} for data in page]
        return self.answer({"success": True, "result": {"count": len(found), "results": page}})

    def answer(self, body, status=200):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_args):
        """Keep still."""
