"""What the server refuses of anybody, and what it tells browsers to refuse of it.

The threat model is `docs/security.md`. All of it holds for `streamlit run dashboard.py` alone; nginx adds limits by address.
"""

import base64
import hashlib
import re
import sys
from pathlib import Path
from typing import Final

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._app.server.served import SCRIPTS

if sys.platform != "win32":
    import resource

READERS: Final = 2_000  # connections at once: what 512 MB of memory hold, and more than one process can serve
OPEN_FILES: Final = 65_536
_PER_READER: Final = 3  # open files
_OTHER_FILES: Final = 200
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# Links in feeds and pages are made of the name under which the site was asked for: one of 30,000 letters makes a feed of 15 MB.
_HOST: Final = re.compile(r"[A-Za-z0-9._\[\]-][A-Za-z0-9._:\[\]-]{0,254}")
_METRICS: Final = "/_stcore/metrics"
_HERE: Final = frozenset({"127.0.0.1", "::1"})
_BY_PROXY: Final = ("x-forwarded-for", "forwarded", "x-real-ip")
# Streamlit writes its styles into the page. Its socket is ws: or wss:, which older browsers do not take for 'self'.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' ws: wss:; media-src 'self'; manifest-src 'self'; worker-src 'self' blob:; "
    "frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors *"
)
_UNUSED: Final = (
    "accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
    "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip


def allow_open_files() -> int:
    """Raise the limit of open files to what the system allows, at most `OPEN_FILES`; return the limit."""
    if sys.platform == "win32":  # where sockets are no files
        return OPEN_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (OSError, ValueError):  # macOS allows less than it says
            return soft
        return wanted
    return soft


def readers(open_files: int) -> int:
    """Return how many readers may be connected at once with a limit of open files."""
    return max(1, min(READERS, (open_files - _OTHER_FILES) // _PER_READER))


class Protection:
    """Refuses what no page needs, and sends the headers by which a browser refuses what our pages never do.

    - A request that is more than a question: no page takes a file, so that nothing that somebody sends is ever read.
    - A host that is no name of one.
    - The metrics, unless this machine itself asks: they are for the operator.
    - A connection, or an answer at once, beyond the number for which there are files and memory.
    """

    def __init__(self, app: ASGIApp, most_readers: int | None = None) -> None:
        """Wrap an application.

        Args:
            app: the application.
            most_readers: connections at once; by default as many as there may be open files for.
        """
        self._most = most_readers or readers(allow_open_files())
        self._app, self._connected, self._answering = app, 0, 0
        self._headers = _headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked, unless it is refused."""
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._connected >= self._most:
            await send({"type": "websocket.close", "code": 1013})  # try again later
            return
        self._connected += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._connected -= 1

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *self._headers]}
            await send(message)

        if self._answering >= self._most:
            await PlainTextResponse("Too many ask at once.", 503, {"Retry-After": "10"})(scope, receive, answer)
            return
        self._answering += 1
        try:
            await self._pass_on(scope, receive, answer)
        finally:
            self._answering -= 1

    async def _pass_on(self, scope: Scope, receive: Receive, answer: Send) -> None:
        if scope["method"] not in _READING:
            refusal = PlainTextResponse("This site takes no data.", 405, {"Allow": "GET, HEAD", "Connection": "close"})
            await refusal(scope, receive, answer)
        elif not _HOST.fullmatch(Headers(scope=scope).get("host", "")):
            await PlainTextResponse("This is no name of a host.", 400)(scope, receive, answer)
        elif scope["path"].rstrip("/").endswith(_METRICS) and not _is_here(scope):
            await PlainTextResponse("Not found.", 404)(scope, receive, answer)
        else:
            await self._app(scope, receive, answer)


def _is_here(scope: Scope) -> bool:
    """Return whether this machine itself asks, and no proxy for somebody else."""
    headers = Headers(scope=scope)
    return bool(scope.get("client")) and scope["client"][0] in _HERE and not any(it in headers for it in _BY_PROXY)


def _headers() -> list[tuple[bytes, bytes]]:
    """Build the headers of every answer."""
    headers = {
        "content-security-policy": _POLICY.format(scripts="".join(f" {it}" for it in _inline_scripts())),
        "x-content-type-options": "nosniff",
        "referrer-policy": "strict-origin-when-cross-origin",
        "permissions-policy": ", ".join(f"{it}=()" for it in _UNUSED),
    }
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _inline_scripts() -> list[str]:
    """Name the scripts in Streamlit's own page, and those that we write into it, by their hashes: no other is run."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = [*re.findall(r"<script>(.*?)</script>", page, re.DOTALL), *SCRIPTS]
    return [f"'sha256-{base64.b64encode(hashlib.sha256(it.encode()).digest()).decode()}'" for it in scripts]
