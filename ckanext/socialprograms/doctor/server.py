"""Whether the machine has room: memory, disk, a place for files, and an ini file that only CKAN reads."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.doctor.finding import Finding, better, broken, good
from ckanext.socialprograms.messages import N_

GIGABYTE = 1024**3
MEMORY_INFO = Path("/proc/meminfo")
# León's guide: a server with 4 GB of memory and 60 GB of disk. Part of the memory is the machine's own.
MEMORY, MEMORY_SEEN = 4, 3.5
FREE_MEMORY = 0.3
DISK, DISK_SEEN = 60, 50
FREE_DISK = 5


def memory() -> Iterator[Finding]:
    """Look at the machine's memory."""
    try:
        lines = MEMORY_INFO.read_text("ascii").splitlines()
    except OSError:
        return
    sizes = {name: int(rest.split()[0]) * 1024 / GIGABYTE for name, _, rest in (line.partition(":") for line in lines)}
    total, free = sizes["MemTotal"], sizes["MemAvailable"]
    if total < MEMORY_SEEN:
        yield better(_MEMORY, N_("The machine has {found:.1f} GB."), _MORE_MEMORY, found=total, needed=MEMORY)
    elif free < FREE_MEMORY:
        yield better(_MEMORY, N_("Only {found:.1f} GB are free."), _MORE_MEMORY, found=free, needed=MEMORY)
    else:
        yield good(_MEMORY, N_("{found:.1f} GB, of which {free:.1f} are free."), found=total, free=free)


def disk() -> Iterator[Finding]:
    """Look at the disk that holds the portal's files."""
    usage = shutil.disk_usage(_existing(Path(tk.config.get("ckan.storage_path") or "/")))
    total, free = usage.total / GIGABYTE, usage.free / GIGABYTE
    if free < FREE_DISK:
        yield broken(_DISK, N_("Only {found:.1f} GB are free."), _MORE_DISK, found=free, needed=FREE_DISK)
    elif total < DISK_SEEN:
        yield better(_DISK, N_("The disk has {found:.0f} GB."), _BIGGER_DISK, found=total, needed=DISK)
    else:
        yield good(_DISK, N_("{found:.0f} GB, of which {free:.0f} are free."), found=total, free=free)


def storage() -> Iterator[Finding]:
    """Look at the folder for files that people send."""
    path = tk.config.get("ckan.storage_path")
    if not path:
        yield broken(_FILES, N_("ckan.storage_path is not set."), _SET_STORAGE)
    elif not os.access(_existing(Path(path)), os.W_OK | os.X_OK):
        yield broken(_FILES, N_("CKAN may not write in {found}."), _MAKE_WRITABLE, found=path)
    else:
        yield good(_FILES, "{found}", found=path)


def settings_file() -> Iterator[Finding]:
    """Look who may read the ini file: it holds passwords."""
    path = Path(str(tk.config.get("__file__") or ""))
    if not path.is_file():
        return
    if path.stat().st_mode & stat.S_IROTH:
        yield better(_SETTINGS, N_("Every account of the machine can read {found}."), _CLOSE, found=path)
    else:
        yield good(_SETTINGS, N_("Only those who need it read {found}."), found=path)


def _existing(path: Path) -> Path:
    """Give a folder, or the nearest one above it that is there."""
    return next((one for one in (path, *path.parents) if one.exists()), Path("/"))


_MEMORY, _DISK, _FILES, _SETTINGS = N_("Memory"), N_("Disk"), N_("Files"), N_("Settings")
_MORE_MEMORY = N_("{needed} GB serve a municipal portal well: give the machine more, or stop what else runs on it.")
_MORE_DISK = N_("Make room: the database stops when the disk is full. {needed} GB should stay free.")
_BIGGER_DISK = N_("{needed} GB serve a municipal portal for some years.")
_SET_STORAGE = N_("Write in the ini file: ckan.storage_path = /var/lib/ckan, a folder of CKAN's account.")
_MAKE_WRITABLE = N_("Give the folder to the account that CKAN runs as: chown -R ckan {found}")
_CLOSE = N_("It holds passwords. Run: chmod 640 {found}")
