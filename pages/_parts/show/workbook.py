"""A figure as a workbook: its values, the rows behind, their sources, and what must be known of them."""

import io
from typing import Any, Final

import pandas as pd
import xlsxwriter

from data.schema.columns import Column, Derived, Table
from data.schema.tables import Sources
from data.vocabulary.text import defused
from pages._app.record import passed_on
from pages._app.rows import sources
from pages._parts.cite import Citation
from pages._parts.downloads import LICENCES
from pages._parts.figure import Drawing

MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHORTEST: Final = 8  # the width of a column, in characters
_LONGEST: Final = 60
_SAMPLE: Final = 200  # rows that decide the width


def workbook(drawn: Drawing, address: str) -> bytes:
    """Write a figure as XLSX: numbers as numbers, days as dates, no text as a formula.

    Args:
        drawn: the figure.
        address: where it is found, for its citation.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
    with xlsxwriter.Workbook(file, {**options, "default_date_format": "yyyy-mm-dd"}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        derived: list[tuple[type[Table], pd.DataFrame]] = [
            (of, rows) for of, rows in drawn.rows if issubclass(of, Derived)
        ]
        tables = _named("Values", derived) | _named("Rows", list(drawn.behind.items()))
        for name, (of, rows) in tables.items():
            _table(book.add_worksheet(name), head, of, passed_on(rows)[0])
        cited = sources().reindex(drawn.cited).reset_index()
        _table(book.add_worksheet("Sources"), head, Sources, cited)
        _notes(book.add_worksheet("Notes"), drawn, address)
    return file.getvalue()


def _named(kind: str, tables: list[tuple[type[Table], pd.DataFrame]]) -> dict[str, tuple[type[Table], pd.DataFrame]]:
    """Name the sheets: by their kind alone where there is one."""
    if len(tables) == 1:
        return {kind: tables[0]}
    return {f"{kind} {number} {of.heading}"[:31]: (of, rows) for number, (of, rows) in enumerate(tables, 1)}


def _table(sheet: Any, head: Any, of: type[Table], rows: pd.DataFrame) -> None:  # noqa: ANN401  of a library without types
    """Write rows under the headings of their columns, which stay in sight."""
    columns = [it for it in of.columns if it in rows and it.spec.dtype != "rows" and rows[it].notna().any()]
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.label, head)
        values = rows[column].tolist()
        for row, value in enumerate(values, 1):
            _cell(sheet, row, at, column, value)
        longest = max((len(str(it)) for it in values[:_SAMPLE] if not pd.isna(it)), default=0)
        sheet.set_column(at, at, min(max(longest, _SHORTEST, len(column.label) // 2), _LONGEST))
    sheet.freeze_panes(1, 0)
    if columns and len(rows):
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _cell(sheet: Any, row: int, at: int, column: Column, value: Any) -> None:  # noqa: ANN401
    if pd.isna(value):
        return
    if column.spec.dtype == "date":
        sheet.write_datetime(row, at, pd.Timestamp(value).to_pydatetime())
    elif column.spec.dtype == "flag":
        sheet.write_string(row, at, "yes" if value else "no")
    elif isinstance(value, int | float):
        sheet.write_number(row, at, value)
    else:
        sheet.write_string(row, at, defused(str(value)))


def _notes(sheet: Any, drawn: Drawing, address: str) -> None:  # noqa: ANN401
    """Write what the figure shows, how to cite it, and on what terms."""
    words = drawn.words
    lines = [
        words.title,
        words.subtitle,
        words.alt,
        words.caveat,
        words.note,
        Citation(words.title, address).text(),
        LICENCES,
    ]
    sheet.set_column(0, 0, 120)
    for row, line in enumerate(filter(None, (" ".join(it.split()) for it in lines))):
        sheet.write_string(row, 0, line)
