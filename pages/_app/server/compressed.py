"""Scripts and styles of the app in a compressed form, made once: `streamlit run` sends them as they are.

A first visit is 7.6 MB without and 2.0 MB with it. Delete this when Streamlit sends them compressed.
"""

import contextlib
import gzip
import mimetypes
import os
import queue
import subprocess
import sys
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

from pages._app.server import icons

FOLDER: Final = Path(st.__file__).parent / "static" / "static"
SUFFIXES: Final = {".css", ".js", ".json", ".svg"}  # pictures and fonts are compressed already
WORTH_IT: Final = 1_000  # bytes from which on it makes a difference
FOREVER: Final = "public, immutable, max-age=31536000"  # their names change with their content
SMALLEST_FROM: Final = 30_000  # bytes from which on a tenth less, of nearly all that is sent, is worth the time
# Ten seconds and 150 MB for the script of the charts: in a process of its own, which gives both back and lets readers go first.
_SMALLEST: Final = """
import os, sys, brotli
getattr(os, "nice", int)(19)
sys.stdout.buffer.write(brotli.compress(sys.stdin.buffer.read(), quality=11))
"""
_ONE_AT_A_TIME: Final = threading.Lock()


class Packed(NamedTuple):
    """A file as it is sent."""

    body: bytes
    media_type: str
    form: str


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
        headers = {"vary": "accept-encoding", "cache-control": FOREVER}
        if packed.form:
            headers["content-encoding"] = packed.form
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
    """Return a file of Streamlit's as small as it can be had now; None for what is none of them or not worth it."""
    if name == icons.FONT:
        return Packed(_icons(), "font/woff2", "")
    if name not in _files():
        return None
    with _ONE_AT_A_TIME:  # or many who arrive at once would all do the same
        made = _made(name, form)
    return Packed(_SMALLER.get(name, made) if form == "br" else made, _type(name), form)


@cache
def _icons() -> bytes:
    return icons.FEWER.read_bytes()


@cache
def _files() -> frozenset[str]:
    """Name the files that are worth it: an address that asks for any other, or leads out of the folder, is not ours."""
    files = (it for it in FOLDER.rglob("*") if it.suffix in SUFFIXES and it.stat().st_size >= WORTH_IT)
    return frozenset(it.relative_to(FOLDER).as_posix() for it in files)


def _type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


@cache
def _made(name: str, form: str) -> bytes:
    """Read the smallest form; or compress in the time that a reader waits, and have that made for those who come later."""
    content = (FOLDER / name).read_bytes()
    if form == "br" and len(content) >= SMALLEST_FROM:
        if kept := _kept(name, content):
            return kept
        _later().put(name)
    return in_form(content, form)


def _kept(name: str, content: bytes) -> bytes | None:
    """Read the smallest form that a process before has made; None where there is none, or one of other content."""
    try:
        body = _place(name).read_bytes()
        return body if brotli.decompress(body) == content else None
    except (OSError, RuntimeError, brotli.error):
        return None


def _keep(name: str, body: bytes) -> None:
    """Keep a form for the processes that come later, where there is a folder for that."""
    with contextlib.suppress(OSError, RuntimeError):  # a machine without a home, or with one that nobody may write to
        place = _place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}")
        part.write_bytes(body)
        part.replace(place)


def _place(name: str) -> Path:
    """Return where a form is kept: in the user's own folder, where nobody else can put another."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return folder / "amu-ledger" / f"{Path(name).name}.br"  # the name changes with the content


_SMALLER: Final[dict[str, bytes]] = {}


@cache
def _later() -> queue.SimpleQueue[str]:
    """Return the names of files whose smallest form is to be made, one after the other."""
    names = queue.SimpleQueue[str]()
    threading.Thread(target=_make_smallest, args=(names,), name="smallest-form", daemon=True).start()
    return names


def _make_smallest(names: queue.SimpleQueue[str]) -> None:
    while True:
        name = names.get()
        content = (FOLDER / name).read_bytes()
        done = subprocess.run([sys.executable, "-c", _SMALLEST], input=content, capture_output=True, check=False)  # noqa: S603  our own words
        if done.returncode == 0:  # else, as on a machine without the memory, the form that there is stays
            _SMALLER[name] = done.stdout
            _keep(name, done.stdout)
