"""UN appeals for Afghanistan: every reading, and which of them are the last of their year."""

import pandas as pd

from analysis.base.behind import of_each
from analysis.base.derived import rows_of
from data.schema.columns import Derived, column
from data.schema.tables import Appeals


class Reading(Appeals, Derived):
    """One reading of a United Nations appeal that says what was asked for or received."""

    name, heading, of = "readings", "Readings of UN appeals", Appeals
    last_required = column(
        "flag", "Last of what was asked for", "Whether it stands for the plan of its year.", required=True
    )
    last_funded = column(
        "flag", "Last of what was received", "Whether it stands for the plan of its year.", required=True
    )


def readings(rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the last reading of each yearly plan that gives the figure; an undated one only where no other does.

    Args:
        rows: rows of `Appeals`.

    Returns:
        Rows of `Reading`: those with any figure.
    """
    rows = rows[rows[[Appeals.required_usd, Appeals.funded_usd]].notna().any(axis=1)]
    last = {"last_required": _last(rows, Appeals.required_usd), "last_funded": _last(rows, Appeals.funded_usd)}
    return rows_of(Reading, rows.assign(**last, behind=of_each(rows)))


def _last(rows: pd.DataFrame, figure: str) -> pd.Series:
    """Find the last reading of each yearly plan that gives a figure."""
    known = rows[(rows[Appeals.plan_kind] == "yearly_plan") & rows[figure].notna()]
    known = known.sort_values([Appeals.end, Appeals.start], na_position="first")
    return pd.Series(rows.index.isin(known.drop_duplicates(Appeals.year, keep="last").index), index=rows.index)
