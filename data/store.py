"""Read the Parquet files ("parts") of the tables from a folder, a bucket, or another store of pyarrow or fsspec.

The environment variable `AMU_LEDGER_PARQUET` names the store: a path, `file://`, `s3://bucket/prefix?endpoint_override=...`.
Credentials come only from the environment of the process, as each kind of store reads them, never from the address.
All parts of a remote store are kept in memory as of the last refresh: a page never waits for a download, and sees one
state of the store. A refresh lists the store, then downloads the changed parts in parallel.
"""

import importlib
import re
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

import pyarrow as pa
import pyarrow.fs as pafs

SETTING: Final = "AMU_LEDGER_PARQUET"
LOOK_EVERY: Final = 30.0  # seconds between two refreshes of a remote store
_AT_ONCE: Final = 16  # parallel downloads
_SECRET: Final = re.compile(r"[?&][^=&]*(key|token|secret|sig|passw|pwd|auth|credential)[^=&]*=", re.IGNORECASE)


class Part(NamedTuple):
    """One Parquet file: the rows of one table from one loader."""

    table: str
    stem: str  # the loader
    stamp: str  # differs for every version of the file

    @property
    def path(self) -> str:
        """The path in the store."""
        return f"{self.table}/{self.stem}.parquet"


class Store(Protocol):
    """A store of parts."""

    def parts(self) -> list[Part]:
        """List every part, sorted."""

    def body(self, part: Part) -> pa.Buffer:
        """Return the bytes of a part.

        Raises:
            OSError: it cannot be read; the message contains neither address nor credentials of the store.
        """

    def fault(self) -> str:
        """Return why the parts cannot be listed; empty if they can."""

    def version(self) -> object:
        """Return a value that changes whenever a part changes."""


class Folder:
    """Parts in a folder on disk, always in their current state."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def parts(self) -> list[Part]:
        """List every part on disk."""
        parts = []
        for path in sorted(self._root.glob("*/*.parquet")):
            stat = path.stat()
            parts.append(Part(path.parent.name, path.stem, f"{stat.st_mtime_ns} {stat.st_size}"))
        return parts

    def body(self, part: Part) -> pa.Buffer:
        """Return the bytes of a part; an error does not name its path on the server."""
        try:
            return pa.py_buffer((self._root / part.path).read_bytes())
        except OSError as why:
            raise OSError(why.strerror or type(why).__name__) from None

    def fault(self) -> str:
        """Return an empty text: a missing folder counts as an empty one."""
        return ""

    def version(self) -> object:
        """Return all parts with their stamps."""
        return self.parts()


class _Snapshot(NamedTuple):
    """A remote store at one moment; a part that could not be downloaded has the reason in place of its bytes."""

    at: float
    parts: list[Part]
    bodies: Mapping[Part, pa.Buffer | str]
    fault: str


class Remote:
    """Parts at an address, as of the last refresh."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opened: tuple[pafs.FileSystem, str] | None = None
        self._last: _Snapshot | None = None
        self._refreshing = threading.Lock()

    def parts(self) -> list[Part]:
        """List every part of the snapshot."""
        return self._snapshot().parts

    def body(self, part: Part) -> pa.Buffer:
        """Return the bytes of a part; if it has been replaced, those of its newer version."""
        bodies = self._snapshot().bodies
        body = bodies.get(part) or next((it for key, it in bodies.items() if key.path == part.path), "is gone")
        if isinstance(body, str):
            raise OSError(body)
        return body

    def fault(self) -> str:
        """Return why the last refresh failed; empty if it did not."""
        return self._snapshot().fault

    def version(self) -> object:
        """Return the stamps of all parts and the parts that failed: these are downloaded again at the next refresh."""
        snapshot = self._snapshot()
        failed = sorted(part.path for part, body in snapshot.bodies.items() if isinstance(body, str))
        return snapshot.parts, failed, snapshot.fault

    def _snapshot(self) -> _Snapshot:
        """Return the last snapshot, or a new one if that is due; one reader waits for it, or all if it is the first."""
        last = self._last
        if last and time.monotonic() < last.at + LOOK_EVERY:
            return last
        if not self._refreshing.acquire(blocking=last is None):
            return last or self._snapshot()
        try:
            if self._last is last:
                self._last = self._refresh(last)
            return self._last or self._refresh(None)
        finally:
            self._refreshing.release()

    def _refresh(self, last: _Snapshot | None) -> _Snapshot:
        """List the parts and download changed ones; if the store does not answer, the last snapshot stays."""
        try:
            files, root = self._opened = self._opened or _open(self._address)
            parts = sorted(_listed(files, root))
        except (OSError, ValueError, pa.ArrowException) as why:
            if last and not last.fault:
                return last._replace(at=time.monotonic())
            return _Snapshot(time.monotonic(), [], {}, _reason(why))
        bodies = {part: it for part, it in last.bodies.items() if isinstance(it, pa.Buffer)} if last else {}
        new = [part for part in parts if part not in bodies]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            bodies |= zip(new, pool.map(lambda part: _fetched(files, f"{root}/{part.path}"), new), strict=True)
        return _Snapshot(time.monotonic(), parts, {part: bodies[part] for part in parts}, "")


@lru_cache(maxsize=8)
def store(place: str) -> Store:
    """Open the store at a path or an address.

    Raises:
        ValueError: the address contains a credential; the message does not repeat it.
    """
    if "://" not in place:
        return Folder(Path(place))
    if re.match(r"[^/]*://[^/?]*@", place) or _SECRET.search(place):
        msg = f"{SETTING} must not carry a credential. Put it into the environment, where the store's own client looks"
        raise ValueError(msg)
    if place.startswith("file://"):
        return Folder(Path(pafs.FileSystem.from_uri(place)[1]))
    return Remote(place)


def _open(address: str) -> tuple[pafs.FileSystem, str]:
    """Return the filesystem of an address and the path in it: pyarrow's own if it has one, otherwise fsspec's."""
    try:
        files, root = pafs.FileSystem.from_uri(address)
    except pa.ArrowInvalid:
        try:
            core: Any = importlib.import_module("fsspec.core")
        except ModuleNotFoundError:
            msg = f"the kind of address in {SETTING} needs fsspec, which is not installed"
            raise ValueError(msg) from None
        fsspec_files, root = core.url_to_fs(address)
        files = pafs.PyFileSystem(pafs.FSSpecHandler(fsspec_files))
    return files, root.rstrip("/")


def _listed(files: pafs.FileSystem, root: str) -> list[Part]:
    """List every part below a path, each with the stamp of its version."""
    if isinstance(files, pafs.PyFileSystem):
        fsspec_files = files.handler.fs
        fsspec_files.invalidate_cache()
        stamps = {path: repr(sorted(it.items())) for path, it in fsspec_files.find(root, detail=True).items()}
    else:
        listed = files.get_file_info(pafs.FileSelector(root, recursive=True))
        stamps = {it.path: f"{it.mtime_ns} {it.size}" for it in listed if it.is_file}
    parts = []
    for path, stamp in stamps.items():
        table, _, file = path.rpartition("/")
        if file.endswith(".parquet") and table.rpartition("/")[0].strip("/") == root.strip("/"):
            parts.append(Part(table.rpartition("/")[2], file.removesuffix(".parquet"), stamp))
    return parts


def _fetched(files: pafs.FileSystem, path: str) -> pa.Buffer | str:
    """Download a file; return its bytes, or the reason for failing."""
    try:
        with files.open_input_stream(path) as stream:
            return stream.read_buffer()
    except (OSError, pa.ArrowException) as why:
        return _reason(why)


def _reason(why: Exception) -> str:
    """Word a failure for readers: a client's own message may contain addresses and names of keys."""
    if isinstance(why, ValueError) and str(why).startswith("the kind of address"):
        return str(why)
    if isinstance(why, FileNotFoundError) or "NO_SUCH" in str(why):
        return "it is not there"
    if isinstance(why, PermissionError) or "ACCESS_DENIED" in str(why):
        return "access is refused"
    return "the store gives no good answer"
