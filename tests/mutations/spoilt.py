"""The tables as text, and the pieces that the kinds of spoiling share."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from data.schema.columns import Spec
from data.schema.tables import BY_NAME
from loaders.curated.file import FILES

Rows = list[list[str]]
Change = Callable[[str, random.Random], "str | None"]


@dataclass
class Spoilt:
    """One table to be spoilt.

    Attributes:
        table: its name.
        header: its columns, as the file has them.
        rows: the cells of each row.
        random: where chance comes from.
        touched: the places of the rows that were spoilt; none where a whole file or column is, whose rows the last load knew.
        raw: the bytes of the file, where it is spoilt as such.
    """

    table: str
    header: list[str]
    rows: Rows
    random: random.Random
    touched: set[int] = field(default_factory=set)
    raw: bytes | None = None

    def bytes(self) -> bytes:
        """Return the file."""
        if self.raw is not None:
            return self.raw
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows([self.header, *self.rows])
        return text.getvalue().encode()

    def spec(self, name: str) -> Spec:
        """Return what a column of the file may hold; a date is one by its text."""
        file, table = FILES[self.table], BY_NAME[self.table]
        if name in file.dates:
            return Spec("date", "", "")
        ours = file.renamed.get(name, "quantity_t" if (self.table, name) == ("trade", "quantity") else name)
        found = [it.spec for it in table.columns if it == ours]
        return found[0] if found else Spec("text", "", "", values=("code",))

    def columns(self, fits: Callable[[str, Spec], bool]) -> list[int]:
        """Return the places of the columns that fit."""
        return [place for place, name in enumerate(self.header) if fits(name, self.spec(name))]

    def cell(self, fits: Callable[[str, Spec], bool], change: Change) -> bool:
        """Change one filled cell of a fitting column; return whether there was one."""
        places = [(row, at) for at in self.columns(fits) for row in range(len(self.rows)) if self.rows[row][at]]
        self.random.shuffle(places)
        for row, at in places[:200]:
            new = change(self.rows[row][at], self.random)
            if new is not None and new != self.rows[row][at]:
                self.rows[row][at] = new
                self.touched = {row}
                return True
        return False

    def set(self, row: int, **cells: str) -> bool:
        """Set cells of a row, each by the name of its column."""
        for name, value in cells.items():
            self.rows[row][self.header.index(name.rstrip("_"))] = value
        self.touched.add(row)
        return True

    def get(self, row: int, name: str) -> str:
        """Return a cell."""
        return self.rows[row][self.header.index(name)]

    def pick(self, **cells: str) -> int:
        """Return the place of a row with these cells; `*` is a filled one, `` an empty one."""

        def fits(row: int) -> bool:
            return all(
                bool(self.get(row, name.rstrip("_"))) if value == "*" else self.get(row, name.rstrip("_")) == value
                for name, value in cells.items()
            )

        places = [row for row in range(len(self.rows)) if fits(row)]
        return self.random.choice(places)
