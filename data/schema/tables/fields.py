"""Columns that many tables declare alike, and the rules that they share."""

import pandas as pd

from data.schema.columns import Column, TableRule, column
from data.vocabulary.periods import PRECISIONS
from data.vocabulary.places import PLACES


def period(of: str = "Period", precise: str = "the period") -> tuple[Column, Column, Column]:
    """Declare first day, last day and precision.

    Args:
        of: what the period is, for the headings.
        precise: what the source tells more or less exactly.
    """
    return (
        column("date", f"{of} from", f"First day of the {of.lower()}; empty where the source names none."),
        column("date", f"{of} to", f"Last day of the {of.lower()}, inclusive."),
        precision(precise),
    )


def precision(of: str) -> Column:
    """Declare how exactly a source tells a day or a period."""
    return column("text", "Told by", f"How exactly the source tells {of}.", required=True, values=PRECISIONS)


def country(heading: str, description: str, *, many: bool = False) -> Column:
    """Declare whose row it is: the code of a place, or several."""
    return column("text", heading, description, required=True, values=tuple(PLACES), many=many)


def source(*, many: bool = False) -> Column:
    """Declare the source that a row cites, or several."""
    return column(
        "text", "Sources" if many else "Source", "Who says so: `source_id` in the table of sources.",
        required=True, cites=True, many=many,
    )  # fmt: skip


def note() -> Column:
    """Declare a sentence for readers alone."""
    return column("text", "Note", "What else must be known to read the row.")


def both_or_neither(one: str, other: str) -> TableRule:
    """Require that of two columns a row has both or neither."""

    def rule(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
        alone = rows[one].isna() != rows[other].isna()
        return (rows.index[alone], f"has one of {one} and {other} without the other") if alone.any() else None

    return rule
