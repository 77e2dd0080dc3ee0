"""One series of trade: a flow, a unit and a kind of goods, and all reports of it."""

from typing import Final, NamedTuple

import pandas as pd

from analysis.base.behind import of_groups
from analysis.base.publishers import Published, with_publisher
from data.schema.columns import Derived
from data.schema.tables import Trade
from data.vocabulary.codes import TRADED


class Choice(NamedTuple):
    """One flow, in one unit, of one kind of goods."""

    flow: str
    measure: str
    goods: str


DEFAULT: Final = Choice("turnover", "value_usd", "total")


class Report(Trade, Published, Derived):
    """A reported figure of actual trade, as it is drawn by itself."""

    name, heading = "report", "Reports"
    of = Trade


def of_choice(trade: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Pick the rows of the chosen flow and goods that have the chosen unit."""
    chosen = (trade[Trade.flow] == choice.flow) & (trade[Trade.commodity] == choice.goods)
    return trade[chosen & trade[choice.measure].notna()]


def reports(trade: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Take reported rows as they are, with their publisher.

    Targets, potentials and contracts are not trade and are left out, as are rows without a date.

    Args:
        trade: rows of `Trade` in use.
        sources: the table of sources.

    Returns:
        Rows of `Report`, under the labels of `trade`.
    """
    actual = trade[trade[Trade.status].isin(TRADED) & trade[Trade.start].notna()]
    return with_publisher(actual, sources).assign(behind=of_groups(actual, [Trade.row_id]))
