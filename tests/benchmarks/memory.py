"""How much memory the whole running stack takes, with the sample records: PostgreSQL, Redis, Solr, web server, worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parent.parent.parent
LIMIT_MB = 2048
PORT = "5987"
PAGES = ("/", "/program/", "/commitment/", "/evaluation/", "/monitor", "/dataset/?q=salud", "/organization/")
ROUNDS = 10


def figures() -> Iterator[Figure]:
    """Measure the proportional set size of all processes of the stack, after loading and browsing."""
    with _serving():
        subprocess.run([_program("ckan"), "socialprograms", "demo"], check=True, stdout=subprocess.DEVNULL)
        for _ in range(ROUNDS):
            for page in PAGES:
                _get(page)
        yield Figure("memory of the whole stack beside 2 GB", _stack_mb(), LIMIT_MB, "MB", target=1)


@contextmanager
def _serving() -> Iterator[None]:
    environment = {**os.environ, "PORT": PORT, "HOST": "127.0.0.1", "CKAN_SITE_URL": f"http://127.0.0.1:{PORT}"}
    commands = (
        [sys.executable, "-m", "gunicorn", "--config", "services/gunicorn.conf.py", "services.wsgi:application"],
        [_program("ckan"), "jobs", "worker"],
    )
    started = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in commands
    ]
    try:
        _wait()
        yield
    finally:
        for process in started:
            process.send_signal(signal.SIGTERM)
        for process in started:
            process.wait(timeout=30)


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _wait() -> None:
    for _ in range(120):
        try:
            _get("/api/3/action/status_show")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
        else:
            return
    raise RuntimeError("the web server did not answer within a minute")


def _get(path: str) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=60) as answer:
        answer.read()


def _stack_mb() -> float:
    """Sum the memory of the services, which run inside .local, and of what this process started."""
    parents = {int(folder.name): _parent(folder) for folder in Path("/proc").glob("[0-9]*")}
    counted = [pid for pid in parents if pid != os.getpid() and (_is_service(pid) or _descends(pid, parents))]
    return sum(_pss_kb(pid) for pid in counted) / 1024


def _is_service(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "cwd").resolve().is_relative_to(ROOT / ".local")
    except OSError:
        return False


def _descends(pid: int, parents: dict[int, int]) -> bool:
    while pid > 1:
        pid = parents.get(pid, 0)
        if pid == os.getpid():
            return True
    return False


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _pss_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
