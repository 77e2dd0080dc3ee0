"""Read CSV members of a zip block by block, without loading a whole file into memory.

Any defect of a zip or a member (cut off, empty, not a CSV, a compression that Python cannot read) raises one
`LoaderError` that names the source and the member. So does a small zip that unpacks to far more text than trade data do,
and one with more rows for us than there can be.
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
_LARGEST_UNPACKED: Final = 64 << 20  # bytes of text that any zip may hold, and
_MOST_TIMES: Final = 60  # times the size of a larger zip: BACI packs to a fifth, FAOSTAT to some twentieth
_MOST_KEPT: Final = 300_000  # rows for us in one zip; six states cannot trade more goods in all years
_LARGEST_LIST: Final = 20_000_000  # bytes of a list of codes, which is read into memory whole
_MISSING: Final = ("", "NA")
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    csv.Error,
    EOFError,
    OSError,
    RuntimeError,
    UnicodeError,
    pa.ArrowException,
)


class Archive(zipfile.ZipFile):
    """A zip, and how many of its rows were kept so far."""

    kept = 0


@contextmanager
def opened(path: Path, source: str) -> Generator[Archive]:
    """Open a zip on disk for reading.

    Raises:
        LoaderError: it is not a zip, or unpacks to far more than trade data of its size do.
    """
    with _named(f"{source}: {path.name}"):
        archive = Archive(path)
    with archive:
        # no more is ever unpacked of a member than its entry states
        unpacked = sum(it.file_size for it in archive.infolist())
        most = max(_LARGEST_UNPACKED, _MOST_TIMES * path.stat().st_size)
        if unpacked > most:
            raise LoaderError(
                f"{source}: {path.name} unpacks to {unpacked:,} bytes, where {most:,} are the most for its size"
            )
        yield archive


def scan(archive: Archive, member: str, source: str, columns: Mapping[str, pa.DataType], keep: Keep) -> pa.Table:
    """Read the wanted rows of a member; memory holds one block and the rows kept so far.

    Args:
        archive: the zip.
        member: the name of the CSV in it.
        source: names the source in an error.
        columns: the columns to read, each with its type; binary columns are not decoded.
        keep: takes the rows of one block, returns the wanted ones.

    Raises:
        LoaderError: the member is empty or cut off, lacks a column, or has too many wanted rows.
    """
    kept, rows_read = [], 0
    with _named(f"{source}: {member}"), archive.open(member) as stream:
        names = _header(stream)
        if not names:
            raise LoaderError(f"{source}: {member} is empty")
        lacking = [it for it in columns if it not in names]
        if lacking:
            raise LoaderError(f"{source}: {member} lacks the columns {', '.join(lacking)}")
        options = pcsv.ReadOptions(column_names=names)
        convert = pcsv.ConvertOptions(column_types=dict(columns), include_columns=list(columns), null_values=[])
        for block in _blocks(stream):
            rows = pcsv.read_csv(pa.BufferReader(block), read_options=options, convert_options=convert)
            rows_read += rows.num_rows
            kept.append(keep(rows))
            archive.kept += kept[-1].num_rows
            if archive.kept > _MOST_KEPT:
                raise LoaderError(f"{source}: {member} has more than {_MOST_KEPT:,} rows for us")
    if not rows_read:
        raise LoaderError(f"{source}: {member} holds no row")
    return pa.concat_tables(kept)


def _header(stream: IO[bytes]) -> list[str]:
    """Read the names of the columns from the first line."""
    line = stream.readline(_LONGEST_LINE).decode("utf-8-sig")
    return next(csv.reader([line]), [])


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """Cut the text into blocks of whole lines.

    pyarrow can stream a file itself, but reads ahead on a thread of its own that calls back into Python: a reader
    abandoned halfway, as after an error, can hang the process. So we cut the blocks and pyarrow parses them.
    """
    rest = b""
    while block := stream.read(_BLOCK):
        text = rest + block
        last_line_end = text.rfind(b"\n") + 1
        lines, rest = text[:last_line_end], text[last_line_end:]
        if len(rest) > _LONGEST_LINE:
            raise csv.Error(f"a line is longer than {_LONGEST_LINE:,} bytes")
        if lines and not lines.isspace():
            yield lines
    if rest.strip():
        yield rest


def listing(archive: zipfile.ZipFile, member: str, source: str) -> list[dict[str, str]]:
    """Read a short list of codes as dicts; UTF-8, or Latin-1 as in older files.

    Args:
        archive: the zip.
        member: the name of the CSV in it.
        source: names the source in an error.

    Raises:
        LoaderError: the member is missing, too large or not readable.
    """
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
    """Decode bytes and strip blanks; UTF-8, or Latin-1 as in older files."""
    return [_decoded(it).strip() for it in values.to_pylist()]


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def numbers(values: pa.ChunkedArray, source: str, column: str) -> list[float | None]:
    """Read bytes as numbers; None for a value that the source marks as missing: `NA`, nothing, or blanks.

    Args:
        values: the cells of one column.
        source: names the source in an error.
        column: names the column in an error.

    Raises:
        LoaderError: a value is neither a number nor missing.
    """
    return [_number(it, f"{source}: column {column}") for it in texts(values)]


def _number(text: str, where: str) -> float | None:
    if text in _MISSING:
        return None
    if not _NUMBER.fullmatch(text):
        raise LoaderError(f"{where} holds {text[:40]!r}, which is not a number")
    return float(text)


@contextmanager
def _named(what: str) -> Generator[None]:
    """Turn the errors of all readers into one `LoaderError`."""
    try:
        yield
    except _UNREADABLE as why:
        reason = str(why).splitlines()[0][:200] if str(why) else type(why).__name__
        raise LoaderError(f"{what} cannot be read: {reason}") from why
