"""Start the process anew when its code on disk has changed.

Streamlit's own watcher looks through all modules for each new session, and twenty readers who arrive together wait ten times as
long; it is off in `.streamlit/config.toml`. Without any, a host that only puts new files in place, as Streamlit Community Cloud does
after a push, would go on with the old modules. Delete this when Streamlit looks once for all sessions.
"""

import logging
import os
import sys
import threading
import time
from functools import cache
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import resource

ROOT: Final = Path(__file__).parents[3]
FOLDERS: Final = ("analysis", "charts", "data", "pages", "docs", ".streamlit")
SUFFIXES: Final = {".py", ".css", ".js", ".j2", ".md", ".toml", ".svg"}  # not the data, which are read anew without it
LOOK_EVERY: Final = 3.0  # seconds
log = logging.getLogger("amu_ledger")


@cache  # a host that runs the app as a plain script asks in each run
def watch() -> None:
    """Look at the files from time to time, beside the readers; not on Windows, where a process cannot be replaced."""
    if sys.platform != "win32":
        threading.Thread(target=_watch, args=(stamps(),), name="newer-code", daemon=True).start()


def stamps() -> dict[str, int]:
    """Return when each of our files was last written."""
    files = [ROOT / "dashboard.py", *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))]
    return {str(path): path.stat().st_mtime_ns for path in files if path.suffix in SUFFIXES}


def _watch(first: dict[str, int]) -> None:
    before = first
    while True:
        time.sleep(LOOK_EVERY)
        now = _now(before)
        if now == before != first:  # all files of the new version are in place
            _start_anew()
        before = now


def _now(before: dict[str, int]) -> dict[str, int]:
    try:
        return stamps()
    except OSError:  # a file went while we looked: the next look sees all
        return before | {"": time.monotonic_ns()}


def _start_anew() -> None:
    """Replace this process by a new one with the same arguments; browsers connect again by themselves."""
    log.warning("The code has changed: starting anew.")
    os.closerange(3, resource.getrlimit(resource.RLIMIT_NOFILE)[0])  # the port among them
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  ourselves, with our own arguments
