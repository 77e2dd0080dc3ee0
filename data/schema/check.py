"""Check rows against their table: return them typed and sorted, or raise all their faults at once.

Only loaders import this module: the app does not need pandera.
"""

import datetime as dt

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from data.schema.columns import Column, Dtype, Table

Fault = tuple[object, str, str, object]  # row, column, rule, value
FAULT_COLUMNS = ["where", "row", "column", "rule", "value"]
_PANDAS: dict[Dtype, str] = {
    "text": "str",
    "number": "float64",
    "count": "Int64",
    "date": "datetime64[s]",
    "flag": "bool",
}
_FLAGS = {"yes": True, "no": False, "true": True, "false": False}


class FaultsError(Exception):
    """Rows break the rules of their table; `faults` has one line for each fault: where, row, column, rule, value."""

    def __init__(self, faults: pd.DataFrame) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def check(rows: pd.DataFrame, table: type[Table], *, where: str, sources: set[str] | None = None) -> pd.DataFrame:
    """Check rows and give them the dtypes of their table.

    Args:
        rows: one row a figure, as text from a CSV or as typed values; the index names the row in an error (the line
            in the file).
        table: the table of the rows.
        where: the file or source, named in an error.
        sources: the `source_id`s that exist; None leaves citations unchecked.

    Returns:
        The rows with the columns of the table in order, sorted by its key.

    Raises:
        FaultsError: with all faults.
    """
    missing = [it for it in table.columns if it not in rows]
    extra = [str(it) for it in rows if it not in table.columns]
    if missing or extra:
        named: list[Fault] = [("header", it, "column is missing", "") for it in missing]
        named += [("header", it, "no such column in the table", "") for it in extra]
        raise FaultsError(_faults(where, named))
    typed, unreadable = _typed(rows, table)
    faults = [
        *unreadable,
        *_column_faults(typed, table, unreadable),
        *_uncited(typed, table, sources),
        *_rule_faults(typed, table),
    ]
    if faults:
        raise FaultsError(_faults(where, faults))
    return typed.sort_values(list(table.key), kind="stable", ignore_index=True, na_position="first")


def _faults(where: str, faults: list[Fault]) -> pd.DataFrame:
    frame = pd.DataFrame([(where, *fault) for fault in faults], columns=FAULT_COLUMNS)
    return frame.drop_duplicates(ignore_index=True)


def _typed(rows: pd.DataFrame, table: type[Table]) -> tuple[pd.DataFrame, list[Fault]]:
    """Convert each column to its dtype; a value that cannot be read becomes empty and a fault."""
    columns: dict[str, pd.Series] = {}
    faults: list[Fault] = []
    for column in table.columns:
        values, dtype = rows[column].replace("", None), column.spec.dtype
        typed = _READERS[dtype](values)
        unreadable = typed.isna() & values.notna()
        faults += [(row, column, f"is not a {dtype}", values[row]) for row in rows.index[unreadable]]
        if dtype == "flag" and not typed.isna().any():
            typed = typed.astype(bool)
        columns[column] = typed
    return pd.DataFrame(columns), faults


def _text(values: pd.Series) -> pd.Series:
    return values.astype("str").where(values.notna(), None).astype("str")


def _number(values: pd.Series) -> pd.Series:
    return pd.to_numeric(values, errors="coerce").astype("float64")


def _count(values: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(values, errors="coerce")
    return numbers.where(numbers % 1 == 0).astype("Int64")


def _date(values: pd.Series) -> pd.Series:
    def day(value: object) -> dt.date | None:
        if isinstance(value, dt.date):  # includes pandas timestamps
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            return None

    return pd.Series([None if pd.isna(it) else day(it) for it in values], index=values.index, dtype="datetime64[s]")


def _flag(values: pd.Series) -> pd.Series:
    return values.map(lambda it: it if isinstance(it, bool) else _FLAGS.get(str(it).lower()), na_action="ignore")


_READERS = {"text": _text, "number": _number, "count": _count, "date": _date, "flag": _flag}


def _column_faults(typed: pd.DataFrame, table: type[Table], unreadable: list[Fault]) -> list[Fault]:
    """Let pandera check columns and key; cells already found unreadable are not listed again."""
    schema = pa.DataFrameSchema({str(it): _schema_of(it) for it in table.columns}, unique=list(table.key))
    try:
        schema.validate(typed, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return []
    listed = {(row, column) for row, column, _, _ in unreadable}
    faults: list[Fault]
    doubled = cases["check"] == "multiple_fields_uniqueness"
    faults = [(row, ", ".join(table.key), "is there twice", "") for row in cases.loc[doubled, "index"].unique()]
    for case in cases[~doubled].itertuples():
        if (case.index, case.column) not in listed:
            faults.append((case.index, case.column, _rule(str(case.check)), case.failure_case))
    return faults


def _rule(check_name: str) -> str:
    return "must not be empty" if check_name == "not_nullable" else check_name


def _schema_of(column: Column) -> pa.Column:
    """Translate the rules of a column for pandera."""
    spec, checks = column.spec, []
    if spec.values and spec.many:
        allowed, error = set(spec.values), f"each of its parts is one of {', '.join(spec.values)}"
        checks.append(pa.Check(lambda text: set(text.split(";")) <= allowed, element_wise=True, error=error))
    elif spec.values:
        checks.append(pa.Check.isin(spec.values, error=f"is one of {', '.join(spec.values)}"))
    if spec.pattern:
        checks.append(pa.Check.str_matches(f"^(?:{spec.pattern})$", error=f"has the form {spec.pattern}"))
    if spec.low is not None:
        checks.append(pa.Check.ge(spec.low, error=f"is at least {spec.low:g}"))
    if spec.high is not None:
        checks.append(pa.Check.le(spec.high, error=f"is at most {spec.high:g}"))
    return pa.Column(_PANDAS[spec.dtype] if spec.dtype != "flag" else None, checks, nullable=not spec.required)


def _uncited(typed: pd.DataFrame, table: type[Table], sources: set[str] | None) -> list[Fault]:
    """List citations of unknown sources."""
    faults: list[Fault] = []
    for column in table.columns:
        if not column.spec.cites or sources is None:
            continue
        for row, cited in typed[column].dropna().items():
            parts = cited.split(";") if column.spec.many else [cited]
            faults += [(row, column, "is listed in sources.csv", part) for part in parts if part not in sources]
    return faults


def _rule_faults(typed: pd.DataFrame, table: type[Table]) -> list[Fault]:
    """List the rows that break the table's own rules."""
    faults: list[Fault] = []
    for rule in table.rules:
        broken = rule(typed)
        if broken is not None:
            rows, sentence = broken
            faults += [(row, "the row", sentence, "") for row in rows]
    return faults
