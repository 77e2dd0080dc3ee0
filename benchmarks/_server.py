"""Start a Streamlit server for each measurement, and read its memory (Linux)."""

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
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[1]
WAIT: Final = 60  # seconds for a process to answer
CALM: Final = 10  # looks, a tenth of a second each, at which a process must have nothing to do


class Server(NamedTuple):
    """The address and process id of a running server."""

    address: str  # host:port
    pid: int

    def memory(self) -> float:
        """Return the resident memory in MB."""
        return memory(self.pid)

    def settle(self) -> None:
        """Wait until the process has no child: it compresses what was asked for in children, for those who ask next."""
        calm = 0
        while calm < CALM:
            children = [it.read_text() for it in Path(f"/proc/{self.pid}/task").glob("*/children")]
            calm = 0 if any(children) else calm + 1
            time.sleep(0.1)


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
    (port,) = free_ports(1)
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


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a process answers that it is healthy.

    Raises:
        RuntimeError: it ended, or did not answer in time.
    """
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            msg = f"a process ended with {process.returncode} before it answered"
            raise RuntimeError(msg)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    msg = f"a process did not answer within {WAIT} seconds"
    raise RuntimeError(msg)


def free_ports(count: int) -> list[int]:
    """Find ports on which nobody listens."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
