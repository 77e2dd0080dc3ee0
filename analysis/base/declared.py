"""Rows as their declared table has them: the dtypes of a frame follow from its declaration."""

from typing import Final

import pandas as pd

from data.schema.columns import Column, Dtype, Table

_DTYPES: Final[dict[Dtype, str]] = {
    "text": "str", "number": "float64", "count": "Int64", "date": "datetime64[ms]", "flag": "bool", "rows": "object",
}  # fmt: skip


def dtype(column: Column) -> str:
    """Name the pandas dtype of a column; a count that is never missing is a plain integer."""
    return "int64" if column.spec.dtype == "count" and column.spec.required else _DTYPES[column.spec.dtype]


def declared(rows: pd.DataFrame, table: type[Table]) -> pd.DataFrame:
    """Give rows the columns of a table, in their order and with their dtypes, for no rows as for many."""
    dtypes = {str(column): dtype(column) for column in table.columns}
    rows = rows.reindex(columns=[*dtypes])
    return rows.astype({name: dtypes[name] for name, has in rows.dtypes.items() if has != dtypes[name]})
