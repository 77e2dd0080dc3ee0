"""A Streamlit server of its own for each measurement, and what it holds in memory (Linux)."""

import compileall
import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
_WAIT = 60  # seconds for a server to come up


class Server(NamedTuple):
    """A server that answers: where, and as which process."""

    address: str  # host:port
    pid: int

    def memory(self) -> float:
        """Resident memory in MB."""
        return memory(self.pid)


def memory(pid: int) -> float:
    """Resident memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(it for it in status.splitlines() if it.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def compiled() -> None:
    """Compile our modules, as Streamlit's and pandas' are since they were installed: a first run is no compiler's."""
    for folder in ("data", "analysis", "charts", "pages"):
        compileall.compile_dir(ROOT / folder, quiet=1)


@contextlib.contextmanager
def serve(
    script: Path, *options: str, folder: Path = ROOT, environ: Mapping[str, str] | None = None
) -> Generator[Server]:
    """Run a script in a folder until the block ends.

    Args:
        script: what `streamlit run` is given.
        options: further options, such as `--runner.postScriptGC=false`.
        folder: the working directory; its `.streamlit/config.toml` counts.
        environ: what the environment has besides.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true", f"--server.port={port}",
               "--server.address=127.0.0.1", "--server.fileWatcherType=none", "--browser.gatherUsageStats=false",
               *options]  # fmt: skip
    environment = os.environ | dict(environ or {})
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for(port, process)
            yield Server(f"127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _WAIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            msg = f"the server ended with {process.returncode} before it answered"
            raise RuntimeError(msg)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    msg = f"the server did not answer within {_WAIT} seconds"
    raise RuntimeError(msg)
