"""Several processes behind nginx: every session works, each stays on its process; what the container copies is there."""

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from benchmarks._client import Session
from deploy.run import behind, configured, free_ports, program, wait_for

SESSIONS = 40


@pytest.fixture(scope="module")
def running():
    """Two processes behind nginx; in CI a machine without nginx is a fault."""
    try:
        program()
    except RuntimeError:
        if os.environ.get("CI"):
            raise
        pytest.skip("nginx is not installed")
    with behind(2) as it:
        yield it


def fetched(address: str, path: str, cookie: str = "") -> tuple[str, str]:
    """The body of an answer, and the cookie that it sets."""
    ask = urllib.request.Request(f"http://{address}{path}", headers={"Cookie": cookie} if cookie else {})
    with urllib.request.urlopen(ask, timeout=30) as answer:
        return answer.read().decode("utf-8", "replace"), (answer.headers["Set-Cookie"] or "").partition(";")[0]


async def reads(address: str, cookie: str) -> int:
    """One reader who opens a page and changes a filter; how many charts there were."""
    async with Session(address, "timeline", cookie) as session:
        first = await session.run()
        again = await session.run({"country": ["Kazakhstan"]})
        return min(first.charts, again.charts)


def test_forty_sessions_through_nginx_all_work(running):
    async def crowd() -> list[int]:
        cookies = [fetched(running.address, "/")[1] for _ in range(SESSIONS)]
        assert len(set(cookies)) == SESSIONS
        return await asyncio.gather(*(reads(running.address, it) for it in cookies))

    charts = asyncio.run(crowd())
    assert len(charts) == SESSIONS
    assert min(charts) >= 1
    served = [connections(f"127.0.0.1:{port}") for port in running.ports]
    assert all(served), served  # no process was idle


async def opened(address: str, site: str) -> bool:
    """Whether a page of a site gets a session."""
    stream, origin = f"ws://{address}/_stcore/stream", Origin(site)
    try:
        async with connect(stream, origin=origin, subprotocols=[Subprotocol("streamlit")]):
            return True
    except InvalidStatus as why:
        return why.response.status_code != 403


def connections(address: str) -> float:
    """How many readers have connected to a process."""
    told = fetched(address, "/_stcore/metrics")[0]
    return sum(float(it) for it in re.findall(r'session_events_total\{type="connect"\} (\S+)', told))


def test_a_cookie_that_is_there_is_not_set_anew_and_a_foreign_one_is_replaced(running):
    _, cookie = fetched(running.address, "/")
    assert re.fullmatch("amu_process=[0-9a-f]{32}", cookie)
    assert fetched(running.address, "/", cookie)[1] == ""
    assert fetched(running.address, "/", "amu_process=<x>")[1].startswith("amu_process=")


def test_health_is_answered_through_nginx(running):
    assert fetched(running.address, "/_stcore/health")[0] == "ok"


def test_a_page_of_another_site_cannot_open_a_session_and_our_own_can(running):
    assert asyncio.run(opened(running.address, f"http://{running.address}"))
    assert not asyncio.run(opened(running.address, "http://elsewhere.example"))


ECHO = """
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = str(self.server.server_port).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def test_a_browser_stays_on_its_process_for_pages_pictures_files_and_its_socket(monkeypatch):
    """Processes that only tell their port, behind the same configuration."""
    try:
        program()
    except RuntimeError:
        if os.environ.get("CI"):
            raise
        pytest.skip("nginx is not installed")
    monkeypatch.setattr("deploy.run._streamlit", lambda port: subprocess.Popen([sys.executable, "-c", ECHO, str(port)]))
    with behind(4) as running:
        seen = set()
        for _ in range(40):
            first, cookie = fetched(running.address, "/")
            paths = [
                "/",
                "/media/picture.svg",
                "/_stcore/stream",
                "/static/js/x.js",
                "/app/static/x",
                "/_stcore/health",
            ]
            assert {fetched(running.address, path, cookie)[0] for path in paths} == {first}
            seen.add(first)
        assert seen == {str(it) for it in running.ports}
        # a process that is gone is passed over, and nobody else is moved
        gone = running.streamlit[0]
        cookies = {cookie: port for port, cookie in (fetched(running.address, "/") for _ in range(20))}
        gone.terminate()
        gone.wait(10)
        for cookie, port in cookies.items():
            now = fetched(running.address, "/", cookie)[0]
            assert now == port if port != str(running.ports[0]) else now in map(str, running.ports[1:])


def test_the_configuration_has_no_place_left_to_fill(monkeypatch):
    monkeypatch.setenv("NGINX_PROGRAM", "/usr/sbin/nginx")
    text = configured([1, 2], "127.0.0.1:80", "/somewhere")
    assert "${" not in text
    assert text.count("server 127.0.0.1:") == 2


COPY = re.compile(r"^COPY (.+) (\S+)$", re.MULTILINE)


@pytest.fixture
def copied(root, tmp_path):
    """A folder with what the container copies, and nothing else."""
    text = (root / "deploy" / "Containerfile").read_text(encoding="utf-8")
    for sources, to in COPY.findall(text):
        for source in sources.split():
            path = root / source
            assert path.exists(), source
            if path.is_dir():
                shutil.copytree(path, tmp_path / to, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
            else:
                (tmp_path / to).mkdir(parents=True, exist_ok=True)
                shutil.copy(path, tmp_path / to)
    return tmp_path


def test_what_the_container_copies_is_there_and_is_all_that_the_app_needs(copied):
    code = (
        "from streamlit.testing.v1 import AppTest; app = AppTest.from_file('pages/_frame.py', default_timeout=60).run();"
        "assert not app.exception and not app.error, app.error; assert app.get('plotly_chart')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=copied, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_container_starts_serves_and_ends_and_asks_nobody_outside_for_its_address(root, copied):
    """With the order and the health check of the container, and a proxy that notes who comes by."""
    text = (root / "deploy" / "Containerfile").read_text(encoding="utf-8")
    order, check = (json.loads(it) for it in re.findall(r"^(?:CMD|    CMD) (\[.*\])$", text, re.MULTILINE)[::-1])
    (port,) = free_ports(1)
    program, *order = [it.replace("8501", str(port)) for it in order]
    assert program == check[0] == "python"
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.setblocking(False)
        by = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        proxied = {**os.environ, "http_proxy": by, "https_proxy": by, "no_proxy": ""}

        def well() -> bool:
            ask = [sys.executable, *(it.replace("8501", str(port)) for it in check[1:])]
            return subprocess.run(ask, env=proxied, stderr=subprocess.DEVNULL, timeout=30, check=False).returncode == 0

        assert not well()
        with subprocess.Popen([sys.executable, *order], cwd=copied, env=proxied) as process:
            try:
                wait_for(port, process)
                assert well()
                assert asyncio.run(reads(f"127.0.0.1:{port}", "")) >= 1
                assert not asyncio.run(opened(f"127.0.0.1:{port}", "http://elsewhere.example"))
            finally:
                process.terminate()
        assert process.returncode == 0
        with pytest.raises(BlockingIOError):
            proxy.accept()


def test_what_git_leaves_out_of_the_record_stays_out_of_the_image(root):
    """Rows that may not be handed on whole are not handed on in an image."""
    git, image = ((root / it).read_text(encoding="utf-8").split() for it in (".gitignore", ".dockerignore"))
    left = {it.rstrip("/") for it in git if it.startswith("data/")}
    assert left
    assert left <= set(image)


def test_the_container_is_not_run_by_root_and_tells_whether_it_is_well(root):
    text = (root / "deploy" / "Containerfile").read_text(encoding="utf-8")
    orders = [line.split()[0] for line in text.splitlines() if re.match(r"[A-Z]+ ", line)]
    assert orders.index("USER") < orders.index("CMD")
    assert "/_stcore/health" in text
    assert re.findall(r"^FROM (\S+)$", text, re.MULTILINE) == ["python:3.12-slim"]
    assert not re.search(r"pypi|index-url", text)
    assert re.findall(r"pip install (.*)", text) == ["-r requirements.txt"]
    command = json.loads(re.findall(r"^CMD (\[.*\])$", text, re.MULTILINE)[0])
    assert command[:5] == ["python", "-m", "deploy.serve", "run", "dashboard.py"]
