"""Short series for tests of studies."""

from collections.abc import Sequence

import pandas as pd

from analysis.base.derived import rows_of
from analysis.study.series import Observation


def observations(values: Sequence[float | None], starts: pd.DatetimeIndex) -> pd.DataFrame:
    """A series as rows of `Observation`, each with a reported row of its own behind it."""
    behind = [(number,) for number in range(len(values))]
    return rows_of(Observation, pd.DataFrame({"start": starts, "value": values, "behind": behind}))


def months(*values: float | None) -> pd.DataFrame:
    """A series by month, from January 2015 on."""
    return observations(values, pd.date_range("2015-01-01", periods=len(values), freq="MS"))
