"""Start a Streamlit server for each measurement, and read its memory (Linux)."""

import compileall
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import NamedTuple

from deploy.run import wait_for

ROOT = Path(__file__).parents[1]


class Server(NamedTuple):
    """The address and process id of a running server."""

    address: str  # host:port
    pid: int

    def memory(self) -> float:
        """Return the resident memory in MB."""
        return memory(self.pid)


def memory(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(it for it in status.splitlines() if it.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def compiled() -> None:
    """Compile our modules, as pip compiled Streamlit's and pandas': a first run should not measure the compiler."""
    for folder in ("data", "analysis", "charts", "pages"):
        compileall.compile_dir(ROOT / folder, quiet=1)


@contextlib.contextmanager
def serve(
    script: Path, *options: str, folder: Path = ROOT, environ: Mapping[str, str] | None = None
) -> Generator[Server]:
    """Run a script in a folder until the block ends.

    Args:
        script: the argument of `streamlit run`.
        options: further options, such as `--runner.postScriptGC=false`.
        folder: the working directory, whose `.streamlit/config.toml` applies.
        environ: further environment variables.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        "--server.headless=true",
        f"--server.port={port}",
        "--server.address=127.0.0.1",
        "--server.fileWatcherType=none",
        "--browser.gatherUsageStats=false",
        *options,
    ]
    environment = os.environ | dict(environ or {})
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(port, process)
            yield Server(f"127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)
