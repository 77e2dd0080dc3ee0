"""Who published the source of a row, for rows that are shown with it."""

import pandas as pd

from analysis.base.derived import like
from data.rows import looked_up
from data.schema.columns import Table
from data.schema.tables import Sources


class Published(Table):
    """A row that names the publisher of its source."""

    publisher = like(Sources.publisher)


def with_publisher(
    rows: pd.DataFrame, sources: pd.DataFrame, source: str = "source_id", publisher: str = "publisher"
) -> pd.DataFrame:
    """Name the publisher of the source that each row cites; a source that is not in the table keeps its id.

    Args:
        rows: rows that cite one source each.
        sources: the table of sources.
        source: the column that cites.
        publisher: the column to fill.
    """
    known = sources.set_index(Sources.source_id)[Sources.publisher]
    return rows.assign(**{str(publisher): looked_up(rows[source], known).fillna(rows[source])})
