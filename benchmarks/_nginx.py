"""Several processes behind nginx, started with the files in `deploy/`: for measurements and tests alone."""

import configparser
import contextlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks._server import ROOT, free_ports, wait_for

DEPLOY: Final = ROOT / "deploy"
UNIT: Final = DEPLOY / "systemd" / "amu-ledger@.service"
SITE: Final = DEPLOY / "nginx" / "amu-ledger.conf"
SYSTEMD: Final = DEPLOY / "nginx" / "processes-systemd.conf"
SERVER: Final = re.compile(r"^ +server \S+ (.*);\n", re.MULTILINE)
# What the distribution's own nginx.conf does; the folder is temporary, and nginx need not be started by root.
MAIN: Final = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/conf.d/*.conf;
}}
"""


class Running(NamedTuple):
    """Processes behind one address."""

    address: str  # host:port of nginx
    ports: list[int]
    processes: list[subprocess.Popen[bytes]]


def command(port: int) -> list[str]:
    """Read from the systemd unit how one process is started, with this Python in the place of the unit's."""
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # ty: ignore[invalid-assignment]  names keep their capitals
    unit.read(UNIT, encoding="utf-8")
    program, *arguments = shlex.split(unit["Service"]["ExecStart"].replace("%i", str(port)))
    return [sys.executable, "-m", Path(program).name, *arguments]


@contextlib.contextmanager
def behind_nginx(
    count: int, *, command: Callable[[int], Sequence[str]] = command, upstream: Path = SYSTEMD
) -> Generator[Running]:
    """Start processes and nginx in front of them, until the block ends.

    Args:
        count: how many processes.
        command: what starts a process on a port.
        upstream: the file in `deploy/nginx` that names the processes; here they get free ports of this machine.

    Raises:
        RuntimeError: nginx is not installed, or a process does not answer.
    """
    nginx = program()
    *ports, listen = free_ports(count + 1)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)  # started by root, nginx works as another user
        processes = [stack.enter_context(_running(command(port))) for port in ports]
        for port, process in zip(ports, processes, strict=True):
            wait_for(port, process)
        main = configure(folder, f"127.0.0.1:{listen}", [f"127.0.0.1:{port}" for port in ports], upstream)
        proxy = stack.enter_context(_running([nginx, "-e", "stderr", "-c", str(main)]))
        wait_for(listen, proxy)
        yield Running(f"127.0.0.1:{listen}", ports, processes)


def configure(folder: Path, listen: str, servers: Sequence[str], upstream: Path = SYSTEMD) -> Path:
    """Write the configuration of `deploy/nginx` with other addresses.

    Args:
        folder: where nginx keeps what it writes.
        listen: host:port of nginx.
        servers: host:port of each process.
        upstream: the file in `deploy/nginx` that names the processes.

    Returns:
        The main file.
    """
    site, processes = SITE.read_text(encoding="utf-8"), upstream.read_text(encoding="utf-8")
    first = SERVER.search(processes)
    if first is None:
        msg = f"{upstream.name} names no process"
        raise ValueError(msg)
    lines = "".join(f"    server {server} {first[1]};\n" for server in servers)
    (folder / "conf.d").mkdir()
    (folder / "conf.d" / SITE.name).write_text(site.replace("listen 80;", f"listen {listen};"), encoding="utf-8")
    (folder / "conf.d" / upstream.name).write_text(
        processes[: first.start()] + lines + SERVER.sub("", processes[first.start() :]), encoding="utf-8"
    )
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder), encoding="utf-8")
    return main


def program() -> str:
    """Find nginx on the path, or where Debian keeps it.

    Raises:
        RuntimeError: it is not installed.
    """
    path = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if path is None:
        msg = "nginx is not installed: apt-get install nginx"
        raise RuntimeError(msg)
    return path


@contextlib.contextmanager
def _running(arguments: Sequence[str]) -> Generator[subprocess.Popen[bytes]]:
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
