"""Scripts and styles of the app in a compressed form, made once in each process: `streamlit run` sends them as they are.

A first visit is 7.6 MB without and 1.9 MB with it. Delete this when Streamlit sends them compressed.
"""

import gzip
import mimetypes
import threading
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import anyio.to_thread
import brotli
import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER: Final = Path(st.__file__).parent / "static" / "static"
SUFFIXES: Final = {".css", ".js", ".json", ".svg"}  # pictures and fonts are compressed already
WORTH_IT: Final = 1_000  # bytes from which on it makes a difference
FOREVER: Final = "public, immutable, max-age=31536000"  # their names change with their content
_ONE_AT_A_TIME: Final = threading.Lock()


class Packed(NamedTuple):
    """A file as it is sent."""

    body: bytes
    media_type: str


class Compressed:
    """Answers for scripts and styles itself, in the best form that the browser takes; passes on all else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a question for a script or style, and pass on any other."""
        form = _form(scope)
        packed = await anyio.to_thread.run_sync(_packed, _name(scope["path"]), form) if form else None
        if packed is None:
            await self._app(scope, receive, send)
            return
        headers = {"content-encoding": form, "vary": "accept-encoding", "cache-control": FOREVER}
        body = packed.body if scope["method"] == "GET" else b""
        response = Response(body, headers=headers, media_type=packed.media_type)
        response.headers["content-length"] = str(len(packed.body))
        response.headers["access-control-allow-origin"] = (
            "*"  # as Streamlit sends them: modules are asked for with CORS
        )
        await response(scope, receive, send)


def _form(scope: Scope) -> str:
    """Return how the answer may be compressed; empty where it may not."""
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or "/static/" not in scope["path"]:
        return ""
    headers = Headers(scope=scope)
    if "range" in headers:
        return ""
    return best_form(headers.get("accept-encoding", ""))


def best_form(accepted: str) -> str:
    """Return the best form among those that a browser takes; empty for none."""
    offers = [[it.strip() for it in offer.split(";")] for offer in accepted.split(",")]
    taken = {form for form, *weight in offers if weight != ["q=0"]}
    return next((form for form in ("br", "gzip") if form in taken), "")


def in_form(content: bytes, form: str) -> bytes:
    """Compress; quality 6 takes a twentieth of a second for a megabyte, and is within a tenth of the smallest."""
    return brotli.compress(content, quality=6) if form == "br" else gzip.compress(content, compresslevel=6, mtime=0)


def _name(path: str) -> str:
    return path.rpartition("/static/")[2]


def _packed(name: str, form: str) -> Packed | None:
    """Return a file of Streamlit's compressed; None for what is none of them or not worth it."""
    if name not in _files():
        return None
    with _ONE_AT_A_TIME:  # or many who arrive at once would all do the same
        return _made(name, form)


@cache
def _files() -> frozenset[str]:
    """Name the files that are worth it: an address that asks for any other, or leads out of the folder, is not ours."""
    files = (it for it in FOLDER.rglob("*") if it.suffix in SUFFIXES and it.stat().st_size >= WORTH_IT)
    return frozenset(it.relative_to(FOLDER).as_posix() for it in files)


@cache
def _made(name: str, form: str) -> Packed:
    body = in_form((FOLDER / name).read_bytes(), form)
    return Packed(body, mimetypes.guess_type(name)[0] or "application/octet-stream")
