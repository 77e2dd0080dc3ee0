"""An insight: one thing that reported rows show, in codes and numbers.

An insight names its years and whose figures it rests on, so that it stays true under any choice of rows and does not
grow stale. It states what is reported and never why, and only of the rows that it was given.
"""

from typing import Final, NamedTuple

from analysis.base.behind import RowIds
from data.rows import Row
from data.schema.columns import Table

MOST: Final = 3  # insights of one topic


class Insight(NamedTuple):
    """One thing that reported rows show.

    Attributes:
        kind: what kind of insight it is, by which it is worded.
        facts: its codes and numbers by name; each function that returns insights says which.
        of: the reported table whose rows stand behind it.
        behind: the `row_id` of each of these rows.
    """

    kind: str
    facts: Row
    of: type[Table]
    behind: RowIds
