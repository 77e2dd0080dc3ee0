"""Derived tables: columns that mean what reported ones do, and rows with all declared columns, be there none."""

from dataclasses import replace
from typing import Final, cast

import pandas as pd

from data.rows import Row
from data.schema.columns import Column, Derived, Dtype

_DTYPES: Final[dict[Dtype, str]] = {
    "text": "str", "number": "float64", "count": "int64", "date": "datetime64[ms]", "flag": "bool", "rows": "object",
}  # fmt: skip
_OPTIONAL: Final[dict[Dtype, str]] = {"count": "Int64", "flag": "boolean"}  # the dtypes that can hold a missing value


def like(reported: Column, whose: str = "") -> Column:
    """Declare a column that means what a column of another table does; `whose` goes along in its heading."""
    spec = reported.spec
    return cast("Column", replace(spec, heading=f"{spec.heading}, {whose}" if whose else spec.heading))


def rows_of(table: type[Derived], rows: pd.DataFrame | list[Row]) -> pd.DataFrame:
    """Bring rows to the declared columns of a table, in their order and with their dtypes; others are left out."""
    columns = [str(column) for column in table.columns]
    frame = pd.DataFrame(rows, columns=columns)
    dtypes = {str(it): _dtype(it) for it in table.columns}
    others = {name: dtypes[name] for name, dtype in frame.dtypes.items() if dtype != dtypes[name]}
    return frame.astype(others) if others else frame


def _dtype(column: Column) -> str:
    dtypes = _DTYPES if column.spec.required else _DTYPES | _OPTIONAL
    return dtypes[column.spec.dtype]
