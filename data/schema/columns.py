"""How a table is declared: columns that know what they mean, and a class that holds them.

A `Column` is a `str`, its own name, so `rows[Trade.value_usd]` and `{"y": rows[Trade.value_usd]}` just work and
are checked for spelling. What it means (heading, unit, description) and what it may hold (values, bounds) go
along: one declaration feeds validation, Parquet metadata, axis titles, table headings and the data dictionary.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self, cast

import pandas as pd
import pyarrow as pa
from pandas.util import hash_pandas_object

from data.vocabulary.places import PLACES

Dtype = Literal["text", "number", "count", "date", "flag", "rows"]

ARROW: dict[Dtype, pa.DataType] = {
    "text": pa.string(),
    "number": pa.float64(),
    "count": pa.int64(),
    "date": pa.date32(),
    "flag": pa.bool_(),
    "rows": pa.list_(pa.uint64()),
}


@dataclass(frozen=True, slots=True)
class Spec:
    """What a column means and what it may hold."""

    dtype: Dtype
    heading: str
    description: str
    unit: str = ""
    required: bool = False
    values: tuple[str, ...] = ()  # the only values allowed; for `many`, for each part
    pattern: str = ""
    form: str = ""  # the pattern in words
    low: float | None = None
    high: float | None = None
    many: bool = False  # several values joined by ;
    cites: bool = False  # each value is a source_id that must stand in `sources`
    ahead: bool = False  # a date that may lie in the future
    recurs: bool = False  # one of our names on several rows: two that differ by a letter are one misspelt
    longest: int = 600  # characters of a text
    internal: bool = False  # keys and steps of a measure: in files, but not in the table that a reader opens
    verbatim: bool = False  # the words of a service, kept with its slips

    @property
    def names_places(self) -> bool:
        """Whether the values are codes of places."""
        return bool(self.values) and set(self.values) <= set(PLACES)


class Column(str):
    """A column's name, with its `spec`."""

    __slots__ = ("spec",)
    spec: Spec

    def __new__(cls, name: str, spec: Spec) -> Self:
        """A column `name` that means `spec`."""
        self = super().__new__(cls, name)
        self.spec = spec
        return self

    @property
    def label(self) -> str:
        """The heading with its unit, as an axis or a table shows it."""
        return f"{self.spec.heading}, {self.spec.unit}" if self.spec.unit else self.spec.heading


def column(dtype: Dtype, heading: str, description: str, **rules: Any) -> Column:  # noqa: ANN401  the fields of Spec
    """Declare a column; its name is the attribute that it is bound to."""
    return cast("Column", Spec(dtype, heading, description, **rules))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a row or of a whole table.

    Attributes:
        column: the column at which a fault is named.
        fault: what is wrong with a row at fault.
        broken: takes the typed rows and returns whether each is at fault. The rows also have `known_on`, the last day on
            which they can have been reported: when their sources were published, else today.
        live: whether the rows of services are held to it too, not only those that are kept by hand.
    """

    column: str
    fault: str
    broken: Callable[[pd.DataFrame], pd.Series]
    live: bool = False


@dataclass(frozen=True, slots=True)
class Siblings:
    """What the number of a new row is held against: the other rows that are alike in the columns `by`.

    Attributes:
        column: the number.
        by: what siblings share.
        times: how many times more than the largest sibling, or less than the smallest, is too far off.
        over: the number that `column` is divided by, for dollars a tonne.
        a_day: whether it is divided by the days of the period, so that months and years compare.
        larger: whether only too much is suspect: what a state gives may be as little as it likes.
    """

    column: str
    by: tuple[str, ...]
    times: float
    over: str = ""
    a_day: bool = False
    larger: bool = False


class Table:
    """Base of all tables. The docstring of a table says what one of its rows is.

    `key` is what no two rows share. `identity` is which figure or fact a row tells, apart from what it says of it: by
    it a row is known again from one load to the next. Without a declaration it is the key without numbers and notes.
    `facts` are what a row says whatever name it has, each by some columns: a new row that says the same as one of another
    name (the first column of the key that is not among them) is suspect. Where none of its numbers is known, a fact says nothing.
    """

    name: ClassVar[str]
    heading: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    key: ClassVar[tuple[str, ...]] = ()
    identity: ClassVar[tuple[str, ...]]
    row_id: ClassVar[Column] = Column("row_id", Spec("count", "Row", "The name of a reported row: see `row_ids`."))
    rules: ClassVar[tuple[Rule, ...]] = ()
    siblings: ClassVar[tuple[Siblings, ...]] = ()
    facts: ClassVar[tuple[tuple[str, ...], ...]] = ()

    def __init_subclass__(cls) -> None:
        """Bind each declared column to its own name, after the columns of the tables that this one extends."""
        inherited = {str(it): it for base in cls.__bases__ for it in getattr(base, "columns", ())}
        own = {name: Column(name, spec) for name, spec in vars(cls).items() if isinstance(spec, Spec)}
        for name, it in own.items():
            setattr(cls, name, it)
        cls.columns = tuple((inherited | own).values())
        if "identity" not in vars(cls):
            said = {str(it) for it in cls.columns if it.spec.dtype == "number" or it == "note"}
            cls.identity = tuple(it for it in cls.key if it not in said)

    @classmethod
    def is_a_row(cls) -> str:
        """What one row is: the first paragraph of the docstring."""
        return " ".join((cls.__doc__ or "").split("\n\n")[0].split())

    @classmethod
    def schema(cls) -> pa.Schema:
        """The Arrow schema; heading, unit and description travel in the metadata of each field."""
        fields = [
            pa.field(
                it,
                ARROW[it.spec.dtype],
                nullable=not it.spec.required,
                metadata={
                    "heading": it.spec.heading,
                    "unit": it.spec.unit,
                    "description": it.spec.description,
                },
            )
            for it in cls.columns
        ]
        return pa.schema(fields, metadata={"table": cls.name, "row": cls.is_a_row()})

    @classmethod
    def row_ids(cls, rows: pd.DataFrame) -> pd.Series:
        """Name each reported row by a hash of its key: the same in every load, for as long as its key stays the same."""
        return cast("Callable[..., pd.Series]", hash_pandas_object)(
            rows[[str(column) for column in cls.key]], index=False
        )


class Derived(Table):
    """Base of the tables that measures return: a class beside the measure, with the reported rows behind each row.

    Where a row rests on rows of another table too, a column of its own names them: see `also`.
    """

    of: ClassVar[type[Table]]  # the table whose rows stand behind
    also: ClassVar[dict[Column, type[Table]]] = {}  # columns of rows of other tables behind
    behind = column("rows", "Rows behind", "The `row_id` of each reported row that this one was made of.")
