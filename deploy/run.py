"""Several Streamlit processes behind one nginx: `python deploy/run.py --processes 4 --port 8501`.

Python works on one core at a time, so one process serves as many readers as one core can. Each process holds the record
and its drawings for itself; a cookie keeps a reader on the process that holds the session. Ctrl-C or SIGTERM ends all.
"""

import argparse
import contextlib
import os
import shutil
import signal
import socket
import string
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent
TYPES: Final = Path("/etc/nginx/mime.types")
WAIT: Final = 60  # seconds for a process to come up


class Running(NamedTuple):
    """What answers: where, and by which processes."""

    address: str  # host:port
    streamlit: list[subprocess.Popen[bytes]]
    ports: list[int]
    nginx: subprocess.Popen[bytes]


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until told to end; a Streamlit process that dies is started again, and nginx passes over it until then."""
    wanted = _arguments(argv)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with contextlib.suppress(KeyboardInterrupt), behind(wanted.processes, wanted.port, wanted.address) as running:
        print(f"{wanted.processes} processes at http://{running.address}", flush=True)
        while running.nginx.poll() is None:
            time.sleep(1)
            for at, process in enumerate(running.streamlit):
                if process.poll() is not None:
                    print(f"process {at} ended with {process.returncode}; started again", file=sys.stderr, flush=True)
                    running.streamlit[at] = _streamlit(running.ports[at])
        return running.nginx.returncode or 0
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("deploy/run.py", description="Serve by several processes behind nginx.")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="one for each core when left out")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--address", default="127.0.0.1", help="on which nginx listens; 0.0.0.0 for all")
    return parser.parse_args(argv)


@contextlib.contextmanager
def behind(processes: int, port: int = 0, address: str = "127.0.0.1") -> Generator[Running]:
    """So many Streamlit processes behind nginx until the block ends.

    Args:
        processes: how many.
        port: on which nginx listens; 0 for a free one.
        address: on which nginx listens.

    Raises:
        RuntimeError: nginx is not installed, or a process does not come up.
    """
    *ports, free = free_ports(processes + 1)
    port = port or free
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        Path(folder).chmod(0o755)  # started by root, nginx works as somebody else
        # the list and not its members: one that died has been replaced
        started: list[subprocess.Popen[bytes]] = []
        stack.callback(_end, started)
        started += [_streamlit(it) for it in ports]
        for it, process in zip(ports, started, strict=True):
            wait_for(it, process)
        config = Path(folder) / "nginx.conf"
        config.write_text(configured(ports, f"{address}:{port}", folder), encoding="utf-8")
        nginx = subprocess.Popen([program(), "-e", "stderr", "-p", folder, "-c", str(config)])
        stack.callback(_end, [nginx])
        wait_for(port, nginx)
        yield Running(f"127.0.0.1:{port}", started, ports, nginx)


def configured(ports: Sequence[int], listen: str, folder: str) -> str:
    """The configuration of nginx for some processes."""
    servers = "\n".join(f"        server 127.0.0.1:{it} max_fails=1 fail_timeout=2s;" for it in ports)
    types = TYPES if TYPES.exists() else Path(program()).parents[2] / "etc/nginx/mime.types"
    template = string.Template((HERE / "nginx.conf").read_text(encoding="utf-8"))
    # the names of nginx's own variables have no braces there and stay as they are
    return template.safe_substitute(servers=servers, listen=listen, folder=folder, types=types)


def program() -> str:
    """Where nginx is: named by `NGINX_PROGRAM` (`NGINX` is a name of its own), on the path, or where Debian keeps it.

    Raises:
        RuntimeError: it is nowhere.
    """
    found = os.environ.get("NGINX_PROGRAM") or shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not found:
        msg = "nginx is not installed: apt-get install nginx"
        raise RuntimeError(msg)
    return found


def _streamlit(port: int) -> subprocess.Popen[bytes]:
    """One process, which only nginx can reach."""
    options = ["--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1",
               "--server.fileWatcherType=none", "--browser.gatherUsageStats=false"]  # fmt: skip
    command = [sys.executable, "-m", "deploy.serve", "run", str(ROOT / "dashboard.py"), *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a process answers that it is well.

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
    """So many ports that nobody listens on."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for it in sockets:
            it.bind(("127.0.0.1", 0))
        return [it.getsockname()[1] for it in sockets]


if __name__ == "__main__":
    raise SystemExit(main())
