"""Whether a measure returns the rows that it declares."""

from collections.abc import Callable

import pandas as pd
from pandas.api import types

from data.schema.columns import Derived, Dtype

_IS: dict[Dtype, Callable[[pd.Series], bool]] = {
    "text": types.is_string_dtype, "number": types.is_float_dtype, "count": types.is_integer_dtype,
    "date": types.is_datetime64_any_dtype, "flag": types.is_bool_dtype, "rows": types.is_object_dtype,
}  # fmt: skip


def conforms(frame: pd.DataFrame, table: type[Derived], *reported: pd.DataFrame) -> None:
    """Hold that each declared column is there, of its dtype, and that each row has its own label and was made of reported rows."""
    assert frame.index.is_unique
    for column in table.columns:
        assert column in frame, f"{table.name} declares {column}"
        assert _IS[column.spec.dtype](frame[column]), (column, frame[column].dtype)
        assert not (column.spec.required and frame[column].isna().any()), column
        known = frame[column].dropna()
        if column.spec.values:
            assert set(known.str.split(";").explode() if column.spec.many else known) <= set(column.spec.values), column
        if column.spec.low is not None:
            assert (known >= column.spec.low).all(), column
    row_ids = {row_id for rows in reported for row_id in rows["row_id"]}
    for column in (table.behind, *table.also):
        assert frame[column].map(len).gt(0).all()
        assert {row_id for ids in frame[column] for row_id in ids} <= row_ids
