"""What the server refuses, and what it tells browsers to refuse: of `streamlit run` alone, and behind nginx."""

import base64
import hashlib
import http.client
import re
import resource
import socket
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Iterator

import anyio
import pytest

from benchmarks._nginx import Running, behind_nginx
from benchmarks._server import ROOT, serve
from pages._app.server import protection


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve(ROOT / "dashboard.py") as server:
        yield server.address


@pytest.fixture(scope="module")
def running(nginx) -> Iterator[Running]:
    del nginx
    with behind_nginx(1) as started:
        yield started


def asked(
    address: str, method: str, path: str, *, source: str = "127.0.0.1", **headers: str
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(address, timeout=30, source_address=(source, 0))
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    return answer


def refusal_of_a_body(address: str, method: str, path: str) -> tuple[int, bool]:
    """Announce 20 MB and send none of them: the status, and whether the server then ends the connection."""
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        head = f"{method} {path} HTTP/1.1\r\nHost: {address}\r\nContent-Length: 20000000\r\n"
        connection.sendall(f"{head}Cookie: _streamlit_xsrf=a\r\nX-Xsrftoken: a\r\n\r\n".encode())
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        answer.read()
        return answer.status, answer.headers.get("Connection") == "close"


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/", "/_stcore/agent/interact", "/trade"])
def test_nothing_that_somebody_sends_is_read(address, method, path):
    assert refusal_of_a_body(address, method, path) == (405, True)


@pytest.mark.parametrize(
    ("host", "status"), [("ledger.example", 200), ("[::1]:8501", 200), ('a"><b>', 400), ("a" * 256, 400), ("", 400)]
)
def test_a_site_has_the_name_of_a_host(address, host, status):
    assert asked(address, "GET", "/_stcore/health", Host=host).status == status


def test_more_than_so_many_answers_at_once_are_refused_and_the_next_gets_the_place():
    async def wait(scope, receive, send):  # noqa: ARG001
        entered.append(scope)
        await ended.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive() -> dict[str, object]:
        return {}

    async def statuses() -> list[int]:
        found: list[int] = []

        async def send(message) -> None:
            if message["type"] == "http.response.start":
                found.append(message["status"])

        app = protection.Protection(wait, most_readers=2)
        scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"a.example")]}
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(app, scope, receive, send)
            await anyio.wait_all_tasks_blocked()
            ended.set()
        await app(scope, receive, send)
        return found

    entered, ended = [], anyio.Event()
    assert anyio.run(statuses) == [503, 200, 200, 200]


@pytest.mark.parametrize(
    "path", ["/", "/trade?country=Kazakhstan", "/_stcore/health", "/static/media/none.js", "/media/none"]
)
def test_every_answer_has_the_headers(address, path):
    headers = asked(address, "GET", path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Frame-Options"] is None  # it would forbid what the policy allows
    policy = dict(it.split(" ", 1) for it in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in policy["script-src"]
    assert policy["frame-ancestors"] == "*"  # any site may embed
    assert (policy["frame-src"], policy["object-src"], policy["form-action"]) == ("'none'",) * 3


def test_the_policy_names_each_script_of_the_page_and_the_document_each_of_ours(address):
    with urllib.request.urlopen(f"http://{address}/trade?country=Kazakhstan") as answer:
        page, policy = answer.read().decode(), answer.headers["Content-Security-Policy"]
    written = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = {base64.b64encode(hashlib.sha256(it.encode()).digest()).decode() for it in written}
    assert set(re.findall(r"'sha256-(.+?)'", policy)) == hashes
    folder = ROOT / "pages" / "_app" / "server"
    ours = sorted(folder.rglob("*.js"))
    assert {path.read_text(encoding="utf-8") for path in ours} <= set(written)
    document = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    assert [it for it in ours if f"`{it.relative_to(folder).as_posix()}`" not in document] == []


def test_the_settings_are_safe_for_who_starts_the_app_by_itself():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    server = settings["server"]
    assert server["enableCORS"] is server["enableXsrfProtection"] is True
    assert server["enableStaticServing"] is server["enableAgentApi"] is False
    assert server["maxUploadSize"] <= 1
    assert server["maxMessageSize"] <= 10
    assert server["maxWidgetStateSize"] <= 1
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["browser"]["gatherUsageStats"] is False


def test_a_refusal_has_the_headers_too(address):
    assert asked(address, "PUT", "/").headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("headers", "status"), [({}, 200), ({"X_Forwarded_For": "192.0.2.1"}, 404), ({"Forwarded": "for=192.0.2.1"}, 404)]
)
def test_the_metrics_are_for_this_machine_alone(address, headers, status):
    for path in ("/_stcore/metrics", "/_stcore/metrics?families=sessions"):
        assert asked(address, "GET", path, **headers).status == status


def test_behind_nginx_the_same_holds(running):
    for path in (
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "//_stcore/metrics",
        "/_stcore/./metrics",
        "/_stcore/%6detrics",
    ):
        assert asked(running.address, "GET", path).status == 404, path
    headers = asked(running.address, "GET", "/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers.get_all("Content-Security-Policy") is not None
    assert len(headers.get_all("Content-Security-Policy", [])) == 1
    assert refusal_of_a_body(running.address, "PUT", "/_stcore/upload_file/a/b")[0] in {405, 413}
    assert refusal_of_a_body(running.address, "POST", "/")[0] in {405, 413}


ECHO = """
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/wait":
            time.sleep(5)
        body = (self.headers["X-Forwarded-Proto"] or "").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

ThreadingHTTPServer.request_queue_size = 1000
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@pytest.fixture(scope="module")
def echoing(nginx) -> Iterator[str]:
    """A process that says how it was told that the reader asked."""
    del nginx
    with behind_nginx(1, command=lambda port: [sys.executable, "-c", ECHO, str(port)]) as started:
        yield started.address


@pytest.mark.parametrize(("sent", "shown"), [({}, "http"), ({"X_Forwarded_Proto": "https"}, "https"),
                                            ({"X_Forwarded_Proto": "javascript"}, "http")])  # fmt: skip
def test_how_the_reader_asked_is_passed_on(echoing, sent, shown):
    connection = http.client.HTTPConnection(echoing, timeout=30)
    connection.request("GET", "/", headers={name.replace("_", "-"): it for name, it in sent.items()})
    assert connection.getresponse().read().decode() == shown


def statuses(address: str, source: str, path: str, connections: int, requests: int) -> list[int]:
    """Ask on some connections at once, some questions one behind the other on each."""
    host, port = address.split(":")
    request = f"GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n".encode()
    last = request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    sockets = [socket.create_connection((host, int(port)), 30, (source, 0)) for _ in range(connections)]
    try:
        for one in sockets:
            one.settimeout(60)
            one.sendall(request * (requests - 1) + last)
        bodies = [b"".join(iter(lambda one=one: one.recv(1 << 16), b"")) for one in sockets]
    finally:
        for one in sockets:
            one.close()
    return [int(it) for body in bodies for it in re.findall(rb"HTTP/1\.1 (\d{3}) ", body)]


def test_one_address_may_ask_only_so_often_and_this_machine_is_not_limited(echoing):
    """By another address of this machine: more than the burst, faster than the rate."""
    assert set(statuses(echoing, "127.0.0.1", "/", 4, 300)) == {200}
    assert set(statuses(echoing, "127.0.0.2", "/", 6, 400)) == {200, 429}


def test_one_address_may_keep_only_so_many_connections(echoing):
    assert set(statuses(echoing, "127.0.0.3", "/wait", 420, 1)) == {200, 429}


@pytest.mark.parametrize(("open_files", "most"), [(1024, 274), (256, 18), (100, 1), (65_536, 2000)])
def test_the_number_of_readers_follows_from_the_open_files(open_files, most):
    assert protection.readers(open_files) == most


def test_the_limit_of_open_files_is_raised_where_the_app_starts():
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 4096));"
        "from pages._app.server.protection import Protection; most = Protection(lambda: None)._most; print(*resource.getrlimit(resource.RLIMIT_NOFILE), most)"
    )
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    assert hard == resource.RLIM_INFINITY or hard >= 4096
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.split()[-3:] == ["4096", "4096", "1298"]


def test_a_reader_beyond_the_limit_is_turned_away_and_the_next_gets_the_place():
    """The application holds each connection until it is let go."""
    held, sent = [], []

    async def app(scope, receive, send):
        del scope, receive, send
        held.append(anyio.Event())
        await held[-1].wait()

    async def send(message):
        sent.append(message)

    async def main():
        guarded = protection.Protection(app, most_readers=2)
        async with anyio.create_task_group() as readers:
            for _ in range(3):
                readers.start_soon(guarded, {"type": "websocket"}, None, send)
            await anyio.wait_all_tasks_blocked()
            assert (len(held), sent) == (2, [{"type": "websocket.close", "code": 1013}])
            held[0].set()
            await anyio.wait_all_tasks_blocked()
            readers.start_soon(guarded, {"type": "websocket"}, None, send)
            await anyio.wait_all_tasks_blocked()
            assert (len(held), len(sent)) == (3, 1)
            for one in held:
                one.set()

    anyio.run(main)
