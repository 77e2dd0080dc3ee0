"""Check rows against their table: return them typed and sorted, or raise all their faults at once.

Only loaders import this module: the app does not need pandera.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from data.schema.by_hand import each_once, misspelt, slips
from data.schema.columns import Column, Dtype, Rule, Spec, Table
from data.schema.reading import Fault
from data.schema.reading import typed as read_as_typed

FAULT_COLUMNS = ["where", "row", "column", "rule", "value"]
_PANDAS: dict[Dtype, str] = {
    "text": "str",
    "number": "float64",
    "count": "Int64",
    "date": "datetime64[s]",
    "flag": "bool",
}
_FIRST, _LAST = pd.Timestamp(1990, 1, 1), pd.Timestamp(2060, 12, 31)  # of all dates
_SLIP: Final = (
    "is spoilt as a text"  # one check for all such rules, which are a hundred for a table: each costs a millisecond
)
_SOLAR: Final = (1300, 1450)  # years of the Afghan calendar that people write


class FaultsError(Exception):
    """Rows break the rules of their table; `faults` has one line for each fault: where, row, column, rule, value."""

    def __init__(self, faults: pd.DataFrame) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def check(
    rows: pd.DataFrame,
    table: type[Table],
    *,
    where: str,
    sources: set[str] | None = None,
    published: Mapping[str, pd.Timestamp] | None = None,
    today: dt.date | None = None,
    by_hand: bool = False,
) -> pd.DataFrame:
    """Check rows and give them the dtypes of their table.

    Args:
        rows: one row a figure, as text from a CSV or as typed values; the index names the row in an error (the line
            in the file).
        table: the table of the rows.
        where: the file or source, named in an error.
        sources: the `source_id`s that exist; None leaves citations unchecked.
        published: the last day of the publication of the sources that bear a date.
        today: the day after which nothing can have happened; None leaves that unchecked.
        by_hand: whether the texts were typed, and so are held to what an editor may spoil.

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
        raise FaultsError(faults_of(where, named))
    typed, unreadable = read_as_typed(rows, table)
    typed["known_on"] = _known_on(typed, table, published or {}, today)
    faults = [
        *unreadable,
        *_broken(typed, table, unreadable, today, by_hand=by_hand),
        *_uncited(typed, table, sources),
        *(misspelt(typed, table) if by_hand else ()),
    ]
    if faults:
        raise FaultsError(faults_of(where, faults))
    typed = typed[[str(it) for it in table.columns]]
    return typed.sort_values(list(table.key), kind="stable", ignore_index=True, na_position="first")


def faults_of(where: str, faults: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """Build the table of faults, each once.

    Args:
        where: the file or source.
        faults: row, column, rule and value of each.
    """
    frame = pd.DataFrame([(where, *fault) for fault in faults], columns=FAULT_COLUMNS)
    return frame.drop_duplicates(ignore_index=True)


def _known_on(
    typed: pd.DataFrame, table: type[Table], published: Mapping[str, pd.Timestamp], today: dt.date | None
) -> pd.Series:
    """Return the last day on which each row can have been reported: its latest source's, else today."""
    now = pd.Timestamp(today) if today else pd.NaT
    known = pd.Series(now, index=typed.index, dtype="datetime64[s]")
    citing = next((it for it in table.columns if it.spec.cites and it.spec.required), None)
    if citing is None:
        return known
    for row, cited in typed[citing].dropna().items():
        days = [published.get(it, pd.NaT) for it in cited.split(";")]
        if not any(map(pd.isna, days)):
            known[row] = max(days)
    return known


def _broken(
    typed: pd.DataFrame, table: type[Table], unreadable: list[Fault], today: dt.date | None, *, by_hand: bool
) -> Iterator[Fault]:
    """Let pandera judge columns, key and rules; cells already found unreadable are not listed again."""
    try:
        _schema(table, today, by_hand=by_hand).validate(typed, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return
    listed = {(row, column) for row, column, _, _ in unreadable}
    at = {number: rule.column for number, rule in enumerate(_rules(table, by_hand=by_hand))}
    for case in cases.itertuples():
        if case.check == "multiple_fields_uniqueness":
            yield case.index, ", ".join(table.key), "is there twice", ""
        elif case.column is None:  # a rule that broke itself: what it cannot judge must not pass
            yield "the table", at[case.check_number], f"cannot be judged: {case.check}", case.failure_case
        elif (case.index, case.column) not in listed and (
            case.schema_context != "DataFrameSchema"
            or case.column == at[case.check_number]  # a rule of rows has a case for each of their cells
        ):
            rules = [_sentence(str(case.check))]
            if case.check == _SLIP:
                spec = next(it.spec for it in table.columns if it == case.column)
                rules = slips(str(case.failure_case), is_own=_is_own(spec))
            yield from ((case.index, str(case.column), rule, _shown(case.failure_case)) for rule in rules)


def _is_own(spec: Spec) -> bool:
    return not spec.verbatim and not spec.many


def _sentence(check_name: str) -> str:
    return "must not be empty" if check_name == "not_nullable" else check_name


def _shown(value: object) -> object:
    """Return a value as a reader of the file knows it."""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return "" if pd.isna(value) else value


def _rules(table: type[Table], *, by_hand: bool) -> list[Rule]:
    return [rule for rule in (*table.rules, *_rules_of_periods(table)) if by_hand or rule.live]


@cache
def _schema(table: type[Table], today: dt.date | None, *, by_hand: bool) -> pa.DataFrameSchema:
    """Translate columns, key and rules of a table for pandera."""
    columns = {
        str(it): pa.Column(
            _PANDAS[it.spec.dtype] if it.spec.dtype != "flag" else None,
            list(_checks(it, today, by_hand=by_hand)),
            nullable=not it.spec.required,
        )
        for it in table.columns
    }
    rules = [pa.Check(_holds(it), error=it.fault, ignore_na=False) for it in _rules(table, by_hand=by_hand)]
    return pa.DataFrameSchema(columns, checks=rules, unique=list(table.key))


def _holds(rule: Rule):  # noqa: ANN202
    return lambda rows: ~(rule.broken(rows).fillna(value=False).astype(bool))


def _checks(column: Column, today: dt.date | None, *, by_hand: bool) -> Iterator[pa.Check]:
    """Translate the rules of a column for pandera."""
    spec = column.spec
    if spec.dtype == "text":
        yield from _checks_of_texts(column, by_hand=by_hand)
    elif spec.dtype == "date":
        yield from _checks_of_dates(None if spec.ahead else today)
    if spec.low is not None:
        yield pa.Check.ge(spec.low, error=f"is at least {spec.low:g}")
    if spec.high is not None:
        yield pa.Check.le(spec.high, error=f"is at most {spec.high:g}")


def _checks_of_texts(column: Column, *, by_hand: bool) -> Iterator[pa.Check]:
    spec = column.spec
    if spec.values and spec.many:
        allowed, error = set(spec.values), f"each of its parts is one of {', '.join(spec.values)}"
        yield pa.Check(lambda cell: set(cell.split(";")) <= allowed, element_wise=True, error=error)
    elif spec.values:
        yield pa.Check.isin(spec.values, error=f"is one of {', '.join(spec.values)}")
    if spec.many:
        yield pa.Check(each_once, element_wise=True, error="has each of its parts once, with ; between them")
    if spec.pattern:
        yield pa.Check.str_matches(rf"^(?:{spec.pattern})\Z", error=f"has the form {spec.form or spec.pattern}")
    if by_hand:
        yield pa.Check.str_length(max_value=spec.longest, error=f"has at most {spec.longest:,} characters")
        if not spec.values and not spec.pattern:
            yield pa.Check(lambda cell: not slips(cell, is_own=_is_own(spec)), element_wise=True, error=_SLIP)


def _checks_of_dates(today: dt.date | None) -> Iterator[pa.Check]:
    yield pa.Check(
        lambda days: ~days.dt.year.between(*_SOLAR), error="is no year of the Afghan solar calendar, as this is"
    )
    yield pa.Check.in_range(_FIRST, _LAST, error=f"lies between {_FIRST.year} and {_LAST.year}")
    if today:
        yield pa.Check.le(pd.Timestamp(today), error="is not after today")


def _rules_of_periods(table: type[Table]) -> Iterator[Rule]:
    """Derive the rules of each date from its precision: columns `x` or `x_start`, `x_end` and `x_precision`."""
    names = {str(it) for it in table.columns}
    for precision in sorted(it for it in names if it.endswith("precision")):
        stem = precision.removesuffix("precision")
        start = f"{stem}start" if f"{stem}start" in names else stem.removesuffix("_")
        end = f"{stem}end" if f"{stem}end" in names else ""
        yield Rule(
            start, "is not as exact as its precision says", _other_than_its_precision(start, end, precision), live=True
        )
        if end:
            yield Rule(
                start, "ends before it begins", lambda rows, start=start, end=end: rows[end] < rows[start], live=True
            )


def _other_than_its_precision(start: str, end: str, precision: str):  # noqa: ANN202
    def broken(rows: pd.DataFrame) -> pd.Series:
        first, precisions = rows[start].dt, rows[precision]
        last = rows[end] if end else None
        wrong = (precisions == "unknown") != rows[start].isna()
        wrong |= precisions.isin(["month", "year"]) & (first.day != 1)
        wrong |= (precisions == "year") & (first.month != 1)
        if last is not None:
            wrong |= rows[start].isna() != last.isna()
            wrong |= precisions.isin(["month", "year"]) & ~last.dt.is_month_end & last.notna()
            wrong |= (precisions == "year") & (last.dt.month != 12) & last.notna()
        return wrong

    return broken


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
