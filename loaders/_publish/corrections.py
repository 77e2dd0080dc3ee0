"""Known errors of a source, put right between reading and checking: one line of `data/corrections.csv` for each.

`where` names the row (`country=KAZ;start=2023-01-01`), `column` the cell, `expect` what the source says there, `value` what
is right, `reason` and `source_id` why and by whom, `until` the day on which somebody must look again. A correction is
never silent: it stands in the row's note, and one that no longer fits the source stops that source's load.
"""

import csv
import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

import pandas as pd

import data
from data.schema.columns import Column, Table
from data.schema.tables import BY_NAME
from loaders import LoaderError

PATH: Final = data.FOLDER / "corrections.csv"
_COLUMNS: Final = ["source", "table", "where", "column", "value", "expect", "reason", "until", "source_id"]
_MAY_BE_EMPTY: Final = {"value", "expect", "until"}
_FLAGS: Final = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file; `line` is its number there."""

    line: int
    source: str
    table: type[Table]
    where: dict[Column, str]
    column: Column
    value: str
    expect: str
    reason: str
    until: dt.date | None
    source_id: str


def read(path: Path | None = None) -> list[Correction]:
    """All corrections.

    Raises:
        LoaderError: the file is not there, or a line is no correction.
    """
    try:
        with (path or PATH).open(encoding="utf-8", newline="") as file:
            lines = csv.DictReader(file)
            if lines.fieldnames != _COLUMNS:
                _broken(1, f"the header is {','.join(lines.fieldnames or [])}, not {','.join(_COLUMNS)}")
            return [_correction(lines.line_num, cells) for cells in lines]
    except (OSError, UnicodeDecodeError, csv.Error) as why:
        msg = f"data/corrections.csv: {why}"
        raise LoaderError(msg) from why


def of(loaders: Collection[str]) -> None:
    """Make sure that each correction names a loader that there is: else nobody would ever apply it.

    Raises:
        LoaderError: one does not.
    """
    for it in read():
        if it.source not in loaders:
            _broken(it.line, f"there is no loader {it.source}")


def meant(corrections: Collection[Correction], tables: Collection[type[Table]]) -> None:
    """Make sure that a source fills the tables that its corrections name.

    Raises:
        LoaderError: it does not.
    """
    for it in corrections:
        if it.table not in tables:
            _broken(it.line, f"{it.source} fills no table {it.table.name}")


def apply(
    rows: pd.DataFrame,
    table: type[Table],
    corrections: Collection[Correction],
    *,
    cited: Collection[str],
    today: dt.date | None,
) -> pd.DataFrame:
    """The rows, put right by the corrections of their source and table.

    Args:
        rows: as the loader returned them, before they are checked.
        table: the table that they claim to be.
        corrections: those of this source.
        cited: the `source_id`s that exist.
        today: the day by which `until` is judged; None where it is not, since a build must not fail by the calendar.

    Raises:
        LoaderError: a correction is past its day, cites nobody, or the row no longer says what it expects.
    """
    mine = [it for it in corrections if it.table is table]
    if not mine:
        return rows
    rows = rows.astype(object)
    for it in mine:
        if it.source_id not in cited:
            _broken(it.line, f"it cites {it.source_id}, which is no source")
        if it.until and today and today > it.until:
            _broken(it.line, f"it was to be looked at again by {it.until}; move the day or remove the line")
        label = _row(rows, it)
        rows.loc[label, it.column] = it.value or None
        if "note" in rows:
            told = f"{it.column} corrected from {it.expect or 'empty'} to {it.value or 'empty'}: {it.reason} ({it.source_id})"
            before = _text(rows.loc[label, "note"], table.columns[0])
            rows.loc[label, "note"] = f"{before}; {told}" if before else told
    return rows


def _row(rows: pd.DataFrame, it: Correction) -> object:
    """The label of the one row that a correction means."""
    fits = pd.Series(data=True, index=rows.index)
    for column, value in it.where.items():
        if column not in rows:
            _broken(it.line, f"the source gives no column {column}")
        fits &= pd.Series([_equal(cell, value, column) for cell in rows[column]], index=rows.index, dtype=bool)
    found = rows.index[fits]
    if len(found) != 1:
        _broken(it.line, f"{_count(len(found))} of {it.source}/{it.table.name} where {_where(it)}, not one")
    cell = rows.loc[found[0], it.column]
    if not _equal(cell, it.expect, it.column):
        _broken(
            it.line,
            f"{it.source}/{it.table.name} where {_where(it)} no longer says {it.column} = {it.expect or 'empty'} "
            f"but {_text(cell, it.column) or 'empty'}; remove the line if the source has mended itself",
        )
    return found[0]


def _correction(line: int, cells: dict[str, str]) -> Correction:
    wrong = [name for name in _COLUMNS if cells.get(name) is None] + [name for name in cells if name not in _COLUMNS]
    if wrong:
        _broken(line, f"it has not {len(_COLUMNS)} cells")
    empty = [name for name in _COLUMNS if not cells[name] and name not in _MAY_BE_EMPTY]
    if empty:
        _broken(line, f"{empty[0]} is empty")
    table = BY_NAME.get(cells["table"])
    if table is None:
        _broken(line, f"there is no table {cells['table']}")
    # a ; parts two conditions only where a new one begins: a cell may itself hold several codes
    pairs = [it.partition("=") for it in re.split(r";(?=[a-z_]+=)", cells["where"])]
    return Correction(
        line,
        cells["source"],
        table,
        {_column(line, name, table): value for name, _, value in pairs},
        _column(line, cells["column"], table),
        cells["value"],
        cells["expect"],
        cells["reason"],
        _day(line, cells["until"]),
        cells["source_id"],
    )


def _column(line: int, name: str, table: type[Table]) -> Column:
    found = next((it for it in table.columns if it == name), None)
    if found is None:
        _broken(line, f"the table {table.name} has no column {name}")
    return found


def _day(line: int, text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return _broken(line, f"until is {text}, not a day like 2027-01-31")


def _equal(cell: object, text: str, column: Column) -> bool:
    """Whether a cell says what the file says, whatever type it still has."""
    told = _text(cell, column)
    if column.spec.dtype in {"number", "count"} and told and text:
        return _number(told) == _number(text)
    return told == (_FLAGS.get(text.lower(), text) if column.spec.dtype == "flag" else text)


def _text(cell: object, column: Column) -> str:
    if cell is None or cell != cell:  # noqa: PLR0124  what is not a number or not a time is not itself
        return ""
    if column.spec.dtype == "date":
        return str(cell)[:10]
    return _FLAGS.get(str(cell).lower(), str(cell)) if column.spec.dtype == "flag" else str(cell)


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _where(it: Correction) -> str:
    return ";".join(f"{column}={value}" for column, value in it.where.items())


def _count(rows: int) -> str:
    return f"{rows} rows" if rows else "there is no row"


def _broken(line: int, rule: str) -> NoReturn:
    msg = f"data/corrections.csv, line {line}: {rule}"
    raise LoaderError(msg)
