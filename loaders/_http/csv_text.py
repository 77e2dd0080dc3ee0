"""Read a CSV answer that fits into memory as text; whatever it is instead is refused with the place in the file."""

import csv
import io
import unicodedata
from collections.abc import Collection

import pandas as pd

from loaders import LoaderError
from loaders._http.json_fields import quoted


def rows(body: bytes, columns: Collection[str], where: str) -> pd.DataFrame:
    """Read all rows and columns as text; the index is the number of the line in the file, as an editor shows it.

    Args:
        body: the file, in UTF-8 with or without a byte order mark.
        columns: those that it must have; others may be there.
        where: names the source and file in an error.

    Raises:
        LoaderError: the file is empty, no CSV, lacks a column, has one twice, or has a line that is not whole.
    """
    try:
        text = body.decode("utf-8-sig")
        header, *lines = list(csv.reader(io.StringIO(text, newline=""), strict=True)) or [[]]
    except (ValueError, csv.Error) as why:  # not UTF-8, or an open quote
        raise LoaderError(f"{where} cannot be read: {quoted(why)}") from why
    if not text.strip():
        raise LoaderError(f"{where} is empty")
    missing = [it for it in columns if it not in header]
    if missing:
        found = quoted(",".join(header))
        raise LoaderError(f"{where} has no column {', '.join(missing)}: its header is {found}{foreign_letters(found)}")
    twice = [it for at, it in enumerate(header) if it in header[:at]]
    if twice:
        raise LoaderError(f"{where}, line 1: the column {quoted(twice[0])} is there twice")
    cut = [line for line, cells in enumerate(lines, start=2) if len(cells) != len(header)]
    if cut or not text.endswith("\n"):
        raise LoaderError(f"{where}, line {cut[0] if cut else len(lines) + 1} is not a whole line: cut off")
    return pd.DataFrame(lines, columns=header, index=pd.RangeIndex(2, len(lines) + 2), dtype="str")


def foreign_letters(text: str) -> str:
    """Name the letters beyond ASCII in a text, since a Cyrillic one can look Latin; empty if it has none."""
    names = dict.fromkeys(unicodedata.name(it, "a sign without a name") for it in text if not it.isascii())
    return f" (with {', '.join(list(names)[:3])})" if names else ""
