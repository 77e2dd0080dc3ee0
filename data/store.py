"""Where the parts lie: a folder on disk, or a bucket or whatever else pyarrow or fsspec reaches by an address.

The environment variable `AMU_LEDGER_PARQUET` names it: a path, `file://`, `s3://bucket/prefix?endpoint_override=...`.
Credentials come from the environment of the process alone, as each kind of store takes them, and never from the address.
Of a remote store all parts are kept as they were at the last look: a page never waits for one of them, and sees all of
one state. A look asks for a list, and then for the parts that have changed, at once.
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
LOOK_EVERY: Final = 30.0  # seconds between two looks at a remote store
_AT_ONCE: Final = 16  # parts that are asked for at the same time
_SECRET: Final = re.compile(r"[?&][^=&]*(key|token|secret|signature|sig|password|credential)[^=&]*=", re.IGNORECASE)


class Part(NamedTuple):
    """One Parquet file: the rows of a table that one loader filled."""

    table: str
    stem: str  # the loader
    stamp: str  # another one whenever the file is another one

    @property
    def path(self) -> str:
        """Its place in the store."""
        return f"{self.table}/{self.stem}.parquet"


class Store(Protocol):
    """A place of parts."""

    def parts(self) -> list[Part]:
        """Every part that is there, sorted."""

    def body(self, part: Part) -> pa.Buffer:
        """The bytes of a part.

        Raises:
            OSError: it cannot be had; the text tells neither where the store is nor how it is entered.
        """

    def fault(self) -> str:
        """Why the parts cannot be listed; empty where they can."""

    def version(self) -> object:
        """What changes whenever a part changes."""


class Folder:
    """Parts in a folder on disk, always as they are now."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def parts(self) -> list[Part]:
        """Every part on disk."""
        found = []
        for path in sorted(self._root.glob("*/*.parquet")):
            told = path.stat()
            found.append(Part(path.parent.name, path.stem, f"{told.st_mtime_ns} {told.st_size}"))
        return found

    def body(self, part: Part) -> pa.Buffer:
        """The bytes of a part, without its place on the server where they cannot be had."""
        try:
            return pa.py_buffer((self._root / part.path).read_bytes())
        except OSError as why:
            raise OSError(why.strerror or type(why).__name__) from None

    def fault(self) -> str:
        """Nothing: a folder that is not there is an empty one."""
        return ""

    def version(self) -> object:
        """The stamps of all parts."""
        return self.parts()


class _Look(NamedTuple):
    """A remote store at one moment; a part whose bytes could not be had has the reason instead."""

    at: float
    parts: list[Part]
    bodies: Mapping[Part, pa.Buffer | str]
    fault: str


class Remote:
    """Parts behind an address, as they were at the last look."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opened: tuple[pafs.FileSystem, str] | None = None
        self._last: _Look | None = None
        self._looking = threading.Lock()

    def parts(self) -> list[Part]:
        """Every part at the last look."""
        return self._seen().parts

    def body(self, part: Part) -> pa.Buffer:
        """The bytes of a part that the last look has found; those of its successor where it has been replaced."""
        bodies = self._seen().bodies
        found = bodies.get(part) or next((it for key, it in bodies.items() if key.path == part.path), "is gone")
        if isinstance(found, str):
            raise OSError(found)
        return found

    def fault(self) -> str:
        """Why the last look has seen nothing."""
        return self._seen().fault

    def version(self) -> object:
        """The stamps of all parts, and which of them could not be had: those are asked for again at the next look."""
        seen = self._seen()
        return seen.parts, sorted(part.path for part, body in seen.bodies.items() if isinstance(body, str)), seen.fault

    def _seen(self) -> _Look:
        """The last look, or a new one where that is due; only one reader waits for it unless it is the first."""
        last = self._last
        if last and time.monotonic() < last.at + LOOK_EVERY:
            return last
        if not self._looking.acquire(blocking=last is None):
            return last or self._seen()
        try:
            if self._last is last:
                self._last = self._look(last)
            return self._last or self._look(None)
        finally:
            self._looking.release()

    def _look(self, last: _Look | None) -> _Look:
        """List the parts and fetch those that have changed; what was seen before stays where there is no answer."""
        try:
            files, root = self._opened = self._opened or _open(self._address)
            parts = sorted(_listed(files, root))
        except (OSError, ValueError, pa.ArrowException) as why:
            if last and not last.fault:
                return last._replace(at=time.monotonic())
            return _Look(time.monotonic(), [], {}, _told(why))
        held = {part: it for part, it in last.bodies.items() if isinstance(it, pa.Buffer)} if last else {}
        new = [part for part in parts if part not in held]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            held |= zip(new, pool.map(lambda part: _fetched(files, f"{root}/{part.path}"), new), strict=True)
        return _Look(time.monotonic(), parts, {part: held[part] for part in parts}, "")


@lru_cache(maxsize=8)
def store(place: str) -> Store:
    """The store at a path or an address.

    Raises:
        ValueError: the address carries a credential; the sentence does not repeat it.
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
    """The filesystem of an address and the place in it: pyarrow's own where it has one, otherwise fsspec's."""
    try:
        files, root = pafs.FileSystem.from_uri(address)
    except pa.ArrowInvalid:
        try:
            core: Any = importlib.import_module("fsspec.core")
        except ModuleNotFoundError:
            msg = f"the kind of address in {SETTING} needs fsspec, which is not installed"
            raise ValueError(msg) from None
        theirs, root = core.url_to_fs(address)
        files = pafs.PyFileSystem(pafs.FSSpecHandler(theirs))
    return files, root.rstrip("/")


def _listed(files: pafs.FileSystem, root: str) -> list[Part]:
    """Every part below a place, with what tells an old one from a new one."""
    if isinstance(files, pafs.PyFileSystem):
        theirs = files.handler.fs
        theirs.invalidate_cache()
        stamps = {path: repr(sorted(it.items())) for path, it in theirs.find(root, detail=True).items()}
    else:
        found = files.get_file_info(pafs.FileSelector(root, recursive=True))
        stamps = {it.path: f"{it.mtime_ns} {it.size}" for it in found if it.is_file}
    parts = []
    for path, stamp in stamps.items():
        table, _, file = path.rpartition("/")
        if file.endswith(".parquet") and table.rpartition("/")[0].strip("/") == root.strip("/"):
            parts.append(Part(table.rpartition("/")[2], file.removesuffix(".parquet"), stamp))
    return parts


def _fetched(files: pafs.FileSystem, path: str) -> pa.Buffer | str:
    """The bytes of a file, or why they cannot be had."""
    try:
        with files.open_input_stream(path) as stream:
            return stream.read_buffer()
    except (OSError, pa.ArrowException) as why:
        return _told(why)


def _told(why: Exception) -> str:
    """A reason for readers: what a client says of its store may hold addresses and names of keys."""
    if isinstance(why, ValueError) and str(why).startswith("the kind of address"):
        return str(why)
    if isinstance(why, FileNotFoundError) or "NO_SUCH" in str(why):
        return "it is not there"
    if isinstance(why, PermissionError) or "ACCESS_DENIED" in str(why):
        return "access is refused"
    return "the store gives no good answer"
