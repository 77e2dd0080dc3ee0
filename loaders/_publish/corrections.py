"""Correct known errors of a source between reading and checking: one line of `data/corrections.csv` each.

`where` names the row (`country=KAZ;start=2023-01-01`), `column` the cell, `expect` the value that the source gives,
`value` the right one, `reason` and `source_id` why and by which source, `until` the day by which the correction must be
reviewed. Every correction is noted in the row's `note`; one that no longer fits the source stops that source's load.
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
    """One line of `data/corrections.csv`; `line` is its number in the file."""

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
    """Read all corrections.

    Raises:
        LoaderError: the file is missing, or a line is not a correction.
    """
    try:
        with (path or PATH).open(encoding="utf-8", newline="") as file:
            lines = csv.DictReader(file)
            header = ",".join(lines.fieldnames or [])
            if header.startswith("\ufeff"):
                _broken(1, "it begins with a byte order mark: save the file as UTF-8 without one")
            if lines.fieldnames != _COLUMNS:
                _broken(1, f"the header is {header}, not {','.join(_COLUMNS)}")
            corrections = [_correction(lines.line_num, cells) for cells in lines]
    except (OSError, UnicodeDecodeError, csv.Error) as why:
        msg = f"data/corrections.csv: {why}"
        raise LoaderError(msg) from why
    _refuse_two_of_one_cell(corrections)
    return corrections


def _refuse_two_of_one_cell(corrections: list[Correction]) -> None:
    lines: dict[tuple[object, ...], int] = {}
    for it in corrections:
        cell = (it.source, it.table.name, frozenset(it.where.items()), it.column)
        if cell in lines:
            _broken(it.line, f"it corrects the same cell as line {lines[cell]}: keep one of the two")
        lines[cell] = it.line


def check_loaders(loaders: Collection[str]) -> None:
    """Check that each correction names an existing loader: otherwise it would never be applied.

    Raises:
        LoaderError: a correction names no loader.
    """
    for correction in read():
        if correction.source not in loaders:
            _broken(correction.line, f"there is no loader {correction.source}")


def check_tables(corrections: Collection[Correction], tables: Collection[type[Table]]) -> None:
    """Check that a source fills the tables that its corrections name.

    Raises:
        LoaderError: a correction names another table.
    """
    for correction in corrections:
        if correction.table not in tables:
            _broken(correction.line, f"{correction.source} fills no table {correction.table.name}")


def apply(
    rows: pd.DataFrame,
    table: type[Table],
    corrections: Collection[Correction],
    *,
    cited: Collection[str],
    today: dt.date | None,
) -> pd.DataFrame:
    """Apply the corrections of one source to the rows of one table.

    Args:
        rows: as the loader returned them, before they are checked.
        table: the table of the rows.
        corrections: all corrections of this source.
        cited: the `source_id`s that exist.
        today: the day against which `until` is judged; None if it is not, since a build must not depend on the date.

    Returns:
        The rows, each correction also noted in `note` if the table has one.

    Raises:
        LoaderError: a correction is past its day, cites an unknown source, or the row no longer has the expected value.
    """
    of_table = [it for it in corrections if it.table is table]
    if not of_table:
        return rows
    rows = rows.astype(object)
    for correction in of_table:
        column, old, new = correction.column, correction.expect or "empty", correction.value or "empty"
        if correction.source_id not in cited:
            _broken(correction.line, f"it cites {correction.source_id}, which is no source")
        if correction.until and today and today > correction.until:
            _broken(correction.line, f"it was due for review by {correction.until}; move the day or remove the line")
        label = _row(rows, correction)
        rows.loc[label, column] = correction.value or None
        if "note" in rows:
            note = f"{column} corrected from {old} to {new}: {correction.reason} ({correction.source_id})"
            before = _text(rows.loc[label, "note"], table.columns[0])
            rows.loc[label, "note"] = f"{before}; {note}" if before else note
    return rows


def _row(rows: pd.DataFrame, correction: Correction) -> object:
    """Return the label of the one row that a correction names."""
    matches = pd.Series(data=True, index=rows.index)
    for column, value in correction.where.items():
        if column not in rows:
            _broken(correction.line, f"the source gives no column {column}")
        matches &= pd.Series([_equal(cell, value, column) for cell in rows[column]], index=rows.index, dtype=bool)
    labels = rows.index[matches]
    rows_named = f"{correction.source}/{correction.table.name} where {_where(correction)}"
    if len(labels) != 1:
        _broken(correction.line, f"{_count(len(labels))} of {rows_named}, not one")
    column, expect = correction.column, correction.expect
    cell = rows.loc[labels[0], column]
    if not _equal(cell, expect, column):
        _broken(
            correction.line,
            f"{rows_named} no longer has {column} = {expect or 'empty'} but {_text(cell, column) or 'empty'}; "
            f"remove the line if the source has corrected itself",
        )
    return labels[0]


def _correction(line: int, cells: dict[str, str]) -> Correction:
    wrong = [name for name in _COLUMNS if cells.get(name) is None] + [name for name in cells if name not in _COLUMNS]
    if wrong:
        _broken(line, f"it does not have {len(_COLUMNS)} cells")
    empty = [name for name in _COLUMNS if not cells[name].strip() and name not in _MAY_BE_EMPTY]
    if empty:
        _broken(line, f"{empty[0]} is empty")
    table = BY_NAME.get(cells["table"])
    if table is None:
        _broken(line, f"there is no table {cells['table']}")
    # a ; separates two conditions only before `name=`: a cell may itself contain several codes joined by ;
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
    column = next((it for it in table.columns if it == name), None)
    if column is None:
        _broken(line, f"the table {table.name} has no column {name}")
    return column


def _day(line: int, text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return _broken(line, f"until is {text}, not a day like 2027-01-31")


def _equal(cell: object, text: str, column: Column) -> bool:
    """Return whether a cell has the value given in the file, whatever type the cell still has."""
    actual = _text(cell, column)
    if column.spec.dtype in {"number", "count"} and actual and text:
        return _number(actual) == _number(text)
    return actual == (_FLAGS.get(text.lower(), text) if column.spec.dtype == "flag" else text)


def _text(cell: object, column: Column) -> str:
    if cell is None or cell != cell:  # noqa: PLR0124  NaN and NaT are not equal to themselves
        return ""
    if column.spec.dtype == "date":
        return str(cell)[:10]
    return _FLAGS.get(str(cell).lower(), str(cell)) if column.spec.dtype == "flag" else str(cell)


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _where(correction: Correction) -> str:
    return ";".join(f"{column}={value}" for column, value in correction.where.items())


def _count(rows: int) -> str:
    return f"{rows} rows" if rows else "there is no row"


def _broken(line: int, rule: str) -> NoReturn:
    msg = f"data/corrections.csv, line {line}: {rule}"
    raise LoaderError(msg)
