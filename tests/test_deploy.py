"""Several processes behind nginx, by the files in `deploy/`: sessions work, stay on their process, and outlive another."""

import asyncio
import re
import sys
import urllib.error
import urllib.request

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from benchmarks._client import Session
from benchmarks._nginx import DEPLOY, Running, behind_nginx

SESSIONS = 40
PATHS = ("/", "/media/picture.svg", "/_stcore/stream", "/static/js/x.js", "/app/static/x", "/_stcore/health")
UPSTREAMS = sorted((DEPLOY / "nginx").glob("processes-*.conf"))


@pytest.fixture(scope="module")
def running(nginx):
    """Two processes of the app behind nginx."""
    del nginx
    with behind_nginx(2) as started:
        yield started


def fetched(address: str, path: str, cookie: str = "") -> tuple[str, str]:
    """The body of an answer, and the cookie that it sets."""
    request = urllib.request.Request(f"http://{address}{path}", headers={"Cookie": cookie} if cookie else {})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode("utf-8", "replace"), (answer.headers["Set-Cookie"] or "").partition(";")[0]


def connections(port: int) -> float:
    """How many readers have connected to a process since it started."""
    metrics = fetched(f"127.0.0.1:{port}", "/_stcore/metrics")[0]
    return sum(float(count) for count in re.findall(r'session_events_total\{type="connect"\} (\S+)', metrics))


async def charts(address: str, cookie: str = "") -> int:
    """One reader who opens a page and changes a filter; how many charts there were at least."""
    async with Session(address, "timeline", cookie) as session:
        first = await session.run()
        again = await session.run({"country": ["Kazakhstan"]})
        return min(first.charts, again.charts)


def test_forty_sessions_through_nginx_all_work_and_no_process_is_idle(running):
    async def crowd() -> list[int]:
        cookies = [fetched(running.address, "/")[1] for _ in range(SESSIONS)]
        assert len(set(cookies)) == SESSIONS
        return await asyncio.gather(*(charts(running.address, cookie) for cookie in cookies))

    counts = asyncio.run(crowd())
    assert len(counts) == SESSIONS
    assert min(counts) >= 1
    assert all(connections(port) for port in running.ports)


def test_a_known_cookie_is_not_set_again_and_a_foreign_one_is_replaced(running):
    _, cookie = fetched(running.address, "/")
    assert re.fullmatch("amu_process=[0-9a-f]{32}", cookie)
    assert fetched(running.address, "/", cookie)[1] == ""
    assert fetched(running.address, "/", "amu_process=<x>")[1].startswith("amu_process=")


def test_health_is_answered_through_nginx_and_metrics_are_not(running):
    assert fetched(running.address, "/_stcore/health")[0] == "ok"
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetched(running.address, "/_stcore/metrics")


def test_scripts_come_compressed(running):
    page, cookie = fetched(running.address, "/")
    script = re.findall(r'src="\./(static/js/[^"]+)"', page)[0]
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip"}
    request = urllib.request.Request(f"http://{running.address}/{script}", headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"


async def opens(address: str, site: str) -> bool:
    """Whether a page of a site gets a session."""
    stream, origin = f"ws://{address}/_stcore/stream", Origin(site)
    try:
        async with connect(stream, origin=origin, subprotocols=[Subprotocol("streamlit")]):
            return True
    except InvalidStatus as why:
        return why.response.status_code != 403


def test_a_page_of_another_site_cannot_open_a_session_and_our_own_can(running):
    assert asyncio.run(opens(running.address, f"http://{running.address}"))
    assert not asyncio.run(opens(running.address, "http://elsewhere.example"))


async def session_id(address: str, cookie: str, known: str = "") -> str:
    """Connect as a browser does, with the session that it had; the session that it gets."""
    subprotocols = [Subprotocol(name) for name in ("streamlit", "no-token", known) if name]
    async with connect(
        f"ws://{address}/_stcore/stream",
        subprotocols=subprotocols,
        max_size=None,
        additional_headers={"Cookie": cookie},
    ) as socket:
        ask = BackMsg()
        ask.rerun_script.page_name = "timeline"
        await socket.send(ask.SerializeToString())
        known = ""
        while True:
            message = ForwardMsg.FromString(await socket.recv(decode=False))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                known = message.new_session.initialize.session_id
            elif kind == "script_finished":
                return known


def test_a_reader_whose_connection_breaks_comes_back_to_the_same_session(running):
    _, cookie = fetched(running.address, "/")
    first = asyncio.run(session_id(running.address, cookie))
    assert asyncio.run(session_id(running.address, cookie, first)) == first
    assert asyncio.run(session_id(running.address, cookie)) != first


def test_a_process_dies_its_reader_goes_on_at_another_and_the_session_of_another_reader_stays(nginx):
    del nginx

    async def read(running: Running) -> None:
        cookies = {}
        while len(cookies) < len(running.ports):  # a reader on each process
            _, cookie = fetched(running.address, "/")
            before = [connections(port) for port in running.ports]
            await session_id(running.address, cookie)
            after = [connections(port) for port in running.ports]
            cookies[[new > old for old, new in zip(before, after, strict=True)].index(True)] = cookie
        async with (
            Session(running.address, "timeline", cookies[0]) as lost,
            Session(running.address, "timeline", cookies[1]) as kept,
        ):
            await lost.run()
            await kept.run()
            running.processes[0].kill()
            running.processes[0].wait(10)
            assert (await kept.run({"country": ["Tajikistan"]})).charts >= 1
            with pytest.raises(ConnectionClosed):
                await lost.run()
        assert await charts(running.address, cookies[0]) >= 1

    with behind_nginx(2) as running:
        asyncio.run(read(running))


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


@pytest.mark.parametrize("upstream", UPSTREAMS, ids=lambda path: path.stem)
def test_a_browser_stays_on_its_process_for_pages_pictures_files_and_its_socket(upstream, nginx):
    """Four processes that answer with their port, behind each of the two lists of processes."""
    del nginx
    with behind_nginx(4, command=lambda port: [sys.executable, "-c", ECHO, str(port)], upstream=upstream) as running:
        seen = set()
        for _ in range(40):
            first, cookie = fetched(running.address, "/")
            assert {fetched(running.address, path, cookie)[0] for path in PATHS} == {first}
            seen.add(first)
        assert seen == {str(port) for port in running.ports}
        # a process that is gone is passed over, and no other reader is moved
        cookies = {cookie: port for port, cookie in (fetched(running.address, "/") for _ in range(20))}
        running.processes[0].terminate()
        running.processes[0].wait(10)
        for cookie, port in cookies.items():
            now = fetched(running.address, "/", cookie)[0]
            assert now == port if port != str(running.ports[0]) else now in map(str, running.ports[1:])
