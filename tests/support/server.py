"""A web server on this machine that plays well and badly: each path has its acts, played one after the other."""

import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple, Self, cast

Act = Callable[["Handler"], None]


class Asked(NamedTuple):
    """One request that came in."""

    path: str
    headers: dict[str, str]


class Handler(BaseHTTPRequestHandler):
    """Plays the next act of the path that is asked for; the last act is played again and again.

    The acts of `*` are those of every path that has none of its own.
    """

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        play = cast("_Http", self.server).play
        play.asked.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
        acts = play.acts.get(self.path.partition("?")[0]) or play.acts["*"]
        act = acts[0] if len(acts) == 1 else acts.pop(0)
        try:
            act(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Length": str(len(body))} | told).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as http.server has it
        del format, args


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    play: "Server"

    def handle_error(self, request: object, client_address: object) -> None:
        """Somebody who hangs up is no fault of the server."""
        del request, client_address
        if not isinstance(sys.exc_info()[1], ConnectionError):
            raise  # noqa: PLE0704  in the handler's own except


class Server:
    """The server, as long as the context: `acts` by path, and what was `asked`."""

    def __init__(self) -> None:
        self.acts: dict[str, list[Act]] = {}
        self.asked: list[Asked] = []
        self.over = threading.Event()
        self._http = _Http(("127.0.0.1", 0), Handler)
        self._http.play = self

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *why: object) -> None:
        self.over.set()
        self._http.shutdown()
        self._http.server_close()

    def plays(self, path: str, *acts: Act) -> str:
        """The address under which the acts are played."""
        self.acts[path] = list(acts)
        return f"http://127.0.0.1:{self._http.server_port}{path}"

    def says_nothing(self, handler: Handler) -> None:
        """Lets the asker wait until the play is over."""
        self.over.wait()
        handler.close_connection = True


def right(body: bytes, **headers: str) -> Act:
    return lambda it: it.answer(200, body, **headers)


def status(code: int, **headers: str) -> Act:
    return lambda it: it.answer(code, b"no", **headers)


def broken_off(body: bytes, at: int, **headers: str) -> Act:
    """Announces the whole body, sends the beginning, hangs up."""

    def act(it: Handler) -> None:
        it.answer(200, body[:at], Content_Length=str(len(body)), **headers)
        it.close_connection = True

    return act


def rest(body: bytes, etag: str) -> Act:
    """Sends what is missing, where the asker holds the same edition; else all."""

    def act(it: Handler) -> None:
        asked = it.headers.get("Range", "")
        if not asked or it.headers.get("If-Range") != etag:
            it.answer(200, body, ETag=etag)
            return
        first = int(asked.removeprefix("bytes=").removesuffix("-"))
        it.answer(206, body[first:], ETag=etag, Content_Range=f"bytes {first}-{len(body) - 1}/{len(body)}")

    return act


def garbage(it: Handler) -> None:
    it.wfile.write(b"\x00\x01\x02 this is no HTTP\r\n\r\n")
    it.close_connection = True
