"""One series of trade: a flow, a unit and a kind of goods."""

from typing import Final, NamedTuple

import pandas as pd

from data.schema.tables import Trade


class Choice(NamedTuple):
    """One flow, in one unit, of one kind of goods."""

    flow: str
    measure: str
    goods: str


DEFAULT: Final = Choice("turnover", "value_usd", "total")


def of_choice(trade: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Pick the rows of the chosen flow and goods that have the chosen unit."""
    chosen = (trade[Trade.flow] == choice.flow) & (trade[Trade.commodity] == choice.goods)
    return trade[chosen & trade[choice.measure].notna()]
