"""Which reported rows measures read: the one door for all of them.

Out of use, but still on every list of reports: rows that a newer edition of the same data set replaces, rows that are
doubted, and the single months of a series, none of which stands for its year.
"""

import pandas as pd

from analysis.base import editions
from data.schema.columns import Table
from data.schema.tables import Trade


def in_use(rows: pd.DataFrame, sources: pd.DataFrame, table: type[Table], *, months: bool = False) -> pd.DataFrame:
    """Leave out the rows that no figure counts.

    Args:
        rows: all rows of `table`, as `data.read` gives them.
        sources: the table of sources, which says of what edition a row is.
        table: the reported table.
        months: whether series of months stay, for a figure by month.

    Returns:
        The other rows, with their labels.
    """
    if "doubted" in table.columns:
        rows = rows[rows["doubted"].isna()]
    if table.name in editions.FIGURE:
        rows = editions.newest(rows, sources, table.name)
    return rows if months or table is not Trade else editions.without_series(rows)
