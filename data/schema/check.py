"""Judge rows against their table: the rows, typed and in order, or every fault at once.

pandera judges; it is imported by the loaders' side only, never by the app.
"""

import datetime as dt

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from data.schema.columns import Column, Dtype, Table

Fault = tuple[object, str, str, object]  # row, column, rule, value
FAULT_COLUMNS = ["where", "row", "column", "rule", "value"]
_PANDAS: dict[Dtype, str] = {
    "text": "str", "number": "float64", "count": "Int64", "date": "datetime64[s]", "flag": "bool",
}  # fmt: skip
_FLAGS = {"yes": True, "no": False, "true": True, "false": False}


class FaultsError(Exception):
    """Rows that break the rules of their table; `faults` has one line for each: where, row, column, rule, value."""

    def __init__(self, faults: pd.DataFrame) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def check(rows: pd.DataFrame, table: type[Table], *, where: str, sources: set[str] | None = None) -> pd.DataFrame:
    """The rows with the dtypes of `table`, its columns in order, sorted by its key.

    Args:
        rows: one row a figure; text as read from a CSV or values already typed; the index names the row to a
            reader (the line in the file).
        table: the table that the rows claim to be.
        where: the file or source, for the fault table.
        sources: the `source_id`s that exist; None leaves citations unjudged.

    Raises:
        FaultsError: with every fault at once.
    """
    missing = [it for it in table.columns if it not in rows]
    extra = [str(it) for it in rows if it not in table.columns]
    if missing or extra:
        named: list[Fault] = [("header", it, "column is missing", "") for it in missing]
        named += [("header", it, "no such column in the table", "") for it in extra]
        raise FaultsError(_faults(where, named))
    typed, unreadable = _typed(rows, table)
    found = [
        *unreadable,
        *_judged(typed, table, unreadable),
        *_uncited(typed, table, sources),
        *_ruled(typed, table),
    ]
    if found:
        raise FaultsError(_faults(where, found))
    return typed.sort_values(list(table.key), kind="stable", ignore_index=True, na_position="first")


def _faults(where: str, found: list[Fault]) -> pd.DataFrame:
    frame = pd.DataFrame([(where, *fault) for fault in found], columns=FAULT_COLUMNS)
    return frame.drop_duplicates(ignore_index=True)


def _typed(rows: pd.DataFrame, table: type[Table]) -> tuple[pd.DataFrame, list[Fault]]:
    """Each column as its dtype; what cannot be read becomes empty and a fault."""
    typed: dict[str, pd.Series] = {}
    faults: list[Fault] = []
    for it in table.columns:
        values = rows[it].replace("", None)
        read = _READERS[it.spec.dtype](values)
        lost = read.isna() & values.notna()
        faults += [(row, it, f"is no {it.spec.dtype}", values[row]) for row in rows.index[lost]]
        if it.spec.dtype == "flag" and not read.isna().any():
            read = read.astype(bool)
        typed[it] = read
    return pd.DataFrame(typed), faults


def _text(values: pd.Series) -> pd.Series:
    return values.astype("str").where(values.notna(), None).astype("str")


def _number(values: pd.Series) -> pd.Series:
    return pd.to_numeric(values, errors="coerce").astype("float64")


def _count(values: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(values, errors="coerce")
    return numbers.where(numbers % 1 == 0).astype("Int64")


def _date(values: pd.Series) -> pd.Series:
    def day(value: object) -> dt.date | None:
        if isinstance(value, dt.date):  # a pandas timestamp is one
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            return None

    return pd.Series([None if pd.isna(it) else day(it) for it in values], index=values.index, dtype="datetime64[s]")


def _flag(values: pd.Series) -> pd.Series:
    return values.map(lambda it: it if isinstance(it, bool) else _FLAGS.get(str(it).lower()), na_action="ignore")


_READERS = {"text": _text, "number": _number, "count": _count, "date": _date, "flag": _flag}


def _judged(typed: pd.DataFrame, table: type[Table], unreadable: list[Fault]) -> list[Fault]:
    """What pandera finds, all faults at once; cells that could not be read are told only once."""
    schema = pa.DataFrameSchema({str(it): _schema_of(it) for it in table.columns}, unique=list(table.key))
    try:
        schema.validate(typed, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return []
    told = {(row, column) for row, column, _, _ in unreadable}
    found: list[Fault]
    doubled = cases["check"] == "multiple_fields_uniqueness"
    found = [(row, ", ".join(table.key), "is there twice", "") for row in cases.loc[doubled, "index"].unique()]
    for case in cases[~doubled].itertuples():
        if (case.index, case.column) not in told:
            found.append((case.index, case.column, _rule(str(case.check)), case.failure_case))
    return found


def _rule(check_name: str) -> str:
    return "must not be empty" if check_name == "not_nullable" else check_name


def _schema_of(it: Column) -> pa.Column:
    spec, checks = it.spec, []
    if spec.values and spec.many:
        allowed = set(spec.values)
        checks.append(pa.Check(lambda text: set(text.split(";")) <= allowed, element_wise=True,
                               error=f"each of its parts is one of {', '.join(spec.values)}"))  # fmt: skip
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
    """Citations that do not resolve."""
    found: list[Fault] = []
    for it in table.columns:
        if not it.spec.cites or sources is None:
            continue
        for row, cited in typed[it].dropna().items():
            parts = cited.split(";") if it.spec.many else [cited]
            found += [(row, it, "stands in sources.csv", part) for part in parts if part not in sources]
    return found


def _ruled(typed: pd.DataFrame, table: type[Table]) -> list[Fault]:
    """What the table's own rules find."""
    found: list[Fault] = []
    for rule in table.rules:
        broken = rule(typed)
        if broken is not None:
            rows, sentence = broken
            found += [(row, "the row", sentence, "") for row in rows]
    return found
