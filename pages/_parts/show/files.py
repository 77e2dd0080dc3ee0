"""The files of a figure, each made when a reader asks for it: another kind of file is another line in `files`."""

import codecs
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

import pandas as pd

from data.schema.columns import Derived, Table
from pages._app.record import edition, passed_on
from pages._parts.figure import Drawing
from pages._parts.lists.listing import csv
from pages._parts.show import workbook

_CSV: Final = "text/csv"


class File(NamedTuple):
    """A file that a reader can download."""

    label: str
    name: str
    mime: str
    make: Callable[[], bytes]


def files(drawn: Drawing, address: str) -> list[File]:
    """List the files of a figure: a workbook of all, the drawn values, and the reported rows behind that may be passed on.

    Args:
        drawn: the figure.
        address: where it is found, for the citation in the workbook.
    """
    values = [(of, rows) for of, rows in drawn.rows if issubclass(of, Derived)]
    behind = [(of, rows) for of, rows in drawn.behind.items() if len(passed_on(rows)[0])]
    parts = [("values", "Drawn values", *it) for it in values] + [("rows", "Rows behind", *it) for it in behind]
    kinds = Counter(kind for kind, *_ in parts)
    whole = File("Everything (XLSX)", f"{stem(drawn)}.xlsx", workbook.MIME, partial(workbook.workbook, drawn, address))
    return [whole, *(_as_csv(drawn, kind, label, of, rows, kinds[kind] > 1) for kind, label, of, rows in parts)]


def stem(drawn: Drawing) -> str:
    """Name the files of a figure by its name, its filters and the version of the data."""
    return f"amu-ledger-{drawn.name}-{drawn.filters}-{edition()}"


def _as_csv(
    drawn: Drawing, kind: str, label: str, of: type[Table], rows: pd.DataFrame, is_one_of_several: bool
) -> File:
    """A table as CSV, named by its kind and, where there are several of it, by its table."""
    name = f"{stem(drawn)}-{kind}{f'-{of.name}' * is_one_of_several}.csv"
    return File(f"{label}{f': {of.heading}' * is_one_of_several} (CSV)", name, _CSV, partial(_marked_csv, rows, of))


def _marked_csv(rows: pd.DataFrame, of: type[Table]) -> bytes:
    """Rows as CSV that begins with the mark by which a spreadsheet knows UTF-8."""
    plain = [str(column) for column in of.columns if column in rows and column.spec.dtype != "rows"]
    return codecs.BOM_UTF8 + csv(passed_on(rows)[0][plain])


def withheld(drawn: Drawing) -> dict[str, int]:
    """Count the rows behind that their publisher does not let others pass on, by the reason."""
    reasons: Counter[str] = Counter()
    for rows in drawn.behind.values():
        reasons.update(passed_on(rows)[1])
    return dict(reasons)
