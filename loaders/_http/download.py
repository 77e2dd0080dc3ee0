"""Bulk files: streamed to disk under another name, gone on with where they broke off, checked, then given their name.

What has come stays on disk between runs, with the edition that it belongs to (ETag or Last-Modified). Going on asks for
the rest on the condition that the edition is the same; else the server sends the whole file and we begin anew.
"""

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from loaders import LoaderError
from loaders._http.progress import Bar
from loaders._http.recordings import write_whole, writing
from loaders._http.request import Question


class BrokenOffError(Exception):
    """The answer ended before it was whole."""


class Reply(Protocol):
    """An answer whose body is still to come."""

    status: int
    headers: Mapping[str, str]

    def chunks(self) -> Iterator[bytes]:
        """The body, piece by piece; raises `BrokenOffError` where it ends too early."""
        ...


class Open(Protocol):
    """Asks a question; raises `LoaderError` for any status but the good ones."""

    def __call__(
        self, question: Question, extra: Mapping[str, str], good: Collection[int]
    ) -> AbstractContextManager[Reply]:
        """The reply, open as long as the context."""
        ...


@dataclass(frozen=True, slots=True)
class Came:
    """A file that has come whole, and its edition."""

    path: Path
    edition: str


@dataclass(frozen=True, slots=True)
class Download:
    """How a file is fetched: by whom it is opened, how often it is tried, how large it may be."""

    open: Open
    pause: Callable[[int], None]
    bar: Bar
    tries: int
    largest: int

    def fetch(self, question: Question, folder: Path, have: str = "") -> Came | None:
        """The whole file; None where the edition that we have still stands.

        Raises:
            LoaderError: it did not come whole, is too large, or the disk is full.
        """
        begun = _Begun(folder / f"{question.digest}.download")
        for attempt in range(self.tries):
            with self.open(question, begun.asks(have), good=(200, 206, 304, 416)) as reply:
                if reply.status == 304:
                    return None
                try:
                    if begun.fits(reply):
                        self._take(question, begun, reply)
                        return Came(begun.path, begun.edition)
                except BrokenOffError:
                    pass  # what came is on disk: the next try goes on from there
            self.pause(attempt)
        msg = f"{question.host} broke off {question.place} {self.tries} times; the next run goes on where it ended"
        raise LoaderError(msg)

    def _take(self, question: Question, begun: "_Begun", reply: Reply) -> None:
        """Write the pieces as they come."""
        total, size = _total(reply), begun.size
        with (
            writing(begun.path.parent),
            self.bar(question.host, "B", total, size) as step,
            begun.path.open("ab") as file,
        ):
            for chunk in reply.chunks():
                size += len(chunk)
                if size > self.largest:
                    begun.drop()
                    msg = f"{question.host} sends more than {self.largest:,} bytes for {question.place}"
                    raise LoaderError(msg)
                file.write(chunk)
                step(len(chunk))
            file.flush()
            os.fsync(file.fileno())
        if total is not None and size != total:
            begun.drop()  # more than was announced, or the server's sums are wrong: nothing to go on with
            raise BrokenOffError


class _Begun:
    """What has come of a file so far, and of which edition."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._note = path.with_name(f"{path.name}.edition")

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def edition(self) -> str:
        return self._note.read_text(encoding="utf-8") if self._note.exists() else ""

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def asks(self, have: str) -> dict[str, str]:
        """The headers that ask for what is missing: the rest, or a newer edition than the one that we have."""
        plain = {"Accept-Encoding": "identity"}  # packed bytes cannot be counted against the announced length
        if self.size and self.edition:
            return plain | {"Range": f"bytes={self.size}-", "If-Range": self.edition}
        if have:
            return plain | {"If-None-Match" if have.startswith('"') else "If-Modified-Since": have}
        return plain

    def fits(self, reply: Reply) -> bool:
        """Whether the reply's body may be written after what we have; a whole file begins anew."""
        if reply.status == 206 and _first(reply) == self.size:
            return True
        self.drop()
        if reply.status == 200:
            with writing(self.path.parent):
                write_whole(self._note, _edition(reply).encode())
        return reply.status == 200


def _edition(reply: Reply) -> str:
    """What names the bytes: a strong ETag, else the day of the last change; empty where going on would be a guess."""
    if reply.headers.get("Content-Encoding", "identity") != "identity":
        return ""
    tag = reply.headers.get("ETag", "")
    return tag if tag.startswith('"') else reply.headers.get("Last-Modified", "")


def _first(reply: Reply) -> int:
    """The first byte that a part holds."""
    told = re.match(r"bytes (\d+)-", reply.headers.get("Content-Range", ""))
    return int(told[1]) if told else -1


def _total(reply: Reply) -> int | None:
    """How large the whole file is; None where the server does not say."""
    if reply.headers.get("Content-Encoding", "identity") != "identity":
        return None
    part = re.search(r"/(\d+)$", reply.headers.get("Content-Range", ""))
    told = part[1] if part else reply.headers.get("Content-Length", "")
    return int(told) if told.isdigit() else None
