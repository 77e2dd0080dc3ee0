"""Answers for the files of the service, each made when it is first asked for and kept for as long as the data stay the same."""

import hashlib
import re
import threading
from typing import Final

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from data.vocabulary.text import listed
from pages._app.server.compressed import best_form, in_form
from pages._parts.service.catalogue import FOLDER, catalogue, lacking, made, mime

# under the path of a proxy or none: links are made of it, so that it is no text without end
_PATH: Final = re.compile(
    rf"(?P<base>(?:/[A-Za-z0-9_.~-]{{1,60}}){{0,4}})/{FOLDER}/(?P<file>(?:[a-z]+/)?[a-z0-9_.-]+\.[a-z]+)"
)
_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")
_PACKED: Final = (".parquet", ".zip", ".png")  # compressed already
_PIECE: Final = 64 * 1024  # bytes that wait for a reader who takes them slowly
_LONGEST: Final = 600  # seconds that a reader may take for a file
_ONE_AT_A_TIME: Final = threading.Lock()
_ANYBODY: Final = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD",
    "access-control-allow-headers": "range, if-none-match",
}
_FRESH: Final = "public, max-age=300"  # seconds for which nobody asks whether it has changed


class Service:
    """Answers for a file itself, whole or a part of it; passes on all else.

    Any page of any site may read it, as a notebook in a browser does: the files are public and no cookie is looked at.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file, and pass on any other request."""
        found = _PATH.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            await self._app(scope, receive, send)
            return
        site = str(Request(scope).url.replace(path=found["base"], query="", fragment=""))
        answer = await anyio.to_thread.run_sync(_answer, found["file"], site, scope["method"], Headers(scope=scope))
        with anyio.move_on_after(_LONGEST):
            await answer(scope, receive, send)


class InPieces(Response):
    """An answer that is handed over piece by piece: the server keeps what a slow reader has not yet taken."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send it."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        body = memoryview(self.body)
        for at in range(0, len(body), _PIECE):
            await send({"type": "http.response.body", "body": bytes(body[at : at + _PIECE]), "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def _answer(path: str, site: str, method: str, headers: Headers) -> Response:
    """Make the answer for a file.

    Args:
        path: its path.
        site: the address of the dashboard.
        method: GET or HEAD.
        headers: what is asked for: a form, a part, or only what is new.
    """
    if method == "OPTIONS":  # what a browser asks before it asks with headers of its own
        return Response(status_code=204, headers=_ANYBODY)
    if path not in catalogue():
        return Response("There is no such file. See data/index.json.", 404, media_type="text/plain")
    if broken := lacking(path):
        sentence = (
            f"{listed([it.heading for it in broken])} cannot be read, or not in full: this file cannot be made now."
        )
        return Response(sentence, 503, {"retry-after": "300", **_ANYBODY}, "text/plain")
    with _ONE_AT_A_TIME:  # or many who arrive at once would all make the same
        body = made(path, site)
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    sent = {
        "etag": tag,
        "cache-control": _FRESH,
        **_ANYBODY,
        "accept-ranges": "bytes",
        "vary": "accept-encoding",
    }
    if tag in headers.get("if-none-match", "").replace("W/", "").split(", "):
        return Response(status_code=304, headers=sent)
    if part := _part(headers.get("range", ""), len(body)):
        sent["content-range"] = f"bytes {part.start}-{part.stop - 1}/{len(body)}"
        return _response(memoryview(body)[part.start : part.stop], path, method, sent, 206)
    form = "" if path.endswith(_PACKED) else best_form(headers.get("accept-encoding", ""))
    if form:
        body, sent["content-encoding"], sent["etag"] = in_form(body, form), form, f"W/{tag}"
    return _response(body, path, method, sent)


def _response(body: bytes | memoryview, path: str, method: str, headers: dict[str, str], status: int = 200) -> Response:
    answer = InPieces(body if method == "GET" else b"", status, headers, mime(path))
    answer.headers["content-length"] = str(len(body))
    return answer


def _part(asked: str, length: int) -> range | None:
    """Return which bytes are asked for; None where all are, or none that there are."""
    found = _RANGE.fullmatch(asked)
    if found is None or found[0] == "bytes=-":
        return None
    if not found[1]:
        first, last = max(0, length - int(found[2][:12])), length - 1
    else:
        first, last = int(found[1][:12]), min(int(found[2][:12] or length), length - 1)
    return range(first, last + 1) if first <= last else None
