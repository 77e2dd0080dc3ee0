"""Download bulk files: streamed to disk under a temporary name, resumed if interrupted, checked, then renamed.

A partial file stays on disk between runs, with the edition that it belongs to (ETag or Last-Modified). Resuming requests
the rest on condition that the edition is the same; otherwise the server sends the whole file and we start over.
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
    """The answer ended before it was complete."""


class Reply(Protocol):
    """An answer whose body has not been read yet."""

    status: int
    headers: Mapping[str, str]

    def chunks(self) -> Iterator[bytes]:
        """Iterate over the body in chunks.

        Raises:
            BrokenOffError: the body ends too early.
        """
        ...


class Open(Protocol):
    """Sends a request; raises `LoaderError` for any status but the accepted ones."""

    def __call__(
        self, question: Question, extra: Mapping[str, str], good: Collection[int]
    ) -> AbstractContextManager[Reply]:
        """Return the reply, open for as long as the context.

        Args:
            question: what to request.
            extra: further headers.
            good: the statuses that are accepted.
        """
        ...


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A complete file, and its edition."""

    path: Path
    edition: str


@dataclass(frozen=True, slots=True)
class Download:
    """How a file is fetched.

    Attributes:
        open: sends the request.
        pause: waits before the next attempt, given the number of the last one from 0.
        bar: shows the progress.
        tries: the number of attempts.
        largest: the size limit in bytes.
    """

    open: Open
    pause: Callable[[int], None]
    bar: Bar
    tries: int
    largest: int

    def fetch(self, question: Question, folder: Path, have: str = "") -> Downloaded | None:
        """Download the whole file; return None if the edition on disk is still the current one.

        Args:
            question: what to request.
            folder: where the file and its partial download lie.
            have: the edition on disk; empty if there is none.

        Raises:
            LoaderError: the file is incomplete after all attempts, is too large, or the disk is full.
        """
        partial = _Partial(folder / f"{question.digest}.download")
        for attempt in range(self.tries):
            with self.open(question, partial.headers(have), good=(200, 206, 304, 416)) as reply:
                if reply.status == 304:
                    return None
                try:
                    if partial.fits(reply):
                        self._save(question, partial, reply)
                        return Downloaded(partial.path, partial.edition)
                except BrokenOffError:
                    pass  # the part received is on disk: the next attempt resumes from there
            self.pause(attempt)
        msg = f"{question.host} broke off {question.place} {self.tries} times; the next run resumes where it ended"
        raise LoaderError(msg)

    def _save(self, question: Question, partial: "_Partial", reply: Reply) -> None:
        """Append the chunks to the partial file as they arrive."""
        total, size = _total(reply), partial.size
        with (
            writing(partial.path.parent),
            self.bar(question.host, "B", total, size) as step,
            partial.path.open("ab") as file,
        ):
            for chunk in reply.chunks():
                size += len(chunk)
                if size > self.largest:
                    partial.drop()
                    msg = f"{question.host} sends more than {self.largest:,} bytes for {question.place}"
                    raise LoaderError(msg)
                file.write(chunk)
                step(len(chunk))
            file.flush()
            os.fsync(file.fileno())
        if total is not None and size != total:
            partial.drop()  # more than announced, or a wrong announcement: not fit to resume
            raise BrokenOffError


class _Partial:
    """The part of a file received so far, and its edition."""

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

    def headers(self, have: str) -> dict[str, str]:
        """Return the headers that request the missing part, or a newer edition than the one on disk."""
        plain = {"Accept-Encoding": "identity"}  # the length of compressed bytes is not the one announced
        if self.size and self.edition:
            return plain | {"Range": f"bytes={self.size}-", "If-Range": self.edition}
        if have:
            return plain | {"If-None-Match" if have.startswith('"') else "If-Modified-Since": have}
        return plain

    def fits(self, reply: Reply) -> bool:
        """Return whether the body may be appended to the partial file; a whole file replaces it."""
        if reply.status == 206 and _first(reply) == self.size:
            return True
        self.drop()
        if reply.status == 200:
            with writing(self.path.parent):
                write_whole(self._note, _edition(reply).encode())
        return reply.status == 200


def _edition(reply: Reply) -> str:
    """Return a strong ETag, or the date of the last change; empty if resuming would not be safe."""
    if reply.headers.get("Content-Encoding", "identity") != "identity":
        return ""
    tag = reply.headers.get("ETag", "")
    return tag if tag.startswith('"') else reply.headers.get("Last-Modified", "")


def _first(reply: Reply) -> int:
    """Return the position of the first byte of a partial answer; -1 if it is not stated."""
    match = re.match(r"bytes (\d+)-", reply.headers.get("Content-Range", ""))
    return int(match[1]) if match else -1


def _total(reply: Reply) -> int | None:
    """Return the size of the whole file in bytes; None if the server does not state it."""
    if reply.headers.get("Content-Encoding", "identity") != "identity":
        return None
    part = re.search(r"/(\d+)$", reply.headers.get("Content-Range", ""))
    size = part[1] if part else reply.headers.get("Content-Length", "")
    return int(size) if size.isdigit() else None
