"""Bulk files: a zip of CSV members, read as they stream by and never held whole.

What is wrong with a zip or a member (cut off, empty, foreign, packed in a way that Python cannot read) is one
`LoaderError` that names the source and the member.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import pyarrow as pa
import pyarrow.csv as pcsv

from loaders import LoaderError

Keep = Callable[[pa.Table], pa.Table]

_BLOCK: Final = 4 << 20  # bytes of text that are parsed at a time
_LONGEST_LINE: Final = 10_000
_LARGEST_LIST: Final = 20_000_000  # bytes of a list of codes; it is held whole
_MISSING: Final = ("", "NA")
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, csv.Error, EOFError, OSError, RuntimeError, UnicodeError, pa.ArrowException,
)  # fmt: skip


@contextmanager
def opened(path: Path, source: str) -> Generator[zipfile.ZipFile]:
    """A zip on disk, open for reading."""
    with _named(f"{source}: {path.name}"):
        archive = zipfile.ZipFile(path)
    with archive:
        yield archive


def scan(
    archive: zipfile.ZipFile, member: str, source: str, columns: Mapping[str, pa.DataType], keep: Keep
) -> pa.Table:
    """Stream a member and keep what `keep` leaves of each block; memory holds one block and what is kept.

    Args:
        archive: the zip.
        member: the CSV in it.
        source: who is named in an error.
        columns: the columns to read, each as its type; binary ones stay as they are, undecoded.
        keep: the rows of one block in, the wanted ones out.

    Raises:
        LoaderError: the member is empty, cut off or no such CSV.
    """
    kept, seen = [], 0
    with _named(f"{source}: {member}"), archive.open(member) as stream:
        names = _header(stream)
        if not names:
            raise LoaderError(f"{source}: {member} is empty")
        lacking = [it for it in columns if it not in names]
        if lacking:
            raise LoaderError(f"{source}: {member} lacks the columns {', '.join(lacking)}")
        read = pcsv.ReadOptions(column_names=names)
        convert = pcsv.ConvertOptions(column_types=dict(columns), include_columns=list(columns), null_values=[])
        for block in _blocks(stream):
            rows = pcsv.read_csv(pa.BufferReader(block), read_options=read, convert_options=convert)
            seen += rows.num_rows
            kept.append(keep(rows))
    if not seen:
        raise LoaderError(f"{source}: {member} holds no row")
    return pa.concat_tables(kept)


def _header(stream: IO[bytes]) -> list[str]:
    """The names of the columns, by the first line."""
    line = stream.readline(_LONGEST_LINE).decode("utf-8-sig")
    return next(csv.reader([line]), [])


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """The text in blocks of whole lines.

    pyarrow could stream the file itself, but it then reads ahead on a thread of its own that calls back into Python:
    a reader left in the middle, as an error leaves it, can hang the process. So we cut, and it parses.
    """
    rest = b""
    while block := stream.read(_BLOCK):
        text = rest + block
        whole = text.rfind(b"\n") + 1
        lines, rest = text[:whole], text[whole:]
        if len(rest) > _LONGEST_LINE:
            raise csv.Error(f"a line is longer than {_LONGEST_LINE:,} bytes")
        if lines and not lines.isspace():
            yield lines
    if rest.strip():
        yield rest


def listing(archive: zipfile.ZipFile, member: str, source: str) -> list[dict[str, str]]:
    """The rows of a short list of codes; UTF-8, or Latin-1 as in older files."""
    with _named(f"{source}: {member}"):
        if archive.getinfo(member).file_size > _LARGEST_LIST:
            raise LoaderError(f"{source}: {member} is too large for a list of codes")
        try:
            return _listed(archive, member, "utf-8-sig")
        except UnicodeDecodeError:
            return _listed(archive, member, "latin-1")


def _listed(archive: zipfile.ZipFile, member: str, encoding: str) -> list[dict[str, str]]:
    with archive.open(member) as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        return list(csv.DictReader(text, restval=""))


def texts(values: pa.ChunkedArray) -> list[str]:
    """Bytes as text without the blanks around it; UTF-8, or Latin-1 as in older files."""
    return [_decoded(it).strip() for it in values.to_pylist()]


def _decoded(told: bytes) -> str:
    try:
        return told.decode("utf-8")
    except UnicodeDecodeError:
        return told.decode("latin-1")


def numbers(values: pa.ChunkedArray, source: str, column: str) -> list[float | None]:
    """Bytes as numbers; None where the source says that there is none: `NA`, nothing, or blanks.

    Raises:
        LoaderError: a value is neither.
    """
    return [_number(it, f"{source}: column {column}") for it in texts(values)]


def _number(told: str, where: str) -> float | None:
    if told in _MISSING:
        return None
    if not _NUMBER.fullmatch(told):
        raise LoaderError(f"{where} holds {told[:40]!r}, which is no number")
    return float(told)


@contextmanager
def _named(what: str) -> Generator[None]:
    """Turn what any reader may raise into one sentence."""
    try:
        yield
    except _UNREADABLE as why:
        reason = str(why).splitlines()[0][:200] if str(why) else type(why).__name__
        raise LoaderError(f"{what} cannot be read: {reason}") from why
